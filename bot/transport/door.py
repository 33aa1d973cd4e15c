"""Slack's HTTP requests on their way to Bolt: signed, well formed, and nothing else gets past here."""

import re
import time
from collections.abc import Callable, Sequence
from typing import Any, Final
from wsgiref.types import WSGIEnvironment

from slack_bolt import App, BoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.transport.traffic import Traffic

Answer = tuple[int, str, str]
"""Status, content type, body."""

JSON: Final = "application/json"
TEXT: Final = "text/plain; charset=utf-8"

# Seconds since the epoch. Bolt takes int() of anything and would answer 500.
_TIMESTAMP: Final = re.compile(r"[0-9]{1,12}", re.ASCII)

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
        headers = _headers(environ)
        try:
            body = environ["wsgi.input"].read().decode()
            if not self._signed(body, headers):
                return _UNSIGNED
            request = BoltRequest(body=body, query=environ.get("QUERY_STRING", ""), headers=headers)
        except ValueError:
            return _MALFORMED
        with self._traffic:
            answer = self._app.dispatch(request)
        self._acked(time.monotonic() - begun)
        return answer.status, answer.first_headers().get("content-type", TEXT), answer.body or ""

    def _signed(self, body: str, headers: dict[str, Any]) -> bool:
        """Whether Slack signed just this, a short while ago. Every secret is tried, whichever fits."""
        stamp, signature = (str(headers.get(f"x-slack-{name}", "")) for name in ("request-timestamp", "signature"))
        if not _TIMESTAMP.fullmatch(stamp) or not signature.isascii():
            return False
        fits = [verifier.is_valid(body, stamp, signature) for verifier in self._verifiers]
        return any(fits)


def _headers(environ: WSGIEnvironment) -> dict[str, Any]:
    headers = {name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")}
    headers["content-type"] = environ.get("CONTENT_TYPE", "")
    return headers
