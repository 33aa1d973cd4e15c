"""python -m bot: the app by its mode, a demo, one command, a look at what is missing, the trail."""

import io
import os
import signal
import sys
from types import FrameType
from typing import Final

from bot import logs, settings
from commands.errors import Problem
from commands.model import visible

USAGE: Final = (
    "usage: python -m bot [web | worker | demo [FOLDER] | run COMMAND | doctor | audit verify | audit export]"
)
HELP: Final = f"""{USAGE}

(no mode)       serve Slack: over Socket Mode where SLACK_APP_TOKEN is set, otherwise over HTTP; and do the work
web             serve Slack over HTTP, and do the work
worker          serve Slack over Socket Mode, and do the work
demo [FOLDER]   a playground in the browser over a Route 53 of its own; nothing real is touched
run COMMAND     one /dns command from this terminal; run --help tells how
doctor          look at the settings and permissions, and tell what is missing
audit verify    check the trail's chain
audit export    print the trail

Settings come from the environment or .env; .env.example explains each.
"""


def main() -> int:
    """Run until stopped; the exit code. Settings that are wrong end it with one line."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that knows fewer characters shows the others as escapes
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return _done(sys.argv[1:])
    except Problem as error:
        sys.stderr.write(f"slash-dns: {visible.lines(str(error))}\n")
        return 1


def _done(words: list[str]) -> int:
    """What the words say, done."""
    if words and words[0] in ("--help", "-h", "help"):
        sys.stdout.write(HELP)
        return 0
    if words[:1] == ["audit"]:
        return _audit(words[1:])
    if words == ["doctor"]:
        return _doctor()
    if words[:1] == ["run"]:
        return _run(words[1:])
    if words[:1] == ["demo"] and len(words) <= 2:
        return _demo("".join(words[1:]))
    if len(words) > 1 or (words and words[0] not in ("web", "worker")):
        sys.stderr.write(f"{USAGE}\n")
        return 2
    return _serve(words[0] if words else "")


def _serve(named: str) -> int:
    read = settings.load()
    logs.configure(read.log_level, read.log_format)
    logs.catch_all()
    from bot import wiring

    mode = wiring.mode_of(read, named)
    with wiring.opened(read) as database:
        bot = wiring.Bot(read, mode, database)

        def stop(_signal: int, _frame: FrameType | None) -> None:
            bot.stop()

        def reload(_signal: int, _frame: FrameType | None) -> None:
            bot.reload()

        if hasattr(signal, "SIGHUP"):  # not on Windows
            signal.signal(signal.SIGHUP, reload)
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        bot.run()
    return 0


def _audit(words: list[str]) -> int:
    from bot.audit import audit

    return audit(words)


def _doctor() -> int:
    from bot.doctor import doctor

    return doctor()


def _run(words: list[str]) -> int:
    from bot.run import run

    return run(words)


def _demo(folder: str) -> int:
    from bot.playground.demo import demo

    return demo(folder)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Threads that wait on a dead network must not hold up the end: all that matters is in the database.
    os._exit(code)
