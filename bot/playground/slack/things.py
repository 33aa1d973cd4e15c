"""What a workspace is made of: people, channels, messages, views, triggers, response URLs, files."""

from dataclasses import asdict, dataclass, field
from typing import Any, Final

from bot.playground.rules.limits import RESPONSE_URL_SECONDS, TRIGGER_SECONDS

TEAM: Final = "T0PLAYGROUND"
APP: Final = "A0DNS"
BOT: Final = "U0DNS"
BOT_ID: Final = "B0DNS"
# Who tells a person that a command does not exist.
SLACKBOT: Final = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be on the page. part: in a few words, what they may do."""

    id: str
    name: str
    part: str = ""
    bot: bool = False


@dataclass(slots=True)
class Channel:
    """A conversation. member: whether the bot is in it. dm: the person the bot talks to there."""

    id: str
    name: str
    topic: str = ""
    member: bool = True
    dm: str = ""


@dataclass(slots=True)
class Message:
    """One message. user: who wrote it. to: the one person who sees it. files: ids.

    blocks: with a block_id and action_ids for those that came without.
    """

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    to: str = ""
    thread_ts: str = ""
    edited: bool = False
    files: list[dict[str, Any]] = field(default_factory=list)
    versions: int = 0

    def show(self, text: object, blocks: Any, *, edited: bool = False) -> None:
        """Say something new in its place."""
        self.text, self.blocks = str(text or ""), named(blocks, self.versions)
        self.edited = self.edited or edited
        self.versions += 1

    def json(self) -> dict[str, Any]:
        """All of it, for the page and the shelf."""
        return asdict(self)


@dataclass(slots=True)
class View:
    """A modal or a Home tab in front of a person. errors: what a refused submission says, by block_id."""

    id: str
    user: str
    body: dict[str, Any]
    hash: str
    errors: dict[str, str] = field(default_factory=dict)
    versions: int = 0

    def show(self, body: dict[str, Any], hash_: str) -> None:
        """Show something new in its place."""
        self.body = {**body, "blocks": named(body.get("blocks"), self.versions)}
        self.hash, self.errors = hash_, {}
        self.versions += 1

    def json(self) -> dict[str, Any]:
        """As the Web API and interactions carry it."""
        bare = {"callback_id": "", "private_metadata": "", "external_id": "", "state": {"values": {}}}
        own = {"id": self.id, "team_id": TEAM, "app_id": APP, "bot_id": BOT_ID, "hash": self.hash}
        return {**bare, **self.body, **own, "root_view_id": self.id, "previous_view_id": None}


@dataclass(slots=True)
class Trigger:
    """What lets the bot open a modal, once and soon."""

    user: str
    born: float
    used: bool = False

    def expired(self, now: float) -> bool:
        """Whether it is too late."""
        return now - self.born > TRIGGER_SECONDS


@dataclass(slots=True)
class ResponseUrl:
    """A way to answer one command or press. message: what was pressed on; a command has none."""

    user: str
    channel: str
    message: Message | None
    born: float
    uses: int = 0

    def expired(self, now: float) -> bool:
        """Whether it is too late."""
        return now - self.born > RESPONSE_URL_SECONDS


@dataclass(slots=True)
class Upload:
    """A file on its way: announced, then sent, then shared."""

    id: str
    name: str
    length: int
    content: bytes | None = None


def named(blocks: Any, version: int) -> list[dict[str, Any]]:
    """Blocks with the ids that Slack gives to those that came without."""
    kept = []
    for at, block in enumerate(blocks or []):
        mine = {**block, "block_id": block.get("block_id") or f"b{version}.{at}"}
        if mine["type"] == "actions":
            mine["elements"] = [{"action_id": f"a{version}.{at}.{n}", **e} for n, e in enumerate(mine["elements"])]
        for place in ("accessory", "element"):
            if isinstance(mine.get(place), dict):
                mine[place] = {"action_id": f"a{version}.{at}", **mine[place]}
        kept.append(mine)
    return kept


def elements(blocks: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """Everything in blocks that can be pressed or filled in, each with its block_id."""
    found = []
    for block in blocks:
        inside = block.get("elements", []) if block["type"] == "actions" else []
        inside = [*inside, *(block[place] for place in ("accessory", "element") if place in block)]
        found += [(block["block_id"], element) for element in inside]
    return found
