"""Changes and answers of every kind, and what Slack would say to the messages that show them."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from bot.blocks.kit import Message
from bot.playground.rules.blocks import MOST_RENDERED, Surface, block_faults, rendered, strings
from bot.playground.samples import answers as samples
from commands import results
from commands.changes.lifecycle import Change, State
from commands.model.plan import Kind, Plan
from commands.model.records import Alias, RecordSet, Type
from commands.model.zones import Freeze, Vpc, Zone, ZoneDetails
from tests.worlds.slack_messages import buttons, marked

AT: Final = 1_800_000_000.0
MOST_TEXT: Final = 4_000  # bytes; chat.update refuses more

# What would ping, link or format, had it come from DNS or from a person.
EVIL: Final = "<!channel> <@U1> & `tick"
EVIL_NAME: Final = r"<!channel><@U1>&`tick.example.com."

LONGEST_NAME: Final = ".".join(["a" * 63, "b" * 63, "c" * 63, "d" * 61]) + "."
SERVERS: Final = tuple(f"ns-{number}.awsdns-00.example" for number in range(4))


def record(*values: str, type_: Type = Type.A, name: str = "db1.example.com.", ttl: int | None = 300) -> RecordSet:
    return RecordSet(name, type_, ttl, values or ("192.0.2.1",))


ALIAS: Final = RecordSet("db1.example.com.", Type.A, None, (), Alias("Z2", "lb.example.net.", True))
ROUTED: Final = RecordSet(
    "db1.example.com.", Type.A, 60, ("192.0.2.7",), routing='{"SetIdentifier": "blue", "Weight": 7}'
)
HUGE: Final = record(*(f"{number:04}" + "&" * 3_996 for number in range(400)), type_=Type.TXT, name=LONGEST_NAME)
EVIL_TEXT: Final = record(f'"{EVIL}"', type_=Type.TXT, name=EVIL_NAME)

FREEZE: Final = Freeze("Z1", "example.com.", AT, "U0ROOT", "incident 4711")
VPC: Final = Vpc("vpc-0abc1234", "us-east-1")
FORMER: Final = ZoneDetails(
    Zone("Z0FORMER", "example.com.", comment="the shop"), ("ns-0.old.example", "ns-1.old.example")
)

PLANS: Final[Mapping[Kind, Plan]] = {
    Kind.ADD: Plan(Kind.ADD, "Z1", "example.com.", after=(record(),)),
    Kind.SET: Plan(Kind.SET, "Z1", "example.com.", before=(record(),), after=(record("192.0.2.9"),)),
    Kind.DELETE: Plan(Kind.DELETE, "Z1", "example.com.", before=(record(),)),
    Kind.RENAME: Plan(Kind.RENAME, "Z1", "example.com.", before=(record(),), after=(record(name="db2.example.com."),)),
    Kind.COPY: Plan(Kind.COPY, "Z1", "example.com.", after=(record(),), source="db0.example.net."),
    Kind.CREATE_ZONE: Plan(Kind.CREATE_ZONE, "", "example.com.", comment="the shop"),
    Kind.DELETE_ZONE: Plan(Kind.DELETE_ZONE, "Z1", "example.com."),
    Kind.ASSOCIATE: Plan(Kind.ASSOCIATE, "Z1", "example.com.", vpc=VPC),
    Kind.DISSOCIATE: Plan(Kind.DISSOCIATE, "Z1", "example.com.", vpc=VPC),
    Kind.RESTORE: Plan(
        Kind.RESTORE,
        "Z1",
        "example.com.",
        before=(record(),),
        after=(record("192.0.2.9"),),
        comment="as it stood at 2026-11-26 14:00 UTC",
        notes=("Somebody else changed A meanwhile.",),
    ),
    Kind.RESTORE_ZONE: Plan(Kind.RESTORE_ZONE, "", "example.com.", after=(record(),), former=FORMER),
}


def change(state: State = State.PROPOSED, kind: Kind = Kind.ADD, **fields: Any) -> Change:
    """A change in some state, with what the row holds then."""
    known: dict[str, Any] = {
        "id": "0123456789",
        "origin": "slash/1/0",
        "token": "unguessable",
        "actor": "U0ANN",
        "place": "C0OPS",
        "private_place": False,
        "reply_to": "",
        "command": "add db1 A 192.0.2.1 300",
        "plan": PLANS[kind],
        "state": state,
        "created_at": AT,
    }
    if state is State.PROPOSED:
        known["expires_at"] = AT + 900
    if state in (State.CANCELLED,):
        known["decided_by"] = "U0BEN"
    if state in (State.PENDING, State.INSYNC):
        known |= {"aws_id": "C0AWSID", "accepted_at": AT}
    if state is State.INSYNC:
        known["ended_at"] = AT + 31
    if state is State.FAILED:
        known["reason"] = "Route 53 says no."
    return Change(**(known | fields))


ZONE: Final = Zone("Z1", "example.com.", comment="the main one", records=7)

# One of each kind; another kind is added to the samples alone.
ANSWERS: Final[Mapping[type, results.Answer]] = {
    kind: next(iter(shown.values())) for kind, shown in samples.ANSWERS.items()
}


def seen(message: Message) -> list[dict[str, Any]]:
    """The blocks as they go over the wire."""
    blocks: list[dict[str, Any]] = json.loads(json.dumps(message.payload))["blocks"]
    return blocks


def faults(message: Message) -> list[str]:
    """All that Slack would refuse, and all that would be cut off."""
    blocks, size = seen(message), len(message.text.encode())
    found = block_faults(blocks, Surface.MESSAGE)
    if not 0 < size <= MOST_TEXT:
        found.append(f"text: {size} bytes")
    if rendered(blocks) > MOST_RENDERED:
        found.append(f"blocks: {rendered(blocks)} characters in all")
    return found


def shown(message: Message) -> str:
    """Everything the blocks say, buttons too."""
    return "\n".join(strings(seen(message), "text"))


def labels(message: Message) -> list[str]:
    return [button["text"]["text"] for button in buttons(seen(message))]


_OURS: Final = re.compile(r"<!date\^\d+\^[^|<>]*\|[^<>]*>|<@U0[A-Z]+>|<#C0[A-Z]+>")
_LOOSE: Final = re.compile(r"[<>]|&(?!amp;|lt;|gt;)")


def loose(message: Message) -> list[str]:
    """Every text in which Slack would read something that was not put there by us."""
    texts = [message.text, *marked(seen(message))]
    return [text for text in texts if _LOOSE.search(_OURS.sub("", text))]


def pinging(message: Message) -> list[str]:
    """Every text that would call somebody, or link somewhere."""
    texts = [message.text, *marked(seen(message))]
    return [text for text in texts if re.search(r"<[!@#h]", _OURS.sub("", text))]


def ticked(message: Message) -> list[str]:
    """Every mrkdwn in which a backtick from outside ends or begins a code span."""
    return [text for text in marked(seen(message)) if "`tick" in text]
