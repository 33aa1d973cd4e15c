"""Times and changes as people say them."""

from datetime import UTC, datetime

import pytest

from commands.errors import NotUnderstood
from commands.language import moments, verbs
from commands.language.parse import parse

NOW = datetime(2026, 11, 26, 14, 2, 3, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("said", "normal", "meant"),
    [
        ("2026-11-26 14:00", "2026-11-26 14:00", "2026-11-26 14:00 UTC"),
        ("2026-11-26T14:00:05Z", "2026-11-26 14:00:05", "2026-11-26 14:00:05 UTC"),
        ("2026-11-26T14:00:05.123+01:00", "2026-11-26 14:00:05+01:00", "2026-11-26 13:00:05 UTC"),
        ("2026-11-25 23:30 -0330", "2026-11-25 23:30-03:30", "2026-11-26 03:00 UTC"),
        ("2026-1-2 3:04", "2026-01-02 03:04", "2026-01-02 03:04 UTC"),
        ("14:00", "14:00", "2026-11-26 14:00 UTC"),
        ("today 9:05 utc", "09:05", "2026-11-26 09:05 UTC"),
        ("Yesterday at 14:00", "yesterday 14:00", "2026-11-25 14:00 UTC"),
        ("2h ago", "2h ago", "2026-11-26 12:02:03 UTC"),
        ("2  hours  AGO", "2h ago", "2026-11-26 12:02:03 UTC"),
        ("1 day 2h30min ago", "1d2h30m ago", "2026-11-25 11:32:03 UTC"),
        ("1 week ago", "1w ago", "2026-11-19 14:02:03 UTC"),
        ("90 seconds ago", "90s ago", "2026-11-26 14:00:33 UTC"),
    ],
)
def test_a_time_is_utc_unless_it_says_otherwise(said: str, normal: str, meant: str) -> None:
    assert moments.normal(said) == normal
    assert moments.normal(normal) == normal
    assert moments.edge(normal) is None
    assert moments.spoken(moments.at(normal, NOW)) == meant
    assert moments.at(moments.normal(meant), NOW) == moments.at(normal, NOW)


@pytest.mark.parametrize(
    ("said", "normal", "edge"),
    [
        ("8z20tgn09g", "8z20tgn09g", moments.Edge("8z20tgn09g")),
        ("8Z20TGN09G", "8z20tgn09g", moments.Edge("8z20tgn09g")),
        ("after 8z20tgn09g", "8z20tgn09g", moments.Edge("8z20tgn09g")),
        ("Before  8z20tgn09g", "before 8z20tgn09g", moments.Edge("8z20tgn09g", before=True)),
        ("/change/C2682N5HXP0BZ4", "C2682N5HXP0BZ4", moments.Edge("C2682N5HXP0BZ4")),
        ("before C2682N5HXP0BZ4", "before C2682N5HXP0BZ4", moments.Edge("C2682N5HXP0BZ4", before=True)),
    ],
)
def test_a_change_has_two_edges(said: str, normal: str, edge: moments.Edge) -> None:
    assert moments.normal(said) == normal
    assert moments.edge(normal) == edge


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("2026-11-26", "At what time?"),
        ("yesterday", "At what time?"),
        ("25:00", "no such day or time"),
        ("2026-02-30 14:00", "no such day or time"),
        ("14:00+99:00", "no such day or time"),
        ("before lunch", "Neither a time nor a change"),
        ("", "Neither a time nor a change"),
        ("٣:00", "Neither a time nor a change"),
    ],
)
def test_what_is_no_moment_is_told(said: str, words: str) -> None:
    with pytest.raises(moments.BadMoment, match=words):
        moments.normal(said)


def test_what_is_yet_to_come_is_told_with_the_time_it_is() -> None:
    with pytest.raises(moments.BadMoment, match="yet to come: it is 2026-11-26 14:02:03 UTC") as caught:
        moments.at("23:59", NOW)
    assert caught.value.correction == "yesterday 23:59"
    with pytest.raises(moments.BadMoment, match="yet to come") as caught:
        moments.at("2026-11-27 01:00", NOW)
    assert caught.value.correction == ""


@pytest.mark.parametrize("words", ["999999w ago", "0001-01-01 00:00+23:00", "1969-12-31 23:59"])
def test_what_no_calendar_knows_is_told(words: str) -> None:
    with pytest.raises(moments.BadMoment, match="too long ago"):
        moments.at(words, NOW)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("undo", verbs.Undo()),
        ("UNDO 8z20tgn09g", verbs.Undo("8z20tgn09g")),
        ("revert C2682N5HXP0BZ4", verbs.Undo("C2682N5HXP0BZ4")),
        ("restore www at 2026-11-26 14:00", verbs.Restore("www", "2026-11-26 14:00")),
        ("restore www at “2026-11-26, 14:00”", None),
        ("restore www at 2026-11-26, 14:00", verbs.Restore("www", "2026-11-26 14:00")),
        ("restore www to yesterday at 14:00", verbs.Restore("www", "yesterday 14:00")),
        ("restore at at 2h ago", verbs.Restore("at", "2h ago")),
        ('restore @ at "2 hours ago" zone=example.org', verbs.Restore("@", "2h ago", "example.org")),
        ("restore www at before 8z20tgn09g", verbs.Restore("www", "before 8z20tgn09g")),
        ("restore www at 2026‑11‑26 14:00", verbs.Restore("www", "2026-11-26 14:00")),
        ("zone restore example.net", verbs.RestoreZone("example.net")),
        ("ZONE Restore Z0123456789ABCDEFGHIJ", verbs.RestoreZone("Z0123456789ABCDEFGHIJ")),
        ("zone restore /hostedzone/Z0123456789ABCDEFGHIJ", verbs.RestoreZone("Z0123456789ABCDEFGHIJ")),
        ('zone "restore"', verbs.ShowZone("restore")),
        ("history <@U0BOB|bob>", verbs.History(user="U0BOB")),
        ("history <@U123>", verbs.History(user="U123")),
        ("history &lt;@U123|bob&gt;", None),
        ("history @W0123ABC", verbs.History(user="W0123ABC")),
        ("history U0ALICE", verbs.History(user="U0ALICE")),
        ("history web1", verbs.History("web1")),
        ("history WEB1", verbs.History("web1")),
        ("history @", verbs.History("@")),
    ],
)
def test_what_was_can_be_said(text: str, verb: verbs.Verb | None) -> None:
    if verb is None:
        with pytest.raises(NotUnderstood):
            parse(text)
    else:
        assert parse(text) == verb
        assert parse(str(verb)) == verb


@pytest.mark.parametrize(
    ("text", "place", "words", "suggestion"),
    [
        ("restore www 2h ago", "2h ago", "behind at", "restore www at 2h ago"),
        ("restore www", "", "restore needs", ""),
        ("restore www at", "", "restore needs", ""),
        ("restore www at noon", "noon", "Neither a time nor a change", ""),
        ("restore", "", "restore needs a record's name", ""),
        ("undo !!", "!!", "not a change's id", ""),
        ("undo one two", "two", "more than undo takes", ""),
        ("zone undelete example.net", "undelete", "zone restore", "zone restore example.net"),
        ("history @bob", "@bob", "Slack sent no user id with @bob", ""),
        ("history @bob.smith", "@bob.smith", "member id", ""),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_words(text: str, place: str, words: str, suggestion: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        parse(text)
    fault = caught.value.faults[0]
    assert words in fault.message
    assert caught.value.text[fault.start : fault.end] == place
    assert fault.suggestion == suggestion
