"""The main job, as a newcomer does it in the page."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, become, say


def card(page: Page, *words: str):
    """The newest message that shows all this."""
    found = page.locator("#log article")
    for word in words:
        found = found.filter(has_text=word)
    return found.last


def row(page: Page, name: str):
    """The rows of a name in the records of the first zone, which is example.com."""
    return page.locator(".zones details:first-of-type tr", has=page.get_by_role("rowheader", name=name, exact=True))


def test_add_change_delete_undo_and_a_slip(page: Page) -> None:
    requests = page.locator("#calls li", has_text="ChangeResourceRecordSets")
    before = requests.count()
    say(page, "/dns add db1 CNAME db.example.net 300")
    added = card(page, "added db1.example.com", "PENDING")
    expect(added).to_contain_text("+ db1.example.com 300 CNAME db.example.net")
    ts = added.get_attribute("id")
    expect(row(page, "db1")).to_contain_text("db.example.net")
    say(page, "/dns ad db2 A 192.0.2.4")
    slip = card(page, "ad is not a verb")
    expect(slip.locator("pre")).to_have_text("ad db2 A 192.0.2.4\n^^")
    expect(slip).to_contain_text("Only visible to you")
    say(page, "/dns set www A 192.0.2.9")
    asked = card(page, "wants to set www.example.com")
    expect(asked).to_contain_text("- www.example.com 300 A 192.0.2.1")
    asked.get_by_role("button", name="Confirm").click()
    expect(card(page, "set www.example.com", "PENDING").get_by_role("button", name="Confirm")).to_have_count(0)
    expect(row(page, "www").first).to_contain_text("192.0.2.9")
    say(page, "/dns delete old")
    card(page, "wants to delete old.example.com").get_by_role("button", name="Delete").click()
    expect(card(page, "deleted old.example.com")).to_be_visible()
    expect(row(page, "old")).to_have_count(0)
    say(page, "/dns undo")
    card(page, "wants to add old.example.com", "undoes").get_by_role("button", name="Confirm").click()
    expect(row(page, "old")).to_have_count(1)
    now = page.locator(f"[id='{ts}']")
    expect(now).to_contain_text(re.compile(r"INSYNC after \d+ s: live on every Route 53 name server"))
    expect(requests).to_have_count(before + 4)
    expect(page.locator("#calls")).not_to_contain_text("Slack refused")


def test_a_zone_goes_only_when_its_name_is_typed(page: Page) -> None:
    become(page, "Ada")
    say(page, "/dns zone delete example.org")
    dialog = page.get_by_role("dialog", name="Delete a zone")
    field = dialog.get_by_label("Type the zone's name to delete it")
    expect(field).to_be_focused()
    field.fill("example.net")
    field.press("Enter")
    expect(dialog.locator(".error")).to_contain_text("That is not example.org. Nothing was deleted.")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(field).to_have_value("example.net")
    field.fill("example.org")
    dialog.get_by_role("button", name="Delete").click()
    expect(dialog).to_have_count(0)
    expect(card(page, "deleted the zone example.org")).to_be_visible()
    expect(page.locator(".zones summary", has_text="example.org")).to_have_count(0)
    expect(page.locator("#say")).to_be_focused()


def test_what_one_person_asks_another_sees_and_private_words_stay_private(opened: Opener) -> None:
    olive, ben = opened(), opened()
    become(ben, "Ben")
    say(olive, "/dns add shared A 192.0.2.1")
    expect(card(ben, "added shared.example.com")).to_be_visible()
    say(olive, "/dns get shared")
    expect(card(olive, "shared.example.com in example.com")).to_contain_text("Only visible to you")
    say(olive, "/dns delete shared")
    card(ben, "wants to delete shared.example.com").get_by_role("button", name="Delete").click()
    expect(card(ben, "Only the person who asked, or an admin")).to_be_visible()
    expect(ben.locator("#log", has_text="shared.example.com in example.com")).to_have_count(0)
    become(ben, "Ada")
    card(ben, "wants to delete shared.example.com").get_by_role("button", name="Cancel").click()
    expect(card(olive, "shared.example.com", "CANCELLED by @Ada")).to_be_visible()


def test_route_53_goes_wrong_and_the_bot_copes(page: Page) -> None:
    page.get_by_label("Route 53 is", exact=True).select_option("throttling")
    expect(page.locator("#trouble-note")).to_contain_text("Rate exceeded")
    say(page, "/dns zones")
    expect(page.locator("#calls li.bad").first).to_contain_text("Busy")
    page.get_by_role("button", name="Make it well again").click()
    expect(page.locator("#trouble-note")).to_be_hidden()
    page.get_by_label("Route 53 is", exact=True).select_option("lost after")
    say(page, "/dns add lost A 192.0.2.1")
    expect(card(page, "added lost.example.com")).to_contain_text("answer was lost")
    page.get_by_label("Route 53 is", exact=True).select_option("none")


def test_a_channel_without_the_bot_says_how_to_let_it_in(page: Page) -> None:
    page.get_by_role("button", name="random").click()
    expect(page.locator("#start")).to_contain_text("dns is not in this channel")
    say(page, "/dns add random A 192.0.2.1")
    expect(card(page, "not_in_channel")).to_contain_text("/invite @dns")
    page.locator("#start .try").click()
    expect(page.locator("#say")).to_have_value("/invite @dns")
    page.press("#say", "Enter")
    expect(page.locator("#start")).not_to_contain_text("is not in this channel")
    say(page, "/dns add random A 192.0.2.1")
    expect(card(page, "added random.example.com")).to_be_visible()
