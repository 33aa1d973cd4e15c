"""The HTTP side, served by waitress: GET /healthz and /metrics always, POST /slack/events where HTTP is the way in."""

import errno
import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Final
from wsgiref.types import StartResponse, WSGIEnvironment

from waitress.server import create_server

from bot.transport.door import TEXT, Answer, Door
from bot.transport.traffic import ACK_SECONDS
from commands.errors import Misconfigured

# Every request of a burst waits for its ack in a thread of its own, mostly idle.
_THREADS: Final = 48

# Whoever sends more than the door takes is told so only when all of it was read: a server that closes earlier breaks
# the connection, and its answer is lost. Beyond this it does.
_MOST_READ: Final = 16_000_000

# How often the end looks whether the last answer is out; waitress calls nobody then.
_LOOK: Final = 0.01

# Threads where only pages are read. A page may wait for the database, and others are read meanwhile.
_READERS: Final = 6

# Who connects and says nothing keeps others out once there are so many; waitress's own 100 and 120 s are soon used up.
_MOST_CONNECTIONS: Final = 500
_SILENT_SECONDS: Final = 15

Page = Callable[[], Answer]
"""Something to read: status, content type, body."""


class HttpServer:
    """Serves pages, and Slack's door where HTTP is the way in.

    Listens from the moment it is made; raises Misconfigured where it cannot.
    """

    def __init__(self, host: str, port: int, pages: Mapping[str, Page], door: Door | None) -> None:
        self._pages = pages
        self._door = door
        self._closing = False
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        try:
            self._server = create_server(
                self._serve,
                host=host,
                port=port,
                threads=_THREADS if door else _READERS,
                max_request_body_size=_MOST_READ,
                connection_limit=_MOST_CONNECTIONS,
                channel_timeout=_SILENT_SECONDS,
                cleanup_interval=_SILENT_SECONDS // 3,
                ident="slash-dns",
                clear_untrusted_proxy_headers=True,
            )
        except ValueError as error:
            raise Misconfigured("HOST", f"{host!r} is no address of this machine") from error
        except OSError as error:
            variable = "PORT" if error.errno in (errno.EADDRINUSE, errno.EACCES) else "HOST"
            raise Misconfigured(variable, f"cannot listen on {host}:{port} ({error.strerror})") from error
        self._thread = threading.Thread(target=self._server.run, name="http", daemon=True)

    @property
    def port(self) -> int:
        """Where it listens; the one that was asked for, or the one that was free where that was 0."""
        return int(self._server.effective_port)

    def start(self) -> None:
        """Answer requests."""
        self._thread.start()

    def close(self) -> None:
        """Answer what is in hand; whoever still comes is told to try again.

        The listening socket goes with the process; waitress cannot be closed from another thread while it polls.
        """
        self._closing = True
        deadline = time.monotonic() + ACK_SECONDS
        while self._in_hand() and time.monotonic() < deadline:
            time.sleep(_LOOK)

    def _in_hand(self) -> bool:
        """Whether a request waits for its answer, or an answer for its way out."""
        channels = list(self._server.active_channels.values())
        return any(channel.requests or channel.total_outbufs_len for channel in channels)

    def _serve(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        status, kind, body = self._answer(environ)
        reason = HTTPStatus(status).phrase
        raw = body.encode()
        start(f"{status} {reason}", [("Content-Type", kind), ("Content-Length", str(len(raw)))])
        return [raw]

    def _answer(self, environ: WSGIEnvironment) -> Answer:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        if path in self._pages and method in ("GET", "HEAD"):
            return self._pages[path]()
        if self._closing:
            return 503, TEXT, "stopping\n"
        if path == "/slack/events" and self._door:
            return self._door.answer(environ) if method == "POST" else (405, TEXT, "POST only\n")
        return 404, TEXT, "not found\n"
