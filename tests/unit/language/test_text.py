"""What Slack and phones do to typed text is undone."""

import pytest

from commands.language.spelling import quoted, unquoted
from commands.language.text import commands, unmarked, unmarked_across

ONE = [
    ("blanks at both ends and in a row stay harmless", "  get a ", "get a"),
    ("no-break and other odd spaces are blanks", "get\u00a0a\u2003b\u202fc\u3000d", "get a b c d"),
    ("what cannot be seen is not there", "\ufeffget w\u200bw\u00adw\u2060.x\u200e", "get www.x"),
    ("stray joiners go", "get w\u200cw\u200dw", "get www"),
    ("joiners that a script needs stay", "get نامه\u200cای", "get نامه\u200cای"),
    ("tabs are blanks", "get\ta", "get a"),
    ("tabs in quotes are the person's own", 'add x TXT "a\tb"', 'add x TXT "a\tb"'),
    ("curly double quotes are straight", "add x TXT “a” „b‟", 'add x TXT "a" "b"'),
    ("curly single quotes are straight", "add x TXT ‘a’", "add x TXT 'a'"),
    ("a long dash was two hyphens", "add x A 1.2.3.4 —ttl 60", "add x A 1.2.3.4 --ttl 60"),
    ("a short dash was too", "add x A 1.2.3.4 –ttl=60", "add x A 1.2.3.4 --ttl=60"),
    ("inside a word as well", "get xn—mnchen-3ya", "get xn--mnchen-3ya"),
    ("dashes in quotes are the person's own", 'add x TXT "a — b"', 'add x TXT "a — b"'),
    ("a no-break hyphen and a minus are hyphens", "get a\u2011b\u2212c", "get a-b-c"),
    ("a link is its label", "get <http://www.example.com|www.example.com>", "get www.example.com"),
    ("a link without a label is its address", "get <https://api.example.com/>", "get https://api.example.com/"),
    ("a mail link is its label", "x <mailto:a@b.c|a@b.c>", "x a@b.c"),
    ("a mail link without a label is the address", "x <mailto:a@b.c>", "x a@b.c"),
    ("links in quotes too", 'x "rua=<mailto:a@b.c|mailto:a@b.c>"', 'x "rua=mailto:a@b.c"'),
    ("a link's final dot stays", "get <http://www.example.com|www.example.com>.", "get www.example.com."),
    ("a user is an id", "who <@U1|bob> <@W2>", "who @U1 @W2"),
    ("a channel is an id", "to <#C1|ops> <#C9|>", "to #C1 #C9"),
    ("entities are decoded", 'add x TXT "a &amp; b &lt;c&gt;"', 'add x TXT "a & b <c>"'),
    ("entities are decoded once", "add x TXT &amp;lt;", "add x TXT &lt;"),
    ("entities are decoded last", "add x TXT &lt;@U1|bob&gt;", "add x TXT <@U1|bob>"),
    ("code marks go", "add `www.example.com` A `1.2.3.4`", "add www.example.com A 1.2.3.4"),
    ("code marks in quotes stay", 'add x TXT "a `b`"', 'add x TXT "a `b`"'),
    ("fences go", "```add www A 1.2.3.4```", "add www A 1.2.3.4"),
    ("a command in bold", "*add www A 1.2.3.4*", "add www A 1.2.3.4"),
    ("a verb in bold", "*add* www A 1.2.3.4", "add www A 1.2.3.4"),
    ("bold that ends within the command", "*add www* A 1.2.3.4", "add www A 1.2.3.4"),
    ("a wildcard at the end of a bold command", "*get *.x*", "get *.x"),
    ("the command again", "/dns add www A 1.2.3.4", "add www A 1.2.3.4"),
    ("the command again and again", "/dns /DNS  /dns get a", "get a"),
    ("the command alone", "/dns", ""),
    ("the command in bold", "*/dns get a*", "get a"),
    ("the command in code", "`/dns get a`", "get a"),
    ("a name that begins like the command", "/dnsx get a", "/dnsx get a"),
    ("half a character", "get \ud800", "get ?"),
    ("an escaped quote opens nothing", 'add x TXT a\\"b —', 'add x TXT a\\"b --'),
]


@pytest.mark.parametrize(("typed", "meant"), [case[1:] for case in ONE], ids=[case[0] for case in ONE])
def test_one_command_is_cleaned(typed: str, meant: str) -> None:
    assert commands(typed, "/dns") == (meant,)


KEY = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC7abcdef+/"
SEVERAL = [
    ("a verb begins a command", "get a\nget b", ("get a", "get b")),
    ("any verb, any case", "get a\nRM b", ("get a", "RM b")),
    ("carriage returns too", "get a\r\nget b\rget c", ("get a", "get b", "get c")),
    ("another word goes on", "add a A 1.2.3.4,\n1.2.3.5\n300", ("add a A 1.2.3.4, 1.2.3.5 300",)),
    ("blank lines say nothing", "\n\nget a\n \n\nget b\n", ("get a", "get b")),
    ("quotes go on", 'add a TXT "x\nget b"', ('add a TXT "x get b"',)),
    ("curly quotes go on", "add a TXT “x\nget b”", ('add a TXT "x get b"',)),
    ("a quote that is never closed goes on", 'add a TXT "x\nget b', ('add a TXT "x get b',)),
    ("the command is dropped on each line", "/dns get a\n/dns get b", ("get a", "get b")),
    ("the command begins one whatever follows", "get a\n/dns gt b", ("get a", "gt b")),
    ("each line may be in bold", "*get a*\n*get b*", ("get a", "get b")),
    ("a fence of several lines", "```\nget a\nget b\n```", ("get a", "get b")),
    ("a key in lines is one", f"add a TXT p={KEY}\n{KEY}\nAQAB", (f"add a TXT p={KEY}{KEY}AQAB",)),
    ("a key in quotes is one", f'add a TXT "p={KEY}\n  {KEY}"', (f'add a TXT "p={KEY}{KEY}"',)),
    ("a TTL behind a key is none of it", f"add a TXT p={KEY}\n300", (f"add a TXT p={KEY} 300",)),
    ("an option behind a key is none of it", f"add a TXT p={KEY}\nttl=5m", (f"add a TXT p={KEY} ttl=5m",)),
    ("a list's signs are none of it", "• get a\n• get b\n- get c\n* get d", ("get a", "get b", "get c", "get d")),
    ("nor its numbers", "1. get a\n2) /dns *get* b", ("get a", "get b")),
    ("a quote may hold a list", 'add a TXT "x\n- get b"', ('add a TXT "x - get b"',)),
    ("words are no key", "add a TXT one\ntwo", ("add a TXT one two",)),
]


@pytest.mark.parametrize(("typed", "meant"), [case[1:] for case in SEVERAL], ids=[case[0] for case in SEVERAL])
def test_lines_become_commands(typed: str, meant: tuple[str, ...]) -> None:
    assert commands(typed, "/dns") == meant


def test_the_command_may_have_another_name() -> None:
    assert commands("/dns-test add a A 1.2.3.4\n/dns-test get a", "/dns-test") == ("add a A 1.2.3.4", "get a")


@pytest.mark.parametrize("typed", ["", " ", "\n", "\u200b", "``", "/dns"])
def test_nothing_said_is_one_empty_command(typed: str) -> None:
    assert commands(typed, "/dns") == ("",)


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        *(("*www*", "www"), ("_www_", "www"), ("~www~", "www"), ("*_www_*", "www"), ("*_dmarc*", "_dmarc")),
        *(("__dmarc_", "_dmarc"), ("**.x*", "*.x"), ("*www.*", "www.")),
        *((same, same) for same in ("*", "**", "*.x", "_dmarc", "_sip._tcp", "www", "", "_", "*.x*")),
    ],
)
def test_emphasis_around_a_word_is_undone(word: str, bare: str) -> None:
    assert unmarked(word) == bare


def test_emphasis_across_words_is_undone() -> None:
    assert unmarked_across("add *www A 1.2.3.4* 300") == "add www A 1.2.3.4 300"


@pytest.mark.parametrize(
    "comment", ["", "a b", 'say "hi"', "C:\\x", "“curly” — é", "a\nb", "&lt; <@U1> &amp;lt;", "\\300"]
)
def test_a_comment_in_quotes_comes_back(comment: str) -> None:
    (text,) = commands(quoted(comment), "/dns")
    assert unquoted(text) == comment
