"""Answers and changes in which every text is somebody else's, and as long or as strange as texts can be."""

import dataclasses
import json
import random
from enum import Enum
from typing import Any, Final

PIECES: Final = (
    *("<!channel>", "<@U0EVE>", "<https://example.net|x>", "<!date^1^{date}|x>", "&amp;", "&", "<", ">", "|"),
    *("`", "```", "*b*", "_i_", "~s~", ":tada:", "\\052", "\\202\\226", "xn--pple-43d", "аpple", "ü", "日本", "😀"),
    *("\n", "\r\n", "\t", "\0", "\x1b[31m", "\x85", "\u2028", "\u202e", "\u2066", "\u200b", "\u200d", "\ud800"),
    *("\udc80", "a", " "),
)

# What no person and no record can choose: ids that AWS, Slack or we give, what settings are checked for, our own words.
OURS: Final = frozenset(
    (
        *("id", "token", "origin", "aws_id", "undo_of", "undone_by", "zone_id", "account", "managed", "state", "verb"),
        *("actor", "by", "decided_by", "approvers", "user", "place", "reply_to", "regions", "systems"),
    )
)
# How long Route 53, EC2 and we let them be at the most; all others are as long as they like.
LONGEST: Final = dict.fromkeys(("name", "zone_name", "target", "source", "zone"), 1_004) | {"comment": 256, "tag": 256}
# Tuples of a length that means something.
FIXED: Final = frozenset(("commands", "options", "changes"))


class Hostile:
    """Makes others of them. seed: the same one makes the same."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)

    def text(self, most: int = 5_000) -> str:
        """A text that is short and strange, long and the same all through, or both."""
        shape = self._dice.random()
        if shape < 0.1:
            return ""
        if shape < 0.4:
            return (self._dice.choice(PIECES) * most)[: self._dice.choice((63, 253, most))][:most]
        return "".join(self._dice.choices(PIECES, k=self._dice.choice((3, 12, 12, 300))))[:most]

    def of(self, thing: Any, field: str = "") -> Any:
        """The same with other texts, and more of what there may be many of."""
        if field in OURS or isinstance(thing, Enum):
            return thing
        if isinstance(thing, str):
            return self._said(thing, field)
        if isinstance(thing, tuple):
            return tuple(self.of(item, field) for item in self._more(thing, field))
        if isinstance(thing, frozenset):
            return frozenset(self.of(item, field) for item in sorted(thing))
        if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
            own = {one.name: self.of(getattr(thing, one.name), one.name) for one in dataclasses.fields(thing)}
            return dataclasses.replace(thing, **own)
        return thing

    def _said(self, said: str, field: str) -> str:
        if self._dice.random() < 0.2:
            return said
        if field == "routing":
            return json.dumps({"SetIdentifier": self.text(128) or "x", "Weight": 3, "Novelty": self.text(200)})
        return self.text(LONGEST.get(field, 5_000))

    def _more(self, items: tuple[Any, ...], field: str) -> tuple[Any, ...]:
        mixed = len({type(item) for item in items}) > 1
        return items if mixed or field in FIXED else items * self._dice.choice((1, 1, 1, 2, 2, 26, 100))
