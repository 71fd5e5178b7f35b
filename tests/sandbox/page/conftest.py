"""A browser for the page of a small app's workspace.

Without a chromium these tests are skipped, unless ELAN_REQUIRE_BROWSER=1 says that they may not be.
"""

import itertools
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, Page, Request, ViewportSize, expect, sync_playwright

from sandbox.clock import FrozenClock
from sandbox.workspace import Channel
from tests.sandbox.page.demo import Harbour
from tests.sandbox.page.windows import WIDE, Away, Tabs

START = datetime(2025, 3, 4, 15, 0, tzinfo=UTC)
"""A Tuesday: 10:00 in Toronto, 11:00 in Moncton."""

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def harbour() -> Iterator[Harbour]:
    """NiceGUI holds one page in a process: all tests share it, each in a channel of its own."""
    with Harbour(FrozenClock(START)).running() as harbour:
        yield harbour


@pytest.fixture
def room(harbour: Harbour) -> Channel:
    """A public channel nobody else's test looks at."""
    channel = harbour.slack.channel(f"room-{next(_numbers)}")
    harbour.slack.workspace.join(channel, harbour.slack.installation.bot_user)
    return channel


# One module at a time: while Playwright runs, its event loop holds this thread, and actors refuse to wait on a loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[BrowserContext]:
    """One for a file of tests, so that what NiceGUI brings is loaded once."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        if os.environ.get("ELAN_REQUIRE_BROWSER") == "1":
            pytest.fail("ELAN_REQUIRE_BROWSER=1, and there is no chromium: apt-get install chromium")
        pytest.skip("no chromium found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS.split())
        yield browser.new_context(viewport=WIDE, reduced_motion="reduce")
        browser.close()


@pytest.fixture
def tab(browser: BrowserContext, harbour: Harbour) -> Iterator[Tabs]:
    """Opens tabs. No script may fail in them, and nothing may be fetched from elsewhere."""
    expect.set_options(timeout=8000)
    opened: list[Page] = []
    faults: list[str] = []

    def look(request: Request) -> None:
        if not request.url.startswith((harbour.slack.url, "data:")):
            faults.append(f"fetched {request.url}")

    def open_tab(who: str = "ana", at: str = "general", size: ViewportSize = WIDE) -> Page:
        page = browser.new_page()
        opened.append(page)
        page.set_viewport_size(size)
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", look)
        page.goto(f"{harbour.slack.url}/?as={who}&at={at}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_function("window.did_handshake")
        if at != "home" and size == WIDE:
            expect(page.get_by_role("main").get_by_role("combobox").last).to_be_focused()
        return page

    yield open_tab
    for page in opened:
        page.close()
    for member in harbour.slack.workspace.humans():
        harbour.slack.workspace.desk.clear(member.id)
    assert faults == []


@pytest.fixture
def away() -> Iterator[Away]:
    """Runs what an actor does, on a thread without Playwright's loop."""
    with ThreadPoolExecutor(1) as pool:
        yield lambda work, *args: pool.submit(work, *args).result()
