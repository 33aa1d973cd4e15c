"""The verbs that bring back what was."""

from dataclasses import dataclass

from commands.language.verbs import saying


@dataclass(frozen=True, slots=True)
class Undo:
    """undo [CHANGE]; change: its id or Route 53's, empty for the last one here."""

    change: str = ""

    def __str__(self) -> str:
        return saying.said("undo", saying.pattern(self.change) if self.change else "")


@dataclass(frozen=True, slots=True)
class Restore:
    """restore NAME at TIME|CHANGE; at: a time or a change as `language.moments` writes it."""

    name: str
    at: str
    zone: str = ""

    def __str__(self) -> str:
        return saying.said("restore", saying.word(self.name), "at", self.at, saying.option("zone", self.zone))


@dataclass(frozen=True, slots=True)
class RestoreZone:
    """zone restore ID|NAME."""

    target: str

    def __str__(self) -> str:
        return saying.said("zone restore", saying.word(self.target))
