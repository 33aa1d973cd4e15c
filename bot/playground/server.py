"""The page and the Slack behind it, on loopback: files, the feed, people's acts, and the bot's calls.

A page of another origin may neither read nor act here: names other than this machine's own are refused, and so are
requests that say they come from elsewhere.
"""

import json
import logging
import mimetypes
import re
import socketserver
import sys
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, quote

from bot.playground.acts import Unfit
from bot.playground.fake_slack import FakeSlack
from bot.playground.feed import Feed
from bot.playground.slack.people import Gone

log = logging.getLogger(__name__)

HOST: Final = "127.0.0.1"

_PAGE: Final = Path(__file__).with_name("page")
_KINDS: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_LARGEST_BODY: Final = 12_000_000
# Seconds between signs of life on a quiet feed, so that a page that is gone is noticed.
_BEAT: Final = 10.0

_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

_SAFE: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

Told = Mapping[str, Any]
Act = Callable[[dict[str, Any]], Told]


class Playground:
    """What the server serves. acts: what a page may do, by name; looks: what it may read, by name."""

    def __init__(
        self, slack: FakeSlack, feed: Feed, acts: Mapping[str, Act], looks: Mapping[str, Callable[[], Told]]
    ) -> None:
        self.slack, self.feed, self.acts, self.looks = slack, feed, acts, looks
        self.files = {f"/{file.relative_to(_PAGE).as_posix()}": file for file in _PAGE.rglob("*") if file.is_file()}
        self.files |= {"/": _PAGE / "index.html", "/gallery": _PAGE / "gallery.html"}


class Server(ThreadingHTTPServer):
    """Listens on loopback from the moment it is made. port: the wanted one, or any where that is taken."""

    playground: Playground
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int) -> None:
        try:
            super().__init__((HOST, port), Handler)
        except OSError:
            super().__init__((HOST, 0), Handler)

    def server_bind(self) -> None:
        """Bind without asking a resolver for this machine's name, as HTTPServer does."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.socket.getsockname()[1]

    def start(self, playground: Playground) -> None:
        """Serve."""
        self.playground = playground
        threading.Thread(target=self.serve_forever, args=(0.1,), name="playground", daemon=True).start()

    def stop(self) -> None:
        """Serve nobody any more; the feed sends its listeners away."""
        self.playground.feed.close()
        self.shutdown()
        self.server_close()

    def handle_error(self, _request: object, _address: object) -> None:
        """Say nothing of a page that hung up; anything else is a fault of ours."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            log.error("the playground failed to answer", exc_info=error)


class Handler(BaseHTTPRequestHandler):
    """One connection of a page or of the bot."""

    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Files, looks, the feed."""
        path, _, query = self.path.partition("?")
        if not self._ours():
            self._reply(403, b"This is for the machine it runs on.\n", "text/plain")
        elif path == "/play/feed":
            self._feed(parse_qs(query))
        elif path.startswith("/play/"):
            look = self.server.playground.looks.get(path.removeprefix("/play/"))
            self._json(*((200, look()) if look else (404, {"ok": False})))
        elif path.startswith("/files/"):
            self._download(path.split("/")[2])
        else:
            self._file(path)

    def do_POST(self) -> None:
        """Acts of people, and calls of the bot."""
        told = self.headers.get("Content-Length", "")
        length = int(told[:12]) if told.isdecimal() else 0
        if length > _LARGEST_BODY:
            self.close_connection = True
            self._json(413, {"ok": False, "error": "too large"})
            return
        body, kind = self.rfile.read(length), self.headers.get("Content-Type", "")
        door, _, rest = self.path.partition("?")[0].removeprefix("/").partition("/")
        if door == "api":
            token = self.headers.get("Authorization", "").removeprefix("Bearer ").strip()
            self._json(200, self.server.playground.slack.api(rest, token, kind, body))
        elif door == "response":
            self._json(*self.server.playground.slack.respond(rest, kind, body))
        elif door == "upload":
            taken = self.server.playground.slack.upload(rest, body)
            self._reply(200 if taken else 400, f"{'OK' if taken else 'no'} - {len(body)}".encode(), "text/plain")
        elif door == "play" and self._ours() and kind.startswith("application/json"):
            self._act(rest, body)
        else:
            self._json(404, {"ok": False, "error": "no such page"})

    def _ours(self) -> bool:
        """Whether the request is meant for this machine by name, and comes from a page of ours or from no page."""
        host = self.headers.get("Host", "")
        named = re.fullmatch(r"(127\.0\.0\.1|localhost|\[::1\])(:\d+)?", host) is not None
        return named and self.headers.get("Origin", f"http://{host}") == f"http://{host}"

    def _act(self, name: str, body: bytes) -> None:
        act = self.server.playground.acts.get(name)
        if act is None:
            self._json(404, {"ok": False, "error": "no such act"})
            return
        try:
            asked = json.loads(body)
        except (ValueError, RecursionError):
            self._json(400, {"ok": False, "error": "The request is not JSON."})
            return
        try:
            self._json(200, act(asked))
        except Gone as gone:
            self._json(200, {"ok": False, "error": str(gone)})
        except Unfit as unfit:
            self._json(400, {"ok": False, "error": f"This cannot be done as it was asked for. {unfit}."})

    def _feed(self, query: Mapping[str, list[str]]) -> None:
        """Server-Sent Events: what changed, until the page leaves."""
        feed, viewer = self.server.playground.feed, query.get("as", [""])[0]
        epoch, _, number = self.headers.get("Last-Event-ID", "").partition(".")
        last = int(number) if epoch == feed.epoch and number.isdecimal() else 0
        self.close_connection = True
        self._head(200, {"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        while not feed.closed:
            fresh, (last, things) = last == 0, feed.since(last, viewer, _BEAT)
            news = json.dumps({"fresh": fresh, "things": things})
            lines = f"id: {feed.epoch}.{last}\ndata: {news}\n\n" if things or fresh else ": still here\n\n"
            self.wfile.write(lines.encode())
            self.wfile.flush()

    def _download(self, file_id: str) -> None:
        found = self.server.playground.slack.file(file_id)
        if found is None:
            self._json(404, {"ok": False, "error": "no such file"})
            return
        name, content = found
        shown = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
        self._reply(200, content, "application/octet-stream", shown)

    def _file(self, path: str) -> None:
        file = self.server.playground.files.get(path)
        if file is None:
            self._reply(404, b"There is no such page.\n", "text/plain; charset=utf-8")
            return
        kind = _KINDS.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        text = kind.startswith(("text/", "image/svg"))
        self._reply(200, file.read_bytes(), f"{kind}; charset=utf-8" if text else kind, {"Cache-Control": "no-cache"})

    def _json(self, status: int, body: Told) -> None:
        self._reply(status, json.dumps(body).encode(), "application/json", {"Cache-Control": "no-store"})

    def _reply(self, status: int, body: bytes, kind: str, more: Mapping[str, str] | None = None) -> None:
        self._head(status, {"Content-Type": kind, "Content-Length": str(len(body)), **(more or {})})
        self.wfile.write(body)

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**_SAFE, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the page shows what happens."""
