"""The verbs that change one thing of a record set, or move it: all else stays as it is."""

from dataclasses import dataclass

from commands.language.verbs import saying
from commands.model.records import Type


@dataclass(frozen=True, slots=True)
class Weigh:
    """weight NAME [TYPE] ID N."""

    name: str
    id: str
    weight: int
    type: Type | None = None
    zone: str = ""

    def __str__(self) -> str:
        said = saying.said("weight", saying.word(self.name), self.type or "", saying.identifier(self.id))
        return saying.said(said, str(self.weight), saying.option("zone", self.zone))


@dataclass(frozen=True, slots=True)
class Drain:
    """drain NAME [TYPE] ID; a weight of 0."""

    name: str
    id: str
    type: Type | None = None
    zone: str = ""

    def __str__(self) -> str:
        said = saying.said("drain", saying.word(self.name), self.type or "", saying.identifier(self.id))
        return saying.said(said, saying.option("zone", self.zone))


@dataclass(frozen=True, slots=True)
class AddValue:
    """add-value NAME TYPE VALUE[, VALUE...]."""

    name: str
    type: Type
    values: tuple[str, ...]
    zone: str = ""
    routes: saying.Routes = ()

    def __str__(self) -> str:
        return _valued("add-value", self)


@dataclass(frozen=True, slots=True)
class RemoveValue:
    """remove-value NAME TYPE VALUE[, VALUE...]."""

    name: str
    type: Type
    values: tuple[str, ...]
    zone: str = ""
    routes: saying.Routes = ()

    def __str__(self) -> str:
        return _valued("remove-value", self)


@dataclass(frozen=True, slots=True)
class ChangeTtl:
    """ttl NAME [TYPE] TTL; seconds."""

    name: str
    ttl: int
    type: Type | None = None
    zone: str = ""

    def __str__(self) -> str:
        zone = saying.option("zone", self.zone)
        return saying.said("ttl", saying.word(self.name), self.type or "", str(self.ttl), zone)


@dataclass(frozen=True, slots=True)
class Rename:
    """rename NAME NEW."""

    name: str
    new: str
    zone: str = ""

    def __str__(self) -> str:
        return _moved("rename", self)


@dataclass(frozen=True, slots=True)
class Copy:
    """copy NAME NEW."""

    name: str
    new: str
    zone: str = ""

    def __str__(self) -> str:
        return _moved("copy", self)


def _valued(word: str, verb: AddValue | RemoveValue) -> str:
    content = saying.values(verb.type, verb.values)
    options = (saying.option("zone", verb.zone), saying.routes(verb.routes))
    return saying.said(word, saying.word(verb.name), verb.type, content, *options)


def _moved(word: str, verb: Rename | Copy) -> str:
    return saying.said(word, saying.word(verb.name), saying.word(verb.new), saying.option("zone", verb.zone))
