"""Frames as RFC 6455 has them."""

import io

import pytest

from tests.worlds.websocket import Frame, Opcode, Peer, ProtocolError, accept_key, encode


class Nowhere:
    """A socket on which nothing is sent."""


def masked(opcode: int, data: bytes, *, final: bool = True) -> bytes:
    head = encode(Opcode.TEXT, data)
    key = b"\x01\x02\x03\x04"
    body = bytes(byte ^ key[at % 4] for at, byte in enumerate(data))
    length = head[1 : len(head) - len(data)]
    return bytes([(0x80 if final else 0) | opcode, length[0] | 0x80]) + length[1:] + key + body


def read(*pieces: bytes) -> list[Frame]:
    peer = Peer(Nowhere(), io.BytesIO(b"".join(pieces)))  # type: ignore[arg-type]
    return list(iter(peer.read, None))


def test_the_key_of_the_rfc_is_accepted_as_there() -> None:
    assert accept_key("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65_535, 65_536, 200_000])
def test_a_message_of_any_length_is_read(size: int) -> None:
    assert read(masked(1, b"x" * size)) == [Frame(Opcode.TEXT, b"x" * size)]


def test_pieces_are_put_together_around_a_ping() -> None:
    pieces = (masked(1, b"he", final=False), masked(9, b"?"), masked(0, b"llo"))
    assert read(*pieces) == [Frame(Opcode.PING, b"?"), Frame(Opcode.TEXT, b"hello")]


def test_half_a_frame_is_the_end() -> None:
    assert read(masked(1, b"hello")[:-1]) == []


@pytest.mark.parametrize(
    "frame",
    [encode(Opcode.TEXT, b"unmasked"), masked(0, b"continues nothing"), masked(3, b"no such opcode")],
)
def test_what_the_rfc_forbids_is_told(frame: bytes) -> None:
    with pytest.raises(ProtocolError):
        read(frame)
