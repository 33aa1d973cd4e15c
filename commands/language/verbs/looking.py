"""The verbs that only look."""

from dataclasses import dataclass

from commands.language.verbs import saying
from commands.language.verbs.words import PATTERN_SIGNS
from commands.model.records import Type


@dataclass(frozen=True, slots=True)
class Help:
    """help [VERB]."""

    topic: str = ""

    def __str__(self) -> str:
        return saying.said("help", self.topic)


@dataclass(frozen=True, slots=True)
class ListZones:
    """zones [GLOB]."""

    glob: str = ""

    def __str__(self) -> str:
        return saying.said("zones", saying.pattern(self.glob))


@dataclass(frozen=True, slots=True)
class ShowZone:
    """zone NAME|ID."""

    target: str

    def __str__(self) -> str:
        return saying.said("zone", saying.word(self.target))


@dataclass(frozen=True, slots=True)
class ListRecords:
    """list [ZONE|ID] [TYPE] [GLOB]; target: a zone's name or id, empty for the default zone."""

    target: str = ""
    type: Type | None = None
    glob: str = ""

    def __str__(self) -> str:
        return saying.said("list", self._zone(), self.type or "", saying.pattern(self.glob))

    def _zone(self) -> str:
        """The zone: by zone= where it looks like a pattern, and as @ where a plain word behind it is one."""
        if any(sign in self.target for sign in PATTERN_SIGNS):
            return saying.option("zone", self.target)
        unsaid = self.glob and not any(sign in self.glob for sign in PATTERN_SIGNS)
        return saying.listed(self.target) or ("@" if unsaid else "")


@dataclass(frozen=True, slots=True)
class Get:
    """get NAME [TYPE]."""

    name: str
    type: Type | None = None
    zone: str = ""

    def __str__(self) -> str:
        name = self.name.replace("/hostedzone/", "\\/hostedzone/", 1)  # or it would be an id
        return saying.said("get", saying.word(name), self.type or "", saying.option("zone", self.zone))


@dataclass(frozen=True, slots=True)
class Status:
    """status CHANGE."""

    change: str

    def __str__(self) -> str:
        return saying.said("status", saying.pattern(self.change))


@dataclass(frozen=True, slots=True)
class History:
    """history [NAME|ZONE|@USER]; target: a name or a zone's name; user: a Slack user id; both empty for everything."""

    target: str = ""
    user: str = ""

    def __str__(self) -> str:
        return saying.said("history", f"@{self.user}" if self.user else saying.word(self.target))


@dataclass(frozen=True, slots=True)
class CheckInstances:
    """ec2 check [ZONE]; target: a zone's name or id, empty for every zone."""

    target: str = ""

    def __str__(self) -> str:
        return saying.said("ec2 check", saying.word(self.target))


@dataclass(frozen=True, slots=True)
class ShowResolver:
    """resolver ZONE [SYSTEM]; system: a key of model.resolvers.SYSTEMS, empty for all of them."""

    target: str
    system: str = ""

    def __str__(self) -> str:
        return saying.said("resolver", saying.word(self.target), self.system)
