"""The views.* methods: modals against a trigger, the Home tab at any time."""

from bot.playground.rules.limits import MOST_MODALS
from bot.playground.rules.refusals import Args, Refuse, checked_view, needed
from tests.worlds.slack_messages import View
from tests.worlds.slack_workspace import APP, TEAM, Workspace


def view_json(view: View) -> Args:
    own = {"id": view.id, "team_id": TEAM, "app_id": APP, "bot_id": "B0DNS", "hash": view.hash}
    bare = {"callback_id": "", "private_metadata": "", "external_id": "", "state": {"values": {}}}
    return {**bare, **view.body, **own, "root_view_id": view.id, "previous_view_id": None}


def new_view(space: Workspace, user: str, body: Args) -> View:
    """Show a view to a person, on top of what they have open."""
    view = View(f"V0{space.number()}", user, {}, "")
    view.show(body, f"h{space.number()}")
    space.views.append(view)
    return view


def exchanged(space: Workspace, args: Args) -> str:
    """Whom a trigger_id belongs to; it is used up by that."""
    trigger = space.triggers.get(str(args.get("trigger_id")))
    if trigger is None:
        raise Refuse("invalid_trigger_id")
    if trigger.used:
        raise Refuse("exchanged_trigger_id")
    if space.now() > trigger.expires:
        raise Refuse("expired_trigger_id")
    trigger.used = True
    return trigger.user


def views_open(space: Workspace, args: Args) -> Args:
    body = checked_view(args, "modal")
    user = exchanged(space, args)
    for covered in space.stack(user):
        covered.open = False
    return {"view": view_json(new_view(space, user, body))}


def views_push(space: Workspace, args: Args) -> Args:
    body = checked_view(args, "modal")
    user = exchanged(space, args)
    if len(space.stack(user)) >= MOST_MODALS:
        raise Refuse("push_limit_reached")
    return {"view": view_json(new_view(space, user, body))}


def views_update(space: Workspace, args: Args) -> Args:
    body = checked_view(args, "modal", "home")
    by = "external_id" if args.get("external_id") else "view_id"
    found = [v for v in space.views if (v.body.get(by) if by == "external_id" else v.id) == args.get(by) and v.open]
    if not found:
        raise Refuse("not_found")
    if args.get("hash") and args["hash"] != found[0].hash:
        raise Refuse("hash_conflict")
    found[0].show(body, f"h{space.number()}")
    return {"view": view_json(found[0])}


def views_publish(space: Workspace, args: Args) -> Args:
    needed(args, "user_id")
    body = checked_view(args, "home")
    if args["user_id"] not in space.people:
        raise Refuse("user_not_found")
    homes = [v for v in space.live_views(args["user_id"]) if v.body.get("type") == "home"]
    if homes and args.get("hash") and args["hash"] != homes[0].hash:
        raise Refuse("hash_conflict")
    if not homes:
        return {"view": view_json(new_view(space, args["user_id"], body))}
    homes[0].show(body, f"h{space.number()}")
    return {"view": view_json(homes[0])}
