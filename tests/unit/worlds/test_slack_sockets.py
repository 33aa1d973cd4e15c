"""Socket Mode with slack_sdk's built-in client and Bolt on the other side."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler

from tests.unit.worlds.bolt import client, over_socket
from tests.worlds.slack import Slack
from tests.worlds.slack_workspace import ANN, APP_TOKEN


@pytest.fixture
def handler(slack: Slack) -> Iterator[SocketModeHandler]:
    with over_socket(slack) as running:
        yield running


@contextmanager
def raw(slack: Slack) -> Iterator[socket.socket]:
    """A connection that says nothing of itself, past the handshake."""
    url = urlsplit(str(client(slack).apps_connections_open(app_token=APP_TOKEN)["url"]))
    with socket.create_connection((url.hostname or "", url.port or 0), timeout=5) as sock:
        key = "dGhlIHNhbXBsZSBub25jZQ=="
        asks = [f"GET {url.path}?{url.query} HTTP/1.1", "Host: x", "Upgrade: websocket", f"Sec-WebSocket-Key: {key}"]
        sock.sendall("\r\n".join([*asks, "", ""]).encode())
        yield sock


def heard(sock: socket.socket) -> bytes:
    """All that is said until the connection ends."""
    said = b""
    while piece := sock.recv(4_096):
        said += piece
    return said


def test_a_command_goes_down_the_socket_and_its_ack_comes_up(slack: Slack, handler: SocketModeHandler) -> None:
    ack = slack.slash("get db1")
    assert ack.ok
    assert [m.text for m in slack.messages("ephemeral", to=ANN)] == ["you said get db1"]


def test_presses_modals_and_events_too(slack: Slack, handler: SocketModeHandler) -> None:
    slack.slash("ask")
    card = slack.message("delete", kind="channel")
    assert slack.click(card, "yes").ok
    slack.wait_for(lambda: "deleted by" in card.text, what="the update")
    slack.slash("modal")
    view = slack.modal(ANN, "name of the zone")
    slack.submit(view, {"name": "wrong"})
    assert view.errors
    assert slack.mention("help").ok
    slack.message("I only know", kind="ephemeral")
    assert not slack.refusals


def test_the_same_envelope_can_come_twice(slack: Slack, handler: SocketModeHandler) -> None:
    first = slack.slash("get db1")
    assert slack.again(first).ok
    assert len(slack.messages("ephemeral")) == 2, "Bolt itself does not tell them apart"


def test_a_long_command_arrives_whole(slack: Slack, handler: SocketModeHandler) -> None:
    # Both ways; the other way slack_sdk itself cannot send frames over 65,535 bytes.
    assert slack.slash("y" * 30_000).text == "you said " + "y" * 30_000


def test_nobody_connected_means_no_ack(slack: Slack) -> None:
    slack.transport = "socket"
    assert slack.slash("get db1").status == 0


def test_a_refresh_is_followed_by_a_new_connection(slack: Slack, handler: SocketModeHandler) -> None:
    (old,) = slack.sockets.disconnect("refresh_requested")
    slack.wait_for(lambda: slack.sockets.opened == 2, what="a second connection")
    old.close()
    slack.wait_for(lambda: len(slack.sockets) == 1, what="the old one gone")
    assert slack.slash("get db1").ok


def test_slack_closes_a_told_connection_after_a_while(slack: Slack) -> None:
    with raw(slack) as sock:
        slack.wait_for(lambda: len(slack.sockets) == 1, what="the connection")
        slack.sockets.disconnect("warning", linger=0.05)
        said = heard(sock)
    assert b'"type": "hello"' in said
    assert b'"reason": "warning"' in said
    assert said.endswith(b"\x88\x02\x03\xe8"), "a close frame with 1000"


def test_a_connection_too_many_is_sent_away(slack: Slack) -> None:
    slack.sockets.limit = 1
    with raw(slack) as first, raw(slack) as second:
        said = heard(second)
        assert b"too_many_websockets" in said
        assert b"hello" not in said
        assert (len(slack.sockets), slack.sockets.refused) == (1, 1)
        slack.sockets.cut()
        assert b"hello" in heard(first)


def test_a_ticket_is_good_once(slack: Slack) -> None:
    url = slack.sockets.url()
    ticket = url.split("ticket=")[1].split("&")[0]
    assert slack.sockets.redeem(ticket)
    assert not slack.sockets.redeem(ticket)


def test_each_envelope_goes_to_one_connection(slack: Slack) -> None:
    slack.transport = "socket"
    with raw(slack) as first, raw(slack) as second:
        slack.wait_for(lambda: len(slack.sockets) == 2, what="both connections")
        for n in range(4):
            slack.slash(f"n{n}", patience=0)
        assert [c.delivered for c in slack.sockets.live] == [2, 2]
        slack.sockets.choose = lambda live: live[0]
        slack.slash("to the first", patience=0)
        assert [c.delivered for c in slack.sockets.live] == [3, 2]
        slack.sockets.cut()
        said = heard(first) + heard(second)
    assert all(said.count(json.dumps(f"n{n}").encode()) == 1 for n in range(4))


def test_pings_are_answered_with_pongs(slack: Slack, handler: SocketModeHandler) -> None:
    slack.wait_for(lambda: slack.sockets.live[0], what="the connection")
    slack.sockets.ping()
    slack.wait_for(lambda: slack.sockets.live[0].pongs == 1, what="the pong")


def test_a_mute_connection_stands_and_says_nothing(slack: Slack, handler: SocketModeHandler) -> None:
    slack.sockets.mute()
    assert slack.slash("get db1").status == 0
    assert len(slack.sockets) == 1
    slack.sockets.mute(silent=False)
    assert slack.slash("get db1").ok


def test_an_ack_of_nothing_is_kept_as_a_refusal(slack: Slack, handler: SocketModeHandler) -> None:
    handler.client.send_message('{"envelope_id": "made up"}')
    slack.wait_for(lambda: slack.refusals, what="the refusal")
    assert slack.refusals[0].error == "invalid_ack"
