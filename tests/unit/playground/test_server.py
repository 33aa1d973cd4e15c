"""The page's server over real loopback: files, the feed, acts, and who is kept out."""

import http.client
import json
import socket
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.playground.acts import Act
from bot.playground.rules.shapes import Shape, string
from bot.playground.server import Playground, Server
from bot.playground.slack.people import Gone
from tests.unit.playground.stage import JSON, OLIVE, TOKEN, Stage

PAGE = Path(__file__).parents[3] / "bot" / "playground" / "page"


def gone(_: dict[str, Any]) -> dict[str, Any]:
    raise Gone("It is not there.")


class Browser:
    """Asks the server as a page would."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body or None, sent)
        with connection.getresponse() as answer:
            found = answer.status, answer.read(), dict(answer.getheaders())
        connection.close()
        return found

    def act(self, name: str, **asked: Any) -> dict[str, Any]:
        _, body, _ = self.ask("POST", f"/play/{name}", json.dumps(asked).encode(), Content_Type=JSON)
        told: dict[str, Any] = json.loads(body)
        return told

    def news(self, viewer: str = OLIVE.id, last: str = "") -> tuple[str, dict[str, Any]]:
        """The first event of the feed: its id and what it says."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", f"/play/feed?as={viewer}", headers={"Last-Event-ID": last} if last else {})
        with connection.getresponse() as answer:
            lines = [answer.readline().decode().strip() for _ in range(2)]
        connection.close()
        return lines[0].removeprefix("id: "), json.loads(lines[1].removeprefix("data: "))


@pytest.fixture
def browser(stage: Stage) -> Iterator[Browser]:
    server = Server(0)
    echo = Act(Shape({"as": string(20), "text": string(20)}), lambda asked: {"ok": True, "said": asked["text"]})
    acts = {"echo": echo, "gone": gone}
    server.start(Playground(stage.slack, stage.feed, acts, {"about": lambda: {"command": "/dns"}}))
    yield Browser(server.server_port)
    server.stop()


def test_the_pages_and_what_they_need_are_served_as_what_they_are(browser: Browser) -> None:
    for path, kind in (
        ("/", "text/html; charset=utf-8"),
        ("/gallery", "text/html; charset=utf-8"),
        ("/css/base.css", "text/css; charset=utf-8"),
        ("/js/main.js", "text/javascript; charset=utf-8"),
        ("/icon.svg", "image/svg+xml; charset=utf-8"),
    ):
        status, body, headers = browser.ask("GET", path)
        assert (status, headers["Content-Type"]) == (200, kind)
        assert body
        assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["/nothing", "/../server.py", "/%2e%2e/server.py", "/js/../../server.py", "/play/nothing"]
)
def test_there_is_nothing_else(browser: Browser, path: str) -> None:
    assert browser.ask("GET", path)[0] == 404


def test_an_act_is_done_and_answered(browser: Browser) -> None:
    assert browser.act("echo", **{"as": OLIVE.id, "text": "hello"}) == {"ok": True, "said": "hello"}
    assert browser.act("gone") == {"ok": False, "error": "It is not there."}
    assert browser.act("nothing")["ok"] is False
    assert json.loads(browser.ask("GET", "/play/about")[1]) == {"command": "/dns"}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"as": "U0OLIVE", "text": 7}', "It.text: a string is expected"),
        (b'{"as": "U0OLIVE"}', "It: missing text"),
        (b'{"as": "U0OLIVE", "text": "x", "more": 1}', "It: more has no business here"),
        (b"7", "It: an object is expected"),
        (b"null", "It: an object is expected"),
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[" * 200_000, "not JSON"),
    ],
)
def test_what_is_not_as_the_act_needs_it_is_refused_in_words(browser: Browser, body: bytes, said: str) -> None:
    status, told, _ = browser.ask("POST", "/play/echo", body, Content_Type=JSON)
    assert (status, json.loads(told)["ok"]) == (400, False)
    assert said in json.loads(told)["error"]


@pytest.mark.parametrize(
    "head", [b"GET http://[/ HTTP/1.1\r\n", b"POST /play/echo HTTP/1.1\r\nContent-Length: " + b"9" * 5_000 + b"\r\n"]
)
def test_a_request_that_no_browser_sends_is_answered_too(browser: Browser, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", browser.port), timeout=10) as line:
        line.sendall(head + b"Host: 127.0.0.1\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 4")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "playground.example.com"},
        {"Host": "127.0.0.1.example.com"},
        {"Origin": "http://example.com"},
        {"Origin": "null"},
        {"Content_Type": "text/plain"},
    ],
    ids=str,
)
def test_other_pages_may_not_act_here(browser: Browser, headers: dict[str, str]) -> None:
    asked = {"Content_Type": JSON, **headers}
    status, body, _ = browser.ask("POST", "/play/echo", b'{"text": "x"}', **asked)
    assert (status, json.loads(body)["ok"]) == (404, False)


def test_other_pages_may_not_read_here(browser: Browser) -> None:
    for path in ("/", "/play/about", "/play/feed?as=U0OLIVE"):
        assert browser.ask("GET", path, Host="playground.example.com")[0] == 403
    assert browser.ask("GET", "/", Host="localhost:1234")[0] == 200


def test_the_feed_begins_with_everything_and_goes_on_where_it_was(browser: Browser, stage: Stage) -> None:
    stage.post("first")
    place, news = browser.news()
    assert news["fresh"]
    assert [one["text"] for one in news["things"] if one["kind"] == "message"] == ["first"]
    stage.post("second")
    _, later = browser.news(last=place)
    assert not later["fresh"]
    assert [one["text"] for one in later["things"]] == ["second"]


def test_after_a_restart_the_feed_begins_anew(browser: Browser, stage: Stage) -> None:
    stage.post("first")
    _, news = browser.news(last="another.99")
    assert news["fresh"]


def test_the_bot_is_served_at_the_same_place(browser: Browser, stage: Stage) -> None:
    posted = json.dumps({"channel": "C0OPS", "text": "x"}).encode()
    _, body, _ = browser.ask(
        "POST", "/api/chat.postMessage", posted, Content_Type=JSON, Authorization=f"Bearer {TOKEN}"
    )
    assert json.loads(body)["ok"]
    assert (
        json.loads(browser.ask("POST", "/api/chat.postMessage", posted, Content_Type=JSON)[1])["error"] == "not_authed"
    )
    url = stage.space.response_url(OLIVE.id, "C0OPS", None)
    assert browser.ask("POST", f"/response/{url.rsplit('/', 1)[1]}", b'{"text": "y"}', Content_Type=JSON)[0] == 200
    assert browser.ask("POST", "/response/none", b'{"text": "y"}', Content_Type=JSON)[0] == 404
    assert stage.texts() == ["x", "y"]


def test_a_file_is_sent_and_downloaded_and_never_shown(browser: Browser, stage: Stage) -> None:
    file_id = stage.api("files.getUploadURLExternal", filename="zöne.html", length=3)["file_id"]
    assert browser.ask("POST", f"/upload/{file_id}", b"<b>")[0] == 200
    assert browser.ask("POST", f"/upload/{file_id}", b"<b>")[0] == 400
    status, body, headers = browser.ask("GET", f"/files/{file_id}/whatever")
    assert (status, body, headers["Content-Type"]) == (200, b"<b>", "application/octet-stream")
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''z%C3%B6ne.html"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert browser.ask("GET", "/files/F0NONE/x")[0] == 404


def test_what_is_too_large_is_not_read(browser: Browser) -> None:
    with socket.create_connection(("127.0.0.1", browser.port), timeout=10) as line:
        line.sendall(b"POST /play/echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 999999999\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 413")


def test_a_port_that_is_taken_is_left_to_its_owner() -> None:
    first = Server(0)
    second = Server(first.server_port)
    assert second.server_port != first.server_port
    for server in (first, second):
        assert server.server_address[0] == "127.0.0.1"
        server.server_close()


# The page itself.


def test_every_file_of_the_page_can_be_read_in_one_sitting() -> None:
    for file in PAGE.rglob("*.*"):
        lines = file.read_text().splitlines()
        assert len(lines) <= 300, file.name
        assert max(map(len, lines)) <= 120 or file.suffix == ".svg", file.name


def test_the_page_parses_no_html_and_loads_nothing_from_elsewhere() -> None:
    for file in PAGE.rglob("*.js"):
        source = file.read_text()
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
            assert word not in source, f"{word} in {file.name}"
    for file in (*PAGE.rglob("*.html"), *PAGE.rglob("*.css"), *PAGE.rglob("*.js")):
        found = file.read_text().replace('"http://www.w3.org/2000/svg"', "")
        assert "://" not in found.replace("(https?:\\/\\/", ""), file.name


def test_the_whole_page_is_installed_with_the_package() -> None:
    root = PAGE.parents[2]
    patterns = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]["bot"]
    installed = {file for pattern in patterns for file in (root / "bot").glob(pattern)}
    assert {file for file in PAGE.rglob("*") if file.is_file()} <= installed
