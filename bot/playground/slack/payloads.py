"""What Slack sends to an app when somebody types, presses, chooses, submits, closes or opens something."""

import json
import time
from collections.abc import Mapping
from typing import Any, Final

from bot.playground.slack.things import APP, BOT, BOT_ID, TEAM, Channel, Message, Person, View
from bot.playground.slack.workspace import Workspace

Payload = dict[str, Any]

# The field of state.values and of an action that holds what was chosen, by the element's type.
CHOSEN: Final[Mapping[str, str]] = {
    "static_select": "selected_option",
    "radio_buttons": "selected_option",
    "multi_static_select": "selected_options",
    "checkboxes": "selected_options",
}


def slash(space: Workspace, person: Person, channel: Channel, command: str, text: str) -> Payload:
    """A slash command; everything in it is a string."""
    return {
        "token": "deprecated",
        "team_id": TEAM,
        "team_domain": "playground",
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.dm else channel.name,
        "user_id": person.id,
        "user_name": person.name.lower(),
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": space.response_url(person.id, channel.id, None),
        "trigger_id": space.trigger(person.id),
    }


def _common(space: Workspace, person: Person, kind: str) -> Payload:
    name = person.name.lower()
    return {
        "type": kind,
        "user": {"id": person.id, "username": name, "name": name, "team_id": TEAM},
        "team": {"id": TEAM, "domain": "playground"},
        "api_app_id": APP,
        "token": "deprecated",
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": space.trigger(person.id),
    }


def message_action(space: Workspace, person: Person, message: Message, action: Payload, state: Payload) -> Payload:
    """A press or a choice on a message; an ephemeral one comes without the message."""
    hidden = bool(message.to)
    where = {"type": "message", "message_ts": message.ts, "channel_id": message.channel, "is_ephemeral": hidden}
    shown = {"type": "message", "user": BOT, "bot_id": BOT_ID, "app_id": APP, "ts": message.ts}
    shown |= {"text": message.text, "blocks": _echoed(message.blocks)}
    return {
        **_common(space, person, "block_actions"),
        "container": where,
        "channel": {"id": message.channel, "name": space.channels[message.channel].name},
        **({} if hidden else {"message": shown}),
        "state": {"values": state},
        "response_url": space.response_url(person.id, message.channel, message),
        "actions": [action],
    }


def view_action(space: Workspace, person: Person, view: View, action: Payload, state: Payload) -> Payload:
    """A press or a choice in a modal or on the Home tab: without a response_url."""
    return {
        **_common(space, person, "block_actions"),
        "container": {"type": "view", "view_id": view.id},
        "view": {**view.json(), "state": {"values": state}},
        "actions": [action],
    }


def submission(space: Workspace, person: Person, view: View, state: Payload) -> Payload:
    """A modal handed in."""
    shown = {**view.json(), "state": {"values": state}}
    return {**_common(space, person, "view_submission"), "view": shown, "response_urls": []}


def closing(space: Workspace, person: Person, view: View) -> Payload:
    """A modal closed without."""
    own = _common(space, person, "view_closed")
    del own["trigger_id"]
    return {**own, "view": view.json(), "is_cleared": False}


def event(space: Workspace, person: Person, happening: Payload) -> Payload:
    """An Events API wrapper around what happened."""
    who = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True, "is_enterprise_install": False}
    return {
        "token": "deprecated",
        "team_id": TEAM,
        "api_app_id": APP,
        "type": "event_callback",
        "event": {**happening, "user": person.id, "event_ts": space.timestamp()},
        "event_id": f"Ev{space.number():08d}",
        "event_time": int(space.clock()),
        "authorizations": [who],
    }


def action(element: Payload, block_id: str, chosen: Any) -> Payload:
    """A press, or a choice with what was chosen."""
    fields = ("type", "action_id", "text", "value", "style")
    kept: Payload = {key: _echoed(element[key]) for key in fields if key in element}
    field = CHOSEN.get(element["type"])
    picked = {field: picked_options(element, chosen)} if field else {}
    return {**kept, "block_id": block_id, **picked, "action_ts": f"{time.time():.6f}"}


def state(elements: list[tuple[str, Payload]], typed: Mapping[str, Any]) -> Payload:
    """state.values: what stands in every field, as far as the page tells; null for what was not touched.

    typed: what was typed or chosen, by "block_id action_id".
    """
    values: dict[str, Payload] = {}
    for block_id, element in elements:
        given = typed.get(f"{block_id} {element['action_id']}")
        kind = element["type"]
        if kind in CHOSEN:
            values.setdefault(block_id, {})[element["action_id"]] = {
                "type": kind,
                CHOSEN[kind]: picked_options(element, given),
            }
        elif kind != "button":
            values.setdefault(block_id, {})[element["action_id"]] = {"type": kind, "value": given or None}
    return values


def picked_options(element: Payload, chosen: Any) -> Any:
    """The options behind the values that the page tells: one or None, or a list."""
    groups = element.get("option_groups", [])
    offered = [*element.get("options", []), *(option for group in groups for option in group["options"])]
    if CHOSEN[element["type"]] == "selected_options":
        return [option for option in offered if option["value"] in (chosen or [])]
    return next((option for option in offered if option["value"] == chosen), None)


def form(payload: Payload) -> Payload:
    """An interaction as it is sent: one form field."""
    return {"payload": json.dumps(payload)}


def _echoed(node: Any) -> Any:
    """Blocks as Slack sends them back: plain text escaped, so that nobody may read state from it."""
    if isinstance(node, list):
        return [_echoed(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _echoed(value) for key, value in node.items()}
    if node.get("type") == "plain_text" and isinstance(kept.get("text"), str):
        kept["text"] = kept["text"].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return kept
