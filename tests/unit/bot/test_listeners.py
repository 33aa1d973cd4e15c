"""Slash commands, unpacked and acknowledged; the worker's part is done by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.listeners import slash
from bot.people import Everybody
from bot.playground.rules.blocks import Surface, block_faults
from commands.adapters.store.tables import deliveries
from commands.errors import NotAllowed
from tests.unit.bot.room import ADMIN, Room


class Ack:
    """What Slack is told at once; `before` notes what had been written by then."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.answers: list[dict[str, Any]] = []
        self.written = 0

    def __call__(self, **said: Any) -> None:
        self.answers.append(said)
        with self._room.office.database.read() as connection:
            self.written = len(connection.execute(deliveries.select()).all())


def typed(room: Room, text: str | None, user: str = ADMIN, **body: Any) -> Ack:
    """A slash command as Slack delivers it."""
    ack = Ack(room)
    whole = {
        "text": text,
        "user_id": user,
        "channel_id": "C0OPS",
        "channel_name": "ops",
        "trigger_id": f"t{next(room.office.lines)}",
        "response_url": "http://127.0.0.1/answer",
    }
    slash.slash(room.doors, ack, {**whole, **body})  # type: ignore[arg-type]
    return ack


@contextmanager
def away(room: Room) -> Iterator[Room]:
    """A room whose database does not answer."""

    class Away:
        def __getattr__(self, name: str) -> Any:
            raise OperationalError("SELECT 1", {}, Exception("gone"))

    yield replace(room, doors=replace(room.doors, inbox=Away(), changes=Away()))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["", "help", "?", "help add", "add --help", "foo", "add db1", "get a..b", "help\nfoo\nget"]
)
def test_what_the_words_alone_can_answer_is_answered_on_the_ack(room: Room, text: str) -> None:
    ack = typed(room, text)
    (answer,) = ack.answers
    assert answer["response_type"] == "ephemeral"
    assert answer["text"]
    assert block_faults(answer["blocks"], Surface.MESSAGE) == []
    assert (ack.written, room.woken) == (0, [])


def test_a_text_that_is_missing_is_help(room: Room) -> None:
    (answer,) = typed(room, None).answers
    assert "add NAME TYPE" in answer["text"]


@pytest.mark.parametrize("text", ["get db1", "add db1 A 192.0.2.1", "zones", "help\nget db1", "foo\nzones"])
def test_a_command_is_written_down_acknowledged_and_left_to_the_worker(room: Room, text: str) -> None:
    ack = typed(room, text)
    assert (ack.answers, ack.written) == ([{}], 1)
    assert room.woken
    assert room.office.route53.calls == []
    assert room.slack.said == []


def test_the_same_delivery_twice_runs_once(room: Room) -> None:
    for _ in range(2):
        assert typed(room, "add db1 A 192.0.2.1", trigger_id="t1").answers == [{}]
    room.drain()
    assert len(room.office.stored.recent()) == 1
    assert typed(room, "add db1 A 192.0.2.1", trigger_id="t1").written == 1


def test_the_same_words_again_are_another_command(room: Room) -> None:
    for _ in range(2):
        typed(room, "add db1 A 192.0.2.1")
    room.drain()
    assert len(room.office.stored.recent()) == 2


@pytest.mark.parametrize(
    ("where", "private"),
    [
        ({}, False),
        ({"channel_id": "D0ANN", "channel_name": "directmessage"}, True),
        ({"channel_id": "D0ANN"}, True),
        ({"channel_id": "G0GROUP", "channel_name": "mpdm-ann--ben-1"}, True),
        ({"channel_id": "G0VAULT", "channel_name": "privategroup"}, False),
    ],
)
def test_where_nobody_can_invite_the_bot_is_known(room: Room, where: dict[str, str], private: bool) -> None:
    typed(room, "add db1 A 192.0.2.1", **where)
    room.drain()
    assert room.newest.private_place is private


def test_what_no_database_takes_is_left_out(room: Room) -> None:
    assert typed(room, "get db1\0 \ud800").answers
    room.drain()


def test_while_the_database_is_away_the_person_is_told_to_try_again(room: Room) -> None:
    with away(room) as broken:
        (answer,) = typed(broken, "add db1 A 192.0.2.1").answers
    assert "Nothing was done" in answer["text"]
    assert room.office.stored.recent() == ()


def test_what_the_zones_could_add_to_is_left_to_the_worker_and_told_with_it(room: Room) -> None:
    ack = typed(room, "add www.elsewhere.test A 10.0.0.256\nhelp add")
    assert (ack.answers, ack.written, room.office.route53.calls) == ([{}], 1, [])
    room.drain()
    (said,) = room.slack.by("whisper")
    assert said.text.index("No zone of ours holds") < said.text.index("not an IPv4 address") < said.text.index("Makes")
    assert [name for name, _ in room.office.route53.calls] == ["zones"]


def test_wrong_words_are_told_while_the_database_is_away(room: Room) -> None:
    with away(room) as broken:
        (answer,) = typed(broken, "add www.elsewhere.test A 10.0.0.256").answers
    assert "not an IPv4 address" in answer["text"]


def test_a_zones_deletion_opens_a_modal_after_the_ack(room: Room) -> None:
    room.office.embedded.add_zone("empty.org.")
    ack = typed(room, "zone delete empty.org", trigger_id="t7")
    assert ack.answers == [{}]
    (view,) = room.slack.by("open_view")
    assert view.where == "t7"
    room.drain()
    assert [view.where for view in room.slack.by("update_view")] == ["Vt7"]


def test_a_redelivered_zone_deletion_opens_no_second_modal(room: Room) -> None:
    room.office.embedded.add_zone("empty.org.")
    for _ in range(2):
        typed(room, "zone delete empty.org", trigger_id="t7")
    assert len(room.slack.by("open_view")) == 1


@pytest.mark.parametrize("text", ["help", "foo", "get db1"])
def test_who_is_known_not_to_belong_here_is_told_so_on_the_ack(room: Room, text: str) -> None:
    class Guests(Everybody):
        def admit(self, _user: str) -> None:
            raise NotAllowed("You may not use this here: guests may not use it.")

    ack = typed(replace(room, doors=replace(room.doors, people=Guests())), text)
    assert "guests" in ack.answers[0]["text"]
    assert ack.written == 0
