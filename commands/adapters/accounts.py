"""Several AWS accounts as one Route 53: every zone of each, and each request to the account that it is about."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from commands.errors import AwsProblem, NoSuchZone, Refused
from commands.model.plan import Action
from commands.model.records import RecordSet
from commands.model.zones import Vpc, Zone, ZoneDetails
from commands.ports import Route53

log = logging.getLogger(__name__)


class Accounts:
    """ports.Route53 over one of each account.

    each: alias to what gives that account's Route 53, as a Slack user or as the bot itself.
    """

    def __init__(self, each: Mapping[str, Callable[[str], Route53]]) -> None:
        self._each = each
        self._known: dict[str, tuple[Zone, ...]] = {}

    def account(self, alias: str, actor: str = "") -> Route53:
        """One account's Route 53 as a Slack user; all of them where no alias is told."""
        return self._each[alias](actor) if alias in self._each else self

    def reserve(self) -> None:
        """Each account has a budget of its own, so a request waits once it is known where it goes."""

    def zones(self) -> tuple[Zone, ...]:
        """Every zone of every account; what an account that is away held when it was last read.

        Two aliases may lead to one account, so each zone is the first one's that lists it. Raises what the account
        raised, with its alias, where it was never read: a name must not be looked for in half of the zones.
        """
        found: dict[str, Zone] = {}
        for alias, route53 in self._each.items():
            for zone in self._read(alias, route53("")):
                found.setdefault(zone.id, zone)
        return tuple(found.values())

    def _read(self, alias: str, route53: Route53) -> tuple[Zone, ...]:
        try:
            self._known[alias] = tuple(replace(zone, account=alias) for zone in route53.zones())
        except AwsProblem as problem:
            if alias not in self._known:
                raise _of(alias, problem) from problem
            log.warning("the zones of account %s could not be read again: %s", alias, type(problem).__name__)
        return self._known[alias]

    def zone(self, zone_id: str) -> ZoneDetails:
        """One zone, with the account it is in. Raises NoSuchZone."""
        alias, route53 = self._holding(zone_id)
        details = route53.zone(zone_id)
        return replace(details, zone=replace(details.zone, account=alias))

    def standing(self, zone_id: str, name: str) -> tuple[RecordSet, ...]:
        """Every record set at exactly that name. Raises NoSuchZone."""
        return self._holding(zone_id)[1].standing(zone_id, name)

    def records(self, zone_id: str) -> Iterator[RecordSet]:
        """Every record set of a zone in Route 53's order. Raises NoSuchZone."""
        return self._holding(zone_id)[1].records(zone_id)

    def submit(self, zone_id: str, batch: Sequence[tuple[Action, RecordSet]], comment: str) -> str:
        """Send one atomic batch to the account that holds the zone. Raises Refused, Busy, Unanswered."""
        return self._holding(zone_id)[1].submit(zone_id, batch, comment)

    def in_sync(self, change_id: str) -> bool:
        """Whether that change has reached every name server; asked of each account. Raises Refused."""
        unknown = Refused("NoSuchChange", change_id, f"No AWS account knows the change {change_id}.")
        for route53 in self._each.values():
            try:
                return route53("").in_sync(change_id)
            except Refused as refusal:
                unknown = refusal
        raise unknown

    def answers(self, zone_id: str, name: str, type_: str) -> tuple[str, ...] | None:
        """What the zone's name servers answer. Raises NoSuchZone."""
        return self._holding(zone_id)[1].answers(zone_id, name, type_)

    def create_zone(self, name: str, reference: str, comment: str, vpc: Vpc | None = None) -> tuple[ZoneDetails, str]:
        """Make a zone in the only account there is. Raises Refused."""
        if len(self._each) != 1:
            raise Refused("InvalidInput", name, "In which AWS account the zone shall be made was not said.")
        (route53,) = self._each.values()
        return route53("").create_zone(name, reference, comment, vpc)

    def delete_zone(self, zone_id: str) -> str:
        """Delete an empty zone. Raises Refused, NoSuchZone."""
        return self._holding(zone_id)[1].delete_zone(zone_id)

    def associate(self, zone_id: str, vpc: Vpc) -> str:
        """Let a private zone answer in one more VPC. Raises Refused, NoSuchZone."""
        return self._holding(zone_id)[1].associate(zone_id, vpc)

    def dissociate(self, zone_id: str, vpc: Vpc) -> str:
        """Let a private zone answer no more in a VPC. Raises Refused, NoSuchZone."""
        return self._holding(zone_id)[1].dissociate(zone_id, vpc)

    def tags(self, zone_id: str) -> tuple[tuple[str, str], ...]:
        """A zone's tags. Raises Refused, NoSuchZone."""
        return self._holding(zone_id)[1].tags(zone_id)

    def _holding(self, zone_id: str) -> tuple[str, Route53]:
        """The account that holds a zone, by what was last read, or by reading again."""
        if alias := self._seen(zone_id) or self._sought(zone_id):
            return alias, self._each[alias]("")
        raise NoSuchZone(f"There is no hosted zone {zone_id} in any of the AWS accounts.")

    def _seen(self, zone_id: str) -> str:
        held = (alias for alias, zones in self._known.items() if any(zone.id == zone_id for zone in zones))
        return next(held, "")

    def _sought(self, zone_id: str) -> str:
        return next((zone.account for zone in self.zones() if zone.id == zone_id), "")


def _of(alias: str, problem: AwsProblem) -> AwsProblem:
    """The same problem, naming the account."""
    said = f"Account {alias}: {problem}"
    if isinstance(problem, Refused):
        return Refused(problem.code, problem.raw, said)
    return type(problem)(said)
