"""What Slack sends is let in; what is shaped otherwise is not."""

import copy
from typing import Any

import pytest

from bot.listeners.shapes import sound
from tests.worlds import slack_payloads as payloads
from tests.worlds.slack_messages import Message, View
from tests.worlds.slack_workspace import ANN, OPS, Workspace

QUESTION = [{"type": "actions", "elements": [{"type": "button", "action_id": "yes", "value": "t0ken", "text": {}}]}]
FIELD = {
    "type": "input",
    "block_id": "name",
    "label": {"type": "plain_text", "text": "Name"},
    "element": {"type": "plain_text_input", "action_id": "typed"},
}


def delivered() -> dict[str, dict[str, Any]]:
    """One of each payload, as the Slack of the tests sends them."""
    space = Workspace()
    ann, button = space.people[ANN], QUESTION[0]["elements"][0]  # type: ignore[index]
    said = {kind: Message(kind, OPS, "1.0") for kind in ("channel", "ephemeral")}
    for message in said.values():
        message.show("?", QUESTION)
    view = View("V1", ANN, {}, "h")
    view.show(
        {"type": "modal", "callback_id": "zone", "title": {}, "private_metadata": "t0ken", "blocks": [FIELD]}, "h"
    )
    happened = [{"type": "app_home_opened", "channel": "D1"}, {"type": "user_change", "user": {"id": ANN}}]
    return {
        "command": payloads.slash(space, ann, space.channels[OPS], "/dns", "add db1\0 A \ud800"),
        "press": payloads.message_click(space, ann, said["channel"], button),
        "press on an ephemeral": payloads.message_click(space, ann, said["ephemeral"], button),
        "press in a view": payloads.view_click(space, ann, view, button),
        "submission": payloads.submission(space, ann, view, {"name": "example.com"}),
        "closing": payloads.closing(space, ann, view),
        **{f"event {one['type']}": payloads.event(space, ann, one) for one in happened},
        "challenge": {"type": "url_verification", "challenge": "x"},
        "certificate": {"ssl_check": "1", "token": "x"},
        "shortcut": {"type": "shortcut", "callback_id": "x", "user": {"id": ANN}, "team": None, "enterprise": None},
        "suggestion": {"type": "block_suggestion", "action_id": "x", "value": "", "user": {"id": ANN}},
    }


DELIVERED = delivered()


@pytest.mark.parametrize("name", DELIVERED)
def test_what_slack_sends_is_sound(name: str) -> None:
    assert sound(DELIVERED[name])


@pytest.mark.parametrize("body", [None, 5, "x", [], [{}]])
def test_a_payload_is_an_object(body: Any) -> None:
    assert not sound(body)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("command", ("user_id",)),
        ("command", ("channel_id",)),
        ("command", ("trigger_id",)),
        ("press", ("user",)),
        ("press", ("user", "id")),
        ("press", ("actions",)),
        ("press", ("actions", 0)),
        ("press", ("actions", 0, "action_id")),
        ("submission", ("user", "id")),
        ("submission", ("view",)),
        ("submission", ("view", "callback_id")),
        ("submission", ("view", "state")),
        ("submission", ("view", "state", "values")),
        ("closing", ("user",)),
        ("event app_home_opened", ("event",)),
        ("event app_home_opened", ("event", "type")),
    ],
)
@pytest.mark.parametrize("held", ["missing", 5, ["x"]])
def test_what_the_listeners_look_into_is_there_and_of_its_type(name: str, path: tuple[Any, ...], held: Any) -> None:
    body = copy.deepcopy(DELIVERED[name])
    spot: Any = body
    for step in path[:-1]:
        spot = spot[step]
    if held == "missing":
        del spot[path[-1]]
    else:
        spot[path[-1]] = held
    assert not sound(body)


@pytest.mark.parametrize("text", ["\0", "x\0", "\ud800", "x\udfff"])
def test_what_no_database_takes_is_no_token_and_nobody(text: str) -> None:
    for path in (("actions", 0, "value"), ("user", "id"), ("response_url",), ("container", "message_ts")):
        body = copy.deepcopy(DELIVERED["press"])
        spot: Any = body
        for step in path[:-1]:
            spot = spot[step]
        spot[path[-1]] = text
        assert not sound(body)


@pytest.mark.parametrize("name", DELIVERED)
@pytest.mark.parametrize("held", [None, "x", 5, []])
def test_an_event_beside_what_slack_sends_is_an_object_where_it_is_there_at_all(name: str, held: Any) -> None:
    """Bolt looks into it before it knows what the payload is."""
    assert not sound({**DELIVERED[name], "event": held})
