"""Whether anybody may change anything."""

from collections.abc import Iterator

from bot.doctor.findings import Finding, State
from bot.rulebook import Rulebook
from bot.settings import Settings
from commands.errors import Misconfigured


def look(read: Settings) -> Iterator[Finding]:
    """The policy file, and the two lists."""
    try:
        rules = Rulebook(read.policy, read.protections).rules
    except Misconfigured as error:
        yield Finding(State.MISSING, error.variable, str(error).partition(": ")[2])
        return
    if read.policy:
        yield Finding(State.OK, "who may change records", f"DNS_POLICY, {len(rules.rules)} rules")
    elif read.operators:
        yield Finding(State.OK, "who may change records", "DNS_OPERATORS")
    else:
        advice = "nobody but admins yet: DNS_OPERATORS or DNS_POLICY opens it"
        yield Finding(State.WARNING, "who may change records (DNS_OPERATORS)", advice)
