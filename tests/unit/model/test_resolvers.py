"""What is put on hosts: each system's files are what that system reads."""

import configparser
import re
from typing import Any

import pytest
import yaml

from commands.model.resolvers import OTHER_WORDS, SYSTEMS, System, written

ZONE = "corp.example.com"


def system(name: str, zone: str = ZONE) -> System:
    return written(SYSTEMS[name], zone)


def text(name: str, zone: str = ZONE) -> str:
    return system(name, zone).files[0].text


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_system_is_written_for_the_zone(name: str) -> None:
    found = system(name)
    said = "\n".join([*(file.text for file in found.files), *found.commands])
    assert ZONE in said
    assert "ZONE" not in said
    assert found.title
    assert found.commands or found.note.startswith("It holds at once")
    for file in found.files:
        assert re.match(r"/etc/\S+|user data", file.path)


@pytest.mark.parametrize(
    ("name", "path", "lines"),
    [
        (
            "dhclient",
            "/etc/dhcp/dhclient.conf",
            [
                'supersede domain-name "corp.example.com";',
                'supersede domain-search "corp.example.com", "ec2.internal", "compute-1.internal";',
            ],
        ),
        (
            "resolv.conf",
            "/etc/resolv.conf",
            ["search corp.example.com ec2.internal compute-1.internal", "options ndots:1"],
        ),
        ("networkmanager", "/etc/NetworkManager/", ["[ipv4]", "dns-search=corp.example.com;"]),
    ],
)
def test_the_lines_are_as_each_system_has_them(name: str, path: str, lines: list[str]) -> None:
    (file,) = system(name).files
    assert file.path.startswith(path)
    assert file.text.splitlines() == lines


@pytest.mark.parametrize(
    ("name", "path", "wanted"),
    [
        (
            "systemd-resolved",
            "/etc/systemd/resolved.conf.d/search.conf",
            {"Resolve": {"domains": ZONE}},
        ),
        (
            "networkd",
            "/etc/systemd/network/70-ens5.network.d/50-search.conf",
            {"Network": {"domains": ZONE}, "DHCPv4": {"usedomains": "no"}},
        ),
    ],
)
def test_a_unit_file_has_its_sections(name: str, path: str, wanted: dict[str, dict[str, str]]) -> None:
    (file,) = system(name).files
    assert file.path == path
    parsed = configparser.ConfigParser()
    parsed.read_string(file.text)
    assert {section: dict(parsed[section]) for section in parsed.sections()} == wanted


def netplan(zone: str) -> dict[str, Any]:
    return {
        "network": {
            "version": 2,
            "ethernets": {
                "ens5": {
                    "dhcp4": True,
                    "dhcp4-overrides": {"use-domains": False},
                    "nameservers": {"search": [zone]},
                }
            },
        }
    }


ZONES = [ZONE, "example.com", "2.0.192.in-addr.arpa", "no", "1.2", "1.e5", "xn--mnchen-3ya.example", "a_b.example"]


@pytest.mark.parametrize("zone", ZONES)
def test_yaml_means_the_zone_whatever_its_name(zone: str) -> None:
    assert yaml.safe_load(text("netplan", zone)) == netplan(zone)
    managed, ubuntu, amazon = (yaml.safe_load(file.text) for file in system("cloud-init", zone).files)
    resolv_conf = {"searchdomains": [zone], "domain": zone, "options": {"rotate": True}}
    assert managed == {"manage_resolv_conf": True, "resolv_conf": resolv_conf}
    (file,) = ubuntu["write_files"]
    assert (file["path"], file["permissions"]) == (system("netplan").files[0].path, "0600")
    assert yaml.safe_load(file["content"]) == netplan(zone)
    (file,) = amazon["write_files"]
    assert (file["path"], file["permissions"]) == (system("networkd").files[0].path, "0644")
    assert file["content"].rstrip() == text("networkd", zone)
    assert (ubuntu["runcmd"], amazon["runcmd"]) == (["netplan apply"], ["networkctl reload"])


@pytest.mark.parametrize("name", ["netplan", "cloud-init"])
def test_a_plain_name_needs_no_quotes_in_yaml(name: str) -> None:
    assert f"[{ZONE}]" in text(name)


def test_user_data_begins_as_cloud_init_knows_it() -> None:
    assert all(file.text.startswith("#cloud-config\n") for file in system("cloud-init").files)


def test_a_dhcp_option_set_is_made_and_given_to_the_vpc() -> None:
    made, given = system("vpc").commands
    configurations = "Key=domain-name,Values=corp.example.com Key=domain-name-servers,Values=AmazonProvidedDNS"
    assert made == f"aws ec2 create-dhcp-options --dhcp-configurations {configurations}"
    assert given == "aws ec2 associate-dhcp-options --dhcp-options-id dopt-… --vpc-id vpc-…"


def test_every_other_word_means_a_system() -> None:
    assert set(OTHER_WORDS.values()) <= set(SYSTEMS)
    assert not set(OTHER_WORDS) & set(SYSTEMS)
