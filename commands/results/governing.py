"""Answers about who may do what."""

from dataclasses import dataclass

from commands.model.zones import Freeze, Zone
from commands.policy import Actor, Deed, Reach, Rule, Verdict


@dataclass(frozen=True, slots=True)
class WhoIs:
    """What a person is to the bot.

    file: the policy's; rules: those that speak of them; reach: how far they go; protected: whether some records are
    for admins alone.
    """

    actor: Actor
    file: str
    rules: tuple[Rule, ...]
    reach: Reach = Reach.ROLE
    protected: bool = False


@dataclass(frozen=True, slots=True)
class CanDo:
    """Whether something may be done, and what decides.

    freeze: that of its zone; otherwise: where no type was given, those of which the rules say something else.
    """

    deed: Deed
    verdict: Verdict
    freeze: Freeze | None = None
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrozenNow:
    """A zone is frozen from now on, for everybody to see; before: the freeze that this one replaces."""

    freeze: Freeze
    before: Freeze | None = None


@dataclass(frozen=True, slots=True)
class Thawed:
    """A freeze has ended, for everybody to see; was: whether there was one."""

    zone: Zone
    by: str
    was: bool
