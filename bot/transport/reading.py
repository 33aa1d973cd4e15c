"""Slack's payloads as Bolt takes them, read the same whichever way they came in.

We read them ourselves: Bolt takes every form that holds the word `payload`, be it in what a person typed, for an
interaction; and it raises whatever an ill-shaped payload makes it stumble over before it has found a listener.
Source: docs.slack.dev, Implementing slash commands; Handling user interaction; The Events API.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from slack_bolt import App, BoltRequest, BoltResponse

log = logging.getLogger(__name__)

# What Bolt may raise then; our listeners' own faults never come out of it. RecursionError: objects without an end.
_STUMBLES: Final = (ValueError, TypeError, AttributeError, LookupError, RecursionError)

# The only headers that mean something to us; Bolt obeys others that nobody but Bolt itself may send.
_RETRIES: Final = ("x-slack-retry-num", "x-slack-retry-reason")


class Unreadable(Exception):
    """Not what Slack sends."""


def payload(body: bytes, kind: str) -> Mapping[str, Any]:
    """The object in a request's body: JSON (events), a form's field `payload` (interactions), or a form (commands).

    kind: the request's content type. Raises Unreadable.
    """
    try:
        text = body.decode()
        if kind.partition(";")[0].strip().lower() == "application/json" or text.startswith("{"):
            return _object(text)
        form = dict(parse_qsl(text, keep_blank_values=True))
        return _object(form["payload"]) if "payload" in form and "command" not in form else form
    except (ValueError, RecursionError) as error:
        raise Unreadable from error


def _object(text: str) -> Mapping[str, Any]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise Unreadable
    return found


def answer(app: App, found: Mapping[str, Any], headers: Mapping[str, Any]) -> BoltResponse:
    """What the app answers to a payload; signatures are looked at before. Raises Unreadable."""
    retries = {name: headers[name] for name in _RETRIES if name in headers}
    try:
        return app.dispatch(BoltRequest(mode="socket_mode", body=dict(found), headers=dict(retries)))
    except _STUMBLES as error:
        log.warning("Bolt could not read a payload: %s", type(error).__name__)
        raise Unreadable from error
