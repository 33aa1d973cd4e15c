"""What Slack answers, over loopback, and what it means to whoever sent it."""

import math
from collections.abc import Callable, Iterator

import pytest

from bot.blocks import modals
from bot.blocks.kit import Message, section
from bot.messenger import Declined, NotNow, SlackMessenger, Vanished
from bot.slack_client import Client
from tests.unit.bot.test_limits import Hand
from tests.worlds.slack import Slack
from tests.worlds.slack_workspace import ANN, ATTIC, BOT_TOKEN, LOUNGE, OPS, TETE_A_TETE

HELLO = Message("hello", (section("hello"),)).payload


@pytest.fixture(scope="module")
def world() -> Iterator[Slack]:
    with Slack() as made:
        yield made


@pytest.fixture
def slack(world: Slack) -> Iterator[Slack]:
    """The one workspace, as it was before."""
    yield world
    world.up()
    world.heal()
    with world.space.happened:
        world.space.messages.clear()
        world.space.calls.clear()
        world.space.refusals.clear()


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def messenger(slack: Slack, hand: Hand) -> SlackMessenger:
    return SlackMessenger(Client(BOT_TOKEN, slack.api_url, 5), now=hand)


def test_a_post_tells_where_it_landed(slack: Slack, messenger: SlackMessenger) -> None:
    place, ts = messenger.post(OPS, HELLO)
    (message,) = slack.messages("channel", OPS)
    assert (place, ts, message.text) == (OPS, message.ts, "hello")


def test_a_post_to_a_person_lands_in_their_direct_messages(slack: Slack, messenger: SlackMessenger) -> None:
    place, ts = messenger.post(ANN, HELLO)
    assert place.startswith("D")
    messenger.edit(place, ts, HELLO)


def test_an_edit_replaces_the_message(slack: Slack, messenger: SlackMessenger) -> None:
    place, ts = messenger.post(OPS, HELLO)
    messenger.edit(place, ts, Message("bye", (section("bye"),)).payload)
    assert slack.messages("channel", OPS)[0].text == "bye"


@pytest.mark.parametrize(
    ("place", "word"),
    [
        (LOUNGE, "not_in_channel"),
        (ATTIC, "is_archived"),
        (TETE_A_TETE, "channel_not_found"),
        ("C0NONE", "channel_not_found"),
    ],
)
def test_a_place_that_will_not_have_it_is_a_definite_no(
    slack: Slack, messenger: SlackMessenger, place: str, word: str
) -> None:
    with pytest.raises(Declined, match=word):
        messenger.post(place, HELLO)


POST: Callable[[SlackMessenger], object] = lambda messenger: messenger.post(OPS, HELLO)  # noqa: E731
EDIT: Callable[[SlackMessenger], object] = lambda messenger: messenger.edit(OPS, "1.1", HELLO)  # noqa: E731


@pytest.mark.parametrize(
    ("method", "act", "word", "meaning"),
    [
        ("chat.postMessage", POST, "restricted_action", Declined),
        ("chat.postMessage", POST, "channel_is_limited_access", Declined),
        ("chat.postMessage", POST, "messages_tab_disabled", Declined),
        ("chat.postMessage", POST, "is_inactive", Declined),
        ("chat.postMessage", POST, "restricted_action_thread_locked", Declined),
        ("chat.postMessage", POST, "cannot_reply_to_message", Declined),
        ("chat.postMessage", POST, "ratelimited", NotNow),
        ("chat.postMessage", POST, "rate_limited", NotNow),
        ("chat.postMessage", POST, "message_limit_exceeded", NotNow),
        ("chat.postMessage", POST, "internal_error", NotNow),
        ("chat.postMessage", POST, "fatal_error", NotNow),
        ("chat.postMessage", POST, "service_unavailable", NotNow),
        ("chat.postMessage", POST, "token_revoked", NotNow),
        ("chat.postMessage", POST, "missing_scope", NotNow),
        ("chat.postMessage", POST, "a_word_from_the_future", NotNow),
        ("chat.postMessage", POST, "message_not_found", NotNow),
        ("chat.update", EDIT, "message_not_found", Vanished),
        ("chat.update", EDIT, "cant_update_message", Vanished),
        ("chat.update", EDIT, "edit_window_closed", Vanished),
        ("chat.update", EDIT, "is_inactive", Vanished),
        ("chat.update", EDIT, "channel_not_found", Declined),
        ("chat.update", EDIT, "is_archived", Declined),
        ("chat.update", EDIT, "ratelimited", NotNow),
        ("chat.update", EDIT, "internal_error", NotNow),
    ],
)
def test_slacks_words_mean_no_gone_or_not_now(
    slack: Slack,
    messenger: SlackMessenger,
    method: str,
    act: Callable[[SlackMessenger], object],
    word: str,
    meaning: type[Exception],
) -> None:
    slack.fail(method, error=word)
    with pytest.raises(meaning):
        act(messenger)


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_status_that_passes_is_not_now(slack: Slack, messenger: SlackMessenger, status: int) -> None:
    slack.fail("chat.postMessage", status=status)
    with pytest.raises(NotNow):
        messenger.post(OPS, HELLO)


@pytest.mark.parametrize("lost", [True, False])
def test_a_broken_connection_is_not_now_and_is_not_tried_again_here(
    slack: Slack, messenger: SlackMessenger, lost: bool
) -> None:
    if lost:
        slack.lose("chat.postMessage", times=math.inf)
    else:
        slack.down()
    with pytest.raises(NotNow):
        messenger.post(OPS, HELLO)
    assert len(slack.calls("chat.postMessage")) == int(lost)


@pytest.mark.parametrize(
    ("asked", "tries", "pause"), [("7", 0, 7.0), ("7", 9, 7.0), ("soon", 0, 0.5), ("soon", 2, 2.0), ("soon", 40, 30.0)]
)
def test_a_rate_limit_is_obeyed_for_as_long_as_slack_says(
    slack: Slack, messenger: SlackMessenger, asked: str, tries: int, pause: float
) -> None:
    slack.fail("chat.postMessage", status=429, headers={"Retry-After": asked})
    with pytest.raises(NotNow) as caught:
        messenger.post(OPS, HELLO)
    assert caught.value.pause(tries) == pause


def test_a_post_without_a_place_is_put_off(slack: Slack, messenger: SlackMessenger) -> None:
    slack.fail("chat.postMessage", body={"ok": True})
    with pytest.raises(NotNow):
        messenger.post(OPS, HELLO)


@pytest.mark.parametrize("tries", [0, 5, 100, 1_000, 5_000])
def test_slack_may_be_away_for_days(tries: int) -> None:
    assert 0.5 <= NotNow().pause(tries) <= 30.0


def whispered(slack: Slack) -> list[str]:
    """How each private word reached its person."""
    return [message.via for message in slack.messages()]


def reply_to(slack: Slack) -> str:
    with slack.space.happened:
        return slack.space.response_url(ANN, OPS, None)


def test_a_whisper_goes_by_response_url(slack: Slack, messenger: SlackMessenger) -> None:
    messenger.whisper(reply_to(slack), OPS, ANN, HELLO)
    (message,) = slack.messages("ephemeral", OPS, to=ANN)
    assert (message.via, message.text) == ("response_url", "hello")


def test_a_whisper_by_a_clicks_response_url_leaves_the_clicked_message_alone(
    slack: Slack, messenger: SlackMessenger
) -> None:
    messenger.post(OPS, HELLO)
    (card,) = slack.messages("channel", OPS)
    with slack.space.happened:
        url = slack.space.response_url(ANN, OPS, card)
    messenger.whisper(url, OPS, ANN, Message("psst", (section("psst"),)).payload)
    assert card.text == "hello"
    assert slack.messages("ephemeral", to=ANN)[0].text == "psst"


@pytest.mark.parametrize("url", ["", "used up"])
def test_without_a_response_url_a_whisper_is_ephemeral(slack: Slack, messenger: SlackMessenger, url: str) -> None:
    used = reply_to(slack) if url else ""
    for _ in range(5 if used else 0):
        messenger.whisper(used, OPS, ANN, HELLO)
    messenger.whisper(used, OPS, ANN, HELLO)
    assert whispered(slack)[-1] == "chat.postEphemeral"


def test_where_the_bot_is_not_a_whisper_goes_to_direct_messages(slack: Slack, messenger: SlackMessenger) -> None:
    messenger.whisper("", LOUNGE, ANN, HELLO)
    (message,) = slack.messages()
    assert message.channel.startswith("D")


@pytest.mark.parametrize("word", ["user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived"])
def test_who_cannot_be_told_in_the_channel_is_told_directly(slack: Slack, messenger: SlackMessenger, word: str) -> None:
    slack.fail("chat.postEphemeral", error=word)
    messenger.whisper("", OPS, ANN, HELLO)
    assert whispered(slack) == ["chat.postMessage"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_response_url_that_does_not_answer_now_is_tried_later(
    slack: Slack, messenger: SlackMessenger, status: int
) -> None:
    slack.fail("response_url", status=status)
    with pytest.raises(NotNow):
        messenger.whisper(reply_to(slack), OPS, ANN, HELLO)
    assert slack.messages() == []


def test_a_response_url_that_cannot_be_reached_is_tried_later(slack: Slack, messenger: SlackMessenger) -> None:
    url = reply_to(slack)
    slack.down()
    with pytest.raises(NotNow):
        messenger.whisper(url, OPS, ANN, HELLO)


def trigger(slack: Slack) -> str:
    with slack.space.happened:
        return slack.space.trigger(ANN)


def test_a_modal_is_opened_and_filled(slack: Slack, messenger: SlackMessenger) -> None:
    view = messenger.open_view(trigger(slack), modals.waiting())
    assert view
    assert messenger.update_view(view, modals.told(Message("no", (section("no"),))))


@pytest.mark.parametrize("word", ["expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "internal_error"])
def test_a_modal_that_does_not_open_is_no_accident(slack: Slack, messenger: SlackMessenger, word: str) -> None:
    slack.fail("views.open", error=word)
    assert messenger.open_view(trigger(slack), modals.waiting()) is None


def test_a_modal_without_an_id_did_not_open(slack: Slack, messenger: SlackMessenger) -> None:
    slack.fail("views.open", body={"ok": True})
    assert messenger.open_view(trigger(slack), modals.waiting()) is None


def test_a_modal_does_not_open_while_slack_is_away(slack: Slack, messenger: SlackMessenger) -> None:
    used = trigger(slack)
    slack.down()
    assert messenger.open_view(used, modals.waiting()) is None


def test_a_modal_that_is_closed_cannot_be_filled(slack: Slack, messenger: SlackMessenger) -> None:
    assert messenger.update_view("V0NONE", modals.waiting()) is False


def test_a_modal_that_cannot_be_filled_now_is_told_apart(slack: Slack, messenger: SlackMessenger) -> None:
    slack.fail("views.update", status=503)
    with pytest.raises(NotNow):
        messenger.update_view("V0NONE", modals.waiting())
