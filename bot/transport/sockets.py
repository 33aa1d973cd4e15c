"""Socket Mode: two connections, kept up in the background, so that a refresh of one leaves no deaf moment.

A connection that Slack tells to go has its successor opened first, and is read until then. Slack delivers each
envelope to any one connection; its ack goes out on the same one, or on another where that has ended.
"""

import json
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import build_headers, send_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.messenger import word_of
from bot.tokens import REFUSALS
from bot.transport import reading
from bot.transport.link import PING, Link
from bot.transport.traffic import ACK_SECONDS, Traffic
from commands.errors import Misconfigured, Problem

log = logging.getLogger(__name__)

# A supervisor that starts the process anew is the last help where sockets open and nothing comes through, no greeting
# and no pong either: so many looks, a minute. A Slack that is down refuses to connect, and that is no deafness.
DEAF: Final = 12

_CONNECTIONS: Final = 2
_STAGGER: Final = 0.5
_CONCURRENCY: Final = 48
_SHORT_LIVED: Final = 5.0
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0

# Reasons of a `disconnect` that are routine: the successor is opened at once. After any other, such as
# too_many_websockets or link_disabled, connecting at once would only be refused again.
_ROUTINE: Final = frozenset({"warning", "refresh_requested"})


class Sockets:
    """The connections. A refused app token ends the start, and deafness the process.

    acked: told how many seconds each ack took, from the envelope's arrival. look: seconds from look to look.
    """

    def __init__(
        self,
        app: App,
        app_token: str,
        client: WebClient,
        traffic: Traffic,
        fatal: Callable[[Problem], None],
        acked: Callable[[float], None] = lambda _: None,
        look: float = PING,
    ) -> None:
        self._app = app
        self._token = app_token
        self._client = client
        self._traffic = traffic
        self._fatal = fatal
        self._acked = acked
        self._look = look
        self._silence = 0
        self._heard_at = time.monotonic()
        self._stopping = threading.Event()
        self._pool = ThreadPoolExecutor(_CONCURRENCY, "envelope")
        self._lock = threading.Lock()
        self._links: list[Link] = []

    def start(self) -> None:
        """Connect, one after the other, and keep it so."""
        for index in range(_CONNECTIONS):
            self._begin(index * _STAGGER)
        threading.Thread(target=self._watch, name="sockets", daemon=True).start()

    def close(self) -> None:
        """Acknowledge what is in hand, then take no further envelopes."""
        self._stopping.set()
        self._traffic.settle(ACK_SECONDS)
        for link in self._open_links():
            link.close()

    @property
    def connected(self) -> bool:
        """Whether Slack can reach us: a socket is open and was greeted."""
        return any(link.greeted for link in self._open_links())

    @property
    def facts(self) -> dict[str, float]:
        """How many connections are open, and for how many seconds nothing came on any."""
        return {"sockets": len(self._open_links()), "silent_seconds": round(time.monotonic() - self._heard_at, 1)}

    def _came(self) -> None:
        """Anything from Slack, on any connection."""
        self._silence = 0
        self._heard_at = time.monotonic()

    def _open_links(self) -> list[Link]:
        with self._lock:
            return [link for link in self._links if link.open]

    def _begin(self, pause: float, instead_of: Link | None = None) -> None:
        threading.Thread(target=self._keep, args=(pause, instead_of), name="socket", daemon=True).start()

    def _keep(self, pause: float, instead_of: Link | None) -> None:
        """Connect, then read until the connection ends; unless it has a successor by then, begin anew."""
        link = self._connect(pause)
        if link is None:
            return
        if instead_of:
            instead_of.close()
        opened_at = time.monotonic()
        link.read()
        with self._lock:
            self._links.remove(link)
        if link.replace() and not self._stopping.is_set():
            log.info("a socket ended; connecting again")
            # A Slack that closes what it has just opened is not asked again at once.
            self._begin(0.0 if time.monotonic() - opened_at > _SHORT_LIVED else _FIRST_PAUSE)

    def _connect(self, pause: float) -> Link | None:
        """A new connection, however long it takes; None where the bot stops or its token is refused."""
        growing = _FIRST_PAUSE
        while not self._stopping.wait(pause):
            try:
                url = self._client.apps_connections_open(app_token=self._token)["url"]
                link = Link(url, self._heard, self._came)
            except SlackApiError as error:
                word = word_of(error)
                if word in REFUSALS:
                    self._fatal(Misconfigured("SLACK_APP_TOKEN", f"Slack refuses it ({word})"))
                    return None
                log.warning("Slack opens no socket: %s", word or error.response.status_code)
            except (SlackClientError, OSError) as error:
                log.warning("Slack cannot be reached for a socket: %s", type(error).__name__)
            else:
                with self._lock:
                    self._links.append(link)
                return link
            self._silence = 0
            pause, growing = growing, min(growing * 2, _LONGEST_PAUSE)
        return None

    def _watch(self) -> None:
        while not self._stopping.wait(self._look):
            for link in self._open_links():
                link.check()
            self._silence += 1
            if self._silence > DEAF:
                told = f"its sockets open and nothing came for {DEAF * self._look:.0f} s; ending, to be started anew"
                self._fatal(Problem(f"Slack is not heard: {told}"))
                return

    def _heard(self, link: Link, text: str) -> None:
        """One message; runs in the link's reading thread, so everything longer goes to the pool."""
        try:
            message: dict[str, Any] = json.loads(text) if text.startswith("{") else {}
            request = SocketModeRequest.from_dict(message)
        except (ValueError, TypeError, RecursionError):
            log.warning("a message on a socket was not what Slack sends")
            return
        if message.get("type") == "disconnect":
            self._leave(link, str(message.get("reason")))
        elif request is not None:
            self._pool.submit(self._take, link, request, time.time())

    def _leave(self, link: Link, reason: str) -> None:
        if self._stopping.is_set() or not link.replace():
            return
        log.info("Slack closes a socket: %s", reason)
        self._begin(0.0 if reason in _ROUTINE else _LONGEST_PAUSE, instead_of=link)

    def _take(self, link: Link, request: SocketModeRequest, begun: float) -> None:
        with self._traffic:
            try:
                answer = reading.answer(self._app, request.payload, build_headers(request) or {})
            except reading.Unreadable:
                return
            for one in (link, *self._open_links()):
                try:
                    send_response(one, request, answer, begun)  # type: ignore[arg-type]
                except SlackClientError:
                    continue
                self._acked(time.time() - begun)
                return
        log.warning("an envelope could not be acknowledged: no socket is open")
