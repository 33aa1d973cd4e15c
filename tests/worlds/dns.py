"""A DNS server on loopback, recursive and authoritative in one: it answers what it was told, over UDP."""

import socketserver
import threading
from typing import Any, Self

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset


class DnsWorld:
    """Answers on 127.0.0.1 until the `with` block ends.

    told: zone-file lines by question, ("example.com.", "NS"); those of a delegation go to the authority section.
    silent: questions that get no answer at all.
    """

    def __init__(self) -> None:
        self.told: dict[tuple[str, str], list[str]] = {}
        self.delegations: dict[str, list[str]] = {}
        self.silent: set[tuple[str, str]] = set()
        self.refusing: set[tuple[str, str]] = set()
        self._server = socketserver.ThreadingUDPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def _answer(self, raw: bytes) -> bytes | None:
        query = dns.message.from_wire(raw)
        asked = query.question[0]
        key = (str(asked.name), dns.rdatatype.to_text(asked.rdtype))
        if key in self.silent:
            return None
        answer = dns.message.make_response(query, recursion_available=True)
        if key in self.refusing:
            answer.set_rcode(dns.rcode.REFUSED)
        elif not query.flags & dns.flags.RD and key[0] in self.delegations:
            answer.authority.append(dns.rrset.from_text(key[0], 172800, "IN", "NS", *self.delegations[key[0]]))
        elif key in self.told:
            answer.answer.append(dns.rrset.from_text(key[0], 300, "IN", key[1], *self.told[key]))
        elif not any(name == key[0] for name, _ in self.told):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer.to_wire()

    def _handler(self) -> Any:
        world = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                raw, sock = self.request
                if (answer := world._answer(raw)) is not None:
                    sock.sendto(answer, self.client_address)

        return Handler
