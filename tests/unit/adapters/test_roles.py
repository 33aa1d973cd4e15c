"""Roles assumed as the person who acts, over the wire."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from commands.adapters.roles import Roles
from tests.worlds.aws import AwsWorld

ARN = "arn:aws:iam::123456789012:role/dns"
DENIED = ("error", 403, "AccessDenied", "User is not authorized to perform: sts:SetSourceIdentity")


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[AwsWorld]:
    with AwsWorld() as world:
        for variable in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION"):
            monkeypatch.delenv(variable, raising=False)
        monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
        monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "none")
        monkeypatch.setenv("AWS_ENDPOINT_URL", world.url)
        yield world


def asked(aws: AwsWorld) -> list[str]:
    return [call.body.decode() for call in aws.of("AssumeRole")]


def test_a_role_is_assumed_as_the_person_once_for_many_requests(aws: AwsWorld) -> None:
    roles = Roles(ARN)
    for _ in range(2):
        roles.client("U0ANN").list_hosted_zones()
    (said,) = asked(aws)
    assert "SourceIdentity=U0ANN" in said
    assert "RoleSessionName=slash-dns-U0ANN" in said


def test_the_bots_own_reads_name_nobody(aws: AwsWorld) -> None:
    Roles(ARN).client().list_hosted_zones()
    (said,) = asked(aws)
    assert "SourceIdentity" not in said
    assert "RoleSessionName=slash-dns" in said


def test_a_role_that_allows_no_source_identity_is_assumed_without_and_not_asked_again(
    aws: AwsWorld, caplog: pytest.LogCaptureFixture
) -> None:
    roles = Roles(ARN)
    aws.inject("AssumeRole", DENIED)
    roles.client("U0ANN").list_hosted_zones()
    roles.client("U0BEN").list_hosted_zones()
    assert ["SourceIdentity" in said for said in asked(aws)] == [True, False, False]
    assert "sts:SetSourceIdentity" in caplog.text


def test_a_role_that_may_not_be_assumed_at_all_is_an_error_of_the_request(aws: AwsWorld) -> None:
    aws.inject("AssumeRole", DENIED, times=2)
    with pytest.raises(ClientError, match="AccessDenied"):
        Roles(ARN).client("U0ANN").list_hosted_zones()
    assert aws.of("ListHostedZones") == []


def test_without_a_role_the_bots_own_credentials_serve_everybody(aws: AwsWorld) -> None:
    roles = Roles("")
    assert roles.client("U0ANN") is roles.client("U0BEN")
    roles.client("U0ANN").list_hosted_zones()
    assert asked(aws) == []


def test_only_so_many_peoples_clients_are_kept() -> None:
    roles = Roles(ARN)
    first = roles.client("U0")
    for number in range(1, 40):
        roles.client(f"U{number}")
    assert roles.client("U0") is not first
