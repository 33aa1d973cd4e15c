"""What came of it: every change, every batch that Route 53 accepted and every message, held against each other."""

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from commands.adapters.store.chain import Verdict
from commands.adapters.store.changes import StoredChanges
from commands.changes.lifecycle import ENDS, Change, State
from tests.chaos.claims import Takeover
from tests.chaos.people import Errand
from tests.chaos.plan import ASKS, Plan
from tests.chaos.plan import ENDS as WANTED_ENDS
from tests.chaos.trouble import Shot
from tests.story.premises import Applied
from tests.worlds.slack_messages import Message

_ID: Final = re.compile(r"\bchange `?([0-9a-hjkmnp-tv-z]{10})\b")
_DONE: Final = frozenset({State.PENDING, State.INSYNC})

# What a good run stays below: doubled cards in %, seconds to a takeover, and for a row found in SUBMITTING.
DOUBLED: Final = 2.0
TAKEN_OVER: Final = 6.0
SETTLED: Final = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All that was left behind for the count."""

    plan: Plan
    seconds: float
    errands: Sequence[Errand]
    changes: Sequence[Change]
    applied: Sequence[Applied]
    submissions: int
    messages: Sequence[Message]
    shots: Sequence[Shot]
    freezes: int
    restarts: int
    faults: Mapping[str, int]
    takeovers: Sequence[Takeover]
    lost_leases: int
    trail: Verdict
    last_events: Mapping[str, str]
    other: Sequence[str] = ()


@dataclass
class Findings:
    """The count, and what is wrong: a line each."""

    seen: Seen
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_name: dict[str, list[Change]] = {}
        for change in self.seen.changes:
            self._by_name.setdefault(change.plan.names[0].split(".")[0], []).append(change)
        self._effects = {
            change.id: [a for a in self.seen.applied if change.id in a.comment] for change in self.seen.changes
        }
        self._cards: dict[str, list[Message]] = {}
        for message in self.seen.messages:
            if found := _ID.search(message.text):
                self._cards.setdefault(found[1], []).append(message)
        for errand in self.seen.errands:
            self._count(errand)
        for change in self.seen.changes:
            self._weigh(change)

    def _count(self, errand: Errand) -> None:
        """What a person was promised."""
        made = self._by_name.get(errand.name, [])
        if errand.taken and len(made) != 1:
            self.lost.append(f"{errand.name} ({errand.kind}) was taken, and {len(made)} changes came of it")
        for change in made:
            if change.state in ENDS and change.state not in self._allowed(errand):
                self.wrong.append(f"{errand.name} ({errand.kind}) ended {change.state}: {change.reason}")
            self._asked_first(errand, change)

    @staticmethod
    def _allowed(errand: Errand) -> frozenset[State]:
        """A command that was not acknowledged, and came through after all, nobody has answered."""
        if errand.taken or errand.kind not in ASKS:
            return WANTED_ENDS[errand.kind]
        return frozenset({State.EXPIRED})

    def _asked_first(self, errand: Errand, change: Change) -> None:
        effects = self._effects[change.id]
        if errand.kind in ASKS and effects and not any(at < effects[0].at for at in errand.confirms):
            self.unasked.append(f"{errand.name} ({errand.kind}) was submitted, and nobody had confirmed it")

    def _weigh(self, change: Change) -> None:
        effects, cards = self._effects[change.id], self._cards.get(change.id, [])
        name = change.plan.names[0]
        if change.state not in ENDS:
            self.lost.append(f"{name} {change.id} is still {change.state}")
        if len(effects) > 1:
            self.twice.append(f"{name} {change.id} was applied {len(effects)} times")
        if effects and change.state in (State.CANCELLED, State.EXPIRED):
            self.unasked.append(f"{name} {change.id} was submitted though {change.state}")
        if bool(effects) != (change.state in _DONE):
            self.wrong.append(f"{name} {change.id} is {change.state} and was applied {len(effects)} times")
        if self.seen.last_events.get(change.id) != change.state:
            self.wrong.append(
                f"{name} {change.id} is {change.state}; its trail ends {self.seen.last_events.get(change.id)}"
            )
        self._look(change, cards)

    def _look(self, change: Change, cards: Sequence[Message]) -> None:
        """Its message tells the end; of a question that ended before it was shown there may be none."""
        if not cards and change.state not in (State.CANCELLED, State.EXPIRED):
            self.stale.append(f"{change.plan.names[0]} {change.id} is {change.state} and has no message")
        if cards and not any(f"*{change.state}*" in card.text for card in cards):
            self.stale.append(
                f"{change.plan.names[0]} {change.id} is {change.state}; its message says {cards[-1].text!r}"
            )

    # The figures.

    @property
    def doubled(self) -> float:
        """Cards that stand more than once, in %."""
        more = sum(len(cards) > 1 for cards in self._cards.values())
        return 100 * more / max(len(self._cards), 1)

    @property
    def late(self) -> list[str]:
        """Takeovers that took too long."""
        return [
            f"{one.queue} {one.id} of {one.blow.name} ({one.blow.how}): taken over after {one.seconds:.1f} s"
            + (f", settled after {one.settled:.1f} s" if one.settled else "")
            for one in self.seen.takeovers
            if (one.settled > SETTLED if one.settled else one.seconds > TAKEN_OVER)
        ]

    @property
    def faults(self) -> list[str]:
        """Everything that must not be; empty after a good run."""
        doubled = [f"{self.doubled:.1f} % of the cards stand twice"] if self.doubled >= DOUBLED else []
        found = [
            *self.lost,
            *self.twice,
            *self.unasked,
            *self.wrong,
            *self.stale,
            *self.late,
            *doubled,
            *self.seen.other,
        ]
        if self.seen.trail.broken is not None:
            found.append(f"the trail is broken at {self.seen.trail.broken}")
        return found

    def summary(self) -> str:
        """One table of it all."""
        return "\n".join(f"{what:<20}{figure:>8}   {more}".rstrip() for what, figure, more in self._rows())

    def _rows(self) -> Iterator[tuple[str, str, str]]:
        seen, plan = self.seen, self.seen.plan
        states = Counter(change.state.value for change in seen.changes)
        taken = sum(errand.taken for errand in seen.errands)
        yield "seed", str(plan.seed), f"{plan.replicas} x {plan.database}, {seen.seconds:.0f} s"
        yield "changes", str(len(seen.changes)), ", ".join(f"{count} {state}" for state, count in states.most_common())
        yield "commands taken", str(taken), f"{len(seen.errands) - taken} not acknowledged and typed anew"
        effects, cards = len(seen.applied), sum(map(len, self._cards.values()))
        yield "submissions", str(seen.submissions), f"{effects} effects, {cards} cards, {len(seen.messages)} messages"
        aimed, landed = sum(shot.aimed for shot in seen.shots), sum(shot.landed for shot in seen.shots)
        yield (
            "kills",
            str(len(seen.shots)),
            f"{aimed} aimed between Route 53's answer and our record; {landed} found a row in SUBMITTING",
        )
        yield "also", str(seen.freezes), f"processes frozen past their lease; {seen.restarts} crashes of the database"
        yield "faults", str(sum(seen.faults.values())), "of Route 53 and of Slack, put in"
        yield "lost", str(len(self.lost)), "limit 0"
        yield "applied twice", str(len(self.twice)), "limit 0"
        yield "unconfirmed", str(len(self.unasked)), "submitted though cancelled, expired or not confirmed; limit 0"
        yield (
            "otherwise wrong",
            str(len(self.wrong) + len(self.stale) + len(seen.other)),
            "ends, messages, trail; limit 0",
        )
        yield "cards doubled", f"{self.doubled:.2f} %", f"limit {DOUBLED} %"
        yield from self._times()

    def _times(self) -> Iterator[tuple[str, str, str]]:
        found = self.seen.takeovers
        for what, limit, seconds in (
            ("takeover", TAKEN_OVER, [one.seconds for one in found if not one.settled]),
            ("found SUBMITTING", SETTLED, [one.settled for one in found if one.settled]),
        ):
            if seconds:
                told = f"median s, max {max(seconds):.1f}, of {len(seconds)} rows; limit {limit}"
                yield what, f"{statistics.median(seconds):.1f}", told
        for one in sorted(found, key=lambda one: one.longest)[-3:]:
            yield "", f"{one.longest:.1f}", f"{one.queue} {one.id} of {one.blow.name}, {one.blow.how}"
        yield "leases lost", str(self.seen.lost_leases), "by processes that were well, for want of time"


def all_of(changes: StoredChanges) -> Sequence[Change]:
    """Every change there is."""
    return changes.recent(limit=1_000_000)
