"""The few Block Kit shapes that the messages are made of, each within Slack's limits.

What came from DNS or from a person goes into preformatted rich text, where Slack parses nothing, or is
escaped where it parses mrkdwn; so a `<!channel>` in a TXT record pings nobody. What nobody could see in it, or what
would turn the line round, is made visible (commands/model/visible.py) before anything is cut to its length.
Source of the limits: docs.slack.dev, Block Kit reference.
"""

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from commands.model import visible

Block = dict[str, Any]

_SECTION: Final = 3000
_LABEL: Final = 75
_BLOCKS: Final = 50

# chat.update refuses a text over 4,000 bytes; a whole message is refused somewhere above 13,000 characters.
TEXT_BYTES: Final = 3900
ROOM: Final = 9000
_WHOLE: Final = 12_000

# How the block_id of buttons begins that have no other answer beside them.
ALONE: Final = "alone_"

# The beginning of an escape, a mention or a date that a cut went through.
_HALF: Final = re.compile(r"(?:&[a-z]{0,3}|<[^<>]*)\Z")


@dataclass(frozen=True, slots=True)
class Message:
    """A message: `text` says everything by itself (screen readers, notifications), `blocks` shows it.

    public: an answer that the whole channel is to see.
    """

    text: str
    blocks: tuple[Block, ...]
    public: bool = False

    @property
    def payload(self) -> dict[str, Any]:
        """As the Web API and response URLs take it; shortened where Slack would refuse it for its length."""
        shown = {"response_type": "in_channel"} if self.public else {}
        words = {"text": cut_bytes(self.text), "blocks": _short_enough(list(self.blocks))}
        return {**words, "unfurl_links": False, "unfurl_media": False, **shown}

    @property
    def kept(self) -> dict[str, Any]:
        """A private answer as the database keeps it until the others of its command are there."""
        return {"text": self.text, "blocks": list(self.blocks)}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Message":
        """The same as it was."""
        return cls(kept["text"], tuple(kept["blocks"]))


def escape(text: str) -> str:
    """For mrkdwn and for top-level text: the three characters that Slack gives a meaning, and what cannot be seen."""
    return visible.lines(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def prose(text: str) -> str:
    """Somebody else's words inside mrkdwn: escaped, on one line, and unable to begin or end a code span."""
    return escape(visible.line(text)).replace("`", "ˋ")


def code(text: str, most: int = _SECTION) -> str:
    """A name, id or command inside mrkdwn."""
    return f"`{cut_markup(prose(text), most)}`"


def reason(text: str, most: int = _SECTION) -> str:
    """Why something failed, inside mrkdwn; a command on a line of its own, at the end, can be copied."""
    said, _, command = text.partition("\n")
    if not command.startswith("/"):
        said, command = text, ""
    return cut_markup(prose(said), most) + (f" {code(command, most)}" if command else "")


def attempt(command: str, said: str) -> str:
    """Commands to try, inside mrkdwn, as they are typed: one, or one on each line."""
    each = [prose(f"{command} {line}") for line in said.split("\n")]
    return f"Try: {code(f'{command} {said}')}" if len(each) == 1 else "Try:\n```" + "\n".join(each) + "```"


def person(user: str) -> str:
    """A mention that notifies nobody when it comes by an edit."""
    return f"<@{prose(user)}>"


def named(one: str) -> str:
    """A user or channel by its id, so that Slack shows the name; a group by its id alone, or it would be called."""
    if one[:1] in ("U", "W"):
        return person(one)
    return f"<#{escape(one)}>" if one[:1] in ("C", "G", "D") else code(one) if one[:1] == "S" else escape(one)


def moment(at: float, shape: str = "{date_short_pretty} {time}") -> str:
    """A time in the reader's own zone."""
    fallback = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"<!date^{int(at)}^{shape}|{fallback}>"


def section(text: str) -> Block:
    """A paragraph of mrkdwn."""
    return {"type": "section", "text": _mrkdwn(text)}


def context(*texts: str) -> Block:
    """Small print, in mrkdwn."""
    return {"type": "context", "elements": list(map(_mrkdwn, texts))}


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": cut_markup(visible.lines(text), _SECTION) or " "}


def lines(texts: Iterable[str], room: int = ROOM) -> Block:
    """Preformatted lines, shown exactly as they are, as far as there is room."""
    text = visible.lines("\n".join(texts)) or " "
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": cut(text, room)}]}],
    }


def button(label: str, action: str, value: str, style: str = "", spoken: str = "") -> Block:
    """One button; spoken: what a screen reader says where the label is too short to stand alone."""
    shape: Block = {"type": "button", "action_id": action, "value": value}
    shape["text"] = {"type": "plain_text", "text": cut(visible.line(label), _LABEL), "emoji": False}
    if style:
        shape["style"] = style
    if spoken:
        shape["accessibility_label"] = cut(visible.line(spoken), _LABEL)
    return shape


def actions(*buttons: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(buttons[:25])}


def cut(text: str, most: int) -> str:
    """At most that many characters, with a mark where something was left out."""
    return text if len(text) <= most else f"{text[: max(most - 1, 0)]}…"


def cut_markup(text: str, most: int) -> str:
    """The same for mrkdwn: never in the middle of an escape or a mention."""
    return text if len(text) <= most else f"{_HALF.sub('', text[: max(most - 1, 0)])}…"


def cut_bytes(text: str, most: int = TEXT_BYTES) -> str:
    """At most that many bytes of UTF-8, for top-level text: never in the middle of an escape or a mention."""
    text = visible.lines(text)
    raw = text.encode()
    if len(raw) <= most:
        return text
    return _HALF.sub("", raw[: max(most - 3, 0)].decode(errors="ignore")) + "…"


def some(rows: Sequence[str], most: int) -> list[str]:
    """The first rows, and how many there are more."""
    return list(rows) if len(rows) <= most else [*rows[: most - 1], f"… and {len(rows) - most + 1} more"]


def fit(rows: Sequence[str], room: int = ROOM) -> list[str]:
    """As many rows as there is room for, and how many there are more."""
    ends = list(itertools.accumulate(len(row) + 1 for row in rows))
    return list(rows) if not ends or ends[-1] <= room else some(rows, bisect.bisect(ends, room - 20) + 1)


def together(messages: Sequence[Message]) -> Message:
    """Several answers as one message: every one is there, in short where they would not fit otherwise."""
    each = TEXT_BYTES // len(messages) - 2
    text = "\n\n".join(cut_bytes(message.text, each) for message in messages)
    blocks = _side_by_side(messages)
    if len(blocks) > _BLOCKS or sum(map(_size, blocks)) > _WHOLE:
        blocks = _fitting([block for message in messages for block in _in_short(message, ROOM // len(messages))])
    whole = Message(text, tuple(blocks))
    return _alone(whole) if len(messages) == 1 else whole


def _alone(message: Message) -> Message:
    """A message that is all there is to it, so that its buttons can be replaced by what was chosen."""
    blocks = enumerate(message.blocks)
    marked = ({**block, "block_id": f"{ALONE}{at}"} if block["type"] == "actions" else block for at, block in blocks)
    return replace(message, blocks=tuple(marked))


def _side_by_side(messages: Sequence[Message]) -> list[Block]:
    blocks: list[Block] = []
    for message in messages:
        blocks += [{"type": "divider"}, *message.blocks] if blocks else message.blocks
    return blocks


def _in_short(message: Message, room: int) -> list[Block]:
    """The answer's text, and what can be pressed."""
    pressed = [block for block in message.blocks if block["type"] == "actions"]
    return [section(cut_markup(message.text, min(room, _SECTION))), *pressed]


def _fitting(blocks: list[Block]) -> list[Block]:
    """As many buttons as there is room for; the words tell what to type in place of the others."""
    room = _WHOLE - sum(_size(block) for block in blocks if block["type"] != "actions")
    kept: list[Block] = []
    for block in blocks:
        room -= _size(block) if block["type"] == "actions" else 0
        kept += [block] if block["type"] != "actions" or room >= 0 else []
    return kept[:_BLOCKS]


def _short_enough(blocks: list[Block]) -> list[Block]:
    """Blocks that one message can hold: where they are too much together, the longest texts make room."""
    sizes = [len(text) for block in blocks for text in _texts(block)]
    return blocks if sum(sizes) <= _WHOLE else [_cut(block, _share(sizes)) for block in blocks]


def _share(sizes: list[int]) -> int:
    """How long each text may be at the most, so that all of them fit."""
    room = _WHOLE
    for left, size in zip(range(len(sizes), 0, -1), sorted(sizes), strict=True):
        if size > room // left:
            return room // left
        room -= size
    return _WHOLE


def _cut(node: Any, most: int) -> Any:
    """The same block with no text of it longer than that."""
    if isinstance(node, list):
        return [_cut(item, most) for item in node]
    if not isinstance(node, dict):
        return node
    shown = {key: _cut(value, most) for key, value in node.items()}
    if isinstance(node.get("text"), str):
        shown["text"] = (cut_markup if node.get("type") == "mrkdwn" else cut)(node["text"], most)
    return shown


def _texts(node: Any) -> Iterator[str]:
    """Every text that a block shows."""
    if isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        node = list(node.values())
    if isinstance(node, list):
        for item in node:
            yield from _texts(item)


def _size(node: Any) -> int:
    """Characters that a block shows."""
    return sum(map(len, _texts(node)))
