"""The way to the bot: signed HTTP, as Slack sends it, and the acknowledgement back."""

import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from bot.playground.rules.limits import ACK_SECONDS
from bot.playground.slack.payloads import form

_PATH: Final = "/slack/events"


@dataclass(frozen=True, slots=True)
class Ack:
    """What the bot answered at once. error: Slack's word where it did not, or not in time."""

    body: dict[str, Any]
    error: str = ""


class Delivery:
    """Sends to the bot on this machine. port: set once the bot listens. patience: seconds to wait for an ack."""

    def __init__(self, signing_secret: str, patience: float = ACK_SECONDS) -> None:
        self.port = 0
        self._patience = patience
        self._secret = signing_secret.encode()

    def command(self, payload: Mapping[str, str]) -> Ack:
        """A slash command."""
        return self._sent(urlencode(payload).encode(), "application/x-www-form-urlencoded")

    def interaction(self, payload: dict[str, Any]) -> Ack:
        """A press, a choice, a modal handed in or closed."""
        return self._sent(urlencode(form(payload)).encode(), "application/x-www-form-urlencoded")

    def event(self, payload: dict[str, Any]) -> Ack:
        """Something that happened."""
        return self._sent(json.dumps(payload).encode(), "application/json")

    def _sent(self, body: bytes, kind: str) -> Ack:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self._patience)
        try:
            connection.request("POST", _PATH, body, {"Content-Type": kind, **self._signed(body)})
            with connection.getresponse() as answer:
                return _acknowledged(answer.status, answer.read())
        except TimeoutError:
            return Ack({}, "operation_timeout")
        except (OSError, http.client.HTTPException):
            return Ack({}, "dispatch_failed")
        finally:
            connection.close()

    def _signed(self, body: bytes) -> dict[str, str]:
        at = str(int(time.time()))
        digest = hmac.new(self._secret, b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}


def _acknowledged(status: int, body: bytes) -> Ack:
    """An empty body is nothing more to say; plain text is a message's text."""
    if status != http.client.OK:
        return Ack({}, "dispatch_failed")
    said = body.decode(errors="replace")
    try:
        decoded = json.loads(said) if said.strip() else {}
    except ValueError:
        decoded = said
    return Ack(decoded if isinstance(decoded, dict) else {"text": str(decoded)})
