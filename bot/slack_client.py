"""Slack's Web API as the SDK has it, with some things mended.

Every failure is told and is one of the SDK's own, and none holds what stood in an answer that is not Slack's.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.messenger import BUSY, GONE, MALFORMED, NOT_THERE, UNREADABLE, word_of
from bot.tokens import REFUSALS

# Slack has hundreds of words for no. These say different things to an operator; all others are one.
_WORDS: Final = (
    NOT_THERE
    | MALFORMED
    | GONE
    | REFUSALS
    | BUSY
    | {"expired_trigger_id", "trigger_expired", "trigger_exchanged", "user_not_found", "no_such_subteam"}
)
SILENCE: Final = "silence"
OTHER: Final = "other"

# Slack's words for no. In the place of one, the SDK puts the beginning of an answer that it cannot read.
_WORD: Final = re.compile("[A-Za-z][A-Za-z0-9_.:-]{0,99}")


class Client(WebClient):
    """The calls of one token.

    failed:   told of each refusal and silence: the method, and its kind in one word of a list that is ours.
    answered: told of each call that Slack answers well: the method.
    """

    def __init__(
        self,
        token: str,
        url: str,
        timeout: int,
        failed: Callable[[str, str], None] = lambda *_: None,
        answered: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__(token, base_url=url, timeout=timeout, retry_handlers=[])
        self._failed = failed
        self._answered = answered

    def api_call(self, api_method: str, **more: Any) -> SlackResponse:
        """As the SDK does it. Raises SlackApiError for a refusal, SlackClientError or OSError for a silence."""
        try:
            answer = _object(super().api_call(api_method, **more))
        except SlackApiError as error:
            refusal = _cleaned(error)
            self._failed(api_method, kind(refusal) if isinstance(refusal, SlackApiError) else SILENCE)
            raise refusal from None
        except (SlackClientError, OSError):
            self._failed(api_method, SILENCE)
            raise
        except UNREADABLE as error:
            self._failed(api_method, SILENCE)
            raise SlackClientError(f"an answer that cannot be read: {type(error).__name__}") from None
        self._answered(api_method)
        return answer


def _object(answer: SlackResponse) -> SlackResponse:
    if not isinstance(answer.data, dict):
        raise SlackClientError("an answer that is not Slack's")
    return answer


def _cleaned(error: SlackApiError) -> SlackClientError:
    """The same without what some proxy said; with status 200 that is no answer of Slack's at all."""
    answer = error.response
    word = answer.data.get("error", "") if isinstance(answer.data, dict) else None
    if word == "" or (isinstance(word, str) and _WORD.fullmatch(word)):
        return error
    if answer.status_code == 200:
        return SlackClientError("an answer that is not Slack's")
    answer.data, error.args = {"ok": False}, (f"status {answer.status_code}",)
    return error


def kind(error: SlackApiError) -> str:
    """Slack's word, where it is one that we know."""
    word = word_of(error)
    if not word and error.response.status_code >= 500:
        return "service_unavailable"
    return word if word in _WORDS else OTHER
