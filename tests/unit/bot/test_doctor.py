"""What the doctor asks of AWS where a policy is narrowed to some zones, and that it asks Slack for the right scopes."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from botocore.exceptions import ClientError

from bot.doctor import aws, slack
from bot.doctor.findings import State

ROOT = Path(__file__).parents[3]
OURS = "Z0OURS000000000"


class Narrow:
    """A Route 53 whose policy allows one zone and what is about none."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def list_hosted_zones(self, **_: Any) -> dict[str, Any]:
        zone = {"Id": f"/hostedzone/{OURS}", "Name": "example.com.", "CallerReference": "x"}
        return {"HostedZones": [zone], "IsTruncated": False}

    def __getattr__(self, operation: str) -> Any:
        return lambda **parameters: self._answer(operation, parameters)

    def _answer(self, operation: str, parameters: dict[str, Any]) -> None:
        self.asked.append((operation, parameters))
        about = {parameters.get(name, OURS) for name in ("HostedZoneId", "ResourceId")}
        zone = parameters.get("Id", OURS) if operation.endswith("hosted_zone") else OURS
        code = "InvalidInput" if about | {zone} == {OURS} else "AccessDenied"
        raise ClientError(
            {"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": {"HTTPStatusCode": 400}}, operation
        )


@pytest.mark.parametrize("default", ["example.com.", "elsewhere.test.", ""])
def test_a_policy_that_is_narrowed_to_our_zones_is_enough(default: str) -> None:
    found = list(aws._account(Narrow(), default, " in account a"))
    assert [finding.what for finding in found if finding.state is State.MISSING] == []


def test_what_would_change_something_is_never_about_one_of_our_zones_or_cannot_be_done_there() -> None:
    client = Narrow()
    list(aws._account(client, "example.com.", ""))
    for operation, parameters in client.asked:
        if operation.startswith(("delete", "associate", "disassociate")):
            assert OURS not in str(parameters)
        if operation.startswith("change"):
            (change,) = parameters["ChangeBatch"]["Changes"]
            assert change["ResourceRecordSet"]["Name"].endswith(".invalid.")
        if operation.startswith("create"):
            assert ".." in parameters["Name"]


def test_the_scopes_are_the_manifests() -> None:
    manifest = yaml.safe_load((ROOT / "slack-manifest.yml").read_text())
    assert set(slack.SCOPES) == set(manifest["oauth_config"]["scopes"]["bot"])
