"""Text to verbs, or to NotUnderstood with every fault at its place and the corrected command."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from commands.errors import Fault, NotUnderstood
from commands.language import text, usage, verbs
from commands.language.grammar import SENTENCES, VERB, Piece, Role
from commands.language.guesses import nearest
from commands.language.readers import READERS
from commands.language.reading import Edit, Note, Reading
from commands.language.verbs import Verb
from commands.model import names

_MOST: Final = 20
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
        message = f"These are {len(texts)} commands; at most {_MOST} go together, and none was run. The first too many"
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
    return NotUnderstood(said, _faults(reading))


def _read(said: str) -> tuple[Reading, Verb | None]:
    """One command as a verb; None, or a verb that means nothing, where the reading has notes."""
    asked = _asked(said)
    reading = _pieces(said) if asked is None else Reading(asked, "help", [])
    if not reading.verb or _unclosed(reading):
        return reading, None
    _gap(reading)
    return reading, READERS[reading.verb](reading)


def _asked(said: str) -> str | None:
    """What help is asked about, as `help WORDS`; None where something else is said."""
    words = said.split()
    if not words or words[0].lower() in _HELP:
        return said if words[:1] == ["help"] else " ".join(("help", *words[1:]))
    if words[-1].lower() == "--help":
        return f"help {words[0]}"
    asked = len(words) in (2, 3) and words[-1].lower() in _HELP and " ".join(words[:-1]).lower()
    return f"help {asked}" if asked and (asked in verbs.WORDS or asked in READERS) else None


def _pieces(said: str) -> Reading:
    """The pieces of a command, by the sentence of its verb or of the nearest one."""
    first: Piece = VERB.parse_string(said)[0]
    word = " ".join(first.text.lower().split())
    verb = "zones" if said.lower() == "ls" else verbs.WORDS.get(word, word)
    if verb in SENTENCES:
        return Reading(said, verb, list(SENTENCES[verb].parse_string(said, parse_all=True)))
    meant = nearest(word, (*usage.topics(), *verbs.WORDS))
    verb = verbs.WORDS.get(meant, meant)
    reading = Reading(said, verb, list(SENTENCES[verb].parse_string(said, parse_all=True)) if meant else [first])
    hint = f"did you mean {meant}?" if meant else f"the verbs are {', '.join(usage.topics())}"
    reading.wrong(f"{names.brief(first.text)} is not a verb; {hint}", first, meant)
    return reading


def _unclosed(reading: Reading) -> bool:
    """Note a quote that is never closed: what follows it says nothing for sure."""
    quote = reading.first(Role.UNCLOSED)
    if quote is None:
        return False
    edit = Edit(quote.start, quote.end, f'{quote.text.rstrip()}"')
    reading.fault("This quote is never closed", quote.start, quote.start + 1, edit)
    return True


def _gap(reading: Reading) -> None:
    """Note the first thing that is missing, with an example."""
    gap = reading.first(Role.GAP)
    if gap is not None:
        example = usage.topic(reading.verb).examples[0]
        reading.fault(f"{reading.verb} needs {gap.text} here, as in: {example}", gap.start, gap.end)


def _faults(reading: Reading) -> tuple[Fault, ...]:
    """The faults in the order of their places; the first that can be mended carries the corrected command."""
    notes = sorted(reading.notes, key=lambda note: (note.fault.start, note.fault.end))
    corrected = _corrected(reading.text, notes)
    first = next((at for at, note in enumerate(notes) if note.edits), None)
    faults = [note.fault for note in notes]
    if first is not None and corrected:
        faults[first] = replace(faults[first], suggestion=corrected)
    return tuple(faults)


def _corrected(said: str, notes: Iterable[Note]) -> str:
    """The command with everything mended; empty where that is not known, or would not be understood either."""
    edits = sorted(
        {edit for note in notes for edit in note.edits}, key=lambda edit: (edit.start, edit.end), reverse=True
    )
    mended, before = said, len(said)
    for edit in edits:
        if edit.end > before:
            return ""
        mended, before = mended[: edit.start] + edit.new + mended[edit.end :], edit.start
    reading, verb = _read(mended)
    return mended if verb is not None and not reading.notes else ""
