"""What the page makes of blocks, files and a Home tab; and that text stays text."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.kit import BLOCKS, DRAW, TAKE, marked


def test_every_kind_of_block_is_drawn_and_text_stays_text(page: Page) -> None:
    page.evaluate(DRAW, BLOCKS)
    drawn = page.locator("#drawn")
    expect(drawn.locator("h3")).to_have_text("A header")
    expect(drawn.locator(".fields > div")).to_have_text(["left", "right *plain*"])
    expect(drawn.locator(".rich_text strong, .rich_text code")).to_have_text(["rich", "rich"])
    expect(drawn.locator("ol li")).to_have_text("first")
    expect(drawn.locator("ul li a")).to_have_attribute("href", "https://example.com/")
    expect(drawn.locator(".rich_text pre")).to_have_text("as  it\n  is")
    expect(drawn.locator("table th")).to_have_text(["Name", "Value"])
    expect(drawn.locator("table td").last).to_have_text("7")
    expect(drawn.locator("hr")).to_have_count(1)
    expect(drawn).to_contain_text("The playground does not draw novelty blocks.")
    assert page.evaluate("document.querySelectorAll('#drawn img, #drawn script').length") == 0
    assert drawn.get_by_text("<img src=x onerror=alert(1)>").count() == 3


def test_markup_is_read_as_slack_reads_it(page: Page) -> None:
    page.evaluate(DRAW, BLOCKS)
    prose = page.locator("#drawn .section .prose").first
    shown = {tag: prose.locator(tag).first.inner_text() for tag in ("strong", "em", "s", "code", "pre", "blockquote")}
    assert shown == {
        "strong": "bold",
        "em": "italic",
        "s": "gone",
        "code": "code *not bold*",
        "pre": "pre  <b>",
        "blockquote": "quoted <b>",
    }
    expect(prose).to_contain_text("a*b*c")
    expect(prose.locator(".mention")).to_have_text(["@Ada", "#ops", "@channel"])
    assert "15/01/2027" in prose.locator("time").first.inner_text()
    expect(prose.locator("time").last).to_have_text("then")
    assert prose.locator("a").evaluate_all("all => all.map((one) => one.href)") == ["https://example.com/?a=1&b=2"]


def test_a_button_that_asks_first_and_a_choice_that_is_sent_at_once(opened: Opener) -> None:
    page = opened(bypass_csp=True)
    page.evaluate(DRAW, BLOCKS)
    final = page.get_by_role("button", name="Final")
    final.click()
    dialog = page.get_by_role("dialog", name="Sure?")
    expect(dialog.locator("strong")).to_have_text("final")
    dialog.get_by_role("button", name="No").click()
    expect(dialog).to_have_count(0)
    expect(final).to_be_focused()
    assert page.evaluate("pressed.length") == 0
    final.click()
    page.get_by_role("button", name="Do it").click()
    page.wait_for_function("pressed.length === 1")
    page.get_by_label("Words").fill("ended")
    page.get_by_label("Pick one").select_option("two")
    page.wait_for_function("pressed.length === 2")
    block_id, action_id, chosen, typed = page.evaluate("pressed[1]")
    assert (block_id, action_id, chosen) == ("b7", "pick", "two")
    assert typed == {"b7 pick": "two", "b8 words": "ended", "b9 which": ["one"]}


def test_files_and_edited_messages_are_shown(page: Page) -> None:
    file = {"id": "F1", "name": "example.com.zone", "title": "The zone", "size": 2048}
    said = {"kind": "message", "key": "message/9.1", "ts": "9000000000.1", "channel": "C0OPS", "user": "U0DNS"}
    rest = {"to": "", "text": "here", "blocks": [], "thread_ts": "", "edited": True, "versions": 1}
    page.evaluate(TAKE, [{**said, **rest, "files": [file]}])
    link = page.get_by_role("link", name="The zone")
    expect(link).to_have_attribute("download", "example.com.zone")
    expect(link).to_contain_text("2.0 kB")
    expect(page.locator("#log article").last).to_contain_text("(edited)")


def test_the_home_tab_is_calm_while_empty_and_shows_what_is_published(page: Page) -> None:
    page.get_by_role("button", name="dns app").click()
    page.get_by_role("tab", name="Home").click()
    expect(page.get_by_role("tab", name="Home")).to_have_attribute("aria-selected", "true")
    view = {"type": "home", "id": "V1", "blocks": [{"type": "section", "block_id": "b", "text": marked("*Welcome*")}]}
    page.evaluate(TAKE, [{"kind": "home", "key": "home/U0OLIVE", "view": view}])
    expect(page.locator("#home strong")).to_have_text("Welcome")
    page.evaluate(TAKE, [{"kind": "home", "key": "home/U0OLIVE", "view": None}])
    expect(page.locator("#home")).to_contain_text("Nothing here yet")
    page.get_by_role("tab", name="Home").press("ArrowRight")
    expect(page.get_by_role("tab", name="Messages")).to_be_focused()
    expect(page.locator("#home")).to_be_hidden()
