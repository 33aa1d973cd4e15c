"""The way from Slack to the bot: signed HTTP or Socket Mode, and the acknowledgement back."""

import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from bot.playground.rules.limits import ACK_SECONDS
from tests.worlds.slack_messages import Message, View
from tests.worlds.slack_payloads import form
from tests.worlds.slack_workspace import SIGNING_SECRET

EVENTS_PATH: Final = "/slack/events"
PATIENCE: Final = 5.0  # seconds that we wait for an ack; longer than Slack does, to tell how late it was


class Signature(StrEnum):
    """How a request over HTTP is signed."""

    GOOD = "good"
    FORGED = "forged"  # with another secret
    STALE = "stale"  # rightly, ten minutes ago
    NO_NUMBER = "no number"  # rightly, at a time that is no integer
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One payload for the bot, kept so that it can be sent again.

    kind: slash_commands, interactive or events_api. of: the message or view it came from.
    envelope: Socket Mode's id, the same when it is sent again.
    """

    kind: str
    payload: dict[str, Any]
    user: str
    channel: str = ""
    of: Message | View | None = None
    envelope: str = ""
    retry: tuple[int, str] = (0, "")


@dataclass(frozen=True, slots=True)
class Ack:
    """What the bot answered at once.

    status: 0 where nothing came. seconds: until then. at: when it was sent, in monotonic seconds.
    """

    status: int
    body: bytes
    seconds: float
    delivery: Delivery | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    at: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether Slack would be content: 200 within three seconds."""
        return self.status == 200 and self.seconds <= ACK_SECONDS

    @property
    def json(self) -> dict[str, Any]:
        """The body as an object; plain text is a message's text, and nothing is nothing."""
        if not self.body.strip():
            return {}
        try:
            decoded = json.loads(self.body)
        except ValueError:
            decoded = self.body.decode(errors="replace")
        return decoded if isinstance(decoded, dict) else {"text": str(decoded)}

    @property
    def text(self) -> str:
        return str(self.json.get("text") or "")


def encoded(delivery: Delivery) -> tuple[str, bytes]:
    """Content type and body of a delivery over HTTP."""
    if delivery.kind == "events_api":
        return "application/json", json.dumps(delivery.payload).encode()
    fields = delivery.payload if delivery.kind == "slash_commands" else form(delivery.payload)
    return "application/x-www-form-urlencoded", urlencode(fields).encode()


def signed(body: bytes, signature: Signature, secret: str = SIGNING_SECRET) -> dict[str, str]:
    """The two headers by which an app knows Slack."""
    if signature is Signature.MISSING:
        return {}
    at = str(int(time.time()) - (600 if signature is Signature.STALE else 0))
    at = "yesterday" if signature is Signature.NO_NUMBER else at
    key = "another secret" if signature is Signature.FORGED else secret
    digest = hmac.new(key.encode(), b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}


def retried(retry: tuple[int, str]) -> dict[str, str]:
    """The headers of an event that is sent again."""
    return {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]} if retry[0] else {}


def request(url: str, method: str, path: str, headers: Mapping[str, str], body: bytes, patience: float) -> Ack:
    """One HTTP request to the bot; a bot that is not there gives status 0."""
    at, where = time.monotonic(), urlsplit(url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=patience)
    try:
        connection.request(method, path, body, dict(headers))
        with connection.getresponse() as answer:
            read = answer.read()
            return Ack(answer.status, read, time.monotonic() - at, headers=dict(answer.getheaders()))
    except (OSError, http.client.HTTPException):
        return Ack(0, b"", time.monotonic() - at)
    finally:
        connection.close()
