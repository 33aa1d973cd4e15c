"""People at work in Slack: what they type and press reaches the bot, and its answer has its effect."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from bot.playground.rules.blocks import view_faults
from bot.playground.rules.limits import MOST_MODALS
from bot.playground.rules.refusals import Refuse, checked
from tests.worlds import slack_payloads as payloads
from tests.worlds.slack_delivery import PATIENCE, Ack, Delivery, Signature
from tests.worlds.slack_messages import Message, View
from tests.worlds.slack_views import new_view
from tests.worlds.slack_workspace import ANN, OPS, Person, Refusal, Workspace


class People:
    """Everything a person can do to the bot. The rest of Slack says how it is sent.

    how, everywhere: signature (HTTP alone), patience (seconds to wait for the ack).
    """

    def __init__(self, space: Workspace) -> None:
        self.space = space

    def send(self, delivery: Delivery, *, signature: Signature = Signature.GOOD, patience: float = PATIENCE) -> Ack:
        """Deliver it and let the answer have its effect."""
        raise NotImplementedError

    def _person(self, user: str) -> Person:
        return self.space.people[user]

    def _sent(self, kind: str, payload: dict[str, Any], user: str, how: Mapping[str, Any], **more: Any) -> Ack:
        return self.send(Delivery(kind, payload, user, envelope=str(uuid4()), **more), **how)

    def slash(self, text: str = "", user: str = ANN, channel: str = OPS, *, command: str = "/dns", **how: Any) -> Ack:
        """Type a slash command."""
        with self.space.happened:
            payload = payloads.slash(self.space, self._person(user), self.space.channels[channel], command, text)
        return self._sent("slash_commands", payload, user, how, channel=channel)

    def click(self, on: Message | View, label: str | Mapping[str, Any], user: str = ANN, **how: Any) -> Ack:
        """Press a button, and Confirm where Slack asks first.

        label: a pattern in its label, or its action_id, or a button that was there once (message.button()).
        """
        element = on.button(label) if isinstance(label, str) else label
        with self.space.happened:
            make: Callable[..., dict[str, Any]] = (
                payloads.message_click if isinstance(on, Message) else payloads.view_click
            )
            payload = make(self.space, self._person(user), on, element)
        channel = on.channel if isinstance(on, Message) else ""
        return self._sent("interactive", payload, user, how, channel=channel, of=on)

    def submit(self, view: View, typed: Mapping[str, Any] | None = None, **how: Any) -> Ack:
        """Fill a modal and hand it in. typed: block_id, action_id or a pattern in the label, to what is typed."""
        with self.space.happened:
            payload = payloads.submission(self.space, self._person(view.user), view, typed or {})
        return self._sent("interactive", payload, view.user, how, of=view)

    def close_view(self, view: View, **how: Any) -> Ack | None:
        """Close a modal by its cross; the bot hears of it only where the view asked for that."""
        with self.space.happened:
            view.open = False
            payload = payloads.closing(self.space, self._person(view.user), view)
        return self._sent("interactive", payload, view.user, how) if view.body.get("notify_on_close") else None

    def event(self, happening: Mapping[str, Any], user: str = ANN, **how: Any) -> Ack:
        """Let something happen that the bot listens to. happening: type and fields of the event."""
        with self.space.happened:
            payload = payloads.event(self.space, self._person(user), happening)
        return self._sent("events_api", payload, user, how, channel=str(happening.get("channel", "")))

    def mention(self, text: str, user: str = ANN, channel: str = OPS, **how: Any) -> Ack:
        """Write a message that mentions the bot."""
        ts = self.space.timestamp()
        return self.event({"type": "app_mention", "text": text, "channel": channel, "ts": ts}, user, **how)

    def open_home(self, user: str = ANN, **how: Any) -> Ack:
        """Open the bot's Home tab."""
        channel = self.space.direct(user).id
        return self.event({"type": "app_home_opened", "channel": channel, "tab": "home"}, user, **how)

    def again(self, ack: Ack, *, attempt: int = 1, reason: str = "http_timeout", **how: Any) -> Ack:
        """Deliver the very same payload once more, as Slack does when it saw no answer."""
        assert ack.delivery is not None
        return self.send(replace(ack.delivery, retry=(attempt, reason)), **how)

    # What an answer does in Slack.

    def take(self, ack: Ack) -> None:
        """Let a good answer have its effect; keep it as a refusal where Slack would not take it."""
        assert ack.delivery is not None
        effect = {"slash_commands": self._answer, "view_submission": self._after_submission}
        kind = str(ack.delivery.payload.get("type") or ack.delivery.kind)
        try:
            with self.space.happened:
                effect.get(kind, lambda _ack, _delivery: None)(ack, ack.delivery)
                self.space.happened.notify_all()
        except Refuse as refused:
            self.space.note(Refusal(f"ack of {kind}", refused.error, refused.faults))

    def _answer(self, ack: Ack, delivery: Delivery) -> None:
        if not ack.json:
            return
        kind = "channel" if ack.json.get("response_type") == "in_channel" else "ephemeral"
        to = delivery.user if kind == "ephemeral" else ""
        self.space.new_message(kind, delivery.channel, checked(ack.json), to=to, via="ack")

    def _after_submission(self, ack: Ack, delivery: Delivery) -> None:
        view, body = delivery.of, ack.json
        assert isinstance(view, View)
        action = body.get("response_action")
        if action == "errors":
            self._complain(view, body.get("errors"))
        elif action in ("update", "push"):
            self._replace(view, body.get("view"), pushed=action == "push")
        elif action == "clear":
            for covered in self.space.stack(view.user):
                covered.open = False
        elif body:
            raise Refuse("invalid_arguments", f"response_action {action!r}")
        else:
            view.open = False

    @staticmethod
    def _complain(view: View, errors: Any) -> None:
        inputs = {block["block_id"] for block in view.blocks if block.get("type") == "input"}
        if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
            raise Refuse("invalid_arguments", f"errors {errors!r} for a view with the inputs {sorted(inputs)}")
        view.errors = errors

    def _replace(self, view: View, body: Any, *, pushed: bool) -> None:
        if faults := view_faults(body):
            raise Refuse("invalid_arguments", *faults)
        if not pushed:
            view.show(body, f"h{self.space.number()}")
        elif len(self.space.stack(view.user)) >= MOST_MODALS:
            raise Refuse("push_limit_reached")
        else:
            new_view(self.space, view.user, body)
