"""The Web API of the playground's Slack: what it does, and what it refuses as Slack does."""

import pytest

from bot.playground.rules.limits import RESPONSE_URL_SECONDS, RESPONSE_URL_USES, TRIGGER_SECONDS
from tests.unit.playground.stage import ADA, JSON, OLIVE, TOKEN, Stage, asking, modal, section


def trigger(stage: Stage, user: str = OLIVE.id) -> str:
    return stage.space.trigger(user)


def test_a_message_is_posted_changed_in_place_and_deleted(stage: Stage) -> None:
    message = stage.post("PENDING", blocks=[section("*PENDING*")])
    assert stage.texts() == ["PENDING"]
    stage.api("chat.update", channel="C0OPS", ts=message.ts, text="INSYNC", blocks=[section("*INSYNC*")])
    (shown,) = stage.seen()
    assert (shown["ts"], shown["text"], shown["edited"]) == (message.ts, "INSYNC", False)
    assert stage.api("chat.delete", channel="C0OPS", ts=message.ts)["ok"]
    assert stage.texts() == []


def test_text_alone_takes_the_blocks_away_and_marks_the_message_as_edited(stage: Stage) -> None:
    message = stage.post(blocks=[section("x")])
    stage.api("chat.update", channel="C0OPS", ts=message.ts, text="plain")
    assert (message.blocks, message.edited) == ([], True)


def test_only_the_token_of_the_bot_is_let_in(stage: Stage) -> None:
    assert stage.api("auth.test", token="xoxb-2")["error"] == "invalid_auth"
    assert stage.api("auth.test", token="")["error"] == "not_authed"
    assert stage.api("auth.test")["user_id"] == "U0DNS"
    assert stage.slack.api("auth.test", "", "application/x-www-form-urlencoded", f"token={TOKEN}".encode())["ok"]


def test_what_there_is_can_be_asked_for(stage: Stage) -> None:
    assert stage.api("users.info", user=OLIVE.id)["user"]["name"] == "olive"
    assert stage.api("usergroups.users.list", usergroup="S0OPERATORS")["users"] == [OLIVE.id]
    assert stage.api("conversations.info", channel="C0RANDOM")["channel"]["is_member"] is False
    assert stage.api("conversations.open", users=ADA.id)["channel"]["id"] == "D0ADA"
    assert stage.api("chat.getPermalink", channel="C0OPS", message_ts=stage.post().ts)["permalink"]


REFUSED = [
    ("chat.postMessage", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0RANDOM", "text": "x"}, "not_in_channel"),
    ("chat.postMessage", {"channel": "C0OPS", "text": " "}, "no_text"),
    ("chat.postMessage", {"channel": "C0OPS", "text": "x", "thread_ts": "1.0"}, "thread_not_found"),
    ("chat.postMessage", {"channel": "C0OPS", "text": "x", "blocks": [section("x" * 3001)]}, "invalid_blocks"),
    ("chat.postMessage", {"channel": "C0OPS", "text": "x", "blocks": [section("x")] * 51}, "invalid_blocks"),
    ("chat.postMessage", {"channel": "C0OPS", "text": "x", "blocks": [section("x" * 2900)] * 5}, "msg_blocks_too_long"),
    ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
    ("chat.postEphemeral", {"channel": "C0OPS", "text": "x"}, "invalid_arguments"),
    ("chat.postEphemeral", {"channel": "C0OPS", "user": "U0NOBODY", "text": "x"}, "user_not_in_channel"),
    ("chat.update", {"channel": "C0OPS", "ts": "1.0", "text": "x"}, "message_not_found"),
    ("chat.update", {"channel": "U0OLIVE", "ts": "1.0", "text": "x"}, "channel_not_found"),
    ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
    ("usergroups.users.list", {"usergroup": "S0NONE"}, "no_such_subteam"),
    ("views.open", {"trigger_id": "1.2", "view": modal(section("x"))}, "invalid_trigger_id"),
    ("views.update", {"view_id": "V0NONE", "view": modal(section("x"))}, "not_found"),
    ("views.publish", {"user_id": "U0NOBODY", "view": {"type": "home", "blocks": []}}, "user_not_found"),
    ("files.completeUploadExternal", {"files": [{"id": "F0NONE"}]}, "file_not_found"),
    ("files.getUploadURLExternal", {"filename": "x", "length": "many"}, "invalid_arguments"),
    ("files.completeUploadExternal", {"files": 7}, "invalid_arguments"),
    ("chat.scheduleMessage", {}, "unknown_method"),
]


@pytest.mark.parametrize(("method", "args", "word"), REFUSED, ids=[f"{one[0]} {one[2]}" for one in REFUSED])
def test_slack_says_no(stage: Stage, method: str, args: dict[str, object], word: str) -> None:
    assert stage.refusal(method, **args) == word
    assert stage.texts() == []


def test_an_ephemeral_message_is_one_persons_and_never_changed(stage: Stage) -> None:
    told = stage.api("chat.postEphemeral", channel="C0OPS", user=OLIVE.id, text="psst")
    assert (stage.texts(OLIVE.id), stage.texts(ADA.id)) == (["psst"], [])
    assert stage.refusal("chat.update", channel="C0OPS", ts=told["message_ts"], text="x") == "message_not_found"


def test_nobody_elses_message_is_changed(stage: Stage) -> None:
    stage.people.say(OLIVE.id, "C0OPS", "mine")
    (mine,) = stage.space.messages.values()
    assert stage.refusal("chat.update", channel="C0OPS", ts=mine.ts, text="x") == "cant_update_message"


def test_an_update_takes_4000_bytes_and_rich_text_stays_rich_text(stage: Stage) -> None:
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}
    message = stage.post(blocks=[rich])
    where = {"channel": "C0OPS", "ts": message.ts}
    assert stage.refusal("chat.update", **where, text="ü" * 2001) == "msg_too_long"
    assert stage.refusal("chat.update", **where, text="x", blocks=[section("x")]) == "block_mismatch"


def test_what_the_bot_should_not_have_sent_is_shown_on_the_page(stage: Stage) -> None:
    stage.api("chat.postMessage", channel="C0OPS", text="x", blocks=[section("")])
    (shown,) = stage.seen(kind="call")
    assert (shown["operation"], shown["outcome"], shown["ok"]) == ("chat.postMessage", "invalid_blocks", False)
    assert "characters" in shown["what"]


def test_a_trigger_opens_one_modal_within_three_seconds(stage: Stage) -> None:
    first = trigger(stage)
    assert stage.api("views.open", trigger_id=first, view=modal(section("x")))["ok"]
    assert stage.refusal("views.open", trigger_id=first, view=modal(section("x"))) == "exchanged_trigger_id"
    late = trigger(stage)
    stage.time += TRIGGER_SECONDS + 0.1
    assert stage.refusal("views.open", trigger_id=late, view=modal(section("x"))) == "expired_trigger_id"


def test_three_modals_stand_on_one_another_and_no_fourth(stage: Stage) -> None:
    stage.api("views.open", trigger_id=trigger(stage), view=modal(section("1")))
    for _ in range(2):
        assert stage.api("views.push", trigger_id=trigger(stage), view=modal(section("2")))["ok"]
    assert stage.refusal("views.push", trigger_id=trigger(stage), view=modal(section("3"))) == "push_limit_reached"


def test_a_view_is_changed_by_its_id_or_its_own_name_if_nobody_was_first(stage: Stage) -> None:
    opened = stage.api("views.open", trigger_id=trigger(stage), view=modal(section("x"), external_id="mine"))["view"]
    again = stage.api("views.update", external_id="mine", hash=opened["hash"], view=modal(section("y")))
    assert again["view"]["id"] == opened["id"]
    told = stage.refusal("views.update", view_id=opened["id"], hash=opened["hash"], view=modal(section("z")))
    assert told == "hash_conflict"
    (shown,) = stage.seen(kind="modal")
    assert shown["view"]["blocks"][0]["text"]["text"] == "y"


def test_a_home_tab_is_published_and_seen_by_its_person_alone(stage: Stage) -> None:
    home = {"type": "home", "blocks": [section("welcome")]}
    assert stage.api("views.publish", user_id=OLIVE.id, view=home)["ok"]
    assert stage.refusal("views.publish", user_id=OLIVE.id, view=home, hash="another") == "hash_conflict"
    assert len(stage.seen(OLIVE.id, "home")) == 1
    assert stage.seen(ADA.id, "home") == []


def test_a_response_url_is_good_for_five_posts_and_half_an_hour(stage: Stage) -> None:
    url = stage.space.response_url(OLIVE.id, "C0RANDOM", None)
    assert [stage.respond(url, text="x") for _ in range(RESPONSE_URL_USES + 1)] == [200] * RESPONSE_URL_USES + [404]
    old = stage.space.response_url(OLIVE.id, "C0OPS", None)
    stage.time += RESPONSE_URL_SECONDS + 1
    assert stage.respond(old, text="x") == 404
    assert stage.respond("http://127.0.0.1/response/guessed", text="x") == 404


def test_a_response_is_private_unless_it_says_otherwise(stage: Stage) -> None:
    url = stage.space.response_url(OLIVE.id, "C0OPS", None)
    stage.respond(url, text="private")
    stage.respond(url, text="public", response_type="in_channel")
    assert (stage.texts(OLIVE.id), stage.texts(ADA.id)) == (["private", "public"], ["public"])


def test_a_press_may_have_its_message_replaced_or_deleted_and_a_command_not(stage: Stage) -> None:
    message = stage.post()
    url = stage.space.response_url(OLIVE.id, "C0OPS", message)
    assert stage.respond(url, text="new", replace_original=True) == 200
    assert stage.texts() == ["new"]
    assert stage.respond(url, delete_original=True) == 200
    assert stage.texts() == []
    assert stage.respond(stage.space.response_url(OLIVE.id, "C0OPS", None), text="x", replace_original=True) == 400


def test_a_file_is_announced_sent_and_shared(stage: Stage) -> None:
    announced = stage.api("files.getUploadURLExternal", filename="zone.txt", length=4)
    file_id = announced["file_id"]
    assert announced["upload_url"].endswith(f"/upload/{file_id}")
    assert not stage.slack.upload(file_id, b"too long")
    assert stage.slack.upload(file_id, b"$TTL")
    shared = stage.api("files.completeUploadExternal", files=[{"id": file_id, "title": "The zone"}], channel_id="C0OPS")
    assert shared["files"][0]["name"] == "zone.txt"
    (message,) = stage.seen()
    assert (message["files"][0]["title"], message["files"][0]["size"]) == ("The zone", 4)
    assert stage.slack.file(file_id) == ("zone.txt", b"$TTL")
    stage.api("chat.delete", channel="C0OPS", ts=message["ts"])
    assert stage.slack.file(file_id) is None


def test_a_file_of_no_size_and_one_of_nobody_are_refused(stage: Stage) -> None:
    assert stage.refusal("files.getUploadURLExternal", filename="x", length=10_000_001) == (
        "file_upload_size_restricted"
    )
    assert not stage.slack.upload("F0NONE", b"x")
    assert stage.slack.file("F0NONE") is None


def test_a_body_that_is_no_json_is_told(stage: Stage) -> None:
    assert stage.slack.api("chat.postMessage", TOKEN, JSON, b"{")["error"] == "invalid_json"
    assert stage.slack.api("chat.postMessage", TOKEN, JSON, b"[1]")["error"] == "invalid_json"


def test_blocks_may_come_as_json_within_a_form(stage: Stage) -> None:
    body = b"channel=C0OPS&text=x&blocks=%5B%7B%22type%22%3A%22divider%22%7D%5D"
    assert stage.slack.api("chat.postMessage", TOKEN, "application/x-www-form-urlencoded", body)["ok"]
    assert stage.seen()[0]["blocks"][0]["type"] == "divider"


def test_messages_channels_and_files_outlive_a_restart_and_private_words_do_not(tmp_path) -> None:
    before = Stage(tmp_path / "kept.db")
    before.post("kept", blocks=[section("kept")])
    before.api("chat.postEphemeral", channel="C0OPS", user=OLIVE.id, text="psst")
    before.people.say(OLIVE.id, "C0RANDOM", "/invite @dns")
    before.shelf.close()
    after = Stage(tmp_path / "kept.db")
    assert after.texts() == ["kept"]
    assert after.space.channels["C0RANDOM"].member
    after.post("later")
    assert sorted(after.space.messages) == list(after.space.messages)
    after.shelf.close()


def test_the_oldest_messages_are_forgotten(stage: Stage) -> None:
    first = stage.post()
    for _ in range(500):
        stage.post()
    assert first.ts not in stage.space.messages
    assert len(stage.seen()) == len(stage.shelf.all("message")) == 500


def test_a_modal_needs_its_submit_button(stage: Stage) -> None:
    view = {key: value for key, value in asking().items() if key != "submit"}
    assert stage.refusal("views.open", trigger_id=trigger(stage), view=view) == "invalid_arguments"
