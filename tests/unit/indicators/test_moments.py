from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.errors import UnknownMomentError
from indicators.moments import day_of, end_of_day, parse_moment, written_moment

SHANGHAI = "Asia/Shanghai"
LAST_OF_JUNE = datetime(2018, 6, 30, 15, 59, 59, 999_999, tzinfo=UTC)


def test_a_day_means_its_end_on_the_plans_clock():
    assert parse_moment("2018-06-30", SHANGHAI) == LAST_OF_JUNE
    assert end_of_day(date(2018, 6, 30), SHANGHAI) == LAST_OF_JUNE


@pytest.mark.parametrize(
    "written", ["2018-06-30T20:00", "2018-06-30T20:00:00+08:00", " 2018-06-30T12:00:00+00:00 ", "2018-06-30 12:00Z"]
)
def test_a_time_without_an_offset_is_on_the_plans_clock(written: str):
    assert parse_moment(written, SHANGHAI) == datetime(2018, 6, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["", "yesterday", "2018-02-30", "2018-6-30", "2018-13-01T00:00", "0001-01-01T00:00+14:00"]
)
def test_anything_else_is_refused(written: str):
    with pytest.raises(UnknownMomentError):
        parse_moment(written, SHANGHAI)


@pytest.mark.parametrize(
    ("after", "day"), [(timedelta(0), date(2018, 6, 30)), (timedelta(microseconds=1), date(2018, 7, 1))]
)
def test_the_day_changes_at_the_plans_midnight(after: timedelta, day: date):
    assert day_of(LAST_OF_JUNE + after, SHANGHAI) == day


def test_the_end_of_a_day_is_written_as_the_day():
    assert written_moment(LAST_OF_JUNE, SHANGHAI) == "2018-06-30"


@given(st.integers(0, 10**16))
def test_what_is_written_is_read_as_the_same_moment(microseconds: int):
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    assert parse_moment(written_moment(moment, SHANGHAI), SHANGHAI) == moment
