"""The shapes that private answers share."""

from collections.abc import Callable

from bot.blocks.kit import Message, code, context, cut_bytes, escape, lines, section
from bot.blocks.records import table
from commands.model import names
from commands.model.records import RecordSet
from commands.model.zones import Zone

Offer = Callable[[str], str]
"""Puts a command behind a token for a button."""


def plain(text: str) -> Message:
    """One paragraph."""
    return Message(cut_bytes(text), (section(text),))


def about(record: RecordSet, predicate: str) -> Message:
    """A sentence about a record set, and the record set."""
    return listed(f"{code(names.shown(record.name))} {record.type} {predicate}", table([record]))


def listed(head: str, rows: list[str]) -> Message:
    """A paragraph with preformatted lines below it."""
    return Message(cut_bytes("\n".join([head, *map(escape, rows)])), (section(head), lines(rows)))


def with_context(message: Message, small: str) -> Message:
    """The message with small print below it."""
    return Message(cut_bytes(f"{message.text}\n{small}"), (*message.blocks, context(small)))


def zone_of(zone: Zone) -> str:
    """A zone by name and id, and by account where there are several."""
    account = f", account {code(zone.account)}" if zone.account else ""
    return f"{code(names.shown(zone.name))} ({code(zone.id)}{account})"


def kind_of(zone: Zone) -> str:
    """Public or private."""
    return "private" if zone.private else "public"


def types(records: tuple[RecordSet, ...]) -> str:
    """The types of record sets, once each."""
    return ", ".join(dict.fromkeys(record.type.value for record in records))


def count(number: int, noun: str) -> str:
    """A number of things."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
