"""Who comes from another workspace (Slack Connect) is turned away before anything is read or written."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, BoltResponse

from bot.blocks import asides
from bot.home import Home, teams_of
from bot.listeners.doors import Doors


def refuse(
    doors: Doors,
    home: Callable[[], Home | None],
    ack: Ack,
    body: dict[str, Any],
    next_: Callable[[], BoltResponse],
) -> BoltResponse | None:
    """Go on for who may be of our own people; everybody else gets one sentence and nothing happens."""
    if _may_pass(home(), body):
        return next_()
    if "command" in body:
        return ack(response_type="ephemeral", text=asides.stranger().text)
    if body.get("type") == "block_actions":
        doors.whisper(body, asides.stranger())
    return ack()


def _may_pass(home: Home | None, body: dict[str, Any]) -> bool:
    """While Slack has not told what we are at home in, only what names one workspace; the person is asked about yet."""
    return home.may_hold(body) if home else len(set(teams_of(body))) <= 1
