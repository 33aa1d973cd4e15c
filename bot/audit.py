"""python -m bot audit verify|export: the trail, read by a person or by another program."""

import json
import sys
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot import settings
from commands.adapters.store.chain import readable
from commands.adapters.store.database import Database, said
from commands.adapters.store.trail import Trail
from commands.errors import Misconfigured

USAGE: Final = "usage: python -m bot audit verify | export"


def audit(words: list[str]) -> int:
    """Run one of the two; the exit code: 1 where the chain is broken."""
    if words not in (["verify"], ["export"]):
        sys.stderr.write(f"{USAGE}\n")
        return 2
    database = Database(settings.database_url())
    try:
        trail = Trail(database)
        return _verify(trail) if words == ["verify"] else _export(trail)
    except SQLAlchemyError as error:
        raise Misconfigured("DATABASE_URL", f"the trail cannot be read: {said(error)}") from error
    finally:
        database.close()


def _verify(trail: Trail) -> int:
    found = trail.verify()
    if found.broken is not None:
        told = f"BROKEN at event {found.broken}: {found.why}. {found.sealed} sealed events before it hold."
    elif found.row is not None:
        told = f"BROKEN in row {found.row}, which has no seal: {found.why}. {found.sealed} sealed events hold."
    else:
        told = f"ok: {found.sealed} sealed events hold; {found.unsealed} not sealed yet. Head {found.head}."
    sys.stdout.write(f"{told}\n")
    return 0 if told.startswith("ok") else 1


def _export(trail: Trail) -> int:
    """Every event that can be read; of any other its place, and at the end how many there are."""
    lost = 0
    for event in trail.export():
        if not readable(event):
            lost += 1
            event = {"seq": event["seq"], "number": event["number"], "unreadable": True}
        # A forger may have put anything in the place of a number.
        sys.stdout.write(json.dumps(event, default=repr) + "\n")
    if lost:
        sys.stderr.write(f"BROKEN: {lost} of these events cannot be read; audit verify says where the chain ends.\n")
    return 1 if lost else 0
