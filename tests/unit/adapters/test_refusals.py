"""AWS's texts read plainly and lose nothing; AWS's errors become the right one of ours."""

import pytest
from botocore import exceptions
from botocore.parsers import ResponseParserError

from commands.adapters import refusals
from commands.errors import Busy, Refused, Unanswered, Unreachable

# Texts that Route 53 was seen to answer (reference/route53.md, 1.2), and how we say them.
SAID = [
    (
        "[Tried to create resource record set [name='x.example.com.', type='A'] but it already exists]",
        "Tried to create x.example.com. A, but it already exists.",
    ),
    (
        "[Tried to create resource record set [name='\\052.example.com.', type='A', set-identifier='Default']"
        " but it already exists]",
        "Tried to create *.example.com. A (set identifier Default), but it already exists.",
    ),
    (
        "[Tried to delete resource record set [name='x.', type='A'] but it was not found]",
        "Tried to delete x. A, but it was not found.",
    ),
    (
        "[Tried to delete resource record set [name='x.', type='A'] but the values provided"
        " do not match the current values]",
        "Tried to delete x. A, but the values provided do not match the current values.",
    ),
    (
        "[RRSet of type A with DNS name x.z. is not permitted because a conflicting RRSet of type  CNAME with the same"
        " DNS name already exists in zone z.]",
        "RRSet of type A with DNS name x.z. is not permitted because a conflicting RRSet of type CNAME with the same"
        " DNS name already exists in zone z.",
    ),
    (
        "[Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)"
        " encountered with '1.2.3'']",
        "Value is not a valid IPv4 address (ARRDATAIllegalIPv4Address): 1.2.3.",
    ),
    (
        "[FATAL problem: DomainNameEmpty (Domain name is empty) encountered with '']",
        "Domain name is empty (DomainNameEmpty).",
    ),
    (
        "[FATAL problem: UnsupportedCharacter (Value contains unsupported characters) encountered with ' ']",
        'Value contains unsupported characters (UnsupportedCharacter): " ".',
    ),
    (
        "[FATAL problem: DomainLabelTooLong encountered with 'x']",
        "DomainLabelTooLong: x.",
    ),
    ("[Duplicate Resource Record: '10.160.0.188']", "The value 10.160.0.188 is given twice."),
    (
        "[The request contains an invalid set of changes for a resource record set 'CNAME x.']",
        "The request contains an invalid set of changes for a resource record set 'CNAME x.'.",
    ),
    (
        '[RRSet with DNS name x., type TXT, SetIdentifier "i" cannot be created because a non multivalue answer rrset'
        " exists with the same name and type.]",
        'RRSet with DNS name x., type TXT, SetIdentifier "i" cannot be created because a non multivalue answer rrset'
        " exists with the same name and type.",
    ),
    (
        "[Tried to create an alias that targets t., type A in zone Z1, but the alias target name does not lie within"
        " the target zone, Tried to create an alias that targets t., type A in zone Z1, but that target was not found]",
        "Tried to create an alias that targets t., type A in zone Z1, but the alias target name does not lie within"
        " the target zone. Tried to create an alias that targets t., type A in zone Z1, but that target was not found.",
    ),
    (
        "[A HostedZone must contain exactly one SOA record., A HostedZone must contain at least one NS record for the"
        " zone itself.]",
        "A HostedZone must contain exactly one SOA record. A HostedZone must contain at least one NS record for the"
        " zone itself.",
    ),
    ("Number of records limit of 1000 exceeded.", "Number of records limit of 1000 exceeded."),
    (
        "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or"
        " TrafficPolicyInstanceId], but found none in Change with [Action=DELETE, Name=x, Type=A, SetIdentifier=null]",
        "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or"
        " TrafficPolicyInstanceId], but found none in Change with [Action=DELETE, Name=x, Type=A, SetIdentifier=null].",
    ),
    (
        "[RRSet x. is protected: ask the platform team, it is the pay page]",
        "RRSet x. is protected: ask the platform team, it is the pay page.",
    ),
    ("test2 is reserved by AWS!", "test2 is reserved by AWS!"),
    ("", "Route 53 refused: InvalidChangeBatch."),
]


@pytest.mark.parametrize(("raw", "plain"), SAID, ids=[plain[:60] for _, plain in SAID])
def test_route_53s_text_reads_plainly(raw: str, plain: str) -> None:
    refused = refusals.refused("InvalidChangeBatch", raw)
    assert str(refused) == plain
    assert refused.raw == raw


def _answered(code: str, text: str = "text", status: int = 400, **more: object) -> exceptions.ClientError:
    response = {"Error": {"Code": code, "Message": text}, "ResponseMetadata": {"HTTPStatusCode": status}, **more}
    return exceptions.ClientError(response, "ChangeResourceRecordSets")


LATER = [
    "Throttling",
    "ThrottlingException",
    "RequestLimitExceeded",
    "TooManyRequestsException",
    "PriorRequestNotComplete",
]


@pytest.mark.parametrize("changing", [True, False])
@pytest.mark.parametrize("error", [*map(_answered, LATER), _answered("Odd", status=429)], ids=str)
def test_what_aws_asks_to_try_later_is_busy(error: Exception, changing: bool) -> None:
    assert isinstance(refusals.translated(error, changing=changing), Busy)


@pytest.mark.parametrize("changing", [True, False])
@pytest.mark.parametrize(
    "error",
    [
        exceptions.EndpointConnectionError(endpoint_url="https://route53.amazonaws.com/x", error="name"),
        exceptions.ConnectTimeoutError(endpoint_url="https://route53.amazonaws.com/x"),
        exceptions.ProxyConnectionError(proxy_url="http://proxy"),
        exceptions.CredentialRetrievalError(provider="role", error_msg="later"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_was_never_sent_is_unreachable(error: Exception, changing: bool) -> None:
    assert isinstance(refusals.translated(error, changing=changing), Unreachable)


LOST = [
    exceptions.ReadTimeoutError(endpoint_url="https://route53.amazonaws.com/x", error="slow"),
    exceptions.ConnectionClosedError(endpoint_url="https://route53.amazonaws.com/x", error="cut"),
    exceptions.HTTPClientError(error="broken"),
    exceptions.SSLError(endpoint_url="https://route53.amazonaws.com/x", error="broken"),
    ResponseParserError("half an answer"),
    _answered("InternalFailure", status=500),
    _answered("ServiceUnavailable", status=503),
    _answered("504", status=504),
]


@pytest.mark.parametrize("error", LOST, ids=lambda error: type(error).__name__)
def test_a_lost_answer_leaves_a_change_open_and_a_read_unread(error: Exception) -> None:
    assert isinstance(refusals.translated(error, changing=True), Unanswered)
    assert isinstance(refusals.translated(error, changing=False), Unreachable)


@pytest.mark.parametrize("changing", [True, False])
def test_a_definite_no_is_a_refusal_with_its_code_and_text(changing: bool) -> None:
    refused = refusals.translated(_answered("InvalidInput", "no"), changing=changing)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.raw, str(refused)) == ("InvalidInput", "no", "no.")


def test_the_older_list_of_messages_is_read_too() -> None:
    refused = refusals.translated(
        _answered("InvalidChangeBatch", "", messages=["A HostedZone a", "RRSet b"]), changing=True
    )
    assert str(refused) == "A HostedZone a. RRSet b."


@pytest.mark.parametrize(
    "code", ["ExpiredToken", "InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException"]
)
def test_bad_credentials_are_named_as_the_cause(code: str) -> None:
    problem = refusals.translated(_answered(code, "The security token is invalid", 403), changing=True)
    assert str(problem) == f"AWS does not accept the bot's credentials ({code}): The security token is invalid."


def test_a_missing_permission_is_named_without_saying_who_the_bot_is() -> None:
    raw = "User: arn:aws:sts::1234:assumed-role/bot/i-1 is not authorized to perform: route53:GetChange"
    problem = refusals.translated(_answered("AccessDenied", raw, 403), changing=True)
    assert isinstance(problem, Refused)
    assert str(problem) == "AWS does not allow the bot route53:GetChange."
    assert problem.raw == raw


def test_a_denial_in_other_words_is_told_as_it_came() -> None:
    problem = refusals.translated(_answered("AccessDeniedException", "Not today", 403), changing=False)
    assert str(problem) == "AWS does not allow the bot to do this: Not today."


def test_what_botocore_will_not_send_is_a_refusal() -> None:
    refused = refusals.translated(exceptions.ParamValidationError(report="TTL"), changing=True)
    assert isinstance(refused, Refused)
    assert refused.code == "InvalidInput"
    lost = refusals.translated(exceptions.ProfileNotFound(profile="ops"), changing=False)
    assert isinstance(lost, Refused)
    assert "ops" in str(lost)


def test_only_the_accounts_own_quota_makes_the_budget_hold_back() -> None:
    assert refusals.throttling(_answered("Throttling"))
    assert not refusals.throttling(_answered("PriorRequestNotComplete"))
    assert not refusals.throttling(exceptions.HTTPClientError(error="broken"))


def test_an_answer_of_plain_text_keeps_its_status_as_code() -> None:
    refused = refusals.translated(_answered("", "", 418), changing=True)
    assert isinstance(refused, Refused)
    assert str(refused) == "Route 53 refused: 418."
