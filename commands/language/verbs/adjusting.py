"""The verbs that change one thing of what stands, and those that put it under another name."""

from dataclasses import dataclass

from commands.language.verbs import parts, saying
from commands.model.records import Type


@dataclass(frozen=True, slots=True)
class Weigh:
    """weight NAME [TYPE] ID N; without a type it is every weighted set of that id."""

    name: str
    id: str
    weight: int
    type: Type | None = None
    zone: str = ""

    def __str__(self) -> str:
        words = (saying.word(self.name), self.type or "", parts.identifier(self.id), str(self.weight))
        return saying.said("weight", *words, saying.option("zone", self.zone))


@dataclass(frozen=True, slots=True)
class Drain:
    """drain NAME [TYPE] ID: the weight becomes 0."""

    name: str
    id: str
    type: Type | None = None
    zone: str = ""

    def __str__(self) -> str:
        words = (saying.word(self.name), self.type or "", parts.identifier(self.id))
        return saying.said("drain", *words, saying.option("zone", self.zone))


@dataclass(frozen=True, slots=True)
class ChangeTtl:
    """ttl NAME [TYPE] TTL [id=ID]; ttl: seconds."""

    name: str
    ttl: int
    type: Type | None = None
    zone: str = ""
    id: str = ""

    def __str__(self) -> str:
        words = (saying.word(self.name), self.type or "", str(self.ttl), _chosen(self.id))
        return saying.said("ttl", *words, saying.option("zone", self.zone))


@dataclass(frozen=True, slots=True)
class AddValue:
    """add-value NAME TYPE VALUE[, VALUE...] [id=ID]."""

    name: str
    type: Type
    values: tuple[str, ...]
    zone: str = ""
    id: str = ""

    def __str__(self) -> str:
        return _valued("add-value", self)


@dataclass(frozen=True, slots=True)
class RemoveValue:
    """remove-value NAME TYPE VALUE[, VALUE...] [id=ID]."""

    name: str
    type: Type
    values: tuple[str, ...]
    zone: str = ""
    id: str = ""

    def __str__(self) -> str:
        return _valued("remove-value", self)


@dataclass(frozen=True, slots=True)
class Rename:
    """rename NAME NEW [TYPE]: every record set of the name, or those of one type."""

    name: str
    new: str
    type: Type | None = None
    zone: str = ""

    def __str__(self) -> str:
        words = (saying.word(self.name), saying.word(self.new), self.type or "")
        return saying.said("rename", *words, saying.option("zone", self.zone))


@dataclass(frozen=True, slots=True)
class Copy:
    """copy NAME NEW [TYPE]; into: the zone of the new name, where it is not told by that."""

    name: str
    new: str
    type: Type | None = None
    zone: str = ""
    into: str = ""

    def __str__(self) -> str:
        words = (saying.word(self.name), saying.word(self.new), self.type or "")
        return saying.said("copy", *words, saying.option("zone", self.zone), saying.option("into", self.into))


def _chosen(identifier: str) -> str:
    return f"id={parts.identifier(identifier)}" if identifier else ""


def _valued(word: str, verb: AddValue | RemoveValue) -> str:
    words = (saying.word(verb.name), verb.type, saying.values(verb.type, verb.values), _chosen(verb.id))
    return saying.said(word, *words, saying.option("zone", verb.zone))
