"""Private answers: one renderer per kind of answer, kept in one table."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.blocks.cards import card
from bot.blocks.kit import (
    Message,
    actions,
    button,
    code,
    context,
    cut,
    cut_bytes,
    escape,
    fit,
    lines,
    moment,
    person,
    prose,
    section,
)
from bot.blocks.records import full_lines, table
from bot.blocks.usage import helped
from commands import results
from commands.changes.lifecycle import Change
from commands.model import names
from commands.model.records import RecordSet
from commands.model.zones import Zone

# The action of a private button that stands for a command; its value is the offer's token.
OFFER: Final = "offer"

# The action of the button that opens a zone deletion's modal; its value is the change's token.
TYPE_NAME: Final = "type_name"

_HISTORY_LINE: Final = 300

Offer = Callable[[str], str]


def render(answer: results.Answer, command: str, offer: Offer) -> Message | None:
    """A private answer; None where the change's own message is the answer.

    offer: puts a command behind a token for a button.
    """
    return _RENDERERS[type(answer)](answer, command, offer)


def _started(_answer: results.Started, _command: str, _offer: Offer) -> None:
    return None


def _helped(answer: results.Helped, command: str, _offer: Offer) -> Message:
    return helped(answer.topic, command)


def _zone_list(answer: results.ZoneList, command: str, _offer: Offer) -> Message:
    if not answer.zones:
        if answer.glob:
            return _plain(f"No zone of ours matches {code(answer.glob)}.")
        return _plain(f"There is no zone yet. An admin makes one with {code(f'{command} zone create NAME')}.")
    width = max(len(names.shown(zone.name)) for zone in answer.zones)
    rows = [_zone_row(zone, width) for zone in answer.zones]
    fitting = fit(rows)
    message = _listed(f"*{_count(len(rows), 'zone')}*", fitting)
    if fitting == rows:
        return message
    return _with_context(message, f"Narrow it: {code(f'{command} zones *part*')}")


def _zone_row(zone: Zone, width: int) -> str:
    kind = "private" if zone.private else "public"
    comment = f"  {cut(zone.comment, 60)}" if zone.comment else ""
    return f"{names.shown(zone.name):<{width}}  {zone.id}  {kind:<7}  {_count(zone.records, 'record')}{comment}"


def _zone_shown(answer: results.ZoneShown, _command: str, _offer: Offer) -> Message:
    zone = answer.details.zone
    comment = f"\n{prose(zone.comment)}" if zone.comment else ""
    head = f"{_zone(zone)} · {'private' if zone.private else 'public'} · {_count(zone.records, 'record')}{comment}"
    if zone.private:
        return _listed(
            f"{head}\nIt answers inside these VPCs:", [f"{vpc} ({region})" for region, vpc in answer.details.vpcs]
        )
    return _listed(f"{head}\nThe registrar needs these name servers:", list(answer.details.name_servers))


def _listing(answer: results.Listing, command: str, _offer: Offer) -> Message:
    wanted = " ".join(filter(None, [answer.type, answer.glob and code(answer.glob)]))
    if not answer.records:
        return _plain(f"{_zone(answer.zone)} has no records{f' for {wanted}' if wanted else ''}.")
    head = f"{_zone(answer.zone)}{f' · {wanted}' if wanted else ''}"
    message = _listed(head, table(answer.records))
    if answer.more == 0:
        return message
    more = "There are more" if answer.more is None else f"{answer.more} more are not shown"
    narrow = code(f"{command} list {names.plain(answer.zone.name)} TYPE GLOB")
    return _with_context(message, f"{more}. Narrow it: {narrow}")


def _looked(answer: results.Looked, _command: str, _offer: Offer) -> Message:
    head = f"{code(names.shown(answer.name))} in {_zone(answer.zone)}"
    message = _listed(head, table(answer.records))
    return _with_context(message, f"Also there: {_types(answer.others)}") if answer.others else message


def _nothing_there(answer: results.NothingThere, _command: str, _offer: Offer) -> Message:
    what = answer.type or "record"
    text = f"There is no {what} at {code(names.shown(answer.name))} in {_zone(answer.zone)}."
    return _listed(f"{text} This stands there:", table(answer.others)) if answer.others else _plain(text)


def _unchanged(answer: results.Unchanged, _command: str, _offer: Offer) -> Message:
    return _about(answer.record, "stands just so already; nothing was changed.")


def _differs(answer: results.Differs, _command: str, _offer: Offer) -> Message:
    return _about(answer.standing, "does not stand as you gave it, so nothing was proposed. This stands:")


def _untouchable(answer: results.Untouchable, _command: str, _offer: Offer) -> Message:
    first = answer.records[0]
    what = f"{code(names.shown(first.name))} {first.type}"
    head = f"{what} is routed; the bot shows such records and does not change them. Nothing was proposed."
    return _listed(head, full_lines(answer.records))


def _choice(answer: results.Choice, _command: str, offer: Offer) -> Message:
    head = f"Several types stand at {code(names.shown(answer.name))}. Which one shall go? It is asked about once more."
    buttons = [
        button(record.type, f"{OFFER}_{record.type}", offer(text), spoken=f"Delete {record.type}")
        for record, text in answer.options
    ]
    shown = _listed(head, table([record for record, _ in answer.options]))
    return Message(shown.text, (*shown.blocks, actions(*buttons)))


def _type_the_name(answer: results.TypeTheName, _command: str, _offer: Offer) -> Message:
    """Shown only where no modal could be opened: the button opens one."""
    plan = answer.change.plan
    head = f"Deleting the zone {code(names.plain(plan.zone_name))} {code(plan.zone_id)} asks for its name to be typed."
    return Message(head, (section(head), actions(button("Type the name…", TYPE_NAME, answer.change.token, "danger"))))


def _not_empty(answer: results.NotEmpty, command: str, _offer: Offer) -> Message:
    look = code(f"{command} list {answer.zone.id}")
    return _plain(
        f"{_zone(answer.zone)} still holds {_count(answer.count, 'record')} beside its own NS and SOA, so it is not"
        f" deleted. {look} shows them."
    )


def _status(answer: results.StatusShown, _command: str, _offer: Offer) -> Message:
    message = card(answer.change, buttons=False)
    return _with_context(message, f"Asked for {moment(answer.change.created_at, '{date_short_pretty} {time_secs}')}")


def _history(answer: results.HistoryShown, _command: str, _offer: Offer) -> Message:
    of = f" of {code(answer.target)}" if answer.target else ""
    if not answer.changes:
        return _plain(f"No changes{of} so far.")
    rows = [_history_row(change) for change in answer.changes]
    head = f"*The last {_count(len(rows), 'change')}{of}*, newest first" if len(rows) > 1 else f"*The only change{of}*"
    return Message(cut_bytes("\n".join([head, *rows])), (section(head), *map(section, _paragraphs(rows))))


def _history_row(change: Change) -> str:
    command = code(change.command, _HISTORY_LINE)
    return f"{moment(change.created_at)} {person(change.actor)} {command} *{change.state}* {code(change.id)}"


def _paragraphs(rows: list[str], each: int = 5) -> list[str]:
    return ["\n".join(rows[start : start + each]) for start in range(0, len(rows), each)]


def _plain(text: str) -> Message:
    return Message(cut_bytes(text), (section(text),))


def _about(record: RecordSet, predicate: str) -> Message:
    return _listed(f"{code(names.shown(record.name))} {record.type} {predicate}", table([record]))


def _listed(head: str, rows: list[str]) -> Message:
    return Message(cut_bytes("\n".join([head, *map(escape, rows)])), (section(head), lines(rows)))


def _with_context(message: Message, small: str) -> Message:
    return Message(cut_bytes(f"{message.text}\n{small}"), (*message.blocks, context(small)))


def _zone(zone: Zone) -> str:
    return f"{code(names.shown(zone.name))} ({code(zone.id)})"


def _types(records: tuple[RecordSet, ...]) -> str:
    return ", ".join(dict.fromkeys(record.type.value for record in records))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


_RENDERERS: Final[Mapping[type, Callable[[Any, str, Offer], Message | None]]] = {
    results.Helped: _helped,
    results.ZoneList: _zone_list,
    results.ZoneShown: _zone_shown,
    results.Listing: _listing,
    results.Looked: _looked,
    results.Started: _started,
    results.Unchanged: _unchanged,
    results.Differs: _differs,
    results.Untouchable: _untouchable,
    results.NothingThere: _nothing_there,
    results.Choice: _choice,
    results.TypeTheName: _type_the_name,
    results.NotEmpty: _not_empty,
    results.StatusShown: _status,
    results.HistoryShown: _history,
}
