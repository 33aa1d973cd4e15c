"""Socket Mode: two connections, so that a refresh of one leaves no deaf moment.

On `disconnect` the SDK's client opens the new connection, but reads it only after a receive on the old one
has timed out, up to three seconds later. So the old socket is shut down first.
"""

import contextlib
import logging
import socket
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.tokens import REFUSALS
from bot.transport.traffic import Traffic
from commands.errors import Misconfigured

log = logging.getLogger(__name__)

_CONNECTIONS: Final = 2
_CONCURRENCY: Final = 24
_PING: Final = 5.0
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0

_quiet = logging.getLogger("slash-dns.socket")
_quiet.setLevel(logging.CRITICAL)


class _Client(SocketModeClient):
    """One connection, reconnecting by itself."""

    def connect(self) -> None:
        """Connect; an older connection is shut down first, so that nobody waits for it to time out."""
        old = self.current_session
        if old is not None and old.sock is not None:
            with contextlib.suppress(OSError):
                old.sock.shutdown(socket.SHUT_RDWR)
        super().connect()


class Sockets:
    """The connections, kept up in the background. A refused app token ends the start."""

    def __init__(
        self, app: App, app_token: str, api_url: str, traffic: Traffic, fatal: Callable[[Misconfigured], None]
    ) -> None:
        self._app = app
        self._traffic = traffic
        self._fatal = fatal
        self._stopping = threading.Event()
        self._clients = [self._client(app_token, api_url) for _ in range(_CONNECTIONS)]
        self._threads = [
            threading.Thread(target=self._keep_up, args=(client, index), name=f"socket-{index}", daemon=True)
            for index, client in enumerate(self._clients)
        ]

    def _client(self, app_token: str, api_url: str) -> _Client:
        web = WebClient(base_url=api_url, timeout=10, logger=_quiet, retry_handlers=[])
        client = _Client(
            app_token=app_token, web_client=web, ping_interval=_PING, concurrency=_CONCURRENCY, logger=_quiet
        )
        client.socket_mode_request_listeners.append(self._take)
        return client

    def start(self) -> None:
        """Connect, one after the other."""
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Take no further envelopes."""
        self._stopping.set()
        for client in self._clients:
            client.auto_reconnect_enabled = False
            client.closed = True
            with contextlib.suppress(Exception):
                client.disconnect()

    @property
    def connected(self) -> bool:
        """Whether Slack can reach us."""
        return any(client.is_connected() for client in self._clients)

    def _take(self, client: Any, request: SocketModeRequest) -> None:
        begun = time.time()
        with self._traffic:
            send_response(client, request, run_bolt_app(self._app, request), begun)

    def _keep_up(self, client: _Client, index: int) -> None:
        """Connect once; from then on the client's own monitor reconnects."""
        pause = _FIRST_PAUSE
        self._stopping.wait(index * _FIRST_PAUSE)
        while not self._stopping.is_set():
            try:
                client.connect()
                log.info("socket %d is connected", index)
                return
            except SlackApiError as error:
                word = error.response.get("error") if isinstance(error.response.data, dict) else None
                if word in REFUSALS:
                    self._fatal(Misconfigured("SLACK_APP_TOKEN", f"Slack refuses it ({word})"))
                    return
                log.warning("socket %d: Slack says %s", index, word or error.response.status_code)
            except (SlackClientError, OSError) as error:
                log.warning("socket %d: Slack cannot be reached: %s", index, type(error).__name__)
            self._stopping.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
