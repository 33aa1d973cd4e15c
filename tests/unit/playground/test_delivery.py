"""The way to the bot: signed as Slack signs, and every way an acknowledgement can fail."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.playground.slack.delivery import Ack, Delivery

SECRET = "secret"


class Bot(HTTPServer):
    """Answers as it is told, and keeps what came."""

    def __init__(self) -> None:
        self.answer: tuple[int, bytes] = (200, b"")
        self.came: list[tuple[dict[str, str], bytes]] = []
        super().__init__(("127.0.0.1", 0), Listener)


class Listener(BaseHTTPRequestHandler):
    server: Bot

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.append((dict(self.headers.items()), body))
        status, said = self.server.answer
        self.send_response(status)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def bot() -> Iterator[Bot]:
    made = Bot()
    thread = threading.Thread(target=made.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def delivery(bot: Bot) -> Delivery:
    made = Delivery(SECRET)
    made.port = bot.server_port
    return made


def test_every_kind_is_signed_and_encoded_as_slack_does(bot: Bot, delivery: Delivery) -> None:
    delivery.command({"command": "/dns", "text": "add ü & co"})
    delivery.interaction({"type": "block_actions"})
    delivery.event({"type": "event_callback"})
    for headers, body in bot.came:
        assert SignatureVerifier(SECRET).is_valid_request(body, headers)
    kinds = [headers["Content-Type"] for headers, _ in bot.came]
    assert kinds == [*["application/x-www-form-urlencoded"] * 2, "application/json"]
    first, second, third = (body.decode() for _, body in bot.came)
    assert parse_qs(first)["text"] == ["add ü & co"]
    assert parse_qs(second)["payload"] == ['{"type": "block_actions"}']
    assert third == '{"type": "event_callback"}'


@pytest.mark.parametrize(
    ("status", "said", "ack"),
    [
        (200, b"", Ack({})),
        (200, b'{"text": "x"}', Ack({"text": "x"})),
        (200, b"plain words", Ack({"text": "plain words"})),
        (500, b'{"error": "x"}', Ack({}, "dispatch_failed")),
        (404, b"", Ack({}, "dispatch_failed")),
    ],
)
def test_what_the_bot_answers_is_an_ack_or_a_failure(
    bot: Bot, delivery: Delivery, status: int, said: bytes, ack: Ack
) -> None:
    bot.answer = (status, said)
    assert delivery.event({}) == ack


def test_a_bot_that_is_away_or_too_slow_is_told_apart() -> None:
    late = Delivery(SECRET, patience=0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        late.port = silent.getsockname()[1]
        assert late.event({}).error == "operation_timeout"
    assert late.event({}).error == "dispatch_failed"
