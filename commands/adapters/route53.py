"""Route 53 through boto3: one request for each call to AWS, each paid for from the shared budget first."""

import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from commands.adapters import aws, refusals, shapes, turns
from commands.adapters.clock import SystemClock
from commands.errors import Busy, Refused, Unreachable
from commands.model import names, values
from commands.model.plan import Action
from commands.model.records import RecordSet
from commands.model.zones import Vpc, Zone, ZoneDetails
from commands.ports import Clock

# A page of ListHostedZones and of ListResourceRecordSets at most. Source: Route 53 API reference.
_ZONES: Final = "100"
_RECORDS: Final = "300"
# One name has at most a few types; routed sets of one name may fill several pages.
_ONE_NAME: Final = "20"

_CHANGE_PATIENCE: Final = 10.0
_POLL_PATIENCE: Final = 0.5


# A request that takes longer counts as unanswered.
READ_TIMEOUT: Final = 5.0


def client(read_timeout: float = READ_TIMEOUT) -> Any:
    """boto3's Route 53 client with the bot's own credentials, built at first use. Never retries by itself."""
    return aws.Late(lambda: client_of(aws.session(), read_timeout))


def client_of(session: Any, read_timeout: float = READ_TIMEOUT) -> Any:
    """The same with a session's credentials, built now."""
    made = aws.client("route53", session, read_timeout)
    made.meta.events.register("before-send.route-53", turns.check)
    return made


def connect() -> "Boto":
    """Route 53 over the standard AWS chain for a program of its own, which shares its quota with nobody here."""
    return Boto(client(), lambda _: None, SystemClock())


class Boto:
    """ports.Route53 over a boto3 client.

    take:      waits until the budget allows one request, at most so many seconds; raises Busy beyond.
    patience:  seconds in which a read rides out throttling, 5xx and broken connections.
    throttled: told when AWS says that the account's quota is spent, so that the budget can hold back.
    observed:  told of each request: operation, outcome, seconds.
    """

    def __init__(
        self,
        client: Any,
        take: Callable[[float], None],
        clock: Clock,
        patience: float = 8.0,
        throttled: Callable[[], None] = lambda: None,
        observed: Callable[[str, str, float], None] = lambda *_: None,
    ) -> None:
        self._client = client
        self._take = take
        self._clock = clock
        self._patience = patience
        self._throttled = throttled
        self._observed = observed
        self._random = random.SystemRandom()

    def account(self, _alias: str, _actor: str = "") -> "Boto":
        """There is only this one."""
        return self

    def reserve(self) -> None:
        """Wait for a turn to change something. Raises Busy."""
        self._take(_CHANGE_PATIENCE)
        turns.begin(self._clock)

    def zones(self) -> tuple[Zone, ...]:
        """Every zone of the account, in Route 53's order."""
        found: list[Zone] = []
        start: dict[str, str] = {}
        while True:
            page = self._read("list_hosted_zones", MaxItems=_ZONES, **start)
            found.extend(map(shapes.zone, page["HostedZones"]))
            if not page["IsTruncated"]:
                return tuple(found)
            start = {"Marker": page["NextMarker"]}

    def zone(self, zone_id: str) -> ZoneDetails:
        """One zone with its name servers or VPCs."""
        with _known(zone_id):
            return shapes.details(self._read("get_hosted_zone", Id=zone_id))

    def standing(self, zone_id: str, name: str) -> tuple[RecordSet, ...]:
        """Every record set at exactly that name.

        The listing is a seek: where the name is not there, it starts at the next one.
        """
        wanted = names.canonical(name)
        found = []
        for record in self._listed(zone_id, _ONE_NAME, StartRecordName=names.to_wire(wanted)):
            if record.name != wanted:
                break
            found.append(record)
        return tuple(found)

    def records(self, zone_id: str) -> Iterator[RecordSet]:
        """Every record set of a zone; the next page is asked for when the last one is used up."""
        return self._listed(zone_id, _RECORDS)

    def submit(self, zone_id: str, batch: Sequence[tuple[Action, RecordSet]], comment: str) -> str:
        """Send one atomic batch, once; the change id."""
        changes = [{"Action": str(action), "ResourceRecordSet": shapes.item(record)} for action, record in batch]
        told = {"Comment": comment} if comment else {}
        answer = self._change(
            "change_resource_record_sets", HostedZoneId=zone_id, ChangeBatch={"Changes": changes, **told}
        )
        return shapes.bare(answer["ChangeInfo"]["Id"])

    def in_sync(self, change_id: str) -> bool:
        """Whether that change has reached every name server; asked once, and people's requests go first."""
        answer = self._poll("get_change", Id=change_id)
        return bool(answer["ChangeInfo"]["Status"] == "INSYNC")

    def answers(self, zone_id: str, name: str, type_: str) -> tuple[str, ...] | None:
        """What the zone's name servers answer; asked once. TestDNSAnswer takes public zones only."""
        try:
            answer = self._poll(
                "test_dns_answer", HostedZoneId=zone_id, RecordName=names.to_wire(name), RecordType=type_
            )
        except Refused as error:
            if error.code == "InvalidInput" and re.search(r"\b(public|private)\b[^.]*zone", error.raw, re.IGNORECASE):
                return None
            raise
        return tuple(map(values.from_wire, answer["RecordData"]))

    def create_zone(self, name: str, reference: str, comment: str, vpc: Vpc | None = None) -> tuple[ZoneDetails, str]:
        """Make a zone, asked for once; it and the change id."""
        config = {"HostedZoneConfig": {"Comment": comment, "PrivateZone": bool(vpc)}} if comment or vpc else {}
        where = {"VPC": shapes.vpc(vpc)} if vpc else {}
        named = {"Name": names.to_wire(name), "CallerReference": reference}
        answer = self._change("create_hosted_zone", **named, **config, **where)
        return shapes.details(answer), shapes.bare(answer["ChangeInfo"]["Id"])

    def delete_zone(self, zone_id: str) -> str:
        """Delete an empty zone, asked for once; the change id."""
        with _known(zone_id):
            return shapes.bare(self._change("delete_hosted_zone", Id=zone_id)["ChangeInfo"]["Id"])

    def associate(self, zone_id: str, vpc: Vpc) -> str:
        """Let a private zone answer in one more VPC, asked for once; the change id."""
        return self._vpc_change("associate_vpc_with_hosted_zone", zone_id, vpc)

    def dissociate(self, zone_id: str, vpc: Vpc) -> str:
        """Let a private zone answer no more in a VPC, asked for once; the change id."""
        return self._vpc_change("disassociate_vpc_from_hosted_zone", zone_id, vpc)

    def _vpc_change(self, operation: str, zone_id: str, vpc: Vpc) -> str:
        with _known(zone_id):
            answer = self._change(operation, HostedZoneId=zone_id, VPC=shapes.vpc(vpc))
        return shapes.bare(answer["ChangeInfo"]["Id"])

    def tags(self, zone_id: str) -> tuple[tuple[str, str], ...]:
        """A zone's tags; asked once, since nothing waits for them."""
        answer = self._poll("list_tags_for_resource", ResourceType="hostedzone", ResourceId=zone_id)
        return tuple(sorted((tag["Key"], tag.get("Value", "")) for tag in answer["ResourceTagSet"].get("Tags", ())))

    def _listed(self, zone_id: str, size: str, **start: str) -> Iterator[RecordSet]:
        """Record sets page by page. All three Next fields go back, or a routed group begins anew."""
        while True:
            with _known(zone_id):
                page = self._read("list_resource_record_sets", HostedZoneId=zone_id, MaxItems=size, **start)
            yield from map(shapes.record_set, page["ResourceRecordSets"])
            if not page["IsTruncated"]:
                return
            following = {
                f"Start{field}": page[f"Next{field}"]
                for field in ("RecordName", "RecordType", "RecordIdentifier")
                if f"Next{field}" in page
            }
            if following == start:  # moto tells no NextRecordIdentifier; the next page would be this one again
                raise Unreachable("Route 53 does not say where a group of routed record sets goes on.")
            start = following

    def _change(self, operation: str, **parameters: Any) -> dict[str, Any]:
        if not turns.held():
            self.reserve()
        try:
            return self._send(operation, changing=True, **parameters)
        except turns.TurnPassed as late:
            raise Unreachable("The request was held up here for too long, and was not sent.") from late
        finally:
            turns.end()

    def _poll(self, operation: str, **parameters: Any) -> dict[str, Any]:
        self._take(_POLL_PATIENCE)
        return self._send(operation, changing=False, **parameters)

    def _read(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """Ask until Route 53 answers or patience runs out; then raises Busy or Unreachable as last met."""
        give_up = self._clock.now() + self._patience
        for pause in self._pauses():
            self._take(max(0.0, give_up - self._clock.now()))
            try:
                return self._send(operation, changing=False, **parameters)
            except (Busy, Unreachable):
                if self._clock.now() + pause >= give_up:
                    raise
            self._clock.sleep(pause)
        raise AssertionError("pauses never end")

    def _pauses(self) -> Iterator[float]:
        """Seconds between attempts: 0.2 doubling to 3, shortened at random so that not all knock at once."""
        pause = 0.2
        while True:
            yield pause * self._random.uniform(0.5, 1.0)
            pause = min(2 * pause, 3.0)

    def _send(self, operation: str, *, changing: bool, **parameters: Any) -> dict[str, Any]:
        """One request, sent once; botocore's errors become ours here."""
        from botocore.exceptions import BotoCoreError, ClientError
        from botocore.parsers import ResponseParserError

        begun = time.monotonic()
        try:
            answer: dict[str, Any] = getattr(self._client, operation)(**parameters)
        except (BotoCoreError, ClientError, ResponseParserError) as error:
            if refusals.throttling(error):
                self._throttled()
            problem = refusals.translated(error, changing=changing)
            self._observed(operation, type(problem).__name__.lower(), time.monotonic() - begun)
            raise problem from error
        self._observed(operation, "ok", time.monotonic() - begun)
        return answer


@contextmanager
def _known(zone_id: str) -> Iterator[None]:
    """Raise NoSuchZone where Route 53 does not know the zone."""
    try:
        yield
    except Refused as error:
        if error.code != refusals.NO_ZONE:
            raise
        raise refusals.no_such_zone(zone_id) from error
