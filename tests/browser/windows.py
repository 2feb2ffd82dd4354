"""Browser windows lent to the tests of a run: emptied in between, so that only the server's own files stay loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, Request

from tests.browser.server import Server

HEIGHT = 900


class Windows:
    """Each window is a browser of its own (cookies, storage); a test gets as many as it asks for.

    A new window would read and compile Streamlit's 2.6 MB of scripts at every visit; one that was used
    before still has them. Cookies and what pages have stored are gone before the next test.
    """

    def __init__(self, browser: Browser):
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    @contextmanager
    def of_a_test(self) -> Iterator[Callable[[Server, int, str], Page]]:
        """Opens pages for one test, each in another window: server, width in pixels, "light" or "dark".

        When the block ends without an error of its own, no request may have left the servers, and no
        script may have failed.
        """
        opened: list[Watch] = []

        def open_page(server: Server, width: int, scheme: str) -> Page:
            if len(opened) == len(self._contexts):
                self._contexts.append(self._browser.new_context())
            watch = Watch(self._contexts[len(opened)], server)
            opened.append(watch)
            watch.page.set_viewport_size({"width": width, "height": HEIGHT})
            watch.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            return watch.page

        try:
            yield open_page
        finally:
            for watch in opened:
                watch.end()
        assert not [address for watch in opened for address in watch.strayed]
        assert not [said for watch in opened for said in watch.failed]


class Watch:
    """What the pages of a window ask for outside their server, and what their scripts complain of."""

    def __init__(self, context: BrowserContext, server: Server):
        self.strayed: list[str] = []
        self.failed: list[str] = []
        self._context, self._server = context, server
        context.clear_cookies()
        context.on("request", self._asked)
        self.page = context.new_page()
        self.page.on("websocket", self._connected)
        self.page.on("pageerror", self._broke)
        self.page.on("console", self._said)
        stored = {"origin": server.url, "storageTypes": "local_storage,indexeddb,cache_storage,service_workers"}
        context.new_cdp_session(self.page).send("Storage.clearDataForOrigin", stored)

    def end(self) -> None:
        """Closes all pages of the window and stops watching."""
        self._context.remove_listener("request", self._asked)
        for page in self._context.pages:
            page.close()

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self._server.url, "data:", "blob:")):
            self.strayed.append(request.url)

    def _connected(self, socket: Any) -> None:
        if not socket.url.startswith(self._server.url.replace("http://", "ws://")):
            self.strayed.append(socket.url)

    def _broke(self, error: Error) -> None:
        self.failed.append(str(error))

    def _said(self, said: Any) -> None:
        if "Content Security Policy" in said.text:
            self.failed.append(said.text)
