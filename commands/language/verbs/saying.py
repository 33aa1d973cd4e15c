"""How a verb's parts are said, so that parsing them gives the same again."""

from collections.abc import Sequence

from commands.language import spelling
from commands.model.records import Type


def said(*words: str) -> str:
    """A command of these words; empty ones are left out."""
    return spelling.plain(" ".join(filter(None, words)))


def word(text: str) -> str:
    """A name or a target as one word."""
    return spelling.word(text) if text else ""


def listed(text: str) -> str:
    """A word behind list, where types and options are looked for."""
    mistakable = text.upper() in (*Type, "TTL", "COMMENT") or "=" in text
    return f'"{text}"' if mistakable else word(text)


def pattern(text: str) -> str:
    """A word that knows no escapes."""
    return text if listed(text) == text else f'"{text}"'


def values(type_: Type | None, several: Sequence[str]) -> str:
    """Values by comma; without a type there are none."""
    return ", ".join(spelling.value(type_, value) for value in several) if type_ else ""


def option(key: str, value: str) -> str:
    """An option that takes a word; empty where there is none."""
    return f"{key}={word(value)}" if value else ""


def comment(text: str) -> str:
    """A comment in quotes, with the blank before it; empty where there is none."""
    return f" comment {spelling.quoted(text)}" if text else ""
