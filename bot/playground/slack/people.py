"""What the people on the page do: it reaches the bot as from Slack, and the bot's acknowledgement has its effect."""

from collections.abc import Mapping
from typing import Any, Final

from bot.playground.rules.refusals import Refuse, checked, checked_view
from bot.playground.slack import payloads
from bot.playground.slack.delivery import Ack, Delivery
from bot.playground.slack.things import BOT, SLACKBOT, Channel, Message, Person, View, elements
from bot.playground.slack.typed import formatted
from bot.playground.slack.views import pushed, replaced
from bot.playground.slack.workspace import Workspace

Told = dict[str, Any]

FINE: Final[Told] = {"ok": True}


class Gone(Exception):
    """What was pressed, or who pressed it, is not there."""


class People:
    """Every act of a person. Each answers what the page shows at once: nothing, or what went wrong."""

    def __init__(self, space: Workspace, delivery: Delivery, command: str) -> None:
        self._space = space
        self._delivery = delivery
        self._command = command

    # What is typed.

    def say(self, user: str, channel_id: str, text: str, thread_ts: str = "") -> Told:
        """Whatever was put into the composer."""
        with self._space.lock:
            person, channel = self._person(user), self._channel(channel_id, user)
        word, _, rest = text.strip().partition(" ")
        if not text.strip():
            return FINE
        if not word.startswith("/"):
            return self._write(person, channel, text.strip(), thread_ts)
        if thread_ts:
            return self._slackbot(channel, user, f"{word} is not supported in threads. Sorry!")
        if word.partition("\n")[0] == self._command:
            return self._slash(person, channel, text.strip().removeprefix(self._command).lstrip(" "))
        if word == "/invite":
            return self._invite(channel, user, rest)
        return self._slackbot(channel, user, f"`{word}` is not a valid command here. Try `{self._command} help`.")

    def _slash(self, person: Person, channel: Channel, text: str) -> Told:
        with self._space.lock:
            payload = payloads.slash(self._space, person, channel, self._command, text)
        ack = self._delivery.command(payload)
        if ack.error:
            return self._slackbot(channel, person.id, f"{self._command} failed with the error “{ack.error}”")
        if ack.body:
            self._take(ack, lambda: self._answer(channel, person, ack.body))
        return FINE

    def _answer(self, channel: Channel, person: Person, body: dict[str, Any]) -> None:
        """A message on the ack: for the person alone unless it says otherwise."""
        to = "" if body.get("response_type") == "in_channel" else person.id
        self._space.say(channel.id, BOT, checked(body), to=to)

    def _invite(self, channel: Channel, user: str, whom: str) -> Told:
        if whom.strip().lower().lstrip("@") != self._space.everybody[BOT].name:
            return self._slackbot(channel, user, "Here, only `/invite @dns` is of use.")
        with self._space.lock:
            told = "dns is here already." if channel.member else f"dns joined #{channel.name}."
            self._space.invite(channel)
        return self._slackbot(channel, user, told)

    def _slackbot(self, channel: Channel, user: str, text: str) -> Told:
        with self._space.lock:
            self._space.say(channel.id, SLACKBOT, {"text": text}, to=user)
        return FINE

    def _write(self, person: Person, channel: Channel, text: str, thread_ts: str) -> Told:
        with self._space.lock:
            marked = formatted(text, self._space.everybody, self._space.channels.values())
            message = self._space.say(channel.id, person.id, {"text": marked, "thread_ts": thread_ts})
            happening = {"text": marked, "channel": channel.id, "ts": message.ts}
            happening |= {"thread_ts": thread_ts} if thread_ts else {}
            if channel.dm:
                happening |= {"type": "message", "channel_type": "im"}
            elif channel.member and f"<@{BOT}>" in marked:
                happening |= {"type": "app_mention"}
            payload = payloads.event(self._space, person, happening) if "type" in happening else None
        return self._happened(payload) if payload else FINE

    def _happened(self, payload: dict[str, Any]) -> Told:
        ack = self._delivery.event(payload)
        return {"ok": False, "error": f"The bot did not take the event ({ack.error})."} if ack.error else FINE

    # What is pressed.

    def press(
        self, user: str, place: str, block_id: str, action_id: str, chosen: Any, typed: Mapping[str, Any]
    ) -> Told:
        """A button or a choice. place: `message/TS` or `view/ID`; chosen: the values; typed: as payloads.state."""
        with self._space.lock:
            person, on = self._person(user), self._place(place, user)
            inside = elements(on.blocks if isinstance(on, Message) else on.body["blocks"])
            element = next((e for block, e in inside if (block, e["action_id"]) == (block_id, action_id)), None)
            if element is None:
                raise Gone("That button is not there any more.")
            action, state = payloads.action(element, block_id, chosen), payloads.state(inside, typed)
            if isinstance(on, Message):
                payload = payloads.message_action(self._space, person, on, action, state)
            else:
                payload = payloads.view_action(self._space, person, on, action, state)
        return self._interacted(payload)

    def _interacted(self, payload: dict[str, Any]) -> Told:
        ack = self._delivery.interaction(payload)
        return {"ok": False, "error": f"The bot did not answer ({ack.error})."} if ack.error else FINE

    def submit(self, user: str, view_id: str, typed: Mapping[str, Any]) -> Told:
        """A modal handed in; `errors` by block_id where the bot will not have it so."""
        with self._space.lock:
            view = self._modal(user, view_id)
            state = payloads.state(elements(view.body["blocks"]), typed)
            payload = payloads.submission(self._space, self._person(user), view, state)
        ack = self._delivery.interaction(payload)
        if ack.error:
            return {"ok": False, "error": f"We had some trouble connecting ({ack.error}). Try again?"}
        self._take(ack, lambda: self._after_submission(view, ack.body))
        return FINE

    def _after_submission(self, view: View, body: dict[str, Any]) -> None:
        action, stack = body.get("response_action"), self._space.modals.get(view.user, [])
        if action == "errors":
            view.errors = _errors(view, body.get("errors"))
        elif action == "update":
            return replaced(self._space, view, checked_view(body, "modal"))
        elif action == "push":
            pushed(self._space, view.user, checked_view(body, "modal"))
        elif action == "clear":
            stack.clear()
        elif body:
            raise Refuse("invalid_arguments", f"response_action {action!r}")
        elif view in stack:
            stack.remove(view)
        return self._space.show_modal(view.user)

    def close(self, user: str, view_id: str) -> Told:
        """A modal closed without; the bot hears of it where the view asked for that."""
        with self._space.lock:
            view = self._modal(user, view_id)
            self._space.modals[user].remove(view)
            self._space.show_modal(user)
            payload = payloads.closing(self._space, self._person(user), view)
        return self._interacted(payload) if view.body.get("notify_on_close") else FINE

    def open_home(self, user: str) -> Told:
        """The bot's Home tab comes into view."""
        with self._space.lock:
            standing = self._space.homes.get(user)
            view = {"view": standing.json()} if standing else {}
            happening = {"type": "app_home_opened", "channel": self._space.direct(user).id, "tab": "home", **view}
            payload = payloads.event(self._space, self._person(user), happening)
        return self._happened(payload)

    # Small things.

    def _take(self, ack: Ack, effect: Any) -> None:
        """Let an acknowledgement have its effect; show it as refused where Slack would not take it."""
        with self._space.lock:
            try:
                effect()
            except Refuse as refusal:
                self._space.refused(f"ack {ack.body.get('response_action', '')}".strip(), refusal.error, refusal.faults)

    def _person(self, user: str) -> Person:
        if user not in self._space.people:
            raise Gone("Nobody is called that.")
        return self._space.people[user]

    def _channel(self, channel_id: str, user: str) -> Channel:
        channel = self._space.channels.get(channel_id)
        if channel is None or channel.dm not in ("", user):
            raise Gone("That channel is not there.")
        return channel

    def _place(self, place: str, user: str) -> Message | View:
        kind, _, id_ = place.partition("/")
        if kind == "message":
            message = self._space.messages.get(id_)
            if message is None or message.to not in ("", user):
                raise Gone("That message is not there any more.")
            return message
        home = self._space.homes.get(user)
        return home if home and home.id == id_ else self._modal(user, id_)

    def _modal(self, user: str, view_id: str) -> View:
        found = next((view for view in self._space.modals.get(user, []) if view.id == view_id), None)
        if found is None:
            raise Gone("That dialog is not open any more.")
        return found


def _errors(view: View, errors: Any) -> dict[str, str]:
    """Field errors, if they are about fields that there are. Raises Refuse."""
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        raise Refuse("invalid_arguments", f"errors {errors!r} for a view with the inputs {sorted(inputs)}")
    return {str(block): str(told) for block, told in errors.items()}
