"""What operators see: the metrics, the doctor, the log."""

import json
import re

from tests.story.office import PATIENCE, House, Office, houses
from tests.worlds.slack_delivery import Signature, request
from tests.worlds.slack_workspace import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

pytestmark = houses(
    House("sqlite", "http", {"LOG_LEVEL": "DEBUG"}),
    House("postgresql", "socket", {"LOG_LEVEL": "DEBUG", "LOG_FORMAT": "json"}),
)


def metrics(office: Office) -> str:
    return request(office.bot.url, "GET", "/metrics", {}, b"", PATIENCE).body.decode()


def number(office: Office, line: str) -> float:
    """A sample by the beginning of its line; 0 where it is not there."""
    found = re.search(rf"^{re.escape(line)} ([0-9.e+]+)$", metrics(office), re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_the_metrics_count_what_people_did_and_what_came_of_it(office: Office) -> None:
    office.type("add counted A 192.0.2.1")
    office.done_once("counted")
    office.type("get nowhere.test")
    office.private("No zone of ours")
    assert number(office, 'slash_dns_commands_total{outcome="answered",verb="add"}') >= 1
    assert number(office, 'slash_dns_commands_total{outcome="notunderstood",verb="get"}') >= 1
    assert number(office, "slash_dns_ack_seconds_count") >= 2
    assert number(office, 'slash_dns_changes{state="INSYNC"}') >= 1
    calls = 'slash_dns_route53_seconds_count{operation="change_resource_record_sets",outcome="ok"}'
    assert number(office, calls) >= 1
    assert number(office, "slash_dns_budget_wait_seconds_count") >= 3
    assert number(office, "slash_dns_worker_age_seconds") < 10
    if office.house.transport == "socket":
        health = json.loads(request(office.bot.url, "GET", "/healthz", {}, b"", PATIENCE).body)
        assert (health["sockets"], number(office, "slash_dns_slack_sockets")) == (2, 2)
        assert health["silent_seconds"] < 10
    assert "counted" not in metrics(office)


def test_what_slack_refuses_and_what_route_53_throttles_is_counted(office: Office) -> None:
    office.slack.fail("chat.postMessage", status=500)
    office.aws.inject("ChangeResourceRecordSets", ("error", 400, "Throttling", "Rate exceeded"))
    office.type("add troubled A 192.0.2.1")
    office.done_once("troubled")
    assert number(office, 'slash_dns_slack_errors_total{kind="internal_error",method="chat.postMessage"}') >= 1
    busy = 'slash_dns_route53_seconds_count{operation="change_resource_record_sets",outcome="busy"}'
    assert number(office, busy) >= 1


def logged(office: Office) -> list[dict[str, str]]:
    """The log's lines, in either shape, as fields."""
    found = []
    for line in office.bot.logs().splitlines():
        if line.startswith("{"):
            found.append(json.loads(line))
        else:
            found.append(dict(re.findall(r" (change|state)=(\S+)", line)) | {"message": line})
    return found


def test_every_step_of_a_change_is_one_line_with_its_id(office: Office) -> None:
    office.type("add stepped A 192.0.2.1")
    change = office.done_once("stepped")
    states = [line["state"] for line in logged(office) if line.get("change") == change.id and "state" in line]
    assert states == ["APPROVED", "SUBMITTING", "PENDING", "INSYNC"]


def test_no_secret_and_nothing_that_was_typed_reaches_the_log(office: Office) -> None:
    office.put("hush", "192.0.2.77")
    office.type("delete hush A")
    office.press(office.kept_card("hush"), "Delete")
    office.done_once("hush")
    office.type('add typed-name TXT "typed-value" comment "typed-comment"')
    office.done_once("typed-name")
    office.type("add typed-name CNAME typed-target.example.net")
    office.shows(office.card("typed-name", r"\*FAILED\*"), "FAILED")
    office.slack.fail("chat.postMessage", error="token_revoked")
    office.type("get typed-name")
    office.private("typed-value")
    office.slack.request(b"payload=typed-value", {}, signature=Signature.FORGED)
    office.slack.request(b'payload={"type":"block_actions","actions":["typed-value"]}', {})
    with office.locked() if office.house.database == "postgresql" else office.database.write():
        assert "try again" in office.slack.slash('add typed-name TXT "typed-value"').text
    office.slack.fail("response_url", status=500)
    office.slack.fail("chat.update", error="internal_error")
    office.type("add typed-last A 192.0.2.77")
    office.done_once("typed-last")
    office.bot.wait_for_log("could not be written down")
    log = office.bot.logs()
    token = office.change("hush").token
    secrets = (
        BOT_TOKEN,
        APP_TOKEN,
        SIGNING_SECRET,
        "of-the-tests",
        token,
        "/response/",
        "xoxb-",
        "xapp-",
        office.settings["DATABASE_URL"],
    )
    typed = ("typed-value", "typed-comment", "typed-name", "192.0.2.77", "typed-target")
    assert [word for word in (*secrets, *typed) if word in log] == []
