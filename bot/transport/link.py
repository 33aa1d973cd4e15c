"""One Socket Mode connection: the SDK's websocket, with an end that is noticed.

The SDK's reader takes an empty read, which is the other side's end, for silence, and spins on it; and it sends
with send(), which may send a part. Both are mended at the socket.
"""

import contextlib
import json
import logging
import socket
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.builtin.connection import Connection, ConnectionState
from slack_sdk.socket_mode.response import SocketModeResponse

PING: Final = 5.0

# Slack greets within a second; the SDK finds a connection stale only by a pong that came once.
GREETING: Final = 20.0

# The SDK logs frames; nothing of theirs may reach our log.
_quiet = logging.getLogger("slash-dns.socket")
_quiet.setLevel(logging.CRITICAL)


class _Wire:
    """A socket whose end is an error, and whose send sends everything."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock

    def recv(self, size: int) -> bytes:
        data: bytes = self._sock.recv(size)
        if not data:
            raise ConnectionResetError("the other side closed the connection")
        return data

    def send(self, data: bytes) -> int:
        self._sock.sendall(data)
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class Link:
    """One websocket, read by the thread that calls `read`.

    heard: called with the text of each frame, in the reading thread.
    """

    # What bolt's send_response looks at.
    logger = _quiet

    def __init__(self, url: str, heard: Callable[["Link", str], None]) -> None:
        self._heard = heard
        self._state = ConnectionState()  # type: ignore[no-untyped-call]
        self._leaving = threading.Lock()
        self._replaced = False
        self.greeted = False
        self._opened_at = time.monotonic()
        self._connection = Connection(
            url=url,
            logger=_quiet,
            ping_interval=PING,
            on_message_listener=self._message,
            on_error_listener=self._broken,
        )
        self._connection.connect()
        if self._connection.sock is None:
            raise SlackClientError("the websocket could not be opened")
        self._connection.sock = _Wire(self._connection.sock)  # type: ignore[assignment]

    def _message(self, text: str) -> None:
        self.greeted = True
        self._heard(self, text)

    def _broken(self, _error: Exception) -> None:
        self._state.terminated = True

    @property
    def open(self) -> bool:
        """Whether frames can come and go."""
        return not self._state.terminated and self._connection.is_active()

    def read(self) -> None:
        """Take frames until the connection ends."""
        self._connection.run_until_completion(self._state)
        self.close()

    def check(self) -> None:
        """Ping; a connection that has not answered for four pings, or that never said hello, is ended."""
        self._connection.check_state()
        ungreeted = not self.greeted and time.monotonic() - self._opened_at > GREETING
        if ungreeted or not self._connection.is_active():
            self._state.terminated = True

    def replace(self) -> bool:
        """True once: somebody is to open this link's successor."""
        with self._leaving:
            first, self._replaced = not self._replaced, True
            return first

    def send_socket_mode_response(self, response: SocketModeResponse) -> None:
        """Acknowledge an envelope. Raises SlackClientError where the connection is gone."""
        self._connection.send(json.dumps(response.to_dict()))

    def close(self) -> None:
        """End it, and the reading with it."""
        self._state.terminated = True
        sock = self._connection.sock
        if sock is not None:
            # Wakes the reader; disconnect() alone would wait for its receive to time out.
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        # The reader, woken, disconnects too; the SDK takes the socket for still there when it was first.
        with contextlib.suppress(AttributeError):
            self._connection.disconnect()
