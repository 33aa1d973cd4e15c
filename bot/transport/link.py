"""One Socket Mode connection: the SDK's websocket, with an end that is noticed.

The SDK's reader takes an empty read, which is the other side's end, for silence, and spins on it; and it sends
with send(), which may send a part. Both are mended at the socket.
"""

import contextlib
import json
import logging
import socket
import threading
from collections.abc import Callable
from typing import Any, Final

from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.builtin.connection import Connection, ConnectionState
from slack_sdk.socket_mode.response import SocketModeResponse

PING: Final = 5.0

# A connection on which nothing came for so many pings, each of which Slack answers, is gone; so is one that never
# greeted. The SDK finds a connection stale only by a pong that came once.
STALE: Final = 4

# The SDK logs frames; nothing of theirs may reach our log.
_quiet = logging.getLogger("slash-dns.socket")
_quiet.setLevel(logging.CRITICAL)


class _Wire:
    """A socket whose end is an error, whose send sends everything, and that tells of whatever comes."""

    def __init__(self, sock: Any, came: Callable[[], None]) -> None:
        self._sock = sock
        self._came = came

    def recv(self, size: int) -> bytes:
        data: bytes = self._sock.recv(size)
        if not data:
            raise ConnectionResetError("the other side closed the connection")
        # The SDK leaves the last line break of the handshake to be read here; it says nothing of what comes after.
        if data.strip():
            self._came()
        return data

    def send(self, data: bytes) -> int:
        self._sock.sendall(data)
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class Link:
    """One websocket, read by the thread that calls `read`.

    heard: called with the text of each message, in the reading thread. came: called whenever anything arrives, a
    pong too.
    """

    # What bolt's send_response looks at.
    logger = _quiet

    def __init__(self, url: str, heard: Callable[["Link", str], None], came: Callable[[], None] = lambda: None) -> None:
        self._heard = heard
        self._came = came
        self._state = ConnectionState()  # type: ignore[no-untyped-call]
        self._leaving = threading.Lock()
        self._replaced = False
        self.greeted = False
        self._checks = 0
        self._silence = 0
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
        self._connection.sock = _Wire(self._connection.sock, self._sign)  # type: ignore[assignment]

    def _sign(self) -> None:
        self._silence = 0
        self._came()

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
        """Ping; a connection on which nothing came since some checks ago, or that never said hello, is ended.

        Checks are counted rather than seconds: a process that stood still has not listened meanwhile.
        """
        self._checks += 1
        self._silence += 1
        self._connection.check_state()
        ungreeted = not self.greeted and self._checks > STALE
        if ungreeted or self._silence > STALE or not self._connection.is_active():
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
