"""What people do on the page, as the bot gets it; and what the bot's acknowledgement does on the page."""

from typing import Any

import pytest

from bot.playground.slack.delivery import Ack
from bot.playground.slack.people import Gone
from tests.unit.playground.stage import ADA, OLIVE, Stage, actions, asking, button, modal, section

PICK = {
    "type": "static_select",
    "action_id": "pick",
    "options": [{"text": {"type": "plain_text", "text": word.upper()}, "value": word} for word in ("a", "b")],
}


def opened(stage: Stage, view: dict[str, Any] | None = None) -> str:
    told = stage.api("views.open", trigger_id=stage.space.trigger(OLIVE.id), view=view or asking())
    return str(told["view"]["id"])


def press(stage: Stage, place: str, action_id: str = "go", chosen: Any = None, **typed: Any) -> dict[str, Any]:
    return stage.people.press(OLIVE.id, place, "row", action_id, chosen, typed)


def test_a_slash_command_carries_what_slack_sends(stage: Stage) -> None:
    stage.people.say(OLIVE.id, "C0OPS", "/dns add db1 A 192.0.2.1")
    ((kind, sent),) = stage.line.sent
    assert (kind, sent["command"], sent["text"]) == ("command", "/dns", "add db1 A 192.0.2.1")
    assert (sent["user_id"], sent["channel_id"], sent["channel_name"]) == (OLIVE.id, "C0OPS", "ops")
    assert sent["response_url"].startswith("http://127.0.0.1:1/response/")
    assert sent["trigger_id"] in stage.space.triggers
    assert all(isinstance(value, str) for value in sent.values())
    assert stage.texts() == [], "nobody sees what was typed"


@pytest.mark.parametrize(
    ("typed", "text"), [("/dns", ""), ("/dns  help ", "help"), ("/dns\nadd a A 1\nget a", "\nadd a A 1\nget a")]
)
def test_the_text_is_all_behind_the_commands_name(stage: Stage, typed: str, text: str) -> None:
    stage.people.say(OLIVE.id, "C0OPS", typed)
    assert stage.line.last["text"] == text


def test_direct_messages_have_no_name_of_their_own(stage: Stage) -> None:
    stage.people.say(OLIVE.id, "D0OLIVE", "/dns list")
    assert stage.line.last["channel_name"] == "directmessage"


def test_what_is_on_the_ack_is_the_persons_alone(stage: Stage) -> None:
    stage.line.answers = [Ack({"response_type": "ephemeral", "text": "help"})]
    stage.people.say(OLIVE.id, "C0OPS", "/dns")
    assert (stage.texts(OLIVE.id), stage.texts(ADA.id)) == (["help"], [])


def test_an_ack_that_slack_would_not_take_is_shown_as_refused(stage: Stage) -> None:
    stage.line.answers = [Ack({"text": "x", "blocks": [section("")]})]
    stage.people.say(OLIVE.id, "C0OPS", "/dns")
    assert stage.texts() == []
    assert stage.seen(kind="call")[0]["outcome"] == "invalid_blocks"


@pytest.mark.parametrize("word", ["operation_timeout", "dispatch_failed"])
def test_a_bot_that_does_not_acknowledge_is_told_as_slack_does(stage: Stage, word: str) -> None:
    stage.line.answers = [Ack({}, word)]
    stage.people.say(OLIVE.id, "C0OPS", "/dns list")
    assert word in stage.texts()[0]
    assert stage.texts(ADA.id) == []


def test_another_command_is_unknown_and_invite_lets_the_bot_in(stage: Stage) -> None:
    stage.people.say(OLIVE.id, "C0RANDOM", "/giphy dns")
    stage.people.say(OLIVE.id, "C0RANDOM", "/invite @olive")
    assert stage.refusal("chat.postMessage", channel="C0RANDOM", text="x") == "not_in_channel"
    stage.people.say(OLIVE.id, "C0RANDOM", "/invite @dns")
    assert stage.api("chat.postMessage", channel="C0RANDOM", text="x")["ok"]
    assert stage.line.sent == []


def test_commands_do_not_work_in_threads(stage: Stage) -> None:
    stage.people.say(OLIVE.id, "C0OPS", "/dns list", thread_ts=stage.post().ts)
    assert stage.line.sent == []
    assert "not supported in threads" in stage.texts()[-1]


def test_a_mention_reaches_the_bot_where_it_is_in_the_channel(stage: Stage) -> None:
    stage.people.say(OLIVE.id, "C0OPS", "hello @dns, how is www.example.com & co?")
    event = stage.line.last["event"]
    assert event["type"] == "app_mention"
    assert event["text"] == "hello <@U0DNS>, how is <http://www.example.com|www.example.com> &amp; co?"
    stage.people.say(OLIVE.id, "C0RANDOM", "hello @dns")
    stage.people.say(OLIVE.id, "C0OPS", "hello all")
    assert len(stage.line.sent) == 1
    assert len(stage.texts()) == 3


def test_a_direct_message_reaches_the_bot_as_one(stage: Stage) -> None:
    stage.people.say(OLIVE.id, "D0OLIVE", "hello")
    assert (stage.line.last["event"]["type"], stage.line.last["event"]["channel_type"]) == ("message", "im")


def test_a_reply_stands_in_its_thread(stage: Stage) -> None:
    parent = stage.post()
    stage.people.say(OLIVE.id, "C0OPS", "thanks @dns", thread_ts=parent.ts)
    assert stage.seen()[-1]["thread_ts"] == stage.line.last["event"]["thread_ts"] == parent.ts


def test_nothing_typed_is_nothing_said(stage: Stage) -> None:
    assert stage.people.say(OLIVE.id, "C0OPS", "  \n ")["ok"]
    assert (stage.texts(), stage.line.sent) == ([], [])


def test_a_press_carries_the_message_and_a_way_to_answer(stage: Stage) -> None:
    message = stage.post(blocks=[actions(button("Confirm", value="token & more", style="primary"))])
    assert press(stage, f"message/{message.ts}")["ok"]
    sent = stage.line.last
    assert sent["type"] == "block_actions"
    assert (sent["actions"][0]["action_id"], sent["actions"][0]["value"]) == ("go", "token & more")
    assert sent["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": "C0OPS",
        "is_ephemeral": False,
    }
    assert sent["message"]["ts"] == message.ts
    assert stage.respond(sent["response_url"], text="done", replace_original=True) == 200
    assert stage.texts() == ["done"]


def test_a_press_on_a_private_word_comes_without_the_message(stage: Stage) -> None:
    stage.api("chat.postEphemeral", channel="C0OPS", user=OLIVE.id, text="x", blocks=[actions(button("Go"))])
    (private,) = stage.space.messages.values()
    press(stage, f"message/{private.ts}")
    assert "message" not in stage.line.last
    assert stage.line.last["container"]["is_ephemeral"]
    with pytest.raises(Gone):
        stage.people.press(ADA.id, f"message/{private.ts}", "row", "go", None, {})


def test_a_choice_carries_the_option_and_what_else_stands_in_the_fields(stage: Stage) -> None:
    message = stage.post(blocks=[actions(PICK)])
    press(stage, f"message/{message.ts}", "pick", "b", **{"row pick": "b"})
    sent = stage.line.last
    assert sent["actions"][0]["selected_option"]["value"] == "b"
    assert sent["state"]["values"]["row"]["pick"]["selected_option"]["text"]["text"] == "B"


def test_what_is_not_there_any_more_cannot_be_pressed(stage: Stage) -> None:
    message = stage.post(blocks=[actions(button("Go"))])
    stage.api("chat.update", channel="C0OPS", ts=message.ts, text="over", blocks=[section("over")])
    with pytest.raises(Gone, match="not there any more"):
        press(stage, f"message/{message.ts}")
    with pytest.raises(Gone):
        press(stage, "message/1.0")
    with pytest.raises(Gone):
        press(stage, "view/V0")
    with pytest.raises(Gone):
        stage.people.say("U0NOBODY", "C0OPS", "x")
    with pytest.raises(Gone):
        stage.people.say(OLIVE.id, "D0ADA", "x")


def test_a_modal_is_handed_in_with_what_was_typed_and_closes(stage: Stage) -> None:
    view = opened(stage)
    assert stage.people.submit(OLIVE.id, view, {"name name": "example.org"})["ok"]
    state = stage.line.last["view"]["state"]["values"]
    assert state == {"name": {"name": {"type": "plain_text_input", "value": "example.org"}}}
    assert stage.seen(kind="modal")[0]["view"] is None


def test_an_untouched_field_is_null(stage: Stage) -> None:
    stage.people.submit(OLIVE.id, opened(stage), {"name name": ""})
    assert stage.line.last["view"]["state"]["values"]["name"]["name"]["value"] is None


def test_errors_stand_at_their_fields_and_the_modal_stays(stage: Stage) -> None:
    view = opened(stage)
    stage.line.answers = [Ack({"response_action": "errors", "errors": {"name": "Not that one."}})]
    stage.people.submit(OLIVE.id, view, {})
    (shown,) = stage.seen(kind="modal")
    assert (shown["view"]["id"], shown["errors"]) == (view, {"name": "Not that one."})


@pytest.mark.parametrize("errors", [{"other": "x"}, {}, "x"])
def test_errors_about_no_field_are_refused(stage: Stage, errors: Any) -> None:
    stage.line.answers = [Ack({"response_action": "errors", "errors": errors})]
    stage.people.submit(OLIVE.id, opened(stage), {})
    assert stage.seen(kind="call")[0]["outcome"] == "invalid_arguments"


def test_a_submission_may_change_the_view_or_put_one_on_top_or_clear_all(stage: Stage) -> None:
    view = opened(stage)
    stage.line.answers = [
        Ack({"response_action": "update", "view": modal(section("second"))}),
        Ack({"response_action": "push", "view": asking()}),
        Ack({"response_action": "clear"}),
    ]
    stage.people.submit(OLIVE.id, view, {})
    assert stage.seen(kind="modal")[0]["view"]["id"] == view
    stage.people.submit(OLIVE.id, view, {})
    assert len(stage.space.modals[OLIVE.id]) == 2
    stage.people.submit(OLIVE.id, stage.space.modals[OLIVE.id][-1].id, {})
    assert stage.space.modals[OLIVE.id] == []


def test_a_submission_that_is_not_answered_leaves_the_modal_open(stage: Stage) -> None:
    stage.line.answers = [Ack({}, "operation_timeout")]
    assert not stage.people.submit(OLIVE.id, opened(stage), {})["ok"]
    assert stage.seen(kind="modal")[0]["view"]


def test_a_closed_modal_is_told_where_asked_for(stage: Stage) -> None:
    stage.people.close(OLIVE.id, opened(stage))
    assert stage.line.last["type"] == "view_closed"
    stage.people.close(OLIVE.id, opened(stage, modal(section("x"))))
    assert len(stage.line.sent) == 1
    assert stage.seen(kind="modal")[0]["view"] is None


def test_opening_the_home_tab_is_told_with_what_it_shows(stage: Stage) -> None:
    stage.people.open_home(OLIVE.id)
    event = stage.line.last["event"]
    assert (event["type"], event["tab"], event["channel"], "view" in event) == (
        "app_home_opened",
        "home",
        "D0OLIVE",
        False,
    )
    home = {"type": "home", "blocks": [actions(button("Go"))]}
    view = stage.api("views.publish", user_id=OLIVE.id, view=home)["view"]
    stage.people.open_home(OLIVE.id)
    assert stage.line.last["event"]["view"]["id"] == view["id"]
    press(stage, f"view/{view['id']}")
    assert stage.line.last["container"] == {"type": "view", "view_id": view["id"]}
    assert "response_url" not in stage.line.last
