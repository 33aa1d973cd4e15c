"""EC2 instances among a command's values: which ones are meant, and what a record holds to point at them."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final, TypeAlias, TypeVar

from commands.errors import Fault, NotUnderstood
from commands.handlers.asking import Asked
from commands.language import verbs
from commands.language.instances import TAKEN_BY, Reference, reference
from commands.model import values
from commands.model.instances import GONE, Instance, Pointer, content, lacking
from commands.model.names import brief
from commands.model.records import Type
from commands.ports import World

Changing: TypeAlias = verbs.Add | verbs.SetRecord | verbs.Delete | verbs.AddValue | verbs.RemoveValue
V = TypeVar("V", bound=Changing)

_MOST_LISTED: Final = 10


def resolve(verb: V, asked: Asked, world: World) -> tuple[V, tuple[Pointer, ...]]:
    """The verb with EC2's names and addresses for its instances, and which value stands for which.

    EC2 is asked only where there is an instance among the values. Raises NotUnderstood with all that is wrong.
    """
    meant = _meant(verb)
    if verb.type is None or not meant:
        return verb, ()
    known = _known(meant.values(), world)
    pointers: dict[str, Pointer] = {}
    wrong: dict[str, str] = {}
    for value, one in meant.items():
        found = _one(one, verb.type, known, world)
        if isinstance(found, Pointer):
            pointers[value] = found
        else:
            wrong[value] = found
    if wrong := wrong or _doubled(verb.values, pointers):
        raise _told(wrong, asked)
    pointed = tuple(pointers[value].value if value in pointers else value for value in verb.values)
    return replace(verb, values=pointed), tuple(pointers.values())


def _meant(verb: Changing) -> dict[str, Reference]:
    """The instances among the values, by the value as it is said."""
    if verb.type not in TAKEN_BY:
        return {}
    return {value: found for value in verb.values if (found := reference(value))}


def _known(meant: Collection[Reference], world: World) -> tuple[Instance, ...]:
    """All that EC2 knows of them, asked at once."""
    return world.instances.called({one.id for one in meant if one.id}, {one.tag for one in meant if one.tag})


def _one(meant: Reference, type_: Type, known: tuple[Instance, ...], world: World) -> Pointer | str:
    """What a record holds to point at the instance, or why none can."""
    if meant.id:
        fitting = [instance for instance in known if instance.id == meant.id]
    else:
        fitting = [instance for instance in known if instance.tag == meant.tag and instance.state not in GONE]
    if len(fitting) != 1:
        return _several(meant, fitting) if fitting else _none(meant, world)
    (instance,) = fitting
    if why := lacking(instance, type_, private=meant.private):
        return why
    value = values.read(type_, content(instance, type_, private=meant.private))
    return Pointer(value, instance.id, instance.tag, instance.region, meant.private)


def _none(meant: Reference, world: World) -> str:
    where = ", ".join(world.instances.regions())
    missing = f"There is no instance {meant.id}" if meant.id else f'No instance has the Name tag "{brief(meant.tag)}"'
    return f"{missing} in {where}. DNS_EC2_REGIONS says where it is looked for."


def _several(meant: Reference, fitting: list[Instance]) -> str:
    listed = [f"{one.id} ({one.state}, {one.region})" for one in fitting[:_MOST_LISTED]]
    more = f" and {len(fitting) - _MOST_LISTED} more" if len(fitting) > _MOST_LISTED else ""
    return f'{len(fitting)} instances have the Name tag "{brief(meant.tag)}": {", ".join(listed)}{more}. Give the id.'


def _doubled(said: tuple[str, ...], pointers: Mapping[str, Pointer]) -> dict[str, str]:
    """Values that come to the same: one instance by id and by tag, or an instance and its address."""
    seen: dict[str, str] = {}
    wrong = {}
    for value in said:
        held = pointers[value].value if value in pointers else value
        if (first := seen.setdefault(held, value)) != value:
            wrong[value if value in pointers else first] = f"{held} is there twice: {brief(first)} and {brief(value)}."
    return wrong


def _told(wrong: Mapping[str, str], asked: Asked) -> NotUnderstood:
    """Each fault under the instance's own words."""
    spans, text = asked.command.spans, asked.command.text
    faults = (Fault(why, *spans.get(value, spans.get("values", (0, len(text))))) for value, why in wrong.items())
    return NotUnderstood(text, tuple(sorted(faults, key=lambda fault: fault.start)))
