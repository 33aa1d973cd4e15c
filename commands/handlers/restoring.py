"""restore, zone restore: what history knows of a name, or of a deleted zone, proposed anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from commands.changes.lifecycle import Change
from commands.changes.restore import Cut, Image, images, reaches, same
from commands.handlers.asking import Asked
from commands.handlers.locating import Place, locate
from commands.handlers.proposing import proposed
from commands.handlers.standing import refuse_managed
from commands.handlers.undoing import found, undo_of
from commands.language import moments, verbs
from commands.model import groups, names
from commands.model.plan import RECORDS, Kind, Plan, in_the_way
from commands.model.records import Key, RecordSet, Type
from commands.ports import World
from commands.results import Answer, Disputed, KeptOut, NoSuchPast, StandsSo, Started, Untouchable


@dataclass(frozen=True, slots=True)
class _Past:
    """A name and the moment to go back to. said: the command with that moment fixed; moment: in words."""

    place: Place
    cut: Cut
    moment: str
    said: verbs.Restore
    changes: tuple[Change, ...]

    @property
    def images(self) -> tuple[Image, ...]:
        return images(self.place.name, self.changes, self.cut)

    def at(self, moment: str) -> str:
        """The command that goes back to another moment."""
        return str(replace(self.said, at=moment))


def restore(verb: verbs.Restore, asked: Asked, world: World) -> Answer:
    """Propose to bring a name back to how it stood, as far as the changes of it tell."""
    place = locate(verb.name, verb.zone, asked, world)
    refuse_managed(place.zone, asked)
    cut, moment, fixed = _cut(verb, asked, world)
    changes = world.history.of_name(place.zone.id, place.name)
    past = _Past(place, cut, moment, replace(verb, at=fixed), changes)
    if not reaches(place.name, changes, cut):
        return _no_such_past(past)
    dispute = next((image for image in past.images if image.disputed), None)
    if dispute and dispute.last and dispute.next:
        return _disputed(past, dispute, dispute.last, dispute.next)
    return _proposed(past, world.route53.standing(place.zone.id, place.name), asked, world)


def _cut(verb: verbs.Restore, asked: Asked, world: World) -> tuple[Cut, str, str]:
    """The moment that is meant, in words, and as it is written for good."""
    edge = moments.edge(verb.at)
    if edge is None:
        try:
            at = moments.at(verb.at, world.changes.now())
        except moments.BadMoment as bad:
            raise asked.fault("at", f"{bad}.", bad.correction and str(replace(verb, at=bad.correction))) from bad
        return Cut(at), f"as it stood at {moments.spoken(at)}", moments.normal(moments.spoken(at))
    change = found(edge.change, world)
    if change.accepted_at is None:
        raise asked.fault("at", f"Change `{change.id}` is {change.state}: it has changed nothing.")
    words = f"as it stood before change {change.id}" if edge.before else f"as change {change.id} left it"
    fixed = f"before {change.id}" if edge.before else change.id
    return Cut(change.accepted_at, change.id, edge.before), words, fixed


def _no_such_past(past: _Past) -> NoSuchPast:
    first = next((change for change in past.changes if change.plan.kind in RECORDS), None)
    if first is None:
        return NoSuchPast(past.place.zone, past.place.name, past.moment)
    before = tuple(image.found for image in past.images if image.found)
    command = past.at(f"before {first.id}")
    return NoSuchPast(past.place.zone, past.place.name, past.moment, first, before, command)


def _disputed(past: _Past, image: Image, last: Change, following: Change) -> Disputed:
    return Disputed(
        zone=past.place.zone,
        name=past.place.name,
        moment=past.moment,
        last=last,
        next=following,
        left=(image.left,) if image.left else (),
        found=(image.found,) if image.found else (),
        commands=(past.at(last.id), past.at(f"before {following.id}")),
    )


def _proposed(past: _Past, standing: Sequence[RecordSet], asked: Asked, world: World) -> Answer:
    """Ask about one batch: exactly what stands now goes where it differs, and what stood comes."""
    now = {record.key: record for record in standing}
    changed = [image for image in past.images if not same(image.record, now.get(image.key))]
    if not changed:
        return StandsSo(past.place.zone, past.place.name, past.moment)
    before = tuple(now[image.key] for image in changed if image.key in now)
    after = tuple(image.record for image in changed if image.record)
    if reason := groups.untouchable((*before, *after)):
        return Untouchable((*before, *after), reason)
    blocked = in_the_way(after, [record for record in standing if record not in before])
    if blocked:
        return KeptOut(past.place.zone, past.place.name, past.moment, after, blocked)
    zone, notes = past.place.zone, tuple(_notes(past, changed, now))
    plan = Plan.of(Kind.RESTORE, zone, before=before, after=after, comment=past.moment, notes=notes)
    return Started(proposed(plan, asked.meaning(past.said), world, ask=True))


def _notes(past: _Past, changed: Sequence[Image], now: Mapping[Key, RecordSet]) -> Iterator[str]:
    """What a person should know of how it was found out."""
    for image in changed:
        what = _called(image.key)
        if image.assumed and image.next:
            yield f"No change of {what} is known before change {image.next.id}: what that one found is taken for it."
        if not same(image.expected, now.get(image.key)):
            yield f"Somebody else changed {what} after change {image.newest.id}, the last one of it that is known here."
    known = {image.key for image in past.images}
    others = [_called(key) for key in now if key not in known and not (past.place.apex and key[1] in _CORE)]
    if others:
        yield f"Never changed here, and left alone: {', '.join(others)}."


_CORE = frozenset({Type.NS.value, Type.SOA.value})


def _called(key: Key) -> str:
    _, type_, identifier = key
    return f"{type_} {identifier}" if identifier else type_


def restore_zone(verb: verbs.RestoreZone, asked: Asked, world: World) -> Answer:
    """Propose to make a deleted zone anew, with all that was kept of it."""
    deletions = next(filter(None, map(world.history.deleted_zones, _readings(verb.target))), ())
    left = [deletion for deletion in deletions if not deletion.undone_by] or list(deletions[:1])
    if not left:
        raise asked.fault("target", f"No zone that was deleted here is called `{verb.target}`.")
    if len(left) > 1:
        ids = ", ".join(f"`{one.plan.zone_id}` (deleted {moments.spoken(one.accepted_at or 0.0)})" for one in left)
        raise asked.fault("target", f"Several zones of that name were deleted: {ids}. Give the id of one.")
    return undo_of(left[0], asked.meaning(verbs.RestoreZone(left[0].plan.zone_id)), world)


def _readings(target: str) -> Iterator[str]:
    yield target.removeprefix("/hostedzone/")
    try:
        yield names.canonical(names.typed(target))
    except names.BadName:
        return
