"""Who belongs here: guests, strangers of other workspaces, bots and people who left are refused.

What Slack tells of a person is believed for a minute. Where it does not tell, nobody gets in: a person who was let
in within that minute notices nothing.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.home import Home
from bot.messenger import word_of
from commands.errors import NotAllowed

log = logging.getLogger(__name__)

KEEP: Final = 60.0

_FOREIGN: Final = "you are from another workspace"

# What users.info says of a person, and what we say to them. Source: docs.slack.dev, The user object.
_STRANGE: Final[Mapping[str, str]] = {
    "deleted": "this account was deactivated",
    "is_bot": "bots do not change DNS",
    "is_workflow_bot": "bots do not change DNS",
    "is_connector_bot": "bots do not change DNS",
    "bot_id": "bots do not change DNS",
    "is_stranger": _FOREIGN,
    "is_ultra_restricted": "guests may not use it",
    "is_restricted": "guests may not use it",
}
# Slack's own bot is none by its user object.
_SLACKBOT: Final = "USLACKBOT"
_UNKNOWN: Final = frozenset({"user_not_found", "users_not_found", "user_not_visible"})


class People:
    """Asks users.info, once a minute for each person. home: what they must be of; None while Slack has not told it."""

    def __init__(
        self, client: Any, home: Callable[[], Home | None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._home = home
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, str]] = {}

    def admit(self, user: str) -> None:
        """Let a person of this workspace pass. Raises NotAllowed, with the reason."""
        why = self._why_not(user)
        if why:
            raise NotAllowed(f"You may not use this here: {why}.")

    def knows(self, user: str) -> bool:
        """Whether Slack was asked of a person within that minute."""
        with self._lock:
            asked_at, _ = self._known.get(user, (None, ""))
        return asked_at is not None and self._clock() - asked_at <= KEEP

    def _why_not(self, user: str) -> str:
        with self._lock:
            asked_at, why = self._known.get(user, (None, ""))
        if asked_at is not None and self._clock() - asked_at <= KEEP:
            return why
        now, home = self._clock(), self._home()
        if home is None:
            return self._untold(user, "auth.test is not answered yet")
        try:
            why = _strangeness(self._client.users_info(user=user)["user"], home)
        except SlackApiError as error:
            word = word_of(error)
            if word not in _UNKNOWN:
                return self._untold(user, word or str(error.response.status_code))
            why = "Slack does not know you"
        except (SlackClientError, OSError, LookupError, AttributeError) as error:
            return self._untold(user, type(error).__name__)
        with self._lock:
            self._known = {one: known for one, known in self._known.items() if now - known[0] <= KEEP}
            self._known[user] = (now, why)
        return why

    def _untold(self, user: str, word: str) -> str:
        log.warning("Slack does not tell who %s is: %s", user, word)
        if word == "missing_scope":
            return "Slack does not tell the bot who you are; an admin adds the scope users:read"
        return "Slack does not tell who you are just now; please try again"


class Everybody:
    """Lets everybody in: the demo's, and a terminal's."""

    def admit(self, _user: str) -> None:
        """Nobody is refused."""

    def knows(self, _user: str) -> bool:
        """Nothing is asked of Slack."""
        return True


def _strangeness(user: Mapping[str, Any], home: Home) -> str:
    if user.get("id") == _SLACKBOT:
        return _STRANGE["is_bot"]
    why = next((why for key, why in _STRANGE.items() if user.get(key)), "")
    return why or ("" if home.holds(user) else _FOREIGN)
