import pytest

from bot.blocks.faults import misunderstood, our_bug, pointed, told
from bot.blocks.kit import escape, together
from bot.blocks.plain import plain
from commands.errors import Fault, NoSuchChange, NotAllowed, NotUnderstood, Problem, Refused, Unreachable
from commands.language.parse import commands
from tests.unit.bot.examples import EVIL, faults, pinging, shown

TEXT = "ad db1 A 192.0.2.1"


def caret(text: str, fault: Fault) -> str:
    """The words over the caret, which must stand exactly under them."""
    line, under = pointed(text, fault)
    assert under.strip(" ^") == ""
    return line[under.index("^") : len(under)]


@pytest.mark.parametrize(
    ("start", "end", "word"),
    [
        (0, 2, "ad"),
        (3, 6, "db1"),
        (7, 8, "A"),
        (9, 18, "192.0.2.1"),
        (0, 18, TEXT),
        (18, 18, ""),
        (3, 3, "d"),
        (0, 0, "a"),
    ],
)
def test_the_caret_stands_under_the_faulty_word(start: int, end: int, word: str) -> None:
    assert caret(TEXT, Fault("wrong", start, end)) == word


@pytest.mark.parametrize("before", [0, 59, 60, 61, 500])
@pytest.mark.parametrize("after", [0, 59, 60, 61, 500])
def test_a_long_command_is_shown_around_the_caret(before: int, after: int) -> None:
    text = "x" * before + "WRONG" + "y" * after
    line, _ = pointed(text, Fault("wrong", before, before + 5))
    assert caret(text, Fault("wrong", before, before + 5)) == "WRONG"
    assert line.startswith("…") is (before > 60)
    assert line.endswith("…") is (after > 60)
    assert len(line) <= 5 + 2 * 61


def test_a_long_faulty_word_does_not_fill_the_screen() -> None:
    line, under = pointed("x" * 3_000, Fault("wrong", 0, 3_000))
    assert len(under) <= 200
    assert len(line) <= 200


def test_line_breaks_do_not_move_the_caret() -> None:
    assert caret("add db1\nTXT\nwrong", Fault("wrong", 12, 17)) == "wrong"


def test_every_fault_stands_under_its_own_words_with_its_sentence() -> None:
    error = NotUnderstood(TEXT, (Fault("No such verb.", 0, 2, "add db1 A 192.0.2.1"), Fault("Not an address.", 9, 18)))
    message = misunderstood(error, "/dns")
    for said in (message.text, shown(message)):
        assert said.index("No such verb") < said.index("Not an address")
        assert "Try: `/dns add db1 A 192.0.2.1`" in said
        assert said.count("^") == 2 + 9
    assert faults(message) == []


def test_several_commands_to_try_stand_on_lines_of_their_own_to_be_copied() -> None:
    (error,) = commands("add db1 A 192.0.2.1 add db2 A 192.0.2.2")
    assert isinstance(error, NotUnderstood)
    message = misunderstood(error, "/dns")
    tries = "Try:\n```/dns add db1 A 192.0.2.1\n/dns add db2 A 192.0.2.2```"
    assert tries in message.text
    assert tries in shown(message)
    assert "Try:\n/dns add db1 A 192.0.2.1\n/dns add db2 A 192.0.2.2" in plain(message)


def test_no_fault_ends_in_a_full_stop_whoever_wrote_it() -> None:
    assert Fault("One. Two.", 0, 1).message == "One. Two"


def test_nothing_was_changed_is_said_only_where_something_was_to_be() -> None:
    away = Unreachable("Route 53 cannot be reached.")
    assert "Nothing was changed" in told(away, "/dns").text
    assert told(away, "/dns", reads=True).text == "Route 53 cannot be reached."


def test_a_suggestion_is_given_for_the_command_as_it_is_called_here() -> None:
    error = NotUnderstood(TEXT, (Fault("No such verb.", 0, 2, "add db1 A 192.0.2.1"),))
    assert "/route53 add db1" in misunderstood(error, "/route53").text


@pytest.mark.parametrize(
    "text",
    [
        "foo",
        "add",
        "add db1",
        "add db1 A",
        "add db1 A 300.1.2.3",
        "add db1 CNAME a.example.net, b.example.net",
        'add db1 TXT "never closed',
        "set db1 MX mail.example.net 10",
        "status",
        "zone create",
        "get a..b",
        EVIL,
        f"add db1 A {EVIL}",
        f"add {EVIL} A 192.0.2.1",
        "x" * 8_000,
        "add db1 A " + "x" * 8_000,
        "add " + "&" * 8_000 + " A 192.0.2.1",
        "get db1\n" * 30,
    ],
    ids=lambda text: text[:12],
)
def test_whatever_is_typed_the_answer_is_one_that_slack_takes(text: str) -> None:
    found = [line for line in commands(text) if isinstance(line, NotUnderstood)]
    assert found
    for error in found:
        assert faults(told(error, "/dns")) == []
        assert pinging(told(error, "/dns")) == []


@pytest.mark.parametrize("count", [10, 24, 25, 40, 400])
def test_however_many_values_are_wrong_the_answer_is_one_that_slack_takes(count: int) -> None:
    (error,) = commands("add db1 A " + ", ".join(f"300.0.0.{number}" for number in range(count)))
    assert isinstance(error, NotUnderstood)
    assert faults(told(error, "/dns")) == []


def test_twenty_faulty_commands_together_are_answered_at_once() -> None:
    answers = [told(error, "/dns") for error in commands("add db1 A 300.1.2.3 99999999999\n" * 20)]  # type: ignore[arg-type]
    message = together(answers)
    assert len(answers) == 20
    assert faults(message) == []
    assert shown(message).count("300.1.2.3") >= 20


@pytest.mark.parametrize(
    "problem",
    [
        Problem("Plain words."),
        NotAllowed("You may not: `DNS_OPERATORS`."),
        NoSuchChange(f"There is no change {EVIL}."),
        Refused("InvalidInput", EVIL),
        Problem("x" * 10_000),
        Problem("&" * 10_000),
    ],
    ids=lambda problem: str(problem)[:12],
)
def test_any_problem_is_told_in_its_own_words(problem: Problem) -> None:
    message = told(problem, "/dns")
    assert faults(message) == []
    assert pinging(message) == []
    assert escape(str(problem))[:12] in message.text


def test_a_bug_of_ours_shows_nothing_but_its_reference() -> None:
    message = our_bug("abc12345")
    assert "`abc12345`" in message.text
    assert faults(message) == []


def test_who_may_is_shown_by_name_and_a_group_is_not_called() -> None:
    error = NotAllowed("You may not use `set` on `<!channel>`: no.", ("U0ADA", "S0WEB", "an admin"), ("C0WEB",))
    message = told(error, "/dns")
    assert "You may in <#C0WEB>. Who may: <@U0ADA>, `S0WEB`, an admin." in message.text
    assert "&lt;!channel&gt;" in message.text
    assert faults(message) == pinging(message) == []
