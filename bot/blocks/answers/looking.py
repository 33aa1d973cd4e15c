"""What the verbs that only look answer."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.blocks import usage
from bot.blocks.answers import shapes
from bot.blocks.answers.governing import frozen_by
from bot.blocks.answers.shapes import Offer, count, kind_of, zone_of
from bot.blocks.cards import card
from bot.blocks.kit import (
    Message,
    code,
    cut,
    fit,
    moment,
    prose,
)
from bot.blocks.records import table
from commands import results
from commands.model import names, visible
from commands.model.zones import Delegation, Zone

_MOST_FROZEN: Final = 5

# A name that is longer pushes its own line out of the column, and not all others out of the message.
_WIDE: Final = 60


def helped(answer: results.Helped, command: str, _offer: Offer) -> Message:
    """The usage lines."""
    return usage.helped(answer.topic, command)


def zone_list(answer: results.ZoneList, command: str, _offer: Offer) -> Message:
    """A line a zone."""
    if not answer.zones:
        if answer.glob:
            return shapes.plain(f"No zone of ours matches {code(answer.glob)}.")
        return shapes.plain(f"There is no zone yet. An admin makes one with {code(f'{command} zone create NAME')}.")
    width = min(max(len(names.shown(zone.name)) for zone in answer.zones), _WIDE)
    rows = [_zone_row(zone, width) for zone in answer.zones]
    fitting = fit(rows)
    frozen = [frozen_by(freeze) for freeze in answer.frozen if any(freeze.zone_id == zone.id for zone in answer.zones)]
    message = shapes.listed(f"*{count(len(rows), 'zone')}*", fitting)
    small = [] if fitting == rows else [f"Narrow it: {code(f'{command} zones *part*')}"]
    return shapes.with_context(message, "\n".join([*frozen[:_MOST_FROZEN], *small])) if frozen or small else message


def _zone_row(zone: Zone, width: int) -> str:
    comment = f"  {cut(visible.line(zone.comment), 60)}" if zone.comment else ""
    account = f"  {zone.account}" if zone.account else ""
    records = count(zone.records, "record")
    return f"{names.shown(zone.name):<{width}}  {zone.id}  {kind_of(zone):<7}  {records}{account}{comment}"


def zone_shown(answer: results.ZoneShown, _command: str, _offer: Offer) -> Message:
    """One zone, with what a registrar needs and whether the parent zone knows it."""
    zone = answer.details.zone
    comment = f"\n{prose(zone.comment)}" if zone.comment else ""
    freeze = f"\n{frozen_by(answer.freeze)}" if answer.freeze else ""
    kept = f"\nIt belongs to {code(zone.managed)}; only that service changes its records." if zone.managed else ""
    head = f"{zone_of(zone)} · {kind_of(zone)} · {count(zone.records, 'record')}{comment}{_tags(answer)}{freeze}{kept}"
    if zone.private:
        return shapes.listed(f"{head}\nIt answers inside these VPCs:", list(map(str, answer.details.vpcs)))
    servers = list(answer.details.name_servers)
    message = shapes.listed(f"{head}\nThe registrar needs these name servers:", servers)
    return shapes.with_context(message, _DELEGATED[answer.delegation](answer))


def _tags(answer: results.ZoneShown) -> str:
    if answer.tags is None:
        return "\nIts tags could not be read."
    said = ", ".join(code(f"{key}={value}" if value else key) for key, value in answer.tags)
    return f"\nTags: {said}" if said else ""


def _delegated_elsewhere(answer: results.ZoneShown) -> str:
    there = ", ".join(map(code, map(names.plain, answer.parents)))
    return f"*Not in use*: the parent zone delegates to other name servers: {there}."


def _delegated_partly(answer: results.ZoneShown) -> str:
    there = ", ".join(map(code, map(names.plain, answer.parents)))
    return f"*Not all right*: the parent zone delegates to {there}, which is not the same set."


_DELEGATED: Final[Mapping[Delegation, Callable[[results.ZoneShown], str]]] = {
    Delegation.RIGHT: lambda _: "The parent zone delegates to these name servers.",
    Delegation.PARTLY: _delegated_partly,
    Delegation.ELSEWHERE: _delegated_elsewhere,
    Delegation.NONE: lambda _: "*Not in use*: the parent zone does not delegate this name.",
    Delegation.UNKNOWN: lambda _: "Whether the parent zone delegates to them could not be found out.",
}


def listing(answer: results.Listing, command: str, _offer: Offer) -> Message:
    """A zone's records."""
    wanted = " ".join(filter(None, [answer.type, answer.glob and code(answer.glob)]))
    if not answer.records:
        return shapes.plain(f"{zone_of(answer.zone)} has no records{f' for {wanted}' if wanted else ''}.")
    head = f"{zone_of(answer.zone)}{f' · {wanted}' if wanted else ''}"
    message = shapes.listed(head, table(answer.records))
    if answer.more == 0:
        return message
    more = "There are more" if answer.more is None else f"{answer.more} more are not shown"
    narrow = code(f"{command} list {names.plain(answer.zone.name)} TYPE GLOB")
    return shapes.with_context(message, f"{more}. Narrow it: {narrow}")


def looked(answer: results.Looked, _command: str, _offer: Offer) -> Message:
    """What stands at one name."""
    head = f"{code(names.shown(answer.name))} in {zone_of(answer.zone)}"
    message = shapes.listed(head, table(answer.records))
    return shapes.with_context(message, f"Also there: {shapes.types(answer.others)}") if answer.others else message


def nothing_there(answer: results.NothingThere, _command: str, _offer: Offer) -> Message:
    """Nothing of that name and type, and what stands there instead."""
    what = answer.type or "record"
    what = f"{what} with the id {code(answer.identifier)}" if answer.identifier else what
    text = f"There is no {what} at {code(names.shown(answer.name))} in {zone_of(answer.zone)}."
    return shapes.listed(f"{text} This stands there:", table(answer.others)) if answer.others else shapes.plain(text)


def status(answer: results.StatusShown, _command: str, _offer: Offer) -> Message:
    """The card of one change, without buttons."""
    message = card(answer.change, buttons=False)
    return shapes.with_context(
        message, f"Asked for {moment(answer.change.created_at, '{date_short_pretty} {time_secs}')}"
    )
