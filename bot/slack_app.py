"""The Bolt app: which listener answers what, and our own authorize, so that no request waits for auth.test."""

import contextlib
import logging
import re
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Final

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.blocks import asides
from bot.blocks.answers import OFFER, TYPE_NAME
from bot.blocks.cards import CANCEL, CONFIRM, UNDO
from bot.blocks.modals import CALLBACK
from bot.listeners import buttons, shapes, slash, strangers, views
from bot.listeners.doors import TRY_AGAIN, UNSURE, Doors
from bot.messenger import Declined, NotNow
from bot.tokens import Tokens
from commands.adapters.store.database import Unsure, away, said

log = logging.getLogger(__name__)

# Bolt shares five threads among all listeners by default; the sixth command at once would go unanswered.
_THREADS: Final = 48

# Bolt logs request bodies on unhandled requests, and what it raises; its faults come to `_failed`.
_quiet = logging.getLogger("slash-dns.bolt")
_quiet.setLevel(logging.CRITICAL)

# Where the ack is out before anything can go wrong, and says nothing to the person.
_ACKNOWLEDGED: Final = ("block_actions", "view_submission", "view_closed")


def build(client: WebClient, tokens: Tokens, doors: Doors) -> App:
    """The app with every listener. Signatures are checked at the door, not here."""

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=client.token,
            bot_user_id=tokens.bot_user,
            bot_id=tokens.bot_id,
        )

    # Bolt warns about a client that carries a token beside an authorize function, so it gets one without.
    bare = WebClient(base_url=client.base_url, timeout=client.timeout, logger=_quiet, retry_handlers=[])
    app = _Careful(
        name="slash-dns",
        logger=_quiet,
        client=bare,
        authorize=authorize,
        request_verification_enabled=False,
        listener_executor=_pool(),
    )
    _listen(app, doors, tokens)
    return app


class _Careful(App):
    """Refuses what is not shaped as Slack shapes it, which Bolt and the listeners would stumble over."""

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """As Bolt does it."""
        if shapes.sound(req.body):
            return super().dispatch(req)
        log.warning("a payload that is not shaped as Slack's are was refused")
        return BoltResponse(status=400, body="")


def _pool() -> ThreadPoolExecutor:
    """The listeners' threads, all started: in the first burst of commands nobody waits for a thread to start."""
    pool = ThreadPoolExecutor(_THREADS, "listener")
    together = threading.Barrier(_THREADS)
    for _ in range(_THREADS):
        pool.submit(together.wait)
    return pool


def _listen(app: App, doors: Doors, tokens: Tokens) -> None:
    app.use(partial(strangers.refuse, doors, lambda: tokens.home))
    app.command(doors.command)(partial(slash.slash, doors))
    # Bolt looks for a pattern anywhere in an action's id.
    app.action(re.compile(rf"\A(?:{CONFIRM}|{CANCEL})\Z"))(partial(buttons.press, doors))
    app.action(re.compile(rf"\A{OFFER}_[A-Za-z0-9]+\Z"))(partial(buttons.offer, doors))
    app.action(asides.WAITING)(partial(buttons.call_off, doors))
    app.action(UNDO)(partial(buttons.undo, doors))
    app.action(TYPE_NAME)(partial(buttons.type_name, doors))
    app.view(CALLBACK)(partial(views.submitted, doors))
    app.view_closed(CALLBACK)(partial(views.closed, doors))
    app.event(re.compile(".*"))(_taken)
    app.error(partial(_failed, doors))


def _taken() -> None:
    """Events that need no answer are acknowledged, or Slack would send them again."""


def _failed(doors: Doors, error: Exception, body: dict[str, Any]) -> BoltResponse:
    """What a person is told when something goes wrong on the way, past the database."""
    if away(error):
        log.error("the database did not take what Slack delivered: %s", said(error))
        text = UNSURE if isinstance(error, Unsure) else TRY_AGAIN
    else:
        reference = uuid.uuid4().hex[:8]
        log.error("a listener failed", exc_info=error, extra={"reference": reference})
        text = f"Something went wrong, and nothing was done. Please try again; reference {reference}."
    told = {"text": text}
    if body.get("type") in _ACKNOWLEDGED:
        _tell(doors, body, told)
    return BoltResponse(status=200, body={"response_type": "ephemeral", **told})


def _tell(doors: Doors, body: dict[str, Any], told: dict[str, Any]) -> None:
    """By response URL, or directly where there is none."""
    with contextlib.suppress(NotNow, Declined):
        place = (body.get("channel") or {}).get("id", "")
        doors.messenger.whisper(body.get("response_url") or "", place, body["user"]["id"], told)
