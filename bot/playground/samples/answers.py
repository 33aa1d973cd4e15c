"""A line for each kind of answer: what it is called in the gallery, and one to show. Add yours here."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.playground.samples.world import (
    ADDRESS,
    ALIAS,
    FREEZE,
    MAIL,
    OTHER,
    PRIVATE,
    ROUTED,
    SERVERS,
    TEXT,
    VPC,
    ZONE,
    change,
)
from commands import results
from commands.changes.lifecycle import State
from commands.model.plan import Kind
from commands.model.records import Type
from commands.model.resolvers import SYSTEMS, written
from commands.model.zones import ZoneDetails
from commands.policy import Actor, Answer, Deed, Reach, Role, Rule, Verdict

Answers = Mapping[str, results.Answer]

_THEN: Final = "as it stood at 2026-11-26 14:00 UTC"
_PENDING: Final = change(State.PENDING)
_HISTORY: Final = (change(State.INSYNC), change(State.FAILED, Kind.SET), change(State.CANCELLED, Kind.DELETE))

ANSWERS: Final[Mapping[type, Answers]] = {
    results.Helped: {"all verbs": results.Helped(""), "one verb": results.Helped("add")},
    results.ZoneList: {
        "zones": results.ZoneList((ZONE, PRIVATE)),
        "none that match": results.ZoneList((), "*nothing*"),
        "none at all": results.ZoneList(()),
    },
    results.ZoneShown: {
        "public": results.ZoneShown(ZoneDetails(ZONE, SERVERS)),
        "private": results.ZoneShown(ZoneDetails(PRIVATE, vpcs=(VPC,))),
    },
    results.Listing: {
        "records": results.Listing(ZONE, (MAIL, ADDRESS, ALIAS, ROUTED, TEXT)),
        "narrowed": results.Listing(ZONE, (ADDRESS,), Type.A, "db*", more=3),
        "none": results.Listing(ZONE, (), Type.SRV),
    },
    results.Looked: {"a name": results.Looked(ZONE, ADDRESS.name, Type.A, (ADDRESS,), (TEXT,))},
    results.Started: {"no answer but the change's own message": results.Started(_PENDING)},
    results.Unchanged: {"stands just so": results.Unchanged(ADDRESS)},
    results.Differs: {"guards that do not hold": results.Differs(OTHER)},
    results.InstancesChecked: {
        "lost and strays": results.InstancesChecked(
            (results.Dangling(ZONE, ADDRESS, ADDRESS.values, "delete db1.example.com A"),),
            (results.Dangling(ZONE, ADDRESS, ("54.214.0.1",), "delete db2.example.com A"),),
            ("us-east-1",),
            (ZONE,),
            records=7,
            judged=1,
            elsewhere=(("eu-west-1", 2),),
            unread=(PRIVATE,),
            why_unread="Route 53 is busy",
        ),
        "nothing lost": results.InstancesChecked((), (), ("us-east-1",), (ZONE,), 7, 1, (), (), ""),
    },
    results.ResolverShown: {
        "one system": results.ResolverShown("example.com", (("netplan", written(SYSTEMS["netplan"], "example.com")),)),
        "all systems": results.ResolverShown(
            "example.com", tuple((name, written(system, "example.com")) for name, system in SYSTEMS.items())
        ),
    },
    results.Untouchable: {
        "routed": results.Untouchable((ROUTED,), "A traffic policy made it, and only that changes it.")
    },
    results.NothingThere: {
        "another type": results.NothingThere(ZONE, ADDRESS.name, Type.MX, (ADDRESS,)),
        "nothing at all": results.NothingThere(ZONE, "db9.example.com.", None),
    },
    results.Choice: {
        "several types": results.Choice(ZONE, ADDRESS.name, ((ADDRESS, "delete db1 A"), (TEXT, "delete db1 TXT"))),
        "routed variants": results.Choice(ZONE, ROUTED.name, ((ROUTED, "delete api A id=blue"),)),
    },
    results.TypeTheName: {"where no dialog opened": results.TypeTheName(change(kind=Kind.DELETE_ZONE))},
    results.NotEmpty: {"a zone that holds records": results.NotEmpty(ZONE, 5)},
    results.StatusShown: {"a change": results.StatusShown(_PENDING)},
    results.ZoneChoice: {
        "two zones of one name": results.ZoneChoice(
            ZONE.name,
            (
                (ZoneDetails(ZONE, SERVERS), "get db1 zone=Z1"),
                (ZoneDetails(replace(PRIVATE, name=ZONE.name), vpcs=(VPC,)), "get db1 zone=Z2"),
            ),
        )
    },
    results.ZoneUsed: {"chosen": results.ZoneUsed(ZONE.name, ZONE), "forgotten": results.ZoneUsed(ZONE.name, None)},
    results.WhoIs: {
        "by the lists": results.WhoIs(Actor("U0OLIVE", Role.OPERATOR), "", ()),
        "by rules": results.WhoIs(
            Actor("U0OLIVE", groups=frozenset({"S0WEB"})),
            "rules.toml",
            (Rule(Answer.SECOND, names=("*.example.com",), approvers=frozenset({"U0ADA"}), line=3),),
            Reach.SOME,
        ),
        "who may everything": results.WhoIs(
            Actor("U0OLIVE"), "rules.toml", (Rule(Answer.ALLOW, line=1),), Reach.EVERYTHING, protected=True
        ),
        "who may nothing": results.WhoIs(
            Actor("U0OLIVE", unsure=frozenset({"S0WEB"})), "rules.toml", (), Reach.NOTHING
        ),
    },
    results.CanDo: {
        "with a second person": results.CanDo(
            Deed("delete", ZONE.name, ADDRESS.name, "A", "C0OPS"),
            Verdict(
                Answer.SECOND,
                "the rule at line 3 of rules.toml has another person confirm it",
                frozenset({"U0ADA", "S0WEB"}),
            ),
        ),
        "denied": results.CanDo(
            Deed("set", ZONE.name, ADDRESS.name, "A", "C0OPS"),
            Verdict(
                Answer.DENY, "the rule at line 7 of rules.toml denies it", who=("S0WEB", "an admin"), where=("C0WEB",)
            ),
        ),
        "in a frozen zone": results.CanDo(
            Deed("add", ZONE.name, ADDRESS.name, "A", "C0OPS"), Verdict(Answer.ALLOW, "you are an admin"), FREEZE
        ),
    },
    results.FrozenNow: {"for the channel": results.FrozenNow(FREEZE)},
    results.Thawed: {
        "for the channel": results.Thawed(ZONE, "U0ADA", was=True),
        "that was not": results.Thawed(ZONE, "U0ADA", was=False),
    },
    results.HistoryShown: {
        "changes": results.HistoryShown(_HISTORY, "db1.example.com"),
        "none": results.HistoryShown(()),
        "of a person": results.HistoryShown(_HISTORY, user="U0OLIVE", more=True),
    },
    results.NothingToUndo: {"in a new channel": results.NothingToUndo()},
    results.NotUndoable: {
        "a cancelled change": results.NotUndoable(change(State.CANCELLED)),
        "one that was undone": results.NotUndoable(change(State.INSYNC, undone_by="9876543210")),
    },
    results.AskedAlready: {
        "by another": results.AskedAlready(change(State.INSYNC), change(id="9876543210", actor="U0ADA"))
    },
    results.MovedOn: {
        "another was here": results.MovedOn(
            change(State.INSYNC), (ADDRESS,), (OTHER,), change(State.INSYNC, id="9876543210", actor="U0ADA")
        )
    },
    results.StandsSo: {"nothing to restore": results.StandsSo(ZONE, ADDRESS.name, _THEN)},
    results.NoSuchPast: {
        "before the first change": results.NoSuchPast(
            ZONE, ADDRESS.name, _THEN, change(State.INSYNC), (ADDRESS,), "restore db1 at before 0123456789"
        )
    },
    results.Disputed: {
        "a change from outside": results.Disputed(
            ZONE,
            ADDRESS.name,
            _THEN,
            change(State.INSYNC),
            change(State.INSYNC, id="9876543210"),
            (ADDRESS,),
            (OTHER,),
            ("restore db1 at 0123456789", "restore db1 at before 9876543210"),
        )
    },
    results.KeptOut: {
        "by a CNAME": results.KeptOut(ZONE, ADDRESS.name, "as change 0123456789 left it", (ADDRESS,), (TEXT,))
    },
}
