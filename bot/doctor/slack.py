"""Whether Slack knows the tokens, and lets them do what the bot does."""

from collections.abc import Callable, Iterator
from http.client import HTTPException
from typing import Any, Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.doctor.findings import Finding, State
from bot.messenger import word_of
from bot.rulebook import Rulebook
from bot.settings import Settings
from bot.slack_client import Client
from commands.errors import Misconfigured

# Those of slack-manifest.yml; a test compares.
SCOPES: Final = ("commands", "chat:write", "usergroups:read", "users:read")

_SECONDS: Final = 5


class _No(Exception):
    """Slack's refusal by its word, or in words why there is no answer. told: whether Slack said something."""

    def __init__(self, word: str, *, told: bool) -> None:
        super().__init__(f"Slack refuses it ({word})" if told else f"Slack cannot be reached ({word})")
        self.word = word if told else ""


def look(read: Settings) -> Iterator[Finding]:
    """The bot token and its scopes, the way in, the audit channel."""
    client = Client(read.bot_token, read.slack_api_url, _SECONDS)
    known = False
    if not read.bot_token:
        yield Finding(State.MISSING, "SLACK_BOT_TOKEN", "is missing or wrong; it is the token that starts with xoxb-")
    else:
        for finding in _token(client):
            known = known or finding.state is State.OK
            yield finding
    yield _way_in(read, client)
    if read.audit_channel and known:
        yield _audit_channel(client, read.audit_channel)
    for group in sorted(_groups(read)) if known else ():
        yield _group(client, group)


def _token(client: WebClient) -> Iterator[Finding]:
    try:
        answer = _asked(client.auth_test)
    except _No as error:
        yield Finding(State.MISSING, "Slack bot token (SLACK_BOT_TOKEN)", str(error))
        return
    yield Finding(State.OK, "Slack bot token", f"workspace {answer.get('team', '?')}, user {answer.get('user', '?')}")
    headers = {name.lower(): said for name, said in dict(answer.headers).items()}
    yield _scopes(str(headers.get("x-oauth-scopes", "")))


def _asked(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except SlackApiError as error:
        word = word_of(error)
        raise _No(str(word or error.response.status_code), told=True) from error
    except (SlackClientError, OSError, HTTPException) as error:
        raise _No(type(error).__name__, told=False) from error


def _scopes(header: str) -> Finding:
    given = {scope.strip() for scope in header.split(",") if scope.strip()}
    if not given:
        advice = f"Slack does not list them; these are needed: {', '.join(SCOPES)}"
        return Finding(State.WARNING, "Slack scopes", advice)
    missing = [scope for scope in SCOPES if scope not in given]
    if missing:
        return Finding(State.MISSING, "Slack scopes", f"add {', '.join(missing)} and install the app again")
    return Finding(State.OK, "Slack scopes", ", ".join(SCOPES))


def _way_in(read: Settings, client: WebClient) -> Finding:
    if read.app_token:
        try:
            _asked(lambda: client.apps_connections_open(app_token=read.app_token))
        except _No as error:
            return Finding(State.MISSING, "Slack app token (SLACK_APP_TOKEN)", str(error))
        return Finding(State.OK, "Slack app token", "Socket Mode can connect")
    if read.signing_secrets:
        return Finding(State.OK, "signing secret", f"HTTP mode, {len(read.signing_secrets)} in use")
    return Finding(State.MISSING, "way in", "set SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP")


def _groups(read: Settings) -> frozenset[str]:
    """The user groups that say who may do what; of a broken policy file there is another line."""
    named = frozenset(one for one in read.admins | read.operators if one.startswith("S"))
    try:
        return named | Rulebook(read.policy, read.protections).rules.groups
    except Misconfigured:
        return named


def _group(client: WebClient, group: str) -> Finding:
    what = f"user group {group}"
    try:
        people = _asked(lambda: client.usergroups_users_list(usergroup=group)).get("users") or []
    except _No as error:
        state = State.MISSING if error.word == "no_such_subteam" else State.WARNING
        return Finding(state, what, f"its members are not known ({error.word or error}), and nobody counts as one")
    return Finding(State.OK, what, f"{len(people)} in it")


def _audit_channel(client: WebClient, channel: str) -> Finding:
    """The bot asks for no scope that would let it look at every channel."""
    what = f"audit channel {channel} (DNS_AUDIT_CHANNEL)"
    try:
        found = _asked(lambda: client.conversations_info(channel=channel))["channel"]
    except _No as error:
        if error.word == "channel_not_found":
            return Finding(State.MISSING, what, "there is none, or it is private: type /invite @dns there")
        advice = f"it cannot be looked at ({error.word or error}); make sure that the bot was invited to it"
        return Finding(State.WARNING, what, advice)
    if found.get("is_archived"):
        return Finding(State.MISSING, what, "it is archived")
    if not found.get("is_member"):
        return Finding(State.MISSING, what, "type /invite @dns there")
    return Finding(State.OK, what, "the bot is in it")
