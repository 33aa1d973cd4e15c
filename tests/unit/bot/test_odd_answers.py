"""Answers that are none of Slack's: a proxy's page, half of one, bytes, JSON of another shape."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from slack_sdk.errors import SlackApiError, SlackClientError

from bot import logs
from bot.messenger import NotNow, SlackMessenger
from bot.slack_client import OTHER, SILENCE, Client
from tests.unit.bot.test_logs import as_before as as_before

HELLO = {"text": "hello"}
JSON, HTML = "application/json", "text/html"

ODD = {
    "a page": (200, b"<html>secret-body</html>", HTML),
    "a text": (200, b'"secret-body"', JSON),
    "null": (200, b"null", JSON),
    "an empty list": (200, b"[]", JSON),
    "a list": (200, b'["secret-body"]', JSON),
    "a number": (200, b"5", JSON),
    "nothing": (200, b"", JSON),
    "bytes": (200, b"\xff\xfe\x00secret-body", JSON),
    "compressed": (200, b"secret-body", "application/gzip"),
    "a strange charset": (200, b'{"ok": true}', "application/json; charset=secret-body"),
    "very deep": (200, b"[" * 100_000, JSON),
    "an error that is an object": (200, b'{"ok": false, "error": {"secret-body": 1}}', JSON),
    "an error that is a page": (200, b'{"ok": false, "error": "<html>secret-body</html>"}', JSON),
    "a page with an error": (502, b"<html>secret-body</html>", HTML),
    "bytes with an error": (502, b"\xff\xfe\x00secret-body", HTML),
    "a text with an error": (503, b'"secret-body"', JSON),
    "a page about something": (404, b"<html>secret-body</html>", HTML),
}


class Odd(HTTPServer):
    """Answers everything alike."""

    said: tuple[int, bytes, str] = (200, b"", JSON)


class Answer(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Odd)
        status, body, kind = self.server.said
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def odd() -> Iterator[Odd]:
    server = Odd(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def told() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def client(odd: Odd, told: list[tuple[str, str]]) -> Client:
    return Client("xoxb-1", f"http://127.0.0.1:{odd.server_port}/api/", 5, lambda *what: told.append(what))


@pytest.mark.parametrize("which", ODD)
def test_an_odd_answer_is_a_silence_or_a_refusal_without_its_text(
    odd: Odd, client: Client, told: list[tuple[str, str]], which: str
) -> None:
    odd.said = ODD[which]
    with pytest.raises(SlackClientError) as caught:
        client.auth_test()
    assert "secret-body" not in str(caught.value)
    assert isinstance(caught.value, SlackApiError) <= (odd.said[0] != 200)
    assert told[0][1] in (SILENCE, OTHER, "service_unavailable")


@pytest.mark.parametrize("which", ODD)
def test_an_odd_answer_puts_a_message_off_and_no_line_holds_it(
    odd: Odd, client: Client, which: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure("DEBUG", "text")
    odd.said = ODD[which]
    messenger = SlackMessenger(client)
    with pytest.raises(NotNow):
        messenger.post("C0OPS", HELLO)
    with pytest.raises(NotNow):
        messenger.edit("C0OPS", "1.1", HELLO)
    assert messenger.open_view("1", {}) is None
    said = capsys.readouterr().err
    assert "secret-body" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("which", ["bytes", "bytes with an error", "a strange charset"])
def test_a_response_url_that_answers_with_no_text_is_tried_later(odd: Odd, client: Client, which: str) -> None:
    odd.said = ODD[which]
    with pytest.raises(NotNow):
        SlackMessenger(client).whisper(f"http://127.0.0.1:{odd.server_port}/r", "C0OPS", "U0ANN", HELLO)
