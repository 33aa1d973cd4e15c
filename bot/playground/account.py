"""The AWS account of the playground: the embedded Route 53, seen on the page, kept, and going wrong to order."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final, TypeVar

from bot.blocks.records import contents
from bot.playground.feed import Feed
from bot.playground.shelf import Shelf
from bot.playground.trouble import TOLD, Switch, Trouble
from commands.adapters.embedded import Embedded
from commands.adapters.store.rows import from_record, to_record
from commands.errors import Problem, Refused
from commands.model import names
from commands.model.plan import Action
from commands.model.records import RecordSet
from commands.model.zones import Vpc, Zone, ZoneDetails

Answer = TypeVar("Answer")

# Calls that the page shows; record sets of a zone that it lists.
_MOST_CALLS: Final = 150
_MOST_SETS: Final = 400


class Account:
    """ports.Route53 over the embedded one.

    embedded: gets what the shelf holds, and goes on being kept there after each change.
    clock:    epoch seconds, the same as the embedded one's.
    """

    def __init__(self, embedded: Embedded, feed: Feed, shelf: Shelf, clock: Callable[[], float]) -> None:
        self._embedded = embedded
        self._feed, self._shelf, self._clock = feed, shelf, clock
        self._switch = Switch()
        # What is kept follows what stands in one order: no older content is ever written over a newer one.
        self._keeping = threading.Lock()
        self._numbers = itertools.count(1)
        self._remember()
        self.turn(Trouble.NONE)

    # ports.Route53.

    def account(self, _alias: str, _actor: str = "") -> "Account":
        """As the port says."""
        return self

    def reserve(self) -> None:
        """As the port says."""

    def zones(self) -> tuple[Zone, ...]:
        """As the port says."""
        return self._read("ListHostedZones", "", self._embedded.zones)

    def zone(self, zone_id: str) -> ZoneDetails:
        """As the port says."""
        return self._read("GetHostedZone", zone_id, lambda: self._embedded.zone(zone_id))

    def standing(self, zone_id: str, name: str) -> tuple[RecordSet, ...]:
        """As the port says."""
        what = names.plain(names.canonical(name))
        return self._read("ListResourceRecordSets", what, lambda: self._embedded.standing(zone_id, name))

    def records(self, zone_id: str) -> Iterator[RecordSet]:
        """As the port says."""
        found = self._read("ListResourceRecordSets", zone_id, lambda: tuple(self._embedded.records(zone_id)))
        return iter(found)

    def submit(self, zone_id: str, batch: Sequence[tuple[Action, RecordSet]], comment: str) -> str:
        """As the port says."""
        what = ", ".join(f"{action} {names.plain(record.name)} {record.type}" for action, record in batch)

        def work() -> str:
            with self._keeping:
                change_id = self._embedded.submit(zone_id, batch, comment)
                self._keep(zone_id, change_id)
            return change_id

        return self._change("ChangeResourceRecordSets", what, work)

    def in_sync(self, change_id: str) -> bool:
        """As the port says."""
        return self._read("GetChange", change_id, lambda: self._embedded.in_sync(change_id))

    def answers(self, zone_id: str, name: str, type_: str) -> tuple[str, ...] | None:
        """As the port says."""
        what = f"{names.plain(names.canonical(name))} {type_}"
        return self._read("TestDNSAnswer", what, lambda: self._embedded.answers(zone_id, name, type_))

    def create_zone(self, name: str, reference: str, comment: str, vpc: Vpc | None = None) -> tuple[ZoneDetails, str]:
        """As the port says."""

        def work() -> tuple[ZoneDetails, str]:
            with self._keeping:
                details, change_id = self._embedded.create_zone(name, reference, comment, vpc)
                self._keep(details.zone.id, change_id)
            return details, change_id

        return self._change("CreateHostedZone", names.plain(names.canonical(name)), work)

    def delete_zone(self, zone_id: str) -> str:
        """As the port says."""

        def work() -> str:
            with self._keeping:
                change_id = self._embedded.delete_zone(zone_id)
                self._shelf.drop("zone", zone_id)
                self._keep_change(change_id)
                self._feed.drop(f"zone/{zone_id}")
            return change_id

        return self._change("DeleteHostedZone", zone_id, work)

    def associate(self, zone_id: str, vpc: Vpc) -> str:
        """As the port says."""
        return self._attach("AssociateVPCWithHostedZone", self._embedded.associate, zone_id, vpc)

    def dissociate(self, zone_id: str, vpc: Vpc) -> str:
        """As the port says."""
        return self._attach("DisassociateVPCFromHostedZone", self._embedded.dissociate, zone_id, vpc)

    def _attach(self, operation: str, do: Callable[[str, Vpc], str], zone_id: str, vpc: Vpc) -> str:
        def work() -> str:
            with self._keeping:
                change_id = do(zone_id, vpc)
                self._keep(zone_id, change_id)
            return change_id

        return self._change(operation, f"{zone_id} {vpc.id}", work)

    def tags(self, zone_id: str) -> tuple[tuple[str, str], ...]:
        """As the port says."""
        return self._read("ListTagsForResource", zone_id, lambda: self._embedded.tags(zone_id))

    # How each call goes, and how it is told.

    def _read(self, operation: str, what: str, work: Callable[[], Answer]) -> Answer:
        return self._call(operation, what, work, changing=False)

    def _change(self, operation: str, what: str, work: Callable[[], Answer]) -> Answer:
        return self._call(operation, what, work, changing=True)

    def _call(self, operation: str, what: str, work: Callable[[], Answer], *, changing: bool) -> Answer:
        number, at, started = next(self._numbers), self._clock(), time.monotonic()
        call = {"kind": "call", "api": "Route 53", "n": number, "operation": operation, "what": what, "at": at}

        def tell(outcome: str, *, well: bool) -> None:
            took = round((time.monotonic() - started) * 1000, 1)
            told = {**call, "outcome": outcome, "ok": well, "ms": took, "changing": changing}
            self._feed.put(f"call/{number % _MOST_CALLS}", told)

        tell("…", well=True)
        try:
            answer = self._switch.through(operation, work, changing=changing)
        except Problem as problem:
            tell(_named(problem), well=False)
            raise
        tell(_outcome(answer), well=True)
        return answer

    def turn(self, trouble: Trouble) -> None:
        """Let Route 53 be so from now on."""
        self._switch.turn(trouble)
        choices = [{"value": one.value, "label": label, "sentence": told} for one, (label, told) in TOLD.items()]
        self._feed.put("trouble", {"kind": "trouble", "value": trouble.value, "choices": choices})

    # What stands, on the page and on the shelf.

    def _remember(self) -> None:
        for body in self._shelf.all("zone").values():
            vpcs = tuple(Vpc(**vpc) for vpc in body["vpcs"])
            details = ZoneDetails(Zone(**body["zone"]), tuple(body["name_servers"]), vpcs)
            self._embedded.restore(details, map(to_record, body["records"]))
        for change_id, body in self._shelf.all("change").items():
            self._embedded.remember(change_id, body["at"])
        for zone in self._embedded.zones():
            self._keep_zone(zone.id)
            self.show(zone.id)

    def _keep(self, zone_id: str, change_id: str) -> None:
        self._keep_zone(zone_id)
        self._keep_change(change_id)
        self.show(zone_id)

    def _keep_zone(self, zone_id: str) -> None:
        details, records = self._embedded.zone(zone_id), list(map(from_record, self._embedded.records(zone_id)))
        body = {
            "zone": asdict(details.zone),
            "name_servers": details.name_servers,
            "vpcs": [asdict(vpc) for vpc in details.vpcs],
        }
        self._shelf.put("zone", (zone_id, {**body, "records": records}))

    def _keep_change(self, change_id: str) -> None:
        self._shelf.put("change", (change_id, {"at": self._clock()}))

    def show(self, zone_id: str) -> None:
        """Tell the pages what stands in a zone."""
        details = self._embedded.zone(zone_id)
        records = list(self._embedded.records(zone_id))
        zone = details.zone
        own = {"id": zone.id, "name": names.plain(zone.name), "shown": names.shown(zone.name), "private": zone.private}
        told = {**own, "comment": zone.comment, "name_servers": details.name_servers, "count": len(records)}
        rows = [_row(record, zone) for record in records[:_MOST_SETS]]
        self._feed.put(f"zone/{zone_id}", {"kind": "zone", **told, "records": rows})


def _row(record: RecordSet, zone: Zone) -> dict[str, Any]:
    """A record set for the table and for the completion: its name in full and within the zone."""
    name, apex = names.plain(record.name), names.plain(zone.name)
    label = "@" if name == apex else name.removesuffix(f".{apex}")
    said = [line.split(" ", 2) for line in contents(record)]
    values = [value for *_, value in said]
    return {"name": name, "label": label, "type": record.type, "ttl": said[0][0], "values": values}


def _named(problem: Problem) -> str:
    return problem.code if isinstance(problem, Refused) else type(problem).__name__


def _outcome(answer: object) -> str:
    """An answer in a word or two."""
    match answer:
        case bool():
            return "INSYNC" if answer else "PENDING"
        case str() | (ZoneDetails(), str()):
            return "PENDING"
        case tuple():
            return f"{len(answer)} found"
        case None:
            return "a private zone"
        case _:
            return "found"
