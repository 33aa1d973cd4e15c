"""A PostgreSQL that hangs: it takes requests and does not answer."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.story.office import House, Office, houses, until
from tests.worlds.slack_workspace import ROOT

pytestmark = houses(House("postgresql"), House("postgresql", "socket"))


@contextmanager
def hung(office: Office) -> Iterator[None]:
    """Every process of PostgreSQL stands still: connections hang rather than fail."""
    folder = re.search(r"host=([^&]+)", office.settings["DATABASE_URL"])
    assert folder
    main = int((Path(folder[1]) / "postmaster.pid").read_text().splitlines()[0])
    found = [main, *map(int, Path(f"/proc/{main}/task/{main}/children").read_text().split())]
    for pid in found:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in found:
            os.kill(pid, signal.SIGCONT)


def test_a_database_that_hangs_holds_up_no_ack_and_the_work_goes_on_after_it(office: Office) -> None:
    office.type("add before A 192.0.2.1")
    office.done_once("before")
    with hung(office):
        ack = office.slack.slash("add meanwhile A 192.0.2.1")
        assert ack.seconds < 3
        assert "does not answer" in str(ack.body)
        assert office.bot.health() == 503
    until(lambda: office.bot.health() == 200, "well again")
    office.type("add after-it A 192.0.2.1", user=ROOT)
    office.done_once("after-it")
