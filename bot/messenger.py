"""What the bot says, and how Slack takes it: sent, not there, not now."""

import logging
import re
import time
from collections.abc import Callable
from http.client import HTTPException
from typing import Any, Final, Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.blocks.kit import cut_markup
from bot.limits import Limits, Seldom

log = logging.getLogger(__name__)

# Slack's definite refusals of a post: waiting does not mend them, an invitation or another place does.
# Source: docs.slack.dev, chat.postMessage, Errors.
NOT_THERE: Final = frozenset(
    {
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
        "cannot_reply_to_message",
        "is_inactive",
        "channel_is_limited_access",
        "cannot_dm_bot",
        "messages_tab_disabled",
        "no_permission",
        "access_denied",
        "team_access_not_granted",
        "ekm_access_denied",
    }
)

# Answers that mean our blocks: text alone is better than nothing.
MALFORMED: Final = frozenset(
    {
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_arguments",
        "msg_blocks_too_long",
        "msg_too_long",
        "block_mismatch",
    }
)

# Answers that pass by themselves.
BUSY: Final = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
    }
)

# What the SDK raises where an answer is cut short, no text, or none of the objects that Slack sends.
UNREADABLE: Final = (HTTPException, ValueError, LookupError, AttributeError, RecursionError)

_PLAIN: Final = 3000

# In the payload of a private message: that it takes the place of the one whose button was pressed.
REPLACING: Final = "replace_original"

_LONGEST_PAUSE: Final = 30.0

# The name under which response URLs are counted, all together.
_RESPONSE_URL: Final = "response_url"

# The same trouble of the same method is a line once in so many seconds.
_LINE_EVERY: Final = 60.0

# Answers to chat.update after which the message cannot be edited again.
GONE: Final = frozenset({"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"})


class Declined(Exception):
    """Slack will not have it there; str() is Slack's error word."""


class Malformed(Declined):
    """Slack will not have it in this shape."""


class Vanished(Exception):
    """The message to edit is not there any more."""


class NotNow(Exception):
    """Slack is away or busy; try again after that many seconds (None: the sender's own choice)."""

    def __init__(self, after: float | None = None) -> None:
        super().__init__(after)
        self.after = after

    def pause(self, tries: int) -> float:
        """Seconds to wait: what Slack asked for (Retry-After), or longer each time."""
        return self.after if self.after is not None else min(0.5 * 2.0 ** min(tries, 10), _LONGEST_PAUSE)


class Messenger(Protocol):
    """Where messages go; the tests have their own."""

    def post(self, place: str, payload: dict[str, Any]) -> tuple[str, str]:
        """Post a message; the channel it landed in and its timestamp. Raises Declined, NotNow."""

    def edit(self, place: str, ts: str, payload: dict[str, Any]) -> None:
        """Replace a message. Raises Vanished, Declined, NotNow."""

    def whisper(self, reply_to: str, place: str, user: str, payload: dict[str, Any]) -> None:
        """Say something to one person. Raises Declined, NotNow."""

    def open_view(self, trigger: str, view: dict[str, Any]) -> str | None:
        """Open a modal; its id, or None where it could not be opened."""

    def update_view(self, view_id: str, view: dict[str, Any]) -> bool:
        """Fill an open modal; False where it is not there any more."""


class SlackMessenger:
    """The Web API and response URLs. Never retried here: the caller's queue does that.

    While Slack wants to hear nothing of a kind (429 and Retry-After), it is not asked: that is NotNow at once.
    failed: told where a response URL fails: `response_url`, and how. The client tells of the rest.
    now: monotonic seconds.
    """

    def __init__(
        self,
        client: WebClient,
        failed: Callable[[str, str], None] = lambda *_: None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._failed = failed
        self._limits = Limits(now)
        self._lines = Seldom(_LINE_EVERY, now)

    def post(self, place: str, payload: dict[str, Any]) -> tuple[str, str]:
        """Post a message; the channel it landed in and its timestamp. Raises Declined, NotNow."""
        answer = self._say("chat.postMessage", {"channel": place, **payload})
        channel, ts = answer.get("channel"), answer.get("ts")
        if not (channel and ts):
            log.warning("Slack did not tell where a message stands")
            raise NotNow
        return str(channel), str(ts)

    def edit(self, place: str, ts: str, payload: dict[str, Any]) -> None:
        """Replace a message. Raises Vanished, Declined, NotNow."""
        self._say("chat.update", {"channel": place, "ts": ts, **payload})

    def whisper(self, reply_to: str, place: str, user: str, payload: dict[str, Any]) -> None:
        """Say something to one person: by response URL, else in the channel, else directly.

        What replaces a message can do that only by its response URL; where that is used up the message stays.
        """
        if (reply_to and self._respond(reply_to, payload)) or payload.get(REPLACING):
            return
        try:
            self._call("chat.postEphemeral", {"channel": place, "user": user, **payload})
        except Declined:
            self._call("chat.postMessage", {"channel": user, **payload})

    def _respond(self, url: str, payload: dict[str, Any]) -> bool:
        """False: the URL is used up or too old."""
        self._mind(_RESPONSE_URL)
        body = {"response_type": "ephemeral", REPLACING: False, **payload}
        try:
            answer = WebhookClient(url, timeout=10, retry_handlers=[]).send_dict(body)
        except (SlackClientError, OSError, *UNREADABLE) as error:
            self._failed(_RESPONSE_URL, "silence")
            raise NotNow from error
        if answer.status_code != 200:
            self._failed(_RESPONSE_URL, str(answer.status_code))
        if answer.status_code == 429 or answer.status_code >= 500:
            raise self._not_now(_RESPONSE_URL, answer.headers)
        self._limits.taken(_RESPONSE_URL)
        return answer.status_code == 200

    def open_view(self, trigger: str, view: dict[str, Any]) -> str | None:
        """Open a modal; its id, or None where it could not be opened."""
        try:
            opened = self._call("views.open", {"trigger_id": trigger, "view": view}).get("view")
            return str(opened["id"]) if isinstance(opened, dict) and opened.get("id") else None
        except (Declined, NotNow) as error:
            log.info("a modal could not be opened: %s", error)
            return None

    def update_view(self, view_id: str, view: dict[str, Any]) -> bool:
        """Fill an open modal; False where it is not there any more."""
        try:
            self._call("views.update", {"view_id": view_id, "view": view})
        except Declined:
            return False
        return True

    def _say(self, method: str, arguments: dict[str, Any]) -> Any:
        """Post or edit; without the blocks where Slack refuses their shape, which is our bug."""
        try:
            return self._call(method, arguments)
        except Malformed as refusal:
            log.error("Slack refused the blocks of a %s: %s", method, refusal)
            return self._call(method, {**arguments, "blocks": [], "text": cut_markup(arguments["text"], _PLAIN)})

    def _call(self, method: str, arguments: dict[str, Any]) -> Any:
        kind = _limited(method, arguments)
        self._mind(kind)
        try:
            answer = self._client.api_call(method, json=arguments)
        except SlackApiError as error:
            raise self._meaning(error, method, kind) from error
        except (SlackClientError, OSError) as error:
            log.warning("Slack did not answer %s: %s", method, type(error).__name__)
            raise NotNow from error
        self._limits.taken(kind)
        return answer

    def _mind(self, kind: str) -> None:
        """Raises NotNow while Slack wants to hear nothing of this kind."""
        if (left := self._limits.left(kind)) > 0:
            raise NotNow(left)

    def _not_now(self, kind: str, headers: Any) -> NotNow:
        after = _retry_after(headers)
        if after is not None:
            self._limits.hold(kind, after)
        return NotNow(after)

    def _meaning(self, error: SlackApiError, method: str, kind: str) -> Exception:
        answer, word = error.response, word_of(error)
        if answer.status_code == 429 or answer.status_code >= 500 or word in BUSY:
            return self._not_now(kind, answer.headers)
        if known := _known(word, method):
            return known
        # A revoked token, a missing scope: an admin mends it, and until then the queue tries again.
        told = word or str(answer.status_code)
        if self._lines.due(f"{method} {told}"):
            log.error("Slack refused %s: %s", method, told)
        return NotNow()


def word_of(error: SlackApiError) -> str:
    """Slack's word for no; empty where the answer holds none."""
    return str(error.response.get("error") or "") if isinstance(error.response.data, dict) else ""


def _limited(method: str, arguments: dict[str, Any]) -> str:
    """What Slack counts together: new messages by the channel, all else by the method.

    Source: docs.slack.dev, Rate limits.
    """
    return f"{method} {arguments['channel']}" if method == "chat.postMessage" else method


def _known(word: str, method: str) -> Exception | None:
    """What a refusal means that waiting does not mend; None for any other."""
    if method == "chat.update" and word in GONE:
        return Vanished(word)
    if word in MALFORMED and method.startswith("chat."):
        return Malformed(word)
    if word in NOT_THERE or method == "chat.postEphemeral" or method.startswith("views."):
        return Declined(word)
    return None


def _retry_after(headers: Any) -> float | None:
    value = str(next((value for name, value in dict(headers).items() if name.lower() == "retry-after"), ""))
    return float(value) if re.fullmatch(r"\d{1,5}", value) else None
