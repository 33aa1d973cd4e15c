"""The Web API methods: one function each, and the table of them.

Each takes the workspace (its condition held) and the decoded arguments, and gives what Slack answers
beside `ok`. What Slack refuses is raised as Refuse.
"""

from collections.abc import Callable, Mapping
from typing import Final

from bot.playground.rules.refusals import Args, Refuse, checked, checked_update, needed
from tests.worlds.slack_messages import Message
from tests.worlds.slack_views import views_open, views_publish, views_push, views_update
from tests.worlds.slack_workspace import APP, BOT, TEAM, Channel, Person, Workspace


def reachable(space: Workspace, channel_id: str) -> Channel:
    """The channel the bot may write to. A person's id stands for the direct messages with them."""
    if channel_id in space.people:
        return space.direct(channel_id)
    channel = space.channels.get(channel_id)
    if channel is None or (channel.private and not (channel.member or channel.dm)):
        raise Refuse("channel_not_found")
    if channel.archived:
        raise Refuse("is_archived")
    if not (channel.member or channel.dm):
        raise Refuse("not_in_channel")
    return channel


def message_json(message: Message) -> Args:
    thread = {"thread_ts": message.thread_ts} if message.thread_ts else {}
    return {
        **thread,
        "type": "message",
        "user": BOT,
        "bot_id": "B0DNS",
        "app_id": APP,
        "ts": message.ts,
        "text": message.text,
        "blocks": message.blocks,
    }


def auth_test(space: Workspace, args: Args) -> Args:
    who = {"team": "home", "team_id": TEAM, "user": "dns", "user_id": BOT, "bot_id": "B0DNS"}
    return {**who, "url": "https://home.slack.com/", "is_enterprise_install": False}


def post_message(space: Workspace, args: Args) -> Args:
    needed(args, "channel")
    channel = reachable(space, args["channel"])
    thread = str(args.get("thread_ts") or "")
    if thread and not any((m.channel, m.ts) == (channel.id, thread) for m in space.messages):
        raise Refuse("thread_not_found")
    message = space.new_message("channel", channel.id, checked(args), via="chat.postMessage")
    return {"channel": channel.id, "ts": message.ts, "message": message_json(message)}


def post_ephemeral(space: Workspace, args: Args) -> Args:
    needed(args, "channel", "user")
    channel = reachable(space, args["channel"])
    person = space.people.get(args["user"])
    if person is None or person.deleted or person.id in channel.absent:
        raise Refuse("user_not_in_channel")
    body = checked(args)
    message = space.new_message("ephemeral", channel.id, body, to=person.id, via="chat.postEphemeral")
    return {"message_ts": message.ts}


def own_message(space: Workspace, args: Args) -> Message:
    """The message to change: by the channel's own id, never by a person's."""
    needed(args, "channel", "ts")
    channel = space.channels.get(args["channel"])
    if channel is None or (channel.private and not (channel.member or channel.dm)):
        raise Refuse("channel_not_found")
    if channel.archived:
        raise Refuse("is_archived")
    message = space.find(channel.id, str(args["ts"]))
    if message is None:
        raise Refuse("message_not_found")
    return message


def update(space: Workspace, args: Args) -> Args:
    message = own_message(space, args)
    body = checked_update(args, message.blocks)
    # Text alone takes the blocks away and marks the message as edited.
    message.show(body["text"], body["blocks"], edited=not body["blocks"])
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "message": message_json(message),
    }


def delete(space: Workspace, args: Args) -> Args:
    message = own_message(space, args)
    message.deleted = True
    return {"channel": message.channel, "ts": message.ts}


def person_json(person: Person) -> Args:
    return {
        "id": person.id,
        "team_id": person.team,
        "name": person.name,
        "real_name": person.name.title(),
        "deleted": person.deleted,
        "is_bot": person.bot,
        "is_admin": person.admin,
        "is_restricted": person.guest,
        "is_ultra_restricted": False,
        # Who shares a channel with us is none, Slack says: only who shares nothing.
        "is_stranger": False,
        "profile": {"display_name": person.name, "real_name": person.name.title()},
    }


def users_info(space: Workspace, args: Args) -> Args:
    if args.get("user") not in space.people:
        raise Refuse("user_not_found")
    return {"user": person_json(space.people[args["user"]])}


def group_users(space: Workspace, args: Args) -> Args:
    if args.get("usergroup") not in space.groups:
        raise Refuse("no_such_subteam")
    return {"users": list(space.groups[args["usergroup"]])}


def channel_info(space: Workspace, args: Args) -> Args:
    channel = space.channels.get(str(args.get("channel")))
    if channel is None or (channel.private and not (channel.member or channel.dm)):
        raise Refuse("channel_not_found")
    about = {
        "id": channel.id,
        "name": channel.name,
        "is_channel": not channel.dm,
        "is_im": bool(channel.dm),
        "is_private": channel.private,
        "is_archived": channel.archived,
        "is_member": channel.member,
        "is_ext_shared": channel.shared,
    }
    return {"channel": {**about, **({"user": channel.dm} if channel.dm else {})}}


def open_conversation(space: Workspace, args: Args) -> Args:
    needed(args, "users")
    person = space.people.get(str(args["users"]))  # one person: group messages are not part of this world
    if person is None:
        raise Refuse("user_not_found")
    if person.deleted:
        raise Refuse("user_disabled")
    if person.bot:
        raise Refuse("cannot_dm_bot")
    return {"channel": {"id": space.direct(person.id).id}}


METHODS: Final[Mapping[str, Callable[[Workspace, Args], Args]]] = {
    "auth.test": auth_test,
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "users.info": users_info,
    "usergroups.users.list": group_users,
    "conversations.info": channel_info,
    "conversations.open": open_conversation,
    "views.open": views_open,
    "views.push": views_push,
    "views.update": views_update,
    "views.publish": views_publish,
}
