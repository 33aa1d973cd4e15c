"""Who comes from another workspace (Slack Connect) is turned away before anything is read or written."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, BoltResponse

from bot.blocks import asides
from bot.listeners.doors import Doors


def refuse(
    doors: Doors,
    ours: Callable[[str, str], bool],
    ack: Ack,
    body: dict[str, Any],
    next_: Callable[[], BoltResponse],
) -> BoltResponse | None:
    """Go on for our own people; everybody else gets one sentence and nothing happens."""
    if ours(*_home(body)):
        return next_()
    if "command" in body:
        return ack(response_type="ephemeral", text=asides.stranger().text)
    if body.get("type") == "block_actions":
        doors.whisper(body, asides.stranger())
    return ack()


def _home(body: dict[str, Any]) -> tuple[str, str]:
    """The workspace and the Enterprise Grid that the person is of; an interaction tells of the person."""
    user = body.get("user")
    if isinstance(user, dict):
        team = str(user.get("team_id") or _id(body.get("team")))
        return team, _id(body.get("enterprise"))
    return str(body.get("team_id") or ""), str(body.get("enterprise_id") or "")


def _id(thing: Any) -> str:
    return str(thing.get("id") or "") if isinstance(thing, dict) else ""
