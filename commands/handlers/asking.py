"""Who asked, where, and in which words: what every handler is given beside its verb."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from commands.errors import Fault, NotUnderstood, Problem
from commands.language.parse import Command
from commands.language.verbs import Verb
from commands.model.plan import Plan
from commands.policy import Actor
from commands.ports import Draft

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Asked:
    """One command on its way through a handler.

    place:    where the change's message will stand (a channel id).
    reply_to: where private words go.
    origin:   the delivery and line it came in; makes a repeated run harmless.
    """

    command: Command
    actor: Actor
    place: str
    private_place: bool
    reply_to: str
    origin: str

    def fault(self, field: str, message: str, suggestion: str = "") -> NotUnderstood:
        """An error that points at the words of one of the verb's fields."""
        start, end = self.command.spans.get(field, (0, len(self.command.text)))
        return NotUnderstood(self.command.text, (Fault(message, start, end, suggestion),))

    def naming(self, field: str) -> "Asked":
        """The same command, whose faulty names are pointed at in another field."""
        spans = self.command.spans
        return replace(self, command=replace(self.command, spans={**spans, "name": spans[field]}))

    def meaning(self, verb: Verb) -> "Asked":
        """The same command with what its words left open settled: as history will say it back."""
        return replace(self, command=replace(self.command, verb=verb))

    def draft(
        self,
        plan: Plan,
        *,
        ask_for: float | None = None,
        quiet: bool = False,
        second: bool = False,
        approvers: tuple[str, ...] = (),
        undo_of: str = "",
    ) -> Draft:
        """A new change out of this command; ask_for: seconds that its question stays open; undo_of: what it undoes."""
        return Draft(
            origin=self.origin,
            actor=self.actor.id,
            place=self.place,
            private_place=self.private_place,
            reply_to=self.reply_to,
            command=str(self.command.verb),
            plan=plan,
            expires_in=ask_for,
            quiet=quiet,
            second=second,
            approvers=approvers,
            undo_of=undo_of,
        )


def gathered(asked: Asked, first: Callable[[], A], second: Callable[[], B]) -> tuple[A, B]:
    """What both find; raises NotUnderstood once with the faults of both, in the order of their places."""
    try:
        found = first()
    except NotUnderstood as error:
        faults = sorted((*error.faults, *_faults(second)), key=lambda fault: (fault.start, fault.end))
        raise NotUnderstood(asked.command.text, tuple(faults)) from error
    return found, second()


def _faults(check: Callable[[], object]) -> tuple[Fault, ...]:
    """What is wrong with the words; nothing where that cannot be told now."""
    try:
        check()
    except NotUnderstood as error:
        return error.faults
    except Problem:
        return ()
    return ()
