"""The workspace or the Enterprise Grid that the bot is installed in, and who is of it. Pure.

In a channel that is shared with another organisation (Slack Connect) its people may press our buttons. Their payload
names their own workspace at the person, and beside it ours, the app's; the Grid in it may be ours too. So the person's
own workspace is what counts, and in a Grid what users.info tells of them.
Source: docs.slack.dev, Organization-ready apps; slackapi/java-slack-sdk#1041.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Home:
    """team, enterprise: as auth.test tells them; no enterprise outside a Grid."""

    team: str
    enterprise: str = ""

    def holds(self, user: Mapping[str, Any]) -> bool:
        """Whether a user is of it, by what users.info tells.

        is_stranger does not tell: it is false for everybody who shares a channel with us.
        Source: docs.slack.dev, The user object.
        """
        grid = _part(user, "enterprise_user", "enterprise_id")
        if self.enterprise and grid:
            return bool(grid == self.enterprise)
        return user.get("team_id") in self._ids

    def may_hold(self, body: Mapping[str, Any]) -> bool:
        """Whether a payload can be of a person of it: what it names is ours, or lies in our Grid."""
        grids = set(grids_of(body))
        if self.enterprise and grids - {self.enterprise}:
            return False
        return set(teams_of(body)) <= self._ids or self.enterprise in grids

    @property
    def _ids(self) -> set[str]:
        """An app of a whole Grid is told the Grid's id for its workspace."""
        return {self.team, self.enterprise} - {""}


def teams_of(body: Mapping[str, Any]) -> Iterator[str]:
    """Every workspace that a payload names: the person's, and where it happened."""
    found = (_part(body, "user", "team_id"), _part(body, "team", "id"), body.get("team_id"))
    yield from (str(team) for team in found if team)


def grids_of(body: Mapping[str, Any]) -> Iterator[str]:
    """Every Enterprise Grid that a payload names."""
    found = (_part(body, "enterprise", "id"), _part(body, "team", "enterprise_id"), body.get("enterprise_id"))
    yield from (str(grid) for grid in found if grid)


def _part(thing: Mapping[str, Any], name: str, key: str) -> Any:
    inner = thing.get(name)
    return inner.get(key) if isinstance(inner, Mapping) else inner if key == "id" else None
