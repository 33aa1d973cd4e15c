"""A strict Route 53 on loopback that speaks its REST API, goes wrong to order and remembers every call."""

import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from commands.adapters.embedded import Embedded
from commands.model import names
from commands.model.records import RecordSet, Type
from commands.model.zones import Vpc
from tests.worlds import aws_wire, xml
from tests.worlds.aws_faults import AwsError, Fault, Faults, Quota, Turns


@dataclass
class Call:
    """One request that arrived. status: 0 until it is answered, and for ever where the connection was cut."""

    at: float
    operation: str
    zone_id: str
    body: bytes
    status: int = 0


class AwsWorld:
    """Route 53 at `url`, until the `with` block ends.

    latency:   seconds that every request takes before it is done and answered.
    rps, burst: the account's quota; beyond it Route 53 answers Throttling.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        in_sync_after: float = 0.5,
        latency: float = 0.0,
        rps: float | None = None,
        burst: float = 50,
    ) -> None:
        self.closing = threading.Event()
        self.broken: list[BaseException] = []
        self._arrived = threading.Condition()
        self.afresh(clock=clock, in_sync_after=in_sync_after, latency=latency, rps=rps, burst=burst)
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def afresh(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        in_sync_after: float = 0.5,
        latency: float = 0.0,
        rps: float | None = None,
        burst: float = 50,
    ) -> None:
        """Forget everything, and go on at the same URL; what still hangs is let go."""
        self.closing.set()
        self.closing = threading.Event()
        self.route53 = Embedded(clock, in_sync_after)
        self.latency = latency
        self.calls: list[Call] = []
        self.faults, self.quota, self.turns = Faults(), Quota(rps, burst), Turns()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.cut_all()
        self._server.server_close()
        self._thread.join()
        assert not self.broken, self.broken

    @property
    def url(self) -> str:
        """For AWS_ENDPOINT_URL."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def in_sync_after(self) -> float:
        """Seconds from PENDING to INSYNC."""
        return self.route53.in_sync_after

    @in_sync_after.setter
    def in_sync_after(self, seconds: float) -> None:
        self.route53.in_sync_after = seconds

    def zone(self, name: str, *, private: bool = False, vpcs: Sequence[Vpc] = ()) -> str:
        """Let a zone be there; its id."""
        return self.route53.add_zone(name, private, vpcs).id

    def put(self, zone_id: str, name: str, type_: str, held: str | Sequence[str], ttl: int = 300) -> RecordSet:
        """Let a simple record set stand: another hand than the bot's."""
        found = (held,) if isinstance(held, str) else tuple(held)
        record = RecordSet(names.canonical(name), Type(type_), ttl, found)
        self.route53.put(zone_id, record)
        return record

    def get(self, zone_id: str, name: str, type_: str) -> RecordSet | None:
        """The record set that stands there, or None; the first of several that are routed."""
        standing = self.route53.standing(zone_id, name)
        return next((record for record in standing if record.type == type_), None)

    def inject(self, operation: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of an operation go wrong.

        ("error", status, code, message): answered so, not applied. "drop_before": the connection is cut, not
        applied. "drop_after": applied, then cut. ("hang", seconds): applied, answered so much later.
        """
        self.faults.put(operation, fault, times)

    def of(self, operation: str) -> list[Call]:
        """The calls of one operation, in the order they arrived."""
        return [call for call in self.calls if call.operation == operation]

    def wait_for(self, operation: str, count: int = 1, within: float = 10.0) -> list[Call]:
        """Wait until so many calls of an operation have arrived."""
        with self._arrived:
            enough = self._arrived.wait_for(lambda: len(self.of(operation)) >= count, within)
        assert enough, f"{len(self.of(operation))} of {count} {operation} in {within} s"
        return self.of(operation)

    def arrived(self, asked: aws_wire.Request) -> Call:
        call = Call(time.monotonic(), asked.operation, asked.id, asked.body)
        with self._arrived:
            self.calls.append(call)
            self._arrived.notify_all()
        return call

    def answer(self, asked: aws_wire.Request) -> tuple[int, bytes] | None:
        """What is answered, or None where the connection is to be cut."""
        fault = self.faults.next(asked.operation)
        if fault == "drop_before":
            return None
        try:
            answered = self._done(asked, fault)
        except AwsError as error:
            answered = error.status, xml.error(error.code, error.message)
        return None if fault == "drop_after" else answered

    def _done(self, asked: aws_wire.Request, fault: Fault | None) -> tuple[int, bytes]:
        self.quota.spend()
        if isinstance(fault, tuple) and fault[0] == "error":
            raise AwsError(*fault[1:])
        with self._turn(asked):
            self.closing.wait(self.latency)
            answered = aws_wire.serve(self.route53, asked)
            if isinstance(fault, tuple):
                self.closing.wait(fault[1])
        return answered

    def _turn(self, asked: aws_wire.Request) -> AbstractContextManager[None]:
        changing = asked.operation in ("ChangeResourceRecordSets", "DeleteHostedZone")
        return self.turns.of(asked.id) if changing else nullcontext()


class _Server(ThreadingHTTPServer):
    """Keeps its connections, so that closing leaves no thread that waits for a next request."""

    daemon_threads = False
    request_queue_size = 128

    def __init__(self, world: AwsWorld) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.world = world
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def cut_all(self) -> None:
        with self._lock:
            for connection in self._open:
                cut(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is its own affair; anything else is a fault of the world."""


def cut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the other side was quicker


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = aws_wire.request(self.command, self.path, body)
        call = self.server.world.arrived(asked)
        answered = self.server.world.answer(asked)
        if answered is None:
            self.close_connection = True
            cut(self.connection)
            return
        call.status = answered[0]
        self._send(*answered)

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except (ConnectionError, TimeoutError):
            self.close_connection = True
        except Exception as error:
            self.server.world.broken.append(error)
            raise

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing; `calls` holds it all."""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()
