"""python -m bot audit verify|export: the trail, read by a person or by another program."""

import json
import sys
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot import settings
from commands.adapters.store.database import Database
from commands.adapters.store.trail import Trail
from commands.errors import Misconfigured

USAGE: Final = "usage: python -m bot audit verify | export"


def audit(words: list[str]) -> int:
    """Run one of the two; the exit code: 1 where the chain is broken."""
    if words not in (["verify"], ["export"]):
        sys.stderr.write(f"{USAGE}\n")
        return 2
    try:
        trail = Trail(Database(settings.database_url()))
        return _verify(trail) if words == ["verify"] else _export(trail)
    except SQLAlchemyError as error:
        raise Misconfigured("DATABASE_URL", f"the trail cannot be read: {type(error).__name__}") from error


def _verify(trail: Trail) -> int:
    found = trail.verify()
    if found.broken is not None:
        sys.stdout.write(f"BROKEN at event {found.broken}: {found.sealed} sealed events before it hold.\n")
        return 1
    sys.stdout.write(f"ok: {found.sealed} sealed events hold; {found.unsealed} not sealed yet. Head {found.head}.\n")
    return 0


def _export(trail: Trail) -> int:
    for event in trail.export():
        sys.stdout.write(json.dumps(event) + "\n")
    return 0
