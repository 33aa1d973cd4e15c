"""What the page shows, as it stands and as it changes: one numbered entry per thing, the newest state of each."""

import secrets
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

Thing = Mapping[str, Any]

# Things that are gone are remembered for pages that have not heard of it yet; so many of them.
_MOST_GONE: Final = 500


@dataclass(frozen=True, slots=True)
class _Entry:
    """The state of a thing since its number. to: the one person who sees it, empty for everybody."""

    number: int
    thing: dict[str, Any]
    to: str


class Feed:
    """A page asks for what changed since a number that it knows, and waits where nothing did.

    epoch: another one after each start, so that a page knows when its numbers mean nothing any more.
    """

    def __init__(self) -> None:
        self.epoch = secrets.token_hex(4)
        self._changed = threading.Condition()
        self._entries: dict[str, _Entry] = {}
        self._gone: deque[str] = deque()
        self._number = 0
        self._closed = False

    def put(self, key: str, thing: Thing, *, to: str = "") -> None:
        """Let a thing be so from now on."""
        with self._changed:
            self._number += 1
            self._entries.pop(key, None)
            self._entries[key] = _Entry(self._number, {"key": key, **thing}, to)
            self._changed.notify_all()

    def drop(self, key: str) -> None:
        """Let a thing be gone; those who show it are told."""
        with self._changed:
            entry = self._entries.get(key)
            if entry and not entry.thing.get("gone"):
                self.put(key, {"kind": entry.thing.get("kind"), "gone": True}, to=entry.to)
                self._gone.append(key)
                if len(self._gone) > _MOST_GONE:
                    self._entries.pop(self._gone.popleft(), None)

    def since(self, number: int, viewer: str, patience: float = 0.0) -> tuple[int, list[dict[str, Any]]]:
        """The number of now, and all that changed since another one for this person; waits so long for anything."""
        with self._changed:
            self._changed.wait_for(lambda: self._number > number or self._closed, patience)
            news = [e.thing for e in self._entries.values() if e.number > number and e.to in ("", viewer)]
            return self._number, [thing for thing in news if number or not thing.get("gone")]

    @property
    def closed(self) -> bool:
        """Whether nothing will come any more."""
        return self._closed

    def close(self) -> None:
        """Let everybody go who waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
