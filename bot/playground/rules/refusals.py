"""Slack saying no, and what it says it to before any state is asked."""

from collections.abc import Sequence
from typing import Any, Final

from bot.playground.rules.blocks import MOST_RENDERED, Surface, block_faults, of_kind, rendered, view_faults
from bot.playground.rules.limits import MOST_TEXT, MOST_UPDATE_BYTES

Args = dict[str, Any]

MALFORMED: Final = frozenset(
    (
        "block_mismatch",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_json",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "only_one_table_allowed",
        "too_many_attachments",
        "unknown_method",
        "view_too_large",
    )
)


class Refuse(Exception):
    """Slack says `ok: false`. error: Slack's word; faults: every fault found."""

    def __init__(self, error: str, *faults: str) -> None:
        super().__init__(error)
        self.error, self.faults = error, faults


def checked(args: Args) -> Args:
    """A message's text and blocks, if Slack would show them. Raises Refuse."""
    blocks, attachments = args.get("blocks") or [], args.get("attachments") or []
    faults = block_faults(blocks, Surface.MESSAGE)
    for attachment in attachments:
        faults += block_faults(dict(attachment).get("blocks", []), Surface.MESSAGE)
    if faults:
        raise Refuse("invalid_blocks", *faults)
    if len(of_kind(blocks, "table")) > 1:
        raise Refuse("only_one_table_allowed", "blocks: more than one table")
    if len(attachments) > 100:
        raise Refuse("too_many_attachments", f"{len(attachments)} attachments")
    if (size := rendered(blocks)) > MOST_RENDERED:
        raise Refuse("msg_blocks_too_long", f"{size} characters in blocks, about {MOST_RENDERED} fit")
    if not (blocks or attachments or str(args.get("text") or "").strip()):
        raise Refuse("no_text", "neither text nor blocks")
    return {**args, "blocks": blocks, "text": str(args.get("text") or "")[:MOST_TEXT]}


def checked_update(args: Args, standing: Sequence[Any]) -> Args:
    """The same for a message that shows other blocks so far: chat.update is stricter than a post. Raises Refuse."""
    if (size := len(str(args.get("text") or "").encode())) > MOST_UPDATE_BYTES:
        raise Refuse("msg_too_long", f"text: {size} bytes, at most {MOST_UPDATE_BYTES}")
    body = checked(args)
    if of_kind(standing, "rich_text") and body["blocks"] and not of_kind(body["blocks"], "rich_text"):
        raise Refuse("block_mismatch", "rich_text cannot be replaced by other blocks")
    return body


def needed(args: Args, *names: str) -> None:
    """Refuse a call that leaves something out."""
    if missing := [name for name in names if not args.get(name)]:
        raise Refuse("invalid_arguments", *(f"{name} is missing" for name in missing))


def checked_view(args: Args, *kinds: str) -> Args:
    """A view of one of these kinds, if Slack would show it. Raises Refuse."""
    needed(args, "view")
    view = args["view"]
    if isinstance(view, dict) and view.get("type") not in kinds:
        raise Refuse("invalid_arguments", f"view: type {view.get('type')!r} has no place here")
    if faults := view_faults(view):
        raise Refuse("view_too_large" if faults[-1].endswith("bytes") else "invalid_arguments", *faults)
    return dict(view)
