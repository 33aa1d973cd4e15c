"""What is answered where several zones have one name, and when a channel has chosen."""

from typing import Final

from bot.blocks.answers import shapes
from bot.blocks.answers.changing import OFFER
from bot.blocks.answers.shapes import Offer, count, kind_of, zone_of
from bot.blocks.kit import Block, Message, actions, button, code
from commands import results
from commands.model import names, visible
from commands.model.zones import ZoneDetails

# Slack takes 25 buttons in a row of them; nobody chooses among so many.
_MOST: Final = 20


def zone_choice(answer: results.ZoneChoice, command: str, offer: Offer) -> Message:
    """A button per zone: public or private, VPC, records."""
    head = f"Several zones are called {code(names.shown(answer.name))}. Which one is meant?"
    options = answer.options[:_MOST]
    buttons = [_button(details, offer(text)) for details, text in options]
    listed = shapes.listed(head, [_row(details) for details, _ in options])
    message = Message(listed.text, (*listed.blocks, actions(*buttons)))
    typed = code(f"{command} {options[0][1]}")
    hint = f"Or type {typed}. {code(f'{command} use ID')} chooses for this channel."
    return shapes.with_context(message, hint)


def zone_used(answer: results.ZoneUsed, command: str, _offer: Offer) -> Message:
    """The channel's choice from now on."""
    name = code(names.shown(answer.name))
    if answer.zone is None:
        return shapes.plain(f"Where several zones are called {name}, this channel is asked each time.")
    forget = code(f"{command} use {names.plain(answer.name)} none")
    kind = f"the {kind_of(answer.zone)} zone {zone_of(answer.zone)}"
    return shapes.plain(f"In this channel {name} now means {kind}. {forget} forgets that.")


def _button(details: ZoneDetails, token: str) -> Block:
    label = _label(details)
    return button(label, f"{OFFER}_{details.zone.id}", token, spoken=f"{details.zone.id}, {label}")


def _label(details: ZoneDetails) -> str:
    where = " ".join(filter(None, [details.vpcs[0].id if details.vpcs else "", details.zone.account]))
    return f"{kind_of(details.zone)}{f' {where}' if where else ''}, {count(details.zone.records, 'record')}"


def _row(details: ZoneDetails) -> str:
    vpcs = f"  {', '.join(map(str, details.vpcs))}" if details.vpcs else ""
    comment = f"  {visible.line(details.zone.comment)}" if details.zone.comment else ""
    account = f"  account {details.zone.account}" if details.zone.account else ""
    records = count(details.zone.records, "record")
    return f"{details.zone.id}  {kind_of(details.zone)}  {records}{account}{vpcs}{comment}"
