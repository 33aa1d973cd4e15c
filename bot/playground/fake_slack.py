"""Slack as the bot sees it: the Web API, response URLs, uploads. It refuses what Slack refuses.

The parts: slack/things and slack/workspace (what there is), slack/methods, slack/views and slack/files (the Web
API), slack/people, slack/payloads and slack/delivery (what people do), rules/ (limits).
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from bot.playground.rules.limits import RESPONSE_URL_USES
from bot.playground.rules.refusals import MALFORMED, Args, Refuse, checked
from bot.playground.slack import files, methods, views
from bot.playground.slack.things import BOT, ResponseUrl
from bot.playground.slack.workspace import Workspace

METHODS: Final[Mapping[str, Callable[[Workspace, Args], Args]]] = {
    **methods.METHODS,
    **views.METHODS,
    **files.METHODS,
}

_RESPONSE_URL: Final = "response_url"
_JSON_FIELDS: Final = ("blocks", "view", "attachments", "metadata", "files")


class FakeSlack:
    """Answers what the bot asks. token: the only one that is let in."""

    def __init__(self, space: Workspace, token: str) -> None:
        self._space = space
        self._token = token

    def api(self, method: str, token: str, kind: str, body: bytes) -> dict[str, Any]:
        """What a method answers; `ok` tells."""
        return self._answered(method, lambda: self._called(method, token, arguments(kind, body)))

    def _called(self, method: str, token: str, args: Args) -> Args:
        token = token or str(args.pop("token", ""))
        if token != self._token:
            raise Refuse("invalid_auth" if token else "not_authed")
        if method not in METHODS:
            raise Refuse("unknown_method", f"the playground has no {method}")
        return METHODS[method](self._space, args)

    def respond(self, key: str, kind: str, body: bytes) -> tuple[int, dict[str, Any]]:
        """Post to, replace or delete by a response_url: Slack's status and answer."""
        told = self._answered(_RESPONSE_URL, lambda: self._responded(key, arguments(kind, body)))
        if told["ok"]:
            return 200, told
        return 404 if told["error"] in ("expired_url", "used_url") else 400, told

    def _responded(self, key: str, args: Args) -> Args:
        known = self._space.response_urls.get(key)
        if known is None or known.expired(self._space.clock()):
            raise Refuse("expired_url")
        if known.uses >= RESPONSE_URL_USES:
            raise Refuse("used_url")
        known.uses += 1
        if args.get("delete_original") or args.get("replace_original"):
            self._instead(known, args)
        else:
            to = "" if args.get("response_type") == "in_channel" else known.user
            self._space.say(known.channel, BOT, checked(args), to=to)
        return {}

    def _instead(self, known: ResponseUrl, args: Args) -> None:
        if known.message is None:
            raise Refuse("invalid_arguments", "a command's response_url has no original to replace or delete")
        if args.get("delete_original"):
            self._space.remove(known.message)
            return
        body = checked(args)
        known.message.show(body["text"], body["blocks"])
        self._space.changed(known.message)

    def upload(self, file_id: str, content: bytes) -> bool:
        """Take the bytes of an announced file."""
        with self._space.lock:
            return files.receive(self._space, file_id, content)

    def file(self, file_id: str) -> tuple[str, bytes] | None:
        """The name and the bytes of a shared file."""
        with self._space.lock:
            return self._space.file(file_id)

    def _answered(self, method: str, work: Callable[[], Args]) -> dict[str, Any]:
        with self._space.lock:
            try:
                return {"ok": True, **work()}
            except Refuse as refused:
                refusal = refused
            except (TypeError, ValueError, KeyError) as odd:
                refusal = Refuse("invalid_arguments", f"{type(odd).__name__}: {odd}")
            if refusal.error in MALFORMED:
                self._space.refused(method, refusal.error, refusal.faults)
            return {"ok": False, "error": refusal.error, "errors": list(refusal.faults)}


def arguments(kind: str, body: bytes) -> Args:
    """A call's arguments, from form or JSON, with JSON inside form fields decoded. Raises Refuse."""
    try:
        if kind.startswith("application/json"):
            args = dict(json.loads(body or b"{}"))
        else:
            args = dict(parse_qsl(body.decode(), keep_blank_values=True))
        for name in _JSON_FIELDS:
            if isinstance(args.get(name), str):
                args[name] = json.loads(args[name] or "null")
    except (ValueError, TypeError) as error:
        raise Refuse("invalid_json", str(error)) from error
    return args
