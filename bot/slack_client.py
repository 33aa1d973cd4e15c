"""Slack's Web API as the SDK has it, with two things mended: every failure is told, and is one of the SDK's own."""

from collections.abc import Callable
from http.client import HTTPException
from typing import Any, Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.messenger import GONE, MALFORMED, NOT_THERE
from bot.tokens import REFUSALS

# Slack has hundreds of words for no. These say different things to an operator; all others are one.
_WORDS: Final = (
    NOT_THERE
    | MALFORMED
    | GONE
    | REFUSALS
    | {"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
    | {"expired_trigger_id", "trigger_expired", "trigger_exchanged", "user_not_found", "no_such_subteam"}
)
SILENCE: Final = "silence"
OTHER: Final = "other"


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
        failed: Callable[[str, str], None],
        answered: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__(token, base_url=url, timeout=timeout, retry_handlers=[])
        self._failed = failed
        self._answered = answered

    def api_call(self, api_method: str, **more: Any) -> SlackResponse:
        """As the SDK does it. Raises SlackClientError, OSError, whatever happens on the way."""
        try:
            answer = super().api_call(api_method, **more)
        except SlackApiError as error:
            self._failed(api_method, kind(error))
            raise
        except (SlackClientError, OSError):
            self._failed(api_method, SILENCE)
            raise
        except HTTPException as error:
            self._failed(api_method, SILENCE)
            raise SlackClientError(f"half an answer: {type(error).__name__}") from error
        self._answered(api_method)
        return answer


def kind(error: SlackApiError) -> str:
    """Slack's word, where it is one that we know."""
    answer = error.response
    word = answer.get("error", "") if isinstance(answer.data, dict) else ""
    if not word and answer.status_code >= 500:
        return "service_unavailable"
    return word if word in _WORDS else OTHER
