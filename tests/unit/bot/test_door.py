"""Signed garbage at the door, with the real app behind it: never an accident, whatever it holds."""

import hashlib
import hmac
import io
import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from slack_sdk import WebClient

from bot.blocks.cards import CONFIRM
from bot.slack_app import build
from bot.tokens import Tokens
from bot.transport.door import LARGEST, Answer, Door
from bot.transport.traffic import Traffic
from tests.unit.bot.room import Room

OLD, NEW = "the old secret", "the new secret"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"

USER = {"id": "U0ANN", "team_id": "T0HOME"}
SLASH = {
    "command": "/dns",
    "text": "get db1",
    "user_id": "U0ANN",
    "channel_id": "C0OPS",
    "team_id": "T0HOME",
    "trigger_id": "1.2.a",
    "response_url": "http://127.0.0.1:9/response/x",
    "channel_name": "ops",
}
PRESS = {
    "type": "block_actions",
    "user": USER,
    "team": {"id": "T0HOME"},
    "trigger_id": "1.2.b",
    "enterprise": None,
    "channel": {"id": "C0OPS", "name": "ops"},
    "container": {"message_ts": "1.0", "channel_id": "C0OPS"},
    "actions": [{"action_id": CONFIRM, "block_id": "b", "value": "token"}],
    "is_enterprise_install": False,
}
VIEW = {
    "type": "view_submission",
    "user": USER,
    "team": {"id": "T0HOME"},
    "view": {
        "id": "V1",
        "type": "modal",
        "callback_id": "zone_delete",
        "private_metadata": "token",
        "state": {"values": {"zone_name": {"zone_name": {"type": "plain_text_input", "value": "example.com"}}}},
    },
}
EVENT = {
    "type": "event_callback",
    "event_id": "Ev1",
    "team_id": "T0HOME",
    "authorizations": [{"team_id": "T0HOME"}],
    "event": {"type": "app_home_opened", "user": "U0ANN", "channel": "D0ANN", "tab": "home"},
}
INTERACTIONS = (PRESS, VIEW, {**VIEW, "type": "view_closed"})


@pytest.fixture
def door(room: Room) -> Iterator[Door]:
    client = WebClient("xoxb-1", base_url="http://127.0.0.1:9/", retry_handlers=[])
    app = build(client, Tokens(client, lambda _: None), room.doors)
    yield Door(app, (OLD, NEW), Traffic(), lambda _: None)
    app.listener_runner.listener_executor.shutdown()


def asked(door: Door, body: bytes, kind: str = FORM, *, secret: str = NEW, **headers: str) -> Answer:
    """A request as Slack signs it."""
    stamp = headers.pop("stamp", str(int(time.time())))
    seal = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    signed = {"HTTP_X_SLACK_REQUEST_TIMESTAMP": stamp, "HTTP_X_SLACK_SIGNATURE": f"v0={seal}"}
    about = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
    return door.answer({**signed, **about, **headers})


def pressed(door: Door, payload: object) -> Answer:
    return asked(door, urlencode({"payload": json.dumps(payload)}).encode())


# Who may come in.


@pytest.mark.parametrize("secret", [OLD, NEW])
def test_while_a_secret_is_rotated_either_opens(door: Door, secret: str) -> None:
    assert asked(door, urlencode({**SLASH, "text": "help"}).encode(), secret=secret)[0] == 200


@pytest.mark.parametrize("secret", ["another", f"{OLD},{NEW}", OLD.upper()])
def test_no_other_secret_does(door: Door, secret: str) -> None:
    assert asked(door, urlencode(SLASH).encode(), secret=secret)[0] == 401


STAMPS = ["", "yesterday", "-1", "+1", " 1", "1.5", "1e9", "0x1", "9" * 12, "9" * 5_000, "1" * 9, "\u0661" * 10, "²"]


@pytest.mark.parametrize("stamp", STAMPS)
def test_a_time_that_is_no_time_of_now_is_refused(door: Door, stamp: str) -> None:
    assert asked(door, urlencode(SLASH).encode(), stamp=stamp)[0] == 401


@given(st.text(st.characters(max_codepoint=255), max_size=30), st.text(st.characters(max_codepoint=255), max_size=80))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_pair_of_headers_opens_by_chance(door: Door, stamp: str, signature: str) -> None:
    headers = {"HTTP_X_SLACK_REQUEST_TIMESTAMP": stamp, "HTTP_X_SLACK_SIGNATURE": signature}
    assert asked(door, urlencode(SLASH).encode(), **headers)[0] == 401


def test_what_is_too_large_is_not_read(door: Door) -> None:
    assert asked(door, b"x" * (LARGEST + 1))[0] == 413


@pytest.mark.parametrize("action", [f"x{CONFIRM}", f"{CONFIRM}x", f"{CONFIRM}\n", "offer_", "xoffer_0", "offer_0;x"])
def test_a_button_that_is_none_of_ours_is_unknown(door: Door, action: str) -> None:
    assert pressed(door, PRESS)[0] == 200
    assert pressed(door, {**PRESS, "actions": [{"action_id": action, "value": "token"}]})[0] == 404


# What may be in it.

DEEP = 100_000
NESTED = (b"[" * DEEP, b'{"event":' * 10_000 + b"{}" + b"}" * 10_000, b"payload=" + b"[" * DEEP)


@pytest.mark.parametrize("kind", [FORM, JSON, "", "application/json; charset=utf-8", "text/plain"])
@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"[]", b"5", b"null", b'"x"', b"{", b"payload=", b"payload=[]", *NESTED]
)
def test_what_is_no_object_is_refused(door: Door, body: bytes, kind: str) -> None:
    assert 400 <= asked(door, body, kind)[0] < 500


WORDS = st.text(max_size=8) | st.sampled_from(["U0ANN", "C0OPS", "/dns", "block_actions", "\0", "confirm"])
JSONS: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS,
    lambda more: st.lists(more, max_size=3) | st.dictionaries(WORDS | st.sampled_from(sorted(PRESS)), more, max_size=4),
    max_leaves=8,
)
BOUNDED = settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def places(value: Any, so_far: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every field, at any depth."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield (*so_far, key)
        yield from places(one, (*so_far, key))


def spoiled(value: Any, way: tuple[Any, ...], by: Any) -> Any:
    """The same with another value, or none, at one place."""
    if not way:
        return by
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[way[0]] = spoiled(value[way[0]], way[1:], by)
    return copy


@st.composite
def spoils(draw: st.DrawFn, *whole: Any) -> Any:
    payload = draw(st.sampled_from(whole))
    way = draw(st.sampled_from(sorted(places(payload), key=str)))
    return spoiled(payload, way, draw(JSONS))


@given(spoils(*INTERACTIONS) | JSONS)
@example({"type": "block_actions"})
@example({"type": "block_actions", "user": USER, "actions": [], "channel": "C0OPS"})
@example({**PRESS, "actions": [{"action_id": CONFIRM, "value": "\0"}]})
@example({**PRESS, "actions": [{"action_id": "offer_0", "value": "\ud800"}]})
@example({**PRESS, "user": {"id": "\0"}})
@BOUNDED
def test_no_interaction_is_an_accident(door: Door, payload: Any) -> None:
    assert 200 <= pressed(door, payload)[0] < 500


@given(spoils(EVENT) | JSONS)
@example({"type": "event_callback", "event": 5, "is_ext_shared_channel": True})
@example({"response_urls": 5})
@BOUNDED
def test_no_event_is_an_accident(door: Door, payload: Any) -> None:
    assert 200 <= asked(door, json.dumps(payload).encode(), JSON)[0] < 500


@given(st.dictionaries(st.sampled_from(sorted(SLASH)) | st.text(max_size=5), st.text(max_size=40)), st.booleans())
@example({"user_id": "\0"}, True)
@example({"payload": "{"}, True)
@BOUNDED
def test_no_command_is_an_accident(door: Door, fields: dict[str, str], whole: bool) -> None:
    body = urlencode({**(SLASH if whole else {}), **fields}, errors="surrogatepass").encode()
    assert 200 <= asked(door, body)[0] < 500
