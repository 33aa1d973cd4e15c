"""What people put between values and it does not belong there: semicolons, `and`, a second type, commas in a value.

Each is noted with its correction, and read as it was meant, so that the values behind it are judged too.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from commands.language.grammar import Piece, Role
from commands.language.instances import TAGGED
from commands.language.reading import Edit, Reading, looks_like_ttl
from commands.language.text import unmarked
from commands.language.valued import FIXED, accepted
from commands.model import names
from commands.model.records import Type

TEXTS: Final = frozenset({Type.TXT, Type.SPF})
# Their values may hold a semicolon.
_WITH_SEMICOLONS: Final = frozenset({Type.CAA, Type.NAPTR, Type.SVCB, Type.HTTPS})
_JOINING: Final = frozenset({"and", "&", ";", "|"})
_IDLE: Final = frozenset({"-", "--", "=", "->", "=>"})


def mended(reading: Reading, type_: Type, words: list[Piece]) -> list[Piece]:
    """The words behind a type, with commas where they were meant."""
    if type_ in TEXTS or not words:
        return _without_empty(reading, words)
    words = _without_ttl(reading, _without_second_type(reading, type_, words))
    if type_ not in _WITH_SEMICOLONS:
        words = [piece for word in words for piece in _cut(reading, word)]
    return _fields_joined(reading, type_, _without_empty(reading, words))


def _without_second_type(reading: Reading, type_: Type, words: list[Piece]) -> list[Piece]:
    """Note a type behind the type, as in `A A 192.0.2.10`."""
    second = words[0]
    found = Type.__members__.get(unmarked(second.text).upper()) if words[1:] and second.role is Role.WORD else None
    if found is None or words[1].role is Role.COMMA:
        return words
    said = f"The type is given twice: {found} is one too many" if found is type_ else f"{found} is a second type"
    reading.fault(said, second.start, second.end, Edit(second.start, words[1].start, ""))
    return words[1:]


def _without_ttl(reading: Reading, words: list[Piece]) -> list[Piece]:
    """Note the word ttl with no time behind it; behind it a time would have made it an option."""
    at = next((at for at, piece in enumerate(words) if at and piece.text.lower() == "ttl"), None)
    if at is None:
        return words
    said = words[at + 1 : at + 2]
    given = f"{names.brief(said[0].text)} is not a TTL" if said else "The TTL is missing"
    end = (said or words[at:])[0].end
    gone = () if said else (Edit(words[at - 1].end, end, ""),)
    reading.fault(f"{given}: give seconds, or a time such as 5m, 1h or 1d", words[at].start, end, *gone)
    return [*words[:at], *words[at + 2 :]]


def _cut(reading: Reading, word: Piece) -> Iterator[Piece]:
    """A word cut at its semicolons, each of which is noted and read as a comma; so is `and`. Lone dashes go."""
    # What is quoted or escaped, or an instance's tag, is the person's own.
    own = word.role is not Role.WORD or '"' in word.text or "\\" in word.text or word.text.lower().startswith(TAGGED)
    if own or not (";" in word.text or word.text.lower() in _JOINING | _IDLE):
        yield word
        return
    if word.text in _IDLE:
        gone = Edit(len(reading.text[: word.start].rstrip()), word.end, "")
        reading.fault(f"{word.text} means nothing here", word.start, word.end, gone)
        return
    if word.text.lower() in _JOINING:
        yield _comma(reading, word.start, word.end)
        return
    at = 0
    while (cut := word.text.find(";", at)) >= 0:
        if cut > at:
            yield _part(word, at, cut)
        yield _comma(reading, word.start + cut, word.start + cut + 1)
        at = cut + 1
    if at < len(word.text):
        yield _part(word, at, len(word.text))


def _part(word: Piece, start: int, end: int) -> Piece:
    return replace(word, text=word.text[start:end], start=word.start + start, end=word.start + end)


def _comma(reading: Reading, start: int, end: int) -> Piece:
    """A comma in the place of something else, which is noted; at the end of all it is left out."""
    said = reading.text[start:end]
    before = len(reading.text[:start].rstrip())
    more = bool(reading.text[end:].strip())
    reading.fault(f"A comma goes between values, not {said}", start, end, Edit(before, end, "," if more else ""))
    return Piece(Role.COMMA, "", start, end)


def _without_empty(reading: Reading, words: list[Piece]) -> list[Piece]:
    """The words without commas that have no value on one of their sides; those that were typed are noted."""
    kept: list[Piece] = []
    for piece, after in zip_longest(words, words[1:]):
        if piece.role is not Role.COMMA or _between(kept, after):
            kept.append(piece)
        elif piece.text:
            start, end = (kept[-1].end, piece.end) if kept else (piece.start, after.start if after else piece.end)
            reading.fault("A value is missing beside this comma", piece.start, piece.end, Edit(start, end, ""))
    return kept


def _between(kept: list[Piece], after: Piece | None) -> bool:
    return bool(kept) and kept[-1].role is not Role.COMMA and after is not None and after.role is not Role.COMMA


def _fields_joined(reading: Reading, type_: Type, words: list[Piece]) -> list[Piece]:
    """Note commas between the fields of a value, as in `MX 10, mail.example.com`, and read them as blanks."""
    size = FIXED.get(type_, 0)
    plain = [piece for piece in words if piece.role is not Role.COMMA]
    if not size or len(plain) == len(words):
        return words
    tail = plain[-1:] if len(plain) % size == 1 and looks_like_ttl(plain[-1].text) else []
    fields = plain[: len(plain) - len(tail)]
    values = [fields[at : at + size] for at in range(0, len(fields), size)]
    texts = [" ".join(piece.text for piece in value) for value in values]
    stray = _stray(words, size)
    if stray is None or not values or len(values[-1]) != size or not all(accepted(type_, text) for text in texts):
        return words
    edit = Edit(values[0][0].start, values[-1][-1].end, ", ".join(texts))
    reading.fault("Blanks go between the fields of a value, commas between values", stray.start, stray.end, edit)
    joined = [piece for value in values for piece in (*value, Piece(Role.COMMA, ",", value[-1].end, value[-1].end))]
    return [*joined[:-1], *tail]


def _stray(words: list[Piece], size: int) -> Piece | None:
    """The first comma that stands inside a value."""
    fields = 0
    for piece in words:
        if piece.role is Role.COMMA and fields % size:
            return piece
        fields += piece.role is not Role.COMMA
    return None
