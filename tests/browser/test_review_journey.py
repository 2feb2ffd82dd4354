"""Between reporter and reviewer in the browser: drafts, two at once, comments, late with an exception, completeness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from db.database import Database
from indicators import registry
from indicators.observations import Basis
from indicators.periods import Period
from indicators.returns import ReturnKey
from sample_data.parts import SampleReturn
from sample_data.schedule import sample_returns
from sample_data.simulation import simulate
from sample_data.workbooks import filled_form, with_references
from services.rights.roles import Grant, Role
from tests.browser.conftest import drawn
from tests.browser.people import ROLES
from tests.browser.server import Server
from tests.browser.test_returns_journey import UPLOAD_SECONDS, upload

Visit = Callable[..., Page]

PLAN = registry.load_builtin()
OCTOBER = Period.month(2018, 10)
SHAHEKOU = "210204"
REPORTER = (Grant(Role.REPORTER, SHAHEKOU),)
COLLEAGUE = (Grant(Role.REPORTER, SHAHEKOU), Grant(Role.REPORTER, "210203"))
REVIEWER, ADMINISTRATOR = ROLES["reviewer"], ROLES["administrator"]
DUE_DAY = "2018-11-12"
TOO_LATE = "2018-11-29"


def october(**changed: str) -> bytes:
    """The workbook of 沙河口区 for October, which nobody has sent yet; figures changed by variable."""
    key = ReturnKey("F01", SHAHEKOU, OCTOBER)
    for one, references in with_references(sample_returns(PLAN, simulate(), "year-end")):
        if one.key == key:
            return filled_form(PLAN, _changed(one, changed), references)
    raise LookupError(key)


def _changed(one: SampleReturn, changed: dict[str, str]) -> SampleReturn:
    given = {(code.removeprefix("v"), Basis.CURRENT, OCTOBER): Decimal(value) for code, value in changed.items()}
    explained = {code: "已核对无误" for code, _, _ in given}
    return replace(one, figures={**one.figures, **given}, explanations={**one.explanations, **explained})


def submitted(page: Page) -> None:
    page.get_by_role("button", name="提交上报").click()
    expect(page.get_by_text("已报送，待审核")).to_be_visible(timeout=UPLOAD_SECONDS)


def on_day(server: Server, day: str) -> Server:
    """The server, with another day fixed as its today."""
    database = Database(server.database_url)
    with database.transaction() as tx:
        tx.facts.set("today", day)
    database.dispose()
    return server


@pytest.fixture
def late_server(own_server: Server) -> Server:
    """A server on a day on which October is locked."""
    return on_day(own_server, TOO_LATE)


def test_file_with_faults_is_kept_as_a_draft_and_the_next_upload_replaces_it(own_server: Server, visit: Visit):
    page = visit(own_server, "/upload", grants=REPORTER)
    upload(page, "10月.xlsx", october(v08="-1"))
    expect(page.get_by_test_id("stAlert").first).to_contain_text("不能提交")
    page.get_by_role("button", name="存为草稿").click()
    expect(page.get_by_text("已存为草稿")).to_be_visible(timeout=UPLOAD_SECONDS)

    row = (
        visit(own_server, f"/returns?period={OCTOBER}", grants=REPORTER)
        .locator(".db-table tr", has_text="沙河口区")
        .first
    )
    expect(row).to_contain_text("草稿")
    expect(row.get_by_role("link", name="10月.xlsx")).to_be_visible()
    expect(visit(own_server, "/review", grants=REVIEWER).get_by_text("沙河口区")).to_have_count(0)

    page = visit(own_server, "/upload", grants=REPORTER)
    upload(page, "10月.xlsx", october())
    submitted(page)
    expect(visit(own_server, "/review", grants=REVIEWER).get_by_text("沙河口区").first).to_be_visible()


def test_of_two_at_one_return_one_wins_and_one_is_told(own_server: Server, visit: Visit):
    first, second = (visit(own_server, "/upload", grants=grants) for grants in (REPORTER, COLLEAGUE))
    upload(first, "甲.xlsx", october())
    upload(second, "乙.xlsx", october(v02="199"))
    submitted(first)
    second.get_by_role("button", name="提交上报").click()
    expect(second.get_by_text("先行报送（第 1 次）")).to_be_visible(timeout=UPLOAD_SECONDS)
    expect(second.get_by_text("已存为草稿（第 2 次上传）")).to_be_visible()

    page = visit(own_server, f"/returns?period={OCTOBER}", grants=REPORTER)
    row = page.locator(".db-table tr", has_text="沙河口区").first
    expect(row).to_contain_text("待审核，另有草稿")
    expect(row).to_contain_text("甲.xlsx")


def test_question_at_a_cell_is_answered(own_server: Server, visit: Visit):
    page = visit(own_server, f"/returns?period={OCTOBER}", grants=ROLES["reporter"])
    page.locator(".db-table tr", has_text="中山区").get_by_role("link", name="中山区", exact=True).first.click()
    expect(page.locator(".db-remark")).to_contain_text("请核对合同登记表")
    expect(page.locator(".db-remark")).to_contain_text("09 输出技术合同成交额")
    about = page.get_by_role("combobox", name="针对")
    about.scroll_into_view_if_needed()
    drawn(page)  # a list that has just opened closes when the page scrolls under it
    about.click()
    page.get_by_role("option", name="答复").click()
    page.get_by_role("textbox", name="意见或答复").fill("已核对，确有一份吸纳合同。")
    page.get_by_role("button", name="发表").click()
    expect(page.locator(".db-remark.db-reply")).to_contain_text("确有一份吸纳合同", timeout=UPLOAD_SECONDS)


def test_locked_return_comes_in_with_an_exception_and_is_late(late_server: Server, visit: Visit):
    page = visit(late_server, "/upload", grants=REPORTER)
    upload(page, "10月.xlsx", october())
    expect(page.get_by_text("系统已锁定")).to_be_visible()
    expect(page.get_by_role("button", name="提交上报")).to_have_count(0)

    page = visit(late_server, "/calendar", grants=ADMINISTRATOR)
    page.get_by_role("radio", name="锁定与延期").click()
    page.get_by_role("textbox", name="原因").fill("机房检修，准予补报")
    page.get_by_role("button", name="批准延期").click()
    expect(page.locator(".db-table tr", has_text="机房检修")).to_contain_text("2018年11月29日", timeout=UPLOAD_SECONDS)

    page = visit(late_server, "/upload", grants=REPORTER)
    upload(page, "10月.xlsx", october())
    submitted(page)
    page = visit(late_server, "/completeness", grants=REVIEWER)
    row = page.locator(".db-matrix tr", has_text="沙河口区")
    expect(row.locator("td").nth(9)).to_contain_text("待审核")
    expect(row.locator("td").nth(9)).to_contain_text("逾期")
    expect(page.locator(".db-matrix tr", has_text="甘井子区").locator("td").nth(9)).to_contain_text("逾期未报")


def test_holiday_moves_the_due_date(own_server: Server, visit: Visit):
    page = visit(on_day(own_server, DUE_DAY), "/calendar", grants=ADMINISTRATOR)
    page.get_by_role("textbox", name="名称").fill("停电")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".db-table tr", has_text="停电")).to_contain_text("2018年11月12日", timeout=UPLOAD_SECONDS)
    heads = visit(own_server, "/completeness", grants=REVIEWER).locator(".db-matrix thead")
    expect(heads).to_contain_text("11月13日截止")


def test_reminder_names_what_is_overdue_and_why_something_came_back(late_server: Server, visit: Visit):
    said = visit(late_server, "/completeness", grants=REVIEWER).get_by_test_id("stCode")
    expect(said).to_contain_text("甘井子区")
    expect(said).to_contain_text("F01 创新指标月报（2018年10月），截止日期2018年11月12日")
    expect(said).to_contain_text("一份吸纳技术合同")
