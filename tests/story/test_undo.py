"""Undone, brought back and made anew: over both ways in and on both databases, and with processes that die."""

import re

from commands.changes.lifecycle import Change, State
from commands.model.plan import Action
from tests.story.office import NEVER, PATIENCE, House, Office, houses, until
from tests.worlds.slack_messages import Message
from tests.worlds.slack_workspace import ANN, BEN, ROOT

ONE = houses(House("sqlite", "http"))
BOTH = houses(House("sqlite", "http"), House("postgresql", "socket"))


def labelled(office: Office, card: Message, *labels: str) -> None:
    """Wait until a card has just these buttons."""
    office.slack.wait_for(lambda: tuple(card.labels) == labels, PATIENCE, f"{labels} on {card}")


def known(office: Office, name: str) -> Change:
    """The newest change of a name, once the database knows of its message."""
    until(lambda: (found := office.changes.recent(name, limit=1)) and found[0].posted, f"{name}'s message")
    return office.changes.recent(name, limit=1)[0]


def question(office: Office, name: str, undone: str) -> Message:
    """The message that asks whether a change of a name shall be undone."""
    until(lambda: office.changes.recent(name, limit=1)[0].undo_of == undone, "the question")
    asked = known(office, name)
    found: Message = office.slack.message(rf"change `{asked.id}` · undoes", kind="channel", since=office.since)
    return found


@BOTH
def test_a_press_of_undo_asks_and_a_second_one_brings_it_back(office: Office) -> None:
    old = office.put("swap", "192.0.2.1", ttl=77)
    office.type("set swap A 192.0.2.9 60")
    card = office.kept_card("swap")
    office.press(card, "Confirm")
    office.shows(card, "INSYNC")
    changed = office.change("swap")
    labelled(office, card, "Undo")
    office.press(card, "Undo", BEN)
    asking = question(office, "swap.example.com.", changed.id)
    assert asking.labels == ["Confirm", "Cancel"]
    assert "- swap.example.com 60 A 192.0.2.9" in asking.said
    assert "+ swap.example.com 77 A 192.0.2.1" in asking.said
    assert office.stands("swap") != old, "it asks first"
    office.press(asking, "Confirm", BEN)
    office.shows(asking, "INSYNC", f"<@{BEN}>")
    undo = office.change("swap")
    office.shows(card, f"undone by change `{undo.id}`")
    labelled(office, card)
    assert office.stands("swap") == old
    assert office.applied("swap")[-1].batch[-1] == (Action.CREATE, old)
    assert f"undoes {changed.id}" in office.applied("swap")[-1].comment
    office.type("undo")
    again = question(office, "swap.example.com.", undo.id)
    office.press(again, "Confirm")
    office.shows(again, "INSYNC")
    labelled(office, card, "Undo")
    assert office.stands("swap") != old


@BOTH
def test_undo_is_pressed_twice_and_by_another_process(office: Office) -> None:
    office.type("add twice A 192.0.2.1")
    card = office.card("twice")
    office.shows(card, "INSYNC")
    labelled(office, card, "Undo")
    added = office.change("twice")
    office.kill()
    office.restart()
    ack = office.press(card, "Undo")
    asking = question(office, "twice.example.com.", added.id)
    assert office.slack.again(ack).ok
    office.press(card, "Undo", BEN)
    told = office.private("is in hand", f"<@{ANN}> asked for it", to=BEN)
    assert office.slack.messages("ephemeral", since=office.since) == [told]
    office.press(asking, "Delete")
    office.shows(asking, "INSYNC")
    assert office.stands("twice") is None
    assert [change.undo_of != "" for change in office.changes.recent("twice.example.com.")] == [True, False]


@ONE
def test_what_moved_on_is_shown_and_left_alone(office: Office) -> None:
    office.type("add moving A 192.0.2.1 60")
    office.done_once("moving")
    there = office.put("moving", "192.0.2.77")
    office.type("undo")
    told = office.private("moved on since")
    assert "- moving.example.com 60 A 192.0.2.1" in told.said
    assert "+ moving.example.com 300 A 192.0.2.77" in told.said
    assert office.stands("moving") == there


@BOTH
def test_a_name_goes_back_to_what_history_shows(office: Office) -> None:
    office.type("add story A 192.0.2.1 60")
    office.done_once("story")
    first = office.change("story")
    office.type("set story A 192.0.2.2", BEN)
    card = office.card("story", "wants to")
    known(office, "story.example.com.")
    office.press(card, "Confirm", BEN)
    office.shows(card, "INSYNC")
    office.type("history story")
    told = office.private("The last 2 changes", f"<@{ANN}>", f"<@{BEN}>").said
    assert told.index("+ story.example.com 60 A 192.0.2.2") < told.index("+ story.example.com 60 A 192.0.2.1")
    office.type(f"history <@{BEN}|ben>")
    office.private(rf"by <@{BEN}>", "set story A 192.0.2.2")
    office.type(f"restore story at {first.id}")
    asking = office.card("story", "wants to restore")
    assert f"as change {first.id} left it" in asking.said
    known(office, "story.example.com.")
    office.press(asking, "Confirm")
    office.shows(asking, "INSYNC", "restored")
    stands = office.stands("story")
    assert stands
    assert stands.values == ("192.0.2.1",)


def delete_zone(office: Office, name: str) -> Message:
    """Delete an empty zone as a person does; its message."""
    assert office.slack.slash(f"zone delete {name}", ROOT).ok
    modal = office.slack.modal(ROOT, name, "Type the zone's name", seconds=PATIENCE)
    assert office.slack.submit(modal, {"name": name}).ok
    card: Message = office.slack.message("deleted the zone", name, kind="channel", since=office.since, seconds=PATIENCE)
    office.shows(card, "INSYNC")
    return card


@BOTH
def test_a_deleted_zone_is_made_anew_though_the_process_dies_over_it(office: Office) -> None:
    name = f"shop-{office.house}.test"
    old = office.aws.zone(name)
    servers = office.book.zone(old).name_servers
    delete_zone(office, name)
    office.aws.zone(f"between-{office.house}.test")
    office.aws.inject("CreateHostedZone", ("hang", NEVER))
    office.type(f"zone restore {old}", ROOT)
    asking = office.slack.message("wants to restore the zone", name, kind="channel", since=office.since)
    assert "registrar must be told" in asking.said
    known(office, f"{name}.")
    with office.reaching("CreateHostedZone"):
        office.press(asking, "Confirm", ROOT)
    until(lambda: [zone for zone in office.book.zones() if zone.name == f"{name}."], "the zone")
    office.kill()
    office.restart()
    said = office.shows(asking, "INSYNC", "answer was lost")
    (zone,) = [zone for zone in office.book.zones() if zone.name == f"{name}."]
    given, replaced = re.split("In the place of", said)
    assert all(server in given for server in office.book.zone(zone.id).name_servers)
    assert all(server in replaced for server in servers)
    change = office.changes.recent(f"{name}.")[0]
    assert (change.state, change.reconciled, change.plan.zone_id) == (State.INSYNC, True, zone.id)
    assert zone.reference == change.id
