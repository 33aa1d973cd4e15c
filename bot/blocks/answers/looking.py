"""What the verbs that only look answer."""

from bot.blocks import usage
from bot.blocks.answers import shapes
from bot.blocks.answers.shapes import Offer, count, zone_of
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
from commands.model import names
from commands.model.zones import Zone


def helped(answer: results.Helped, command: str, _offer: Offer) -> Message:
    """The usage lines."""
    return usage.helped(answer.topic, command)


def zone_list(answer: results.ZoneList, command: str, _offer: Offer) -> Message:
    """A line a zone."""
    if not answer.zones:
        if answer.glob:
            return shapes.plain(f"No zone of ours matches {code(answer.glob)}.")
        return shapes.plain(f"There is no zone yet. An admin makes one with {code(f'{command} zone create NAME')}.")
    width = max(len(names.shown(zone.name)) for zone in answer.zones)
    rows = [_zone_row(zone, width) for zone in answer.zones]
    fitting = fit(rows)
    message = shapes.listed(f"*{count(len(rows), 'zone')}*", fitting)
    if fitting == rows:
        return message
    return shapes.with_context(message, f"Narrow it: {code(f'{command} zones *part*')}")


def _zone_row(zone: Zone, width: int) -> str:
    kind = "private" if zone.private else "public"
    comment = f"  {cut(zone.comment, 60)}" if zone.comment else ""
    return f"{names.shown(zone.name):<{width}}  {zone.id}  {kind:<7}  {count(zone.records, 'record')}{comment}"


def zone_shown(answer: results.ZoneShown, _command: str, _offer: Offer) -> Message:
    """One zone, with what a registrar needs."""
    zone = answer.details.zone
    comment = f"\n{prose(zone.comment)}" if zone.comment else ""
    head = f"{zone_of(zone)} · {'private' if zone.private else 'public'} · {count(zone.records, 'record')}{comment}"
    if zone.private:
        return shapes.listed(f"{head}\nIt answers inside these VPCs:", list(map(str, answer.details.vpcs)))
    return shapes.listed(f"{head}\nThe registrar needs these name servers:", list(answer.details.name_servers))


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
    text = f"There is no {what} at {code(names.shown(answer.name))} in {zone_of(answer.zone)}."
    return shapes.listed(f"{text} This stands there:", table(answer.others)) if answer.others else shapes.plain(text)


def status(answer: results.StatusShown, _command: str, _offer: Offer) -> Message:
    """The card of one change, without buttons."""
    message = card(answer.change, buttons=False)
    return shapes.with_context(
        message, f"Asked for {moment(answer.change.created_at, '{date_short_pretty} {time_secs}')}"
    )
