"""EC2 through boto3, read only: a client for each region, made when the first instance is asked for.

It costs nothing of Route 53's budget. IAM: ec2:DescribeInstances, ec2:DescribeAddresses and
ec2:DescribeNetworkInterfaces, which know no narrower resource than *.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock
from typing import Any, Final, TypeVar

from commands.adapters import aws, refusals
from commands.adapters.roles import Roles
from commands.errors import Busy, Misconfigured, Refused, Unreachable
from commands.model import values
from commands.model.belongings import Held
from commands.model.instances import GONE, Instance
from commands.model.names import plain
from commands.model.records import Type
from commands.ports import Clock, Instances

# The largest page of DescribeInstances and DescribeNetworkInterfaces. Source: EC2 API reference.
_PAGE: Final = 1000
# Values that one filter takes. Source: Amazon EC2 User Guide, list and filter resources.
_VALUES: Final = 200
_AT_ONCE: Final = 8
# Seconds before the second and third attempt; EC2 throttles by the second.
_PAUSES: Final = (0.5, 1.5)

Item = dict[str, Any]
T = TypeVar("T")


def client(region: str, session: Callable[[], Any] = aws.session) -> Any:
    """boto3's EC2 client; without a region, in the session's own.

    session: makes a boto3 session; left out: over the standard AWS chain.
    """
    from botocore.config import Config
    from botocore.exceptions import NoRegionError

    config = Config(
        retries={"total_max_attempts": 1, "mode": "standard"}, connect_timeout=3, read_timeout=8, max_pool_connections=4
    )
    try:
        return session().client("ec2", region_name=region or None, config=config)
    except NoRegionError as error:
        message = "is empty, and AWS_DEFAULT_REGION too: in which regions shall instances be looked for?"
        raise Misconfigured("DNS_EC2_REGIONS", message) from error
    except ValueError as error:  # botocore's word for an endpoint that is no URL
        raise Misconfigured("AWS_ENDPOINT_URL", str(error)) from error


def of_accounts(accounts: Mapping[str, str], regions: Sequence[str], clock: Clock) -> Instances:
    """The instances of the bot's own account, or of every account there is a role for.

    accounts: alias to the ARN of the role; empty: the bot's own account alone.
    """
    arns = accounts.values() or [""]
    return Together([Ec2(regions, clock, partial(client, session=Roles(arn).session)) for arn in arns])


class Together:
    """ports.Instances of several AWS accounts as one: what is one account's is not lost to another."""

    def __init__(self, accounts: Sequence[Instances]) -> None:
        self._accounts = tuple(accounts)

    def regions(self) -> tuple[str, ...]:
        """Where it is looked in any of them."""
        return tuple(dict.fromkeys(region for account in self._accounts for region in account.regions()))

    def called(self, ids: Collection[str], tags: Collection[str]) -> tuple[Instance, ...]:
        """The instances of all accounts, account by account."""
        return tuple(dict.fromkeys(one for account in self._accounts for one in account.called(ids, tags)))

    def held(self) -> tuple[Held, ...]:
        """All that is ours in any account, a region each."""
        found: dict[str, Held] = {}
        for here in (held for account in self._accounts for held in account.held()):
            found[here.region] = found[here.region].joined(here) if here.region in found else here
        return tuple(found.values())


class Ec2:
    """ports.Instances over boto3.

    regions: where instances are looked for; none: in the region of the AWS chain.
    connect: makes a region's client.
    """

    def __init__(self, regions: Sequence[str], clock: Clock, connect: Callable[[str], Any] = client) -> None:
        self._named = tuple(regions) or ("",)
        self._clock = clock
        self._connect = connect
        self._clients: dict[str, Any] = {}
        self._lock = Lock()

    def regions(self) -> tuple[str, ...]:
        """Where it is looked, in the order of asking."""
        return tuple(self._client(name).meta.region_name for name in self._named)

    def called(self, ids: Collection[str], tags: Collection[str]) -> tuple[Instance, ...]:
        """Every instance with one of these ids, or with exactly one of these Name tags, whatever its state."""
        found = self._everywhere(partial(self._called, ids=sorted(ids), tags=sorted(tags)))
        return tuple(dict.fromkeys(instance for here in found for instance in here))

    def held(self) -> tuple[Held, ...]:
        """All that is ours, a region each."""
        return tuple(self._everywhere(self._held))

    def _everywhere(self, ask: Callable[[Any], T]) -> list[T]:
        """Ask in all regions at once; the answers in the regions' order."""
        clients = [self._client(name) for name in self._named]
        with ThreadPoolExecutor(min(len(clients), _AT_ONCE), "ec2") as pool:
            return list(pool.map(ask, clients))

    def _client(self, name: str) -> Any:
        with self._lock:
            if name not in self._clients:
                self._clients[name] = self._connect(name)
            return self._clients[name]

    def _called(self, client: Any, ids: Sequence[str], tags: Sequence[str]) -> list[Instance]:
        """By filters, which an unknown id does not make an error."""
        by_id = self._filtered(client, "instance-id", ids)
        # A filter takes * and ? for any letters, so more may come than was asked for.
        by_tag = self._filtered(client, "tag:Name", [tag.replace("\\", "\\\\") for tag in tags])
        return [*by_id, *(instance for instance in by_tag if instance.tag in tags)]

    def _filtered(self, client: Any, name: str, wanted: Sequence[str]) -> Iterator[Instance]:
        for start in range(0, len(wanted), _VALUES):
            some = [{"Name": name, "Values": list(wanted[start : start + _VALUES])}]
            yield from self._instances(client, Filters=some)

    def _instances(self, client: Any, **parameters: Any) -> Iterator[Instance]:
        for reservation in self._pages(client, "describe_instances", "Reservations", **parameters):
            yield from (_instance(item, client.meta.region_name) for item in reservation["Instances"])

    def _held(self, client: Any) -> Held:
        everything = list(self._instances(client))
        alive = tuple(instance for instance in everything if instance.state not in GONE)
        ended = {instance.id for instance in everything} - {instance.id for instance in alive}
        interfaces = [
            item
            for item in self._pages(client, "describe_network_interfaces", "NetworkInterfaces")
            if (item.get("Attachment") or {}).get("InstanceId") not in ended
        ]
        elastic = self._send(client, "describe_addresses")["Addresses"]
        names = [name for instance in alive for name in (instance.public_name, instance.private_name)]
        return Held(
            client.meta.region_name,
            alive,
            frozenset(plain(name.lower()) for name in [*names, *_values(interfaces, _NAMES)] if name),
            frozenset(map(_spelled, [*_of(alive), *_values([*interfaces, *elastic], _ADDRESSES)])),
        )

    def _pages(self, client: Any, operation: str, key: str, **parameters: Any) -> Iterator[Item]:
        start: dict[str, str] = {}
        while True:
            page = self._send(client, operation, MaxResults=_PAGE, **parameters, **start)
            yield from page[key]
            if not page.get("NextToken"):
                return
            start = {"NextToken": page["NextToken"]}

    def _send(self, client: Any, operation: str, **parameters: Any) -> Item:
        """One request, again after a pause where EC2 is busy or away."""
        for pause in _PAUSES:
            try:
                return self._once(client, operation, **parameters)
            except (Busy, Unreachable):
                self._clock.sleep(pause)
        return self._once(client, operation, **parameters)

    def _once(self, client: Any, operation: str, **parameters: Any) -> Item:
        from botocore.exceptions import BotoCoreError, ClientError
        from botocore.parsers import ResponseParserError

        try:
            answer: Item = getattr(client, operation)(**parameters)
        except (BotoCoreError, ClientError, ResponseParserError) as error:
            raise _translated(error, client, operation) from error
        return answer


def _translated(error: Exception, client: Any, operation: str) -> Exception:
    """One of ours, which names the region, and the permission where that is what is missing."""
    region = client.meta.region_name
    problem = refusals.translated(error, changing=False, service=f"EC2 in {region}")
    action = f"ec2:{client.meta.method_to_api_mapping[operation]}"
    if not isinstance(problem, Refused):
        return problem
    if problem.code in refusals.NOT_ALLOWED and action not in str(problem):
        return Refused(problem.code, problem.raw, f"AWS does not allow the bot {action} in {region}.")
    return Refused(problem.code, problem.raw, f"EC2 in {region}: {problem}")


# Shapes --------------------------------------------------------------------------------------------------------

# Where names and addresses stand in a network interface and in an Elastic IP, however deep.
_NAMES: Final = frozenset(
    {"PrivateDnsName", "PublicDnsName", "PublicDualStackDnsName", "PublicIpv4DnsName", "PublicIpv6DnsName"}
)
_ADDRESSES: Final = frozenset({"CarrierIp", "CustomerOwnedIp", "Ipv6Address", "PrivateIpAddress", "PublicIp"})


def _instance(item: Item, region: str) -> Instance:
    tags = {tag["Key"]: tag.get("Value", "") for tag in item.get("Tags", ())}
    return Instance(
        id=item["InstanceId"],
        region=region,
        state=item["State"]["Name"],
        tag=tags.get("Name", ""),
        public_name=item.get("PublicDnsName") or "",
        private_name=item.get("PrivateDnsName") or "",
        public_v4=item.get("PublicIpAddress") or "",
        private_v4=item.get("PrivateIpAddress") or "",
        v6=_v6(item),
    )


def _v6(item: Item) -> tuple[str, ...]:
    """The instance's IPv6 addresses, the primary one first."""
    found = [one for interface in item.get("NetworkInterfaces", ()) for one in interface.get("Ipv6Addresses", ())]
    found.sort(key=lambda one: not one.get("IsPrimaryIpv6"))
    return tuple(dict.fromkeys(_spelled(one["Ipv6Address"]) for one in found))


def _of(instances: Sequence[Instance]) -> Iterator[str]:
    for instance in instances:
        yield from filter(None, (instance.public_v4, instance.private_v4, *instance.v6))


def _values(node: Any, keys: Collection[str]) -> Iterator[str]:
    """Every text under one of these keys, in lists and dicts of any depth."""
    for key, inner in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(inner, dict | list):
            yield from _values(inner, keys)
        elif key in keys and inner:
            yield inner


def _spelled(address: str) -> str:
    return values.read(Type.AAAA if ":" in address else Type.A, address)
