"""Who acts: a person, their role, and the groups of theirs that matter."""

from dataclasses import dataclass
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
    """

    id: str
    role: Role = Role.READER
    operators_set: bool = True
    groups: frozenset[str] = frozenset()

    def among(self, named: frozenset[str]) -> bool:
        """Whether a list of user ids, user-group ids and `*` names this person."""
        return "*" in named or self.id in named or bool(self.groups & named)
