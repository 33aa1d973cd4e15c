"""Help, read from the language's own tables."""

from bot.blocks.kit import Message, code, cut_bytes, escape, lines, section
from commands.language import usage


def helped(topic: str, command: str) -> Message:
    """All verbs, or one with its examples."""
    return _one(topic, command) if topic else _all(command)


def _all(command: str) -> Message:
    head = f"*{escape(command)}* reads and changes Route 53. Deletes and replacements are asked about first."
    rows = list(usage.lines())
    foot = f"More about one: {code(f'{command} help add')}."
    return Message(cut_bytes("\n".join([head, *map(escape, rows), foot])), (section(head), lines(rows), section(foot)))


def _one(topic: str, command: str) -> Message:
    found = usage.topic(topic)
    examples = [f"{command} {example}" for example in found.examples]
    also = f"\nAlso: {', '.join(map(code, found.aliases))}" if found.aliases else ""
    head = f"{escape(found.sentence)}{also}"
    rows = [f"{command} {found.line}", "", *examples]
    return Message(cut_bytes("\n".join([head, *map(escape, rows)])), (section(head), lines(rows)))
