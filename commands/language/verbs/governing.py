"""The verbs about who may do what, and when."""

from dataclasses import dataclass

from commands.language import spelling
from commands.language.verbs import saying
from commands.model.records import Type

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "m"))


@dataclass(frozen=True, slots=True)
class WhoAmI:
    """whoami."""

    def __str__(self) -> str:
        return "whoami"


@dataclass(frozen=True, slots=True)
class Can:
    """can VERB NAME [TYPE]; verb: as help names it."""

    verb: str
    name: str
    type: Type | None = None
    zone: str = ""

    def __str__(self) -> str:
        return saying.said("can", self.verb, saying.word(self.name), self.type or "", saying.option("zone", self.zone))


@dataclass(frozen=True, slots=True)
class Freeze:
    """freeze ZONE DURATION "REASON"; seconds: how long."""

    target: str
    seconds: int
    reason: str

    def __str__(self) -> str:
        said = saying.said("freeze", saying.listed(self.target), duration(self.seconds))
        return f"{said} {spelling.quoted(self.reason)}"


@dataclass(frozen=True, slots=True)
class Thaw:
    """thaw ZONE."""

    target: str

    def __str__(self) -> str:
        return saying.said("thaw", saying.word(self.target))


def duration(seconds: int) -> str:
    """A number of seconds in its largest whole unit: 90 is 90, 5400 is 90m, 7200 is 2h."""
    size, unit = next(((size, unit) for size, unit in _UNITS if seconds % size == 0 and seconds), (1, ""))
    return f"{seconds // size}{unit}"
