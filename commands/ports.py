"""What the operations need from outside, as Protocols; World holds them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from commands.changes.lifecycle import Change, Event, State
from commands.model.belongings import Held
from commands.model.instances import Instance
from commands.model.plan import Action, Plan
from commands.model.records import RecordSet
from commands.model.zones import Freeze, Vpc, Zone, ZoneDetails
from commands.policy import Rules

# A place that has no messages: what is asked there is told there.
TERMINAL: Final = "terminal"


class Route53(Protocol):
    """Route 53, of one account or of several as one.

    Every method may raise Unreachable or Busy after its own patience ran out.

    Methods that change also raise Unanswered, where the request was sent and its answer lost; they are
    never sent twice by the adapter itself.
    """

    def account(self, alias: str, actor: str = "") -> "Route53":
        """One account's Route 53, its requests made in the name of a Slack user where AWS takes one."""

    def reserve(self) -> None:
        """Wait until this thread's next request that changes may be sent; it must follow at once. Raises Busy."""

    def zones(self) -> tuple[Zone, ...]:
        """Every zone of the account, in Route 53's order."""

    def zone(self, zone_id: str) -> ZoneDetails:
        """One zone with its name servers or VPCs. Raises NoSuchZone."""

    def standing(self, zone_id: str, name: str) -> tuple[RecordSet, ...]:
        """Every record set at exactly that name, pending changes included. Raises NoSuchZone."""

    def records(self, zone_id: str) -> Iterator[RecordSet]:
        """Every record set of a zone in Route 53's order, read page by page. Raises NoSuchZone."""

    def submit(self, zone_id: str, batch: Sequence[tuple[Action, RecordSet]], comment: str) -> str:
        """Send one atomic batch; the change id that was accepted. Raises Refused, Busy, Unanswered."""

    def in_sync(self, change_id: str) -> bool:
        """Whether that change has reached every name server. Raises Refused where the id is unknown."""

    def answers(self, zone_id: str, name: str, type_: str) -> tuple[str, ...] | None:
        """What the zone's own name servers answer (TestDNSAnswer), values only; None for a private zone."""

    def create_zone(self, name: str, reference: str, comment: str, vpc: Vpc | None = None) -> tuple[ZoneDetails, str]:
        """Make a zone, private where a VPC is given; it and the change id. Raises Refused."""

    def delete_zone(self, zone_id: str) -> str:
        """Delete an empty zone; the change id. Raises Refused (HostedZoneNotEmpty), NoSuchZone."""

    def associate(self, zone_id: str, vpc: Vpc) -> str:
        """Let a private zone answer in one more VPC; the change id. Raises Refused, NoSuchZone."""

    def dissociate(self, zone_id: str, vpc: Vpc) -> str:
        """Let a private zone answer no more in a VPC; the change id. Raises Refused, NoSuchZone."""

    def tags(self, zone_id: str) -> tuple[tuple[str, str], ...]:
        """A zone's tags as (key, value), by key. Raises Refused."""


class Zones(Protocol):
    """What zones there are, as last read."""

    def all(self, *, fresh: bool = False) -> tuple[Zone, ...]:
        """Every zone; fresh: read now rather than take what was read a few seconds ago."""

    def known(self) -> tuple[Zone, ...]:
        """Every zone as last read, however long ago; none where they were never read. Asks nobody."""

    def as_of(self, moment: float) -> "Zones":
        """The zones as read since that moment, in the clock's seconds: for one message and all it asks."""

    def forget(self) -> None:
        """Read again next time: we changed the zones ourselves."""


class Resolver(Protocol):
    """DNS as the world sees it."""

    def delegation(self, name: str) -> tuple[str, ...] | None:
        """The name servers that the parent zone hands out for a name; empty: none; None: it could not be asked."""


class Choices(Protocol):
    """Which of several zones of one name a channel means."""

    def chosen(self, place: str, name: str) -> str:
        """The zone's id; empty where nothing was chosen."""

    def choose(self, place: str, name: str, zone_id: str) -> None:
        """Remember a zone's id; an empty one forgets."""


class Freezes(Protocol):
    """The zones whose changes are refused for a while; each freeze ends by itself, by the database's clock."""

    def standing(self, zone_id: str) -> Freeze | None:
        """The freeze of a zone that has not ended."""

    def all(self) -> tuple[Freeze, ...]:
        """Every freeze that has not ended, by zone name."""

    def freeze(self, zone: Zone, seconds: float, by: str, reason: str) -> Freeze:
        """Freeze a zone, in place of a freeze it may have had."""

    def thaw(self, zone_id: str, by: str) -> bool:
        """End a zone's freeze; False where there was none."""


class Rulebook(Protocol):
    """The rules as they are now; they may change while we run."""

    @property
    def rules(self) -> Rules:
        """Who may do what."""


class Instances(Protocol):
    """EC2, read only, in the regions that are looked at.

    Every method may raise Refused, Busy or Unreachable, and Misconfigured where no region is known.
    """

    def regions(self) -> tuple[str, ...]:
        """Where it is looked, in the order of asking."""

    def called(self, ids: Collection[str], tags: Collection[str]) -> tuple[Instance, ...]:
        """Every instance with one of these ids, or with exactly one of these Name tags, whatever its state."""

    def held(self) -> tuple[Held, ...]:
        """All that is ours, a region each."""


class Changes(Protocol):
    """The rows of `changes`: the truth of every change."""

    def propose(self, draft: "Draft") -> Change:
        """Write a new row, or give the one that this origin made before, or the undo that is in hand already.

        Raises CalledOff where the person has called the command off meanwhile.
        """

    def get(self, change_id: str) -> Change | None:
        """The change with that id, or whose Route 53 change id that is."""

    def by_token(self, token: str) -> Change | None:
        """The change whose buttons carry that token."""

    def decide(self, change_id: str, event: Event, actor: str) -> bool:
        """A person's verdict on a question that is open and not expired; False where it was not."""

    def step(self, change: Change, event: Event, *, after: float = 0.0, **fields: object) -> Change | None:
        """Move a change that is held by lease; None where the lease or the state went elsewhere.

        after: seconds until the worker shall look again. fields: columns to set with it.
        """

    def put_off(self, change: Change, after: float, **fields: object) -> None:
        """Leave the state as it is and look again after that many seconds."""

    def now(self) -> float:
        """Epoch seconds by the clock that all replicas share."""

    def recent(self, target: str = "", *, actor: str = "", limit: int = 20) -> tuple[Change, ...]:
        """The newest changes first: of one name, of one zone by name or id, of one person, or of everything."""


class History(Protocol):
    """Past changes, looked back at."""

    def last_here(self, place: str) -> Change | None:
        """The newest change of a channel that is in effect and was not undone."""

    def undo_in_hand(self, change_id: str) -> Change | None:
        """The change that would undo another one, while it is a question or on its way to Route 53."""

    def of_name(self, zone_id: str, name: str, *, limit: int = 1000) -> tuple[Change, ...]:
        """The newest changes of one name in one zone that Route 53 took, the oldest of them first."""

    def deleted_zones(self, target: str) -> tuple[Change, ...]:
        """The deletions of zones with that id or name that Route 53 took, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a new change is made from. Without expires_in it needs no confirmation.

    second: another person than who asked must confirm. approvers: who may; none named: the admins.
    undo_of: the change that it undoes.
    """

    origin: str
    actor: str
    place: str
    private_place: bool
    reply_to: str
    command: str
    plan: Plan
    expires_in: float | None = None
    quiet: bool = False
    second: bool = False
    approvers: tuple[str, ...] = ()
    undo_of: str = ""

    @property
    def state(self) -> State:
        """A question waits for a person; anything else is approved as it is written."""
        return State.APPROVED if self.expires_in is None else State.PROPOSED


class Clock(Protocol):
    """The one source of time."""

    def now(self) -> float:
        """Epoch seconds."""

    def sleep(self, seconds: float) -> None:
        """Wait; only adapters call this, for a request's turn."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the settings say where a person does not.

    zone: absolute name or empty; ttl and confirm: seconds; command: the slash command's name.
    accounts: the aliases of several AWS accounts; empty where there is only one.
    """

    zone: str = ""
    ttl: int = 600
    confirm: float = 900.0
    command: str = "/dns"
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """Everything outside that a handler may touch."""

    route53: Route53
    zones: Zones
    changes: Changes
    choices: Choices
    freezes: Freezes
    history: History
    rulebook: Rulebook
    resolver: Resolver
    clock: Clock
    defaults: Defaults
    instances: Instances
