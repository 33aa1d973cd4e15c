"""A Slack workspace on loopback for our own tests, built from Slack's documentation.

    with Slack() as slack:
        slack.bot_url = bot.url                       # HTTP mode; in Socket Mode: slack.transport = "socket"
        slack.slash("delete db1 CNAME")
        card = slack.message("db1", kind="channel")   # waits until it is there, and lives on
        slack.click(card, "Delete")
        slack.wait_for(lambda: "INSYNC" in card.text, 10, "the change in sync")
        assert not slack.refusals

The parts: slack_workspace and slack_messages (what there is), slack_api and slack_views (methods),
bot.playground.rules (limits), slack_server and slack_sockets (ways in), slack_people, slack_payloads and
slack_delivery (ways out), slack_faults (what goes wrong).
"""

import json
import re
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

from tests.worlds.slack_delivery import (
    EVENTS_PATH,
    PATIENCE,
    Ack,
    Delivery,
    Signature,
    encoded,
    request,
    retried,
    signed,
)
from tests.worlds.slack_faults import EVERY, Fault, Faults
from tests.worlds.slack_messages import Message, View
from tests.worlds.slack_people import People
from tests.worlds.slack_server import Desk, Server
from tests.worlds.slack_sockets import Sockets
from tests.worlds.slack_workspace import SIGNING_SECRET, Call, Channel, Person, Refusal, Workspace

Seen = TypeVar("Seen")


class Slack(People):
    """The workspace, the bot's way into it, and the people in it.

    transport: how deliveries reach the bot: http (to bot_url) or socket (to any of its connections).
    """

    def __init__(self) -> None:
        super().__init__(Workspace())
        self.bot_url = ""
        self.transport: Literal["http", "socket"] = "http"
        self.signing_secret = SIGNING_SECRET
        self.sockets = Sockets(self.space)
        self._faults = Faults()
        self._desk = Desk(self.space, self._faults, self.sockets)
        # Bound and never listening: it keeps the port ours while Slack is down.
        self._port = socket.socket()
        self._port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._port.bind(("127.0.0.1", 0))
        self.space.base_url = f"http://127.0.0.1:{self._port.getsockname()[1]}"
        self._server: Server | None = None
        self.up()

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL shall be."""
        return f"{self.space.base_url}/api/"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        accidents = self.close()
        if kind is None and accidents:
            raise AssertionError("the Slack of the tests went wrong itself") from accidents[0]

    def close(self) -> Sequence[BaseException]:
        """End everything and wait for it; what went wrong in this world itself."""
        self._stop()
        self._port.close()
        return self._desk.accidents

    # What there is.

    def add(self, *what: Person | Channel) -> None:
        """Let somebody or some conversation be there, in place of who had the id before."""
        with self.space.happened:
            for one in what:
                table: dict[str, Any] = self.space.people if isinstance(one, Person) else self.space.channels
                table[one.id] = one

    def group(self, id_: str, *users: str) -> None:
        """Let a user group have these members from now on."""
        with self.space.happened:
            self.space.groups[id_] = list(users)

    @property
    def refusals(self) -> list[Refusal]:
        """Every malformed content that the bot sent: a good bot leaves this empty."""
        return self.space.refusals

    def calls(self, method: str = "") -> list[Call]:
        """The bot's calls in their order, refused and failed ones too; `response_url` is a method here."""
        with self.space.happened:
            return [call for call in self.space.calls if method in ("", call.method)]

    def waiting(self, method: str) -> int:
        """How many calls of a method a delay holds up just now."""
        return self._desk.waiting[method]

    def messages(self, kind: str = "", channel: str = "", *, since: float = 0.0, to: str = "") -> list[Message]:
        """The messages that stand, oldest first. since: monotonic seconds, as Ack.at."""
        with self.space.happened:
            return [
                m
                for m in self.space.messages
                if not m.deleted
                and m.at >= since
                and kind in ("", m.kind)
                and channel in ("", m.channel)
                and to in ("", m.to)
            ]

    def views(self, user: str) -> list[View]:
        """The modals a person has open, the topmost last."""
        with self.space.happened:
            return self.space.stack(user)

    def home(self, user: str) -> View | None:
        """A person's Home tab, once it was published."""
        with self.space.happened:
            return next((v for v in self.space.live_views(user) if v.body.get("type") == "home"), None)

    # Waiting for what shall happen.

    def wait_for(self, seen: Callable[[], Seen], seconds: float = 10.0, what: str = "it") -> Seen:
        """Wait until seen() is true, looking at every event in Slack; what it gave. Raises AssertionError."""
        return self.space.until(seen, seconds, what)

    def message(self, *patterns: str, seconds: float = 10.0, **where: Any) -> Message:
        """The newest message in which all patterns are found, waited for. where: as for messages()."""

        def seen() -> Message | None:
            fitting = (m for m in reversed(self.messages(**where)) if self._has(m.said, patterns))
            return next(fitting, None)

        found = self.wait_for(seen, seconds, f"a message with {patterns} {where or ''}")
        assert found is not None
        return found

    def modal(self, user: str, *patterns: str, seconds: float = 10.0) -> View:
        """The topmost modal of a person once all patterns are found in it, waited for."""

        def seen() -> View | None:
            return next((v for v in self.views(user)[-1:] if self._has(v.said, patterns)), None)

        found = self.wait_for(seen, seconds, f"a modal with {patterns} for {user}")
        assert found is not None
        return found

    @staticmethod
    def _has(text: str, patterns: Sequence[str]) -> bool:
        return all(re.search(pattern, text, re.I | re.S) for pattern in patterns)

    # What goes wrong.

    def fail(
        self,
        method: str,
        *,
        error: str = "",
        status: int = 200,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        times: float = 1,
    ) -> None:
        """Let the next calls of a method (`*`: of any) be answered like this and have no effect.

        error: Slack's word for it, in a 200. A 429 needs headers={"Retry-After": "1"}. times: or math.inf.
        """
        error = error or ("ratelimited" if status == 429 else "internal_error")
        answer = {"ok": False, "error": error} if body is None else body
        self._faults.add(method, Fault(status, answer, headers or {}, times))

    def lose(self, method: str, *, applied: bool = True, times: float = 1) -> None:
        """Break the connection of the next calls: after they took effect, or before."""
        self._faults.add(method, Fault(times=times, cut=True, applied=applied))

    def delay(self, method: str, seconds: float) -> None:
        """Let every call of a method (`*`: of any) take that much longer."""
        self._faults.slow(method, seconds)

    def heal(self, method: str = EVERY) -> None:
        """Call off the faults and delays of a method, or all."""
        self._faults.heal(method)

    def down(self, *, cut: bool = False) -> None:
        """Be gone: connections are refused or, with cut, taken and broken. Websockets end either way."""
        self._desk.cutting = cut
        if cut:
            self.sockets.cut()
        else:
            self._stop()

    def up(self) -> None:
        """Be there again, at the same address."""
        self._desk.cutting = False
        if self._server is None:
            self._faults.ended.clear()
            self._server = Server(self._port.getsockname()[1], self._desk)

    def _stop(self) -> None:
        if self._server is not None:
            self._faults.ended.set()
            self._server.end()
            self._server = None

    def later(self, seconds: float) -> None:
        """Let triggers and response URLs age by that much at once. Signatures go by the real clock."""
        self.space.later(seconds)

    # The way to the bot.

    def send(self, delivery: Delivery, *, signature: Signature = Signature.GOOD, patience: float = PATIENCE) -> Ack:
        at = time.monotonic()
        over = self._by_socket if self.transport == "socket" else self._by_http
        ack = replace(over(delivery, signature, patience), delivery=delivery, at=at)
        if ack.ok:
            self.take(ack)
        return ack

    def _by_http(self, delivery: Delivery, signature: Signature, patience: float) -> Ack:
        kind, body = encoded(delivery)
        headers = {"Content-Type": kind, **retried(delivery.retry)}
        return self.request(body, headers, signature=signature, patience=patience)

    def _by_socket(self, delivery: Delivery, signature: Signature, patience: float) -> Ack:
        at = time.monotonic()
        ack = self.sockets.deliver(delivery.kind, delivery.payload, patience, delivery.retry, delivery.envelope)
        body = json.dumps(ack["payload"]).encode() if ack and ack.get("payload") else b""
        return Ack(200 if ack else 0, body, time.monotonic() - at)

    def request(
        self,
        body: bytes,
        headers: Mapping[str, str],
        *,
        path: str = EVENTS_PATH,
        method: str = "POST",
        signature: Signature = Signature.GOOD,
        patience: float = PATIENCE,
    ) -> Ack:
        """Any request to the bot over HTTP, signed as asked; its answer has no effect here."""
        sealed = {**signed(body, signature, self.signing_secret), **headers}
        return request(self.bot_url, method, path, sealed, body, patience)
