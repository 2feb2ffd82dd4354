"""The switch that counts in what is not approved: off unless asked for, marked, and nothing can be taken away."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.integration.ui.test_pages import html

Screen = Callable[..., AppTest]


def test_it_is_off_unless_asked_for(screen: Screen):
    test = screen("overview")
    assert not test.toggle[0].value
    assert "待审核填报表" not in html(test)


def test_switched_on_it_stands_in_the_address_and_says_what_is_counted_in(screen: Screen):
    test = screen("overview")
    test.toggle[0].set_value(True).run()
    assert test.query_params["submitted"] == "1"
    assert "待审核" in html(test)
    assert not [button for button in test.button if str(button.key).startswith("take_")]
    assert not test.exception


def test_an_indicators_page_can_be_opened_with_it(screen: Screen):
    test = screen("indicator", code="tech_smes", period="2018-10", submitted="1")
    assert not test.exception
    assert test.toggle[0].value


def test_the_past_has_no_such_switch(screen: Screen):
    test = screen("overview", as_of="2018-06-30", submitted="1")
    assert not test.toggle
    assert "待审核" not in html(test)
