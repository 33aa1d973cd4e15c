"""What the words of a command alone tell about a record: rules that need no look at the zone."""

from typing import Final

from commands.language import reading as reads
from commands.language import strays
from commands.language.grammar import Piece, Role
from commands.language.reading import Edit, Reading
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


def check_apex(reading: Reading, name: str, type_: Type) -> None:
    """Refuse what would take a zone down: changes of its own NS and SOA."""
    if type_ is Type.SOA or (type_ is Type.NS and name == "@"):
        reading.fault(_PROTECTED, *reading.spans["type"])


def check_new(reading: Reading, name: str, type_: Type) -> None:
    """Refuse what Route 53 takes at no price. Source: Route 53 Developer Guide, supported DNS record types."""
    check_apex(reading, name, type_)
    if type_ is Type.CNAME and name == "@":
        message = "A CNAME cannot stand at the apex (@), where the zone has its NS and SOA: use A or AAAA there"
        reading.fault(message, *reading.spans["type"])
    if type_ is Type.NS and name.startswith("*"):
        reading.fault("Route 53 takes no NS for a wildcard", *reading.spans["type"])
