"""What Slack makes of a message that a person types: escapes, mentions, links. Slash commands stay as they are.

Source: docs.slack.dev, Formatting message text.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from bot.playground.slack.things import Channel, Person

_MENTION: Final = re.compile(r"(?<![\w@])@([\w-]+)")
_CHANNEL: Final = re.compile(r"(?<![\w#&])#([\w-]+)")
# Slack links whatever looks like a host name with a top-level domain of letters.
_LINK: Final = re.compile(
    r"(?<![\w@<|/.-])(https?://[^\s<>|]+|(?:[a-z0-9-]+\.)+[a-z]{2,24}(?:/[^\s<>|]*)?)(?![\w@])", re.I
)


def formatted(text: str, people: Mapping[str, Person], channels: Iterable[Channel]) -> str:
    """The text as apps get it and as the page draws it."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    by_name = {person.name.lower(): f"<@{person.id}>" for person in people.values()}
    rooms = {channel.name.lower(): f"<#{channel.id}|{channel.name}>" for channel in channels if not channel.dm}
    mentioned = _MENTION.sub(lambda found: by_name.get(found[1].lower(), found[0]), _LINK.sub(_linked, escaped))
    return _CHANNEL.sub(lambda found: rooms.get(found[1].lower(), found[0]), mentioned)


def _linked(found: re.Match[str]) -> str:
    shown = found[1]
    return f"<{shown}>" if shown.lower().startswith("http") else f"<http://{shown}|{shown}>"
