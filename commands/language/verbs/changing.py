"""The verbs that change records."""

from dataclasses import dataclass

from commands.language.verbs import parts, saying
from commands.language.verbs.parts import Target
from commands.model.records import Type
from commands.model.routing import SIMPLE, Routing


@dataclass(frozen=True, slots=True)
class Add:
    """add NAME TYPE VALUE[, VALUE...] [TTL] [comment "..."], or NAME ALIAS TARGET; id= and a policy make it routed.

    ttl: seconds, None where none was given. alias: in place of values.
    """

    name: str
    type: Type
    values: tuple[str, ...]
    ttl: int | None = None
    comment: str = ""
    zone: str = ""
    routing: Routing = SIMPLE
    alias: Target | None = None

    def __str__(self) -> str:
        return _changed("add", self)


@dataclass(frozen=True, slots=True)
class SetRecord:
    """set NAME TYPE VALUE[, VALUE...] [TTL] [comment "..."]; what is not said stays as it stands.

    values: may be empty where id= or an option says what is to change.
    """

    name: str
    type: Type
    values: tuple[str, ...]
    ttl: int | None = None
    comment: str = ""
    zone: str = ""
    routing: Routing = SIMPLE
    alias: Target | None = None

    def __str__(self) -> str:
        return _changed("set", self)


@dataclass(frozen=True, slots=True)
class Delete:
    """delete NAME [TYPE] [VALUE...] [TTL]; all but id= are guards: they must equal what stands."""

    name: str
    type: Type | None = None
    values: tuple[str, ...] = ()
    ttl: int | None = None
    zone: str = ""
    routing: Routing = SIMPLE
    alias: Target | None = None
    comment: str = ""

    def __str__(self) -> str:
        # A bare number beside no values could be taken for one.
        ttl = "" if self.ttl is None else f"ttl={self.ttl}"
        return _said("delete", self, ttl) + saying.comment(self.comment)


def _changed(word: str, verb: Add | SetRecord) -> str:
    # Without values a bare number would be taken for one.
    ttl = "" if verb.ttl is None else str(verb.ttl) if verb.values else f"ttl={verb.ttl}"
    return _said(word, verb, ttl) + saying.comment(verb.comment)


def _said(word: str, verb: Add | SetRecord | Delete, ttl: str) -> str:
    content = parts.content(verb.type, verb.values, verb.alias)
    return saying.said(word, saying.word(verb.name), *content, ttl, *parts.options(verb.alias, verb.routing, verb.zone))
