"""Whether a payload has the shape that Slack documents, as far as Bolt and our listeners look into it.

What is in a payload is anybody's; its shape is Slack's. One that is shaped otherwise was not sent by Slack, or by a
Slack that nobody knows yet, and nothing may be done on its word.
Source: docs.slack.dev, slash commands, interaction payloads, Events API.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    """Text that a database takes: without NUL and halves of surrogate pairs."""
    return isinstance(value, str) and "\0" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _named(value: Any) -> bool:
    return _text(value) and bool(value)


def _any_text(value: Any) -> bool:
    return isinstance(value, str)


@dataclass(frozen=True, slots=True)
class _Shape:
    """An object. needs: fields that must be there; some: that may be missing; may: that may be missing or null."""

    needs: Mapping[str, Check] = field(default_factory=dict)
    may: Mapping[str, Check] = field(default_factory=dict)
    some: Mapping[str, Check] = field(default_factory=dict)

    def __call__(self, value: Any) -> bool:
        return (
            isinstance(value, dict)
            and all(name in value and check(value[name]) for name, check in self.needs.items())
            and all(check(value[name]) for name, check in self.some.items() if name in value)
            and all(check(value[name]) for name, check in self.may.items() if value.get(name) is not None)
        )


def _each(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def _one_or_more(check: Check) -> Check:
    return lambda value: bool(value) and _each(check)(value)


def _by_name(check: Check) -> Check:
    return lambda value: isinstance(value, dict) and all(map(check, value.values()))


def _either(*checks: Check) -> Check:
    return lambda value: any(check(value) for check in checks)


_ANYTHING: Final = _Shape()
_TEAM: Final = _Shape(may={"id": _text, "enterprise_id": _text})
_USER: Final = _Shape({"id": _named}, {"team_id": _text})
_PLACE: Final = _Shape(may={"id": _text, "name": _text})
_INSTALLED: Final = {"team_id": _text, "enterprise_id": _text, "user_id": _text}

_HAPPENED: Final = {"team": _text, "user": _either(_text, _ANYTHING), "channel": _either(_text, _PLACE)}

# What Bolt looks at before it knows what it has.
_COMMON: Final = _Shape(
    may={
        **_INSTALLED,
        "team": _either(_text, _TEAM),
        "enterprise": _either(_text, _TEAM),
        "user": _either(_text, _USER),
        "channel": _either(_text, _PLACE),
        "authorizations": _each(_Shape(may=_INSTALLED)),
        "trigger_id": _text,
    },
    some={
        "event": _Shape({"type": _named}, _HAPPENED, {"function": _ANYTHING}),
        "view": _ANYTHING,
        "response_url": _text,
    },
)

_ACTION: Final = _Shape({"action_id": _any_text}, {"value": _text, "block_id": _any_text})
_VIEW: Final = _Shape({"type": _any_text, "callback_id": _any_text}, {"private_metadata": _text, "id": _text})
_FILLED: Final = _Shape({"state": _Shape({"values": _by_name(_by_name(_ANYTHING))})})

_KINDS: Final[Mapping[str, Check]] = {
    "block_actions": _Shape(
        {"user": _USER, "actions": _one_or_more(_ACTION), "trigger_id": _named},
        {"channel": _Shape({"id": _text}), "container": _Shape(may={"message_ts": _text, "channel_id": _text})},
    ),
    "view_submission": _Shape({"user": _USER, "view": lambda view: _VIEW(view) and _FILLED(view)}),
    "view_closed": _Shape({"user": _USER, "view": _VIEW}),
    "event_callback": _Shape({"event": _ANYTHING}),
}
_COMMAND: Final = _Shape(
    {"command": _text, "user_id": _named, "channel_id": _named, "trigger_id": _named},
    {"text": _any_text, "channel_name": _text},
)


def sound(body: Any) -> bool:
    """Whether Bolt and our listeners can go by this payload."""
    if not _COMMON(body):
        return False
    if "command" in body:
        return _COMMAND(body)
    kind = body.get("type")
    return kind is None or (isinstance(kind, str) and _KINDS.get(kind, _ANYTHING)(body))
