"""What Slack delivers, bent out of shape: fields missing, of the wrong type, or with anything in them."""

import copy
import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from tests.fuzz.texts import NOISE, text

Payload = dict[str, Any]

FORM: Final = "application/x-www-form-urlencoded"
WRONG: Final[Sequence[Any]] = (
    *(None, True, False, 0, -1, 3.5, 10**30, "", " ", "x", [], {}, [None], {"id": None}, [[]], {"a": {"b": []}}),
    *("U0ANN", "C0OPS", "<!channel>", "\0", "\ud800", "x" * 5000, ["U0ANN"], {"id": "U0ANN"}, {"id": ["U0ANN"]}),
)


@dataclass(frozen=True, slots=True)
class Request:
    """One request to the bot. signed: whether it carries a good signature over the body."""

    body: bytes
    kind: str = FORM
    signed: bool = True


def request(dice: random.Random, tokens: Sequence[str]) -> Request:
    """Any request. tokens: of buttons that lead somewhere, so that some do."""
    made = dice.choice(WHOLE)(dice, tokens)
    for _ in range(dice.choice((0, 1, 1, 1, 2, 4))):
        bend(dice, made)
    return _sent(dice, made)


def _sent(dice: random.Random, made: Payload) -> Request:
    chance = dice.random()
    if chance < 0.03:
        return Request(dice.randbytes(dice.randint(0, 400)), dice.choice((FORM, "application/json", "", "text/plain")))
    body, kind = encoded(made)
    if chance < 0.06:
        return Request(body[: dice.randint(0, len(body))], kind)
    if chance < 0.08:
        return Request(body, dice.choice(("application/json", FORM, "multipart/form-data", "")))
    return Request(body, kind, signed=chance < 0.97)


def encoded(made: Payload) -> tuple[bytes, str]:
    """A body as Slack would write it: events as JSON, commands as a form, interactions as JSON inside a form."""
    if "event" in made or made.get("type") == "url_verification":
        return json.dumps(made).encode(), "application/json"
    if "command" in made:
        fields = {name: held if isinstance(held, str) else json.dumps(held) for name, held in made.items()}
        return urlencode(fields, errors="surrogatepass").encode(), FORM
    return urlencode({"payload": json.dumps(made)}).encode(), FORM


def bend(dice: random.Random, made: Payload) -> None:
    """Let one field be missing, be of another type, hold noise, or be there beside the others."""
    spot, key = dice.choice(list(spots(made)) or [(made, "type")])
    how = dice.random()
    if how < 0.35 and isinstance(spot, dict):
        spot.pop(key, None)
    elif how < 0.8:
        spot[key] = copy.deepcopy(dice.choice(WRONG))
    elif how < 0.9:
        spot[key] = "".join(dice.choices(NOISE, k=5))
    elif isinstance(spot, dict):
        spot[dice.choice(("type", "view", "actions", "user", "text", "x"))] = copy.deepcopy(dice.choice(WRONG))


def spots(node: Any) -> list[tuple[Any, Any]]:
    """Every place that holds something, at any depth."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [place for key, held in inner for place in [(node, key), *spots(held)]]


def slash(dice: random.Random, tokens: Sequence[str]) -> Payload:
    """A command."""
    return {
        **_team(),
        "command": "/dns",
        "text": text(dice)[:3000],
        "channel_id": dice.choice(("C0OPS", "D0ANN", "G0GROUP")),
        "channel_name": dice.choice(("ops", "directmessage", "mpdm-ann--ben-1", "privategroup")),
        "user_id": dice.choice(USERS),
        "user_name": "ann",
        "response_url": "http://127.0.0.1/answer",
        "trigger_id": f"{dice.randrange(10**9)}.1",
    }


def press(dice: random.Random, tokens: Sequence[str]) -> Payload:
    """A button."""
    action = dice.choice(ACTIONS)
    return {
        **_team(),
        "type": "block_actions",
        "user": {"id": dice.choice(USERS), "username": "ann", "team_id": "T0HOME"},
        "team": {"id": "T0HOME", "domain": "home"},
        "container": {"type": "message", "message_ts": "1.0", "channel_id": "C0OPS", "is_ephemeral": False},
        "channel": {"id": "C0OPS", "name": "ops"},
        "message": {"type": "message", "ts": "1.0", "text": "x", "blocks": []},
        "state": {"values": {}},
        "response_url": "http://127.0.0.1/answer",
        "trigger_id": f"{dice.randrange(10**9)}.2",
        "actions": [{"type": "button", "action_id": action, "block_id": "b", "value": _token(dice, tokens)}],
    }


def submission(dice: random.Random, tokens: Sequence[str]) -> Payload:
    """A modal handed in."""
    typed = dice.choice(("empty.org", "EMPTY.org.", "example.com", "", None, "<!channel>", "x" * 4000))
    values = {"zone_name": {"zone_name": {"type": "plain_text_input", "value": typed}}}
    return {
        **closing(dice, tokens),
        "type": "view_submission",
        "view": _view(dice, tokens, values),
        "response_urls": [],
    }


def closing(dice: random.Random, tokens: Sequence[str]) -> Payload:
    """A modal closed by its cross."""
    return {
        **_team(),
        "type": "view_closed",
        "user": {"id": dice.choice(USERS), "team_id": "T0HOME"},
        "team": {"id": "T0HOME"},
        "trigger_id": f"{dice.randrange(10**9)}.3",
        "view": _view(dice, tokens, {}),
        "is_cleared": False,
    }


def event(dice: random.Random, tokens: Sequence[str]) -> Payload:
    """Something that happened."""
    kind = dice.choice(("app_mention", "app_home_opened", "message", "app_uninstalled", "tokens_revoked", "nothing"))
    what = {"type": kind, "user": dice.choice(USERS), "text": text(dice)[:500], "channel": "C0OPS", "ts": "1.0"}
    return {
        **_team(),
        "type": "event_callback",
        "event": what,
        "event_id": "Ev1",
        "event_time": 1,
        "authorizations": [],
    }


def challenge(dice: random.Random, tokens: Sequence[str]) -> Payload:
    """Slack asking whether the URL is ours."""
    return {"type": "url_verification", "challenge": "abc", "token": "x"}


WHOLE: Final[Sequence[Callable[[random.Random, Sequence[str]], Payload]]] = (
    *(slash, slash, slash, press, press, press, submission, submission, closing, event, challenge),
)
USERS: Final = ("U0ANN", "U0BEN", "U0EVE")
ACTIONS: Final = ("change_confirm", "change_cancel", "offer_A", "offer_0", "offer_", "type_name", "nothing", "")


def _team() -> Mapping[str, Any]:
    return {
        "team_id": "T0HOME",
        "team_domain": "home",
        "api_app_id": "A0DNS",
        "token": "t",
        "is_enterprise_install": False,
    }


def _view(dice: random.Random, tokens: Sequence[str], values: Payload) -> Payload:
    return {
        "id": "V1",
        "type": "modal",
        "callback_id": dice.choice(("zone_delete", "zone_delete", "nothing")),
        "private_metadata": _token(dice, tokens),
        "blocks": [],
        "state": {"values": values},
        "hash": "h",
    }


def _token(dice: random.Random, tokens: Sequence[str]) -> str:
    return dice.choice((*tokens, *tokens, "nobody's", ""))
