"""The verbs that make and delete zones."""

from dataclasses import dataclass

from commands.language.verbs import saying


@dataclass(frozen=True, slots=True)
class CreateZone:
    """zone create NAME [comment "..."]."""

    name: str
    comment: str = ""

    def __str__(self) -> str:
        return saying.said("zone create", saying.word(self.name)) + saying.comment(self.comment)


@dataclass(frozen=True, slots=True)
class DeleteZone:
    """zone delete NAME|ID."""

    target: str

    def __str__(self) -> str:
        return saying.said("zone delete", saying.word(self.target))
