"""The verbs about zones."""

from dataclasses import dataclass

from commands.language.verbs import saying
from commands.model.zones import Vpc


@dataclass(frozen=True, slots=True)
class CreateZone:
    """zone create NAME [private VPC REGION] [in ACCOUNT] [comment "..."]; vpc: of a private zone."""

    name: str
    comment: str = ""
    vpc: Vpc | None = None
    account: str = ""

    def __str__(self) -> str:
        private = f"private {_vpc(self.vpc)}" if self.vpc else ""
        account = f"in {self.account}" if self.account else ""
        return saying.said("zone create", saying.word(self.name), private, account) + saying.comment(self.comment)


@dataclass(frozen=True, slots=True)
class DeleteZone:
    """zone delete NAME|ID."""

    target: str

    def __str__(self) -> str:
        return saying.said("zone delete", saying.word(self.target))


@dataclass(frozen=True, slots=True)
class AssociateVpc:
    """zone associate NAME|ID VPC REGION."""

    target: str
    vpc: Vpc

    def __str__(self) -> str:
        return saying.said("zone associate", saying.word(self.target), _vpc(self.vpc))


@dataclass(frozen=True, slots=True)
class DissociateVpc:
    """zone dissociate NAME|ID VPC REGION."""

    target: str
    vpc: Vpc

    def __str__(self) -> str:
        return saying.said("zone dissociate", saying.word(self.target), _vpc(self.vpc))


@dataclass(frozen=True, slots=True)
class UseZone:
    """use NAME|ID, or use NAME none; forget: the channel is asked again each time."""

    target: str
    forget: bool = False

    def __str__(self) -> str:
        return saying.said("use", saying.word(self.target), "none" if self.forget else "")


def _vpc(vpc: Vpc) -> str:
    return f"{vpc.id} {vpc.region}"
