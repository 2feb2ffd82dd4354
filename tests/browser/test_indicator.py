"""From a red light to its sentence, to the district, to the cell, to the very file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Server

Visit = Callable[..., Page]
SHARE = "/indicator?code=high_tech_output_share&period=2018-09"


def cells(page: Page) -> Page:
    """The page once its last part, the cells' table, is there."""
    page.wait_for_selector("#cells tbody tr, .section", timeout=30_000)
    page.wait_for_timeout(500)
    return page


def test_the_status_is_proved_beside_the_chart(visit: Visit, server: Server):
    page = cells(visit(server, SHARE))
    expect(page.locator(".head .status")).to_have_text("滞后")
    expect(page.locator(".box:not(.outlook-box)")).to_contain_text("完成进度 ÷ 时序进度")
    expect(page.locator(".box:not(.outlook-box)")).to_contain_text("低于 0.90")
    expect(page.locator(".figures")).to_contain_text("差 2.6 个百分点")


def test_charts_say_their_data_in_words_and_are_two_at_most(visit: Visit, server: Server):
    page = cells(visit(server, "/indicator?code=new_high_tech_firms&period=2018-09"))
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=20_000)
    assert page.locator(".js-plotly-plot").count() == 2
    expect(page.get_by_label(re.compile("新增高新技术企业：2018年1—9月实际 141"))).to_have_count(1)
    expect(page.get_by_label(re.compile("各月新增：1月"))).to_have_count(1)


def test_a_share_has_lines_but_no_month_bars(visit: Visit, server: Server):
    page = cells(visit(server, SHARE))
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=20_000)
    assert page.locator(".js-plotly-plot").count() == 1


def test_a_yearly_indicator_says_when_its_value_comes(visit: Visit, server: Server):
    page = cells(visit(server, "/indicator?code=rd_intensity"))
    expect(page.locator(".head .status")).to_have_text("尚不可知")
    expect(page.locator(".box:not(.outlook-box)")).to_contain_text("2019年8月前后公布")
    assert page.locator(".js-plotly-plot").count() == 0


def test_every_cell_is_listed_and_the_original_file_comes_back_byte_for_byte(
    visit: Visit, server: Server, tmp_path: Path
):
    page = cells(visit(server, SHARE))
    page.get_by_role("button", name="全部展开（共 26 个单元格）").click()
    expect(page.locator("#cells tbody tr").nth(25)).to_be_visible()
    first = page.locator("#cells tbody tr").first
    expect(first).to_contain_text("中山区")
    expect(first).to_contain_text("F01 创新指标月报!")
    link = first.locator("[data-event=original]")
    with page.expect_download(timeout=20_000) as downloading:
        link.click()
    saved = tmp_path / "original.xlsx"
    downloading.value.save_as(saved)
    assert hashlib.sha256(saved.read_bytes()).hexdigest() == link.get_attribute("data-value")


def test_the_same_file_can_be_fetched_twice(visit: Visit, server: Server):
    page = cells(visit(server, SHARE))
    for _ in range(2):
        with page.expect_download(timeout=20_000):
            page.locator("[data-event=original]").first.click()


def test_a_missing_unit_is_missing_and_not_zero(visit: Visit, server: Server):
    page = cells(visit(server, "/indicator?code=technology_contract_value&period=2018-10"))
    expect(page.locator(".head .status")).to_have_text("数据不全")
    assert page.locator("table.units tr.missing").count() == 10
    expect(page.locator("table.units tr.missing").first).to_contain_text("缺报")


def test_definition_caveats_and_source_are_there(visit: Visit, server: Server):
    page = cells(visit(server, SHARE))
    expect(page.locator(".facts")).to_contain_text("省级统计目录口径")
    expect(page.locator(".facts")).to_contain_text("65%以上")
    expect(page.locator(".facts")).to_contain_text("系统设定")


def test_the_page_is_english_when_asked(visit: Visit, server: Server):
    page = cells(visit(server, f"{SHARE}&lang=en"))
    expect(page.get_by_role("heading", name="High-tech industry output as a share")).to_be_visible()
    expect(page.locator(".box:not(.outlook-box)")).to_contain_text("below 0.90")
    assert not re.search(r"[\u4e00-\u9fff]", page.locator(".box:not(.outlook-box)").inner_text())


def test_an_unknown_code_in_the_address_shows_the_first_indicator(visit: Visit, server: Server):
    page = cells(visit(server, "/indicator?code=nonsense&period=1999-99"))
    expect(page.get_by_role("heading", name="新增高新技术企业")).to_be_visible()


@pytest.mark.parametrize("width", [390, 768])
def test_nothing_is_wider_than_a_small_screen(visit: Visit, server: Server, width: int):
    page = cells(visit(server, SHARE, width=width))
    wider = page.eval_on_selector_all(
        "td, dd, p, h1, h2",
        """(all, width) => all.filter(e => e.offsetParent && e.getBoundingClientRect().right > width)
          .map(e => `${e.tagName} ${e.innerText} ${e.getBoundingClientRect().right}`)""",
        width,
    )
    assert not wider
