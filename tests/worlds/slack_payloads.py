"""What Slack sends to an app when somebody types, presses, submits or closes something."""

import json
import re
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.worlds.slack_messages import Message, View
from tests.worlds.slack_views import view_json
from tests.worlds.slack_workspace import APP, BOT, TEAM, Channel, Person, Workspace

Payload = dict[str, Any]

BARE_AMPERSAND: Final = re.compile(r"&(?!amp;|lt;|gt;)")
CHOSEN: Final[Mapping[str, str]] = {  # element type: the field of its choice in state.values
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "multi_static_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}


def echoed(node: Any) -> Any:
    """Blocks as Slack sends them back: with the text escaped, so that nobody may read state from it."""
    if isinstance(node, list):
        return [echoed(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: echoed(value) for key, value in node.items()}
    if isinstance(kept.get("text"), str):
        kept["text"] = BARE_AMPERSAND.sub("&amp;", kept["text"])
        if node.get("type") == "plain_text":
            kept["text"] = kept["text"].replace("<", "&lt;").replace(">", "&gt;")
    return kept


def common(space: Workspace, person: Person) -> Payload:
    """What every interaction carries."""
    return {
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team},
        "team": {"id": TEAM, "domain": "home"},
        "api_app_id": APP,
        "token": "deprecated",
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": space.trigger(person.id),
    }


def slash(space: Workspace, person: Person, channel: Channel, command: str, text: str) -> Payload:
    """A slash command; everything in it is a string."""
    return {
        "token": "deprecated",
        "team_id": person.team,
        "team_domain": "home" if person.team == TEAM else "elsewhere",
        "channel_id": channel.id,
        "channel_name": channel.name,
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": space.response_url(person.id, channel.id, None),
        "trigger_id": space.trigger(person.id),
    }


def action(element: Mapping[str, Any]) -> Payload:
    """The press of a button."""
    kept = {key: echoed(element[key]) for key in ("action_id", "block_id", "text", "value", "style") if key in element}
    return {**kept, "type": "button", "action_ts": f"{time.time():.6f}"}


def message_click(space: Workspace, person: Person, message: Message, element: Mapping[str, Any]) -> Payload:
    """A press on a message; that of an ephemeral one comes without the message."""
    hidden = message.kind == "ephemeral"
    where = {"type": "message", "message_ts": message.ts, "channel_id": message.channel, "is_ephemeral": hidden}
    shown = {"type": "message", "user": BOT, "bot_id": "B0DNS", "app_id": APP, "ts": message.ts}
    shown |= {"text": BARE_AMPERSAND.sub("&amp;", message.text), "blocks": echoed(message.blocks)}
    return {
        **common(space, person),
        "type": "block_actions",
        "container": where,
        "channel": {"id": message.channel, "name": space.channels[message.channel].name},
        **({} if hidden else {"message": shown}),
        "state": {"values": {}},
        "response_url": space.response_url(person.id, message.channel, message),
        "actions": [action(element)],
    }


def view_click(space: Workspace, person: Person, view: View, element: Mapping[str, Any]) -> Payload:
    """A press in a modal or on the Home tab; neither has a response_url."""
    return {
        **common(space, person),
        "type": "block_actions",
        "container": {"type": "view", "view_id": view.id},
        "view": echoed(view_json(view)),
        "actions": [action(element)],
    }


def submission(space: Workspace, person: Person, view: View, typed: Mapping[str, Any]) -> Payload:
    """A modal handed in. Raises AssertionError where Slack would not let the person do so."""
    shown = {**view_json(view), "state": {"values": values(view, typed)}}
    return {**common(space, person), "type": "view_submission", "view": shown, "response_urls": []}


def closing(space: Workspace, person: Person, view: View) -> Payload:
    """A modal closed by its cross."""
    own = common(space, person)
    own.pop("trigger_id")
    return {**own, "type": "view_closed", "view": view_json(view), "is_cleared": False}


def values(view: View, typed: Mapping[str, Any]) -> dict[str, dict[str, Payload]]:
    """state.values: what was typed or chosen, what stood there at first, and null for the rest."""
    left, state = dict(typed), {}
    for block in view.blocks:
        if block.get("type") != "input":
            continue
        element = block["element"]
        key = next((k for k in left if matches(k, block)), None)
        given = left.pop(key) if key is not None else initial(element)
        assert given not in (None, "") or block.get("optional"), f"Slack asks the person to fill {label(block)!r}"
        fits(element, given, label(block))
        state[block["block_id"]] = {element["action_id"]: written(element, given)}
    assert not left, f"no input matches {', '.join(left)}; there are: {', '.join(map(label, view.blocks))}"
    return state


def label(block: Mapping[str, Any]) -> str:
    return str(block.get("label", {}).get("text", ""))


def matches(key: str, block: Mapping[str, Any]) -> bool:
    """Whether a test means this input: by block_id, by action_id, or by a pattern in its label."""
    return key in (block["block_id"], block["element"]["action_id"]) or bool(re.search(key, label(block), re.I))


def initial(element: Mapping[str, Any]) -> Any:
    return next((value for key, value in element.items() if key.startswith("initial_")), None)


def fits(element: Mapping[str, Any], given: Any, name: str) -> None:
    """Slack's client holds a person to the lengths that the element asks for."""
    if element["type"] == "plain_text_input" and given:
        least, most = element.get("min_length", 0), element.get("max_length", 3_000)
        assert least <= len(given) <= most, f"Slack takes {least} to {most} characters in {name!r}"


def written(element: Mapping[str, Any], given: Any) -> Payload:
    """One value of state.values."""
    kind = element["type"]
    if kind not in CHOSEN:
        return {"type": kind, "value": given or None}
    offered = [*element.get("options", []), *(o for g in element.get("option_groups", []) for o in g["options"])]
    pick: Callable[[Any], Any] = lambda v: next((o for o in offered if o["value"] == v), v)  # noqa: E731
    chosen = [pick(v) for v in given] if isinstance(given, list) else pick(given)
    return {"type": kind, CHOSEN[kind]: chosen if chosen is not None else [] if kind == "checkboxes" else None}


def event(space: Workspace, person: Person, happening: Mapping[str, Any]) -> Payload:
    """An Events API wrapper around what happened."""
    who = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True, "is_enterprise_install": False}
    return {
        "token": "deprecated",
        "team_id": person.team,
        "api_app_id": APP,
        "type": "event_callback",
        "event": {**happening, "user": person.id, "event_ts": space.timestamp()},
        "event_id": f"Ev{space.number():08d}",
        "event_time": int(time.time()),
        "authorizations": [who],
    }


def form(payload: Payload) -> Payload:
    """An interaction as HTTP mode sends it: one form field."""
    return {"payload": json.dumps(payload)}
