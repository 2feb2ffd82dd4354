"""A leader opens the overview: ten seconds, one click to the why, the same on a phone and in English."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import drawn
from tests.browser.server import Server

Visit = Callable[..., Page]
ROWS = "table.board tbody tr"


def board(page: Page) -> Page:
    """The overview once its table is there."""
    page.wait_for_selector(ROWS, timeout=30_000)
    return page


def codes(page: Page) -> list[str]:
    return page.eval_on_selector_all(f"{ROWS} a", "links => links.map(link => link.dataset.value)")


def test_eight_indicators_stand_against_their_targets_in_the_order_of_the_notice(visit: Visit, server: Server):
    page = board(visit(server))
    assert codes(page)[0] == "new_high_tech_firms"
    assert codes(page)[-1] == "rd_intensity"
    assert len(codes(page)) == 8
    expect(page.locator("table.board")).to_contain_text("超 126 家")
    expect(page.locator(".notes")).to_contain_text("需要关注")


def test_the_target_stands_at_the_same_place_in_every_row(visit: Visit, server: Server):
    page = board(visit(server))
    places = page.eval_on_selector_all(
        "svg.bullet > line:last-of-type", "lines => lines.map(line => Math.round(line.getBoundingClientRect().x))"
    )
    assert len(places) == 8
    assert len(set(places)) == 1


def test_the_overview_needs_no_charting_library(visit: Visit, server: Server):
    page = board(visit(server))
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [name for name in loaded if "plotly" in name.lower()]


def test_a_click_anywhere_in_a_row_opens_the_indicator_at_the_same_period(visit: Visit, server: Server):
    page = board(visit(server, "/?period=2018-08"))
    place = page.locator(ROWS).nth(4).locator("td.probability").bounding_box()
    assert place is not None
    page.mouse.click(place["x"] + 4, place["y"] + 4)
    page.wait_for_url(re.compile(r"/indicator\?.*code=new_rd_institutions"), timeout=15_000)
    assert "period=2018-08" in page.url
    expect(page.get_by_role("heading", name="新组建研发机构")).to_be_visible()


def test_the_keyboard_opens_a_row_too(visit: Visit, server: Server):
    page = board(visit(server))
    page.locator(f"{ROWS} a").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"code=tech_smes"), timeout=15_000)


def test_a_row_can_be_opened_in_a_new_tab(visit: Visit, server: Server):
    page = board(visit(server, "/?lang=en"))
    address = page.locator(f"{ROWS} a").first.get_attribute("href")
    page.goto(f"{server.url}/{address}")
    expect(page.get_by_role("heading", name="Newly certified high-tech firms")).to_be_visible(timeout=20_000)


def test_worst_first_is_in_the_address(visit: Visit, server: Server):
    page = board(visit(server, "/?order=worst"))
    assert codes(page)[:2] == ["high_tech_output_share", "new_rd_institutions"]
    expect(page.locator("table.board")).to_be_visible()


def test_a_partial_month_is_offered_and_shown_as_partial(visit: Visit, server: Server):
    page = board(visit(server))
    page.locator('[data-event="period"]').click()
    expect(page.locator("table.board")).to_contain_text("缺报", timeout=15_000)
    drawn(page)
    assert "period=2018-10" in page.url
    assert page.locator("tr.unsettled").count() == 7
    expect(page.locator(".notes")).to_contain_text("数据齐全的最近报告期是2018年9月")


def test_an_address_means_the_same_in_both_languages(visit: Visit, server: Server):
    chinese = board(visit(server, "/?period=2018-06&order=worst"))
    english = board(visit(server, "/?period=2018-06&order=worst&lang=en"))
    assert codes(chinese) == codes(english)
    expect(english.locator("table.board")).to_contain_text("Behind")
    assert not re.search(r"[\u4e00-\u9fff]", english.locator("table.board").inner_text())


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_wider_than_the_screen(visit: Visit, server: Server, width: int, lang: str):
    page = board(visit(server, f"/?lang={lang}", width=width))
    page.wait_for_timeout(300)
    right = page.eval_on_selector_all(
        f"{ROWS} td, .notes li, .counts li",
        "all => Math.max(...all.filter(e => e.offsetParent).map(e => e.getBoundingClientRect().right))",
    )
    assert right <= width


def test_on_a_phone_rows_are_cards_with_the_figures_that_matter(visit: Visit, server: Server):
    page = board(visit(server, width=390))
    card = page.locator(ROWS).nth(2)
    box = card.bounding_box()
    assert box is not None
    assert box["width"] > 300
    assert box["height"] > 90
    for word in ("滞后", "高新技术产业产值占比", "62.4", "≥65", "差 2.6 个百分点", "96.0%"):
        expect(card).to_contain_text(word)


def test_on_a_phone_english_cards_keep_their_names_in_few_lines(visit: Visit, server: Server):
    page = board(visit(server, "/?lang=en", width=390))
    heights = page.eval_on_selector_all(f"{ROWS} a", "links => links.map(link => link.getBoundingClientRect().height)")
    assert max(heights) < 48


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [390, 768])
def test_nothing_stands_out_of_its_card(visit: Visit, server: Server, language: str, width: int):
    page = board(visit(server, f"/?lang={language}", width=width))
    over = page.eval_on_selector_all(
        ROWS,
        """cards => cards.flatMap(card => [...card.querySelectorAll('*')].map(
            each => Math.round(each.getBoundingClientRect().right - card.getBoundingClientRect().right)))""",
    )
    assert max(over) <= 0


def test_dark_is_dark_and_still_told_by_word_and_shape(visit: Visit, server: Server):
    page = board(visit(server, color_scheme="dark"))
    colour = page.locator(f"{ROWS} strong").first.evaluate("element => getComputedStyle(element).color")
    assert min(map(int, re.findall(r"\d+", colour)[:3])) > 200
    expect(page.locator(ROWS).nth(2).locator(".status")).to_have_text("滞后")
    assert page.locator(f"{ROWS} .status svg").count() == 8


def test_drawings_have_words_for_those_who_cannot_see_them(visit: Visit, server: Server):
    page = board(visit(server))
    labels = page.eval_on_selector_all("svg[role=img]", "all => all.map(svg => svg.getAttribute('aria-label'))")
    assert all(labels)
    assert any("时序要求 75.0%" in label for label in labels)


def test_on_paper_a_dark_screen_is_light_and_without_the_menu(visit: Visit, server: Server):
    page = board(visit(server, color_scheme="dark"))
    page.emulate_media(media="print")
    expect(page.locator("[data-testid=stSidebar]")).to_be_hidden()
    colour = page.locator(f"{ROWS} strong").first.evaluate("element => getComputedStyle(element).color")
    assert max(map(int, re.findall(r"\d+", colour)[:3])) < 60
    expect(page.locator(".db-sample")).to_be_visible()
