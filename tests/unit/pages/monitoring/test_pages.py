"""The leaders' pages run for every state of the data; what they draw is tested with the components."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from indicators.aggregation import Increment
from indicators.measure_standing import standing_of
from indicators.periods import Period
from services.measures.measures import Register
from services.returns.original_file import OriginalFile
from services.rights.actor import LOCAL_OPERATOR
from tests.unit.ui.standings import PLAN, at, cell, detail, overview, row
from ui.components import delivery, surface
from ui.measures import measure_queries
from ui.visits import answers, queries, session
from ui.visits.visit import Visit

PAGES = Path(__file__).resolve().parents[4] / "pages" / "monitoring"
FLOW = at("technology_contract_value", "79.32")
WAITING = at("rd_intensity", None, Period.whole_year(2018))
UNREPORTED = Register(tuple(standing_of(each, (), None, date(2018, 10, 20)) for each in PLAN.measures), None, None)
NO_DATABASE: Any = None
"""Whoever asked it would fail: these pages get their answers from the test."""

CELL = cell("09", "210204", "7.84")


@dataclass
class Browser:
    """What stands in the browser: markup by surface, links, charts, saved files; and what is picked."""

    shown: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    saved: list[dict[str, object]] = field(default_factory=list)
    opened: list[dict[str, str]] = field(default_factory=list)
    picked: dict[str, dict[str, str]] = field(default_factory=dict)
    noted: list[tuple[str, str]] = field(default_factory=list)

    def mount(self, *, key, data, on_chosen_change):
        self.shown[key] = data["html"]
        return {"chosen": self.picked.get(key)}


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    seen = Browser()
    monkeypatch.setattr(surface, "_mount", seen.mount)
    monkeypatch.setattr(delivery, "_mount", lambda *, key, data: seen.saved.append(data))
    monkeypatch.setattr(st, "switch_page", lambda _, *, query_params: seen.opened.append(query_params))
    monkeypatch.setattr(st, "plotly_chart", lambda *_, alt, **__: seen.charts.append(alt))
    monkeypatch.setattr(
        "streamlit.delta_generator.DeltaGenerator.page_link", lambda *_, label, **__: seen.links.append(label)
    )
    monkeypatch.setattr(st, "page_link", lambda *_, label, **__: seen.links.append(label))
    return seen


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, browser: Browser) -> Callable[..., AppTest]:
    visit = Visit(
        database=NO_DATABASE,
        database_url="",
        plan=PLAN,
        actor=LOCAL_OPERATOR,
        today=date(2018, 10, 20),
        real_today=date(2018, 10, 20),
        sample="october",
        version="",
        language="zh",
    )
    answers.forget()
    monkeypatch.setattr(session, "current", lambda: visit)
    monkeypatch.setattr(measure_queries, "register", lambda _: UNREPORTED)
    monkeypatch.setattr(queries, "last_visit", lambda _: None)
    monkeypatch.setattr(queries, "change_between", lambda *_: None)
    monkeypatch.setattr(queries, "note_on_indicator", lambda _, code, __, text: browser.noted.append((code, text)))
    monkeypatch.setattr(queries, "original", lambda _, sha256: OriginalFile(f"{sha256[:4]}.xlsx", b"PK"))

    def run_page(
        name: str, latest=None, standing=FLOW, months=(), cells=(CELL,), page_of=None, **address: str
    ) -> AppTest:
        answer = latest or overview(row(FLOW), row(WAITING))
        monkeypatch.setattr(queries, "overview", lambda *_: answer)
        monkeypatch.setattr(queries, "indicator_detail", lambda *_: page_of or detail(standing, months=months))
        monkeypatch.setattr(queries, "trace", lambda *_: cells)
        page = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=30)
        for key, value in address.items():
            page.query_params[key] = value
        page.run()
        assert not page.exception
        return page

    return run_page


def test_the_overview_draws_head_and_board(run: Callable[..., AppTest], browser: Browser):
    page = run("overview")
    assert any("2018年目标完成情况" in block.proto.body for block in page.get("html"))
    assert "技术市场交易额" in browser.shown["overview"]
    assert "首次查看" in browser.shown["overview"]
    assert [box.label for box in page.selectbox] == ["报告期", "排序"]


def test_the_first_day_leads_to_the_forms(run: Callable[..., AppTest], browser: Browser):
    run("overview", latest=replace(overview(row(WAITING)), periods=(), default_period=None))
    assert "还没有审核通过的数据" in browser.shown["overview_empty"]
    assert browser.links == ["下载报表", "上传填报表"]


def test_a_row_opens_its_indicator_at_the_period_shown(run: Callable[..., AppTest], browser: Browser):
    browser.picked["overview"] = {"event": "indicator", "value": "tech_smes"}
    run("overview")
    assert browser.opened == [{"code": "tech_smes", "period": "2018-09"}]


def test_a_period_picked_in_the_sentences_opens_nothing(run: Callable[..., AppTest], browser: Browser):
    browser.picked["overview"] = {"event": "period", "value": "2018-10"}
    run("overview")
    assert browser.opened == []


def test_the_indicator_page_draws_all_its_parts(run: Callable[..., AppTest], browser: Browser):
    months = (Increment(Period.month(2018, 1), 1, PLAN.indicators[0].target.value),)
    run("indicator", months=months, code="technology_contract_value")
    assert "为什么是" in browser.shown["indicator_proof"]
    assert "各单位情况" in browser.shown["indicator_units"]
    assert "从哪里来" in browser.shown["indicator_cells"]
    assert "指标解释与口径" in browser.shown["indicator_definition"]
    assert len(browser.charts) == 2
    assert browser.links == ["← 返回总览"]
    assert browser.saved == []


def test_an_unsettled_month_is_explained_under_the_lines(run: Callable[..., AppTest], browser: Browser):
    partly = at("technology_contract_value", "43.43", missing=("210204",))
    page = run("indicator", standing=partly, code="technology_contract_value")
    assert page.caption[0].value == "空心点：数据不全或非最终数。"
    assert len(browser.charts) == 1


def test_without_any_figures_there_are_no_lines_to_draw(run: Callable[..., AppTest], browser: Browser):
    nothing = replace(detail(at("tech_smes", None)), series=())
    page = run("indicator", page_of=nothing, code="tech_smes", cells=())
    assert browser.charts == []
    assert "还没有数据" in page.caption[0].value


def test_a_ratio_is_compared_with_the_year_before_and_may_be_noted(run: Callable[..., AppTest], browser: Browser):
    share = at("high_tech_output_share", "62.4", baseline="60.7")
    december = replace(share.point, period=Period.month(2017, 12))
    page = run("indicator", page_of=replace(detail(share), last_year=(december,)), code="high_tech_output_share")
    assert "无法分解" in browser.shown["indicator_waterfall"]
    assert page.selectbox(key="from").value == "2017-12"
    page.text_area(key="note_text").input("石化企业检修")
    next(button for button in page.button if button.label == "保存注记").click().run()
    assert not page.exception
    assert [each.value for each in page.success] == ["注记已保存。"]
    assert browser.noted == [("high_tech_output_share", "石化企业检修")]


def test_who_reviews_nothing_may_not_note(run: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ui.monitoring.noting.permits", lambda *_: False)
    assert not run("indicator", code="technology_contract_value").text_area


def test_a_yearly_indicator_has_no_chart(run: Callable[..., AppTest], browser: Browser):
    run("indicator", standing=WAITING, cells=(), code="rd_intensity")
    assert browser.charts == []
    assert "没有月度走势" in browser.shown["indicator_yearly"]


def test_a_workbook_asked_for_is_saved_under_a_safe_name(run: Callable[..., AppTest], browser: Browser):
    browser.picked["indicator_cells"] = {"event": "original", "value": "ab" * 32}
    run("indicator", code="technology_contract_value")
    (saved,) = browser.saved
    assert saved["name"] == "abab.xlsx"
    assert saved["content"] == "UEs="
    assert saved["number"] == 1
