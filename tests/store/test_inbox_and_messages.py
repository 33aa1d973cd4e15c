import pytest
from sqlalchemy import RowMapping, select

from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.database import Database
from commands.adapters.store.inbox import Delivery, Inbox
from commands.adapters.store.leases import Leases
from commands.adapters.store.messages import EDIT_EVERY, Messages
from commands.adapters.store.tables import cards, deliveries, replies
from commands.changes.lifecycle import Event, State
from tests.conftest import Hands
from tests.samples import deleting, draft


def delivery(key: str = "slash/1") -> Delivery:
    return Delivery(key, "U0ALICE", "C0OPS", False, "http://127.0.0.1/answer", "get db1")


@pytest.fixture
def inbox(database: Database) -> Inbox:
    return Inbox(database)


@pytest.fixture
def leases(database: Database) -> Leases:
    return Leases(database, "mine")


@pytest.fixture
def stored(database: Database) -> StoredChanges:
    return StoredChanges(database)


@pytest.fixture
def messages(database: Database) -> Messages:
    return Messages(database)


def test_a_redelivery_is_taken_once(inbox: Inbox, leases: Leases) -> None:
    assert inbox.take(delivery())
    assert not inbox.take(delivery())
    assert len(leases.claim(deliveries, 9)) == 1


def test_a_finished_delivery_sends_its_answer_and_stays_finished(inbox: Inbox, leases: Leases) -> None:
    inbox.take(delivery())
    (row,) = leases.claim(deliveries, 1)
    inbox.finish(row, {"text": "hello"})
    assert leases.claim(deliveries, 1) == []
    (reply,) = leases.claim(replies, 1)
    assert (reply["body"], reply["reply_to"]) == ({"text": "hello"}, "http://127.0.0.1/answer")


def test_a_delivery_that_was_taken_over_finishes_only_once(inbox: Inbox, leases: Leases, hands: Hands) -> None:
    inbox.take(delivery())
    (first,) = leases.claim(deliveries, 1)
    hands.pass_(6)
    (second,) = leases.claim(deliveries, 1)
    inbox.finish(second, {"text": "hello"})
    inbox.finish(first, {"text": "hello"})
    assert len(leases.claim(replies, 9)) == 1


def test_lines_that_are_done_are_remembered(inbox: Inbox, leases: Leases, hands: Hands) -> None:
    inbox.take(delivery())
    (row,) = leases.claim(deliveries, 1)
    assert inbox.advance(row, 1, [{"text": "one"}])
    hands.pass_(6)
    (again,) = leases.claim(deliveries, 1)
    assert (again["position"], again["answers"]) == (1, [{"text": "one"}])
    assert not inbox.advance(row, 2, [])


def test_an_offer_is_for_one_person_and_works_once(inbox: Inbox, leases: Leases) -> None:
    token = inbox.offer("U0ALICE", "C0OPS", False, "delete db1 A", 900)
    assert not inbox.accept(token, "U0EVE", "")
    assert inbox.accept(token, "U0ALICE", "")
    assert not inbox.accept(token, "U0ALICE", "")
    (row,) = leases.claim(deliveries, 9)
    assert row["text"] == "delete db1 A"


def test_an_offer_expires(inbox: Inbox, hands: Hands) -> None:
    token = inbox.offer("U0ALICE", "C0OPS", False, "delete db1 A", 5)
    hands.pass_(6)
    assert not inbox.accept(token, "U0ALICE", "")


def test_a_change_has_a_card_that_is_due_at_once(stored: StoredChanges, leases: Leases, messages: Messages) -> None:
    made = stored.propose(draft())
    (card,) = leases.claim(cards, 9)
    assert card["id"] == made.id
    messages.posted(card, "C0OPS", "1.1")
    now = stored.get(made.id)
    assert now
    assert now.posted
    assert leases.claim(cards, 9) == []


def test_a_quiet_change_has_no_message_until_it_is_decided(stored: StoredChanges, leases: Leases, hands: Hands) -> None:
    made = stored.propose(draft(deleting(), expires_in=900.0, quiet=True))
    assert leases.claim(cards, 9) == []
    stored.decide(made.id, Event.CONFIRMED, "U0ALICE")
    hands.pass_(2)
    assert len(leases.claim(cards, 9)) == 1


def test_news_that_comes_while_a_message_is_drawn_is_drawn_too(
    stored: StoredChanges, leases: Leases, messages: Messages
) -> None:
    made = stored.propose(draft(deleting(), expires_in=900.0))
    (card,) = leases.claim(cards, 9)
    stored.decide(made.id, Event.CANCELLED, "U0ALICE")
    messages.posted(card, "C0OPS", "1.1")
    assert len(leases.claim(cards, 9)) == 1


def test_edits_of_one_message_keep_their_distance(
    stored: StoredChanges, leases: Leases, messages: Messages, hands: Hands
) -> None:
    made = stored.propose(draft(deleting(), expires_in=900.0))
    (card,) = leases.claim(cards, 9)
    messages.posted(card, "C0OPS", "1.1")
    stored.decide(made.id, Event.CANCELLED, "U0ALICE")
    (card,) = leases.claim(cards, 9)
    assert messages.too_soon(card) <= 0
    messages.edited(card)
    with stored._database.read() as connection:
        (card,) = connection.execute(select(cards)).mappings().all()
    assert 0 < messages.too_soon(card) <= EDIT_EVERY
    hands.pass_(EDIT_EVERY)
    assert messages.too_soon(card) <= 0


def test_a_post_that_is_refused_fails_the_change_before_route_53_is_asked(
    stored: StoredChanges, leases: Leases, messages: Messages
) -> None:
    made = stored.propose(draft())
    (card,) = leases.claim(cards, 9)
    assert messages.refused(card, "not_in_channel")
    now = stored.get(made.id)
    assert now
    assert (now.state, now.reason) == (State.FAILED, "not_in_channel")


def test_between_people_the_message_moves_to_the_requester(
    stored: StoredChanges, leases: Leases, messages: Messages
) -> None:
    made = stored.propose(draft(private_place=True, place="D0OTHER"))
    (card,) = leases.claim(cards, 9)
    assert not messages.refused(card, "channel_not_found")
    (again,) = leases.claim(cards, 9)
    assert again["place"] == "U0ALICE"
    now = stored.get(made.id)
    assert now
    assert now.state is State.APPROVED


def test_a_message_that_moves_is_a_new_one_and_the_old_one_is_not_taken_back(
    database: Database, stored: StoredChanges, leases: Leases, messages: Messages, hands: Hands
) -> None:
    made = stored.propose(draft())
    (card,) = leases.claim(cards, 9)
    messages.posted(card, "C0OPS", "1.1")
    hands.pass_(60)
    with database.write() as connection:
        stored.show(connection, made.id)
    (card,) = leases.claim(cards, 9)
    messages.edited(card)
    with database.write() as connection:
        stored.show(connection, made.id)
    hands.pass_(60)
    (card,) = leases.claim(cards, 9)
    assert not messages.refused(card, "not_in_channel")
    assert not messages.adopt(made.id, "C0OPS", "1.1")
    (again,) = leases.claim(cards, 9)
    assert (again["place"], again["ts"], again["updated_at"], again["reposted"]) == ("U0ALICE", "", None, False)


def test_a_deleted_message_is_posted_anew_once(
    database: Database, stored: StoredChanges, leases: Leases, messages: Messages
) -> None:
    made = stored.propose(draft())

    def claimed() -> RowMapping:
        with database.write() as connection:
            stored.show(connection, made.id)
        (card,) = leases.claim(cards, 9)
        return card

    messages.posted(claimed(), "C0OPS", "1.1")
    messages.vanished(claimed())
    (again,) = leases.claim(cards, 9)
    assert again["ts"] == ""
    messages.posted(again, "C0OPS", "1.2")
    messages.vanished(claimed())
    assert leases.claim(cards, 9) == []
