"""Readers of the verbs about zones."""

import itertools
import re
from typing import Final

from commands.language import options, strays, verbs
from commands.language import reading as reads
from commands.language.grammar import OPTIONS, Piece, Role
from commands.language.guesses import nearest
from commands.language.readers import sentence
from commands.language.reading import Edit, Reading
from commands.language.verbs import Verb
from commands.model import names
from commands.model.zones import Vpc

_LONGEST_COMMENT: Final = 256  # Route 53 API reference, HostedZoneConfig
_SECOND_WORDS: Final = {
    "create": "create",
    "add": "create",
    "new": "create",
    "make": "create",
    "delete": "delete",
    "del": "delete",
    "remove": "delete",
    "rm": "delete",
    "associate": "associate",
    "attach": "associate",
    "dissociate": "dissociate",
    "disassociate": "dissociate",
    "detach": "dissociate",
    "restore": "restore",
    "undelete": "restore",
}
_VPC: Final = re.compile(r"vpc-[0-9A-Za-z]+", re.ASCII)
_ALIAS: Final = re.compile(r"[a-z][a-z0-9-]{0,31}")
_REGION: Final = re.compile(r"[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}", re.ASCII)


def zone(reading: Reading) -> Verb | None:
    """Zone NAME|ID."""
    piece = reading.first(Role.TARGET)
    behind = reading.behind(Role.TARGET)
    meant = nearest(reads.word(piece), _SECOND_WORDS) if piece and behind else ""
    if piece and meant:
        verb = _SECOND_WORDS[meant]
        message = f"{names.brief(reads.word(piece))} does not follow zone; did you mean zone {verb}?"
        reading.wrong(message, piece, verb)
        return None
    if piece and (said := next((each for each in behind if reads.word(each).lower() in _SECOND_WORDS), None)):
        verb = f"zone {_SECOND_WORDS[reads.word(said).lower()]}"
        first = reading.pieces[0]
        edits = Edit(first.start, first.end, verb), Edit(piece.end, said.end, "")
        reading.fault(f"{said.text} goes before the zone's name: {verb}", said.start, said.end, *edits)
        return None
    return verbs.ShowZone(sentence.only_target(reading))


def create_zone(reading: Reading) -> Verb:
    """Zone create NAME [private VPC REGION] [comment …]."""
    piece = reading.first(Role.NAME)
    _without_remark(reading)
    name = reads.name(reading, piece)
    if piece and name[:1] in ("*", "@"):
        reading.wrong(f"{name} cannot be a zone: write a zone's name in full, as in example.com", piece)
    account = _account(reading)
    vpc = _private(reading, piece, account)
    given = options.options(reading, Role.COMMENT)
    comment = options.comment(reading, given)
    if len(comment) > _LONGEST_COMMENT:
        reading.wrong(f"The comment is longer than the {_LONGEST_COMMENT} characters it may have", given[Role.COMMENT])
    return verbs.CreateZone(name, comment, vpc, reads.word(account[1]).lower() if account else "")


def _without_remark(reading: Reading) -> None:
    """Note a comment without quotes, or without the word before them, and take it off."""
    words = [piece for piece in reading.behind(Role.NAME) if piece.role not in OPTIONS]
    if words and words[-1].role is Role.QUOTED and Role.COMMENT not in {piece.role for piece in reading.pieces}:
        quoted = words.pop()
        insert = Edit(quoted.start, quoted.start, "comment ")
        reading.fault("A comment has the word comment before it", quoted.start, quoted.end, insert)
    kept = strays.without_remark(reading, words, 0)
    dropped = [piece for piece in reading.behind(Role.NAME) if piece.role not in OPTIONS and piece not in kept]
    reading.pieces = [piece for piece in reading.pieces if piece not in dropped]


def _account(reading: Reading) -> tuple[Piece, Piece] | None:
    """`in` and the account's alias behind it, where they are said."""
    words = [piece for piece in reading.behind(Role.NAME) if piece.role is Role.WORD]
    pairs = itertools.pairwise(words)
    found = next((pair for pair in pairs if reads.word(pair[0]).lower() == "in"), None)
    if found and not _ALIAS.fullmatch(reads.word(found[1]).lower()):
        reading.wrong(f"{names.brief(found[1].text)} is not an account's alias", found[1])
    if found:
        reading.mark("account", found[1].start, found[1].end)
    return found


def _private(reading: Reading, name: Piece | None, account: tuple[Piece, Piece] | None) -> Vpc | None:
    """The VPC of a private zone; None for a public one."""
    known = (name, *(account or ()))
    first = next((piece for piece in reading.behind(Role.NAME) if piece.role is Role.WORD and piece not in known), None)
    said = reads.word(first).lower() if first else ""
    if first and said == "private":
        return _vpc(reading, *known, first)
    if first and _VPC.fullmatch(said):
        insert = Edit(first.start, first.start, "private ")
        reading.fault("A zone with a VPC is private: say so", first.start, first.end, insert)
        return _vpc(reading, *known)
    sentence.closed(reading, *known)
    return None


def _vpc(reading: Reading, *before: Piece | None) -> Vpc | None:
    """A VPC's id and its region, in either order, and nothing more; what is missing is noted."""
    words = [piece for piece in reading.pieces if piece.role is Role.WORD and piece not in before]
    id_ = next((piece for piece in words if _VPC.fullmatch(reads.word(piece).lower())), None)
    region = next((piece for piece in words if _REGION.fullmatch(reads.word(piece).lower())), None)
    sentence.closed(reading, *before, id_, region, *words[: 2 if None in (id_, region) else 0])
    if id_ is None or region is None:
        odd = next((piece for piece in words[:2] if piece not in (id_, region)), None)
        start, end = (odd.start, odd.end) if odd else (len(reading.text), len(reading.text))
        reading.fault("A VPC's id and its region are expected here, as in: vpc-0abc1234 us-east-1", start, end)
        return None
    return Vpc(reads.word(id_).lower(), reads.word(region).lower())


def delete_zone(reading: Reading) -> Verb:
    """Zone delete NAME|ID."""
    return verbs.DeleteZone(sentence.only_target(reading))


def associate(reading: Reading) -> Verb | None:
    """Zone associate NAME|ID VPC REGION."""
    target, vpc = _attached(reading)
    return verbs.AssociateVpc(target, vpc) if vpc else None


def dissociate(reading: Reading) -> Verb | None:
    """Zone dissociate NAME|ID VPC REGION."""
    target, vpc = _attached(reading)
    return verbs.DissociateVpc(target, vpc) if vpc else None


def _attached(reading: Reading) -> tuple[str, Vpc | None]:
    piece = reading.first(Role.TARGET)
    options.options(reading)
    vpc = _vpc(reading, piece) if piece else None
    return reads.target(reading, piece), vpc


def use(reading: Reading) -> Verb:
    """Use NAME|ID [none]."""
    piece = reading.first(Role.TARGET)
    none = next((word for word in reading.behind(Role.TARGET) if reads.word(word).lower() == "none"), None)
    sentence.closed(reading, piece, none)
    options.options(reading)
    return verbs.UseZone(reads.target(reading, piece), none is not None)
