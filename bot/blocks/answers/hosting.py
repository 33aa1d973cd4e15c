"""What is answered about EC2 and about hosts."""

from collections.abc import Sequence
from typing import Final

from bot.blocks.answers import shapes
from bot.blocks.answers.shapes import Offer, count
from bot.blocks.kit import Block, Message, code, cut, cut_bytes, escape, fit, lines, prose, section
from commands import results
from commands.model import names
from commands.model.resolvers import System

_FINE: Final = "*Nothing dangles:* no record points at an EC2 name or address that is ours no more."
_KNOWN_FINE: Final = "No record points at an EC2 name or address that is known to be ours no more."

_LONG: Final = 200
_MOST_NAMED: Final = 5

# Each of two lists leaves room for the other, and for the small print, which says what they are worth.
_ROOM: Final = 4000


def instances_checked(answer: results.InstancesChecked, command: str, _offer: Offer) -> Message:
    """The records that dangle, each with its command; and how far the answer can be trusted."""
    message, whole = _lost(answer, command)
    if answer.strays:
        strays, all_strays = _strays(answer, command)
        message = Message(cut_bytes(f"{message.text}\n{strays.text}"), (*message.blocks, *strays.blocks))
        whole = whole and all_strays
    return shapes.with_context(message, "\n".join(filter(None, _worth(answer, command, whole=whole))))


def _lost(answer: results.InstancesChecked, command: str) -> tuple[Message, bool]:
    """What is ours no more; whether all of it is shown."""
    if not answer.dangling:
        return shapes.plain(_KNOWN_FINE if answer.strays else _FINE), True
    noun = "record points" if len(answer.dangling) == 1 else "records point"
    head = f"*{len(answer.dangling):,} {noun} at EC2 names or addresses that are ours no more.*"
    why = "Whoever is given one of them answers for the name too. What mends each is below it:"
    return _rows(f"{head} {why}", answer.dangling, command)


def _strays(answer: results.InstancesChecked, command: str) -> tuple[Message, bool]:
    """What is EC2's and may never have been ours; whether all of it is shown."""
    noun = "record points at an EC2 address that is" if len(answer.strays) == 1 else "records point at EC2 addresses"
    none = "none of ours" if len(answer.strays) == 1 else "none of which is ours"
    head = f"*{len(answer.strays):,} {noun} {none} in {_listed(answer.regions)}.*"
    why = "That may be right, where a partner has it, or you in another account or region. What mends each otherwise:"
    return _rows(f"{head} {why}", answer.strays, command)


def _rows(head: str, found: Sequence[results.Dangling], command: str) -> tuple[Message, bool]:
    rows = [_row(one, command) for one in found]
    shown = fit(rows, _ROOM)
    return shapes.listed(head, shown), shown == rows


def _row(one: results.Dangling, command: str) -> str:
    what = f"{names.plain(one.record.name)} {one.record.type} {', '.join(one.gone)}"
    return f"{cut(what, _LONG)}\n    {command} {one.fix}"


def _worth(answer: results.InstancesChecked, command: str, *, whole: bool) -> list[str]:
    looked = f"Looked at {count(answer.records, 'record')} in {count(len(answer.zones), 'zone')}"
    judged = f"{answer.judged:,} of their values {'is' if answer.judged == 1 else 'are'} EC2's"
    by = f"judged by our instances, Elastic IPs and network interfaces in {_listed(answer.regions)}"
    known = "stands in an EC2 name too, comes from an instance by this bot, or from one of EC2's large public pools"
    return [
        f"{looked}: {judged}, {by}. An A or AAAA record is judged only where its address {known}.",
        _elsewhere(answer),
        _unread(answer, command),
        "" if whole else f"One zone at a time: {code(f'{command} ec2 check ZONE')}",
    ]


def _elsewhere(answer: results.InstancesChecked) -> str:
    if not answer.elsewhere:
        return ""
    total = count(sum(number for _, number in answer.elsewhere), "EC2 name")
    where = _listed([prose(region) for region, _ in answer.elsewhere])
    return f"Not judged: {total} in {where}, where it was not looked (DNS_EC2_REGIONS)."


def _unread(answer: results.InstancesChecked, command: str) -> str:
    if not answer.unread:
        return ""
    zones = _listed([code(names.shown(zone.name)) for zone in answer.unread])
    alone = code(f"{command} ec2 check ZONE")
    why = prose(answer.why_unread.removesuffix("."))
    return f"Not read: {count(len(answer.unread), 'zone')} ({zones}). {why}. {alone} reads one."


def _listed(words: list[str] | tuple[str, ...]) -> str:
    more = f" and {len(words) - _MOST_NAMED} more" if len(words) > _MOST_NAMED else ""
    return f"{', '.join(words[:_MOST_NAMED])}{more}"


def resolver_shown(answer: results.ResolverShown, command: str, _offer: Offer) -> Message:
    """Files and commands, a system after the other."""
    zone = code(answer.zone_name)
    head = f"So that short names are looked up in {zone}:"
    if len(answer.systems) > 1:
        one = code(f"{command} resolver {answer.zone_name} {answer.systems[-1][0]}")
        head = f"{head[:-1]}, one of these. Just one of them: {one}"
    blocks, said = [section(head)], [head]
    for name, system in answer.systems:
        shown, heard = _system(name, system)
        blocks += shown
        said += heard
    return Message(cut_bytes("\n".join(said)), tuple(blocks))


def _system(name: str, system: System) -> tuple[list[Block], list[str]]:
    title = f"*{name}*: {escape(system.title)}"
    paths = [f"In {code(file.path)}:" if file.path.startswith("/") else f"As {file.path}:" for file in system.files]
    blocks: list[Block] = [] if paths else [section(title)]
    heard = [title]
    for index, (path, file) in enumerate(zip(paths, system.files, strict=True)):
        blocks += [section(path if index else f"{title}\n{path}"), lines([file.text])]
        heard += [path, escape(file.text)]
    if system.commands:
        blocks.append(lines(system.commands))
        heard += map(escape, system.commands)
    if system.note:
        blocks.append(section(escape(system.note)))
        heard.append(escape(system.note))
    return blocks, heard
