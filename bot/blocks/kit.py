"""The few Block Kit shapes that the messages are made of, each within Slack's limits.

What came from DNS or from a person goes into preformatted rich text, where Slack parses nothing, or is
escaped where it parses mrkdwn; so a `<!channel>` in a TXT record pings nobody.
Source of the limits: docs.slack.dev, Block Kit reference.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

Block = dict[str, Any]

_SECTION: Final = 3000
_LABEL: Final = 75
_BLOCKS: Final = 50

# chat.update refuses a text over 4,000 bytes; a whole message is refused somewhere above 13,000 characters.
TEXT_BYTES: Final = 3900
ROOM: Final = 9000


@dataclass(frozen=True, slots=True)
class Message:
    """A message: `text` says everything by itself (screen readers, notifications), `blocks` shows it."""

    text: str
    blocks: tuple[Block, ...]

    @property
    def payload(self) -> dict[str, Any]:
        """As the Web API and response URLs take it."""
        return {"text": self.text, "blocks": list(self.blocks), "unfurl_links": False, "unfurl_media": False}


def escape(text: str) -> str:
    """For mrkdwn and for top-level text: the three characters that Slack gives a meaning."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def code(text: str) -> str:
    """A name, id or command inside mrkdwn."""
    return f"`{escape(text).replace('`', 'ˋ')}`"


def person(user: str) -> str:
    """A mention that notifies nobody when it comes by an edit."""
    return f"<@{escape(user)}>"


def moment(at: float, shape: str = "{date_short_pretty} {time}") -> str:
    """A time in the reader's own zone."""
    from datetime import UTC, datetime

    fallback = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"<!date^{int(at)}^{shape}|{fallback}>"


def section(text: str) -> Block:
    """A paragraph of mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": cut(text, _SECTION)}}


def context(*texts: str) -> Block:
    """Small print, in mrkdwn."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": cut(text, _SECTION)} for text in texts]}


def lines(texts: Iterable[str]) -> Block:
    """Preformatted lines, shown exactly as they are."""
    text = "\n".join(texts) or " "
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": cut(text, ROOM)}]}],
    }


def button(label: str, action: str, value: str, style: str = "", spoken: str = "") -> Block:
    """One button; spoken: what a screen reader says where the label is too short to stand alone."""
    shape: Block = {"type": "button", "action_id": action, "value": value}
    shape["text"] = {"type": "plain_text", "text": cut(label, _LABEL), "emoji": False}
    if style:
        shape["style"] = style
    if spoken:
        shape["accessibility_label"] = cut(spoken, _LABEL)
    return shape


def actions(*buttons: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(buttons[:25])}


def cut(text: str, most: int) -> str:
    """At most that many characters, with a mark where something was left out."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def cut_bytes(text: str, most: int = TEXT_BYTES) -> str:
    """At most that many bytes of UTF-8, with a mark where something was left out."""
    raw = text.encode()
    return text if len(raw) <= most else raw[: most - 3].decode(errors="ignore") + "…"


def some(rows: Sequence[str], most: int) -> list[str]:
    """The first rows, and how many there are more."""
    return list(rows) if len(rows) <= most else [*rows[: most - 1], f"… and {len(rows) - most + 1} more"]


def together(messages: Sequence[Message]) -> Message:
    """Several answers as one message: every one is there, long ones shortened so that all fit."""
    blocks: list[Block] = []
    room = ROOM // max(len(messages), 1)
    for index, message in enumerate(messages):
        blocks += [{"type": "divider"}] if index else []
        blocks += _within(message.blocks, room)
    text = cut_bytes("\n\n".join(cut_bytes(message.text, TEXT_BYTES // max(len(messages), 1)) for message in messages))
    return replace(messages[0], text=text, blocks=tuple(blocks[:_BLOCKS]))


def _within(blocks: Sequence[Block], room: int) -> list[Block]:
    return [_shortened(block, room) for block in blocks]


def _shortened(block: Block, room: int) -> Block:
    if block["type"] != "rich_text":
        return block
    text = block["elements"][0]["elements"][0]["text"]
    return lines([cut(text, room)])
