"""How each verb is said: its line, what it does, examples; the other words for it are read from the verbs."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from commands.language.guesses import nearest
from commands.language.verbs import WORDS


@dataclass(frozen=True, slots=True)
class Usage:
    """The help of one verb.

    line:     its words in order; capitals are to be filled in, brackets may be left out.
    sentence: what it does.
    aliases:  other first words that mean the same.
    """

    line: str
    sentence: str
    examples: tuple[str, ...]
    aliases: tuple[str, ...] = ()


def lines() -> tuple[str, ...]:
    """One usage line for each verb."""
    return tuple(usage.line for usage in _USAGES.values())


def topics() -> tuple[str, ...]:
    """Every verb that has help of its own."""
    return tuple(_USAGES)


def topic(verb_word: str) -> Usage:
    """The help of a verb, of an alias, or of the verb that is nearest to what was asked; else help itself."""
    asked = " ".join(verb_word.lower().split())
    known = WORDS.get(asked, asked)
    return _USAGES.get(known) or _USAGES[WORDS.get(nearest(asked, (*_USAGES, *WORDS)), "help")]


def _usage(verb: str, rest: str, sentence: str, *examples: str) -> tuple[str, Usage]:
    aliases = tuple(word for word, meant in WORDS.items() if meant == verb and word != verb)
    return verb, Usage(f"{verb} {rest}".rstrip(), sentence, examples, aliases)


_USAGES: Final = MappingProxyType(
    dict(
        (
            _usage("help", "[VERB]", "Lists the verbs, or tells how one is said.", "help", "help add"),
            _usage(
                "zones",
                "[GLOB]",
                "Lists the zones: id, name, public or private, records, comment.",
                "zones",
                "zones *example*",
            ),
            _usage(
                "zone",
                "NAME|ID",
                "Shows one zone: name servers, VPCs, what the registrar needs.",
                "zone example.com",
                "zone Z0123456789ABCDEFGHIJ",
            ),
            _usage(
                "list",
                "[ZONE|ID] [TYPE] [GLOB]",
                "Lists the records of a zone, or of the default zone; ls alone lists the zones.",
                "list example.com",
                "list example.com CNAME *db*",
            ),
            _usage(
                "get",
                "NAME [TYPE]",
                "Shows what stands under a name.",
                "get db1",
                "get www.example.com A",
            ),
            _usage(
                "add",
                'NAME TYPE VALUE[, VALUE…] [TTL] [comment "…"]',
                "Makes a record that is not there yet.",
                "add db1 CNAME ec2-50-17-1-2.compute-1.amazonaws.com 300",
                'add www A 192.0.2.10, 192.0.2.11 ttl=5m comment "the new web servers"',
            ),
            _usage(
                "set",
                "NAME TYPE VALUE[, VALUE…] [TTL]",
                "Gives a record its content, whatever stands there; asks before it replaces. Without a TTL the one "
                "that stands is kept.",
                "set www A 192.0.2.12",
                "set @ MX 10 mx1.example.net, 20 mx2.example.net 1h",
            ),
            _usage(
                "delete",
                "NAME [TYPE] [VALUE…] [TTL]",
                "Deletes a record; shows it and asks first. A value or TTL given must be what stands.",
                "delete db1 CNAME",
                "delete www A 192.0.2.10 300",
            ),
            _usage(
                "zone create",
                'NAME [comment "…"]',
                "Makes a public zone and shows its name servers.",
                "zone create example.net",
                'zone create example.net comment "the shop"',
            ),
            _usage(
                "zone delete",
                "NAME|ID",
                "Deletes a zone that holds no more than its own NS and SOA; asks for its name first.",
                "zone delete example.net",
                "zone delete Z0123456789ABCDEFGHIJ",
            ),
            _usage(
                "status",
                "CHANGE",
                "Tells how far a change has come.",
                "status C2682N5HXP0BZ4",
            ),
            _usage(
                "history",
                "[NAME|ZONE|@USER]",
                "Lists the last changes with what stood before and after: all, or those of a name, a zone or a person.",
                "history",
                "history www.example.com",
                "history @U0123456789",
            ),
            _usage(
                "undo",
                "[CHANGE]",
                "Proposes the exact inverse of the last change here, or of the one that is named; asks first.",
                "undo",
                "undo 8z20tgn09g",
            ),
            _usage(
                "restore",
                "NAME at TIME|CHANGE",
                "Brings a name back to how it stood at a time (UTC) or as a change left it; shows the difference and "
                "asks first.",
                "restore www at yesterday 14:00",
                "restore www at 2026-11-26 14:00",
                "restore www at 2h ago",
                "restore www at 8z20tgn09g",
                "restore www at before 8z20tgn09g",
            ),
            _usage(
                "zone restore",
                "ID|NAME",
                "Makes a deleted zone anew with all that it held, and says which name servers changed; asks first.",
                "zone restore Z0123456789ABCDEFGHIJ",
                "zone restore example.net",
            ),
        )
    )
)
