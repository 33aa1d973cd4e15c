"""Runs what a person sent, line by line, and gathers the private answers into one."""

import contextlib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import RowMapping

from bot.blocks import asides, modals
from bot.blocks.answers import render
from bot.blocks.faults import our_bug, told
from bot.blocks.kit import Message, together
from bot.glance import Glance
from bot.identity import Identity
from bot.listeners.buttons import PRESSED
from bot.messenger import Messenger, NotNow
from bot.people import Everybody, People
from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.inbox import Inbox
from commands.adapters.store.leases import Leases
from commands.adapters.store.tables import deliveries
from commands.errors import AwsProblem, Busy, CalledOff, NotUnderstood, Problem, Unreachable
from commands.handlers import answer, mistaken
from commands.handlers.asking import Asked
from commands.language import verbs
from commands.language.parse import Command, commands
from commands.model.routing import SIMPLE
from commands.model.zones import Zone
from commands.policy import NEEDS, Role
from commands.ports import World
from commands.results import Answer, TypeTheName

log = logging.getLogger(__name__)

Said = Command | NotUnderstood

# How long a modal that is being opened is waited for, and how often one looks.
_OPENING: Final = 4.0
_LOOK: Final = 0.1

# How long a change waits for a Route 53 that cannot be asked, and how long until it is tried again.
_HOLD_ON: Final = 1800.0
_SOONEST: Final = 2.0
_LATEST: Final = 20.0

# What concerns the next minutes, or has a dialog open, is told at once that it failed.
_AT_ONCE: Final = (verbs.DeleteZone, verbs.UseZone, verbs.Freeze, verbs.Thaw)

# How long a line waits for the changes of the lines before it.
_PATIENCE: Final = 60.0


class Conversation:
    """Draws the `deliveries` queue.

    press:   judges a press or a submitted modal that was written down, by the body that Slack delivered.
    counted: told of each command: its verb, and what came of it in one word.
    """

    def __init__(
        self,
        world: World,
        changes: StoredChanges,
        inbox: Inbox,
        leases: Leases,
        identity: Identity,
        people: People | Everybody,
        messenger: Messenger,
        press: Callable[[dict[str, Any]], None],
        counted: Callable[[str, str], None] = lambda *_: None,
    ) -> None:
        self._world = world
        self._changes = changes
        self._inbox = inbox
        self._leases = leases
        self._identity = identity
        self._people = people
        self._messenger = messenger
        self._press = press
        self._counted = counted

    def run(self, row: RowMapping) -> None:
        """Do the lines that are not done yet. A line that was half done before a crash is safe to do again."""
        if row["id"].startswith(PRESSED):
            self._press(json.loads(row["text"]))
            self._inbox.finish(row, None)
            return
        with contextlib.suppress(CalledOff):
            self._follow(row, commands(row["text"], self._world.defaults.command))

    def _follow(self, row: RowMapping, lines: Sequence[Said]) -> None:
        answers: list[Any] = list(row["answers"])
        world = replace(self._world, zones=self._world.zones.as_of(self._world.clock.now()))
        glance = Glance(lambda: self._seen_by(row["actor"], world))
        for index in range(row["position"], len(lines)):
            if pause := self._must_wait(row, lines, index):
                self._leases.release(deliveries, row, pause)
                return
            try:
                message = self._message(row, self._completed(row, lines[index], index, glance), index, world)
            except (Busy, Unreachable) as away:
                if not (message := self._waited(row, lines[index:], index, answers, away)):
                    return
            answers += self._kept(row, message)
            if index + 1 < len(lines) and not self._inbox.advance(row, index + 1, answers):
                return
        self._inbox.finish(row, together([Message.of(one) for one in answers]).payload if answers else None)

    def _kept(self, row: RowMapping, message: Message | None) -> list[Any]:
        """A private answer, to be told with the others; what the whole channel is to see is told at once."""
        if message and message.public:
            self._inbox.reply(row["actor"], row["place"], row["reply_to"], message.payload)
            return []
        return [message.kept] if message else []

    def _completed(self, row: RowMapping, line: Said, index: int, glance: Glance) -> Said:
        """The same line; wrong words with all that the zones add to them, where those can be had."""
        if isinstance(line, Command) or not mistaken.zones_matter(line, self._world):
            return line
        zones = glance.zones()
        if zones is None:
            return line
        return mistaken.complete(line, zones, lambda words: self._asked(row, words, index), self._world)

    def _seen_by(self, user: str, world: World) -> tuple[Zone, ...]:
        self._people.admit(user)
        return world.zones.all()

    def _must_wait(self, row: RowMapping, lines: Sequence[Said], index: int) -> float:
        """Seconds to wait, 0 for none: a zone deletion needs its modal, and who reads must see what went before.

        Where Route 53 is away for long, nobody waits for the other lines' answers: they tell what stands now.
        """
        line = lines[index]
        if isinstance(line, NotUnderstood) or not (index or isinstance(line.verb, verbs.DeleteZone)):
            return 0.0
        view, age = self._inbox.view(row)
        opening = isinstance(line.verb, verbs.DeleteZone) and view == "" and age < _OPENING
        reads = index and age < _PATIENCE and _reads(line, lines[:index])
        if opening or (reads and self._changes.underway(f"{row['id']}/")):
            return max(_LOOK, age / 10)
        return 0.0

    def _message(self, row: RowMapping, line: Said, index: int, world: World) -> Message | None:
        command = self._world.defaults.command
        try:
            if isinstance(line, NotUnderstood):
                raise line
            self._people.admit(row["actor"])
            found = answer(self._asked(row, line, index), world)
        except Problem as problem:
            if isinstance(problem, Busy | Unreachable) and _may_wait(line):
                raise
            self._counted(_topic(line), type(problem).__name__.lower())
            message = told(problem, command, reads=isinstance(line, Command) and NEEDS[type(line.verb)] is Role.READER)
            self._in_modal(row, line, modals.told(message))
            return message
        self._counted(_topic(line), "answered")
        return self._rendered(row, line, found)

    def _waited(
        self, row: RowMapping, left: Sequence[Said], index: int, answers: Sequence[Any], problem: AwsProblem
    ) -> Message | None:
        """Nothing is dropped: what is left is tried again later, which is told once; at last, that it was in vain."""
        age, command = self._inbox.view(row)[1], self._world.defaults.command
        typed = [f"{command} {line.text}" for line in left]
        if age >= _HOLD_ON:
            self._counted(_topic(left[0]), type(problem).__name__.lower())
            return asides.waited_in_vain(problem, typed[0]) if row["waiting"] else told(problem, command)
        said = None
        if not row["waiting"]:
            waits = asides.waits(problem, typed, row["created_at"] + _HOLD_ON, row["id"])
            said = together([*map(Message.of, answers), waits]).payload
            log.info("a command waits for Route 53")
        self._inbox.put_off(row, min(max(_SOONEST, age / 10), _LATEST), index, said)
        return None

    def _rendered(self, row: RowMapping, line: Command, found: Answer) -> Message | None:
        if isinstance(found, TypeTheName):
            filled = self._in_modal(row, line, modals.type_the_name(found.change))
            return None if filled else render(found, self._world.defaults.command, str)
        message = render(found, self._world.defaults.command, lambda text: self._offer(row, text))
        if message:
            self._in_modal(row, line, modals.told(message))
        return message

    def _asked(self, row: RowMapping, line: Command, index: int) -> Asked:
        return Asked(
            command=line,
            actor=self._identity.reader(row["actor"]) if _open(line) else self._identity.actor(row["actor"]),
            place=row["place"],
            private_place=row["private_place"],
            reply_to=row["reply_to"],
            origin=f"{row['id']}/{index}",
        )

    def _offer(self, row: RowMapping, text: str) -> str:
        return self._inbox.offer(row["actor"], row["place"], row["private_place"], text, self._world.defaults.confirm)

    def _in_modal(self, row: RowMapping, line: Said, view: dict[str, Any]) -> bool:
        if isinstance(line, NotUnderstood) or not isinstance(line.verb, verbs.DeleteZone):
            return False
        view_id, _ = self._inbox.view(row)
        try:
            return bool(view_id) and self._messenger.update_view(str(view_id), view)
        except NotNow:
            return False

    def give_up(self, row: RowMapping, reference: str) -> None:
        """A delivery that raises every time ends with a reference that the log knows."""
        try:
            done = [Message.of(one) for one in row["answers"]]
        except (LookupError, TypeError):
            done = []
        self._inbox.finish(row, together([*done, our_bug(reference)]).payload)


def _may_wait(line: Said) -> bool:
    """Whether the person would rather have it done later than type it again."""
    if isinstance(line, NotUnderstood) or NEEDS[type(line.verb)] is Role.READER:
        return False
    return not isinstance(line.verb, _AT_ONCE)


def _topic(line: Said) -> str:
    """The verb by a word of our own table."""
    return "none" if isinstance(line, NotUnderstood) else verbs.TOPICS[type(line.verb)]


def _reads(line: Command, before: Sequence[Said]) -> bool:
    """Whether a line looks at what earlier lines may be changing; a simple add leaves that to Route 53."""
    made = any(isinstance(one, Command) and isinstance(one.verb, verbs.CreateZone) for one in before)
    alone = isinstance(line.verb, verbs.Add) and line.verb.alias is None and line.verb.routing == SIMPLE
    return made or not (alone or isinstance(line.verb, verbs.Help))


def _open(line: Command) -> bool:
    """Whether the verb only reads, and does not speak of the person."""
    return NEEDS[type(line.verb)] is Role.READER and not isinstance(line.verb, verbs.WhoAmI | verbs.Can)
