"""A reporter's own workbook comes back with its faults marked, is mended there, and is taken."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from db.database import Database
from indicators.periods import Period
from indicators.registry import load_builtin
from indicators.returns import ReturnKey
from sample_data.write_examples import __file__ as examples_module
from services.returns.review_return import reopen_return
from services.rights.actor import LOCAL_OPERATOR
from tests.annotating import FORM, HARD, colours, comments
from tests.browser.conftest import drawn
from tests.browser.server import Server
from workbooks.annotation.marks import PROBLEMS_SHEET

Visit = Callable[..., Page]
BAD = Path(examples_module).parent / "examples" / "bad" / "not_integer_示例数据.xlsx"
SECONDS = 30_000


def upload(page: Page, content: bytes) -> None:
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator('input[type="file"]').set_input_files({"name": "9月.xlsx", "mimeType": mime, "buffer": content})
    page.get_by_test_id("stAlert").first.wait_for(timeout=SECONDS)
    drawn(page)


def reopened(server: Server) -> None:
    """The sample's September is approved: its reviewer lets it be corrected."""
    database, plan = Database(server.database_url), load_builtin()
    key = ReturnKey("F01", plan.unit("金普新区").code, Period.month(2018, 9))
    with database.reading() as tx:
        approved = tx.submissions.history(plan.head.id, key)[-1]
    reopen_return(database, plan, LOCAL_OPERATOR, approved.id, "更正", approved.submitted_at + timedelta(days=1))
    database.dispose()


def test_the_marked_copy_is_mended_and_accepted(visit: Visit, own_server: Server):
    reopened(own_server)
    page = visit(own_server, "/upload")
    upload(page, BAD.read_bytes())
    expect(page.get_by_test_id("stAlert")).to_contain_text("不能提交")
    with page.expect_download(timeout=SECONDS) as download:
        page.get_by_role("button", name="下载标注问题的副本").click()
    assert download.value.suggested_filename == "9月_审核标注.xlsx"
    copy = Path(download.value.path()).read_bytes()
    ((cell, said),) = comments(copy, FORM).items()
    assert said.startswith("【达标】强制：")
    assert colours(copy, FORM, [cell]) == [HARD]

    book = load_workbook(io.BytesIO(copy))
    assert book.sheetnames[0] == PROBLEMS_SHEET
    book[FORM][cell] = round(book[FORM][cell].value)
    mended = io.BytesIO()
    book.save(mended)
    page = visit(own_server, "/upload")
    upload(page, mended.getvalue())
    expect(page.get_by_text("不能提交")).to_have_count(0)
    expect(page.get_by_role("button", name="提交上报")).to_be_visible()
