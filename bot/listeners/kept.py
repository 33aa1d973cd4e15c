"""What was pressed or submitted, and written down before Slack was asked who did it."""

from typing import Any

from bot.listeners import buttons, views
from bot.listeners.doors import Doors


def judge(doors: Doors, body: dict[str, Any]) -> None:
    """Let it count as it would have at once, if it is the person's to give; body: as Slack delivered it."""
    if "view" in body:
        views.judge(doors, body)
    else:
        buttons.judge(doors, body)
