"""Messages and views as people see them, with everything they showed before."""

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

CONTROLS: Final = frozenset({"button", "overflow", "static_select", "checkboxes", "radio_buttons"})
PINGING: Final = re.compile(r"<(!channel|!here|!everyone|!subteam\^\w+|@\w+)(?:\|[^>]*)?>")
SPOKEN_KEYS: Final = ("text", "alt_text", "fallback")


def said(node: Any) -> Iterator[str]:
    """Every piece of text in blocks that is read rather than pressed."""
    if isinstance(node, list):
        for item in node:
            yield from said(item)
    elif isinstance(node, dict) and node.get("type") not in CONTROLS:
        if node.get("type") in ("user", "usergroup", "channel"):
            yield f"<@{node.get('user_id') or node.get('usergroup_id') or node.get('channel_id')}>"
        for key, value in node.items():
            if key in SPOKEN_KEYS and isinstance(value, str):
                yield value
            elif not isinstance(value, str):
                yield from said(value)


def marked(node: Any) -> Iterator[str]:
    """Every text in which Slack reads mrkdwn."""
    if isinstance(node, list):
        for item in node:
            yield from marked(item)
    elif isinstance(node, dict):
        if node.get("type") in ("mrkdwn", "markdown") and isinstance(node.get("text"), str):
            yield node["text"]
        for value in node.values():
            yield from marked(value)


def summoned(node: Any) -> Iterator[str]:
    """Whom rich text notifies without any mrkdwn."""
    if isinstance(node, list):
        for item in node:
            yield from summoned(item)
    elif isinstance(node, dict):
        if node.get("type") == "user" and "user_id" in node:
            yield f"@{node['user_id']}"
        if node.get("type") == "broadcast":
            yield f"!{node.get('range')}"
        for value in node.values():
            yield from summoned(value)


def buttons(node: Any, block_id: str = "") -> Iterator[dict[str, Any]]:
    """Every button, with the block_id of its block."""
    if isinstance(node, list):
        for item in node:
            yield from buttons(item, block_id)
    elif isinstance(node, dict):
        block_id = node.get("block_id", block_id)
        if node.get("type") == "button":
            yield {**node, "block_id": block_id}
        else:
            for value in node.values():
                yield from buttons(value, block_id)


def button(blocks: Any, pattern: str) -> dict[str, Any]:
    """The one button whose label or action_id matches. Raises LookupError, naming what there is."""
    there = list(buttons(blocks))
    exact = [b for b in there if b.get("action_id") == pattern]
    found = exact or [b for b in there if re.search(pattern, b["text"]["text"], re.I)]
    if len(found) != 1:
        labels = ", ".join(b["text"]["text"] for b in there)
        raise LookupError(f"{len(found)} buttons match {pattern!r}; there are: {labels or 'none'}")
    return found[0]


def named(blocks: Any, number: int) -> list[dict[str, Any]]:
    """The blocks with a block_id and action_ids for those that came without, as Slack gives them."""
    named_blocks = []
    for at, block in enumerate(blocks or []):
        kept = {**block, "block_id": block.get("block_id") or f"b{number}.{at}"}
        if isinstance(kept.get("elements"), list) and kept.get("type") == "actions":
            kept["elements"] = [{"action_id": f"a{number}.{at}.{i}", **e} for i, e in enumerate(kept["elements"])]
        for place in ("accessory", "element"):
            if isinstance(kept.get(place), dict):
                kept[place] = {"action_id": f"a{number}.{at}", **kept[place]}
        named_blocks.append(kept)
    return named_blocks


@dataclass(frozen=True, slots=True)
class Version:
    """What a message or view showed from then on. at: monotonic seconds."""

    at: float
    text: str
    blocks: list[dict[str, Any]]
    edited: bool = False


@dataclass(slots=True, eq=False)
class Message:
    """One message of the bot; it lives on while the bot edits it.

    kind: channel (everyone sees it) or ephemeral. to: whom an ephemeral is for. via: the method that
    made it, `ack` or `response_url`. text: the top-level text alone; body: what the blocks say.
    """

    kind: str
    channel: str
    ts: str
    to: str = ""
    thread_ts: str = ""
    via: str = ""
    deleted: bool = False
    versions: list[Version] = field(default_factory=list)

    def show(self, text: Any, blocks: Any, *, edited: bool = False) -> None:
        """Show something new."""
        kept = named(blocks, len(self.versions))
        self.versions.append(Version(time.monotonic(), str(text or ""), kept, edited))

    @property
    def text(self) -> str:
        return self.versions[-1].text

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return self.versions[-1].blocks

    @property
    def at(self) -> float:
        """When it was first shown."""
        return self.versions[0].at

    @property
    def body(self) -> str:
        return "\n".join(said(self.blocks))

    @property
    def said(self) -> str:
        """All that can be read on it."""
        return f"{self.text}\n{self.body}"

    @property
    def labels(self) -> list[str]:
        """What its buttons read."""
        return [b["text"]["text"] for b in buttons(self.blocks)]

    @property
    def pings(self) -> list[str]:
        """Whom it notifies, as Slack reads it: @U0ANN, !channel, …"""
        texts = (self.text, *marked(self.blocks))
        return [found for text in texts for found in PINGING.findall(text)] + list(summoned(self.blocks))

    def button(self, pattern: str) -> dict[str, Any]:
        """The one button whose label matches, or whose action_id it is. Raises LookupError."""
        return button(self.blocks, pattern)

    def __str__(self) -> str:
        place = f"{self.kind} {self.channel} {self.ts} v{len(self.versions)}"
        return f"[{place}] {self.said.strip()[:400]!r} {self.labels}"


@dataclass(slots=True, eq=False)
class View:
    """A modal or a Home tab in front of a person. errors: block_id to what response_action showed there."""

    id: str
    user: str
    body: dict[str, Any]
    hash: str
    open: bool = True
    errors: Mapping[str, str] = field(default_factory=dict)
    versions: list[dict[str, Any]] = field(default_factory=list)

    def show(self, body: dict[str, Any], hash_: str) -> None:
        """Show something new in its place."""
        self.body = {**body, "blocks": named(body.get("blocks"), len(self.versions))}
        self.hash, self.errors = hash_, {}
        self.versions.append(self.body)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return list(self.body.get("blocks", ()))

    @property
    def said(self) -> str:
        """All that can be read on it, its title first."""
        return "\n".join(said([self.body.get("title", {}), self.blocks]))

    @property
    def labels(self) -> list[str]:
        return [b["text"]["text"] for b in buttons(self.blocks)]

    def button(self, pattern: str) -> dict[str, Any]:
        return button(self.blocks, pattern)
