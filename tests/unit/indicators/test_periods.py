from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.errors import UnknownPeriodError
from indicators.periods import Frequency, Period, corresponding, months_of

years = st.integers(1900, 2999)
periods = st.one_of(
    st.builds(Period.month, years, st.integers(1, 12)),
    st.builds(Period.quarter, years, st.integers(1, 4)),
    st.builds(Period.whole_year, years),
)


@given(periods)
def test_what_is_written_is_read_again(period: Period):
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize("text", ["2018-09", "2018-Q3", "2018"])
def test_periods_are_written_as_they_are_read(text: str):
    assert str(Period.parse(f" {text} ")) == text


@pytest.mark.parametrize(
    "text", ["", "2018-9", "2018-13", "2018-00", "2018-Q5", "2018-Q0", "18-09", "２０１８", "2018-09-01"]
)
def test_any_other_text_is_no_period(text: str):
    with pytest.raises(UnknownPeriodError):
        Period.parse(text)


def test_periods_are_in_order_of_their_close_the_shorter_first():
    in_order = ["2018-11", "2018-12", "2018-Q4", "2018", "2019-01", "2019-Q1"]
    assert [str(each) for each in sorted(map(Period.parse, reversed(in_order)))] == in_order


@pytest.mark.parametrize(
    ("text", "closing_month", "last_day"),
    [
        ("2018-02", 2, date(2018, 2, 28)),
        ("2020-02", 2, date(2020, 2, 29)),
        ("2018-12", 12, date(2018, 12, 31)),
        ("2018-Q3", 9, date(2018, 9, 30)),
        ("2018-Q4", 12, date(2018, 12, 31)),
        ("2018", 12, date(2018, 12, 31)),
    ],
)
def test_a_period_closes_with_its_last_month(text: str, closing_month: int, last_day: date):
    period = Period.parse(text)
    assert (period.closing_month, period.last_day) == (closing_month, last_day)


@pytest.mark.parametrize(
    ("text", "following"),
    [("2018-09", "2018-10"), ("2018-12", "2019-01"), ("2018-Q1", "2018-Q2"), ("2018-Q4", "2019-Q1"), ("2018", "2019")],
)
def test_periods_follow_each_other_over_the_turn_of_the_year(text: str, following: str):
    assert str(Period.parse(text).next) == following
    assert str(Period.parse(following).previous) == text


@given(periods)
def test_the_next_begins_after_the_last_day(period: Period):
    assert period.next.previous == period
    assert period < period.next
    assert period.last_day < period.next.last_day


@given(periods)
def test_last_years_period_is_the_same_part_of_the_year(period: Period):
    last_year = period.last_year
    assert (last_year.year, last_year.number, last_year.frequency) == (period.year - 1, period.number, period.frequency)


def test_a_year_has_twelve_months_in_order():
    assert [str(each) for each in months_of(2018)][::11] == ["2018-01", "2018-12"]
    assert len(months_of(2018)) == 12


@pytest.mark.parametrize(
    ("text", "frequency", "expected"),
    [
        ("2018-09", Frequency.QUARTERLY, "2018-Q3"),
        ("2018-08", Frequency.QUARTERLY, None),
        ("2018-12", Frequency.YEARLY, "2018"),
        ("2018-Q3", Frequency.MONTHLY, "2018-09"),
        ("2018-Q3", Frequency.YEARLY, None),
        ("2018", Frequency.QUARTERLY, "2018-Q4"),
        ("2018-05", Frequency.MONTHLY, "2018-05"),
    ],
)
def test_corresponding_period_ends_on_the_same_day(text: str, frequency: Frequency, expected: str | None):
    found = corresponding(Period.parse(text), frequency)
    assert found == (None if expected is None else Period.parse(expected))
