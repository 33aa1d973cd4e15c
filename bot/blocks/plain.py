"""Messages as plain text: for a terminal, where Slack's markup is noise."""

import re
from typing import Any, Final

from bot.blocks.kit import Message

_DATE: Final = re.compile(r"<!date\^[^|]*\|([^>]*)>")
_MENTION: Final = re.compile(r"<[@#!]([^<>|]+)(?:\|[^<>]*)?>")
_BOLD: Final = re.compile(r"(?<!\w)\*([^*\n]+)\*(?!\w)")
_CODE: Final = re.compile(r"`([^`\n]*)`")


def plain(message: Message) -> str:
    """All that the blocks say, a paragraph each; what can be pressed is left out."""
    return "\n".join(filter(None, (_block(block) for block in message.blocks)))


def readable(mrkdwn: str) -> str:
    """Slack's markup as the words it stands for."""
    text = _MENTION.sub(r"\1", _DATE.sub(r"\1", mrkdwn.replace("```", "")))
    text = _CODE.sub(r"\1", _BOLD.sub(r"\1", text))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _block(block: dict[str, Any]) -> str:
    match block["type"]:
        case "section":
            return readable(block["text"]["text"])
        case "context":
            return "\n".join(readable(element["text"]) for element in block["elements"])
        case "rich_text":
            lines = [piece["text"] for part in block["elements"] for piece in part["elements"]]
            return "\n".join(f"  {line}" for text in lines for line in text.splitlines())
    return ""
