"""What a run of chaos is to be: how many changes, of which kinds, and how much goes wrong meanwhile."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from commands.changes.lifecycle import State


class Kind(StrEnum):
    """What a person does, from the command to the last press."""

    ADD = "adds"
    TAKEN = "adds what is there"
    SET = "replaces, and confirms"
    DELETE = "deletes, and confirms"
    TWICE = "clicks twice"
    CANCEL = "cancels"
    FORGET = "never presses"
    TOGETHER = "two people confirm at once"
    AGAINST = "one confirms, one cancels"
    DRIFT = "another hand changes it before the press"


# Of a hundred changes, about so many are of each kind.
SHARES: Final[Mapping[Kind, int]] = {
    Kind.ADD: 46,
    Kind.TAKEN: 2,
    Kind.SET: 12,
    Kind.DELETE: 10,
    Kind.TWICE: 4,
    Kind.CANCEL: 9,
    Kind.FORGET: 4,
    Kind.TOGETHER: 4,
    Kind.AGAINST: 5,
    Kind.DRIFT: 4,
}

# How each may end. Whoever is kept from pressing for too long finds the question expired.
ENDS: Final[Mapping[Kind, frozenset[State]]] = {
    Kind.ADD: frozenset({State.INSYNC}),
    Kind.TAKEN: frozenset({State.FAILED}),
    Kind.SET: frozenset({State.INSYNC, State.EXPIRED}),
    Kind.DELETE: frozenset({State.INSYNC, State.EXPIRED}),
    Kind.TWICE: frozenset({State.INSYNC, State.EXPIRED}),
    Kind.CANCEL: frozenset({State.CANCELLED, State.EXPIRED}),
    Kind.FORGET: frozenset({State.EXPIRED}),
    Kind.TOGETHER: frozenset({State.INSYNC, State.EXPIRED}),
    Kind.AGAINST: frozenset({State.INSYNC, State.CANCELLED, State.EXPIRED}),
    Kind.DRIFT: frozenset({State.FAILED, State.EXPIRED}),
}

ASKS: Final = frozenset(Kind) - {Kind.ADD, Kind.TAKEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One run.

    aimed:    the share of kills that strike between Route 53's answer and our record of it.
    freezes:  how often a process is stopped past its lease and woken again.
    restarts: how often the database crashes and comes back.
    at_once:  how many people are at work.
    confirm:  seconds that a question stays open.
    away:     seconds that a killed process stays away, at least and at most.
    """

    seed: int
    changes: int = 1000
    kills: int = 100
    aimed: float = 0.6
    freezes: int = 10
    restarts: int = 3
    replicas: int = 3
    at_once: int = 12
    confirm: int = 45
    away: tuple[float, float] = (2.0, 5.0)
    database: Literal["postgresql", "sqlite"] = "postgresql"

    def dice(self, what: str) -> random.Random:
        """Random numbers of one part, the same for the same seed however the others go."""
        return random.Random(f"{self.seed}/{what}")

    def kinds(self) -> list[Kind]:
        """What people do, in its order: the shares as they are, shuffled."""
        deck = [kind for kind, share in SHARES.items() for _ in range(share)]
        dice = self.dice("kinds")
        dealt: list[Kind] = []
        while len(dealt) < self.changes:
            dealt += dice.sample(deck, len(deck))
        return dealt[: self.changes]
