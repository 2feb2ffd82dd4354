"""A reporter brings what they have: all forms in one click, a zip of returns, a table of their own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from indicators.periods import Period
from sample_data.bad.own_tables import own_table
from sample_data.bad.spoiling import form_for
from services.rights.roles import Grant, Role
from tests.browser.conftest import drawn
from tests.browser.server import Server
from workbooks.archive import packed

Visit = Callable[..., Page]
UNITS = ("210204", "210211")
OCTOBER = Period.month(2018, 10)
SECONDS = 60_000


def bring(page: Page, name: str, content: bytes) -> None:
    page.locator('input[type="file"]').set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.locator(".db-table").first.wait_for(timeout=SECONDS)
    drawn(page)


def test_a_zip_of_returns_goes_from_upload_to_submission(visit: Visit, own_server: Server):
    page = visit(own_server, "/upload", grants=tuple(Grant(Role.REPORTER, unit) for unit in UNITS))
    files = [(f"F01_{unit}.xlsx", form_for("F01", unit, OCTOBER)) for unit in UNITS]
    files += [("别区.xlsx", form_for("F01", "210281", OCTOBER)), ("照片.xlsx", b"\x89PNG\r\n\x1a\n")]
    bring(page, "区县.zip", packed(files, datetime(2018, 10, 20, tzinfo=UTC)))
    expect(page.get_by_text("审核通过，可以提交")).to_have_count(2)
    page.get_by_role("button", name="提交审核通过的2份").click()
    expect(page.get_by_text("已提交（第1次上报）")).to_have_count(2, timeout=SECONDS)
    expect(page.get_by_text(re.compile("未识别：这是图片"))).to_be_visible()


def test_all_forms_come_in_one_click(visit: Visit, own_server: Server):
    page = visit(own_server, "/forms?period=2018-10", grants=tuple(Grant(Role.REPORTER, unit) for unit in UNITS))
    with page.expect_download(timeout=SECONDS) as waiting:
        page.get_by_role("button", name=re.compile("打包下载2018年10月")).click()
    content = waiting.value.path().read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "F01_沙河口区_2018-10.xlsx" in archive.namelist()
        assert not any("中山区" in name for name in archive.namelist())


def test_a_table_of_their_own_leads_to_the_page_that_maps_it(visit: Visit, own_server: Server):
    page = visit(own_server, "/upload", grants=(Grant(Role.REPORTER, "210202"),))
    bring(page, "本区.xlsx", own_table())
    page.get_by_role("button", name="对应这张表").click()
    expect(page.get_by_role("heading", name="自有表式")).to_be_visible(timeout=SECONDS)
    drawn(page)
    expect(page.get_by_text("12.87 亿元")).to_be_visible(timeout=SECONDS)
