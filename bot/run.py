"""python -m bot run: the same commands from a terminal, for when Slack is down.

The same language, rules, database and trail: a change is the same row, and whichever process holds its lease carries
it on, this one or a bot that runs elsewhere. Questions are asked on the terminal.
"""

import argparse
import dataclasses
import json
import re
import sys
import uuid
from collections.abc import Sequence
from threading import Event as Wait
from typing import Any, Final

from bot import logs, settings, wiring
from bot.blocks.answers import render
from bot.blocks.cards import card
from bot.blocks.faults import told
from bot.blocks.plain import plain
from bot.core import Core, Staff
from bot.glance import Glance
from bot.identity import Identity
from bot.listeners.views import is_its_name
from bot.messenger import SlackMessenger
from bot.objects import fields
from bot.people import Everybody
from bot.rulebook import Rulebook
from bot.slack_client import Client
from bot.worker import Worker
from commands.changes.lifecycle import ENDS, Change, Event, State
from commands.errors import NotUnderstood, Problem
from commands.handlers import answer, mistaken
from commands.handlers.asking import Asked
from commands.handlers.proposing import check_press
from commands.language.parse import Command, commands
from commands.model.plan import Kind
from commands.policy import NEEDS, Actor, Role
from commands.ports import TERMINAL
from commands.results import Started, TypeTheName

# How often one looks how far a change has come.
_LOOK: Final = 0.2

# Who asked and how it is kept is the database's own affair.
_INNER: Final = frozenset(
    {"token", "origin", "fence", "reply_to", "private_place", "posted", "waits", "polls", "found"}
)

_SLACK_SECONDS: Final = 3


def run(words: Sequence[str]) -> int:
    """Run one message's commands; the exit code: 0 done, 1 refused or failed, 2 not understood."""
    asked = _arguments().parse_args(words)
    read = settings.load(slack=False)
    logs.configure("WARNING", read.log_format)
    slack = Client(read.bot_token, read.slack_api_url, _SLACK_SECONDS)
    with wiring.opened(read) as database:
        rulebook = Rulebook(read.policy, read.protections)
        staff = Staff(Identity(slack, read.operators, read.admins, rulebook), Everybody(), rulebook)
        core = Core(database, read, SlackMessenger(slack), staff)
        desk = Desk(core, asked.user, _Json() if asked.json else _Text(read.command))
        lines = commands(" ".join(asked.command), read.command)
        worst = max(desk.do(line) for line in lines)
        database.close()
    return worst


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot run", description="The same commands without Slack.")
    parser.add_argument("--as", dest="user", required=True, type=_user, metavar="USER", help="your Slack user id")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("command", nargs="+", help='as behind the slash command, as in "add db1 A 192.0.2.1"')
    return parser


def _user(word: str) -> str:
    if not re.fullmatch(r"[UW][A-Z0-9]{2,}", word):
        raise argparse.ArgumentTypeError(f"{word!r} is no Slack user id, as in U0123456789")
    return word


class _Text:
    """Says what Slack would have shown, in plain text."""

    def __init__(self, command: str) -> None:
        self._command = command

    def problem(self, problem: Problem, *, reads: bool) -> None:
        """What went wrong."""
        _say(plain(told(problem, self._command, reads=reads)))

    def answer(self, found: Any) -> None:
        """A private answer."""
        message = render(found, self._command, str)
        if message:
            _say(plain(message))

    def change(self, change: Change) -> None:
        """A change as it is now."""
        _say(plain(card(change, buttons=False)))

    def ended(self, change: Change) -> None:
        """Its last state was told already."""


class _Json:
    """One object a line, for another program; a change only when it has ended."""

    def problem(self, problem: Problem, *, reads: bool) -> None:  # noqa: ARG002
        """What went wrong; with the places of the faults where the words were not understood."""
        faults = [dataclasses.asdict(fault) for fault in problem.faults] if isinstance(problem, NotUnderstood) else []
        _say(json.dumps({"problem": str(problem), "faults": faults}))

    def answer(self, found: Any) -> None:
        """An answer by its name, with its fields."""
        _say(json.dumps({"answer": type(found).__name__, **fields(found)}))

    def change(self, change: Change) -> None:
        """Nothing yet, but for a question, which a person has to see."""
        if change.state is State.PROPOSED:
            sys.stderr.write(plain(card(change, buttons=False)) + "\n")

    def ended(self, change: Change) -> None:
        """The change as it ended."""
        _say(json.dumps({"change": {name: value for name, value in fields(change).items() if name not in _INNER}}))


class Desk:
    """One person at a terminal."""

    def __init__(self, core: Core, user: str, out: _Text | _Json) -> None:
        self._core = core
        self._user = user
        self._out = out

    def do(self, line: Command | NotUnderstood) -> int:
        """One command to its end; the exit code."""
        try:
            if isinstance(line, NotUnderstood):
                raise self._completed(line)
            actor = self._core.staff.identity.actor(self._user)
            found = answer(self._asked(line, actor), self._core.world)
        except Problem as problem:
            self._out.problem(problem, reads=isinstance(line, Command) and NEEDS[type(line.verb)] is Role.READER)
            return 2 if isinstance(problem, NotUnderstood) else 1
        if isinstance(found, Started | TypeTheName):
            return self._followed(found.change, actor)
        self._out.answer(found)
        return 0

    def _asked(self, line: Command, actor: Actor) -> Asked:
        return Asked(line, actor, TERMINAL, True, "", f"terminal/{uuid.uuid4().hex}")

    def _completed(self, line: NotUnderstood) -> NotUnderstood:
        """Wrong words with all that the zones add to them, where those can be had."""
        zones = Glance(self._core.world.zones.all).zones() if mistaken.zones_matter(line, self._core.world) else None
        if zones is None:
            return line
        reader = self._core.staff.identity.reader(self._user)
        return mistaken.complete(line, zones, lambda words: self._asked(words, reader), self._core.world)

    def _followed(self, change: Change, actor: Actor) -> int:
        try:
            return self._follow(change, actor)
        except Problem as problem:
            self._out.problem(problem, reads=False)
            return 1

    def _follow(self, change: Change, actor: Actor) -> int:
        """Ask where it asks, then tell each state until the change has ended."""
        self._out.change(change)
        if change.state is State.PROPOSED and not self._decided(change, actor):
            return 1
        worker = Worker(self._core.leases, (self._core.carrying,))
        worker.start()
        try:
            change = self._watched(change)
        except KeyboardInterrupt:
            sys.stderr.write(f"Change {change.id} goes on without you while a bot runs; `status {change.id}` tells.\n")
            return 130
        finally:
            worker.stop(wiring.DRAIN)
        self._out.ended(change)
        return 0 if change.state is State.INSYNC else 1

    def _decided(self, change: Change, actor: Actor) -> bool:
        """The person's verdict, where it is theirs to give; anything but a clear yes cancels."""
        confirmed = False
        if change.second:
            _say("Another person must confirm it, which a terminal cannot see: ask for it in Slack.")
        elif change.plan.kind is Kind.DELETE_ZONE:
            confirmed = is_its_name(_ask("The zone's name, to delete it: "), change)
        else:
            confirmed = _ask("Shall it be done? [y/N] ").strip().lower() in ("y", "yes")
        if confirmed:
            check_press(actor, actor, change, self._core.world)
            return self._core.changes.decide(change.id, Event.CONFIRMED, self._user)
        self._core.changes.decide(change.id, Event.CANCELLED, self._user)
        now = self._core.changes.get(change.id) or change
        self._out.change(now)
        self._out.ended(now)
        return False

    def _watched(self, change: Change) -> Change:
        shown, pause = change.state, Wait()
        while shown not in ENDS:
            pause.wait(_LOOK)
            change = self._core.changes.get(change.id) or change
            if change.state is not shown and change.state is not State.SUBMITTING:
                self._out.change(change)
            shown = change.state
        return change


def _ask(question: str) -> str:
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
