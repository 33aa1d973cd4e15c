"""Answers and changes as objects of JSON: for another program, by the words that people know."""

import dataclasses
from typing import Any

from commands.policy import Answer, Role


def fields(found: Any) -> dict[str, Any]:
    """The fields of an answer or a change, each as JSON can hold it."""
    return {name: _worded(value) for name, value in dataclasses.asdict(found).items()}


def _worded(value: Any) -> Any:
    match value:
        case Answer():
            return value.word
        case Role():
            return value.name.lower()
        case dict():
            return {str(key): _worded(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_worded(inner) for inner in value]
        case frozenset():
            return sorted(map(_worded, value))
    return value if isinstance(value, str | int | float | None) else str(value)
