"""Whether Slack knows our token: asked at start, in the background, until Slack has answered."""

import logging
import threading
from collections.abc import Callable
from typing import Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from commands.errors import Misconfigured

log = logging.getLogger(__name__)

# Answers that only another token mends. Source: docs.slack.dev, auth.test, Errors.
REFUSALS: Final = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "not_allowed_token_type",
        "no_permission",
        "missing_scope",
    }
)

_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0


class Tokens:
    """Asks auth.test until it is answered; a refusal ends the start."""

    def __init__(self, client: WebClient, fatal: Callable[[Misconfigured], None]) -> None:
        self._client = client
        self._fatal = fatal
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._ask, name="tokens", daemon=True)
        self.known = False
        self.bot_user: str | None = None
        self.bot_id: str | None = None
        self._team: str | None = None
        self._enterprise: str | None = None

    def ours(self, team: str, enterprise: str) -> bool:
        """Whether somebody is of our workspace, or of our Enterprise Grid; true while we do not know ours."""
        if not self.known or not team:
            return True
        return team == self._team or bool(enterprise and enterprise == self._enterprise)

    def start(self) -> None:
        """Begin asking."""
        self._thread.start()

    def stop(self) -> None:
        """Stop asking."""
        self._stopping.set()

    def _ask(self) -> None:
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                answer = self._client.auth_test()
                self.bot_user, self.bot_id = answer.get("user_id"), answer.get("bot_id")
                self._team, self._enterprise = answer.get("team_id"), answer.get("enterprise_id")
                self.known = True
                return
            except SlackApiError as error:
                word = error.response.get("error") if isinstance(error.response.data, dict) else None
                if word in REFUSALS:
                    self._fatal(Misconfigured("SLACK_BOT_TOKEN", f"Slack refuses it ({word})"))
                    return
                log.warning("Slack does not answer auth.test yet: %s", word or error.response.status_code)
            except (SlackClientError, OSError) as error:
                log.warning("Slack cannot be reached yet: %s", type(error).__name__)
            self._stopping.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
