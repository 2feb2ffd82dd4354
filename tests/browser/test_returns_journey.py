"""The main job, as a reporter does it: take the form, fill it in, mend what is named, send it, see it."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from indicators import registry
from indicators.observations import Basis
from indicators.periods import Period
from tests.browser.conftest import drawn
from tests.browser.people import ROLES, header
from tests.browser.server import Server, get
from workbooks.layout import SheetLayout, layout_of

Visit = Callable[..., Page]

PLAN = registry.load_builtin()
UNIT = PLAN.unit("中山区")
SEPTEMBER = Period.month(2018, 9)
LAYOUT: SheetLayout = layout_of(PLAN, PLAN.form("F01"), UNIT, SEPTEMBER)
CONTRACTS = next(row for row in LAYOUT.rows if row.variable == "09")
FIELD = next(cell.address for cell in CONTRACTS.inputs if cell.basis is Basis.CURRENT)
MORE = Decimal("1.5")
UPLOAD_SECONDS = 30_000
REPORTER, REVIEWER, LEADER = (ROLES[name] for name in ("reporter", "reviewer", "leader"))


def download_form(visit: Visit, server: Server) -> bytes:
    page = visit(server, f"/forms?form=F01&unit={UNIT.code}&period={SEPTEMBER}", grants=REPORTER)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载报表").click()
    assert download.value.suggested_filename == "F01_中山区_2018-09.xlsx"
    return Path(download.value.path()).read_bytes()


def sent_before(visit: Visit, server: Server) -> bytes:
    """The workbook the unit sent in September, by its link in the list of returns."""
    page = visit(server, f"/returns?period={SEPTEMBER}", grants=REPORTER)
    link = page.locator(".db-table tr", has_text="中山区").get_by_role("link", name="F01_")
    return get(server, str(link.get_attribute("href")).removeprefix("."), header(server, REPORTER)).body


def filled(form: bytes, before: bytes, contracts: object) -> bytes:
    """The form as a person fills it in: last time's figures again, and one that is new."""
    workbook, old = load_workbook(io.BytesIO(form)), load_workbook(io.BytesIO(before))
    sheet, source = workbook[LAYOUT.sheet], old[LAYOUT.sheet]
    for row in LAYOUT.rows:
        for address in (*(cell.address for cell in row.inputs if not cell.blocked), row.explanation):
            sheet[address].value = source[address].value
    for cell in LAYOUT.foot:
        if cell.address and source[cell.address].value:
            sheet[cell.address].value = source[cell.address].value
    sheet[FIELD].value = contracts
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def value_before(before: bytes) -> Decimal:
    return Decimal(str(load_workbook(io.BytesIO(before))[LAYOUT.sheet][FIELD].value))


def upload(page: Page, name: str, content: bytes) -> None:
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator('input[type="file"]').set_input_files({"name": name, "mimeType": mime, "buffer": content})
    page.get_by_test_id("stAlert").first.wait_for(timeout=UPLOAD_SECONDS)
    drawn(page)


@pytest.fixture
def form(visit: Visit, own_server: Server) -> bytes:
    return download_form(visit, own_server)


@pytest.fixture
def before(visit: Visit, own_server: Server) -> bytes:
    return sent_before(visit, own_server)


def test_return_is_mended_at_the_cell_that_was_named_and_moves_the_city(
    own_server: Server, visit: Visit, form: bytes, before: bytes
):
    page = visit(own_server, "/upload", grants=REPORTER)
    upload(page, "中山区9月.xlsx", filled(form, before, "约二十"))
    expect(page.get_by_test_id("stAlert").first).to_contain_text("不能提交")
    expect(page.locator(".db-facts")).to_contain_text("中山区")
    expect(page.locator(".db-facts")).to_contain_text("2018年9月")
    expect(page.locator(".db-table tr", has_text=FIELD)).to_contain_text("强制")
    expect(page.get_by_role("button", name="提交上报")).to_have_count(0)

    mended = filled(form, before, float(value_before(before) + MORE))
    page = visit(own_server, "/upload", grants=REPORTER)
    upload(page, "中山区9月.xlsx", mended)
    expect(page.get_by_text("不能提交")).to_have_count(0)
    expect(page.get_by_text("这份填报表已审核通过")).to_be_visible()
    expect(page.get_by_role("button", name="提交上报")).to_have_count(0)
    page.get_by_role("textbox", name="申请重开").fill("9月漏登一份合同")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("申请已送达审核人")).to_be_visible(timeout=UPLOAD_SECONDS)

    page = visit(own_server, f"/returns?period={SEPTEMBER}", grants=REVIEWER)
    page.locator(".db-table tr", has_text="中山区").get_by_role("link", name="中山区", exact=True).first.click()
    drawn(page)
    expect(page.locator(".db-remark")).to_contain_text("9月漏登一份合同")
    page.get_by_role("textbox", name="重开原因").fill("同意更正")
    page.get_by_role("button", name="重开这份填报表").click()
    expect(page.get_by_text("已重开中山区的填报表")).to_be_visible(timeout=UPLOAD_SECONDS)
    expect(visit(own_server, "/", grants=LEADER).get_by_text("79.32").first).to_be_visible()

    page = visit(own_server, "/upload", grants=REPORTER)
    upload(page, "中山区9月.xlsx", mended)
    for box in page.get_by_role("textbox").all():
        box.fill("9月补登记一份技术合同")
    page.get_by_role("button", name="提交上报").click()
    expect(page.get_by_text("第 2 次报送")).to_be_visible(timeout=UPLOAD_SECONDS)
    expect(visit(own_server, "/", grants=LEADER).get_by_text("79.32").first).to_be_visible()

    page = visit(own_server, "/review", grants=REVIEWER)
    line = page.locator('[class*="st-key-waiting_"]', has_text="中山区")
    line.get_by_role("button", name="打开").click()
    page.get_by_role("button", name="审核通过").click()
    expect(page.get_by_text("已审核通过 1 份")).to_be_visible(timeout=UPLOAD_SECONDS)
    expect(visit(own_server, "/", grants=LEADER).get_by_text("80.82").first).to_be_visible()

    page = visit(own_server, "/upload", grants=REPORTER)
    upload(page, "again.xlsx", mended)
    expect(page.get_by_test_id("stAlert")).to_contain_text("与第 2 次上报")
    expect(page.get_by_role("button", name="提交上报")).to_have_count(0)

    page = visit(own_server, f"/returns?period={SEPTEMBER}", grants=REPORTER)
    expect(page.locator(".db-table tr", has_text="中山区").first).to_contain_text("第 2 次")


def test_return_that_waits_is_compared_and_approved_and_then_counts(own_server: Server, visit: Visit):
    page = visit(own_server, "/indicator?code=technology_contract_value&period=2018-10")
    expect(page.locator("table.units tr.missing")).to_have_count(10)

    page = visit(own_server, "/review")
    line = page.locator('[class*="st-key-waiting_"]', has_text="西岗区")
    line.get_by_role("button", name="打开").click()
    row = page.locator(".db-table tr", has_text="09 输出技术合同成交额").first
    expect(row).to_contain_text("5.11")
    expect(row).to_contain_text("+0.47（+10.1%）")
    page.get_by_role("button", name="审核通过").click()
    expect(page.get_by_text("已审核通过 1 份")).to_be_visible(timeout=UPLOAD_SECONDS)

    page = visit(own_server, "/indicator?code=technology_contract_value&period=2018-10")
    expect(page.locator("table.units tr.missing")).to_have_count(9)


def test_many_are_approved_at_once(own_server: Server, visit: Visit):
    page = visit(own_server, "/review")
    for unit in ("西岗区", "普兰店区", "花园口经济区", "市公安局"):
        page.get_by_test_id("stCheckbox").filter(has_text=unit).locator("label").click(position={"x": 8, "y": 8})
        drawn(page)
    page.get_by_role("button", name="通过所选（4 份）").click()
    expect(page.get_by_text("已审核通过 4 份")).to_be_visible(timeout=UPLOAD_SECONDS)
    expect(page.locator(".db-empty")).to_contain_text("没有待审核的填报表")


def test_return_is_sent_back_with_a_reason_that_its_unit_sees(own_server: Server, visit: Visit):
    page = visit(own_server, "/review")
    page.locator('[class*="st-key-waiting_"]', has_text="普兰店区").get_by_role("button", name="打开").click()
    page.get_by_role("button", name="退回", exact=True).click()
    expect(page.get_by_text("请写明内容或原因")).to_be_visible(timeout=UPLOAD_SECONDS)
    page = visit(own_server, page.url.removeprefix(own_server.url))
    page.get_by_role("textbox", name="退回原因").fill("05项请与企业名单核对")
    page.get_by_role("button", name="退回", exact=True).click()
    expect(page.get_by_text("已退回普兰店区")).to_be_visible(timeout=UPLOAD_SECONDS)
    page = visit(own_server, "/returns?period=2018-10")
    row = page.locator(".db-table tr", has_text="普兰店区").first
    expect(row).to_contain_text("已退回")
    expect(row).to_contain_text("05项请与企业名单核对")


def test_file_that_is_no_return_is_named_for_what_it_is(server: Server, visit: Visit):
    page = visit(server, "/upload")
    upload(page, "F01.xlsx", b"code,value\n01,5\n")
    expect(page.get_by_test_id("stAlert")).to_contain_text("不能提交")
    expect(page.locator(".db-table tbody tr")).to_have_count(1)


def test_year_end_workbook_is_made_and_downloaded(server: Server, visit: Visit):
    page = visit(server, "/year_end")
    page.get_by_test_id("stButtonGroup").get_by_text("Excel", exact=True).first.click()
    page.get_by_role("button", name="生成报告").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 2018年").click(timeout=UPLOAD_SECONDS)
    workbook = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert len(workbook.sheetnames) >= len(PLAN.indicators)
