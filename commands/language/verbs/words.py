"""The words that begin a command, and what makes a word a pattern."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "help": "help",
        "zones": "zones",
        "zone": "zone",
        "list": "list",
        "ls": "list",
        "records": "list",
        "get": "get",
        "show": "get",
        "lookup": "get",
        "add": "add",
        "set": "set",
        "change": "set",
        "update": "set",
        "delete": "delete",
        "del": "delete",
        "rm": "delete",
        "remove": "delete",
        "weight": "weight",
        "drain": "drain",
        "ttl": "ttl",
        "add-value": "add-value",
        "remove-value": "remove-value",
        "rm-value": "remove-value",
        "rename": "rename",
        "move": "rename",
        "copy": "copy",
        "status": "status",
        "history": "history",
        "use": "use",
        "whoami": "whoami",
        "can": "can",
        "freeze": "freeze",
        "thaw": "thaw",
        "unfreeze": "thaw",
        "zone disassociate": "zone dissociate",
        "ec2": "ec2 check",
        "resolver": "resolver",
        "undo": "undo",
        "revert": "undo",
        "restore": "restore",
    }
)
"""Each first word a command may have, and the verb it stands for; `ls` alone is zones."""

PATTERN_SIGNS: Final = "*?["
"""What makes a word a pattern (GLOB)."""
