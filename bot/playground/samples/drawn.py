"""A line for each function of `bot.blocks` that draws a message or a modal: what to call it with. Add yours here.

Cards are shown for every Kind in every State by themselves; CARDS adds those that one row more tells about.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.blocks import asides, beside, cards, faults, modals, usage
from bot.blocks.kit import Message, together
from bot.playground.samples.world import AT, MAIL, OTHER, ZONE, change
from commands.adapters import refusals
from commands.changes.lifecycle import State
from commands.errors import Busy, Frozen, NotAllowed, NotUnderstood, Problem, Unreachable
from commands.language import usage as words
from commands.language.parse import commands
from commands.model.plan import Kind, Plan
from commands.model.records import RecordSet, Type

Drawn = Message | dict[str, Any]

_DANGEROUS: Final = Plan(
    Kind.DELETE,
    ZONE.id,
    ZONE.name,
    before=(
        MAIL,
        RecordSet("eu.example.com.", Type.NS, 3600, ("ns1.example.net.", "ns2.example.net.")),
        RecordSet("*.example.com.", Type.A, 300, ("192.0.2.80",)),
    ),
)
_AWAY: Final = Unreachable("Route 53 cannot be reached: could not connect.")
_DECIDED: Final = change(State.PENDING, Kind.DELETE, decided_by="U0ADA")


def _misunderstood(text: str) -> NotUnderstood:
    return next(found for found in commands(text) if isinstance(found, NotUnderstood))


def _told(problem: Problem) -> Message:
    return faults.told(problem, "/dns")


# The names of the functions are those of the gallery's headings.
DRAWN: Final[Mapping[Callable[..., Any], Mapping[str, Callable[[], Drawn]]]] = {
    usage.helped: {
        word: lambda word=word: usage.helped(word, "/dns")  # type: ignore[misc]
        for word in words.topics()
    },
    faults.misunderstood: {
        text: lambda text=text: faults.misunderstood(_misunderstood(text), "/dns")  # type: ignore[misc]
        for text in (
            "ad db1 A 192.0.2.4",
            "add db1 A 192.0.2.300",
            "add db1 CNAMEX db2.example.com",
            'add db1 TXT "never closed',
            "add a..b A 192.0.2.1 99999999999",
        )
    },
    faults.told: {
        "not an operator": lambda: _told(NotAllowed("You may not change records: you are not an operator.")),
        "denied by a rule": lambda: _told(
            NotAllowed(
                "You may not use `set` on `db1.example.com A`: the rule at line 7 of rules.toml denies it.",
                ("U0ADA", "S0WEB", "an admin"),
                ("C0WEB",),
            )
        ),
        "refused by the credentials": lambda: _told(
            refusals.refused("AccessDenied", "User: dns is not authorized to perform: route53:ListHostedZones")
        ),
        "throttled": lambda: _told(Busy("Route 53 is busy (Rate exceeded). Try again in a moment.")),
        "away": lambda: _told(_AWAY),
    },
    faults.our_bug: {"a fault of ours": lambda: faults.our_bug("4f1d2c3b")},
    together: {
        "several commands at once": lambda: together(
            [
                _told(NotAllowed("You may not change records.")),
                usage.helped("get", "/dns"),
                asides.spent(),
            ]
        )
    },
    beside.audit_line: {
        "a line in the audit channel": lambda: beside.audit_line(change(State.INSYNC)),
        "decided by another": lambda: beside.audit_line(change(State.INSYNC, Kind.DELETE, decided_by="U0ADA")),
    },
    beside.mention: {
        "failed": lambda: beside.mention(change(State.FAILED)),
        "late": lambda: beside.mention(change(State.PENDING)),
    },
    faults.frozen: {"a frozen zone": lambda: faults.frozen(Frozen("example.com", AT, "U0ADA", "incident 4711"))},
    asides.stranger: {"from another workspace": asides.stranger},
    beside.copy_of: {"a question that stands twice": lambda: beside.copy_of(_DECIDED)},
    asides.nowhere: {"a button of no change": asides.nowhere},
    asides.chosen: {"a type": lambda: asides.chosen("/dns delete db1.example.com A")},
    asides.spent: {"a button that was used": asides.spent},
    asides.closed: {"a question that is closed": asides.closed},
    asides.not_opened: {"a dialog that did not open": asides.not_opened},
    asides.too_late: {
        "another was first": lambda: asides.too_late(_DECIDED),
        "time was": lambda: asides.too_late(change(State.EXPIRED)),
        "closed": lambda: asides.too_late(change(State.FAILED)),
    },
    asides.not_posted: {
        "not in the channel": lambda: asides.not_posted(change(), "not_in_channel"),
        "archived": lambda: asides.not_posted(change(), "is_archived"),
    },
    asides.waits: {
        "a command": lambda: asides.waits(_AWAY, ["/dns add db1 A 192.0.2.1"], AT, "slash/1"),
        "several": lambda: asides.waits(_AWAY, ["/dns add db1 A 192.0.2.1", "/dns delete db2 A"], AT, "slash/1"),
    },
    asides.waited_in_vain: {"for half an hour": lambda: asides.waited_in_vain(_AWAY, "/dns add db1 A 192.0.2.1")},
    asides.called_off: {"a command": lambda: asides.called_off(["/dns add db1 A 192.0.2.1"])},
    asides.waits_no_more: {"that was tried meanwhile": asides.waits_no_more},
    asides.moved: {"to the direct messages": lambda: asides.moved(change())},
    modals.waiting: {"while Route 53 is asked": modals.waiting},
    modals.told: {"nothing to submit": lambda: modals.told(_told(NotAllowed("You may not make or delete zones.")))},
    modals.type_the_name: {
        "another person must": lambda: modals.type_the_name(change(kind=Kind.DELETE_ZONE, second=True)),
    },
    modals.name_it: {"type the zone's name": lambda: modals.name_it(change(kind=Kind.DELETE_ZONE))},
}

CARDS: Final[Mapping[str, Message]] = {
    "waits for Route 53": cards.card(change(State.APPROVED, note="Route 53 cannot be reached. It is tried again.")),
    "confirmed by another": cards.card(_DECIDED),
    "another person must confirm": cards.card(change(second=True, approvers=("S0WEB", "U0ADA"))),
    "found by reading": cards.card(change(State.PENDING, aws_id="", reconciled=True)),
    "failed, with what stands": cards.card(change(State.FAILED, Kind.SET, found=True, standing=(OTHER,))),
    "failed, with nothing there": cards.card(change(State.FAILED, Kind.DELETE, found=True)),
    "with everything that could be dangerous": cards.card(change(State.PROPOSED, Kind.DELETE, plan=_DANGEROUS)),
}
