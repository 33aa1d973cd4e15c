"""The verbs that change records."""

from dataclasses import dataclass

from commands.language.verbs import saying
from commands.model.records import Type


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
        return saying.said(
            "delete",
            saying.word(self.name),
            self.type or "",
            saying.values(self.type, self.values),
            ttl,
            saying.option("zone", self.zone),
        )


def _changed(word: str, verb: Add | SetRecord) -> str:
    ttl = "" if verb.ttl is None else str(verb.ttl)
    content = saying.values(verb.type, verb.values)
    said = saying.said(word, saying.word(verb.name), verb.type, content, ttl, saying.option("zone", verb.zone))
    return said + saying.comment(verb.comment)
