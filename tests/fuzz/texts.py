"""Command texts: from the grammar, bent out of shape, and from nowhere at all."""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from commands.language.verbs import WORDS
from commands.model.records import Type

VERBS: Final = (*WORDS, "zone create", "zone delete", "help add", "ad", "exec", "/dns add")
HERE: Final = ("www", "old", "db1", "evil", "routed", "alias", "big", "mx", "@", "*.wild", "_dmarc", "_sip._tcp", "a.b")
NAMES: Final = (
    *HERE,
    *("example.com", "example.com.", "corp.internal", "empty.org", "www.elsewhere.test", "münchen", "xn--mnchen-3ya"),
    *("a" * 63, "a" * 64, ".".join(["a" * 63] * 4), "a..b", "-x", "x-", "192.0.2.1", "2001:db8::1", "\\052", "b\\345"),
    *("Z0123456789ABCDEFGHIJ", "zone=Z1", "<http://www.example.com|www.example.com>", "<!channel>", "<@U0BEN>"),
)
RIGHT: Final[Mapping[Type, Sequence[str]]] = {
    Type.A: ("192.0.2.1", "192.0.2.1, 192.0.2.2", ", ".join(f"10.0.{n // 250}.{n % 250 + 1}" for n in range(300))),
    Type.AAAA: ("2001:db8::1", "2001:DB8::1, ::1"),
    Type.CAA: ('0 issue "ca.example; a=b"', '128 iodef "mailto:x@example.com"'),
    Type.CNAME: ("app.example.net", "www", "<http://app.example.net|app.example.net>"),
    Type.DS: ("12345 13 2 " + "ab" * 32,),
    Type.HTTPS: ("1 . alpn=h2", "0 app.example.net"),
    Type.MX: ("10 mail", "10 mail1.example.com, 20 mail2.example.com"),
    Type.NAPTR: ('100 10 "S" "SIP+D2U" "" x.example.net.',),
    Type.NS: ("ns1.example.net, ns2.example.net",),
    Type.PTR: ("host.example.com",),
    Type.SRV: ("10 5 5060 sip.example.com",),
    Type.SSHFP: ("4 1 " + "ab" * 20,),
    Type.TLSA: ("3 1 1 " + "cd" * 32,),
    Type.TXT: (
        *('"v=spf1 -all"', "“v=DMARC1; p=none”", '"<!channel> <@U0BEN> & `tick"', "loose words; and <!here>", '""'),
        *('"' + "y" * 3_900 + '"', '"' + "&" * 3_900 + '"', '"a" "b" "<https://x|y>"', '"\\000\\007\\342"', "ünï"),
    ),
}
VALUES: Final = (
    *(value for known in RIGHT.values() for value in known),
    *("256.1.1.1", "'x", '"' * 3, "x" * 300, "&lt;!here&gt;", "\\300\\000", ";", ",", "1 2 3 4 5 6 7"),
)
TAILS: Final = ("", "", "", "300", "ttl 5m", "ttl=1h", "--ttl=60", "—ttl 60", "-1", "99999999999", 'comment "x"')
ODD_TAILS: Final = (
    *('comment "<!channel> `x`"', "zone=ZPRIVATE", "zone=nowhere", "--help", "# note", ":tada:", "and more"),
    *(f'comment "{"c" * 250}"', f'comment "{"&<>" * 80}"'),
)
NOISE: Final = (
    *("\0", "\x01", "\x1b[31m", "\x7f", "\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u00ad", "\u00a0", "\u3000"),
    *(
        "\ud800",
        "\udfff",
        "\U0001f600",
        "é",
        "e\u0301",
        "．",
        "。",
        "İ",
        "ß",
        "ﬃ",
        "\u2028",
        "\x85",
        "\r\n",
        "\n",
        "\t",
    ),
    *("<", ">", "&", "&amp;", "&lt;", "<!channel>", "<!here|x>", "<@U0BEN>", "<#C0OPS|ops>", "<mailto:a@b.c|a@b.c>"),
    *("`", "```", "*", "_", "~", "“", "”", "‘", "’", "—", "–", "…", "\\", '"', "'", "|"),
    *("\\u0000", "%s", "{}", "$(x)"),
)
MOST: Final = 60_000  # characters; Slack sends far fewer


def text(dice: random.Random) -> str:
    """Any command text."""
    return dice.choices(KINDS, (30, 20, 30, 8, 6, 5, 3, 1))[0](dice)


def right(dice: random.Random) -> str:
    """A command as people type them."""
    verb, name = (
        dice.choice(("add", "add", "set", "set", "delete", "get", "list", "zone", "status", "history")),
        _name(dice),
    )
    kind = dice.choice(list(RIGHT))
    match verb:
        case "add" | "set":
            return f"{verb} {name} {kind} {dice.choice(RIGHT[kind])} {dice.choice(TAILS[:7])}"
        case "delete" | "get":
            return f"{verb} {name} {dice.choice(('', kind))}"
        case "list":
            return dice.choice(
                ("list", f"ls example.com {kind}", "list example.com *w*", "zones", "zones *.org", "help")
            )
        case "zone":
            word = f"x{dice.randrange(1000)}"
            return dice.choice(
                ("zone empty.org", "zone delete empty.org", f"zone create {word}.test", "zone example.com")
            )
        case _:
            return dice.choice(("history", f"history {name}", "status 0123456789", "history example.com", "help set"))


def _name(dice: random.Random) -> str:
    return dice.choice((dice.choice(HERE), f"n{dice.randrange(3_000)}"))


def line(dice: random.Random) -> str:
    """A command with any words of the grammar in the places where they belong, or nearly so."""
    words = [dice.choice(VERBS), dice.choice(NAMES)]
    if dice.random() < 0.8:
        words.append(str(dice.choice(list(Type))))
    words += dice.sample(VALUES, dice.choice((0, 1, 1, 1, 2, 3)))
    words += [dice.choice((*TAILS, *ODD_TAILS)) for _ in range(dice.choice((0, 1, 1, 2)))]
    return " ".join(filter(None, words))


def bent(dice: random.Random) -> str:
    """One with slips: letters and words lost, doubled, moved, or noise between them."""
    said = dice.choice((right, line))(dice)
    for _ in range(dice.randint(1, 6)):
        said = dice.choice(SLIPS)(dice, said)
    return said


def several(dice: random.Random) -> str:
    """Several lines at once, at times more than are taken."""
    return dice.choice(("\n", "\r\n", "\u2028", "\n\n")).join(
        dice.choice((right, right, line, bent))(dice) for _ in range(dice.choice((2, 3, 5, 20, 21, 40)))
    )


def noise(dice: random.Random) -> str:
    """Noise alone."""
    return "".join(dice.choices((*NOISE, " ", "a", "add"), k=dice.randint(0, 60)))


def unicode(dice: random.Random) -> str:
    """Any characters there are, halves of pairs too."""
    return "".join(
        chr(dice.choice((dice.randrange(0x110000), dice.randrange(0x250)))) for _ in range(dice.randint(1, 80))
    )


def raw(dice: random.Random) -> str:
    """Bytes that are no text."""
    return dice.randbytes(dice.randint(1, 300)).decode(dice.choice(("latin-1", "utf-8")), "surrogateescape")


def huge(dice: random.Random) -> str:
    """Far more than anybody types."""
    piece = dice.choice((bent(dice), dice.choice(NOISE), dice.choice(VALUES), "a ", "a.", "\n"))
    return f"{line(dice)} {piece * (MOST // max(len(piece), 1))}"[:MOST]


KINDS: Final[Sequence[Callable[[random.Random], str]]] = (right, line, bent, several, noise, unicode, raw, huge)


def _inserted(dice: random.Random, said: str) -> str:
    at = dice.randint(0, len(said))
    return said[:at] + dice.choice((*NOISE, *NAMES, chr(dice.randrange(0x3000)))) + said[at:]


def _cut(dice: random.Random, said: str) -> str:
    at = dice.randint(0, len(said))
    return said[:at] + said[at + dice.randint(1, 5) :]


def _shuffled(dice: random.Random, said: str) -> str:
    words = said.split(" ")
    dice.shuffle(words)
    return " ".join(words)


def _doubled(dice: random.Random, said: str) -> str:
    words = said.split(" ")
    at = dice.randrange(len(words))
    return " ".join([*words[:at], *[words[at]] * dice.choice((2, 3, 30)), *words[at + 1 :]])


def _dressed(dice: random.Random, said: str) -> str:
    words = said.split(" ")
    at = dice.randrange(len(words))
    left, right = dice.choice(
        (("`", "`"), ("*", "*"), ("_", "_"), ("“", "”"), ("<http://", ">"), ("<http://x|", ">"), ("```", "```"))
    )
    return " ".join([*words[:at], f"{left}{words[at]}{right}", *words[at + 1 :]])


def _cased(dice: random.Random, said: str) -> str:
    return dice.choice((said.upper(), said.title(), said.swapcase()))


def _spread(dice: random.Random, said: str) -> str:
    return said.replace(" ", dice.choice(("  ", "\t", "\u00a0", " \n ", "\u3000", ", ", " , ")))


SLIPS: Final[Sequence[Callable[[random.Random, str], str]]] = (
    *(_inserted, _inserted, _cut, _shuffled, _doubled, _dressed, _cased, _spread),
)
