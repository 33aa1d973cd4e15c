"""The views.* methods: modals against a trigger, the Home tab at any time."""

from typing import Final

from bot.playground.rules.limits import MOST_MODALS
from bot.playground.rules.refusals import Args, Refuse, checked_view, needed
from bot.playground.slack.things import View
from bot.playground.slack.workspace import Workspace


def exchanged(space: Workspace, args: Args) -> str:
    """Whom a trigger_id belongs to; it is used up by that."""
    trigger = space.triggers.get(str(args.get("trigger_id")))
    if trigger is None:
        raise Refuse("invalid_trigger_id")
    if trigger.used:
        raise Refuse("exchanged_trigger_id")
    if trigger.expired(space.clock()):
        raise Refuse("expired_trigger_id")
    trigger.used = True
    return trigger.user


def views_open(space: Workspace, args: Args) -> Args:
    """Open a modal, in place of any that was open."""
    body = checked_view(args, "modal")
    user = exchanged(space, args)
    view = space.view(body, user)
    space.modals[user] = [view]
    space.show_modal(user)
    return {"view": view.json()}


def views_push(space: Workspace, args: Args) -> Args:
    """Open a modal on top of the one that is open."""
    body = checked_view(args, "modal")
    user = exchanged(space, args)
    return {"view": pushed(space, user, body).json()}


def pushed(space: Workspace, user: str, body: Args) -> View:
    """A view on top of a person's modals. Raises Refuse where there are too many."""
    stack = space.modals.setdefault(user, [])
    if len(stack) >= MOST_MODALS:
        raise Refuse("push_limit_reached")
    stack.append(space.view(body, user))
    space.show_modal(user)
    return stack[-1]


def views_update(space: Workspace, args: Args) -> Args:
    """Let an open view show something else."""
    body = checked_view(args, "modal", "home")
    view = _open_view(space, args)
    if args.get("hash") and args["hash"] != view.hash:
        raise Refuse("hash_conflict")
    replaced(space, view, body)
    return {"view": view.json()}


def _open_view(space: Workspace, args: Args) -> View:
    there = [view for stack in space.modals.values() for view in stack] + list(space.homes.values())
    by_id = args.get("view_id")
    by_name = args.get("external_id")
    found = [view for view in there if (view.id == by_id if by_id else view.body.get("external_id") == by_name)]
    if not found or not (by_id or by_name):
        raise Refuse("not_found")
    return found[0]


def replaced(space: Workspace, view: View, body: Args) -> None:
    """A view shows something new in its place."""
    view.show(body, space.hash())
    if view is space.homes.get(view.user):
        space.show_home(view.user)
    else:
        space.show_modal(view.user)


def views_publish(space: Workspace, args: Args) -> Args:
    """Let a person's Home tab show this."""
    needed(args, "user_id")
    body = checked_view(args, "home")
    user = args["user_id"]
    if user not in space.people:
        raise Refuse("user_not_found")
    standing = space.homes.get(user)
    if standing and args.get("hash") and args["hash"] != standing.hash:
        raise Refuse("hash_conflict")
    view = standing or space.view(body, user)
    space.homes[user] = view
    replaced(space, view, body)
    return {"view": view.json()}


METHODS: Final = {
    "views.open": views_open,
    "views.push": views_push,
    "views.update": views_update,
    "views.publish": views_publish,
}
