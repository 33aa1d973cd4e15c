"""One frozen dataclass per thing a person can say; str() says it back, and parsing that gives it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from commands.language import spelling
from commands.model.records import Type

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "help": "help",
        "zones": "zones",
        "zone": "zone",
        "list": "list",
        "ls": "list",
        "records": "list",
        "get": "get",
        "show": "get",
        "lookup": "get",
        "add": "add",
        "set": "set",
        "change": "set",
        "update": "set",
        "delete": "delete",
        "del": "delete",
        "rm": "delete",
        "remove": "delete",
        "status": "status",
        "history": "history",
    }
)
"""Each first word a command may have, and the verb it stands for; `ls` alone is zones."""

PATTERN_SIGNS: Final = "*?["
"""What makes a word a pattern (GLOB)."""


@dataclass(frozen=True, slots=True)
class Help:
    """help [VERB]."""

    topic: str = ""

    def __str__(self) -> str:
        return _said("help", self.topic)


@dataclass(frozen=True, slots=True)
class ListZones:
    """zones [GLOB]."""

    glob: str = ""

    def __str__(self) -> str:
        return _said("zones", _pattern(self.glob))


@dataclass(frozen=True, slots=True)
class ShowZone:
    """zone NAME|ID."""

    target: str

    def __str__(self) -> str:
        return _said("zone", _word(self.target))


@dataclass(frozen=True, slots=True)
class ListRecords:
    """list [ZONE|ID] [TYPE] [GLOB]; target: a zone's name or id, empty for the default zone."""

    target: str = ""
    type: Type | None = None
    glob: str = ""

    def __str__(self) -> str:
        return _said("list", self._zone(), self.type or "", _pattern(self.glob))

    def _zone(self) -> str:
        """The zone: by zone= where it looks like a pattern, and as @ where a plain word behind it is one."""
        if any(sign in self.target for sign in PATTERN_SIGNS):
            return _option("zone", self.target)
        unsaid = self.glob and not any(sign in self.glob for sign in PATTERN_SIGNS)
        return _listed(self.target) or ("@" if unsaid else "")


@dataclass(frozen=True, slots=True)
class Get:
    """get NAME [TYPE]."""

    name: str
    type: Type | None = None
    zone: str = ""

    def __str__(self) -> str:
        name = self.name.replace("/hostedzone/", "\\/hostedzone/", 1)  # or it would be an id
        return _said("get", _word(name), self.type or "", _option("zone", self.zone))


@dataclass(frozen=True, slots=True)
class Add:
    """add NAME TYPE VALUE[, VALUE...] [TTL] [comment "..."]; ttl: seconds, None where none was given."""

    name: str
    type: Type
    values: tuple[str, ...]
    ttl: int | None = None
    comment: str = ""
    zone: str = ""

    def __str__(self) -> str:
        return _changed("add", self)


@dataclass(frozen=True, slots=True)
class SetRecord:
    """set NAME TYPE VALUE[, VALUE...] [TTL] [comment "..."]; without a ttl the one that stands is kept."""

    name: str
    type: Type
    values: tuple[str, ...]
    ttl: int | None = None
    comment: str = ""
    zone: str = ""

    def __str__(self) -> str:
        return _changed("set", self)


@dataclass(frozen=True, slots=True)
class Delete:
    """delete NAME [TYPE] [VALUE...] [TTL]; values and ttl are guards: they must equal what stands."""

    name: str
    type: Type | None = None
    values: tuple[str, ...] = ()
    ttl: int | None = None
    zone: str = ""

    def __str__(self) -> str:
        # A bare number beside no values could be taken for one.
        ttl = "" if self.ttl is None else f"ttl={self.ttl}"
        return _said("delete", _word(self.name), self.type or "", _values(self), ttl, _option("zone", self.zone))


@dataclass(frozen=True, slots=True)
class CreateZone:
    """zone create NAME [comment "..."]."""

    name: str
    comment: str = ""

    def __str__(self) -> str:
        return _said("zone create", _word(self.name)) + _comment(self.comment)


@dataclass(frozen=True, slots=True)
class DeleteZone:
    """zone delete NAME|ID."""

    target: str

    def __str__(self) -> str:
        return _said("zone delete", _word(self.target))


@dataclass(frozen=True, slots=True)
class Status:
    """status CHANGE."""

    change: str

    def __str__(self) -> str:
        return _said("status", _pattern(self.change))


@dataclass(frozen=True, slots=True)
class History:
    """history [NAME|ZONE]; target: a name or a zone's name, empty for everything."""

    target: str = ""

    def __str__(self) -> str:
        return _said("history", _word(self.target))


Verb = (
    Help
    | ListZones
    | ShowZone
    | ListRecords
    | Get
    | Add
    | SetRecord
    | Delete
    | CreateZone
    | DeleteZone
    | Status
    | History
)


def _changed(word: str, verb: Add | SetRecord) -> str:
    ttl = "" if verb.ttl is None else str(verb.ttl)
    said = _said(word, _word(verb.name), verb.type, _values(verb), ttl, _option("zone", verb.zone))
    return said + _comment(verb.comment)


def _said(*words: str) -> str:
    return spelling.plain(" ".join(filter(None, words)))


def _word(text: str) -> str:
    return spelling.word(text) if text else ""


def _listed(text: str) -> str:
    """A word behind list, where types and options are looked for."""
    mistakable = text.upper() in (*Type, "TTL", "COMMENT") or "=" in text
    return f'"{text}"' if mistakable else _word(text)


def _pattern(text: str) -> str:
    """A word that knows no escapes."""
    return text if _listed(text) == text else f'"{text}"'


def _values(verb: Add | SetRecord | Delete) -> str:
    return ", ".join(spelling.value(verb.type, value) for value in verb.values) if verb.type else ""


def _option(key: str, value: str) -> str:
    return f"{key}={_word(value)}" if value else ""


def _comment(comment: str) -> str:
    return f" comment {spelling.quoted(comment)}" if comment else ""
