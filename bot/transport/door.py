"""Slack's HTTP requests on their way to Bolt: signed, well formed, and nothing else gets past here."""

import re
import time
from collections.abc import Callable, Sequence
from typing import Final
from wsgiref.types import WSGIEnvironment

from slack_bolt import App
from slack_sdk.signature import SignatureVerifier

from bot.transport import reading
from bot.transport.traffic import Traffic

Answer = tuple[int, str, str]
"""Status, content type, body."""

JSON: Final = "application/json"
TEXT: Final = "text/plain; charset=utf-8"

# Slack's largest payloads are a fraction of this.
LARGEST: Final = 1_000_000

# Seconds since the epoch. The SDK takes int() of anything, and raises.
_TIMESTAMP: Final = re.compile(r"[0-9]{1,12}", re.ASCII)

_TOO_LARGE: Final = (413, JSON, '{"error": "the body is too large"}')
_UNSIGNED: Final = (401, JSON, '{"error": "invalid request"}')
_MALFORMED: Final = (400, JSON, '{"error": "the body is not what Slack sends"}')


class Door:
    """POST /slack/events.

    secrets: while a signing secret is rotated Slack signs with the old or the new one, and either opens.
    acked:   told how many seconds each answer took.
    """

    def __init__(self, app: App, secrets: Sequence[str], traffic: Traffic, acked: Callable[[float], None]) -> None:
        self._app = app
        self._verifiers = [SignatureVerifier(secret) for secret in secrets]
        self._traffic = traffic
        self._acked = acked

    def answer(self, environ: WSGIEnvironment) -> Answer:
        """What Slack is told."""
        begun = time.monotonic()
        if int(environ.get("CONTENT_LENGTH") or 0) > LARGEST:
            return _TOO_LARGE
        headers = _headers(environ)
        body = environ["wsgi.input"].read()
        if not self._signed(body, headers):
            return _UNSIGNED
        try:
            with self._traffic:
                answer = reading.answer(self._app, reading.payload(body, headers["content-type"]), headers)
        except reading.Unreadable:
            return _MALFORMED
        self._acked(time.monotonic() - begun)
        return answer.status, answer.first_headers().get("content-type", TEXT), answer.body or ""

    def _signed(self, body: bytes, headers: dict[str, str]) -> bool:
        """Whether Slack signed just this, a short while ago. Every secret is tried, whichever fits."""
        stamp, signature = (headers.get(f"x-slack-{name}", "") for name in ("request-timestamp", "signature"))
        if not _TIMESTAMP.fullmatch(stamp) or not signature.isascii():
            return False
        try:
            fits = [verifier.is_valid(body, stamp, signature) for verifier in self._verifiers]
        except UnicodeDecodeError:
            return False
        return any(fits)


def _headers(environ: WSGIEnvironment) -> dict[str, str]:
    headers = {name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")}
    headers["content-type"] = environ.get("CONTENT_TYPE", "")
    return headers
