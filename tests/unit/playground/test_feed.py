"""What a page hears: everything once, then what changed, each thing in its newest state."""

import threading

from bot.playground.feed import Feed


def keys(feed: Feed, number: int, viewer: str = "") -> list[str]:
    return [thing["key"] for thing in feed.since(number, viewer)[1]]


def test_a_page_gets_all_there_is_and_then_what_changed() -> None:
    feed = Feed()
    feed.put("a", {"kind": "x", "value": 1})
    feed.put("b", {"kind": "x", "value": 2})
    number, things = feed.since(0, "")
    assert [thing["key"] for thing in things] == ["a", "b"]
    feed.put("a", {"kind": "x", "value": 3})
    (number, (news,)) = feed.since(number, "")
    assert news == {"key": "a", "kind": "x", "value": 3}
    assert feed.since(number, "")[1] == []


def test_what_is_one_persons_reaches_nobody_else() -> None:
    feed = Feed()
    feed.put("a", {"kind": "x"}, to="olive")
    assert (keys(feed, 0, "olive"), keys(feed, 0, "ada"), keys(feed, 0)) == (["a"], [], [])


def test_what_is_gone_is_told_to_those_who_knew_it() -> None:
    feed = Feed()
    feed.put("a", {"kind": "x"})
    number, _ = feed.since(0, "")
    feed.drop("a")
    feed.drop("a")
    feed.drop("never there")
    assert feed.since(number, "")[1] == [{"key": "a", "kind": "x", "gone": True}]
    assert keys(feed, 0) == []


def test_what_was_gone_long_ago_is_forgotten() -> None:
    feed = Feed()
    feed.put("stays", {"kind": "x"})
    for number in range(600):
        feed.put(str(number), {"kind": "x"})
        feed.drop(str(number))
    assert keys(feed, 1)[-1] == "599"
    assert len(keys(feed, 1)) == 500
    assert keys(feed, 0) == ["stays"]


def test_whoever_waits_hears_of_a_change_and_of_the_end() -> None:
    feed = Feed()
    heard: list[object] = []

    def listen(number: int) -> None:
        heard.append(feed.since(number, "", 10.0)[1])

    for act in (lambda: feed.put("a", {"kind": "x"}), feed.close):
        thread = threading.Thread(target=listen, args=(feed.since(0, "")[0],))
        thread.start()
        act()
        thread.join(10)
        assert not thread.is_alive()
    assert heard == [[{"key": "a", "kind": "x"}], []]
    assert feed.closed
