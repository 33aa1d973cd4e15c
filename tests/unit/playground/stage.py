"""A playground without its bot: the workspace, its Web API, its people, and a line that keeps what they send."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.playground.fake_slack import FakeSlack
from bot.playground.feed import Feed
from bot.playground.shelf import Shelf
from bot.playground.slack.delivery import Ack
from bot.playground.slack.people import People
from bot.playground.slack.things import Channel, Message, Person
from bot.playground.slack.workspace import Workspace

OLIVE, ADA = Person("U0OLIVE", "Olive"), Person("U0ADA", "Ada")
TOKEN = "xoxb-1"
JSON = "application/json; charset=utf-8"


@dataclass
class Line:
    """Stands where the way to the bot is. answers: what the bot acknowledges next."""

    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: list[Ack] = field(default_factory=list)

    def _take(self, kind: str, payload: dict[str, Any]) -> Ack:
        self.sent.append((kind, json.loads(json.dumps(payload))))
        return self.answers.pop(0) if self.answers else Ack({})

    def command(self, payload: Any) -> Ack:
        return self._take("command", payload)

    def interaction(self, payload: Any) -> Ack:
        return self._take("interaction", payload)

    def event(self, payload: Any) -> Ack:
        return self._take("event", payload)

    @property
    def last(self) -> dict[str, Any]:
        return self.sent[-1][1]


class Stage:
    def __init__(self, file: Path | None = None) -> None:
        self.time = 1_800_000_000.0
        self.feed, self.shelf, self.line = Feed(), Shelf(file), Line()
        channels = [Channel("C0OPS", "ops"), Channel("C0RANDOM", "random", member=False)]
        channels += [Channel(f"D{one.id[1:]}", "dns", dm=one.id) for one in (OLIVE, ADA)]
        self.space = Workspace((OLIVE, ADA), channels, self.feed, self.shelf, lambda: self.time)
        self.space.base_url = "http://127.0.0.1:1"
        self.space.groups = {"S0OPERATORS": [OLIVE.id]}
        self.slack = FakeSlack(self.space, TOKEN)
        self.people = People(self.space, self.line, "/dns")  # type: ignore[arg-type]

    def api(self, method: str, *, token: str = TOKEN, **args: Any) -> dict[str, Any]:
        return self.slack.api(method, token, JSON, json.dumps(args).encode())

    def refusal(self, method: str, **args: Any) -> str:
        told = self.api(method, **args)
        assert not told["ok"]
        return str(told["error"])

    def post(self, text: str = "x", channel: str = "C0OPS", **more: Any) -> Message:
        return self.space.messages[self.api("chat.postMessage", channel=channel, text=text, **more)["ts"]]

    def respond(self, url: str, **body: Any) -> int:
        return self.slack.respond(url.rsplit("/", 1)[-1], JSON, json.dumps(body).encode())[0]

    def seen(self, viewer: str = OLIVE.id, kind: str = "message") -> list[dict[str, Any]]:
        """What a person's page shows, newest state of each."""
        return [thing for thing in self.feed.since(0, viewer)[1] if thing["kind"] == kind]

    def texts(self, viewer: str = OLIVE.id) -> list[str]:
        return [thing["text"] for thing in self.seen(viewer)]


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(label: str, action: str = "go", **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": {"type": "plain_text", "text": label}, "action_id": action, **more}


def actions(*elements: dict[str, Any], block_id: str = "row") -> dict[str, Any]:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": {"type": "plain_text", "text": "A question"}, "blocks": list(blocks), **more}


def asking(field_id: str = "name") -> dict[str, Any]:
    """A modal with one field."""
    element = {"type": "plain_text_input", "action_id": field_id}
    block = {"type": "input", "block_id": field_id, "label": {"type": "plain_text", "text": "Name"}, "element": element}
    return modal(block, submit={"type": "plain_text", "text": "Go"}, notify_on_close=True)
