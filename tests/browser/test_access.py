"""Who cannot see, or has no mouse: axe on every screen, and the keyboard on the way through them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import drawn
from tests.browser.people import cookie
from tests.browser.server import Server
from ui.frame.navigation import HOME, SCREENS
from ui.visits.cookies import SESSION

Visit = Callable[..., Page]
ADDRESSES = {
    "sign-in": "/sign-in",
    **{screen.name: "/" if screen is HOME else f"/{screen.name}" for screen in SCREENS},
    "one-unit": "/unit?unit=210202",
    "one-return": "/returns?return=258",
    "partial": "/?period=2018-10",
    "not-there": "/indicator?code=rd_intensity",
}
LOOKS = {"light": "zh", "dark": "en"}
"""Each screen in both looks and in both languages, not in every pair: colours do not depend on words."""

GRAVE = {"serious", "critical"}


@pytest.fixture(scope="module", params=LOOKS)
def reader(request: pytest.FixtureRequest, server: Server, browser: Browser):
    """One page that goes from screen to screen, with its language."""
    scheme = request.param
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
    context.add_cookies([{"name": SESSION, "value": cookie(server), "url": server.url}])
    yield context.new_page(), LOOKS[scheme]
    context.close()


@pytest.mark.parametrize("name", ADDRESSES)
def test_axe_finds_nothing_grave(server: Server, reader: tuple[Page, str], name: str):
    page, language = reader
    address = ADDRESSES[name]
    held = page.context.cookies()
    if name == "sign-in":
        page.context.clear_cookies()
    page.goto(f"{server.url}{address}{'&' if '?' in address else '?'}lang={language}")
    if name != "sign-in":
        drawn(page)
    found = Axe().run(page).response["violations"]
    page.context.add_cookies(held)
    grave = {each["id"]: [node["html"][:120] for node in each["nodes"]] for each in found if each["impact"] in GRAVE}
    assert not grave


def test_the_first_key_leads_past_the_menu(server: Server, visit: Visit):
    page = visit(server, "/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")


def test_a_district_is_reached_and_opened_by_keyboard(server: Server, visit: Visit):
    page = visit(server, "/unit")
    tile = page.get_by_role("link", name="瓦房店市：全部审核通过")
    tile.focus()
    expect(tile).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="瓦房店市")).to_be_visible()
    expect(page.get_by_role("heading", name="对各项指标的贡献")).to_be_visible()
