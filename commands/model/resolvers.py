"""How hosts are told to look up short names in a zone: for each system its files, and the command that applies them.

Sources: the manuals of dhclient.conf(5), resolv.conf(5), resolved.conf(5), systemd.network(5), netplan, nmcli(1) and
cloud-init (cc_resolv_conf); Amazon VPC User Guide, DHCP option sets.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

# A name that YAML takes for text without quotes; `no`, the top level, would be false there.
_PLAIN_YAML: Final = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.(?:[a-z]{2,}|xn--[a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class File:
    """One file, or what is pasted instead of one. path: where it goes, in words where it has no path."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class System:
    """What to put on a host, or in its place.

    title:    what it is, and who has it.
    files:    whole files, or the lines to add to one that is there.
    commands: what applies them, in this order.
    note:     what one should know before, as sentences; may be empty.
    """

    title: str
    files: tuple[File, ...]
    commands: tuple[str, ...]
    note: str = ""


def written(system: System, zone: str) -> System:
    """The same for a zone, by its name without a final dot."""
    files = tuple(File(file.path, _filled(file.text, zone)) for file in system.files)
    return System(system.title, files, tuple(_filled(line, zone) for line in system.commands), system.note)


def _filled(text: str, zone: str) -> str:
    """ZONE is the name as it is, <ZONE> the name as YAML takes it."""
    return text.replace("<ZONE>", zone if _PLAIN_YAML.fullmatch(zone) else f"'{zone}'").replace("ZONE", zone)


_DHCLIENT: Final = """\
supersede domain-name "ZONE";
supersede domain-search "ZONE", "ec2.internal", "compute-1.internal";"""

_RESOLV_CONF: Final = """\
search ZONE ec2.internal compute-1.internal
options ndots:1"""

_RESOLVED: Final = """\
[Resolve]
Domains=ZONE"""

_NETWORKD: Final = """\
[Network]
Domains=ZONE

[DHCPv4]
UseDomains=no"""

_NETPLAN: Final = """\
network:
  version: 2
  ethernets:
    ens5:
      dhcp4: true
      dhcp4-overrides:
        use-domains: false
      nameservers:
        search: [<ZONE>]"""

_NETWORK_MANAGER: Final = """\
[ipv4]
dns-search=ZONE;"""

_CLOUD_INIT: Final = """\
#cloud-config
manage_resolv_conf: true
resolv_conf:
  searchdomains: [<ZONE>]
  domain: <ZONE>
  options:
    rotate: true"""


def _by_cloud_init(path: str, mode: str, text: str, command: str) -> str:
    """User data that writes a file and applies it, where cloud-init does not manage resolv.conf."""
    content = "\n".join(f"      {line}".rstrip() for line in text.splitlines())
    return f"""\
#cloud-config
write_files:
  - path: {path}
    permissions: '{mode}'
    content: |
{content}
runcmd:
  - {command}"""


_NETPLAN_FILE: Final = "/etc/netplan/60-search.yaml"
_NETWORKD_FILE: Final = "/etc/systemd/network/70-ens5.network.d/50-search.conf"

SYSTEMS: Final[Mapping[str, System]] = MappingProxyType(
    {
        "vpc": System(
            "a VPC's DHCP option set, for every host in it and with nothing to do on any",
            (),
            (
                "aws ec2 create-dhcp-options --dhcp-configurations Key=domain-name,Values=ZONE"
                " Key=domain-name-servers,Values=AmazonProvidedDNS",
                "aws ec2 associate-dhcp-options --dhcp-options-id dopt-… --vpc-id vpc-…",
            ),
            "A set cannot be changed, and a VPC has one; hosts take it when they renew their lease.",
        ),
        "dhclient": System(
            "ISC's DHCP client, on Amazon Linux 2, older Debian and RHEL",
            (File("/etc/dhcp/dhclient.conf", _DHCLIENT),),
            ("sudo dhclient -r; sudo dhclient",),
            "append or prepend instead of supersede keeps what the VPC gives.",
        ),
        "resolv.conf": System(
            "the file by hand",
            (File("/etc/resolv.conf", _RESOLV_CONF),),
            (),
            "It holds at once, and only where nothing else writes this file: all of the others do. "
            "Outside us-east-1 the second and third word are REGION.compute.internal.",
        ),
        "systemd-resolved": System(
            "on Ubuntu, Amazon Linux 2023, Fedora",
            (File("/etc/systemd/resolved.conf.d/search.conf", _RESOLVED),),
            ("sudo systemctl restart systemd-resolved", "resolvectl domain"),
            "Only names of a single label are completed.",
        ),
        "networkd": System(
            "systemd-networkd, on Amazon Linux 2023",
            (File(_NETWORKD_FILE, _NETWORKD),),
            ("sudo networkctl reload",),
            "ens5 is the interface. UseDomains=yes keeps what the VPC gives.",
        ),
        "netplan": System(
            "on Ubuntu",
            (File(_NETPLAN_FILE, _NETPLAN),),
            ("sudo netplan apply",),
            "ens5 is the interface. use-domains: true keeps what the VPC gives.",
        ),
        "networkmanager": System(
            "NetworkManager, on RHEL and Fedora",
            (File("/etc/NetworkManager/system-connections/System eth0.nmconnection", _NETWORK_MANAGER),),
            (
                'sudo nmcli con mod "System eth0" ipv4.dns-search "ZONE" ipv4.ignore-auto-dns no'
                ' && sudo nmcli con up "System eth0"',
            ),
            "The command writes the file. System eth0 is the connection: nmcli con show lists them.",
        ),
        "cloud-init": System(
            "at a host's first start",
            (
                File("user data, or /etc/cloud/cloud.cfg.d/99-search.cfg (RHEL, Fedora, SUSE, Alpine)", _CLOUD_INIT),
                File("user data (Ubuntu, Debian)", _by_cloud_init(_NETPLAN_FILE, "0600", _NETPLAN, "netplan apply")),
                File(
                    "user data (Amazon Linux 2023)",
                    _by_cloud_init(_NETWORKD_FILE, "0644", _NETWORKD, "networkctl reload"),
                ),
            ),
            ("sudo cloud-init single --name resolv_conf --frequency always",),
            "User data holds from the first start on; the command applies the first file to a host that runs.",
        ),
    }
)
"""Each system by the word that people type; the one that spares all others first."""

OTHER_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dhcp": "vpc",
        "dhcp-options": "vpc",
        "nm": "networkmanager",
        "nmcli": "networkmanager",
        "resolvconf": "resolv.conf",
        "/etc/resolv.conf": "resolv.conf",
        "resolved": "systemd-resolved",
        "systemd-networkd": "networkd",
        "cloudinit": "cloud-init",
    }
)
"""Other words for the same."""
