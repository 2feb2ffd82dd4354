"""The screens as known at a moment: marked everywhere, linkable, and nothing can be written there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.integration.ui.test_pages import html
from ui.frame.navigation import SCREENS

Screen = Callable[..., AppTest]
PAST = [screen.name for screen in SCREENS if screen.past and not screen.bare]
ONLY_NOW = [screen.name for screen in SCREENS if not screen.past]


@pytest.mark.parametrize("name", PAST)
def test_every_screen_of_the_past_says_so_and_leads_back(screen: Screen, name: str):
    test = screen(name, as_of="2018-06-30")
    assert not test.exception
    assert "截至2018年6月30日掌握的数据" in html(test)
    test.button(key="back_to_now").click().run()
    assert "掌握的数据" not in html(test)
    assert "as_of" not in test.query_params


@pytest.mark.parametrize("name", ONLY_NOW)
def test_a_page_without_a_past_is_not_shown_in_it(screen: Screen, name: str):
    test = screen(name, as_of="2018-06-30")
    assert "截至2018年6月30日掌握的数据" in html(test)
    assert "不能按过去的时点查看" in html(test)
    assert not test.get("file_uploader")
    assert not test.get("download_button")


def test_the_wall_of_june_says_so_in_its_foot(screen: Screen):
    test = screen("wall", as_of="2018-06-30")
    assert not test.exception
    said = html(test)
    assert "截至2018年6月30日掌握的数据" in said
    assert "数据完整至2018年5月" in said
    assert "db-strip" not in said


def test_links_from_the_quality_page_of_june_lead_on_in_june(screen: Screen):
    links = [part.split('"')[0] for part in html(screen("quality", as_of="2018-06-30")).split('href="')[1:]]
    lead_on = [link for link in links if link.startswith(("./indicator", "./unit", "./returns"))]
    assert lead_on
    assert all("as_of=2018-06-30" in link for link in lead_on)


def test_the_overview_of_june_knows_nothing_of_september(screen: Screen):
    assert screen("overview").selectbox(key="period").value == "2018-09"
    test = screen("overview", as_of="2018-06-30")
    assert test.selectbox(key="period").value == "2018-05"
    assert "2018-09" not in test.selectbox(key="period").options


def test_a_chosen_day_stands_in_the_address_and_stays_on_the_next_page(screen: Screen):
    from datetime import date

    test = screen("overview")
    test.date_input(key="as_of_day").set_value(date(2018, 7, 31)).run()
    assert test.query_params["as_of"] == "2018-07-31"
    test.switch_page("../pages/returns/returns.py").run()
    assert "截至2018年7月31日掌握的数据" in html(test)


@pytest.mark.parametrize("written", ["gestern", "2030-01-01"])
def test_a_moment_that_cannot_be_shown_is_said_to_be_not_shown(screen: Screen, written: str):
    test = screen("overview", as_of=written)
    assert "掌握的数据" not in html(test)
    assert any("显示的是现在的数据" in warning.value for warning in test.warning)
    assert test.selectbox(key="period").value == "2018-09"


def test_a_return_opened_in_the_past_offers_nothing_to_write(screen: Screen):
    now = screen("returns", **{"return": "248"})
    assert now.text_area
    then = screen("returns", **{"return": "248", "as_of": "2018-10-19"})
    assert not then.exception
    assert not then.text_area
