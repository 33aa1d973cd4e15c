"""Whether Slack knows our token, and where that is at home: asked at start, in the background, until it is told."""

import logging
import threading
from collections.abc import Callable
from typing import Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.home import Home
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

# How long somebody waits for the answer who cannot go on without it.
_PATIENCE: Final = 2.0


class Tokens:
    """Asks auth.test until it is answered; a refusal ends the start."""

    def __init__(self, client: WebClient, fatal: Callable[[Misconfigured], None]) -> None:
        self._client = client
        self._fatal = fatal
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._ask, name="tokens", daemon=True)
        self._hurry = threading.Event()
        self._tried = threading.Condition()
        self.bot_user: str | None = None
        self.bot_id: str | None = None
        self.home: Home | None = None

    @property
    def known(self) -> bool:
        """Whether Slack has answered."""
        return self.home is not None

    def learn(self) -> Home | None:
        """Our home; where Slack has not told it yet it is asked once more, now, and waited for a moment."""
        with self._tried:
            if self.home is None:
                self._hurry.set()
                self._tried.wait(_PATIENCE)
        return self.home

    def start(self) -> None:
        """Begin asking."""
        self._thread.start()

    def stop(self) -> None:
        """Stop asking."""
        self._stopping.set()
        self._hurry.set()

    def _ask(self) -> None:
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            ended = self._once()
            with self._tried:
                self._tried.notify_all()
            if ended:
                return
            self._hurry.wait(pause)
            self._hurry.clear()
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _once(self) -> bool:
        """Ask; whether Slack has told, be it that the token is none."""
        try:
            answer = self._client.auth_test()
        except SlackApiError as error:
            word = error.response.get("error") if isinstance(error.response.data, dict) else None
            if word in REFUSALS:
                self._fatal(Misconfigured("SLACK_BOT_TOKEN", f"Slack refuses it ({word})"))
                return True
            log.warning("Slack does not answer auth.test yet: %s", word or error.response.status_code)
            return False
        except (SlackClientError, OSError) as error:
            log.warning("Slack cannot be reached yet: %s", type(error).__name__)
            return False
        self.bot_user, self.bot_id = answer.get("user_id"), answer.get("bot_id")
        self.home = Home(str(answer.get("team_id") or ""), str(answer.get("enterprise_id") or ""))
        return True
