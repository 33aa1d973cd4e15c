"""EC2 instances as DNS sees them."""

from dataclasses import dataclass
from typing import Final

from commands.model import names
from commands.model.records import Type

RUNNING: Final = "running"
GONE: Final = frozenset({"shutting-down", "terminated"})
"""The states of an instance that is listed for a while yet and comes back no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One instance as EC2 reports it; what it does not have is empty.

    state:        EC2's word: pending, running, stopping, stopped, shutting-down or terminated.
    tag:          its Name tag.
    public_name, private_name: read from EC2, never built from an address, since their form is a setting of the
                  interface's.
    v6:           in EC2's order.
    """

    id: str
    region: str
    state: str
    tag: str = ""
    public_name: str = ""
    private_name: str = ""
    public_v4: str = ""
    private_v4: str = ""
    v6: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The id, and the Name tag where it has one."""
        return label(self.id, self.tag)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A value that was read from an instance, and which one that was."""

    value: str
    id: str
    tag: str
    region: str
    private: bool = False

    def __str__(self) -> str:
        return f"{self.value} is {label(self.id, self.tag)} in {self.region}"


def label(id_: str, tag: str) -> str:
    """An instance's id, and its Name tag where it has one."""
    return f"{id_} ({names.brief(tag)})" if tag else id_


def content(instance: Instance, type_: Type, *, private: bool) -> str:
    """What a record of that type holds to point at an instance; empty where EC2 reports nothing of the kind."""
    if type_ is Type.CNAME:
        return instance.private_name if private else instance.public_name
    if type_ is Type.A:
        return instance.private_v4 if private else instance.public_v4
    return next(iter(instance.v6), "")


def lacking(instance: Instance, type_: Type, *, private: bool) -> str:
    """Why no record of that type may point at an instance, as a sentence; empty where one may."""
    who = f"{instance.label} in {instance.region}"
    if instance.state == "pending":
        return f"{who} is still starting: ask again in a minute."
    if instance.state != RUNNING:
        return f"{who} is {instance.state}, and only a running instance is pointed at."
    if content(instance, type_, private=private):
        return ""
    if type_ is Type.AAAA:
        return f"{who} has no IPv6 address."
    if private:
        return f"{who} has no private {'DNS name' if type_ is Type.CNAME else 'IPv4 address'}."
    if type_ is Type.CNAME:
        return _nameless(instance, who)
    instead = f"; {instance.id} private is its private one, {instance.private_v4}" if instance.private_v4 else ""
    return f"{who} has no public IPv4 address{instead}."


def _nameless(instance: Instance, who: str) -> str:
    cause = "DNS hostnames (enableDnsHostnames) may be off in its VPC"
    if instance.public_v4:
        return f"{who} has no public DNS name: {cause}. A takes its address, {instance.public_v4}."
    return f"{who} has no public DNS name: it has no public address, or {cause}."
