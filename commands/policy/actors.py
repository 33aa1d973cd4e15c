"""Who acts: a person, their role, and the groups of theirs that matter."""

from dataclasses import dataclass, replace
from enum import IntEnum


class Role(IntEnum):
    """Each role may do what the roles before it may."""

    READER = 0
    OPERATOR = 1
    ADMIN = 2


@dataclass(frozen=True, slots=True)
class Actor:
    """A person.

    operators_set: whether anybody at all may change records.
    groups:        the Slack user groups they are in, of those that the rules name.
    unsure:        those of which Slack does not tell now whether they are in them.
    """

    id: str
    role: Role = Role.READER
    operators_set: bool = True
    groups: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()

    def among(self, named: frozenset[str]) -> bool:
        """Whether a list of user ids, user-group ids and `*` names this person."""
        return "*" in named or self.id in named or bool(self.groups & named)

    def possible(self) -> tuple["Actor", ...]:
        """The person in none, in each one, and in all of the groups of which it is not known."""
        alone = [frozenset({group}) for group in sorted(self.unsure)]
        several = [self.unsure] if len(alone) > 1 else []
        more: list[frozenset[str]] = [frozenset(), *alone, *several]
        return tuple(replace(self, groups=self.groups | groups, unsure=frozenset()) for groups in more)
