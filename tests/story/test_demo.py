"""`make demo`: up without a setting, through the same doors as Slack, and what it keeps outlives a kill."""

import socket
import sys
from pathlib import Path

import pytest

from tests.worlds.playground import OLIVE, Demo
from tests.worlds.process import Bot

ADA, BEN = "U0ADA", "U0BEN"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory):
    with Demo(tmp_path_factory.mktemp("demo")) as made:
        yield made


def test_the_main_job_from_the_question_to_insync(demo: Demo) -> None:
    demo.type("/dns add story CNAME db.example.net 300")
    card = demo.message("added `story.example.com`", "PENDING")
    assert demo.records()["story CNAME"] == ["db.example.net"]
    assert demo.message("added `story.example.com`", "INSYNC")["ts"] == card["ts"], "one message, edited in place"
    demo.type("/dns set story CNAME db2.example.net")
    demo.press(demo.message("wants to set `story.example.com`"), "Confirm")
    demo.message("<@U0OLIVE> set `story.example.com`", "PENDING")
    demo.type("/dns delete story")
    demo.press(demo.message("wants to delete `story.example.com`"), "Delete")
    demo.message("deleted `story.example.com`", "PENDING")
    assert "story CNAME" not in demo.records()
    calls = [call["operation"] for call in demo.things("call")]
    assert calls.count("ChangeResourceRecordSets") == 3
    assert [call for call in demo.things("call") if call["api"] == "Slack"] == [], "Slack would take all of it"


def test_operator_admin_and_bystander_may_what_they_may(demo: Demo) -> None:
    demo.type("/dns add byben A 192.0.2.1", BEN)
    assert demo.message("not an operator", user=BEN)["to"] == BEN
    demo.type("/dns zone create story.example.net")
    demo.message("needs an admin")
    demo.type("/dns delete old")
    question = demo.message("wants to delete `old.example.com`")
    demo.press(question, "Delete", BEN)
    demo.message("Only the person who asked", user=BEN)
    demo.press(question, "Cancel", ADA)
    assert demo.message("CANCELLED")["ts"] == question["ts"]


def test_a_zones_deletion_asks_for_its_name_in_a_dialog(demo: Demo) -> None:
    demo.type("/dns zone delete example.org", ADA)
    view = demo.modal("zone_name", ADA)["view"]["id"]
    demo.act("submit", ADA, view=view, typed={"zone_name zone_name": "example.net"})
    assert "Nothing was deleted" in demo.modal("zone_name", ADA)["errors"]["zone_name"]
    demo.act("submit", ADA, view=view, typed={"zone_name zone_name": "example.org"})
    demo.message("deleted the zone `example.org`")
    assert {zone["name"] for zone in demo.things("zone")} == {"example.com", "corp.example.com"}


def test_where_the_bot_is_not_it_says_how_to_invite_it_and_then_works(demo: Demo) -> None:
    demo.type("/dns add random A 192.0.2.1", channel="C0RANDOM")
    demo.message("not_in_channel", "/invite @dns")
    demo.type("/invite @dns", channel="C0RANDOM")
    demo.type("/dns add random A 192.0.2.1", channel="C0RANDOM")
    assert demo.message("added `random.example.com`")["channel"] == "C0RANDOM"


def test_events_are_taken(demo: Demo) -> None:
    assert demo.act("home") == {"ok": True}
    demo.type("hello @dns")
    demo.type("hello", channel="D0OLIVE")
    assert [one["user"] for one in demo.things("message") if one["channel"] == "D0OLIVE"] == [OLIVE]


def test_a_lost_answer_is_found_out_by_reading(demo: Demo) -> None:
    demo.act("trouble", value="lost after")
    demo.type("/dns add lost A 192.0.2.1")
    demo.message("added `lost.example.com`", "answer was lost")
    demo.act("trouble", value="none")
    assert demo.records()["lost A"] == ["192.0.2.1"]


def test_while_route_53_refuses_the_card_says_why(demo: Demo) -> None:
    demo.act("trouble", value="refusing")
    demo.type("/dns add refused A 192.0.2.1")
    demo.message("refused.example.com", "FAILED", "route53:ChangeResourceRecordSets")
    demo.act("trouble", value="none")
    assert "refused A" not in demo.records()


def test_what_is_kept_outlives_a_kill_9_and_goes_on(tmp_path: Path) -> None:
    data = tmp_path / "a folder" / "of its own"
    with Demo(tmp_path, data) as first:
        first.type("/dns add kept A 192.0.2.1")
        card = first.message("added `kept.example.com`", "PENDING")
        first.type("/dns delete old")
        first.message("wants to delete `old.example.com`")
        first.kill9()
    with Demo(tmp_path, data) as second:
        assert second.message("added `kept.example.com`", "INSYNC")["ts"] == card["ts"]
        assert second.records()["kept A"] == ["192.0.2.1"]
        second.press(second.message("wants to delete `old.example.com`"), "Delete")
        second.message("deleted `old.example.com`", "INSYNC")
        with Bot({}, tmp_path, command=(sys.executable, "-m", "bot", "demo", str(data))) as third:
            assert third.wait() == 1
            assert f"slash-dns: DATA: {data} is in use by another demo" in third.logs()
        assert second.interrupt() == 0


def test_a_port_that_is_taken_is_left_alone_and_ctrl_c_ends_it_cleanly(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, Demo(tmp_path) as first, Demo(tmp_path) as second:
        assert len({taken.getsockname()[1], first.at, second.at}) == 3
        assert "Nothing real is touched" in first.logs()
        assert (first.interrupt(), second.stop()) == (0, 0)
        assert "Traceback" not in first.logs() + second.logs()


def test_neither_the_environments_tokens_nor_its_proxies_are_used(tmp_path: Path) -> None:
    nowhere = {
        "HTTP_PROXY": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
    }
    wrong = {"SLACK_BOT_TOKEN": "nonsense", "DATABASE_URL": "sqlite:////nowhere/at/all.db", "DNS_COMMAND": "nonsense"}
    with Demo(tmp_path, **nowhere, **wrong) as alone:
        alone.type("/dns add alone A 192.0.2.1")
        alone.message("added `alone.example.com`")
        assert alone.interrupt() == 0


def test_a_folder_that_cannot_be_used_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Bot({}, tmp_path, command=(sys.executable, "-m", "bot", "demo", str(tmp_path / "file"))) as refused:
        assert refused.wait() == 1
        assert refused.logs().startswith("slash-dns: DATA: ")
        assert len(refused.logs().splitlines()) == 1
