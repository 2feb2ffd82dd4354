"""Two moments compared on the screen: kept in the address, down to the cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from streamlit.testing.v1 import AppTest

from tests.integration.ui.test_pages import html

Screen = Callable[..., AppTest]


def test_unasked_it_compares_a_month_ago_with_now(screen: Screen):
    test = screen("changes")
    assert [day.value for day in test.date_input] == [None, date(2018, 9, 20), date(2018, 10, 20)]
    assert "2018年9月20日至现在" in html(test)


def test_a_correction_is_shown_with_its_cells_and_why(screen: Screen):
    test = screen("changes", **{"from": "2018-06-30", "to": "2018-10-10"})
    shown = html(test)
    assert "更正数据 1 项" in shown
    assert [each.value for each in test.subheader] == ["全社会研发经费支出占地区生产总值比重", "新出现的数据"]
    assert "F02 全市综合指标!D10" in shown
    assert "退改：" in shown
    assert "./original/" in shown


def test_an_indicator_or_a_unit_narrows_it(screen: Screen):
    test = screen("changes", **{"from": "2018-06-30", "indicator": "tech_smes"})
    assert "更正数据 0 项" in html(test)
    test.selectbox(key="indicator").select("rd_intensity").run()
    assert test.query_params["indicator"] == "rd_intensity"
    assert "更正数据 1 项" in html(test)


def test_an_end_before_the_beginning_is_said(screen: Screen):
    test = screen("changes", **{"from": "2018-10-10", "to": "2018-10-01"})
    assert not test.exception
    assert any("终点早于起点" in warning.value for warning in test.warning)


def test_looking_back_it_ends_with_the_moment_looked_at(screen: Screen):
    test = screen("changes", as_of="2018-08-27")
    assert not test.exception
    assert "2018年7月28日至2018年8月27日" in html(test)
