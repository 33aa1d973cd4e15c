"""What may be said to Slack: nothing that it refuses, nothing that pings, nothing that another's words slipped in."""

from collections.abc import Mapping
from typing import Any, Final

from bot.blocks.kit import Message
from bot.playground.rules.blocks import view_faults
from bot.playground.rules.refusals import Refuse, checked
from tests.unit.bot.examples import loose
from tests.unit.bot.room import Slack

MOST_TEXT: Final = 4_000  # bytes; chat.update refuses more


def message_faults(payload: Mapping[str, Any]) -> list[str]:
    """All that is wrong with a message as it goes over the wire."""
    text, blocks = str(payload.get("text") or ""), list(payload.get("blocks") or [])
    found = []
    try:
        checked({"text": text, "blocks": blocks})
    except Refuse as refusal:
        found += [f"{refusal.error}: {fault}" for fault in refusal.faults]
    if len(text.encode(errors="surrogatepass")) > MOST_TEXT:
        found.append(f"a text of {len(text.encode(errors='surrogatepass'))} bytes")
    found += [f"Slack would read {said!r}" for said in loose(Message(text, tuple(blocks)))]
    return found + _unsendable(payload)


def ack_faults(said: Mapping[str, Any]) -> list[str]:
    """The same for what goes out with an acknowledgement; an empty one says nothing."""
    if said.get("response_action"):
        return _unsendable(said)
    return message_faults(said) if said.get("text") or said.get("blocks") else []


def _unsendable(payload: Mapping[str, Any]) -> list[str]:
    """Halves of surrogate pairs, which no JSON parser has to take, and NUL, which Slack's does not."""
    spoken = "\n".join(_strings(payload))
    try:
        spoken.encode()
    except UnicodeEncodeError as error:
        return [f"half a pair: {error}"]
    return []


def _strings(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    if isinstance(node, Mapping):
        node = [*node, *node.values()]
    return [text for item in node for text in _strings(item)] if isinstance(node, list | tuple) else []


class Critic(Slack):
    """A messenger that takes everything, notes what Slack would not have taken, and remembers nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.judged = 0

    def _say(self, how: str, where: str, payload: dict[str, Any], ts: str = "") -> None:
        self.judged += 1
        self.faults += view_faults(payload) if "view" in how else message_faults(payload)

    def post(self, place: str, payload: dict[str, Any]) -> tuple[str, str]:
        self._say("post", place, payload)
        return f"D{place[1:]}" if place.startswith("U") else place, f"{next(self.numbers)}.0"
