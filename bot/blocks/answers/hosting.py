"""What is answered about EC2 and about hosts."""

from typing import Final

from bot.blocks.answers import shapes
from bot.blocks.answers.shapes import Offer, count
from bot.blocks.kit import Block, Message, code, cut, cut_bytes, escape, fit, lines, prose, section
from commands import results
from commands.model import names
from commands.model.resolvers import System

_LONG: Final = 200
_MOST_NAMED: Final = 5

# A list of dangling records leaves room for the small print, which says what it is worth.
_ROOM: Final = 8000


def instances_checked(answer: results.InstancesChecked, command: str, _offer: Offer) -> Message:
    """The records that dangle, each with its command; and how far the answer can be trusted."""
    rows = [_row(one, command) for one in answer.dangling]
    shown = fit(rows, _ROOM)
    if rows:
        noun = "record points" if len(rows) == 1 else "records point"
        head = f"*{len(rows):,} {noun} at EC2 names or addresses that are ours no more.* Whoever is given one of them"
        message = shapes.listed(f"{head} answers for the name too. What mends each is below it:", shown)
    else:
        message = shapes.plain("*Nothing dangles:* no EC2 name or address that is ours no more is pointed at.")
    return shapes.with_context(message, "\n".join(filter(None, _worth(answer, command, cut_off=shown != rows))))


def _row(one: results.Dangling, command: str) -> str:
    what = f"{names.plain(one.record.name)} {one.record.type} {', '.join(one.gone)}"
    return f"{cut(what, _LONG)}\n    {command} {one.fix}"


def _worth(answer: results.InstancesChecked, command: str, *, cut_off: bool) -> list[str]:
    looked = f"Looked at {count(answer.records, 'record')} in {count(len(answer.zones), 'zone')}"
    judged = f"{answer.judged:,} of their values {'is' if answer.judged == 1 else 'are'} EC2's"
    by = f"judged by our instances, Elastic IPs and network interfaces in {_listed(answer.regions)}"
    known = "it stands in an EC2 name too, or this bot took it from an instance"
    return [
        f"{looked}: {judged}, {by}. An address in an A or AAAA record is known to have been EC2's only where {known}.",
        _elsewhere(answer),
        _unread(answer, command),
        f"One zone at a time: {code(f'{command} ec2 check ZONE')}" if cut_off else "",
    ]


def _elsewhere(answer: results.InstancesChecked) -> str:
    if not answer.elsewhere:
        return ""
    total = count(sum(number for _, number in answer.elsewhere), "EC2 name")
    where = _listed([region for region, _ in answer.elsewhere])
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
