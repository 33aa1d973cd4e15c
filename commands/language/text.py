"""Undoes what Slack and phones do to typed text, and cuts it into commands.

Quotes keep what is between them from all but the invisible and the curly: a dash, a backtick or a tab in a
quoted value is the person's own. Sources: docs.slack.dev, Formatting message text; reports of other bots.
"""

import re
from functools import lru_cache
from typing import Final

from commands.language.verbs import WORDS

# Everything that str.isspace() and re's \s know, so that the grammar meets no blank but " ".
_BLANKS: Final = "\v\f\x1c\x1d\x1e\x1f\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
# Zero-width space, word joiner, byte-order mark, soft hyphen, variation selectors, and below the marks of direction.
_INVISIBLE: Final = "\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u034f\u061c\ufe0e\ufe0f"
_DRESSED: Final = {
    **dict.fromkeys(map(ord, _BLANKS), " "),
    **dict.fromkeys(map(ord, "\r\x85\u2028\u2029"), "\n"),
    **dict.fromkeys((*map(ord, _INVISIBLE), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), None),
    **dict.fromkeys(map(ord, "“”„‟"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212"), "-"),
}
# Joiners belong to words of some scripts (Persian names need them) and to emoji; behind anything that
# Unicode lists before Arabic, or punctuation, they are leftovers of a copy.
_STRAY_JOINER: Final = re.compile("(?<![\u0600-\u1fff\u2190-\U0010ffff])[\u200c\u200d]+")

_LINK: Final = re.compile(r"<((?:https?://|ftp://|mailto:|tel:)[^<>|]*)(?:\|([^<>]*))?>", re.IGNORECASE)
_MENTION: Final = re.compile(r"<([@#!][^<>|\s]*)(?:\|[^<>]*)?>")
_ENTITY: Final = re.compile(r"&(amp|lt|gt);")
_MEANT: Final = {"amp": "&", "lt": "<", "gt": ">", "```": " ", "`": "", "\t": " "}

_UNQUOTED: Final = r'[^"\\]|\\.'
_QUOTED: Final = r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)'
_PARTS: Final = re.compile(rf"({_QUOTED})|(?:{_UNQUOTED})++|\\", re.DOTALL)
_TYPED: Final = re.compile("```|[—–―`\t]")
_LINE: Final = re.compile(rf"{_QUOTED}|\\[^\n]|(?P<end>\n)", re.DOTALL)

# A key pasted from a file comes in lines of such characters. The next line belongs to it unless it is clearly
# the command's next word: a TTL alone on its line, or an option.
_KEY: Final = re.compile(r"[A-Za-z0-9+/=]{40}")
_NO_KEY: Final = re.compile(r"(?:ttl|zone|comment)[ =:]|(?:[0-9]++[smhdw]?+)++\Z|[^A-Za-z0-9+/=]", re.IGNORECASE)
# The word of a verb may also begin an option of the command before: `ttl 300` alone, `weight = 10`.
_NO_VERB: Final = r"\s*+[=:]|(?<=ttl)\s++(?:[0-9]++[smhdw]?+)++(?!\S)"
_ITEM: Final = r"(?:[•◦▪‣·*-]|[0-9]{1,2}[.)])[ \t]++"
_MARKS: Final = frozenset("*_~")


def commands(raw: str, command: str) -> tuple[str, ...]:
    """One cleaned text for each command, in the order typed; a single empty one where nothing was said.

    command: the slash command's own name; repeated at the start of a line, it is dropped.
    """
    start = _start(command)
    parts = (_ENTITY.sub(_meant, _folded(_bare(part.strip(), start))) for part in _cut(_undressed(raw), start))
    return tuple(part for part in parts if part) or ("",)


def unmarked(word: str) -> str:
    """A word without the *bold*, _italic_ or ~strike~ around it; `*.x`, `*` and `_dmarc` are left alone."""
    at, end = 0, len(word) - 1
    while at + 1 < end and word[at] == word[end] and word[at] in _MARKS and word[at + 1] != ".":
        at, end = at + 1, end - 1
    return word[at : end + 1]


def unmarked_across(text: str) -> str:
    """A command without the emphasis that begins at one word and ends at a later one."""
    for mark in "*_~":
        begin = re.search(rf"(?<!\S){re.escape(mark)}(?=\w)", text)
        ends = [found.start() for found in re.finditer(rf"(?<=\S){re.escape(mark)}(?=[\s,]|\Z)", text)]
        if begin and ends and ends[-1] > begin.start():
            text = text[: begin.start()] + text[begin.end() : ends[-1]] + text[ends[-1] + 1 :]
    return text


def _undressed(raw: str) -> str:
    text = raw.encode("utf-8", "replace").decode().replace("\r\n", "\n").translate(_DRESSED)
    text = _MENTION.sub(r"\1", _LINK.sub(_label, _STRAY_JOINER.sub("", text)))
    text = _PARTS.sub(lambda part: part[0] if part[1] else _TYPED.sub(_meant, part[0]), text)
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


def _label(link: re.Match[str]) -> str:
    target, label = link.groups()
    return label or re.sub(r"(?i)^(?:mailto|tel):", "", target)


def _meant(found: re.Match[str]) -> str:
    return _MEANT.get(found[1] if found.re is _ENTITY else found[0], "--")


@lru_cache(maxsize=8)
def _start(command: str) -> re.Pattern[str]:
    """How a line begins a command: the slash command's name any number of times, then a verb, maybe marked.

    The sign or number of a list's item before it is left out, as where a list is pasted.
    """
    names = "|".join({re.escape(command), "/dns"})
    # A line of no more than `ttl 300` goes on with the command before it.
    verbs = "|".join(r"ttl(?=[ \t]+\S+[ \t]+\S)" if word == "ttl" else re.escape(word) for word in WORDS)
    return re.compile(
        rf"[ \t]*+(?:{_ITEM})?+(?P<mark>[*_~]*+)(?:(?:{names})\s++)*+"
        rf"(?P<inner>[*_~]*+)(?P<verb>{verbs})(?P<end>[*_~]*+)(?!\S)(?!{_NO_VERB})"
        rf"|(?P<slash>\s*+(?:(?:{names})(?:\s++|\Z))++)",
        re.IGNORECASE,
    )


def _cut(text: str, start: re.Pattern[str]) -> list[str]:
    """Cut at each new line outside quotes that begins with a verb, or with the slash command's name."""
    ends = [line.end() for line in _LINE.finditer(text) if line["end"] and start.match(text, line.end())]
    return [text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True)]


def _bare(part: str, start: re.Pattern[str]) -> str:
    """A command without the slash command's name, and without the marks around it or its verb."""
    found = start.match(part)
    if found is None:
        return part
    if found["verb"] is None:
        return part[found.end() :]
    rest, mark = part[found.end() :], (found["mark"] + found["inner"])[::-1]
    if mark and not found["end"]:
        rest = re.sub(rf"\A(.*\S){re.escape(mark)}(?!\S)", r"\1", rest, flags=re.DOTALL)
    return found["verb"] + rest


def _folded(part: str) -> str:
    """The lines of one command as one line."""
    whole: list[str] = []
    tail = ""
    for line in part.split("\n"):
        goes_on = _KEY.fullmatch(tail) and not _NO_KEY.match(line)
        whole += [line] if goes_on or not whole else [" ", line]
        tail = (tail + line if goes_on else line)[-40:]
    return "".join(whole)
