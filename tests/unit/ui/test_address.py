"""Filters in the address bar: codes, not labels; an address is believed, and nonsense in it is not."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st

    from ui.visits import address

    got = address.chosen(
        "报表",
        ["F01", "F02"],
        key="form",
        default="F01",
        code=lambda each: each,
        show=lambda each: f"报表 {each}",
        not_there="没有这张表",
    )
    st.write(got)


def started(**asked: str) -> AppTest:
    test = AppTest.from_function(script, default_timeout=30)
    for name, value in asked.items():
        test.query_params[name] = value
    return test.run()


def test_default_goes_without_saying():
    test = started()
    assert test.markdown[0].value == "F01"
    assert "form" not in test.query_params
    assert not test.warning


def test_address_chooses():
    test = started(form="F02")
    assert test.markdown[0].value == "F02"
    assert test.selectbox[0].options == ["报表 F01", "报表 F02"]


def test_nonsense_in_the_address_is_the_default_and_is_said_until_the_next_action():
    test = started(form="F99")
    assert test.markdown[0].value == "F01"
    assert "form" not in test.query_params
    assert [warning.value for warning in test.warning] == ["没有这张表"]
    test.selectbox[0].select("F02").run()
    assert not test.warning


def test_choice_is_said_in_the_address_by_its_code():
    test = started()
    test.selectbox[0].select("F02").run()
    assert test.markdown[0].value == "F02"
    assert test.query_params["form"] == "F02"


def test_changed_address_wins_over_what_was_chosen_before():
    test = started(form="F02")
    test.selectbox[0].select("F01").run()
    test.query_params["form"] = "F02"
    assert test.run().markdown[0].value == "F02"
