"""Real server, real Chromium; a request that leaves the server's own address fails the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from services.roles import Grant
from tests.browser.people import EVERYTHING, cookie
from tests.browser.server import Server, running
from ui.access.cookies import SESSION

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


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a fresh browser window and waits until the screen is drawn.

    `grants` are the roles of who looks (all of them unless told); None: nobody is signed in.

    When the test ends, no request may have left the server, and no script may have failed.
    """
    contexts: list[BrowserContext] = []
    strayed: list[str] = []
    failed: list[str] = []

    def open_page(
        server: Server,
        address: str = "/",
        width: int = 1440,
        grants: Sequence[Grant] | None = EVERYTHING,
        **options: Any,
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        if grants is not None:
            context.add_cookies([{"name": SESSION, "value": cookie(server, grants), "url": server.url}])
        contexts.append(context)
        page = context.new_page()

        def watch(request: Request) -> None:
            if not request.url.startswith((server.url, "data:", "blob:")):
                strayed.append(request.url)

        context.on("request", watch)
        page.on("websocket", lambda socket: _same_place(socket.url, server.url, strayed))
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.on("console", lambda said: failed.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(server.url + address)
        return drawn(page) if grants is not None else page

    yield open_page
    for context in contexts:
        context.close()
    assert not strayed
    assert not failed


def _same_place(address: str, server: str, strayed: list[str]) -> None:
    if not address.startswith(server.replace("http://", "ws://")):
        strayed.append(address)


def drawn(page: Page) -> Page:
    """Waits until the page stands still: drawn by the gate, no script running."""
    page.wait_for_selector(".db-strip, .db-empty, .db-wall-foot", timeout=30_000)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=30_000)
    page.wait_for_timeout(300)
    return page
