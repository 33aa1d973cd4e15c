"""The HTTP side over real loopback: /healthz, and Slack's requests with Bolt behind them."""

import gc
import hashlib
import hmac
import http.client
import json
import socket
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.transport.door import Door
from bot.transport.health import Health
from bot.transport.http import HttpServer
from bot.transport.traffic import Traffic
from commands.errors import Misconfigured

SECRET = "secret-of-the-tests"
NEW_SECRET = "new-secret-of-the-tests"


class Checks(dict[str, bool]):
    """What /healthz asks; the test changes the answers."""

    @property
    def health(self) -> Health:
        return Health({name: lambda name=name: self[name] for name in self})  # type: ignore[misc]


def bolt() -> App:
    app = App(
        client=WebClient(base_url="http://127.0.0.1:9/"),
        request_verification_enabled=False,
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1"),
    )

    def echo(ack: Ack, body: dict[str, Any]) -> None:
        ack(f"you said {body['text']}")

    app.command("/dns")(echo)
    return app


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Client:
    """Asks one server, one connection for each request."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): said for name, said in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def slack(self, body: bytes, *, secret: str = SECRET, stamp: str = "", **headers: str) -> tuple[int, bytes]:
        """A request as Slack signs it."""
        stamp = stamp or str(int(time.time()))
        seal = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        signed = {"X_Slack_Request_Timestamp": stamp, "X_Slack_Signature": f"v0={seal}"}
        form = {"Content_Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", "/slack/events", body, **{**form, **signed, **headers})


@pytest.fixture(scope="module")
def checks() -> Checks:
    return Checks(database=True, worker=True, slack=True)


def served(checks: Checks, app: App | None) -> Iterator[Client]:
    port = free_port()
    door = Door(app, [SECRET, NEW_SECRET], Traffic(), lambda _: None) if app else None
    server = HttpServer("127.0.0.1", port, {"/healthz": checks.health.page}, door)
    server.start()
    yield Client(port)
    server.close()


@pytest.fixture(scope="module")
def web(checks: Checks) -> Iterator[Client]:
    """HTTP mode."""
    yield from served(checks, bolt())


@pytest.fixture(scope="module")
def bare(checks: Checks) -> Iterator[Client]:
    """Socket Mode, where only /healthz is served."""
    yield from served(checks, None)


@pytest.fixture(params=["web", "bare"])
def client(request: pytest.FixtureRequest) -> Client:
    found: Client = request.getfixturevalue(request.param)
    return found


def command(text: str) -> bytes:
    return urlencode({"command": "/dns", "text": text, "user_id": "U1", "team_id": "T1", "channel_id": "C1"}).encode()


def test_all_being_well_is_told_in_both_modes(client: Client) -> None:
    status, body = client.ask("GET", "/healthz")
    assert (status, json.loads(body)) == (200, {"database": True, "worker": True, "slack": True})


@pytest.mark.parametrize("name", ["database", "worker", "slack"])
def test_what_is_not_well_is_named(client: Client, checks: Checks, name: str) -> None:
    checks[name] = False
    status, body = client.ask("GET", "/healthz")
    checks[name] = True
    assert status == 503
    assert [one for one, well in json.loads(body).items() if not well] == [name]


def test_many_who_connect_and_say_half_a_sentence_keep_nobody_out(client: Client) -> None:
    with ExitStack() as stack:
        for _ in range(150):
            silent = stack.enter_context(socket.create_connection(("127.0.0.1", client.port), 10))
            silent.sendall(b"POST /slack/events HTTP/1.1\r\nContent-Len")
        assert client.ask("GET", "/healthz")[0] == 200


def test_health_may_be_asked_for_without_a_body(client: Client) -> None:
    assert client.ask("HEAD", "/healthz") == (200, b"")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/healthz/", 404),
        ("POST", "/healthz", 404),
        ("POST", "/slack/event", 404),
        ("GET", "/%2e%2e/etc/passwd", 404),
    ],
)
def test_anything_else_is_not_there(client: Client, method: str, path: str, status: int) -> None:
    assert client.ask(method, path)[0] == status


def test_slacks_way_in_is_not_there_in_socket_mode(bare: Client) -> None:
    assert bare.slack(command("hi"))[0] == 404


def test_slacks_way_in_takes_only_posts(web: Client) -> None:
    assert web.ask("GET", "/slack/events")[0] == 405


def test_a_signed_command_is_acknowledged(web: Client) -> None:
    status, body = web.slack(command("grüße & <co>"))
    assert status == 200
    assert "you said grüße & <co>" in body.decode()


def test_while_a_secret_is_rotated_both_open_the_door(web: Client) -> None:
    assert web.slack(command("hi"), secret=NEW_SECRET)[0] == 200


@pytest.mark.parametrize(
    "how",
    [
        {"secret": "another"},
        {"stamp": "1"},
        {"stamp": "nonsense"},
        {"stamp": "²"},
        {"stamp": "-1"},
        {"stamp": "1.5"},
        {"stamp": "9999999999"},
        {"X_Slack_Signature": ""},
        {"X_Slack_Signature": "v0=00"},
        {"X_Slack_Request_Timestamp": ""},
    ],
    ids=str,
)
def test_what_slack_did_not_sign_is_refused(web: Client, how: dict[str, str]) -> None:
    if not how.get("stamp", "").isascii():
        how = {"stamp": how["stamp"].encode().decode("latin-1")}
    assert web.slack(command("hi"), **how)[0] == 401  # type: ignore[arg-type]


def test_without_any_signature_it_is_refused(web: Client) -> None:
    assert web.ask("POST", "/slack/events", command("hi"))[0] == 401


@pytest.mark.parametrize("text", ["add x TXT payload", "payload={}", "add payload A 192.0.2.1"])
def test_a_command_may_say_anything(web: Client, text: str) -> None:
    """Bolt itself would take the word `payload` for an interaction."""
    assert web.slack(command(text)) == (200, f"you said {text}".encode())


def test_nothing_but_bolt_may_give_bolt_its_orders(web: Client) -> None:
    status, body = web.slack(command("hi"), X_Slack_Bolt_Lazy_Only="1", X_Slack_Bolt_Lazy_Function_Name="echo")
    assert (status, body) == (200, b"you said hi")


@pytest.mark.parametrize("secret", [SECRET, "another"])
@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"payload=nonsense", b"payload={}", b"{}", b"x" * 1_000])
def test_a_body_that_means_nothing_is_no_accident(web: Client, body: bytes, secret: str) -> None:
    assert web.slack(body, secret=secret)[0] < 500


def test_a_body_that_is_too_large_is_refused_with_an_answer_that_can_be_read(web: Client) -> None:
    assert web.slack(b"x" * 1_000_001)[0] == 413
    assert web.slack(b"text=" + b"x" * 999_000)[0] == 404


def test_a_body_beyond_all_measure_is_not_read(web: Client) -> None:
    assert web.ask("POST", "/slack/events", Content_Length="16000001")[0] == 413


def test_an_unknown_command_is_not_ours(web: Client) -> None:
    assert web.slack(command("hi").replace(b"%2Fdns", b"%2Fother"))[0] == 404


def refused(host: str, port: int) -> str:
    """Why a server could not be made."""
    said = ""
    with warnings.catch_warnings():
        # What waitress had opened by then it leaves to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            HttpServer(host, port, {}, None)
        except Misconfigured as error:
            said = str(error)
        gc.collect()
    return said


def test_a_port_that_is_taken_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert refused("127.0.0.1", port).startswith(f"PORT: cannot listen on 127.0.0.1:{port}")


def test_a_host_that_is_not_this_machines_is_named() -> None:
    assert refused("192.0.2.1", free_port()).startswith("HOST: ")
