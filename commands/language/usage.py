"""How each verb is said: its line, what it does, examples; the other words for it are read from the verbs."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from commands.language import boto
from commands.language.guesses import nearest
from commands.language.verbs import WORDS
from commands.model.resolvers import SYSTEMS


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
    """The help of a verb, of one of boto's, of an alias, or of the nearest to what was asked; else help itself."""
    asked = " ".join(verb_word.lower().split())
    if asked in boto.LINES:
        return _of_boto(asked)
    known = WORDS.get(asked, asked)
    return _USAGES.get(known) or _USAGES[WORDS.get(nearest(asked, (*_USAGES, *WORDS)), "help")]


def _of_boto(verb: str) -> Usage:
    arguments, today = boto.LINES[verb]
    sentence = f"As the old route53 command was told it. Today: {today}"
    return Usage(f"{verb} {arguments}", sentence, (boto.EXAMPLES[verb], today))


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
                "Makes a record that is not there yet. ALIAS TARGET in place of TYPE and VALUE points at an AWS "
                "endpoint or at a name of ours; ALIAS+ makes the AAAA too. Routed: id=NAME with weight=N, region=R, "
                "failover=primary or secondary, geo=EU, US, US-CA or *, multivalue, near=R or LAT,LON with bias=N, or "
                "cidr=COLLECTION/LOCATION; and health=ID.",
                "add db1 CNAME ec2-50-17-1-2.compute-1.amazonaws.com 300",
                "add db1 CNAME i-0123456789abcdef0",
                'add www A ec2:web-1 private, ec2:"my web" private',
                'add www A 192.0.2.10, 192.0.2.11 ttl=5m comment "the new web servers"',
                "add www ALIAS my-lb-1.us-east-1.elb.amazonaws.com",
                "add api A 192.0.2.31 id=blue weight=10",
                "add @ ALIAS+ dualstack.app-1.us-east-1.elb.amazonaws.com evaluate=yes",
            ),
            _usage(
                "set",
                "NAME TYPE VALUE[, VALUE…] [TTL]",
                "Gives a record its content, whatever stands there; asks before it replaces. Without a TTL the one "
                "that stands is kept; with id=NAME only that one of several is changed. Without a value only the "
                "options that are said are changed: ttl=, weight=, health=ID or none, evaluate= and so on.",
                "set www A 192.0.2.12",
                "set @ MX 10 mx1.example.net, 20 mx2.example.net 1h",
                "set www A id=blue weight=20",
                "set www A ttl=60",
            ),
            _usage(
                "delete",
                "NAME [TYPE] [VALUE…] [TTL]",
                "Deletes a record; shows it and asks first. A value or TTL given must be what stands; id=NAME picks "
                "one of several.",
                "delete db1 CNAME",
                "delete www A 192.0.2.10 300",
                "delete www A id=blue",
            ),
            _usage(
                "weight",
                "NAME [TYPE] ID N",
                "Gives a weighted record another weight, 0 to 255; all else stays.",
                "weight www blue 20",
                "weight www AAAA blue 20",
            ),
            _usage("drain", "NAME [TYPE] ID", "Gives a weighted record the weight 0.", "drain www blue"),
            _usage(
                "add-value",
                "NAME TYPE VALUE[, VALUE…]",
                "Adds values to those that stand.",
                "add-value www A 192.0.2.12",
                "add-value @ MX 30 mx3.example.net",
            ),
            _usage(
                "remove-value",
                "NAME TYPE VALUE[, VALUE…]",
                "Takes values away; asks first. The last value takes the record with it.",
                "remove-value www A 192.0.2.12",
            ),
            _usage(
                "ttl",
                "NAME [TYPE] TTL",
                "Gives a record another TTL; weighted ones share it.",
                "ttl www A 60",
                "ttl db1 5m",
            ),
            _usage(
                "rename",
                "NAME NEW [TYPE]",
                "Moves all that stands at a name to another one of the same zone; asks first.",
                "rename db1 db2",
            ),
            _usage(
                "copy",
                "NAME NEW [TYPE]",
                "Makes all that stands at a name at another one too, in the same zone or in another.",
                "copy www www2",
                "copy www.example.com www.example.net A",
            ),
            _usage(
                "zone create",
                'NAME [private VPC REGION] [in ACCOUNT] [comment "…"]',
                "Makes a zone: a public one shows its name servers, a private one answers inside its VPC.",
                "zone create example.net",
                "zone create corp.example.net private vpc-0123456789abcdef0 us-east-1",
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
                "zone associate",
                "NAME|ID VPC REGION",
                "Lets a private zone answer in one more VPC.",
                "zone associate corp.example.net vpc-0123456789abcdef0 us-east-1",
            ),
            _usage(
                "zone dissociate",
                "NAME|ID VPC REGION",
                "Takes a private zone out of a VPC; asks first.",
                "zone dissociate corp.example.net vpc-0123456789abcdef0 us-east-1",
            ),
            _usage(
                "use",
                "NAME|ID [none]",
                "Which of several zones of one name this channel means; none: ask each time.",
                "use Z0123456789ABCDEFGHIJ",
                "use example.com none",
            ),
            _usage("whoami", "", "Tells what you are to the bot, and which rules speak of you.", "whoami"),
            _usage(
                "can",
                "VERB NAME [TYPE]",
                "Tells whether you may do it, and which rule decides.",
                "can delete www A",
                "can add db1.example.com CNAME",
            ),
            _usage(
                "freeze",
                'ZONE DURATION "REASON"',
                "Refuses all changes of a zone for a while; reading goes on. It ends by itself.",
                'freeze example.com 4h "incident 4711"',
            ),
            _usage("thaw", "ZONE", "Ends a freeze.", "thaw example.com"),
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
            _usage(
                "ec2 check",
                "[ZONE]",
                "Finds the records whose EC2 name or address is ours no more and could be somebody else's, each with "
                "the line that mends it; in one zone or in all.",
                "ec2 check",
                "ec2 check example.com",
            ),
            _usage(
                "resolver",
                "ZONE [SYSTEM]",
                "Tells what to put on a host so that short names are looked up in a zone: for "
                f"{', '.join(SYSTEMS)}, or all of them.",
                "resolver example.com",
                "resolver example.com netplan",
            ),
        )
    )
)
