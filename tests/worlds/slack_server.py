"""Slack's HTTP side on loopback: the Web API, response URLs, and the door to Socket Mode."""

import json
import socket
import socketserver
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from bot.playground.rules.limits import RESPONSE_URL_USES
from bot.playground.rules.refusals import MALFORMED, Args, Refuse, checked
from tests.worlds.slack_api import METHODS
from tests.worlds.slack_faults import Fault, Faults
from tests.worlds.slack_sockets import Sockets
from tests.worlds.slack_workspace import Call, Refusal, ResponseUrl, Workspace
from tests.worlds.websocket import Peer, accept_key

JSON_FIELDS: Final = ("blocks", "view", "attachments", "metadata")
RESPONSE_URL: Final = "response_url"  # by this name faults, latency and calls know it
CONNECTIONS_OPEN: Final = "apps.connections.open"

Answer = tuple[int, dict[str, Any], dict[str, str]]


def arguments(content_type: str, body: bytes, query: str) -> Args:
    """A call's arguments, from form or JSON, with JSON inside form fields decoded. Raises Refuse."""
    args: Args = dict(parse_qsl(query, keep_blank_values=True))
    try:
        if content_type.startswith("application/json"):
            args |= json.loads(body or b"{}")
        else:
            args |= dict(parse_qsl(body.decode(), keep_blank_values=True))
        for name in JSON_FIELDS:
            if isinstance(args.get(name), str):
                args[name] = json.loads(args[name] or "null")
    except (ValueError, TypeError) as error:
        raise Refuse("invalid_json", str(error)) from error
    return args


class Desk:
    """Answers calls, whatever way they came in."""

    def __init__(self, space: Workspace, faults: Faults, sockets: Sockets) -> None:
        self.space, self.faults, self.sockets = space, faults, sockets
        self.accidents: list[BaseException] = []  # what went wrong in this world itself
        self.waiting: Counter[str] = Counter()  # by method: calls that a delay holds up just now
        self.cutting = False  # down, in such a way that connections are taken and broken

    def api(self, method: str, token: str, args: Args) -> dict[str, Any]:
        """What the method answers. Raises Refuse."""
        right, other = self.space.bot_token, self.space.app_token
        if method == CONNECTIONS_OPEN:
            right, other = other, right
        token = token or str(args.pop("token", ""))
        if token != right:
            raise Refuse("not_authed" if not token else "not_allowed_token_type" if token == other else "invalid_auth")
        if method == CONNECTIONS_OPEN:
            return {"url": self.sockets.url()}
        if method not in METHODS:
            raise Refuse("unknown_method", f"this world has no {method}")
        return METHODS[method](self.space, args)

    def respond(self, key: str, body: Args) -> dict[str, Any]:
        """Post to, replace or delete by a response_url. Raises Refuse."""
        known = self.space.response_urls.get(key)
        if known is None or self.space.now() > known.expires:
            raise Refuse("expired_url")
        if known.uses >= RESPONSE_URL_USES:
            raise Refuse("used_url")
        known.uses += 1
        self._speak(known, body)
        return {}

    def _speak(self, known: ResponseUrl, body: Args) -> None:
        if body.get("delete_original") or body.get("replace_original"):
            if known.message is None:
                raise Refuse("invalid_arguments", "a command's response_url has no original to replace or delete")
            if body.get("delete_original"):
                known.message.deleted = True
                return
            known.message.show(*self._shown(body))
            return
        text, blocks = self._shown(body)
        kind = "channel" if body.get("response_type") == "in_channel" else "ephemeral"
        new = {**body, "text": text, "blocks": blocks}
        self.space.new_message(kind, known.channel, new, to=known.user if kind == "ephemeral" else "", via=RESPONSE_URL)

    @staticmethod
    def _shown(body: Args) -> tuple[str, list[dict[str, Any]]]:
        shown = checked(body)
        return shown["text"], shown["blocks"]

    def answer(self, method: str, work: Any, args: Args) -> Answer | None:
        """Do the work among the faults of this method; None: the connection shall break."""
        if self.cutting:
            return None
        with self._waiting(method):
            fault = self.faults.take(method)
        if fault and not fault.applied:
            self.space.note(Call(method, args, time.monotonic(), str(fault)))
            return None if fault.cut else (fault.status, dict(fault.body), dict(fault.headers))
        return self._done(method, work, args, fault)

    @contextmanager
    def _waiting(self, method: str) -> Iterator[None]:
        self._count(method, 1)
        try:
            yield
        finally:
            self._count(method, -1)

    def _count(self, method: str, more: int) -> None:
        with self.space.happened:
            self.waiting[method] += more
            self.space.happened.notify_all()

    def _done(self, method: str, work: Any, args: Args, fault: Fault | None) -> Answer | None:
        at, error = time.monotonic(), ""
        answer: Answer
        with self.space.happened:
            try:
                answer = (200, {"ok": True, **work(args)}, {})
            except Refuse as refused:
                error = refused.error
                answer = (200, {"ok": False, "error": error, "errors": list(refused.faults)}, {})
                if error in MALFORMED:
                    self.space.note(Refusal(method, error, refused.faults))
            self.space.note(Call(method, args, at, str(fault or error)))
        return None if fault else answer


class Handler(BaseHTTPRequestHandler):
    """One connection of the bot."""

    server: "Server"
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        if where.path == "/link/" and self.headers.get("Upgrade", "").lower() == "websocket":
            self.upgrade(dict(parse_qsl(where.query)).get("ticket", ""))
        else:
            self.do_POST()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        where, desk = urlsplit(self.path), self.server.desk
        kind = self.headers.get("Content-Type", "")
        if where.path.startswith("/api/"):
            method, token = where.path[5:], self.headers.get("Authorization", "").removeprefix("Bearer ").strip()
            self.reply(self.read(desk, method, kind, body, where.query, lambda args: desk.api(method, token, args)))
        elif where.path.startswith("/response/"):
            key = where.path.rsplit("/", 1)[-1]
            got = self.read(desk, RESPONSE_URL, kind, body, "", lambda args: desk.respond(key, args))
            if got and got[0] == 200 and not got[1].get("ok"):
                got = (404 if got[1]["error"].endswith("_url") else 400, got[1], {})
            self.reply(got)
        else:
            self.reply((404, {"ok": False, "error": "no_such_page"}, {}))

    @staticmethod
    def read(desk: Desk, method: str, kind: str, body: bytes, query: str, work: Any) -> Answer | None:
        """Answer a call, or refuse one that cannot be read."""
        try:
            args = arguments(kind, body, query)
        except Refuse as refused:
            unreadable = refused  # the name of an except clause ends with it

            def refuse(_: Args) -> dict[str, Any]:
                raise unreadable

            return desk.answer(method, refuse, {"body": body})
        return desk.answer(method, work, args)

    def reply(self, answer: Answer | None) -> None:
        if answer is None:
            self.close_connection = True
            self.server.cut(self.connection)
            return
        status, body, headers = answer
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def upgrade(self, ticket: str) -> None:
        """Become a websocket, for as long as it lives."""
        self.close_connection = True
        if not self.server.desk.sockets.redeem(ticket):
            self.reply((403, {"ok": False, "error": "invalid_ticket"}, {}))
            return
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", accept_key(self.headers.get("Sec-WebSocket-Key", "")))
        self.end_headers()
        self.server.desk.sockets.serve(Peer(self.connection, self.rfile))

    def log_message(self, *args: object) -> None:
        """Say nothing: the workspace keeps every call."""


class Server(ThreadingHTTPServer):
    """Joins its threads and cuts its connections when it ends, so that nothing leaks."""

    daemon_threads = False
    request_queue_size = 128

    def __init__(self, port: int, desk: Desk) -> None:
        self.desk = desk
        self._live: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", port), Handler)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), name="slack")
        self._thread.start()

    def server_bind(self) -> None:
        # Not HTTPServer's: it looks up the host's full name, which may ask a resolver.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.socket.getsockname()[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._live.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._live.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep what went wrong in this world itself; a bot that hung up is no accident."""
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, OSError):
            self.desk.accidents.append(error)

    @staticmethod
    def cut(connection: socket.socket) -> None:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        """Refuse connections, cut those that stand, and wait for every thread."""
        self.shutdown()
        self._thread.join()
        self.socket.close()
        with self._lock:
            live = list(self._live)
        for connection in live:
            self.cut(connection)
        self.server_close()
