"""The composer: completion, history, lines, threads."""

from playwright.sync_api import Page, expect

from commands.language import usage
from tests.browser.conftest import say


def offers(page: Page) -> list[str]:
    return [one.strip() for one in page.locator("#offers .put").all_inner_texts()]


def test_verbs_names_types_and_values_are_completed_by_tab(page: Page) -> None:
    page.type("#say", "/d")
    assert offers(page) == ["/dns"]
    page.press("#say", "Tab")
    expect(page.locator("#say")).to_have_value("/dns ")
    assert 'add NAME TYPE VALUE[, VALUE…] [TTL] [comment "…"]' in offers(page)
    page.type("#say", "se")
    page.press("#say", "Tab")
    page.type("#say", "mai")
    assert offers(page) == ["mail"]
    page.press("#say", "Tab")
    assert offers(page)[0] == "A", "the type that stands comes first"
    page.press("#say", "Tab")
    assert offers(page) == ["192.0.2.25"]
    page.press("#say", "Tab")
    expect(page.locator("#say")).to_have_value("/dns set mail A 192.0.2.25 ")


def test_every_verb_is_offered_with_a_sentence_that_is_not_cut(page: Page) -> None:
    page.type("#say", "/dns ")
    expect(page.locator("#offers .put")).to_have_count(len(usage.topics()))
    cut = "all => all.filter(one => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight).length"
    assert page.locator("#offers .told").evaluate_all(cut) == 0


def test_the_whole_of_help_is_in_sight(page: Page) -> None:
    say(page, "/dns help")
    shown = page.locator("#log article pre").last
    expect(shown).to_contain_text("resolver ZONE")
    assert shown.evaluate("one => one.scrollHeight <= one.clientHeight + 1")


def test_offers_are_walked_with_the_arrows_and_left_with_escape(page: Page) -> None:
    page.type("#say", "/dns zone ")
    assert [one.split()[0] for one in offers(page)[:2]] == ["zone", "zone"]
    assert "corp.example.com" in offers(page)
    page.press("#say", "ArrowDown")
    active = page.locator("#say").get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.press("#say", "Enter")
    expect(page.locator("#say")).to_have_value("/dns zone create ")
    page.fill("#say", "/dns list corp")
    page.press("#say", "Escape")
    expect(page.locator("#offers")).to_be_hidden()
    expect(page.locator("#say")).to_have_value("/dns list corp")


def test_arrow_up_brings_back_what_was_sent_and_arrow_down_the_draft(page: Page) -> None:
    for text in ("/dns zones", "/dns help get"):
        say(page, text)
        expect(page.locator("#say")).to_have_value("")
    page.type("#say", "half")
    page.press("#say", "ArrowUp")
    expect(page.locator("#say")).to_have_value("/dns help get")
    page.press("#say", "ArrowUp")
    page.press("#say", "ArrowUp")
    expect(page.locator("#say")).to_have_value("/dns zones")
    page.press("#say", "ArrowDown")
    page.press("#say", "ArrowDown")
    expect(page.locator("#say")).to_have_value("half")
    page.reload()
    page.wait_for_selector("#rooms [aria-current]")
    page.press("#say", "ArrowUp")
    expect(page.locator("#say")).to_have_value("/dns help get")


def test_shift_enter_makes_a_new_line_and_enter_sends_them_all(page: Page) -> None:
    page.type("#say", "/dns help zones")
    page.press("#say", "Escape")
    page.press("#say", "Shift+Enter")
    page.type("#say", "help zone")
    page.press("#say", "Escape")
    expect(page.locator("#say")).to_have_value("/dns help zones\nhelp zone")
    page.press("#say", "Enter")
    both = page.locator("#log article").last
    expect(both).to_contain_text("/dns zones [GLOB]")
    expect(both).to_contain_text("/dns zone NAME|ID")


def test_a_start_line_goes_into_the_composer_and_waits_there(page: Page) -> None:
    page.get_by_role("button", name="/dns list").click()
    expect(page.locator("#say")).to_have_value("/dns list")
    expect(page.locator("#say")).to_be_focused()


def test_a_reply_stands_in_the_thread_of_its_message(page: Page) -> None:
    say(page, "who changed *www*?")
    mine = page.locator("#log > article", has_text="who changed www?").last
    expect(mine.locator("strong")).to_have_text("www")
    mine.hover()
    mine.get_by_role("button", name="Reply in thread").click()
    expect(page.locator("#thread-chip")).to_contain_text("Replying to Olive in a thread")
    say(page, "it was me")
    expect(mine.locator(".thread article")).to_contain_text("it was me")
    expect(mine.locator(".thread .count")).to_have_text("1 reply")
    expect(page.locator("#thread-chip")).to_be_hidden()
