"""Text to verbs, or to NotUnderstood with every fault at its place and the corrected command."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from types import MappingProxyType
from typing import Final

from commands.errors import Fault, NotUnderstood, Understood
from commands.language import habits, spelling, text, usage, verbs
from commands.language.grammar import SENTENCES, TYPE, VERB, Piece, Role
from commands.language.instances import TAGGED
from commands.language.readers import READERS
from commands.language.reading import MOST_NOTES, Edit, Note, Reading, looks_like_ttl
from commands.language.verbs import Verb
from commands.model import names, values

_MOST: Final = 20
_MOST_GUESSES: Final = 3
_HELP: Final = frozenset({"help", "?", "-h", "--help"})


@dataclass(frozen=True, slots=True)
class Command:
    """One command that was understood.

    text:  the command, cleaned of what Slack and phones do.
    spans: where the verb's fields stand in the text; only those that were said.
    """

    verb: Verb
    text: str
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def commands(raw: str, command: str = "/dns") -> tuple[Command | NotUnderstood, ...]:
    """Every command of a message, each judged on its own, in the order typed; never empty, never raises.

    raw:     the text as Slack sent it.
    command: the slash command's own name.
    """
    texts = text.commands(raw, command)
    if len(texts) > _MOST:
        first = texts[_MOST]
        many = f"These are {len(texts)} commands; at most {_MOST} go together, and none was run"
        message = f"{many}. This is the first too many"
        return (NotUnderstood(first, (Fault(message, 0, len(first)),)),)
    return tuple(map(_judged, texts))


def parse(text: str) -> Verb:
    """The verb of exactly one command. Raises: NotUnderstood."""
    first, *others = commands(text)
    if isinstance(first, NotUnderstood):
        raise first
    if others:
        raise NotUnderstood(text, (Fault("One command is expected here", 0, len(text)),))
    return first.verb


def _judged(said: str) -> Command | NotUnderstood:
    reading, verb = _read(said)
    if verb is not None and not reading.notes:
        return Command(verb, said, MappingProxyType(reading.spans))
    bare = text.unmarked_across(said)
    other, verb = _read(bare) if bare != said else (reading, None)
    if verb is not None and not other.notes:
        return Command(verb, bare, MappingProxyType(other.spans))
    return _otherwise(said) or NotUnderstood(
        reading.text, _faults(reading), Understood(reading.verb, reading.said, reading.spans)
    )


def _otherwise(said: str) -> NotUnderstood | None:
    """What is right but for the way it is said, with the command as it is said here."""
    for other in habits.others(said):
        mended = "\n".join(other.commands)
        if text.commands(mended, "/dns") == other.commands and all(map(_understood, other.commands)):
            return _rephrased(said, other, Fault(other.message, other.start, other.end, mended))
        if other.sure:
            return _rephrased(said, other, Fault(other.message, other.start, other.end))
    return None


def _rephrased(said: str, other: habits.Rephrased, fault: Fault) -> NotUnderstood:
    """The way it is said is wrong, and whatever is wrong behind it; all at their places in what was said."""
    if len(other.commands) > 1:
        return NotUnderstood(said, (fault,))
    (command,) = other.commands
    reading, _ = _read(command)
    by = len(said) - len(command)
    more = (replace(one, start=one.start + by, end=one.end + by) for one in _faults(reading))
    spans = {field: (start + by, end + by) for field, (start, end) in reading.spans.items()}
    return NotUnderstood(said, (fault, *more), Understood(reading.verb, reading.said, spans))


def _read(said: str) -> tuple[Reading, Verb | None]:
    """One command as a verb; None, or a verb that means nothing, where the reading has notes."""
    asked = _asked(said)
    reading = _pieces(said) if asked is None else Reading(asked, "help", [])
    if not reading.verb:
        return reading, None
    quote = _take_unclosed(reading)
    verb = READERS[reading.verb](reading)
    _note_gap(reading)
    if quote is not None:
        _note_unclosed(reading, quote)
    return reading, verb


def _asked(said: str) -> str | None:
    """What help is asked about, as `help WORDS`; None where something else is said."""
    words = said.lower().split()
    if not words or words[0] in _HELP:
        return " ".join(("help", *words[1:]))
    verb = " ".join(words[:2]) if " ".join(words[:2]) in READERS else words[0]
    known = verb in READERS or verb in verbs.WORDS
    behind = words[len(verb.split()) :]
    asked = behind[-1:] == ["--help"] or (known and len(behind) == 1 and behind[0] in _HELP)
    return f"help {verb}" if asked else None


def _pieces(said: str) -> Reading:
    """The pieces of a command, by the sentence of its verb or of the nearest one."""
    first: Piece = VERB.parse_string(said)[0]
    word = " ".join(first.text.lower().split())
    verb = "zones" if said.lower() == "ls" else verbs.WORDS.get(word, word)
    if verb in SENTENCES:
        return Reading(said, verb, list(SENTENCES[verb].parse_string(said, parse_all=True)))
    meant = habits.meant(word)
    verb = verbs.WORDS.get(meant, meant)
    reading = Reading(said, verb, list(SENTENCES[verb].parse_string(said, parse_all=True)) if meant else [first])
    hint = f"did you mean {meant}?" if meant else f"the verbs are {', '.join(usage.topics())}"
    reading.wrong(f"{names.brief(first.text)} is not a verb; {hint}", first, meant)
    return reading


def _take_unclosed(reading: Reading) -> Piece | None:
    """The quote that is never closed, taken out of the pieces."""
    quote = reading.first(Role.UNCLOSED)
    reading.pieces = [piece for piece in reading.pieces if piece is not quote]
    return quote


def _note_unclosed(reading: Reading, quote: Piece) -> None:
    """Note the quote in place of what it has swallowed: of that nothing is known, nor of a text that leads to it."""
    start = min(reading.spans.get("values", (quote.start, 0))[0], quote.start)
    reading.notes = [note for note in reading.notes if note.fault.end < start]
    reading.fault("This quote is never closed", quote.start, quote.start + 1, _closed(reading, start, quote))


def _closed(reading: Reading, start: int, quote: Piece) -> Edit:
    """The text with its quote closed, before a TTL; a text that a quote sign is part of, in quotes."""
    tagged = reading.text[: quote.start].lower().endswith(TAGGED)
    if start < quote.start and reading.text[start] != '"' and not tagged:
        return Edit(start, quote.end, spelling.quoted(reading.text[start : quote.end]))
    *words, last = quote.text.rsplit(maxsplit=1)
    inside, ttl = (words[0], f" {last}") if words and looks_like_ttl(last) else (quote.text.rstrip(), "")
    return Edit(quote.start, quote.end, f'{inside}"{ttl}')


def _note_gap(reading: Reading) -> None:
    """Note the first thing that is missing, with an example."""
    gap = reading.first(Role.GAP)
    if gap is not None:
        typed = gap.text == TYPE.name and not reading.notes
        example = f"{reading.text} A {values.EXAMPLES['A']}" if typed else usage.topic(reading.verb).examples[0]
        reading.fault(f"{reading.verb} needs {gap.text} here, as in: {example}", gap.start, gap.end)


def _faults(reading: Reading) -> tuple[Fault, ...]:
    """The faults in the order of their places; the first that can be mended carries the corrected command."""
    notes = sorted(reading.notes, key=lambda note: (note.fault.start, note.fault.end))
    faults = [note.fault for note in notes]
    first = next((at for at, note in enumerate(notes) if note.edits), None)
    if first is not None:
        faults[first] = replace(faults[first], suggestion=_corrected(reading.text, notes))
    return tuple(faults)


def _corrected(said: str, notes: list[Note]) -> str:
    """The command with everything mended, or with the one thing that mends the rest too.

    Empty where that is not known, or would not be understood either.
    """
    each = [note.edits for note in notes if note.edits]
    alone = each[:_MOST_GUESSES] if len(each) > 1 else []
    # Where faults are left untold, only one that causes the rest could mend them all.
    tries = [chain.from_iterable(each), *alone] if len(notes) < MOST_NOTES else each[:1]
    for edits in tries:
        mended = _edited(said, edits)
        if mended and text.commands(mended, "/dns") == (mended,) and _understood(mended):
            return mended
    return ""


def _understood(said: str) -> bool:
    reading, verb = _read(said)
    return verb is not None and not reading.notes


def _edited(said: str, edits: Iterable[Edit]) -> str:
    """The command with stretches replaced; empty where two of them overlap."""
    before = len(said)
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end), reverse=True):
        if edit.end > before:
            return ""
        said, before = said[: edit.start] + edit.new + said[edit.end :], edit.start
    return said.strip()
