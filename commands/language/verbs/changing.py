"""The verbs that change records."""

from dataclasses import dataclass

from commands.language.verbs import saying
from commands.model.records import Type


@dataclass(frozen=True, slots=True)
class AliasTo:
    """Where an alias shall point. zone_id: empty where the name tells; both: AAAA beside A."""

    target: str
    zone_id: str = ""
    evaluate: bool | None = None
    both: bool = False


@dataclass(frozen=True, slots=True)
class Add:
    """add NAME TYPE VALUE[, VALUE...] [TTL] [comment "..."]; ttl: seconds, None where none was given."""

    name: str
    type: Type
    values: tuple[str, ...]
    ttl: int | None = None
    comment: str = ""
    zone: str = ""
    routes: saying.Routes = ()
    alias: AliasTo | None = None

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
    routes: saying.Routes = ()
    alias: AliasTo | None = None

    def __str__(self) -> str:
        return _changed("set", self)


@dataclass(frozen=True, slots=True)
class Delete:
    """delete NAME [TYPE] [VALUE...] [TTL]; values, ttl and alias are guards: they must equal what stands."""

    name: str
    type: Type | None = None
    values: tuple[str, ...] = ()
    ttl: int | None = None
    zone: str = ""
    routes: saying.Routes = ()
    alias: AliasTo | None = None
    comment: str = ""

    def __str__(self) -> str:
        # A bare number beside no values could be taken for one.
        ttl = "" if self.ttl is None else f"ttl={self.ttl}"
        content = saying.said(self.type or "", saying.values(self.type, self.values))
        said = saying.said(
            "delete",
            saying.word(self.name),
            _aliased(self) if self.alias else content,
            ttl,
            saying.option("zone", self.zone),
            saying.routes(self.routes),
        )
        return said + saying.comment(self.comment)


def _changed(word: str, verb: Add | SetRecord) -> str:
    ttl = "" if verb.ttl is None else str(verb.ttl)
    content = f"{verb.type} {saying.values(verb.type, verb.values)}" if verb.alias is None else _aliased(verb)
    zone = saying.option("zone", verb.zone)
    said = saying.said(word, saying.word(verb.name), content, ttl, zone, saying.routes(verb.routes))
    return said + saying.comment(verb.comment)


def _aliased(verb: Add | SetRecord | Delete) -> str:
    alias = verb.alias or AliasTo("")
    how = "ALIAS+" if alias.both else f"{verb.type} alias"
    evaluate = "" if alias.evaluate is None else f"evaluate={'yes' if alias.evaluate else 'no'}"
    return saying.said(how, saying.word(alias.target), saying.option("zone-id", alias.zone_id), evaluate)
