"""What Slack sends has a shape; a signed body without it is answered 400 and reaches no listener.

Source: docs.slack.dev, Implementing slash commands; Interaction payloads.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from slack_bolt import BoltResponse

_SLASH: Final = ("user_id", "channel_id", "trigger_id")


def well_formed(body: dict[str, Any], next_: Callable[[], BoltResponse]) -> BoltResponse | None:
    """Go on with what has the fields that the listeners read."""
    kind = "command" if "command" in body else str(body.get("type", ""))
    check = _CHECKS.get(kind)
    if check is None or check(body):
        return next_()
    return BoltResponse(status=400, body='{"error": "the body is not what Slack sends"}')


def _slash(body: Mapping[str, Any]) -> bool:
    return all(_text(body, field) for field in _SLASH) and isinstance(body.get("text") or "", str)


def _press(body: Mapping[str, Any]) -> bool:
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions or not all(isinstance(action, dict) for action in actions):
        return False
    places = [body.get(name) or {} for name in ("channel", "container", "view")]
    said = [body.get(name) or "" for name in ("response_url", "trigger_id")]
    return (
        _person(body) and all(isinstance(place, dict) for place in places) and all(isinstance(one, str) for one in said)
    )


def _view(body: Mapping[str, Any]) -> bool:
    view = body.get("view")
    if not isinstance(view, dict) or not _person(body):
        return False
    values = (view.get("state") or {}).get("values", {}) if isinstance(view.get("state") or {}, dict) else None
    fields = values.values() if isinstance(values, dict) else [None]
    return isinstance(view.get("private_metadata") or "", str) and all(isinstance(field, dict) for field in fields)


def _person(body: Mapping[str, Any]) -> bool:
    user = body.get("user")
    return isinstance(user, dict) and _text(user, "id")


def _text(body: Mapping[str, Any], field: str) -> bool:
    return isinstance(body.get(field), str) and bool(body[field])


_CHECKS: Final[Mapping[str, Callable[[Mapping[str, Any]], bool]]] = {
    "command": _slash,
    "block_actions": _press,
    "view_submission": _view,
    "view_closed": _view,
}
