"""Check relations in the browser: read in words, tried on the past, switched, and returns judged accordingly."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from playwright.sync_api import Page, expect

from db.database import Database
from tests.browser.conftest import drawn
from tests.browser.server import Server
from tests.browser.test_returns_journey import UPLOAD_SECONDS, upload
from tests.browser.test_review_journey import ADMINISTRATOR, OCTOBER, PLAN, REPORTER, SHAHEKOU, october, submitted

Visit = Callable[..., Page]
RULE, CELL = "B09", "D17"


def fallen(server: Server) -> str:
    """A little less than the unit's contracts of September: only that they fell is to be asked about."""
    database = Database(server.database_url)
    with database.reading() as tx:
        known = tx.observations.values(PLAN.head.id, {("09", OCTOBER.previous)})
    database.dispose()
    return str(next(each.value for each in known if each.unit == SHAHEKOU) - Decimal("0.01"))


def switched(visit: Visit, server: Server, state: str) -> Page:
    page = visit(server, f"/checks?view=one&rule={RULE}", grants=ADMINISTRATOR)
    page.get_by_role("combobox", name="状态").click()
    page.get_by_role("option", name=state).click()
    page.get_by_role("button", name="设置状态").click()
    expect(page.get_by_text(f"已将{RULE}设为“{state}”")).to_be_visible(timeout=UPLOAD_SECONDS)
    return page


def fired(page: Page) -> int:
    """In how many submissions the rule did not hold, as its page says."""
    said = re.search(r"(\d+)份次报表", page.locator(".db-facts").inner_text())
    return int(said[1]) if said else 0


def checked(visit: Visit, server: Server, content: bytes) -> Page:
    page = visit(server, "/upload", grants=REPORTER)
    upload(page, "10月.xlsx", content)
    return page


def test_a_rule_is_read_tried_and_switched_and_returns_are_judged_accordingly(own_server: Server, visit: Visit):
    page = visit(own_server, "/checks", grants=ADMINISTRATOR)
    row = page.locator(".db-table tr", has=page.get_by_role("link", name=RULE, exact=True))
    expect(row).to_contain_text("输出技术合同成交额〔09〕不小于上期输出技术合同成交额〔09〕")
    expect(row).to_contain_text("启用")
    row.get_by_role("link", name=RULE, exact=True).click()
    drawn(page)
    page.get_by_role("button", name="试算").click()
    expect(page.get_by_text("2018年审核通过的报表")).to_be_visible(timeout=UPLOAD_SECONDS)

    value = fallen(own_server)
    asked = checked(visit, own_server, october(v09=value))
    expect(asked.locator(".db-table tr", has_text=CELL)).to_contain_text(f"不符合审核关系 09≥上期09（审核编号{RULE}）")

    before = fired(switched(visit, own_server, "试行"))
    page = checked(visit, own_server, october(v09=value))
    expect(page.locator(".db-table tr", has_text=CELL)).to_have_count(0)
    submitted(page)
    assert fired(switched(visit, own_server, "停用")) == before + 1
    page = checked(visit, own_server, october(v09=value, v02="199"))
    expect(page.locator(".db-table tr", has_text=CELL)).to_have_count(0)
