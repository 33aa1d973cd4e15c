"""People type, press and submit over signed HTTP, with Bolt as the app on the other side."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.unit.worlds.bolt import over_http
from tests.worlds.slack import Slack
from tests.worlds.slack_delivery import Signature
from tests.worlds.slack_workspace import ANN, BEN, LOUNGE, OPS, Person


@pytest.fixture(autouse=True)
def app(slack: Slack) -> Iterator[None]:
    with over_http(slack):
        yield


def post(url: str, **body: Any) -> int:
    """What an app does with a response_url; the status."""
    sent = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(sent) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_command_is_answered_privately_by_its_ack(slack: Slack) -> None:
    ack = slack.slash("get db1", channel=LOUNGE)
    assert ack.ok
    assert ack.text == "you said get db1"
    (message,) = slack.messages("ephemeral", LOUNGE, to=ANN, since=ack.at)
    assert message.via == "ack"


def test_a_press_updates_the_message(slack: Slack) -> None:
    slack.slash("ask")
    card = slack.message("delete", kind="channel", channel=OPS)
    assert slack.click(card, "^delete$", user=BEN).ok
    slack.wait_for(lambda: len(card.versions) == 2, what="the update")
    assert card.text == f"deleted by {BEN}"
    assert card.labels == []
    with pytest.raises(LookupError, match="there are: none"):
        slack.click(card, "delete")


def test_a_press_on_what_was_there_still_reaches_the_bot(slack: Slack) -> None:
    slack.slash("ask")
    card = slack.message("delete")
    pressed = card.button("cancel")
    slack.click(card, "no")
    slack.wait_for(lambda: card.text == "cancelled", what="the answer by response_url")
    assert slack.click(card, pressed).ok


def test_what_is_echoed_is_escaped_and_values_are_not(slack: Slack) -> None:
    slack.slash("ask")
    ack = slack.click(slack.message("delete"), "yes")
    assert ack.delivery is not None
    payload = ack.delivery.payload
    assert payload["message"]["blocks"][0]["text"]["text"] == "Delete db1 &amp; co?"
    assert payload["actions"][0]["value"] == "t0ken"


@pytest.mark.parametrize("signature", [Signature.FORGED, Signature.STALE, Signature.MISSING])
def test_a_bad_signature_is_refused_and_nothing_happens(slack: Slack, signature: Signature) -> None:
    assert slack.slash("get db1", signature=signature).status == 401
    assert slack.messages() == []


def test_the_same_payload_can_come_twice(slack: Slack) -> None:
    first = slack.slash("get db1")
    second = slack.again(first)
    assert second.ok
    assert second.delivery is not None
    assert first.delivery is not None
    assert second.delivery.payload == first.delivery.payload


def test_a_bot_that_is_not_there_gives_no_status(slack: Slack) -> None:
    slack.bot_url = "http://127.0.0.1:1"
    ack = slack.slash("get db1")
    assert (ack.status, ack.ok) == (0, False)


def test_a_modal_is_filled_corrected_and_closed(slack: Slack) -> None:
    slack.slash("modal")
    view = slack.modal(ANN, "name of the zone")
    slack.submit(view, {"name": "wrong.example"})
    assert view.errors == {"name": "That is not its name"}
    assert view.open
    slack.submit(view, {"of the zone": "example.com"})
    assert slack.views(ANN) == []
    assert not slack.refusals


def test_slack_itself_asks_for_what_is_left_empty(slack: Slack) -> None:
    slack.slash("modal")
    view = slack.modal(ANN, "name of the zone")
    with pytest.raises(AssertionError, match="Slack asks the person to fill"):
        slack.submit(view)
    with pytest.raises(AssertionError, match="no input matches"):
        slack.submit(view, {"name": "a", "colour": "red"})


def test_a_closed_modal_is_told_where_asked_for(slack: Slack) -> None:
    slack.slash("modal")
    ack = slack.close_view(slack.modal(ANN, "name of the zone"))
    assert ack is not None
    assert ack.ok
    assert slack.views(ANN) == []


def test_events_reach_the_bot(slack: Slack) -> None:
    assert slack.mention("<@U0DNSBOT> help").ok
    slack.message("I only know", kind="ephemeral", to=ANN)
    assert slack.open_home().ok
    home = slack.wait_for(lambda: slack.home(ANN), what="the Home tab")
    assert home is not None
    assert home.labels == ["Delete", "Cancel"]


def test_a_response_url_is_good_for_five_posts(slack: Slack) -> None:
    ack = slack.slash("get db1")
    assert ack.delivery is not None
    url = ack.delivery.payload["response_url"]
    assert [post(url, text=f"answer {n}") for n in range(6)] == [200] * 5 + [404]
    assert len(slack.messages("ephemeral", to=ANN)) == 6, "the ack and five more"


def test_a_response_url_ends_after_half_an_hour(slack: Slack) -> None:
    ack = slack.slash("get db1")
    assert ack.delivery is not None
    slack.later(30 * 60 + 1)
    assert post(ack.delivery.payload["response_url"], text="late") == 404


def test_a_commands_response_url_has_no_original(slack: Slack) -> None:
    ack = slack.slash("get db1")
    assert ack.delivery is not None
    assert post(ack.delivery.payload["response_url"], replace_original=True, text="x") == 400
    assert post(ack.delivery.payload["response_url"], response_type="in_channel", text="seen by all") == 200
    assert [m.text for m in slack.messages("channel", OPS)] == ["seen by all"]
    assert [r.method for r in slack.refusals] == ["response_url"]


@pytest.mark.parametrize(
    "body", [{"text": "x", "blocks": [{"type": "section"}]}, {"response_type": "in_channel", "text": " "}]
)
def test_an_answer_that_slack_would_not_show_is_kept_as_a_refusal(slack: Slack, body: dict[str, Any]) -> None:
    ack = slack.slash("get db1")
    slack.take(replace(ack, body=json.dumps(body).encode()))
    assert [r.method for r in slack.refusals] == ["ack of slash_commands"]
    assert len(slack.messages()) == 1


def test_errors_must_name_the_modals_inputs(slack: Slack) -> None:
    slack.slash("modal")
    view = slack.modal(ANN, "name of the zone")
    ack = slack.submit(view, {"name": "wrong"})
    answer = {"response_action": "errors", "errors": {"nowhere": "wrong"}}
    slack.take(replace(ack, body=json.dumps(answer).encode()))
    assert [r.error for r in slack.refusals] == ["invalid_arguments"]


def test_a_stranger_brings_their_own_team(slack: Slack) -> None:
    slack.add(Person("U0FAR", "far", team="T0FAR"))
    ack = slack.slash("get db1", user="U0FAR")
    assert ack.delivery is not None
    assert ack.delivery.payload["team_id"] == "T0FAR"


def test_waiting_in_vain_tells_what_there_was(slack: Slack) -> None:
    slack.slash("get db1")
    with pytest.raises(AssertionError, match=r"the moon did not happen[^§]*you said get db1"):
        slack.wait_for(lambda: False, 0.01, "the moon")


def test_pings_are_seen_wherever_slack_reads_them(slack: Slack) -> None:
    ack = slack.slash("<!channel> &lt;!here&gt; <@U0BEN>")
    (message,) = slack.messages(since=ack.at)
    assert message.pings == ["!channel", "@U0BEN"]
