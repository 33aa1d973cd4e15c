"""The page without eyes or mouse, on a phone, in the dark; the gallery; and the README's picture."""

import os
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

from bot.playground.samples import samples
from tests.browser.conftest import PHONE, Opener, become, say
from tests.browser.kit import BLOCKS, DRAW
from tests.worlds.playground import Demo

PICTURE: Final = Path(__file__).parents[2] / "docs" / "playground.png"
LARGEST: Final = 220_000

SMOKE: Final = """() => {
  const all = (which) => [...document.querySelectorAll(which)];
  const named = (one) => one.getAttribute("aria-label") || one.labels?.length || one.textContent.trim();
  const times = new Map();
  for (const one of all("[id]")) times.set(one.id, (times.get(one.id) ?? 0) + 1);
  const relations = ["aria-controls", "aria-labelledby", "aria-describedby"];
  const pointed = relations.flatMap((name) => all(`[${name}]`).flatMap((one) => one.getAttribute(name).split(" ")));
  const nameless = all("button, a, input, select, textarea, [role=region], summary").filter((one) => !named(one));
  return {
    twice: [...times].filter(([, count]) => count > 1).map(([id]) => id),
    nameless: nameless.map((one) => one.outerHTML),
    dangling: pointed.filter((id) => !document.getElementById(id)),
    headings: all("h1").length,
    language: document.documentElement.lang,
  };
}"""
WELL: Final = {"twice": [], "nameless": [], "dangling": [], "headings": 1, "language": "en"}

HEAR: Final = """() => {
  window.heard = [];
  const note = (all) => all.forEach((one) => one.addedNodes.forEach((node) => heard.push(node.textContent)));
  new MutationObserver(note).observe(document.getElementById("announcer"), { childList: true });
}"""

INSIDE: Final = """() => document.activeElement === document.body
  || document.querySelector("dialog").contains(document.activeElement)"""

GROUNDS: Final = """(all, current) => {
  const ground = (here) => all.filter((one) => one.matches(current) === here)
    .map((one) => getComputedStyle(one).backgroundColor);
  return { here: ground(true), others: ground(false) };
}"""

WIDER: Final = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) > innerWidth"


def test_everything_has_a_name_and_no_id_is_there_twice(opened: Opener) -> None:
    page = opened()
    say(page, "/dns delete mail")
    expect(page.get_by_role("button", name="Delete").last).to_be_visible()
    page.type("#say", "/dns ")
    assert page.evaluate(SMOKE) == WELL
    page.fill("#say", "")
    page.get_by_role("button", name="dns app").click()
    assert page.evaluate(SMOKE) == WELL
    assert opened("/gallery").evaluate(SMOKE) == WELL


def test_what_is_new_and_what_changed_is_read_out(opened: Opener) -> None:
    page = opened(bypass_csp=True)
    expect(page.locator("#announcer")).to_have_attribute("aria-live", "polite")
    page.evaluate(HEAR)
    say(page, "/dns add heard A 192.0.2.1")
    # PENDING may stand in the first words already where the machine is slow: what is edited next is INSYNC then.
    page.wait_for_function(
        "heard.some((one) => /^dns, changed: @Olive added heard.example.com A.*(PENDING|INSYNC)/s.test(one))"
    )


def test_a_dialog_takes_the_keyboard_and_escape_gives_it_back(page: Page) -> None:
    page.evaluate(DRAW, BLOCKS)
    final = page.get_by_role("button", name="Final")
    final.focus()
    final.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Tab")
        assert page.evaluate(INSIDE)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(final).to_be_focused()


def test_escape_closes_a_modal_and_the_bot_hears_of_it(page: Page) -> None:
    page.click("#people label:has-text('Ada')")
    say(page, "/dns zone delete corp.example.com")
    dialog = page.get_by_role("dialog", name="Delete a zone")
    expect(dialog).to_contain_text("still holds 2 records")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator("#say")).to_be_focused()


def test_on_a_phone_nothing_is_wider_than_the_screen_and_all_is_within_reach(opened: Opener) -> None:
    page = opened(**PHONE)
    page.fill("#say", "/dns add phone A 192.0.2.1")
    page.get_by_role("button", name="Send").tap()
    expect(page.locator("#log article", has_text="added phone.example.com").last).to_be_visible()
    assert not page.evaluate(WIDER)
    expect(page.get_by_role("textbox", name="Message")).to_be_in_viewport()
    page.get_by_role("button", name="Route 53", exact=True).tap()
    expect(page.get_by_role("rowheader", name="phone", exact=True)).to_be_visible()
    expect(page.locator("#talk")).to_be_hidden()
    assert not page.evaluate(WIDER)
    page.get_by_role("button", name="Back to the conversation").tap()
    expect(page.locator("#log")).to_be_visible()
    for person in ("Olive", "Ada", "Ben"):
        expect(page.locator("#people label", has_text=person)).to_be_in_viewport(ratio=1)
    assert not opened("/gallery", **PHONE).evaluate(WIDER)


def test_light_and_dark_are_the_readers_choice(page: Page) -> None:
    found = {}
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        found[scheme] = sum(int(part) for part in ground.removeprefix("rgb(").rstrip(")").split(", ")) / 3
    assert found["light"] > 200
    assert found["dark"] < 40


def test_what_is_current_can_be_seen_where_the_readers_colours_are_forced(opened: Opener) -> None:
    page = opened(forced_colors="active")
    become(page, "Ada")
    for which, current in (("#rooms button", "[aria-current]"), ("#people label", ":has(:checked)")):
        grounds = page.locator(which).evaluate_all(GROUNDS, current)
        assert len(grounds["here"]) == 1
        assert not set(grounds["here"]) & set(grounds["others"])


def test_the_gallery_shows_every_sample(opened: Opener) -> None:
    page = opened("/gallery")
    expect(page.locator(".sample")).to_have_count(len(list(samples())))
    expect(page.locator("#samples")).not_to_contain_text("The playground does not draw")
    page.get_by_label("Show only").fill("several types stand")
    expect(page.locator(".sample:visible")).to_have_count(1)
    assert page.screenshot().startswith(b"\x89PNG")


def test_the_readmes_picture(opened: Opener, tmp_path: Path) -> None:
    """Made anew where it is missing, or where SCREENSHOT asks for it."""
    if not PICTURE.exists() or os.environ.get("SCREENSHOT"):
        with Demo(tmp_path) as alone:
            pose(opened(at=alone.address, viewport={"width": 1240, "height": 880}))
    assert 0 < PICTURE.stat().st_size < LARGEST


def pose(page: Page) -> None:
    """The main job at a glance: one change live, one on its way, one asked about."""
    say(page, "/dns add db1 CNAME db.example.net 300")
    expect(page.locator("#log article").last).to_contain_text("INSYNC")
    say(page, "/dns set www A 192.0.2.9")
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator("#log article").last).to_contain_text("PENDING")
    say(page, "/dns delete old")
    expect(page.get_by_role("button", name="Delete")).to_be_in_viewport()
    page.locator("#say").blur()
    page.mouse.move(0, 0)
    PICTURE.parent.mkdir(exist_ok=True)
    page.screenshot(path=PICTURE, animations="disabled")
