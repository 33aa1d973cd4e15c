"""What a set makes of what stands: the record sets that go and those that come."""

from dataclasses import dataclass, replace

from commands.handlers import picking
from commands.handlers.asking import Asked
from commands.handlers.locating import Place
from commands.language import verbs
from commands.model import groups, routing
from commands.model.records import Alias, RecordSet, Type

Swap = tuple[tuple[RecordSet, ...], tuple[RecordSet, ...]]


@dataclass(frozen=True, slots=True)
class Setting:
    """One set on its way. alias: where the one that is said points. ttl: seconds, of what is new."""

    verb: verbs.SetRecord
    place: Place
    alias: Alias | None
    asked: Asked
    ttl: int

    def swapped(self, group: tuple[RecordSet, ...]) -> Swap:
        """What goes and what comes, of each type that is meant; nothing where all stands just so.

        group: what stands of these types. Raises NotUnderstood, where it could not stand beside the others.
        """
        swaps = [self._of(type_, picking.of_types(group, (type_,))) for type_ in picking.types(self.verb)]
        gone, come = zip(*swaps, strict=True)
        return sum(gone, ()), sum(come, ())

    def _of(self, type_: Type, here: tuple[RecordSet, ...]) -> Swap:
        old = self._old(here)
        beside = tuple(record for record in here if record is not old)
        new = self._wanted(type_, old, self._ttl(old, beside))
        if old and old.agrees(new):
            return (), ()
        shared = groups.with_ttl(beside, new.ttl) if groups.weighted(new) and new.ttl is not None else beside
        if reason := groups.flawed(new) or groups.unfit(new, shared):
            raise self.asked.fault(self._blamed, f"{reason}.")
        moved = [(one, other) for one, other in zip(beside, shared, strict=True) if one != other]
        return (*((old,) if old else ()), *(one for one, _ in moved)), (new, *(other for _, other in moved))

    def _old(self, here: tuple[RecordSet, ...]) -> RecordSet | None:
        """What is replaced; a simple record set makes room for a first variant, as the two cannot stand together."""
        same = picking.of_id(here, self.verb.routing.id)
        return next(iter(same), None) or next((record for record in here if not record.identifier), None)

    def _wanted(self, type_: Type, old: RecordSet | None, ttl: int) -> RecordSet:
        """What stands, with all that is said in its place."""
        text = routing.changed(old.routing if old else "", self.verb.routing)
        if self.verb.values or self.alias:
            return RecordSet(self.place.name, type_, None if self.alias else ttl, self.verb.values, self.alias, text)
        if old is None:
            raise self.asked.fault("type", "Nothing stands there yet, so a value or an alias's target is needed.")
        return self._kept(replace(old, routing=text), ttl)

    def _kept(self, record: RecordSet, ttl: int) -> RecordSet:
        """The content that stands, under the TTL, or with the evaluation of its target's health, that is said."""
        evaluate = self.verb.alias.evaluate if self.verb.alias else None
        if record.alias is None:
            if evaluate is not None:
                raise self.asked.fault("evaluate", "Only an alias has a target whose health could count.")
            return replace(record, ttl=ttl)
        if self.verb.ttl is not None:
            raise self.asked.fault("ttl", "An alias has no TTL of its own: its target's counts.")
        health = record.alias.evaluate_health if evaluate is None else evaluate
        return replace(record, alias=replace(record.alias, evaluate_health=health))

    def _ttl(self, old: RecordSet | None, beside: tuple[RecordSet, ...]) -> int:
        """The TTL that is said, that stands, or that the others of a weighted group have."""
        if self.verb.ttl is not None:
            return self.verb.ttl
        if old and old.ttl is not None:
            return old.ttl
        shared = groups.shared_ttl(beside)
        return self.ttl if shared is None else shared

    @property
    def _blamed(self) -> str:
        """The words at which a clash with what stands is told."""
        return next(field for field in ("policy", "health", "ttl", "id", "type") if field in self.asked.command.spans)
