"""A department tells how its measures go, a reviewer approves it, and a leader sees it where the gap is."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from services.rights.roles import Grant, Role
from tests.browser.conftest import drawn
from tests.browser.people import ROLES
from tests.browser.server import Server

Visit = Callable[..., Page]
DEPARTMENT = (Grant(Role.REPORTER, "DL-SWJ"),)
PROGRESS = "赴日韩开展三场招商推介，签约项目2个"


def choose_status(page: Page, word: str) -> None:
    page.get_by_label("进展状态").click()
    page.get_by_role("option", name=word).click()


def test_department_enters_progress_and_a_leader_sees_it_once_it_is_approved(visit: Visit, own_server: Server):
    page = visit(own_server, "/measure_entry", grants=DEPARTMENT)
    expect(page.locator("body")).to_contain_text("已填写 0/1 项")
    expect(page.locator("body")).to_contain_text("上季：")
    choose_status(page, "推进中")
    page.get_by_label("进展情况").fill(PROGRESS)
    page.get_by_label("下一步安排").fill("跟进签约项目落地")
    page.get_by_role("button", name="保存本项").click()
    expect(page.get_by_text("M078已保存")).to_be_visible()
    drawn(page).get_by_role("button", name="检查并上报").click()
    expect(page.locator("body")).to_contain_text("共 1 个数据")
    drawn(page).get_by_role("button", name="提交").last.click()
    expect(page.locator("body")).to_contain_text("待审核", timeout=30_000)

    leader = visit(own_server, "/measure?measure=M078", grants=ROLES["leader"])
    expect(leader.locator("body")).to_contain_text("未按期更新")
    expect(leader.locator("body")).not_to_contain_text(PROGRESS)

    reviewer = visit(own_server, "/review", grants=ROLES["reviewer"])
    row = reviewer.locator('[class*="st-key-waiting_"]', has_text="市商务局")
    row.get_by_role("button", name="打开").click()
    expect(reviewer.locator("body")).to_contain_text(PROGRESS)
    drawn(reviewer).get_by_role("button", name="审核通过", exact=True).click()
    expect(reviewer.locator("body")).to_contain_text("已审核通过", timeout=30_000)

    leader = visit(own_server, "/measure?measure=M078", grants=ROLES["leader"])
    expect(leader.locator("body")).to_contain_text(PROGRESS)
    expect(leader.locator("body")).not_to_contain_text("未按期更新")


def test_leader_finds_what_is_late_and_what_no_measure_covers(visit: Visit, server: Server):
    page = visit(server, "/", grants=ROLES["leader"])
    expect(page.get_by_text("里程碑逾期的任务")).to_be_visible()
    page = visit(server, "/measures?attention=late", grants=ROLES["leader"])
    for code in ("M010", "M035", "M054"):
        expect(page.get_by_role("link", name=code, exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="M001", exact=True)).to_have_count(0)
    page.get_by_role("link", name="M054", exact=True).click()
    expect(page.locator("body")).to_contain_text("里程碑逾期：2018年9月30日 签署共建协议")
    page = visit(server, "/measure_matrix", grants=ROLES["leader"])
    expect(page.locator("body")).to_contain_text("万人有效发明专利落后于计划，但没有推进中或已完成的直接任务")
    page = visit(server, "/indicator?code=new_rd_institutions", grants=ROLES["leader"])
    expect(page.locator("body")).to_contain_text("直接任务 24 项")

    page = visit(server, "/measures", grants=ROLES["leader"])
    with page.expect_download() as download:
        page.get_by_role("button", name="导出任务分解表").click()
    assert "任务分解表_2018-Q3" in download.value.suggested_filename
    sheet = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))["任务分解表"]
    assert sheet["A1"].value.endswith("重点任务分解表")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("address", ["/measures?view=board&lang=en", "/measure?measure=M035&lang=en"])
def test_measures_fit_the_screen_in_english(visit: Visit, server: Server, address: str, width: int):
    page = visit(server, address, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(page.locator("body")).to_contain_text("milestone")
