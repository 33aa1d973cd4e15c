"""The one error tree.

    Problem                    worth telling the person; str() is plain English
    |-- NotUnderstood          the words: every fault of one command, each at its place
    |-- NotAllowed             the policy says no
    |   `-- Frozen             not now: somebody froze the zone
    |-- NoSuchZone             no zone of ours has that name or id
    |-- NoSuchChange           no change of ours has that id
    |-- AwsProblem             Route 53 did not do what it was asked
    |   |-- Refused            a definite no; nothing was changed
    |   |-- Busy               not taken this time (throttled, or a prior request runs): nothing was changed
    |   |-- Unreachable        the request never arrived; nothing was changed
    |   `-- Unanswered         sent, and no answer came: it may or may not have happened, and may yet arrive
    |       `-- ServerFault    answered by a fault of Route 53's own: the same, but it is not on its way any more
    `-- Misconfigured          a setting is missing or wrong; names its variable

Anything that is not a Problem is our bug and shows a reference number instead of its text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one command.

    message:    what is wrong and what was expected, one or two plain sentences; never a full stop at the end, which
                is often an example to be copied.
    start, end: the faulty word as offsets into the command's cleaned text; equal when something is missing there.
    suggestion: the whole corrected command, where it can be known, otherwise empty.
    """

    message: str
    start: int
    end: int
    suggestion: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", self.message.removesuffix("."))


@dataclass(frozen=True, slots=True)
class Understood:
    """What of a faulty command was understood.

    verb:  the verb that it is read as, or one of boto's words; empty for none.
    said:  its name, new, zone, target and type in their normal form; one that is faulty is not there.
    spans: where its fields stand in the text, the faulty ones too.
    """

    verb: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)


class Problem(Exception):
    """Something worth telling the person, in plain English."""


class NotUnderstood(Problem):
    """The words of one command that cannot be followed, with every fault at its place.

    text:       the command as it was understood so far (Slack's dressing undone).
    faults:     in the order of their places; at least one.
    understood: what can be judged all the same.
    """

    def __init__(self, text: str, faults: tuple[Fault, ...], understood: Understood | None = None) -> None:
        super().__init__("\n".join(fault.message for fault in faults))
        self.text = text
        self.faults = faults
        self.understood = understood or Understood()


class NotAllowed(Problem):
    """The policy says no; the text says what and why.

    who:   who may instead: ids of users and user groups, or the words below; None where the text says it.
    where: the channels, by their ids, in which the person themselves may.
    """

    def __init__(self, text: str, who: tuple[str, ...] | None = None, where: tuple[str, ...] = ()) -> None:
        self.text, self.who, self.where = text, who, where
        super().__init__(f"{text}{self.more(str)}")

    def more(self, named: Callable[[str], str]) -> str:
        """What follows the text; named: how an id is shown."""
        found = []
        if self.where:
            found.append(f" You may in {' and '.join(map(named, self.where))}.")
        if self.who:
            found.append(f" Who may: {', '.join(map(named, self.who))}.")
        elif self.who is not None and not self.where:
            found.append(" Nobody may, as the rules stand.")
        return "".join(found)


EVERYBODY_ELSE: Final = "everybody else"
AN_OPERATOR: Final = "an operator"
AN_ADMIN: Final = "an admin"
OTHERS: Final = "others"


class Frozen(NotAllowed):
    """The zone's changes are refused for a while. until: epoch seconds; by: a Slack user id."""

    def __init__(self, zone: str, until: float, by: str, reason: str) -> None:
        ends = datetime.fromtimestamp(until, UTC).strftime("%Y-%m-%d %H:%M UTC")
        why = " ".join(reason.split())  # a line of its own would read as a command that helps
        super().__init__(f"The zone {zone} is frozen by {by} until {ends}: {why}")
        self.zone, self.until, self.by, self.reason = zone, until, by, reason


class NoSuchZone(Problem):
    """No zone of ours has that name or id."""


class NoSuchChange(Problem):
    """No change of ours has that id."""


class CalledOff(Exception):
    """A command was called off while it waited: nothing is to be done, and nobody need be told again."""


class AwsProblem(Problem):
    """Route 53 did not do what it was asked; str() is a sentence for the person."""


class Refused(AwsProblem):
    """A definite no: nothing was changed.

    code: AWS's error code, for instance InvalidChangeBatch.
    raw:  AWS's own text, kept whole.
    """

    def __init__(self, code: str, raw: str, message: str = "") -> None:
        super().__init__(message or raw)
        self.code = code
        self.raw = raw


class Busy(AwsProblem):
    """Throttling or PriorRequestNotComplete: nothing was changed, ask again later."""


class Unreachable(AwsProblem):
    """The request never arrived; nothing was changed."""


class Unanswered(AwsProblem):
    """The request was sent and its answer was lost: it may or may not have happened, or happen yet."""


class ServerFault(Unanswered):
    """Route 53 answered with a fault of its own (5xx): it may or may not have happened, but will not happen later."""


class Misconfigured(Problem):
    """A setting is missing or wrong."""

    def __init__(self, variable: str, message: str) -> None:
        super().__init__(f"{variable}: {message}")
        self.variable = variable
