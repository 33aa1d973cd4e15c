"""An EC2 in memory, as far as DNS sees it: the demo's, and the tests' twin of ec2.py."""

import itertools
import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from threading import RLock

from commands.model.belongings import Held
from commands.model.instances import GONE, RUNNING, Instance

_FIRST = "us-east-1"


class EmbeddedEc2:
    """ports.Instances in memory; safe to share between threads.

    Its public addresses are those set aside for documentation (RFC 5737), so that nothing real is pointed at.
    """

    def __init__(self, regions: Sequence[str] = (_FIRST,)) -> None:
        self._regions = tuple(regions)
        self._instances: dict[str, Instance] = {}
        self._elastic: dict[str, str] = {}
        self._public = (f"{net}.{host}" for net in ("203.0.113", "198.51.100") for host in range(1, 255))
        self._private = (f"10.0.{net}.{host}" for net in itertools.count() for host in range(4, 255))
        self._lock = RLock()

    def regions(self) -> tuple[str, ...]:
        """Where it is looked."""
        return self._regions

    def called(self, ids: Collection[str], tags: Collection[str]) -> tuple[Instance, ...]:
        """Every instance with one of these ids, or with exactly one of these Name tags."""
        return tuple(one for one in self._looked_at() if one.id in ids or (one.tag and one.tag in tags))

    def held(self) -> tuple[Held, ...]:
        """All that is ours, a region each."""
        return tuple(map(self._held, self._regions))

    def launch(
        self,
        tag: str = "",
        region: str = _FIRST,
        *,
        public: bool = True,
        hostnames: bool = True,
        v6: Sequence[str] = (),
    ) -> Instance:
        """Let an instance run.

        public: whether it has a public address; hostnames: whether its VPC gives public DNS names.
        """
        with self._lock:
            id_, address = f"i-{secrets.token_hex(9)[:17]}", next(self._private)
            name = f"ip-{_dashed(address)}.{_private_suffix(region)}"
            made = Instance(
                id=id_, region=region, state=RUNNING, tag=tag, private_name=name, private_v4=address, v6=tuple(v6)
            )
            self._instances[id_] = _reachable(made, next(self._public), hostnames=hostnames) if public else made
            return self._instances[id_]

    def stop(self, id_: str) -> Instance:
        """Stop an instance: its private address stays, its public one goes back to Amazon."""
        return self._changed(id_, state="stopped", public_name="", public_v4="")

    def start(self, id_: str) -> Instance:
        """Start a stopped instance: it gets another public address."""
        with self._lock:
            running = self._changed(id_, state=RUNNING)
            self._instances[id_] = _reachable(running, next(self._public), hostnames=True)
            return self._instances[id_]

    def terminate(self, id_: str) -> Instance:
        """End an instance: it is listed for a while yet, without any address."""
        without = {"public_name": "", "public_v4": "", "private_name": "", "private_v4": "", "v6": ()}
        return self._changed(id_, state="terminated", **without)

    def allocate(self, region: str = _FIRST) -> str:
        """An Elastic IP that no instance has."""
        with self._lock:
            address = next(self._public)
            self._elastic[address] = region
            return address

    def release(self, address: str) -> None:
        """Give an Elastic IP back."""
        with self._lock:
            del self._elastic[address]

    def _changed(self, id_: str, **fields: object) -> Instance:
        with self._lock:
            self._instances[id_] = replace(self._instances[id_], **fields)  # type: ignore[arg-type]
            return self._instances[id_]

    def _looked_at(self) -> Iterator[Instance]:
        with self._lock:
            everything = tuple(self._instances.values())
        return (one for region in self._regions for one in everything if one.region == region)

    def _held(self, region: str) -> Held:
        here = tuple(one for one in self._looked_at() if one.region == region and one.state not in GONE)
        addresses = {address for address, where in self._elastic.items() if where == region}
        addresses.update(address for one in here for address in (one.public_v4, one.private_v4, *one.v6))
        names = frozenset(name for one in here for name in (one.public_name, one.private_name) if name)
        return Held(region, here, names, frozenset(addresses - {""}))


def _reachable(instance: Instance, address: str, *, hostnames: bool) -> Instance:
    name = f"ec2-{_dashed(address)}.{_public_suffix(instance.region)}" if hostnames else ""
    return replace(instance, public_v4=address, public_name=name)


def _dashed(address: str) -> str:
    return address.replace(".", "-")


def _public_suffix(region: str) -> str:
    return "compute-1.amazonaws.com" if region == _FIRST else f"{region}.compute.amazonaws.com"


def _private_suffix(region: str) -> str:
    return "ec2.internal" if region == _FIRST else f"{region}.compute.internal"
