"""The bot, with the statements that it sends to its database counted: python -m tests.counted FILE [MODE].

FILE holds the count as eight bytes, for `statements` in another process to read.
"""

import mmap
import struct
import sys
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, event

_COUNT: Final = struct.Struct("<Q")


def prepare(file: Path) -> Path:
    """A file for the count, from nothing."""
    file.write_bytes(_COUNT.pack(0))
    return file


def statements(file: Path) -> int:
    """How many statements there were until now; beginning and ending a transaction does not count."""
    return int(_COUNT.unpack(file.read_bytes())[0])


def main() -> int:
    file = Path(sys.argv.pop(1))
    with file.open("r+b") as opened, mmap.mmap(opened.fileno(), _COUNT.size) as held:
        _count_in(held)
        from bot.__main__ import main as serve

        return serve()


def _count_in(held: mmap.mmap) -> None:
    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            _COUNT.pack_into(held, 0, _COUNT.unpack_from(held)[0] + 1)

    event.listen(Engine, "before_cursor_execute", count)


if __name__ == "__main__":
    sys.exit(main())
