"""DNS as the world sees it, asked with dnspython; slow or silent servers are given up on soon."""

import time
from collections.abc import Iterator, Sequence
from typing import Final

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdatatype
import dns.resolver

# Somebody waits for the answer, and all else about the zone is known already.
_PATIENCE: Final = 2.5
_ONE_SERVER: Final = 1.0


class DnsResolver:
    """ports.Resolver over the machine's resolvers, or the given ones.

    nameservers: addresses of recursive resolvers; empty: the machine's own.
    port:        of all servers, authoritative ones too; tests have no other.
    """

    def __init__(self, nameservers: Sequence[str] = (), port: int = 53) -> None:
        self._nameservers = list(nameservers)
        self._port = port

    def delegation(self, name: str) -> tuple[str, ...] | None:
        """The name servers that the parent zone hands out for a name; empty: none; None: it could not be asked."""
        end = time.monotonic() + _PATIENCE
        try:
            resolver = self._resolver()
            child = dns.name.from_text(name)
            apex = dns.resolver.zone_for_name(child.parent(), resolver=resolver, lifetime=_PATIENCE)
            for address in self._servers(resolver, apex, end):
                found = self._referral(address, child, end)
                if found is not None:
                    return found
        except (dns.exception.DNSException, OSError):
            return None
        return None

    def _resolver(self) -> dns.resolver.Resolver:
        resolver = dns.resolver.Resolver(configure=not self._nameservers)
        if self._nameservers:
            resolver.nameservers = self._nameservers
        resolver.port = self._port
        return resolver

    def _servers(self, resolver: dns.resolver.Resolver, apex: dns.name.Name, end: float) -> Iterator[str]:
        """The addresses of a zone's name servers, each looked up when it is needed."""
        for server in resolver.resolve(apex, "NS", lifetime=_left(end)):
            for address in resolver.resolve(server.target, "A", lifetime=_left(end), raise_on_no_answer=False):
                yield address.address

    def _referral(self, address: str, child: dns.name.Name, end: float) -> tuple[str, ...] | None:
        """What one of the parent's servers says; None where it says nothing, or nothing useful."""
        question = dns.message.make_query(child, dns.rdatatype.NS, flags=0)
        try:
            timeout = min(_ONE_SERVER, _left(end))
            answer, _ = dns.query.udp_with_fallback(question, address, timeout=timeout, port=self._port)
        except (dns.exception.DNSException, OSError):
            return None
        if answer.rcode() not in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN):
            return None
        sections = (*answer.answer, *answer.authority)
        named = [rrset for rrset in sections if rrset.name == child and rrset.rdtype == dns.rdatatype.NS]
        return tuple(sorted({str(server.target) for rrset in named for server in rrset}))


class Unasked:
    """ports.Resolver that asks nobody: the demo's, whose zones the world does not know."""

    def delegation(self, _name: str) -> tuple[str, ...] | None:
        """It could not be asked."""
        return None


def _left(end: float) -> float:
    """Seconds until the end; dnspython raises its own time-out where there are none."""
    return max(end - time.monotonic(), 0.01)
