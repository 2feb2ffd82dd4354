"""A date that can only mean one day is taken; all else is asked about."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from workbooks.days import parse_day

DAY = date(2018, 9, 4)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime.fromisoformat("2018-09-04T13:30"),
        "2018-09-04",
        "2018/9/4",
        "2018.9.4",
        " 2018年9月4日 ",
        "2018 年 9 月 4 号",
        "２０１８-０９-０４",
        "2018-09\u200b-04",
        "20180904",
        20180904.0,
    ],
)
def test_what_names_one_day_is_that_day(cell):
    assert parse_day(cell) == DAY


@pytest.mark.parametrize(
    "cell",
    [None, "", "2018年9月", "9月4日", "2018-02-30", "2018-13-01", "4.9.2018", "去年", 43347.0, 43347.5, True, "2" * 50],
)
def test_what_does_not_is_no_day(cell):
    assert parse_day(cell) is None
