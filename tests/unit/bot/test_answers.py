from dataclasses import replace
from typing import get_args

import pytest

from bot.blocks.answers import OFFER, TYPE_NAME, render
from bot.blocks.kit import Message, together
from commands import results
from commands.changes.lifecycle import State
from commands.model.plan import Kind
from commands.model.records import RecordSet, Type
from commands.model.zones import Vpc, Zone, ZoneDetails
from tests.unit.bot.examples import (
    ALIAS,
    ANSWERS,
    EVIL,
    EVIL_NAME,
    EVIL_TEXT,
    HUGE,
    LONGEST_NAME,
    ROUTED,
    SERVERS,
    ZONE,
    change,
    faults,
    labels,
    loose,
    record,
    seen,
    shown,
    ticked,
)
from tests.worlds.slack_messages import button

TXT = record('"x"', type_=Type.TXT)
DB1 = "db1.example.com."


def rendered(answer: results.Answer) -> Message:
    message = render(answer, "/dns", lambda text: f"token of {text}")
    assert message is not None
    return message


def test_every_answer_is_in_these_tests() -> None:
    assert set(ANSWERS) == set(get_args(results.Answer))


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=lambda answer: type(answer).__name__)
def test_every_answer_has_a_message_that_slack_takes(answer: results.Answer) -> None:
    if isinstance(answer, results.Started):
        assert render(answer, "/dns", str) is None, "a change's own message is the answer"
    else:
        assert faults(rendered(answer)) == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (results.Helped(""), ["/dns", "add NAME TYPE", "zone delete NAME", "help add"]),
        (results.ZoneList((ZONE,)), ["1 zone", "example.com", "Z1", "public", "7 records", "the main one"]),
        (results.ZoneList((replace(ZONE, private=True, records=1),)), ["private", "1 record"]),
        (results.ZoneList((), "x*"), ["No zone of ours matches", "x*"]),
        (results.ZoneList(()), ["There is no zone yet", "/dns zone create"]),
        (results.ZoneShown(ZoneDetails(ZONE, SERVERS)), ["public", "registrar", "the main one", *SERVERS]),
        (
            results.ZoneShown(ZoneDetails(replace(ZONE, private=True), vpcs=(Vpc("vpc-1", "eu-west-1"),))),
            ["private", "VPC", "vpc-1 (eu-west-1)"],
        ),
        (results.Listing(ZONE, (record(),)), ["example.com", "Z1", "db1.example.com", "300", "A", "192.0.2.1"]),
        (results.Listing(ZONE, (record(),), Type.A, "db*", more=12), ["db*", "12 more", "Narrow it"]),
        (results.Listing(ZONE, (record(),), more=1_234), ["1234 more"]),
        (results.Listing(ZONE, (record(),), more=None), ["There are more"]),
        (results.Listing(ZONE, ()), ["has no records"]),
        (results.Listing(ZONE, (), Type.MX, "db*"), ["has no records for MX", "db*"]),
        (results.Listing(ZONE, (ALIAS,)), ["alias", "lb.example.net", "Z2", "health"]),
        (results.Listing(ZONE, (ROUTED,)), ["id blue", "weight 7"]),
        (results.Looked(ZONE, DB1, None, (record(), TXT)), ["db1.example.com", "192.0.2.1", '"x"']),
        (results.Looked(ZONE, DB1, Type.A, (record(),), (TXT, TXT)), ["Also there: TXT"]),
        (results.NothingThere(ZONE, DB1, None), ["no record at", "db1.example.com", "Z1"]),
        (results.NothingThere(ZONE, DB1, Type.MX, (TXT,)), ["no MX at", "This stands there", '"x"']),
        (results.Unchanged(record()), ["just so", "nothing was changed", "192.0.2.1"]),
        (results.Differs(record()), ["nothing was proposed", "This stands", "192.0.2.1"]),
        (
            results.Untouchable((ROUTED,), "A traffic policy made it."),
            ["traffic policy", "Nothing was proposed", "192.0.2.7"],
        ),
        (results.Choice(ZONE, DB1, ((record(), "a"), (TXT, "b"))), ["Several types", "192.0.2.1", '"x"']),
        (results.TypeTheName(change(kind=Kind.DELETE_ZONE)), ["example.com", "Z1", "typed"]),
        (results.NotEmpty(ZONE, 5), ["example.com", "5 records", "not deleted", "/dns list Z1"]),
        (results.NotEmpty(ZONE, 1), ["1 record beside"]),
        (results.StatusShown(change(State.PENDING)), ["PENDING", "C0AWSID", "0123456789", "Asked for"]),
        (
            results.HistoryShown((change(State.INSYNC),)),
            ["The only change", "<@U0ANN>", "add db1 A", "INSYNC", "0123456789"],
        ),
        (results.HistoryShown((), "db1"), ["No changes of", "db1"]),
        (results.HistoryShown(()), ["No changes so far"]),
    ],
)
def test_an_answer_says_to_ears_and_eyes_what_it_knows(answer: results.Answer, words: list[str]) -> None:
    message = rendered(answer)
    for said in (message.text, shown(message)):
        assert [word for word in words if word not in said.replace(",", "").replace("  ", " ")] == []


def test_a_listings_columns_are_aligned_and_a_name_is_written_once() -> None:
    listing = results.Listing(ZONE, (record("192.0.2.1", "192.0.2.2", ttl=60), record(type_=Type.CNAME, name="a.b.")))
    rows = shown(rendered(listing)).split("\n")[-3:]
    assert rows[0].startswith("db1.example.com  A ")
    assert rows[1].startswith(" " * len("db1.example.com"))
    assert (
        len({row.index(value) for row, value in zip(rows, ["192.0.2.1", "192.0.2.2", "192.0.2.1"], strict=True)}) == 1
    )


def test_a_choice_has_a_button_for_each_type_that_carries_only_its_token() -> None:
    blocks = seen(rendered(results.Choice(ZONE, DB1, ((record(), "delete a"), (TXT, "delete b")))))
    for number, (type_, text) in enumerate((("A", "delete a"), ("TXT", "delete b"))):
        found = button(blocks, f"^{type_}$")
        assert (found["action_id"], found["value"]) == (f"{OFFER}_{number}", f"token of {text}")
        assert type_ in found["accessibility_label"]


def test_every_type_can_stand_in_one_choice() -> None:
    options = tuple((RecordSet(DB1, type_, 300, ("x",)), f"delete db1 {type_}") for type_ in Type)
    message = rendered(results.Choice(ZONE, DB1, options))
    assert faults(message) == []
    assert labels(message) == [type_.value for type_ in Type]


def test_a_zones_deletion_without_a_modal_opens_one_by_a_button() -> None:
    found = button(seen(rendered(results.TypeTheName(change(kind=Kind.DELETE_ZONE)))), "Type the name")
    assert (found["action_id"], found["value"], found["style"]) == (TYPE_NAME, "unguessable", "danger")


@pytest.mark.parametrize("state", list(State))
def test_a_status_has_no_buttons(state: State) -> None:
    message = rendered(results.StatusShown(change(state)))
    assert labels(message) == []
    assert faults(message) == []


HUGE_ZONE = Zone("Z" * 32, LONGEST_NAME, comment="&" * 256, records=10_000)
LONG_COMMAND = change(State.FAILED, command="add db1 TXT " + "&" * 4_000, reason="<" * 5_000)

EXTREMES: dict[str, results.Answer] = {
    "10,000 zones": results.ZoneList(tuple(replace(HUGE_ZONE, id=f"Z{n:031}") for n in range(10_000)), "*" * 253),
    "a zone": results.ZoneShown(ZoneDetails(HUGE_ZONE, tuple(LONGEST_NAME for _ in range(4)))),
    "100 VPCs": results.ZoneShown(
        ZoneDetails(replace(HUGE_ZONE, private=True), vpcs=tuple(Vpc(f"vpc-{n:017}", "eu-west-1") for n in range(100)))
    ),
    "60 sets of 400 values": results.Listing(HUGE_ZONE, (HUGE,) * 60, Type.TXT, "*" * 253, more=None),
    "a name": results.Looked(HUGE_ZONE, LONGEST_NAME, None, (HUGE,) * 10, (HUGE,)),
    "nothing": results.NothingThere(HUGE_ZONE, LONGEST_NAME, Type.MX, (HUGE,)),
    "unchanged": results.Unchanged(HUGE),
    "differs": results.Differs(HUGE),
    "untouchable": results.Untouchable(
        (replace(HUGE, routing='{"SetIdentifier": "' + "i" * 128 + '"}'),) * 5, "x" * 9_000
    ),
    "choice": results.Choice(HUGE_ZONE, LONGEST_NAME, tuple((HUGE, "delete") for _ in range(1))),
    "not empty": results.NotEmpty(HUGE_ZONE, 10_000),
    "status": results.StatusShown(LONG_COMMAND),
    "history": results.HistoryShown((LONG_COMMAND,) * 20, LONGEST_NAME),
}


@pytest.mark.parametrize("answer", EXTREMES.values(), ids=list(EXTREMES))
def test_the_longest_answers_fit_into_a_message(answer: results.Answer) -> None:
    assert faults(rendered(answer)) == []


USUAL: dict[str, results.Answer] = {
    **{type(answer).__name__: answer for answer in ANSWERS.values()},
    "a whole history": results.HistoryShown((change(State.INSYNC, command="set db1 A 192.0.2.1, 192.0.2.2 300"),) * 20),
    "a whole zone": results.Listing(ZONE, (record("192.0.2.1", "192.0.2.2"),) * 60, more=40),
}


@pytest.mark.parametrize("answer", [*USUAL.values(), *EXTREMES.values()], ids=[*USUAL, *EXTREMES])
def test_twenty_answers_together_fit_into_a_message(answer: results.Answer) -> None:
    message = render(answer, "/dns", str)
    assert message is None or faults(together([message] * 20)) == []


def test_a_list_of_zones_says_how_many_there_are() -> None:
    assert "10,000 zones" in shown(rendered(EXTREMES["10,000 zones"]))


def test_one_long_name_pushes_no_other_zone_out_of_the_list() -> None:
    zones = [replace(ZONE, id=f"Z{number:03}", name=f"zone{number}.example.", comment="") for number in range(90)]
    said = shown(rendered(results.ZoneList((*zones, replace(ZONE, name=LONGEST_NAME)))))
    assert [zone.id for zone in zones if zone.id not in said] == []


def test_every_change_of_a_history_is_seen() -> None:
    many = tuple(change(State.FAILED, id=f"change{n:04}", command="set db1 TXT " + "&" * 300) for n in range(20))
    said = shown(rendered(results.HistoryShown(many)))
    assert [one.id for one in many if one.id not in said] == []


EVIL_ZONE = Zone("Z1", EVIL_NAME, comment=EVIL, records=3)
EVIL_CHANGE = change(State.FAILED, command=EVIL, reason=EVIL)

HOSTILE: list[results.Answer] = [
    results.ZoneList((EVIL_ZONE,), EVIL),
    results.ZoneList((), EVIL),
    results.ZoneShown(ZoneDetails(EVIL_ZONE, (EVIL,))),
    results.ZoneShown(ZoneDetails(replace(EVIL_ZONE, private=True), vpcs=(Vpc(EVIL, EVIL),))),
    results.Listing(EVIL_ZONE, (EVIL_TEXT,), None, EVIL, more=3),
    results.Listing(EVIL_ZONE, (), None, EVIL),
    results.Looked(EVIL_ZONE, EVIL_NAME, None, (EVIL_TEXT,), (EVIL_TEXT,)),
    results.NothingThere(EVIL_ZONE, EVIL_NAME, None, (EVIL_TEXT,)),
    results.Unchanged(EVIL_TEXT),
    results.Differs(EVIL_TEXT),
    results.Untouchable((EVIL_TEXT,), EVIL),
    results.Choice(EVIL_ZONE, EVIL_NAME, ((EVIL_TEXT, EVIL),)),
    results.NotEmpty(EVIL_ZONE, 3),
    results.StatusShown(EVIL_CHANGE),
    results.HistoryShown((EVIL_CHANGE,), EVIL),
]


@pytest.mark.parametrize("answer", HOSTILE, ids=lambda answer: type(answer).__name__)
def test_nothing_from_dns_or_from_a_person_pings_or_links(answer: results.Answer) -> None:
    assert loose(rendered(answer)) == []
    assert faults(rendered(answer)) == []


@pytest.mark.parametrize("answer", HOSTILE, ids=lambda answer: type(answer).__name__)
def test_nothing_from_dns_or_from_a_person_ends_a_code_span(answer: results.Answer) -> None:
    assert ticked(rendered(answer)) == []
