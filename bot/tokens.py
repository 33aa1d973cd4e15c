"""Whether Slack takes our token, and where that is at home: asked at start, in the background, until it is told.

Later the calls that are made anyway tell it; only while they say no is Slack asked for its own sake, now and then.
"""

import contextlib
import logging
import threading
from collections.abc import Callable
from typing import Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.home import Home
from bot.messenger import word_of
from commands.errors import Misconfigured

log = logging.getLogger(__name__)

# What any call is answered whose token is none, or none any more. Source: docs.slack.dev, auth.test, Errors.
DEAD: Final = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})

# Answers to auth.test that only another token mends.
REFUSALS: Final = DEAD | {"not_allowed_token_type", "no_permission", "missing_scope"}

# The one method that is called with the app-level token.
_WITH_ANOTHER: Final = "apps.connections.open"

_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0

# How often Slack is asked whether it takes a token again that it has refused.
_LOOK: Final = 30.0

# How long somebody waits for the answer who cannot go on without it.
_PATIENCE: Final = 2.0


class Tokens:
    """Asks auth.test until it is answered; a refusal ends the start, and a later one is waited out.

    look: seconds between two questions then.
    """

    def __init__(self, client: WebClient, fatal: Callable[[Misconfigured], None], look: float = _LOOK) -> None:
        self._client = client
        self._fatal = fatal
        self._look = look
        self._refusal = ""
        self._hearing = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._ask, name="tokens", daemon=True)
        self._hurry = threading.Event()
        self._tried = threading.Condition()
        self.bot_user: str | None = None
        self.bot_id: str | None = None
        self.home: Home | None = None

    @property
    def known(self) -> bool:
        """Whether Slack has answered, and takes the token yet."""
        return self.home is not None and not self._refusal

    def heard(self, method: str, word: str = "") -> None:
        """What Slack said to any call: a word of refusal, none where it did as it was asked."""
        if method == _WITH_ANOTHER or (word and word not in DEAD):
            return
        with self._hearing:
            was, self._refusal = self._refusal, word
        if bool(was) != bool(word) and self.home:
            self._tell(word)
            self._hurry.set()

    def _tell(self, word: str) -> None:
        if word:
            log.error("Slack refuses our token (%s): nothing can be said or done until it takes it again", word)
        else:
            log.info("Slack takes our token again")

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
        self._find_home()
        while self.home and not self._stopping.is_set():
            self._wait_out()
            self._hurry.wait()
            self._hurry.clear()

    def _wait_out(self) -> None:
        """A refusal; the client tells us what is answered, as it does of all other calls."""
        while self._refusal and not self._stopping.wait(self._look):
            with contextlib.suppress(SlackClientError, OSError):
                if self._refusal:
                    self._client.auth_test()

    def _find_home(self) -> None:
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
            word = word_of(error)
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
