"""Carries a change that is held by lease one step on: expire, submit, settle, watch.

The submit is the one call that may happen unseen. SUBMITTING is written before it is sent; a row that is
found in SUBMITTING later is settled by reading the records. Compare-and-swap makes a second sending harmless:
a batch that deletes exactly what was shown, or creates what must not exist, cannot be applied twice.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, assert_never

from commands.changes.lifecycle import FIRST_POST, Change, Event, State
from commands.errors import AwsProblem, Busy, Frozen, NoSuchZone, Refused, ServerFault, Unanswered, Unreachable
from commands.handlers.explaining import explain, explain_other
from commands.handlers.proposing import refuse_frozen
from commands.handlers.renewing import follow, kept
from commands.model import values
from commands.model.plan import MADE, RECORDS, Kind, Plan, Standing, standing
from commands.model.records import RecordSet, Type
from commands.ports import TERMINAL, World

# A request may still arrive until its read time-out has passed; then the records tell what happened.
SETTLE: Final = 5.0

# Route 53 is usually in sync within a minute (GetChange: "generally within 60 seconds"). Where the change id was
# lost with the answer, this long after the records were read is taken for in sync.
SURELY_IN_SYNC: Final = 75.0

_FINDING_OUT: Final = "Route 53 does not answer; finding out what happened."

# Seconds after which the records are read where Route 53 itself has failed.
_SOON: Final = 0.5

_FIRST_LOOK: Final = 2.0
_LAST_LOOK: Final = 10.0
_LONGEST_PAUSE: Final = 20.0

# Pauses grow for that many steps; a change may wait for days, and powers must not outgrow a float.
_STEPS: Final = 10


def advance(change: Change, world: World) -> None:
    """Take the step that is due. Whatever cannot be done now is put off, never dropped."""
    match change.state:
        case State.PROPOSED:
            world.changes.step(change, Event.TIMED_OUT)
        case State.APPROVED:
            _announce_then_submit(change, world)
        case State.SUBMITTING:
            _settle(change, world)
        case State.PENDING:
            _watch(change, world)
        case State.INSYNC | State.CANCELLED | State.EXPIRED | State.FAILED:
            pass
        case _:
            assert_never(change.state)


def _announce_then_submit(change: Change, world: World) -> None:
    if not change.posted and change.sent_at is None and change.place != TERMINAL:
        wait = (change.decided_at or change.created_at) + FIRST_POST - world.changes.now()
        if wait > 0:
            world.changes.put_off(change, wait)
            return
    try:
        refuse_frozen(change.plan, world)
        content = kept(change, world)
        # Nothing may hold the request up once it is written down: a process that stood still would send it late.
        world.route53.account(change.plan.account, change.actor).reserve()
    except (Frozen, Refused) as error:
        world.changes.step(change, Event.REFUSED, reason=str(error))
        return
    except AwsProblem as error:
        _wait(change, world, str(error))
        return
    sending = world.changes.step(change, Event.CLAIMED, after=SETTLE, loose=change.loose + 1, **content)
    if sending is None:
        world.changes.put_off(change, _jitter(0.2))
        return
    _submit(sending, world)


def _submit(change: Change, world: World) -> None:
    try:
        accepted = _send(change, world)
    except Unanswered as error:
        # After a fault of Route 53's own nothing is on its way any more, and reading tells at once.
        ended = isinstance(error, ServerFault)
        learnt = {"attempts": change.attempts + 1, "loose": change.loose - ended, "waits": change.waits + 1}
        world.changes.put_off(change, _jitter(_SOON) if ended else _pause(change), note=_FINDING_OUT, **learnt)
    except (Busy, Unreachable) as error:
        learnt = {"waits": change.waits + 1, "loose": change.loose - 1}
        world.changes.step(change, Event.NOT_APPLIED, after=_pause(change), note=str(error), **learnt)
    except (Refused, NoSuchZone) as error:
        _refused(change, error, world)
    else:
        _accept(change, world, accepted)


def _accept(change: Change, world: World, learnt: Mapping[str, object]) -> None:
    """Route 53 has it. The changes that follow are written before that is: after a crash both are found out again."""
    plan = learnt.get("plan")
    if isinstance(plan, Plan):
        follow(replace(change, plan=plan), world)
    world.changes.step(change, Event.ACCEPTED, after=_FIRST_LOOK, waits=0, **learnt)


def _send(change: Change, world: World) -> dict[str, object]:
    """One request, in the name of who asked; what its answer tells, as fields of the row."""
    plan, route53 = change.plan, world.route53.account(change.plan.account, change.actor)
    if plan.kind in MADE:
        details, aws_id = route53.create_zone(plan.zone_name, change.id, plan.comment, plan.vpc)
        world.zones.forget()
        return {"aws_id": aws_id} | _made(change, details.zone.id, details.name_servers)
    if plan.kind is Kind.DELETE_ZONE:
        aws_id = route53.delete_zone(plan.zone_id)
        world.zones.forget()
        return {"aws_id": aws_id}
    if plan.kind in (Kind.ASSOCIATE, Kind.DISSOCIATE) and plan.vpc:
        attach = route53.associate if plan.kind is Kind.ASSOCIATE else route53.dissociate
        return {"aws_id": attach(plan.zone_id, plan.vpc)}
    return {"aws_id": route53.submit(plan.zone_id, plan.batch, signed(change))}


def _made(change: Change, zone_id: str, name_servers: tuple[str, ...]) -> dict[str, object]:
    return {"plan": replace(change.plan, zone_id=zone_id), "name_servers": name_servers}


def signed(change: Change) -> str:
    """The batch's comment, which CloudTrail keeps: who, where, which change. 256 characters at most."""
    who = f"slack {change.actor} in {change.place}, change {change.id}"
    if change.undo_of:
        who = f"{who}, undoes {change.undo_of}"
    if change.decided_by and change.decided_by != change.actor:
        who = f"{who}, confirmed by {change.decided_by}"
    said = f"{who}: {change.plan.comment}" if change.plan.comment else who
    return "; ".join([said, *map(str, change.plan.pointers)])[:256]


def _refused(change: Change, error: Refused | NoSuchZone, world: World) -> None:
    """A first refusal is a refusal. After a request that had no answer it may be that request's echo."""
    try:
        outcome = _outcome(change, world) if change.attempts else None
    except AwsProblem:
        _wait(change, world, _FINDING_OUT)
        return
    if outcome and outcome.standing is Standing.WANTED:
        _happened(change, world, outcome)
    else:
        found = _explanation(change, world)
        said, other = f"{world.defaults.command} {change.command}", outcome and outcome.standing is Standing.OTHER
        reason = explain(change.plan, error, found or (), said, other=bool(other))
        world.changes.step(change, Event.REFUSED, reason=reason, standing=found or (), found=found is not None)


def _explanation(change: Change, world: World) -> tuple[RecordSet, ...] | None:
    """One read that shows why; None where even that fails, and for zones, where no record tells why."""
    if change.plan.kind not in RECORDS:
        return None
    try:
        return _standing(change, world)
    except (AwsProblem, NoSuchZone):
        return None


def _standing(change: Change, world: World) -> tuple[RecordSet, ...]:
    """Everything that stands at the names a change touches."""
    zone = change.plan.zone_id
    return tuple(record for name in change.plan.names for record in world.route53.standing(zone, name))


def _settle(change: Change, world: World) -> None:
    """Find out by reading whether a request whose answer was lost has happened."""
    try:
        outcome = _outcome(change, world)
    except AwsProblem:
        _wait(change, world, _FINDING_OUT)
        return
    match outcome.standing:
        case Standing.WANTED:
            _happened(change, world, outcome)
        case Standing.OLD:
            _send_again(change, world)
        case Standing.OTHER:
            reason = explain_other(change.plan)
            world.changes.step(change, Event.REFUSED, reason=reason, standing=outcome.found, found=True)
        case _:
            assert_never(outcome.standing)


def _send_again(change: Change, world: World) -> None:
    """At once the first time; after that Route 53 is given time, in which the person may call it off."""
    pause = _pause(change) if change.waits > 1 else 0.0
    note = "Route 53 has not taken it."
    world.changes.step(change, Event.NOT_APPLIED, after=pause, attempts=change.attempts + 1, note=note)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What reading told: how the plan stands, what was found, and what the row learns from it."""

    standing: Standing
    found: tuple[RecordSet, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)


def _outcome(change: Change, world: World) -> _Outcome:
    # Asked of the account itself: a list of zones that is a little old would tell what was, and call it what is.
    plan, route53 = change.plan, world.route53.account(change.plan.account)
    if plan.kind in MADE:
        ours = [zone for zone in route53.zones() if zone.reference == change.id]
        if not ours:
            return _Outcome(Standing.OLD)
        servers = route53.zone(ours[0].id).name_servers
        return _Outcome(Standing.WANTED, fields=_made(change, ours[0].id, servers))
    if plan.kind is Kind.DELETE_ZONE:
        here = any(zone.id == plan.zone_id for zone in route53.zones())
        return _Outcome(Standing.OLD if here else Standing.WANTED)
    try:
        if plan.kind in (Kind.ASSOCIATE, Kind.DISSOCIATE):
            there = plan.vpc in world.route53.zone(plan.zone_id).vpcs
            return _Outcome(Standing.WANTED if there == (plan.kind is Kind.ASSOCIATE) else Standing.OLD)
        found = _standing(change, world)
    except NoSuchZone:
        return _Outcome(Standing.OTHER)
    return _Outcome(standing(plan, found), found)


def _happened(change: Change, world: World, outcome: _Outcome) -> None:
    world.zones.forget()
    _accept(change, world, {"reconciled": True, **outcome.fields})


def _watch(change: Change, world: World) -> None:
    try:
        seen = _seen(change, world)
    except (AwsProblem, NoSuchZone):
        seen = False
    if seen:
        world.changes.step(change, Event.SEEN_IN_SYNC, polls=change.polls + 1)
    else:
        pause = min(_FIRST_LOOK * 1.5 ** min(change.polls, _STEPS), _LAST_LOOK)
        world.changes.put_off(change, pause, polls=change.polls + 1)


def _seen(change: Change, world: World) -> bool:
    if change.aws_id:
        try:
            return world.route53.account(change.plan.account).in_sync(change.aws_id)
        except Refused:
            # Route 53 does not know the id any more; the records are what is left to look at.
            pass
    if change.accepted_at and world.changes.now() - change.accepted_at >= SURELY_IN_SYNC:
        return True
    return _answered(change, world)


def _answered(change: Change, world: World) -> bool:
    """Whether the zone's own name servers answer with the new content (TestDNSAnswer)."""
    plan = change.plan
    if plan.kind is Kind.DELETE_ZONE:
        return True
    if plan.kind in (Kind.ASSOCIATE, Kind.DISSOCIATE):
        return False
    if plan.kind in MADE:
        return bool(world.route53.answers(plan.zone_id, plan.zone_name, Type.SOA))
    record = (plan.after or plan.before)[0]
    if record.routing:
        # One question is answered by one variant, whichever that is.
        return False
    answers = world.route53.answers(plan.zone_id, record.name, record.type)
    if answers is None:
        return False
    if not plan.after:
        return not answers
    return bool(answers) if record.alias else values.same(record.type, answers, record.values)


def _wait(change: Change, world: World, note: str, **fields: object) -> None:
    world.changes.put_off(change, _pause(change), waits=change.waits + 1, note=note, **fields)


def _pause(change: Change) -> float:
    """Growing, jittered: half a second at first, some twenty at most."""
    return _jitter(min(0.7 * 2 ** min(change.waits, _STEPS), _LONGEST_PAUSE))


def _jitter(seconds: float) -> float:
    return seconds * random.uniform(0.7, 1.3)  # noqa: S311 (spreads requests; nothing secret)
