"""AWS's errors in our own tree, and AWS's words in plain ones: read here and nowhere else."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from commands.errors import AwsProblem, Busy, NoSuchZone, Refused, ServerFault, Unanswered, Unreachable

ROUTE_53: Final = "Route 53"
NO_ZONE: Final = "NoSuchHostedZone"
_ZONE_BUSY: Final = "PriorRequestNotComplete"

# Said by Route 53 and by AWS's front door when nothing was done yet and the same request may pass later.
_LATER: Final = frozenset(
    {
        _ZONE_BUSY,
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)

CREDENTIALS_REFUSED: Final = frozenset(
    {
        "AuthFailure",
        "ExpiredToken",
        "ExpiredTokenException",
        "IncompleteSignature",
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "InvalidToken",
        "MissingAuthenticationToken",
        "OptInRequired",
        "RequestExpired",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)

NOT_ALLOWED: Final = frozenset(
    {"AccessDenied", "AccessDeniedException", "NotAuthorizedException", "UnauthorizedOperation"}
)

# botocore's classes by name, so that importing this module does not import botocore (0.4 s at the start).
_NEVER_SENT: Final = frozenset(
    {
        "ConnectTimeoutError",
        "CredentialRetrievalError",
        "EndpointConnectionError",
        "MetadataRetrievalError",
        "ProxyConnectionError",
    }
)
_ANSWER_LOST: Final = frozenset({"ConnectionError", "HTTPClientError", "IncompleteReadError", "ResponseParserError"})
NO_CREDENTIALS: Final = frozenset({"NoCredentialsError", "PartialCredentialsError", "NoAuthTokenError"})

CREDENTIALS: Final = CREDENTIALS_REFUSED | NO_CREDENTIALS
"""What is answered where the bot has no credentials, or none that hold."""


def refused(code: str, raw: str) -> Refused:
    """A refusal in Route 53's own words, which str() says plainly."""
    return Refused(code, raw, plainly(code, raw))


def no_such_zone(zone_id: str) -> NoSuchZone:
    """What a zone id that nobody knows is answered with."""
    return NoSuchZone(f"There is no hosted zone {zone_id} in this AWS account.")


def translated(error: Exception, *, changing: bool, service: str = ROUTE_53) -> AwsProblem:
    """What botocore raised, as one of ours.

    changing: the request would have changed something, so that a lost answer is Unanswered;
              a read whose answer was lost changed nothing and is Unreachable.
    """
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "ClientError" in kinds:
        return answered(*_told(getattr(error, "response", None) or {}), changing=changing, service=service)
    if kinds & _NEVER_SENT:
        return Unreachable(f"{service} cannot be reached: {_short(error)}")
    if kinds & _ANSWER_LOST:
        return _lost(f"{service} did not answer: {_short(error)}", changing=changing)
    return _not_sent(type(error).__name__, str(error))


def answered(code: str, raw: str, status: int, *, changing: bool, service: str = ROUTE_53) -> AwsProblem:
    """An error that a service answered, by its code, text and HTTP status, as one of ours."""
    if code in _LATER or status == 429:
        return Busy(_later(code, raw, service))
    if status >= 500:
        text = f"{service} failed to answer ({status} {code}): {raw}"
        return ServerFault(text) if changing else Unreachable(text)
    return refused(code, raw)


def throttling(error: Exception) -> bool:
    """Whether AWS says that the account's quota is spent, and not only that one zone is busy."""
    code, _, status = _told(getattr(error, "response", None) or {})
    return status == 429 or code in _LATER - {_ZONE_BUSY}


def plainly(code: str, raw: str) -> str:
    """AWS's text as plain sentences, one for each thing that it names; nothing it says is left out."""
    if code in NOT_ALLOWED:
        return _not_allowed(raw)
    if code in CREDENTIALS_REFUSED:
        return f"AWS does not accept the bot's credentials ({code}): {_sentence(raw)}"
    return " ".join(_sentence(_reworded(fault)) for fault in _faults(raw)) or f"Route 53 refused: {code}."


def _told(response: dict[str, object]) -> tuple[str, str, int]:
    """The code, text and HTTP status of an error response.

    Route 53 documents two shapes: an Error with one Message, and for InvalidChangeBatch a list of messages.
    """
    error, meta = response.get("Error"), response.get("ResponseMetadata")
    error, meta = error if isinstance(error, dict) else {}, meta if isinstance(meta, dict) else {}
    status = int(meta.get("HTTPStatusCode", 0))
    messages = response.get("messages")
    raw = str(error.get("Message") or "")
    if not raw and isinstance(messages, list):
        raw = f"[{', '.join(map(str, messages))}]"
    return str(error.get("Code") or status), raw, status


def _not_sent(kind: str, text: str) -> Refused:
    """What botocore itself refused to send."""
    if kind in NO_CREDENTIALS:
        return Refused(kind, text, f"The bot has no AWS credentials: {_sentence(text)}")
    code = "InvalidInput" if kind == "ParamValidationError" else kind
    return Refused(code, text, f"The request could not be made: {_sentence(text)}")


def _short(error: Exception) -> str:
    """Botocore's text with the endpoint's host in place of a whole URL."""
    return _sentence(re.sub(r'(?:the )?endpoint URL: "\w+://([^/"]+)[^"]*"', r"\1", str(error)))


def _lost(text: str, *, changing: bool) -> AwsProblem:
    return Unanswered(text) if changing else Unreachable(text)


def _later(code: str, raw: str, service: str) -> str:
    if code == _ZONE_BUSY:
        return f"Route 53 is still busy with an earlier change of this zone: {_sentence(raw or code)}"
    return f"{service} asks for fewer requests: {_sentence(raw or code)}"


def _not_allowed(raw: str) -> str:
    """Which permission is missing, and on what; who the bot is to AWS stays in the raw text."""
    found = re.search(r"perform: ?(?P<action>[\w:]+)(?: on resource: (?P<resource>\S+))?(?P<rest>.*)", raw, re.DOTALL)
    if not found:
        return f"AWS does not allow the bot to do this: {_sentence(raw or 'access denied')}"
    where = f" on {found['resource']}" if found["resource"] else ""
    return _sentence(f"AWS does not allow the bot {found['action']}{where}{found['rest'].rstrip()}")


# How each fault of a list may begin. A list is cut only before one of these, because the faults hold commas.
_OPENINGS: Final = (
    "A HostedZone ",
    "A non-alias ",
    "Duplicate Resource Record",
    "FATAL problem",
    "Invalid Resource Record",
    "Invalid request",
    "Number of ",
    "RRSet ",
    "The request ",
    "Tried to ",
)
_CUT: Final = re.compile(", (?=" + "|".join(map(re.escape, _OPENINGS)) + ")")


def _faults(raw: str) -> Iterator[str]:
    text = raw.strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    yield from (fault for fault in map(str.strip, _CUT.split(text)) if fault)


def _set_named(found: re.Match[str]) -> str:
    identifier = f" (set identifier {found['id']})" if found["id"] else ""
    return f"Tried to {found['verb']} {found['name']} {found['type']}{identifier}, but {found['rest']}"


def _fatal(found: re.Match[str]) -> str:
    value = f": {_visible(found['value'])}" if found["value"] else ""
    why = f"{found['why']} ({found['code']})" if found["why"] else found["code"]
    return f"{why}{value}"


def _visible(value: str) -> str:
    return value if value == value.strip() else f'"{value}"'


_REWORDINGS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (
        re.compile(
            r"Tried to (?P<verb>\w+) resource record set \[name='(?P<name>.*?)', type='(?P<type>\w+)'"
            r"(?:, set-identifier='(?P<id>.*?)')?\] but (?P<rest>.*)",
            re.DOTALL,
        ),
        _set_named,
    ),
    (
        re.compile(
            r"(?:Invalid Resource Record: ')?FATAL problem: (?P<code>\w+)(?: \((?P<why>.*?)\))?"
            r" encountered with '(?P<value>.*?)'{0,2}",
            re.DOTALL,
        ),
        _fatal,
    ),
    (
        re.compile(r"Duplicate Resource Record: '(?P<value>.*)'", re.DOTALL),
        lambda found: f"The value {found['value']} is given twice",
    ),
)


def _reworded(fault: str) -> str:
    text = re.sub(r"\btype {2}(?=\w)", "type ", _readable(fault))
    for shape, words in _REWORDINGS:
        found = shape.fullmatch(text)
        if found:
            return words(found)
    return text


def _readable(text: str) -> str:
    r"""Undo Route 53's octal escapes of printable characters: \052 reads as `*`."""
    return re.sub(r"\\(0[4-7][0-7]|1[0-6][0-7]|17[0-6])", lambda found: chr(int(found[1], 8)), text)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".!?" else f"{text}."
