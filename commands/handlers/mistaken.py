"""Words that cannot be followed, judged by the list of zones too: one answer tells everything that is wrong.

Nothing is asked of Route 53 here: the zones are those that were read already.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from commands.errors import Fault, NoSuchZone, NotUnderstood, Understood
from commands.handlers.asking import Asked
from commands.handlers.locating import Ambiguous, Place, find_zone, locate
from commands.handlers.standing import refuse_apex_core, refuse_unwritable
from commands.handlers.zoning import refuse_second
from commands.language import verbs
from commands.language.parse import Command, commands
from commands.model import names
from commands.model.records import Type
from commands.model.zones import Zone, called
from commands.ports import World

# Verbs, boto's words among them, by what the zones tell of their fields.
_WRITING: Final = frozenset({"add", "set", "add_record", "change_record", "add_alias", "change_alias"})
_TAKING: Final = frozenset({"delete", "add-value", "remove-value", "del_record", "del_alias"})
_NAMING: Final = _WRITING | _TAKING | {"get", "weight", "drain", "ttl", "rename", "copy", "restore"}
_MAKING: Final = frozenset({"zone create", "create"})
_ZONING: Final = frozenset(
    {"zone", "zone delete", "delete_zone", "zone associate", "zone dissociate", "use", "freeze", "thaw", "list"}
    | {"resolver", "ec2 check"}
)

Check = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Known:
    """A list of zones that was read already, and is not read again. It is a ports.Zones."""

    zones: tuple[Zone, ...]

    def all(self, *, fresh: bool = False) -> tuple[Zone, ...]:  # noqa: ARG002
        """These zones."""
        return self.zones

    def known(self) -> tuple[Zone, ...]:
        """These zones."""
        return self.zones

    def as_of(self, _moment: float) -> "Known":
        """These zones."""
        return self

    def forget(self) -> None:
        """They stay."""


def zones_matter(error: NotUnderstood, world: World) -> bool:
    """Whether the list of zones could tell more of what is wrong. Asks nobody.

    A name without a dot is in the default zone, whatever else is wrong; unless there is none, or more than one.
    """
    verb, said = error.understood.verb, error.understood.said
    if verb in _ZONING:
        return "target" in said
    if verb not in _NAMING | _MAKING or "name" not in said:
        return False
    known, default = world.zones.known(), world.defaults.zone
    unsure = not default or (bool(known) and len(called(default, known)) != 1)
    return unsure or "zone" in said or "." in said["name"] or "." in said.get("new", "")


def complete(
    error: NotUnderstood, zones: tuple[Zone, ...], ask: Callable[[Command], Asked], world: World
) -> NotUnderstood:
    """The same error with what the zones add to it, in the order of the places.

    ask: who said it and where, put to a command that stands in for the one that was not understood.
    """
    world = replace(world, zones=Known(zones))
    asked = ask(Command(verbs.Help(error.understood.verb), error.text, error.understood.spans))
    told = [replace(fault, suggestion=_mended(fault.suggestion, asked, world)) for fault in error.faults]
    places = {(fault.start, fault.end) for fault in told}
    found = _wrong(error.understood, asked, world)
    told += [replace(fault, suggestion="") for fault in found if (fault.start, fault.end) not in places]
    told.sort(key=lambda fault: (fault.start, fault.end))
    return NotUnderstood(error.text, tuple(told), error.understood)


def _mended(suggestion: str, asked: Asked, world: World) -> str:
    """The corrected command with what the zones correct in it; empty where they would still refuse it."""
    (command, *_) = commands(suggestion, world.defaults.command) if suggestion else (None,)
    if not isinstance(command, Command):
        return ""
    wrong = _wrong(_of(command), replace(asked, command=command), world)
    return suggestion if not wrong else wrong[0].suggestion if len(wrong) == 1 else ""


def _of(command: Command) -> Understood:
    """What is said of names and zones by a command that was understood whole."""
    said = {field: getattr(command.verb, field, None) for field in ("name", "new", "zone", "target", "type")}
    fields = {field: str(value) for field, value in said.items() if value}
    return Understood(verbs.TOPICS[type(command.verb)], fields, command.spans)


def _wrong(words: Understood, asked: Asked, world: World) -> tuple[Fault, ...]:
    return tuple(fault for check in _checks(words, asked, world) for fault in _faults(check, asked))


def _faults(check: Check, asked: Asked) -> tuple[Fault, ...]:
    try:
        check()
    except NotUnderstood as error:
        return error.faults
    except NoSuchZone as error:
        return asked.fault("name", str(error)).faults
    except Ambiguous as several:
        return _several(several, asked).faults
    return ()


def _several(several: Ambiguous, asked: Asked) -> NotUnderstood:
    """Zones of one name, each with its id, under the word that means them."""
    listed = ", ".join(f"`{zone.id}` ({'private' if zone.private else 'public'})" for zone in several.zones)
    how = "say which with zone= and its id" if several.field == "zone" else "say which by its id"
    spans = asked.command.spans
    field = several.field if several.field in spans else "name"
    return asked.fault(field, f"Several zones are called `{names.plain(several.zones[0].name)}`: {listed}; {how}.")


def _checks(words: Understood, asked: Asked, world: World) -> Iterator[Check]:
    """What the zones can tell of these words, one check for each field."""
    said = words.said
    if words.verb in _ZONING and said.get("target", "@") != "@":
        yield lambda: find_zone(said["target"], "target", asked, world)
    if words.verb in _MAKING and "name" in said:
        yield lambda: refuse_second(names.canonical(said["name"]), asked, world)
    if words.verb not in _NAMING:
        return
    if "name" in said and ("zone" in said or "zone" not in words.spans):
        yield lambda: _refuse(locate(said["name"], said.get("zone", ""), asked, world), words, asked)
    elif "zone" in said:
        yield lambda: find_zone(said["zone"], "zone", asked, world)
    if "new" in said:
        yield lambda: locate(said["new"], "", asked.naming("new"), world)


def _refuse(place: Place, words: Understood, asked: Asked) -> None:
    """What may not be done there, whatever stands."""
    type_ = Type(words.said["type"]) if "type" in words.said else None
    if words.verb in _WRITING:
        refuse_unwritable(place, type_, asked)
    elif words.verb in _TAKING and type_:
        refuse_apex_core(place, type_, asked)
