"""What the words of a command alone tell about a record: rules that need no look at the zone."""

from typing import Final

from commands.language import reading as reads
from commands.language import strays
from commands.language.grammar import Piece, Role
from commands.language.reading import Edit, Reading
from commands.model import aliases, values
from commands.model.records import Type

_PROTECTED: Final = "The apex NS and SOA keep the zone alive; they are not added, changed or deleted here"


def named(reading: Reading, piece: Piece | None, type_: Type | None) -> str:
    """A record's name; an address stands for its reverse name where a PTR is, or may be, meant."""
    said = reads.word(piece) if piece else ""
    reverse = reads.address(said)
    if piece and said.startswith("--") and strays.unknown_option(reading, piece):
        return ""
    if piece is None or not reverse:
        return reads.name(reading, piece)
    reading.mark("name", piece.start, piece.end)
    if type_ not in (None, Type.PTR):
        message = f"{said} is an address, where a record's name is expected"
        reading.fault(message, piece.start, piece.end, *_turned(reading, piece))
    else:
        reading.said["name"] = reverse
    return reverse


def _turned(reading: Reading, name: Piece) -> tuple[Edit, ...]:
    """Name and value the other way round."""
    behind = [piece for piece in reading.behind(Role.TYPE) if piece.role is Role.WORD]
    if not behind:
        return ()
    value = behind[0]
    return Edit(name.start, name.end, value.text), Edit(value.start, value.end, name.text)


def _aliased(reading: Reading) -> tuple[Edit, ...]:
    """An ALIAS in place of a CNAME, where its target is an AWS endpoint."""
    words = [piece for piece in reading.behind(Role.TYPE) if piece.role is Role.WORD]
    found = aliases.endpoint(reads.word(words[0])) if words else None
    if found is None:
        return ()
    return Edit(*reading.spans["type"], "ALIAS"), Edit(words[0].end, reading.behind(Role.TYPE)[-1].end, "")


def check_apex(reading: Reading, name: str, type_: Type) -> None:
    """Refuse what would take a zone down: changes of its own NS and SOA."""
    if type_ is Type.SOA or (type_ is Type.NS and name == "@"):
        reading.fault(_PROTECTED, *reading.spans["type"])


def need_value(reading: Reading, type_: Type, given: bool) -> None:
    """Note that no value was given; not where one was and is faulty."""
    behind = reading.spans["type"][1]
    if given or any(note.fault.start >= behind for note in reading.notes):
        return
    message = f"A value is expected here: {type_} takes {values.FIELDS[type_]}, as in {values.EXAMPLES[type_]}"
    reading.fault(message, len(reading.text), len(reading.text))


def check_new(reading: Reading, name: str, type_: Type) -> None:
    """Refuse what Route 53 takes at no price. Source: Route 53 Developer Guide, supported DNS record types."""
    check_apex(reading, name, type_)
    if type_ is Type.CNAME and name == "@":
        message = "A CNAME cannot stand at the apex (@), where the zone has its NS and SOA"
        hint = "an ALIAS can, to an AWS endpoint or a name of ours; or use A or AAAA"
        reading.fault(f"{message}; {hint}", *reading.spans["type"], *_aliased(reading))
    if type_ is Type.NS and name.startswith("*"):
        reading.fault("Route 53 takes no NS for a wildcard", *reading.spans["type"])
