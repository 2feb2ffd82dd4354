"""An administrator's and an auditor's day: an account, its link, its roles; the trail, one history, an export."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import drawn
from tests.browser.people import ROLES
from tests.browser.server import Server

Visit = Callable[..., Page]
PASSWORD = "浑河 落日 圆又圆 7"
SOON = 30_000


def test_account_is_made_used_given_a_role_and_disabled(own_server: Server, visit: Visit):
    admin = visit(own_server, "/accounts", grants=ROLES["administrator"])
    admin.get_by_role("radio", name="新建账号").click()
    expect(admin.get_by_label("姓名")).to_have_count(1)  # the form of the chosen account has gone
    admin.get_by_label("用户名").fill("wang")
    admin.get_by_label("姓名").fill("王五")
    admin.get_by_role("combobox").last.click()
    admin.get_by_role("option", name="中山区").click()
    admin.keyboard.press("Escape")
    admin.get_by_test_id("stFormSubmitButton").get_by_role("button", name="新建账号").click()
    expect(admin.get_by_test_id("stAlert").first).to_contain_text("已新建账号“wang”", timeout=SOON)
    link = admin.get_by_test_id("stCode").inner_text().strip()
    assert re.match(rf"{re.escape(own_server.url)}/one-time/\S+$", link)

    wang = visit(own_server, link.removeprefix(own_server.url), grants=None)
    expect(wang.get_by_text("王五（wang），请设置您的登录密码")).to_be_visible()
    wang.get_by_label("新密码").fill(PASSWORD)
    wang.get_by_label("再输一遍").fill(PASSWORD)
    wang.get_by_role("button", name="保存并继续").click()
    expect(wang.get_by_role("heading", name="下载报表")).to_be_visible(timeout=SOON)
    expect(wang.locator(".db-account")).to_contain_text("填报人")

    admin = visit(own_server, "/accounts?account=wang", grants=ROLES["administrator"])
    admin.get_by_test_id("stForm").first.get_by_role("combobox").first.click()
    admin.get_by_role("option", name="审计员").click()
    admin.get_by_role("button", name="授予").click()
    expect(admin.get_by_test_id("stAlert").first).to_contain_text("已授予", timeout=SOON)
    wang.get_by_role("radio", name="EN").click()
    expect(wang.get_by_test_id("stSidebarNavLink").filter(has_text="Audit trail")).to_be_visible(timeout=SOON)

    admin.get_by_role("button", name="停用账号").click()
    admin.get_by_role("button", name="确认停用").click()
    expect(admin.get_by_test_id("stAlert").first).to_contain_text("已停用", timeout=SOON)
    wang.get_by_role("radio", name="中文").click()
    wang.wait_for_url(re.compile("/sign-in"), timeout=SOON)


def test_administrator_sees_no_figures(own_server: Server, visit: Visit):
    page = visit(own_server, "/", grants=ROLES["administrator"])
    expect(page.get_by_role("heading", name="账号与角色")).to_be_visible(timeout=SOON)
    for word in ("总览", "指标", "上报情况", "年终报告"):
        expect(page.get_by_test_id("stSidebarNavLink").filter(has_text=word)).to_have_count(0)


def test_auditor_filters_follows_one_object_and_exports(own_server: Server, visit: Visit):
    page = visit(own_server, "/audit?action=submit_return", grants=ROLES["auditor"])
    rows = page.locator(".db-table tbody tr")
    expect(rows.first).to_contain_text("报送填报表")
    with page.context.expect_page() as opened:
        rows.first.get_by_role("link").click()
    history = drawn(opened.value)
    expect(history.get_by_role("heading", name="的全部经过")).to_be_visible()
    expect(history.locator(".db-table tbody tr").first).to_contain_text("报送填报表")
    history.get_by_role("link", name="返回全部审计记录").click()
    expect(drawn(history).get_by_role("button", name="生成 CSV")).to_be_visible()

    page.get_by_role("button", name="生成 CSV").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 审计记录.csv").click(timeout=SOON)
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    told = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {row["action"] for row in told} == {"submit_return"}

    page.get_by_role("button", name="生成 Excel").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 审计记录.xlsx").click(timeout=SOON)
    sheet = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).worksheets[0]
    assert sheet.max_row == len(told) + 1
