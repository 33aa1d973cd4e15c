"""People at work: they type, look for the message, think, press, and press again where nothing seems to happen."""

import itertools
import random
import re
import threading
import time
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from typing import Final

from tests.chaos.plan import ASKS, Kind, Plan
from tests.chaos.replicas import Replicas
from tests.story.premises import ZONES, Premises
from tests.worlds.slack import Slack
from tests.worlds.slack_delivery import Ack
from tests.worlds.slack_messages import Message
from tests.worlds.slack_workspace import ANN, BEN, ROOT

_LOOK: Final = 0.1
_CARD: Final = 60.0  # seconds that somebody looks out for the message
_AGAIN: Final = 3.0  # seconds after which somebody presses again
_PRESSES: Final = 20
_YES: Final = r"^(Confirm|Delete)$"
_NO: Final = r"^Cancel$"
# What the ack says while the database is away, and where it went away over what was written.
_PAST: Final = ("Nothing was done", "not known whether this was taken")
_NAMED: Final = re.compile(r"(?<![\w.-])(c\d{5})\.example\.")


@dataclass(eq=False)
class Errand:
    """One change that somebody wants. taken: whether the command was acknowledged as taken.

    confirms, cancels: when each press was sent, in monotonic seconds.
    """

    name: str
    kind: Kind
    user: str
    taken: bool = False
    confirms: list[float] = field(default_factory=list)
    cancels: list[float] = field(default_factory=list)


class Lookout:
    """The messages in the channel by the name they are about; each is looked at once."""

    def __init__(self, slack_messages: list[Message]) -> None:
        self._messages = slack_messages
        self._seen = 0
        self._by_name: dict[str, list[Message]] = {}
        self._lock = threading.Lock()

    def cards(self, name: str) -> list[Message]:
        """Every message about a name that everybody sees, the oldest first."""
        with self._lock:
            while self._seen < len(self._messages):
                message = self._messages[self._seen]
                found = _NAMED.search(message.said)
                if message.kind == "channel" and not message.thread_ts and found:
                    self._by_name.setdefault(found[1], []).append(message)
                self._seen += 1
            return list(self._by_name.get(name, ()))


class People:
    """So many threads of people, who share one list of errands."""

    def __init__(self, plan: Plan, scene: Premises, replicas: Replicas, typed: Callable[[], None]) -> None:
        self._plan, self._scene, self._replicas, self._typed = plan, scene, replicas, typed
        self._left = iter(plan.kinds())
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._lookout = Lookout(scene.slack.space.messages)
        self._pause = threading.Event()
        self.errands: list[Errand] = []
        self.accidents: list[BaseException] = []
        self.done = 0

    def run(self) -> None:
        """Until every errand was done, as far as people do it."""
        crowd = [
            threading.Thread(
                target=self._work, args=(self._plan.dice(f"person {number}"),), name=f"person {number}", daemon=True
            )
            for number in range(self._plan.at_once)
        ]
        for person in crowd:
            person.start()
        for person in crowd:
            person.join()

    def _work(self, dice: random.Random) -> None:
        while kind := self._next():
            try:
                self._errand(kind, dice)
            except Exception as error:  # noqa: BLE001 (told at the end)
                self.accidents.append(error)
            with self._lock:
                self.done += 1

    def _next(self) -> Kind | None:
        with self._lock:
            return next(self._left, None)

    def _errand(self, kind: Kind, dice: random.Random) -> None:
        self._typed()
        errand = self._asked(kind, dice)
        if errand and kind in ASKS and kind is not Kind.FORGET:
            card = self._card(errand.name)
            if card:
                self._pause.wait(dice.uniform(0.0, 1.0))
                self._decide(errand, card, dice)

    def _asked(self, kind: Kind, dice: random.Random) -> Errand | None:
        """Type the command until it is taken; each try is about a name of its own, since its end is unknown."""
        while True:
            errand = self._new(kind, dice)
            ack = self._door(dice).slash(self._words(errand), errand.user)
            if ack.ok and not any(word in ack.text for word in _PAST):
                errand.taken = True
                if dice.random() < 0.02:
                    self._door(dice).again(ack)
                return errand
            self._pause.wait(0.3)

    def _new(self, kind: Kind, dice: random.Random) -> Errand:
        with self._lock:
            number = next(self._numbers)
            errand = Errand(f"c{number:05d}", kind, dice.choice((ANN, BEN)))
            self.errands.append(errand)
        if kind is not Kind.ADD:
            self._scene.aws.put(self._zone(errand), self.full(errand), "A", f"192.0.2.{number % 250 + 1}")
        return errand

    def _words(self, errand: Errand) -> str:
        number = int(errand.name[1:])
        value = f"10.0.{number >> 8}.{number & 255}"
        verb = {Kind.ADD: "add", Kind.TAKEN: "add", Kind.DELETE: "delete", Kind.AGAINST: "delete"}.get(
            errand.kind, "set"
        )
        return f"{verb} {self.full(errand)} A{'' if verb == 'delete' else f' {value}'}"

    @staticmethod
    def full(errand: Errand) -> str:
        return f"{errand.name}.{ZONES[int(errand.name[1:]) % len(ZONES)]}"

    def _zone(self, errand: Errand) -> str:
        return self._scene.zones[ZONES[int(errand.name[1:]) % len(ZONES)]]

    def _card(self, name: str) -> Message | None:
        end = time.monotonic() + _CARD
        while not (found := self._lookout.cards(name)):
            if time.monotonic() > end:
                return None
            self._pause.wait(_LOOK)
        return found[-1]

    # Verdicts.

    def _decide(self, errand: Errand, card: Message, dice: random.Random) -> None:
        if errand.kind is Kind.DRIFT:
            self._scene.aws.put(self._zone(errand), self.full(errand), "A", "198.51.100.7")
        if errand.kind in (Kind.TOGETHER, Kind.AGAINST):
            other = threading.Thread(target=self._press, args=(errand, card, ROOT, _YES, copy(dice)))
            other.start()
            self._press(errand, card, errand.user, _NO if errand.kind is Kind.AGAINST else _YES, dice)
            other.join()
        elif errand.kind is Kind.TWICE:
            other = threading.Thread(target=self._press, args=(errand, card, errand.user, _YES, copy(dice)))
            other.start()
            self._press(errand, card, errand.user, _YES, dice)
            other.join()
        else:
            self._press(errand, card, errand.user, _NO if errand.kind is Kind.CANCEL else _YES, dice)

    def _press(self, errand: Errand, card: Message, user: str, label: str, dice: random.Random) -> None:
        """Until no message about it asks any more."""
        for _ in range(_PRESSES):
            if not self._asks(errand.name):
                return
            (errand.cancels if label == _NO else errand.confirms).append(time.monotonic())
            self._pressed(card, user, label, dice)
            end = time.monotonic() + _AGAIN
            while self._asks(errand.name) and time.monotonic() < end:
                self._pause.wait(_LOOK)

    def _asks(self, name: str) -> bool:
        """Whether all messages about it still have the buttons of a question."""
        return all(len(card.labels) == 2 for card in self._lookout.cards(name))

    def _pressed(self, card: Message, user: str, label: str, dice: random.Random) -> Ack | None:
        try:
            return self._door(dice).click(card, label, user)
        except LookupError:
            return None  # it has just gone

    def _door(self, dice: random.Random) -> Slack:
        """Slack, delivering to one of those that are up."""
        way = copy(self._scene.slack)
        way.bot_url = self._replicas.door(dice)
        return way
