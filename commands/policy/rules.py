"""Rules as data: who, where, what, and the answer; the most specific one decides. Pure.

Specific is, in this order: a longer pattern of record names, a longer pattern of zones, named types, named verbs,
a user before a user group before everybody, a named channel. Between rules of the same kind the stricter answer wins.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, IntEnum, auto
from typing import Final

from commands.errors import AN_ADMIN, AN_OPERATOR, EVERYBODY_ELSE, OTHERS, NotAllowed
from commands.model import names
from commands.policy import patterns
from commands.policy.actors import Actor, Role

EVERYBODY = frozenset("*")

# Who could be asked; more names help nobody.
_MOST_NAMED: Final = 6


class Answer(IntEnum):
    """What a rule answers, the stricter the higher."""

    ALLOW = 0
    CONFIRM = 1
    SECOND = 2
    DENY = 3

    @property
    def word(self) -> str:
        """As a policy file has it."""
        return "second person" if self is Answer.SECOND else self.name.lower()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. An empty field matches everything.

    who:       user ids, user-group ids, `*`. channels: where it is asked. verbs: as help names them.
    zones, names: shell patterns of whole names, in lower case, without a last dot.
    approvers: for a second person: who may approve; nobody named means whoever is an admin.
    line:      where it begins in the file.
    """

    answer: Answer
    who: frozenset[str] = EVERYBODY
    channels: frozenset[str] = frozenset()
    zones: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    approvers: frozenset[str] = frozenset()
    line: int = 0


class Reach(Enum):
    """How far the rules let a person go."""

    ROLE = auto()
    NOTHING = auto()
    SOME = auto()
    EVERYTHING = auto()


@dataclass(frozen=True, slots=True)
class Protection:
    """Records that need an admin even to propose a change: of these names; of these types only, where any are."""

    names: tuple[str, ...]
    types: frozenset[str] = frozenset()
    line: int = 0

    def covers(self, name: str, type_: str) -> bool:
        """Whether it speaks of a record."""
        return (not self.types or type_ in self.types) and patterns.fit(self.names, name) is not None


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody is about to do to one record, or to a zone (type empty), and where they say so."""

    verb: str
    zone: str
    name: str
    type: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to a deed, what decided it, and who may approve.

    because: a clause without its full stop. who, where: of a denial, as NotAllowed has them.
    """

    answer: Answer
    because: str
    approvers: frozenset[str] = frozenset()
    deed: Deed = Deed("", "", "")
    who: tuple[str, ...] = ()
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that says who may do what, beside the two lists of the settings.

    file: the file's name for the person; empty where there is no file, and then there are no rules.
    """

    file: str = ""
    rules: tuple[Rule, ...] = ()
    protections: tuple[Protection, ...] = ()
    admins: frozenset[str] = frozenset()
    groups: frozenset[str] = field(default=frozenset())

    def verdict(self, actor: Actor, deed: Deed, need: Role) -> Verdict:
        """What may be done; need: the role that the verb takes where no rule speaks of the deed.

        Where Slack does not tell who is in a group, the stricter answer counts.
        """
        found = [self._verdict(each, deed, need) for each in actor.possible()]
        worst = replace(strictest(found), deed=deed)
        if worst.answer is not Answer.DENY:
            return worst
        unsure = any(each.answer is not worst.answer for each in found)
        why = f"{worst.because}; {_untold(actor)}" if unsure else worst.because
        denied = replace(worst, because=why)
        return self._with_others(denied, actor, lambda one, where: self._may(one, replace(deed, channel=where), need))

    def ever(self, actor: Actor, verb: str, channel: str, meant: Iterable[str]) -> Verdict:
        """Whether any rule could let the person use a verb there, whatever the record. meant: what it may come to."""
        topics = tuple(meant)
        if self._ever(actor, topics, channel):
            return Verdict(Answer.ALLOW, "")
        deed = Deed(verb, "", "", channel=channel)
        denied = Verdict(Answer.DENY, f"no rule of {self.file} allows it", deed=deed)
        return self._with_others(denied, actor, lambda one, where: self._ever(one, topics, where))

    def _ever(self, actor: Actor, verbs: tuple[str, ...], channel: str) -> bool:
        spoken = [rule for rule in self.rules if rule.answer is not Answer.DENY]
        return actor.role is Role.ADMIN or any(
            _about(rule, actor, verb, channel, Role.OPERATOR) for rule in spoken for verb in verbs
        )

    def _with_others(self, denied: Verdict, actor: Actor, may: Callable[[Actor, str], bool]) -> Verdict:
        """A denial with who may instead, and where the person may themselves. may: asked of a person in a channel."""
        here = denied.deed.channel
        named = frozenset[str]().union(*(rule.who for rule in self.rules)) - EVERYBODY - {actor.id} - actor.groups
        who = [one for one in sorted(named) if may(Actor(one, groups=frozenset({one})), here)]
        some = who if len(who) <= _MOST_NAMED else [*who[:_MOST_NAMED], OTHERS]
        anybody = [EVERYBODY_ELSE] if may(Actor(""), here) else some
        roles = ((AN_OPERATOR, Role.OPERATOR), (AN_ADMIN, Role.ADMIN))
        privileged = [
            said for said, role in roles if may(Actor("", role), here) and not (self.file and role < Role.ADMIN)
        ]
        channels = frozenset[str]().union(*(rule.channels for rule in self.rules)) - {here}
        where = tuple(each for each in sorted(channels) if may(actor, each))
        return replace(denied, who=(*anybody, *privileged), where=where)

    def _may(self, actor: Actor, deed: Deed, need: Role) -> bool:
        return all(self._verdict(each, deed, need).answer is not Answer.DENY for each in actor.possible())

    def _verdict(self, actor: Actor, deed: Deed, need: Role) -> Verdict:
        protection = next((each for each in self.protections if each.covers(_bare(deed.name), deed.type)), None)
        if protection and need is not Role.READER and actor.role is not Role.ADMIN:
            return Verdict(Answer.DENY, f"it is protected{self._at(protection.line)}, and that takes an admin")
        rule = self._deciding(actor, deed, need)
        if rule is not None:
            return Verdict(rule.answer, f"the rule{self._at(rule.line)} {_SAYS[rule.answer]}", rule.approvers)
        if not self.file:
            return _by_role(actor, need)
        if need is Role.READER or actor.role is Role.ADMIN:
            return Verdict(Answer.ALLOW, "you are an admin" if actor.role is Role.ADMIN else "reading is open")
        return Verdict(Answer.DENY, f"no rule of {self.file} allows it")

    def reach(self, actor: Actor) -> Reach:
        """How far the rules let the person go, in one word; without a file that is what the role says."""
        spoken = self.speaking_of(actor)
        if not self.file or actor.role is Role.ADMIN:
            return Reach.ROLE
        if all(rule.answer is Answer.DENY for rule in spoken):
            return Reach.NOTHING
        free = any(rule == Rule(Answer.ALLOW, rule.who, line=rule.line) for rule in spoken)
        return Reach.EVERYTHING if free and all(rule.answer is Answer.ALLOW for rule in spoken) else Reach.SOME

    def speaking_of(self, actor: Actor) -> tuple[Rule, ...]:
        """The rules that name the person, in the file's order."""
        return tuple(rule for rule in self.rules if actor.among(rule.who))

    def _deciding(self, actor: Actor, deed: Deed, need: Role) -> Rule | None:
        found = [(rank, rule) for rule in self.rules if (rank := _rank(rule, actor, deed, need)) is not None]
        return max(found, key=lambda pair: (pair[0], pair[1].answer))[1] if found else None

    def _at(self, line: int) -> str:
        return f" at line {line} of {self.file}" if line else " (DNS_PROTECT)"


def strictest(verdicts: Iterable[Verdict]) -> Verdict:
    """The answer to several deeds that are done together."""
    return max(verdicts, key=lambda verdict: verdict.answer)


def enforce(verdict: Verdict) -> None:
    """Raise NotAllowed, with what decided it and who may, where the answer is no."""
    if verdict.answer is Answer.DENY:
        deed = verdict.deed
        what = f"`{deed.verb}` on `{_record(deed)}`" if deed.name else f"`{deed.verb}`"
        raise NotAllowed(f"You may not use {what}: {verdict.because}.", verdict.who, verdict.where)


_SAYS: Final[Mapping[Answer, str]] = {
    Answer.ALLOW: "allows it",
    Answer.CONFIRM: "has it confirmed",
    Answer.SECOND: "has another person confirm it",
    Answer.DENY: "denies it",
}


def _untold(actor: Actor) -> str:
    groups = ", ".join(sorted(actor.unsure))
    return f"Slack does not tell just now whether you are in {groups}"


def _by_role(actor: Actor, need: Role) -> Verdict:
    """Without a file: DNS_OPERATORS and DNS_ADMINS."""
    if actor.role >= need:
        because = {Role.READER: "everybody may read", Role.OPERATOR: "you are an operator (DNS_OPERATORS)"}
        return Verdict(Answer.ALLOW, because.get(need, "you are an admin (DNS_ADMINS)"))
    return Verdict(
        Answer.DENY,
        "you are not an admin (DNS_ADMINS)" if need is Role.ADMIN else "you are not an operator (DNS_OPERATORS)",
    )


def _rank(rule: Rule, actor: Actor, deed: Deed, need: Role) -> tuple[int, ...] | None:
    """How specific a rule is about a deed; None where it does not speak of it."""
    name, zone = patterns.fit(rule.names, _bare(deed.name)), patterns.fit(rule.zones, _bare(deed.zone))
    if name is None or zone is None or not _about(rule, actor, deed.verb, deed.channel, need):
        return None
    if rule.types and deed.type not in rule.types:
        return None
    who = 2 if actor.id in rule.who else 1 if actor.groups & rule.who else 0
    return name, zone, bool(rule.types), bool(rule.verbs), who, bool(rule.channels)


def _about(rule: Rule, actor: Actor, verb: str, channel: str, need: Role) -> bool:
    """Whether a rule speaks of a verb; one that names no verbs speaks of all that change something."""
    named = verb in rule.verbs if rule.verbs else need is not Role.READER
    return named and (not rule.channels or channel in rule.channels) and actor.among(rule.who)


def _bare(name: str) -> str:
    return names.plain(name)


def _record(deed: Deed) -> str:
    return f"{_bare(deed.name)} {deed.type}".rstrip().replace("`", "'")
