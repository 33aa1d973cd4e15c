"""The Web API methods but views and files: one function each. What Slack refuses is raised as Refuse.

Each takes the workspace (its lock held) and the decoded arguments, and gives what Slack answers beside `ok`.
"""

from typing import Any, Final

from bot.playground.rules.refusals import Args, Refuse, checked, checked_update, needed
from bot.playground.slack.things import APP, BOT, BOT_ID, TEAM, Channel, Message, Person
from bot.playground.slack.workspace import Workspace


def channel_of(space: Workspace, args: Args) -> Channel:
    """The channel that is meant, where the bot may look at it. A person's id stands for the messages with them."""
    needed(args, "channel")
    if args["channel"] in space.people:
        return space.direct(args["channel"])
    channel = space.channels.get(args["channel"])
    if channel is None:
        raise Refuse("channel_not_found")
    return channel


def reachable(space: Workspace, args: Args) -> Channel:
    """The channel that is meant, where the bot may write."""
    channel = channel_of(space, args)
    if not channel.member:
        raise Refuse("not_in_channel")
    return channel


def as_json(message: Message) -> dict[str, Any]:
    """A message of the bot as the Web API tells it."""
    thread = {"thread_ts": message.thread_ts} if message.thread_ts else {}
    who = {"type": "message", "user": BOT, "bot_id": BOT_ID, "app_id": APP}
    return {**who, **thread, "ts": message.ts, "text": message.text, "blocks": message.blocks}


def auth_test(space: Workspace, _args: Args) -> Args:
    """Who the token belongs to."""
    who = {"team": "Playground", "team_id": TEAM, "user": "dns", "user_id": BOT, "bot_id": BOT_ID}
    return {**who, "url": f"{space.base_url}/", "is_enterprise_install": False}


def post_message(space: Workspace, args: Args) -> Args:
    """Say something in a channel or a thread."""
    channel = reachable(space, args)
    thread = str(args.get("thread_ts") or "")
    if thread and getattr(space.messages.get(thread), "channel", "") != channel.id:
        raise Refuse("thread_not_found")
    message = space.say(channel.id, BOT, checked(args))
    return {"channel": channel.id, "ts": message.ts, "message": as_json(message)}


def post_ephemeral(space: Workspace, args: Args) -> Args:
    """Say something to one person in a channel."""
    needed(args, "user")
    channel = reachable(space, args)
    if args["user"] not in space.people:
        raise Refuse("user_not_in_channel")
    return {"message_ts": space.say(channel.id, BOT, checked(args), to=args["user"]).ts}


def own_message(space: Workspace, args: Args) -> Message:
    """The message that is meant; an ephemeral one can never be."""
    needed(args, "channel", "ts")
    if args["channel"] not in space.channels:
        raise Refuse("channel_not_found")
    message = space.messages.get(str(args["ts"]))
    if message is None or message.to or message.channel != args["channel"]:
        raise Refuse("message_not_found")
    if message.user != BOT:
        raise Refuse("cant_update_message")
    return message


def update(space: Workspace, args: Args) -> Args:
    """Let a message say something else. Text alone takes its blocks away and marks it as edited."""
    message = own_message(space, args)
    body = checked_update(args, message.blocks)
    message.show(body["text"], body["blocks"], edited=not body["blocks"])
    space.changed(message)
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": as_json(message)}


def delete(space: Workspace, args: Args) -> Args:
    """Take a message away."""
    message = own_message(space, args)
    space.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def permalink(space: Workspace, args: Args) -> Args:
    """Where a message is."""
    needed(args, "channel", "message_ts")
    if str(args["message_ts"]) not in space.messages:
        raise Refuse("message_not_found")
    return {"channel": args["channel"], "permalink": f"{space.base_url}/#{args['channel']}/{args['message_ts']}"}


def _person(person: Person) -> dict[str, Any]:
    profile = {"display_name": person.name, "real_name": person.name, "email": f"{person.name.lower()}@example.com"}
    closed = dict.fromkeys(("deleted", "is_restricted", "is_ultra_restricted", "is_stranger", "is_admin"), False)
    own = {"id": person.id, "team_id": TEAM, "name": person.name.lower(), "real_name": person.name}
    return {**own, **closed, "is_bot": person.bot, "tz": "UTC", "tz_offset": 0, "profile": profile}


def users_info(space: Workspace, args: Args) -> Args:
    """One person."""
    if args.get("user") not in space.everybody:
        raise Refuse("user_not_found")
    return {"user": _person(space.everybody[args["user"]])}


def group_users(space: Workspace, args: Args) -> Args:
    """Who is in a user group."""
    if args.get("usergroup") not in space.groups:
        raise Refuse("no_such_subteam")
    return {"users": list(space.groups[args["usergroup"]])}


def channel_info(space: Workspace, args: Args) -> Args:
    """One channel."""
    channel = channel_of(space, args)
    flags = {"is_channel": not channel.dm, "is_im": bool(channel.dm), "is_member": channel.member}
    closed = dict.fromkeys(("is_private", "is_archived", "is_ext_shared"), False)
    user = {"user": channel.dm} if channel.dm else {}
    return {"channel": {"id": channel.id, "name": channel.name, **flags, **closed, **user}}


def open_conversation(space: Workspace, args: Args) -> Args:
    """The direct messages with a person."""
    needed(args, "users")
    if args["users"] not in space.people:
        raise Refuse("user_not_found")
    return {"channel": {"id": space.direct(args["users"]).id}}


METHODS: Final = {
    "auth.test": auth_test,
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": permalink,
    "users.info": users_info,
    "usergroups.users.list": group_users,
    "conversations.info": channel_info,
    "conversations.open": open_conversation,
}
