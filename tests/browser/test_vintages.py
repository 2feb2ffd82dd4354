"""What was known at a moment, in the browser: the band, the way back, and two moments compared down to the cell."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import drawn
from tests.browser.people import ROLES
from tests.browser.server import Server

Visit = Callable[..., Page]
LEADER = ROLES["leader"]


def test_the_overview_of_june_says_so_and_leads_back_to_now(server: Server, visit: Visit):
    page = visit(server, "/?as_of=2018-06-30", grants=LEADER)
    expect(page.get_by_text("截至2018年6月30日掌握的数据")).to_be_visible()
    expect(page.locator("table.board")).to_contain_text("新增高企")
    assert "period=2018-09" not in page.content()
    page.get_by_role("button", name="返回现在").click()
    expect(page.get_by_text("截至2018年6月30日掌握的数据")).to_have_count(0)
    drawn(page)
    assert "as_of" not in page.url


def test_two_moments_compared_name_the_cell_and_whose_submission_it_was(server: Server, visit: Visit):
    page = visit(server, "/changes?from=2018-06-30&to=2018-10-10", grants=LEADER)
    expect(page.get_by_role("heading", name="全社会研发经费支出占地区生产总值比重")).to_be_visible()
    cell = page.locator(".db-table tr", has_text="F02 全市综合指标!D10").first
    expect(cell).to_contain_text("市统计局")
    expect(cell).to_contain_text("示例填报人")
    expect(cell).to_contain_text("示例审核人")
    expect(cell.get_by_role("link").first).to_have_attribute("href", re.compile(r"^\./original/[0-9a-f]{64}"))
