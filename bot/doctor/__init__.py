"""python -m bot doctor: looks at everything the bot needs, and names what is missing. Changes nothing."""

import sys
from collections.abc import Callable, Iterator
from typing import Final

from bot import settings
from bot.doctor import aws, database, people, slack
from bot.doctor.findings import Finding, State
from bot.logs import places
from bot.settings import Settings

# In the order in which they are needed.
CHECKS: Final[dict[str, Callable[[Settings], Iterator[Finding]]]] = {
    "database": database.look,
    "Slack": slack.look,
    "Route 53": aws.look,
    "EC2": aws.look_at_ec2,
    "who may do what": people.look,
}


def doctor() -> int:
    """Print a line for each check; 1 where something is missing."""
    missing = False
    for finding in _findings():
        sys.stdout.write(f"{finding}\n")
        sys.stdout.flush()
        missing = missing or finding.state is State.MISSING
    return 1 if missing else 0


def _findings() -> Iterator[Finding]:
    read, faults = settings.forgiving()
    for fault in faults:
        yield Finding(State.MISSING, fault.variable, str(fault).partition(": ")[2])
    for what, check in CHECKS.items():
        try:
            yield from check(read)
        except Exception as error:  # noqa: BLE001
            # Whatever is broken, the rest is looked at too.
            yield Finding(State.MISSING, what, f"could not be looked at. {places(error)}")
