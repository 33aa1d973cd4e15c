"""A Slack user as an Actor: what the two lists say, user groups asked for and kept for a minute."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from slack_sdk.errors import SlackClientError

from commands.policy import Actor, Role
from commands.ports import Rulebook

log = logging.getLogger(__name__)

KEEP: Final = 60.0
# A Slack that does not answer is not asked by everybody who types in the next moments.
_KEEP_FAILURE: Final = 3.0


class Identity:
    """What each person is, by DNS_OPERATORS, DNS_ADMINS and the rules.

    Membership of a user group is believed for a minute, and fails closed: where Slack does not tell, the lists take
    nobody for a member, and of the rules the stricter ones count.
    """

    def __init__(
        self,
        client: Any,
        operators: frozenset[str],
        admins: frozenset[str],
        rulebook: Rulebook,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._operators = operators
        self._admins = admins
        self._rulebook = rulebook
        self._clock = clock
        self._lock = threading.Lock()
        self._groups: dict[str, tuple[float, frozenset[str]]] = {}
        self._untold: frozenset[str] = frozenset()
        self._asking: dict[str, threading.Lock] = {}

    def reader(self, user: str) -> Actor:
        """The person where nothing is asked but to read: without rules everybody may, and Slack is not asked."""
        if self._rulebook.rules.file:
            return self.actor(user)
        return Actor(user, operators_set=bool(self._operators))

    def actor(self, user: str) -> Actor:
        """The person behind a Slack user id."""
        rules = self._rulebook.rules
        role = Role.READER
        if self._among(user, self._admins | rules.admins):
            role = Role.ADMIN
        elif self._among(user, self._operators):
            role = Role.OPERATOR
        groups = frozenset(group for group in rules.groups if user in self._members(group))
        return Actor(user, role, bool(self._operators), groups, rules.groups & self._untold)

    def knows_groups(self) -> bool:
        """Whether the members of every group that counts are known as of now, so that Slack is not asked."""
        rules = self._rulebook.rules
        named = (*self._operators, *self._admins, *rules.admins, *rules.groups)
        now = self._clock()
        return all(now <= self._groups.get(name, (now - 1, None))[0] for name in named if name.startswith("S"))

    def _among(self, user: str, members: frozenset[str]) -> bool:
        """Whether a list names the person; Slack is asked about groups only where that decides."""
        if user in members or "*" in members:
            return True
        return any(user in self._members(group) for group in members if group.startswith("S"))

    def _members(self, group: str) -> frozenset[str]:
        """One question to Slack for all who wait for the same group; nobody waits for another one."""
        with self._lock:
            asking = self._asking.setdefault(group, threading.Lock())
        with asking:
            until, users = self._groups.get(group, (None, frozenset()))
            if until is not None and self._clock() <= until:
                return users
            try:
                users, kept = frozenset(self._client.usergroups_users_list(usergroup=group)["users"]), KEEP
                told = True
            except (SlackClientError, OSError, LookupError, TypeError) as error:
                log.warning(
                    "user group %s cannot be read, so nobody counts as a member: %s", group, type(error).__name__
                )
                users, kept, told = frozenset(), _KEEP_FAILURE, False
            with self._lock:
                self._untold = self._untold - {group} if told else self._untold | {group}
            self._groups[group] = (self._clock() + kept, users)
            return users
