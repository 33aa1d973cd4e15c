"""What the samples are about: a zone, a few record sets, and changes of every kind in every state."""

from collections.abc import Mapping
from typing import Any, Final

from commands.changes.lifecycle import Change, State
from commands.model.plan import Kind, Plan
from commands.model.records import Alias, RecordSet, Type
from commands.model.zones import Freeze, Vpc, Zone, ZoneDetails

# When all of it happened.
AT: Final = 1_800_000_000.0

VPC: Final = Vpc("vpc-0a1b2c3d", "eu-west-1")
ZONE: Final = Zone("Z1D633PJN98FT9", "example.com.", comment="the main one", records=7)
PRIVATE: Final = Zone("Z2FDTNDATAQYW2", "corp.example.com.", private=True, records=12)
SERVERS: Final = (
    "ns-37.awsdns-04.org",
    "ns-549.awsdns-11.com",
    "ns-1061.awsdns-18.net",
    "ns-1573.awsdns-25.co.uk",
)

_NAME: Final = "db1.example.com."
ADDRESS: Final = RecordSet(_NAME, Type.A, 300, ("192.0.2.1",))
OTHER: Final = RecordSet(_NAME, Type.A, 300, ("192.0.2.9", "192.0.2.10"))
NEW: Final = RecordSet("db2.example.com.", Type.A, 300, ("192.0.2.1",))
MAIL: Final = RecordSet("example.com.", Type.MX, 3600, ("10 mail.example.com.", "20 mail2.example.com."))
TEXT: Final = RecordSet(_NAME, Type.TXT, 300, ('"<!channel> & `what comes from DNS`"',))
ALIAS: Final = RecordSet(
    "shop.example.com.", Type.A, None, (), Alias("Z35SXDOTRQ7X7K", "shop-1.us-east-1.elb.amazonaws.com.", True)
)
ROUTED: Final = RecordSet(
    "api.example.com.", Type.A, 60, ("192.0.2.31",), routing='{"SetIdentifier": "blue", "Weight": 90}'
)

FORMER: Final = ZoneDetails(
    Zone("Z0FORMER", "example.net.", comment="the shop"), ("ns-0.old.example", "ns-1.old.example")
)

FREEZE: Final = Freeze(ZONE.id, ZONE.name, AT + 14_400, "U0ADA", "incident 4711")

# One line for each Kind: what such a change plans.
PLANS: Final[Mapping[Kind, Plan]] = {
    Kind.ADD: Plan(Kind.ADD, ZONE.id, ZONE.name, after=(ADDRESS,)),
    Kind.SET: Plan(Kind.SET, ZONE.id, ZONE.name, before=(ADDRESS,), after=(OTHER,), comment="ticket 4711"),
    Kind.DELETE: Plan(Kind.DELETE, ZONE.id, ZONE.name, before=(MAIL,)),
    Kind.RENAME: Plan(Kind.RENAME, ZONE.id, ZONE.name, before=(ADDRESS,), after=(NEW,)),
    Kind.COPY: Plan(Kind.COPY, ZONE.id, ZONE.name, after=(NEW,)),
    Kind.CREATE_ZONE: Plan(Kind.CREATE_ZONE, "", "example.net.", comment="the shop"),
    Kind.DELETE_ZONE: Plan(Kind.DELETE_ZONE, "Z3AQBSTGFYJSTF", "example.net."),
    Kind.ASSOCIATE: Plan(Kind.ASSOCIATE, PRIVATE.id, PRIVATE.name, vpc=VPC),
    Kind.DISSOCIATE: Plan(Kind.DISSOCIATE, PRIVATE.id, PRIVATE.name, vpc=VPC),
    Kind.RESTORE: Plan(
        Kind.RESTORE,
        ZONE.id,
        ZONE.name,
        before=(ADDRESS,),
        after=(OTHER,),
        comment="as it stood at 2026-11-26 14:00 UTC",
        notes=("Somebody else changed A after change 0123456789, the last one of it that is known here.",),
    ),
    Kind.RESTORE_ZONE: Plan(Kind.RESTORE_ZONE, "", "example.net.", after=(ADDRESS,), former=FORMER),
}

COMMANDS: Final[Mapping[Kind, str]] = {
    Kind.ADD: "add db1 A 192.0.2.1 300",
    Kind.SET: 'set db1 A 192.0.2.9, 192.0.2.10 comment "ticket 4711"',
    Kind.DELETE: "delete @ MX",
    Kind.RENAME: "rename db1 db2",
    Kind.COPY: "copy db1 db2",
    Kind.CREATE_ZONE: 'zone create example.net comment "the shop"',
    Kind.DELETE_ZONE: "zone delete example.net",
    Kind.ASSOCIATE: "zone associate corp.example.com vpc-0a1b2c3d eu-west-1",
    Kind.DISSOCIATE: "zone dissociate corp.example.com vpc-0a1b2c3d eu-west-1",
    Kind.RESTORE: "restore db1 at 2026-11-26 14:00 UTC",
    Kind.RESTORE_ZONE: "zone restore example.net",
}

# One line for each State that has something to tell beside itself: what the row holds then.
_HOLDS: Final[Mapping[State, Mapping[str, Any]]] = {
    State.PROPOSED: {"expires_at": AT + 900},
    State.CANCELLED: {"decided_by": "U0ADA"},
    State.PENDING: {"aws_id": "C2682N5HXP0BZ4", "accepted_at": AT},
    State.INSYNC: {"aws_id": "C2682N5HXP0BZ4", "accepted_at": AT, "ended_at": AT + 31},
    State.FAILED: {"reason": "Tried to create db1.example.com. A, but it already exists."},
}


def change(state: State = State.PROPOSED, kind: Kind = Kind.ADD, **fields: Any) -> Change:
    """A change in some state, with what its row holds then. fields: what shall be otherwise."""
    known: dict[str, Any] = {
        "id": "8z20tgn09g",
        "origin": "slash/1/0",
        "token": "unguessable",
        "actor": "U0OLIVE",
        "place": "C0OPS",
        "private_place": False,
        "reply_to": "",
        "command": COMMANDS.get(kind, kind.value),
        "plan": PLANS[kind],
        "state": state,
        "created_at": AT,
    }
    if kind is Kind.CREATE_ZONE and state in (State.PENDING, State.INSYNC):
        known["name_servers"] = SERVERS
    return Change(**{**known, **_HOLDS.get(state, {}), **fields})
