from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.periods import Period
from workbooks.head_texts import period_in, period_text, unit_in, unit_text

PERIODS = st.one_of(
    st.builds(Period.month, st.integers(1900, 2999), st.integers(1, 12)),
    st.builds(Period.quarter, st.integers(1900, 2999), st.integers(1, 4)),
    st.builds(Period.whole_year, st.integers(1900, 2999)),
)


@given(PERIODS)
def test_a_written_period_is_read_back(period: Period) -> None:
    assert period_in(period_text(period)) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2018年9月", "2018-09"),
        (" ２０１８ 年 9 月 ", "2018-09"),
        ("2018年1—9月", "2018-09"),
        ("2018年1-9月", "2018-09"),
        ("2018年第三季度", "2018-Q3"),
        ("2018年3季度", "2018-Q3"),
        ("2018年度", "2018"),
    ],
)
def test_a_period_is_read_however_a_person_wrote_it(text: str, period: str) -> None:
    assert period_in(text) == Period.parse(period)


@pytest.mark.parametrize("text", ["", "2018年13月", "2018年0月", "九月", "2018-09", "2018年5季度"])
def test_a_text_that_names_no_period_is_none(text: str) -> None:
    assert period_in(text) is None


@pytest.mark.parametrize("text", [unit_text("中山区"), "填报单位:中山区", "综合机关名称：中山区 ", "中山区"])
def test_the_unit_is_what_follows_the_label(text: str) -> None:
    assert unit_in(text) == "中山区"
