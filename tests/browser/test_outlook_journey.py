"""A leader reads where things are heading and why; a reviewer writes beside the chart, and all see it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from services.rights.roles import Grant, Role
from tests.browser.conftest import drawn
from tests.browser.people import ROLES
from tests.browser.server import Server

Visit = Callable[..., Page]
SHARE = "/indicator?code=high_tech_output_share"


def test_the_overview_says_where_each_indicator_is_heading(visit: Visit, server: Server):
    page = visit(server, grants=ROLES["leader"])
    row = page.locator(".board tbody tr").first
    expect(row.locator("td.outlook")).to_contain_text(re.compile(r"\d+\s*\d+–\d+"))
    expect(row.locator("td.probability")).to_contain_text("%")
    expect(page.get_by_role("heading", name=re.compile("自上次查看"))).to_be_visible()


def test_the_earlier_period_of_a_comparison_stands_in_the_address(visit: Visit, server: Server):
    page = visit(server, f"{SHARE}&from=2018-06", grants=ROLES["leader"])
    told = page.get_by_text(re.compile("2018年1—6月到2018年1—9月变化"))
    expect(told).to_be_visible(timeout=15_000)
    expect(page.get_by_text("差距由谁构成")).to_be_visible()
    assert "from=2018-06" in page.url


def test_a_reviewers_note_stands_below_the_chart_for_everybody(visit: Visit, own_server: Server):
    reviewer = visit(own_server, SHARE, grants=(Grant(Role.REVIEWER), Grant(Role.VIEWER)))
    reviewer.get_by_text("为2018年9月加注").click()
    reviewer.get_by_label(re.compile("^注记")).fill("石化企业检修")
    reviewer.get_by_role("button", name="保存注记").click()
    expect(reviewer.get_by_text("注记已保存。")).to_be_visible(timeout=15_000)
    leader = drawn(visit(own_server, SHARE, grants=ROLES["leader"]))
    expect(leader.locator(".remarks").get_by_text("石化企业检修")).to_be_visible(timeout=15_000)
    expect(leader.get_by_text("为2018年9月加注")).to_have_count(0)
