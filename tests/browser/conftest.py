"""A real browser on a real playground: Chromium from the system's packages, driven by Playwright."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.worlds.playground import Demo

CHROMIUM: Final = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None
)
QUIET: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE: Final = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium: install the system's package `chromium`")
    with Demo(tmp_path_factory.mktemp("demo")) as made:
        yield made
        assert "Traceback" not in made.logs()


@pytest.fixture(scope="session")
def browser(demo: Demo) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A browser for each way of looking; each page in it begins with nothing remembered, all the same."""
    made: dict[str, BrowserContext] = {}

    def of(**how: Any) -> BrowserContext:
        if str(how) not in made:
            wide = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", "reduced_motion": "reduce"}
            made[str(how)] = browser.new_context(**{**wide, **how})
        return made[str(how)]

    yield of
    for context in made.values():
        context.close()


@pytest.fixture
def opened(windows: Callable[..., BrowserContext], demo: Demo) -> Iterator[Opener]:
    """Opens pages of a playground; none of them may complain."""
    pages, complaints = [], []

    def make(path: str = "/", at: str = demo.address, **how: Any) -> Page:
        page = windows(**how).new_page()
        pages.append(page)
        overhear(page, complaints)
        go(page, at + path)
        return page

    yield make
    for page in pages:
        page.close()
    assert complaints == []


@pytest.fixture(scope="session")
def tab(windows: Callable[..., BrowserContext]) -> tuple[Page, list[str]]:
    """One page for all tests that need no other, and what it complained of: opening one takes its time."""
    page, complaints = windows().new_page(), []
    overhear(page, complaints)
    return page, complaints


@pytest.fixture
def page(tab: tuple[Page, list[str]], demo: Demo) -> Iterator[Page]:
    """The playground as on a first visit."""
    page, complaints = tab
    go(page, demo.address)
    yield page
    page.evaluate("sessionStorage.clear()")
    assert complaints == []


def overhear(page: Page, complaints: list[str]) -> None:
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)


def go(page: Page, address: str) -> None:
    """Open an address and wait until the page shows what the feed told."""
    page.goto(address)
    page.wait_for_selector(".sample" if "gallery" in address else "#rooms [aria-current]")


def say(page: Page, text: str) -> None:
    """Type into the composer and press Enter."""
    page.fill("#say", text)
    page.press("#say", "Enter")


def become(page: Page, name: str) -> None:
    """Be somebody else."""
    page.click(f"#people label:has-text('{name}')")
    expect(page.locator(f"#people label:has-text('{name}') input")).to_be_checked()
