"""Readers of the verbs that change one thing of what stands, and of those that put it under another name."""

from commands.language import aliased, misplaced, options, routed, rules, usage, verbs
from commands.language import reading as reads
from commands.language.content import content
from commands.language.grammar import Piece, Role
from commands.language.options import Options
from commands.language.readers import sentence
from commands.language.reading import Edit, Reading
from commands.language.verbs import Verb
from commands.model.records import Type

_ONE_VALUE = frozenset({Type.CNAME, Type.SOA})


def weight(reading: Reading) -> Verb | None:
    """Weight NAME [TYPE] ID N."""
    piece = reading.first(Role.NAME)
    given = options.options(reading, Role.ZONE, Role.SET_ID, Role.WEIGHT)
    words = _words(reading, piece, 3)
    number = given.get(Role.WEIGHT) or _last(words, 1 if Role.SET_ID in given else 2)
    chosen = given.get(Role.SET_ID) or _last(words)
    type_ = _type(reading, piece, words, number, chosen)
    name = rules.named(reading, piece, type_)
    zone = options.zone(reading, given)
    if chosen is None or number is None:
        _note_lack(reading, piece, "a set identifier and a weight")
        return None
    return verbs.Weigh(name, routed.set_identifier(reading, chosen), routed.number(reading, number), type_, zone)


def drain(reading: Reading) -> Verb | None:
    """Drain NAME [TYPE] ID."""
    piece = reading.first(Role.NAME)
    given = options.options(reading, Role.ZONE, Role.SET_ID)
    words = _words(reading, piece, 2)
    chosen = given.get(Role.SET_ID) or _last(words)
    type_ = _type(reading, piece, words, chosen)
    name = rules.named(reading, piece, type_)
    zone = options.zone(reading, given)
    if chosen is None:
        _note_lack(reading, piece, "a set identifier")
        return None
    return verbs.Drain(name, routed.set_identifier(reading, chosen), type_, zone)


def ttl(reading: Reading) -> Verb | None:
    """Ttl NAME [TYPE] TTL."""
    piece = reading.first(Role.NAME)
    given = options.options(reading, Role.TTL, Role.ZONE, Role.SET_ID)
    words = _words(reading, piece, 2)
    word = None if Role.TTL in given else _last(words)
    if word and not words and misplaced.known(word):
        words, word = [word], None
    type_ = _type(reading, piece, words, word)
    name = rules.named(reading, piece, type_)
    if type_:
        rules.check_apex(reading, name, type_)
    seconds = options.ttl(reading, given, word)
    if word is None and Role.TTL not in given:
        _note_lack(reading, piece, "a TTL")
        return None
    chosen = routed.set_identifier(reading, given[Role.SET_ID]) if Role.SET_ID in given else ""
    return verbs.ChangeTtl(name, seconds or 0, type_, options.zone(reading, given), chosen)


def add_value(reading: Reading) -> Verb | None:
    """Add-value NAME TYPE VALUE…."""
    return _valued(reading, verbs.AddValue)


def remove_value(reading: Reading) -> Verb | None:
    """Remove-value NAME TYPE VALUE…."""
    return _valued(reading, verbs.RemoveValue)


def rename(reading: Reading) -> Verb:
    """Rename NAME NEW [TYPE]."""
    name, new, type_, given = _moved(reading, Role.ZONE)
    return verbs.Rename(name, new, type_, options.zone(reading, given))


def copy(reading: Reading) -> Verb:
    """Copy NAME NEW [TYPE]."""
    name, new, type_, given = _moved(reading, Role.ZONE, Role.INTO)
    into = reads.target(reading, options.value(given.get(Role.INTO)), "into")
    return verbs.Copy(name, new, type_, options.zone(reading, given), into)


def _words(reading: Reading, name: Piece | None, most: int) -> list[Piece]:
    """The first words behind the name."""
    behind = reading.behind(Role.NAME) if name else []
    return [piece for piece in behind if piece.role in (Role.WORD, Role.QUOTED)][:most]


def _last(words: list[Piece], least: int = 1) -> Piece | None:
    """The last word, taken off the others; None where fewer than `least` are left."""
    return words.pop() if len(words) >= least else None


def _type(reading: Reading, name: Piece | None, words: list[Piece], *used: Piece | None) -> Type | None:
    """The type, which is all that may be left of the words; what there is more is noted."""
    sentence.closed(reading, name, *used, *words[:1])
    return reads.type_(reading, words[0]) if words else None


def _note_lack(reading: Reading, name: Piece | None, what: str) -> None:
    """Note what is missing at the end; not where even the name is."""
    if name is not None:
        end = len(reading.text)
        reading.fault(f"{reading.verb} needs {what} here, as in: {usage.topic(reading.verb).examples[0]}", end, end)


def _valued(reading: Reading, make: type[verbs.AddValue] | type[verbs.RemoveValue]) -> Verb | None:
    piece, said = reading.first(Role.NAME), reading.first(Role.TYPE)
    if aliased.pseudo(said) or (said and aliased.meant(reading, misplaced.known(said))):
        _refuse_single(reading, "An alias has no values of its own")
        return None
    type_ = misplaced.type_(reading, piece)
    name = rules.named(reading, piece, type_ or Type.PTR)
    if type_ is None:
        return None
    found = content(reading, type_)
    given = options.options(reading, Role.ZONE, Role.SET_ID, text=found.text)
    if found.ttl:
        before = len(reading.text[: found.ttl.start].rstrip(", "))
        edit = Edit(before, found.ttl.end, "")
        reading.fault(f"{reading.verb} keeps the TTL that stands", found.ttl.start, found.ttl.end, edit)
    rules.check_apex(reading, name, type_)
    rules.need_value(reading, type_, bool(found.values))
    if type_ in _ONE_VALUE:
        _refuse_single(reading, f"A {type_} has one value")
    chosen = routed.set_identifier(reading, given[Role.SET_ID]) if Role.SET_ID in given else ""
    return make(name, type_, found.values, options.zone(reading, given), chosen)


def _refuse_single(reading: Reading, why: str) -> None:
    """What has one value or none has none to add or to take away."""
    first = reading.first(Role.VERB)
    start, end = (first.start, first.end) if first else (0, 0)
    other = "set" if reading.verb == "add-value" else "delete"
    reading.fault(f"{why}: {other} is the verb for it", start, end, Edit(start, end, other))


def _moved(reading: Reading, *taken: Role) -> tuple[str, str, Type | None, Options]:
    """The name, the new name and the type of a rename or a copy, and its options."""
    piece, new, said = reading.first(Role.NAME), reading.first(Role.NEW), reading.first(Role.TYPE)
    given = options.options(reading, *taken)
    sentence.closed(reading, piece, new, said)
    if new and said and misplaced.known(new) and not misplaced.known(said):
        text = reading.text
        swapped = f"{text[said.start : said.end]} {text[new.start : new.end]}"
        reading.fault("The new name goes first, then the type", new.start, said.end, Edit(new.start, said.end, swapped))
        new, said = said, new
    type_ = reads.type_(reading, said)
    name, other = rules.named(reading, piece, None), _new_name(reading, new)
    if new and other and name == other and Role.INTO not in given:
        reading.wrong("This is the same name", new)
    if piece and name == "@" and type_ is None:
        message = "The NS and SOA of the apex stay where they are: give the type that is meant, as in @ www A"
        reading.fault(message, piece.start, piece.end)
    if type_:
        rules.check_apex(reading, name, type_)
    return name, other, type_, given


def _new_name(reading: Reading, piece: Piece | None) -> str:
    """The new name; an address stands for its reverse name here too."""
    reverse = reads.address(reads.word(piece)) if piece else ""
    if piece and reverse:
        reading.mark("new", piece.start, piece.end)
    return reverse or reads.name(reading, piece, "new")
