"""The policy file, read at the start and again on SIGHUP; a broken one never replaces rules that hold."""

import logging
from pathlib import Path

from commands.errors import Misconfigured
from commands.policy import Protection, Rules
from commands.policy.rulefile import read

log = logging.getLogger(__name__)


class Rulebook:
    """ports.Rulebook over a file. Raises Misconfigured, with the line, where it is broken at the start."""

    def __init__(self, file: str, protections: tuple[Protection, ...]) -> None:
        self._file = file
        self._protections = protections
        self._rules = self._read()

    @property
    def rules(self) -> Rules:
        """Who may do what, as last read."""
        return self._rules

    def reload(self) -> None:
        """Read the file again; a broken one is told in the log, and the rules stay as they are."""
        try:
            self._rules = self._read()
        except Misconfigured as error:
            log.error("the rules stay as they were: %s", error)
        else:
            log.info("the rules were read again: %d rules", len(self._rules.rules))

    def _read(self) -> Rules:
        if not self._file:
            return Rules(protections=self._protections)
        try:
            text = Path(self._file).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise Misconfigured("DNS_POLICY", f"{self._file} cannot be read: {why}") from error
        return read(text, Path(self._file).name, self._protections)
