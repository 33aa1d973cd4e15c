"""Socket Mode: tickets, connections, envelopes and their acknowledgements."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

from tests.worlds.slack_workspace import APP, Refusal, Workspace
from tests.worlds.websocket import Frame, Opcode, Peer, ProtocolError

MOST_CONNECTIONS: Final = 10
CONNECTION_SECONDS: Final = 3_600
WITH_PAYLOAD: Final = frozenset({"slash_commands", "interactive"})


@dataclass(slots=True, eq=False)
class Connection:
    """One websocket of the bot. told: it was asked to go; silent: it hears nothing and gets no pong."""

    peer: Peer
    number: int
    told: bool = False
    silent: bool = False
    pongs: int = 0
    delivered: int = 0
    timers: list[threading.Timer] = field(default_factory=list)

    def send(self, message: dict[str, Any]) -> bool:
        return not self.silent and self.peer.send(Opcode.TEXT, json.dumps(message).encode())

    def close(self) -> None:
        """What Slack does some time after `disconnect`."""
        self.peer.close()

    def close_in(self, seconds: float) -> None:
        """Close later; the end of the connection calls it off."""
        timer = threading.Timer(seconds, self.close)
        timer.daemon = True
        self.timers.append(timer)
        timer.start()

    def ended(self) -> None:
        """Call off what was to come."""
        for timer in self.timers:
            timer.cancel()
            timer.join()


@dataclass(slots=True)
class Envelope:
    """One delivery. acks: every acknowledgement that came, in order."""

    kind: str
    acks: list[dict[str, Any]] = field(default_factory=list)


class Sockets:
    """All Socket Mode connections of the app.

    choose: which of the live connections gets an envelope; in turn, unless a test says otherwise.
    """

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._tickets: set[str] = set()
        self._envelopes: dict[str, Envelope] = {}
        self.live: list[Connection] = []
        self.opened = 0
        self.refused = 0
        self.limit = MOST_CONNECTIONS
        self.silent = False
        self.choose: Callable[[list[Connection]], Connection] = self._in_turn
        self._turn = 0

    def __len__(self) -> int:
        return len(self.live)

    def _in_turn(self, live: list[Connection]) -> Connection:
        self._turn += 1
        return live[self._turn % len(live)]

    def url(self) -> str:
        """What apps.connections.open gives: good for one connection."""
        ticket = uuid4().hex
        self._tickets.add(ticket)
        return f"{self._space.base_url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={APP}"

    def redeem(self, ticket: str) -> bool:
        """Use a ticket up; False where it is none."""
        with self._space.happened:
            if ticket not in self._tickets:
                return False
            self._tickets.remove(ticket)
            return True

    def serve(self, peer: Peer) -> None:
        """Live with one connection until it ends."""
        with self._space.happened:
            self.opened += 1
            connection = Connection(peer, self.opened, silent=self.silent)
            crowded = len(self.live) >= self.limit
            if crowded:
                self.refused += 1
            else:
                self.live.append(connection)
            self._space.happened.notify_all()
        if crowded:
            connection.send({"type": "disconnect", "reason": "too_many_websockets"})
            peer.close()
            return
        try:
            self._converse(connection)
        finally:
            self._gone(connection)

    def _converse(self, connection: Connection) -> None:
        about = {"host": "applink", "approximate_connection_time": CONNECTION_SECONDS}
        hello = {"type": "hello", "connection_info": {"app_id": APP}, "debug_info": about}
        connection.send({**hello, "num_connections": len(self.live)})
        try:
            while (frame := connection.peer.read()) is not None and frame.opcode is not Opcode.CLOSE:
                self._hear(connection, frame)
        except ProtocolError as error:
            self._space.note(Refusal("socket", "protocol", (str(error),)))
            connection.peer.close(1002)
            return
        connection.peer.close()

    def _hear(self, connection: Connection, frame: Frame) -> None:
        if frame.opcode is Opcode.PING and not connection.silent:
            connection.peer.send(Opcode.PONG, frame.data)
        elif frame.opcode is Opcode.PONG:
            with self._space.happened:
                connection.pongs += 1
                self._space.happened.notify_all()
        elif frame.opcode is Opcode.TEXT:
            self._acknowledged(frame.data)

    def _acknowledged(self, data: bytes) -> None:
        try:
            ack = json.loads(data)
            envelope = self._envelopes[ack["envelope_id"]]
        except (ValueError, TypeError, KeyError):
            self._space.note(Refusal("socket", "invalid_ack", (data.decode(errors="replace"),)))
            return
        if ack.get("payload") and envelope.kind not in WITH_PAYLOAD:
            self._space.note(Refusal("socket", "invalid_ack", (f"{envelope.kind} takes no response payload",)))
        with self._space.happened:
            envelope.acks.append(ack)
            self._space.happened.notify_all()

    def _gone(self, connection: Connection) -> None:
        with self._space.happened:
            self.live.remove(connection)
            self._space.happened.notify_all()
        connection.ended()

    def deliver(
        self, kind: str, payload: dict[str, Any], seconds: float, retry: tuple[int, str] = (0, ""), id_: str = ""
    ) -> dict[str, Any] | None:
        """Send one envelope down one connection; its next ack, or None where none came in time.

        retry: attempt and reason, told for events alone. id_: of an envelope that is sent again.
        """
        id_ = id_ or str(uuid4())
        with self._space.happened:
            envelope = self._envelopes.setdefault(id_, Envelope(kind))
            before = len(envelope.acks)
            staying = [c for c in self.live if not c.told] or self.live
            connection = self.choose(staying) if staying else None
        message: dict[str, Any] = {"envelope_id": id_, "type": kind, "payload": payload}
        message["accepts_response_payload"] = kind in WITH_PAYLOAD
        if kind == "events_api":
            message |= {"retry_attempt": retry[0], "retry_reason": retry[1]}
        if connection is None or not connection.send(message):
            return None
        connection.delivered += 1
        return self._first_ack(envelope, before, seconds)

    def _first_ack(self, envelope: Envelope, before: int, seconds: float) -> dict[str, Any] | None:
        end = time.monotonic() + seconds
        with self._space.happened:
            while len(envelope.acks) == before and (left := end - time.monotonic()) > 0:
                self._space.happened.wait(left)
            return envelope.acks[before] if len(envelope.acks) > before else None

    # What a test may do to the connections.

    def disconnect(self, reason: str = "refresh_requested", *, linger: float | None = None) -> list[Connection]:
        """Ask every connection to go, and close those after linger seconds; None: when the test closes them."""
        told = list(self.live)
        for connection in told:
            connection.told = reason != "warning"
            connection.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink"}})
            if linger is not None:
                connection.close_in(linger)
        return told

    def cut(self) -> None:
        """Break every connection without a word."""
        for connection in list(self.live):
            connection.peer.cut()

    def ping(self) -> None:
        """Ping every connection; each counts its pongs."""
        for connection in list(self.live):
            connection.peer.send(Opcode.PING, b"are you there")

    def mute(self, *, silent: bool = True) -> None:
        """Let the connections stand, but say nothing on them any more; new ones too."""
        self.silent = silent
        for connection in list(self.live):
            connection.silent = silent
