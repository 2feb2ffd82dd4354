"""Real server, real Chromium; a request that leaves the server's own address fails the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from services.rights.roles import Grant
from tests.browser.people import EVERYTHING, cookie
from tests.browser.server import Server, running
from tests.browser.windows import Windows
from ui.visits.cookies import SESSION

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
]

# A busy machine is no fault of the screens.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium: the tests download no browser."""
    assert CHROMIUM, "the browser tests need Chromium: run `make needs`"
    return {"executable_path": CHROMIUM, "args": ARGUMENTS, "headless": True}


@pytest.fixture(scope="session")
def server(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that only look."""
    with running(sample_database, tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture
def own_server(sample_database: Path, tmp_path: Path) -> Iterator[Server]:
    """A server of the test's own, for tests that change data or are about the very first request."""
    with running(sample_database, tmp_path) as started:
        yield started


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """The browser windows that tests take turns with."""
    return Windows(browser)


@pytest.fixture
def visit(windows: Windows) -> Iterator[Callable[..., Page]]:
    """Opens an address in an empty browser window and waits until the screen is drawn.

    `grants` are the roles of who looks (all of them unless told); None: nobody is signed in.

    When the test ends, no request may have left the server, and no script may have failed.
    """
    with windows.of_a_test() as window:

        def open_page(
            server: Server,
            address: str = "/",
            width: int = 1440,
            grants: Sequence[Grant] | None = EVERYTHING,
            color_scheme: str = "light",
        ) -> Page:
            return enter(window(server, width, color_scheme), server, address, grants)

        yield open_page


def enter(page: Page, server: Server, address: str, grants: Sequence[Grant] | None = EVERYTHING) -> Page:
    """Opens an address as somebody with these roles (None: not signed in) and waits until it is drawn."""
    if grants is not None:
        page.context.add_cookies([{"name": SESSION, "value": cookie(server, grants), "url": server.url}])
    page.goto(server.url + address)
    return drawn(page) if grants is not None else page


def drawn(page: Page) -> Page:
    """Waits until the page stands still: drawn by the gate, no script running."""
    page.wait_for_selector(".db-strip, .db-empty, .db-wall-foot", timeout=30_000)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=30_000)
    page.wait_for_timeout(300)
    return page
