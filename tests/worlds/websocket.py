"""The server's side of RFC 6455, as much of it as Socket Mode needs."""

import base64
import hashlib
import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from io import BufferedIOBase
from typing import Final

HANDSHAKE_GUID: Final = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, section 1.3


class Opcode(IntEnum):
    """RFC 6455, section 5.2."""

    CONTINUATION = 0x0
    TEXT = 0x1
    BINARY = 0x2
    CLOSE = 0x8
    PING = 0x9
    PONG = 0xA


class ProtocolError(ConnectionError):
    """The peer sent what RFC 6455 forbids."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One whole message or control frame, unmasked and put together."""

    opcode: Opcode
    data: bytes


def accept_key(key: str) -> str:
    """The Sec-WebSocket-Accept that answers a Sec-WebSocket-Key (RFC 6455, section 4.2.2)."""
    digest = hashlib.sha1((key + HANDSHAKE_GUID).encode()).digest()
    return base64.b64encode(digest).decode()


def encode(opcode: Opcode, data: bytes) -> bytes:
    """A final, unmasked frame: a server must not mask."""
    head = bytes([0x80 | opcode])
    if len(data) < 126:
        return head + bytes([len(data)]) + data
    if len(data) < 1 << 16:
        return head + struct.pack("!BH", 126, len(data)) + data
    return head + struct.pack("!BQ", 127, len(data)) + data


class Peer:
    """The other end of one accepted websocket. Sending is safe from any thread, reading from one."""

    def __init__(self, sock: socket.socket, reader: BufferedIOBase) -> None:
        self._sock, self._reader = sock, reader
        self._sending = threading.Lock()
        self._kind: Opcode | None = None  # of the message whose pieces are coming in
        self._parts: list[bytes] = []

    def send(self, opcode: Opcode, data: bytes = b"") -> bool:
        """Send one frame; False where the connection is gone."""
        try:
            with self._sending:
                self._sock.sendall(encode(opcode, data))
        except OSError:
            return False
        return True

    def read(self) -> Frame | None:
        """The next message or control frame; None at the end of the connection. Raises ProtocolError."""
        while (piece := self._piece()) is not None:
            final, opcode, data = piece
            if opcode >= Opcode.CLOSE:  # control frames may stand between the pieces of a message
                return Frame(opcode, data)
            if (self._kind is None) == (opcode is Opcode.CONTINUATION):
                raise ProtocolError("a continuation of nothing, or a message within a message")
            self._kind = self._kind or opcode
            self._parts.append(data)
            if final:
                whole = Frame(self._kind, b"".join(self._parts))
                self._kind, self._parts = None, []
                return whole
        return None

    def _piece(self) -> tuple[bool, Opcode, bytes] | None:
        head = self._exactly(2)
        if head is None:
            return None
        if not head[1] & 0x80:
            raise ProtocolError("a client must mask its frames (RFC 6455, section 5.1)")
        rest = self._exactly(self._extra(head[1] & 0x7F) + 4)
        if rest is None:
            return None
        length = int.from_bytes(rest[:-4], "big") if len(rest) > 4 else head[1] & 0x7F
        data = self._exactly(length)
        if data is None:
            return None
        mask = (rest[-4:] * (length // 4 + 1))[:length]
        plain = (int.from_bytes(data, "big") ^ int.from_bytes(mask, "big")).to_bytes(length, "big")
        if head[0] & 0x0F not in Opcode._value2member_map_:
            raise ProtocolError(f"no such opcode: {head[0] & 0x0F}")
        return bool(head[0] & 0x80), Opcode(head[0] & 0x0F), plain

    @staticmethod
    def _extra(length: int) -> int:
        return {126: 2, 127: 8}.get(length, 0)

    def _exactly(self, count: int) -> bytes | None:
        try:
            data = self._reader.read(count)
        except (OSError, ValueError):  # ValueError: the file was closed under us
            return None
        return data if len(data) == count else None

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Say goodbye, then cut."""
        self.send(Opcode.CLOSE, struct.pack("!H", code) + reason.encode())
        self.cut()

    def cut(self) -> None:
        """Break the connection without a word; the reading thread wakes with the end."""
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)
