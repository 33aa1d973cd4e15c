"""The Web API refuses what Slack refuses, and takes what slack_sdk sends."""

import json
import urllib.parse
import urllib.request
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.unit.worlds.bolt import ASKING, QUESTION, client
from tests.worlds.slack import Slack
from tests.worlds.slack_workspace import (
    ANN,
    APP_TOKEN,
    ATTIC,
    BEN,
    BOT,
    LOUNGE,
    OPS,
    TETE_A_TETE,
    VAULT,
    Channel,
    Person,
)


def refused(call: Any, **args: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        call(**args)
    return str(caught.value.response["error"])


def by_form(slack: Slack, method: str, **fields: str) -> dict[str, Any]:
    data = urllib.parse.urlencode(fields).encode()
    with urllib.request.urlopen(slack.api_url + method, data) as answer:
        return dict(json.load(answer))


def test_auth_test_knows_the_token_and_refuses_any_other(slack: Slack) -> None:
    assert client(slack).auth_test()["user_id"] == BOT
    assert refused(client(slack, "xoxb-wrong").auth_test) == "invalid_auth"
    assert refused(client(slack, APP_TOKEN).auth_test) == "not_allowed_token_type"
    assert refused(client(slack, "").auth_test) == "not_authed"
    assert refused(client(slack).apps_connections_open, app_token="xapp-wrong") == "invalid_auth"
    assert not slack.refusals


def test_forms_carry_json_in_their_fields(slack: Slack) -> None:
    fields = {"token": slack.space.bot_token, "channel": OPS, "text": "hi", "blocks": json.dumps(QUESTION)}
    assert by_form(slack, "chat.postMessage", **fields)["ok"]
    assert slack.messages()[0].labels == ["Delete", "Cancel"]
    broken = by_form(slack, "chat.postMessage", **{**fields, "blocks": "[{"})
    assert broken["error"] == "invalid_json"
    assert [r.error for r in slack.refusals] == ["invalid_json"]


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        (LOUNGE, "not_in_channel"),
        (VAULT, "channel_not_found"),
        (TETE_A_TETE, "channel_not_found"),
        ("C0NOWHERE", "channel_not_found"),
        (ATTIC, "is_archived"),
    ],
)
def test_a_message_goes_only_where_the_bot_is(slack: Slack, channel: str, error: str) -> None:
    assert refused(client(slack).chat_postMessage, channel=channel, text="hi") == error
    assert not slack.refusals, "where is no matter of content"


def test_a_person_is_written_to_directly_and_updated_by_the_channels_id(slack: Slack) -> None:
    posted = client(slack).chat_postMessage(channel=ANN, text="hi")
    assert posted["channel"] == slack.space.direct(ANN).id
    assert refused(client(slack).chat_update, channel=ANN, ts=posted["ts"], text="x") == "channel_not_found"
    client(slack).chat_update(channel=posted["channel"], ts=posted["ts"], text="new")
    assert [v.text for v in slack.messages()[0].versions] == ["hi", "new"]


def test_an_update_by_text_alone_takes_the_blocks_and_marks_the_message(slack: Slack) -> None:
    posted = client(slack).chat_postMessage(channel=OPS, text="hi", blocks=QUESTION)
    client(slack).chat_update(channel=OPS, ts=posted["ts"], text="still", blocks=QUESTION)
    client(slack).chat_update(channel=OPS, ts=posted["ts"], text="gone")
    (message,) = slack.messages()
    assert [(len(v.blocks), v.edited) for v in message.versions] == [(2, False), (2, False), (0, True)]
    assert message.versions[0].at < message.versions[1].at < message.versions[2].at


def test_an_update_takes_4000_bytes_and_not_one_more(slack: Slack) -> None:
    ts = client(slack).chat_postMessage(channel=OPS, text="hi")["ts"]
    client(slack).chat_update(channel=OPS, ts=ts, text="ü" * 2_000)
    assert refused(client(slack).chat_update, channel=OPS, ts=ts, text="ü" * 2_000 + "x") == "msg_too_long"
    assert [r.error for r in slack.refusals] == ["msg_too_long"]


def test_nobody_updates_what_is_gone_or_ephemeral(slack: Slack) -> None:
    ts = client(slack).chat_postMessage(channel=OPS, text="hi")["ts"]
    client(slack).chat_delete(channel=OPS, ts=ts)
    assert refused(client(slack).chat_update, channel=OPS, ts=ts, text="x") == "message_not_found"
    ts = client(slack).chat_postEphemeral(channel=OPS, user=ANN, text="hi")["message_ts"]
    assert refused(client(slack).chat_update, channel=OPS, ts=ts, text="x") == "message_not_found"
    assert [m.to for m in slack.messages("ephemeral")] == [ANN]


def test_rich_text_is_not_replaced_by_other_blocks(slack: Slack) -> None:
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}],
    }
    ts = client(slack).chat_postMessage(channel=OPS, text="hi", blocks=[rich])["ts"]
    assert refused(client(slack).chat_update, channel=OPS, ts=ts, text="x", blocks=QUESTION) == "block_mismatch"


def test_malformed_content_is_kept_with_every_fault(slack: Slack) -> None:
    blocks = [{"type": "section"}, {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    assert refused(client(slack).chat_postMessage, channel=OPS, text="hi", blocks=blocks) == "invalid_blocks"
    nothing = {"channel": OPS, "text": " "}
    assert refused(client(slack).api_call, api_method="chat.postMessage", json=nothing) == "no_text"
    assert len(slack.refusals[0].faults) == 2
    assert refused(client(slack).api_call, api_method="chat.nonsense") == "unknown_method"
    assert [call.error for call in slack.calls()] == ["invalid_blocks", "no_text", "unknown_method"]


def test_a_thread_needs_its_message(slack: Slack) -> None:
    ts = client(slack).chat_postMessage(channel=OPS, text="hi")["ts"]
    client(slack).chat_postMessage(channel=OPS, text="more", thread_ts=ts)
    assert slack.messages()[1].thread_ts == ts
    assert refused(client(slack).chat_postMessage, channel=OPS, text="x", thread_ts="1.2") == "thread_not_found"


def test_people_groups_and_channels_are_told(slack: Slack) -> None:
    slack.add(Person("U0GUEST", "guest", guest=True), Person("U0GONE", deleted=True), Person("U0FAR", team="T0FAR"))
    slack.add(Channel("C0SHARED", "shared", shared=True))
    slack.group("S0OPS", ANN, BEN)
    web = client(slack)
    assert web.users_info(user="U0GUEST")["user"]["is_restricted"]
    assert web.users_info(user="U0FAR")["user"]["team_id"] == "T0FAR"
    assert not web.users_info(user="U0FAR")["user"]["is_stranger"]
    assert web.users_info(user="U0GONE")["user"]["deleted"]
    assert refused(web.users_info, user="U0NOBODY") == "user_not_found"
    assert web.usergroups_users_list(usergroup="S0OPS")["users"] == [ANN, BEN]
    assert refused(web.usergroups_users_list, usergroup="S0NONE") == "no_such_subteam"
    assert web.conversations_info(channel="C0SHARED")["channel"]["is_ext_shared"]
    assert not web.conversations_info(channel=LOUNGE)["channel"]["is_member"]
    assert refused(web.conversations_info, channel=VAULT) == "channel_not_found"
    assert web.conversations_open(users=[ANN])["channel"]["id"] == slack.space.direct(ANN).id
    assert refused(web.conversations_open, users=["U0GONE"]) == "user_disabled"


def test_a_trigger_opens_one_modal_within_three_seconds(slack: Slack) -> None:
    web = client(slack)
    assert refused(web.views_open, trigger_id="made.up", view=ASKING) == "invalid_trigger_id"
    trigger = slack.space.trigger(ANN)
    web.views_open(trigger_id=trigger, view=ASKING)
    assert refused(web.views_open, trigger_id=trigger, view=ASKING) == "exchanged_trigger_id"
    late = slack.space.trigger(ANN)
    slack.later(3.1)
    assert refused(web.views_open, trigger_id=late, view=ASKING) == "expired_trigger_id"
    assert [v.said.splitlines()[0] for v in slack.views(ANN)] == ["Delete the zone"]


def test_a_view_is_updated_by_its_hash_while_it_is_open(slack: Slack) -> None:
    web = client(slack)
    view = web.views_open(trigger_id=slack.space.trigger(ANN), view=ASKING)["view"]
    web.views_update(view_id=view["id"], hash=view["hash"], view=ASKING)
    assert refused(web.views_update, view_id=view["id"], hash=view["hash"], view=ASKING) == "hash_conflict"
    slack.bot_url = "http://127.0.0.1:1"
    slack.close_view(slack.views(ANN)[0], patience=1)
    assert refused(web.views_update, view_id=view["id"], view=ASKING) == "not_found"


def test_a_home_tab_is_published_again_in_its_place(slack: Slack) -> None:
    home = {"type": "home", "blocks": QUESTION}
    client(slack).views_publish(user_id=ANN, view=home)
    client(slack).views_publish(user_id=ANN, view=home)
    shown = slack.home(ANN)
    assert shown is not None
    assert len(shown.versions) == 2
    assert refused(client(slack).views_publish, user_id=ANN, view=ASKING) == "invalid_arguments"
