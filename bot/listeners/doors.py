"""What every listener is given: the inbox, the changes, the identity, the messenger, and how to wake the worker."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bot.blocks.faults import told
from bot.blocks.kit import Message
from bot.drawn import Drawn
from bot.identity import Identity
from bot.messenger import REPLACING, Messenger
from bot.people import Everybody, People
from commands.adapters.store.changes import StoredChanges
from commands.adapters.store.inbox import Inbox
from commands.adapters.store.messages import Messages
from commands.errors import NotAllowed
from commands.ports import World

TRY_AGAIN: Final = "Nothing was done: the bot's database does not answer. Please try again in a minute."
UNSURE: Final = (
    "The bot's database does not answer, and it is not known whether this was taken. Look at the history before you"
    " type it again."
)


@dataclass(frozen=True, slots=True)
class Doors:
    """command: the slash command's name."""

    command: str
    inbox: Inbox
    changes: StoredChanges
    messages: Messages
    identity: Identity
    people: People | Everybody
    world: World
    messenger: Messenger
    wake: Callable[[], None]
    drawn: Drawn
    counted: Callable[[str, str], None] = lambda *_: None

    def whisper(self, body: dict[str, Any], message: Message) -> None:
        """Answer the person behind an interaction, privately."""
        place = (body.get("channel") or {}).get("id", "")
        self.inbox.reply(body["user"]["id"], place, body.get("response_url", ""), message.payload)
        self.wake()

    def replace(self, body: dict[str, Any], message: Message) -> None:
        """Put something in the place of the private message that was pressed on."""
        place = (body.get("channel") or {}).get("id", "")
        instead = {**message.payload, REPLACING: True}
        self.inbox.reply(body["user"]["id"], place, body["response_url"], instead)

    def deny(self, body: dict[str, Any], error: NotAllowed) -> None:
        """The same for a refusal."""
        self.whisper(body, told(error, self.command))
