"""What can be said, for the composer's completion: read from the language's own usage table."""

import re
from typing import Any, Final

from commands.language import usage
from commands.model.records import Type

# A slot of a usage line: `NAME`, `ZONE|ID`. Quoted and optional marks around it do not matter here.
_SLOT: Final = re.compile(r"[A-Z]{2,}(?:\|[A-Z]+)*")


def vocabulary() -> dict[str, Any]:
    """Every verb with its line, its sentence and its slots in order; every record type."""
    return {"verbs": [_verb(word) for word in usage.topics()], "types": [one.value for one in Type]}


def _verb(word: str) -> dict[str, Any]:
    found = usage.topic(word)
    slots = list(dict.fromkeys(_SLOT.findall(found.line.removeprefix(word))))
    return {"words": word, "line": found.line, "sentence": found.sentence, "slots": slots, "also": found.aliases}
