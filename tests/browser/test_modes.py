"""The same screens elsewhere: on a wall, on paper, on a phone, and as somebody's first page."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import drawn
from tests.browser.people import ROLES
from tests.browser.server import Server
from ui.frame.navigation import HOME, SCREENS

Visit = Callable[..., Page]
PAGES_OF_PDF = re.compile(rb"/Type\s*/Page\b(?!s)")
MAIN = "[data-testid=stMain]"


def test_the_wall_turns_its_views_without_a_menu_and_in_the_dark(server: Server, visit: Visit):
    page = visit(server, "/wall?seconds=5", grants=ROLES["leader"], color_scheme="light")
    place = page.locator(".db-wall-foot span").last
    expect(place).to_have_text(re.compile(r"^\d/9$"))
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.locator(".db-strip")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("data-look", "dark")
    expect(page.locator(".db-wall-foot")).to_contain_text("数据完整至2018年9月")
    expect(page.locator(".db-wall-foot")).to_contain_text("示例数据")
    before = place.inner_text()
    expect(place).not_to_have_text(before, timeout=12_000)


def test_the_wall_fits_a_television(server: Server, visit: Visit):
    page = visit(server, "/wall?seconds=600", width=1920, grants=ROLES["leader"])
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.wait_for_timeout(500)
    wide, high = page.evaluate(f"(m => [m.scrollWidth, m.scrollHeight])(document.querySelector('{MAIN}'))")
    assert wide <= 1920
    assert high <= 1200  # what the longest explanation adds is under the foot line, never a scroll bar
    assert page.evaluate(f"getComputedStyle(document.querySelector('{MAIN}')).overflowY") == "hidden"


def test_the_wall_says_that_the_connection_is_lost(server: Server, visit: Visit):
    page = visit(server, "/wall?seconds=600", grants=ROLES["leader"])
    expect(page.locator(".db-wall-lost")).to_be_hidden()
    page.evaluate("document.querySelector('.stApp').dataset.testConnectionState = 'DISCONNECTED_FOREVER'")
    expect(page.locator(".db-wall-lost")).to_be_visible()


def test_the_wall_is_for_who_may_see_figures(server: Server, visit: Visit):
    page = visit(server, "/wall", grants=ROLES["reporter"])
    expect(page.get_by_test_id("stAlert")).to_be_visible()
    expect(page.locator(".db-wall-foot")).to_have_count(0)


@pytest.mark.parametrize(("scheme", "language"), [("light", "en"), ("dark", "zh")])
def test_the_overview_prints_on_one_sheet(server: Server, visit: Visit, scheme: str, language: str):
    page = visit(server, f"/?lang={language}", color_scheme=scheme)
    expect(page.get_by_role("table")).to_be_visible()
    assert len(PAGES_OF_PDF.findall(page.pdf(prefer_css_page_size=True, print_background=True))) == 1


def test_paper_has_charts_and_source_but_nothing_to_click(server: Server, visit: Visit):
    page = visit(server, "/indicator?code=new_high_tech_firms")
    expect(page.locator(".st-key-trajectory .main-svg").first).to_be_visible()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".db-print-picture > svg")).to_have_count(2)
    expect(page.locator(".db-print-picture").first).to_be_visible()
    expect(page.locator(".db-strip")).to_contain_text("示例数据")
    for gone in ("stSidebar", "stSelectbox", "stButtonGroup"):
        expect(page.get_by_test_id(gone).first).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".db-print-picture")).to_have_count(0)


def test_no_page_is_wider_than_a_phone(server: Server, visit: Visit):
    page = visit(server, "/", width=390)
    wide = {}
    for screen in SCREENS:
        page.goto(f"{server.url}/{'' if screen is HOME else screen.name}")
        drawn(page)
        over = page.evaluate(f"(m => m.scrollWidth - m.clientWidth)(document.querySelector('{MAIN}'))")
        if over > 1:
            wide[screen.name] = over
    assert not wide


def test_a_leader_finds_the_page_first_that_they_chose(own_server: Server, visit: Visit):
    page = visit(own_server, "/indicator?code=tech_smes&period=2018-08", grants=ROLES["leader"])
    page.get_by_role("button", name="设为首页").click()
    expect(page.get_by_role("button", name="本页已是首页")).to_be_visible()
    again = visit(own_server, "/", grants=ROLES["leader"])
    again.wait_for_url("**/indicator?*")
    expect(again.get_by_role("heading", name="科技型中小微企业")).to_be_visible()
    assert "period=2018-08" in again.url
    asked = visit(own_server, "/?period=2018-09", grants=ROLES["leader"])
    expect(asked.get_by_role("heading", name="2018年目标完成情况")).to_be_visible()
    with closing(sqlite3.connect(own_server.database)) as database:
        (kept,) = database.execute("SELECT value FROM facts WHERE key LIKE 'first_page/%'").fetchone()
    assert kept == "indicator?code=tech_smes&period=2018-08"
    again.get_by_role("button", name="本页已是首页").click()
    expect(again.get_by_role("button", name="设为首页")).to_be_visible()
    last = visit(own_server, "/", grants=ROLES["leader"])
    expect(last.get_by_role("heading", name="2018年目标完成情况")).to_be_visible()
