"""The state of the workspace, and the small acts that all ways in share; what changes goes to the feed."""

import base64
import itertools
import secrets
import threading
from collections.abc import Callable, Sequence
from typing import Any, Final

from bot.playground.feed import Feed
from bot.playground.shelf import Shelf
from bot.playground.slack.things import BOT, Channel, Message, Person, ResponseUrl, Trigger, Upload, View

# Messages that are kept; what is older is forgotten.
_MOST_MESSAGES: Final = 500
_MOST_KEYS: Final = 1000


class Workspace:
    """Hold `lock` while you change it; everything here but the constructor expects that.

    groups: user groups, their members by id. clock: epoch seconds. base_url: where this Slack is served.
    """

    def __init__(
        self,
        people: Sequence[Person],
        channels: Sequence[Channel],
        feed: Feed,
        shelf: Shelf,
        clock: Callable[[], float],
    ) -> None:
        self.lock = threading.RLock()
        self.clock = clock
        self.base_url = ""
        self.people = {person.id: person for person in people}
        self.channels = {channel.id: channel for channel in channels}
        self.groups: dict[str, list[str]] = {}
        self.messages: dict[str, Message] = {}
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.uploads: dict[str, Upload] = {}
        self._feed, self._shelf = feed, shelf
        self._numbers = itertools.count(1)
        self._last = 0.0
        self._remember()

    def _remember(self) -> None:
        """What stood before a restart."""
        for body in self._shelf.all("channel").values():
            self.channels[body["id"]].member = body["member"]
        for body in self._shelf.all("message").values():
            self._show(Message(**body))
        self._last = max((float(ts) for ts in self.messages), default=0.0)
        for channel in self.channels.values():
            self.show_channel(channel)

    def number(self) -> int:
        """A number that nothing had before."""
        return next(self._numbers)

    def timestamp(self) -> str:
        """A message's ts: epoch seconds with six digits, later than any before."""
        self._last = max(self.clock(), self._last + 0.000_01)
        return f"{self._last:.6f}"

    # Messages.

    def post(self, message: Message) -> Message:
        """Show a new message, and keep it unless it is for one person's eyes."""
        self._show(message)
        self._keep(message)
        while len(self.messages) > _MOST_MESSAGES:
            self.remove(next(iter(self.messages.values())))
        return message

    def say(self, channel: str, user: str, body: dict[str, Any], *, to: str = "", files: Any = ()) -> Message:
        """A new message. body: text, blocks, thread_ts as the Web API takes them."""
        thread = str(body.get("thread_ts") or "")
        message = Message(self.timestamp(), channel, user, to=to, thread_ts=thread, files=list(files))
        message.show(body.get("text"), body.get("blocks"))
        return self.post(message)

    def changed(self, message: Message) -> None:
        """A message says something new."""
        if message.ts in self.messages:
            self._show(message)
            self._keep(message)

    def remove(self, message: Message) -> None:
        """A message is gone."""
        self.messages.pop(message.ts, None)
        self._feed.drop(f"message/{message.ts}")
        self._shelf.drop("message", message.ts)
        self._shelf.drop("file", *(file["id"] for file in message.files))

    def _show(self, message: Message) -> None:
        self.messages[message.ts] = message
        self._feed.put(f"message/{message.ts}", {"kind": "message", **message.json()}, to=message.to)

    def _keep(self, message: Message) -> None:
        if not message.to:
            self._shelf.put("message", (message.ts, message.json()))

    # Files.

    def keep_file(self, upload: Upload) -> None:
        """A file whose bytes are here."""
        content = base64.b64encode(upload.content or b"").decode()
        self._shelf.put("file", (upload.id, {"id": upload.id, "name": upload.name, "content": content}))

    def file(self, file_id: str) -> tuple[str, bytes] | None:
        """The name and the bytes of a file."""
        body = self._shelf.get("file", file_id)
        return (body["name"], base64.b64decode(body["content"])) if body else None

    # Channels.

    def direct(self, user: str) -> Channel:
        """The bot's direct messages with a person."""
        return next(channel for channel in self.channels.values() if channel.dm == user)

    def invite(self, channel: Channel) -> None:
        """The bot joins a channel."""
        channel.member = True
        self._shelf.put("channel", (channel.id, {"id": channel.id, "member": True}))
        self.show_channel(channel)

    def show_channel(self, channel: Channel) -> None:
        """Tell the pages how a channel is."""
        own = {"id": channel.id, "name": channel.name, "topic": channel.topic, "member": channel.member}
        self._feed.put(f"channel/{channel.id}", {"kind": "channel", **own, "dm": channel.dm}, to=channel.dm)

    # Views.

    def show_modal(self, user: str) -> None:
        """Tell a person's pages what modal is on top."""
        stack = self.modals.get(user, [])
        view, errors = (stack[-1].json(), stack[-1].errors) if stack else (None, {})
        self._feed.put(f"modal/{user}", {"kind": "modal", "view": view, "errors": errors}, to=user)

    def show_home(self, user: str) -> None:
        """Tell a person's pages what their Home tab shows."""
        self._feed.put(f"home/{user}", {"kind": "home", "view": self.homes[user].json()}, to=user)

    def view(self, body: dict[str, Any], user: str) -> View:
        """A new view, not shown yet."""
        made = View(f"V0{self.number()}{secrets.token_hex(3).upper()}", user, {}, "")
        made.show(body, self.hash())
        return made

    def hash(self) -> str:
        """What tells one content of a view from the next."""
        return f"h{self.number()}"

    # Keys that live for a while.

    def trigger(self, user: str) -> str:
        """A new trigger_id."""
        made = f"{self.number()}.{secrets.token_hex(8)}"
        self.triggers[made] = Trigger(user, self.clock())
        _shorten(self.triggers)
        return made

    def response_url(self, user: str, channel: str, message: Message | None) -> str:
        """A new response_url."""
        key = secrets.token_hex(16)
        self.response_urls[key] = ResponseUrl(user, channel, message, self.clock())
        _shorten(self.response_urls)
        return f"{self.base_url}/response/{key}"

    # What the page tells of the Web API.

    def refused(self, method: str, error: str, faults: Sequence[str]) -> None:
        """Show that the bot sent what Slack would not take."""
        thing = {"kind": "call", "api": "Slack", "operation": method, "what": "; ".join(faults)[:500]}
        self._feed.put(f"refusal/{self.number() % 50}", {**thing, "outcome": error, "ok": False, "at": self.clock()})

    @property
    def everybody(self) -> dict[str, Person]:
        """People and the bot."""
        return {**self.people, BOT: Person(BOT, "dns", bot=True)}


def _shorten(keys: dict[str, Any]) -> None:
    while len(keys) > _MOST_KEYS:
        del keys[next(iter(keys))]
