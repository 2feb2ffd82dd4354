from datetime import date

import pytest

from indicators import registry
from indicators.calendar import DayKind, DeadlineException, Deadlines, WorkingCalendar
from indicators.periods import Period
from indicators.returns import ReturnKey

PLAN = registry.load_builtin()
FORM = PLAN.form("F01")
KEY = ReturnKey("F01", "210202", Period.month(2018, 9))
NATIONAL_DAY = {date(2018, 10, number): DayKind.HOLIDAY for number in range(1, 8)}
WORKED = {date(2018, 9, 29): DayKind.WORKING, date(2018, 9, 30): DayKind.WORKING}
CALENDAR = WorkingCalendar(NATIONAL_DAY | WORKED)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2018, 9, 28), True),
        (date(2018, 9, 29), True),
        (date(2018, 9, 30), True),
        (date(2018, 10, 1), False),
        (date(2018, 10, 7), False),
        (date(2018, 10, 8), True),
        (date(2018, 10, 13), False),
    ],
)
def test_holidays_and_worked_weekend_days_go_before_the_weekday(day, working):
    assert CALENDAR.is_working(day) is working


@pytest.mark.parametrize(
    ("day", "next_working"),
    [
        (date(2018, 9, 30), date(2018, 9, 30)),
        (date(2018, 10, 1), date(2018, 10, 8)),
        (date(2018, 10, 8), date(2018, 10, 8)),
        (date(2018, 10, 13), date(2018, 10, 15)),
    ],
)
def test_a_day_off_moves_to_the_next_working_day(day, next_working):
    assert CALENDAR.working_day_from(day) == next_working


@pytest.mark.parametrize(
    ("period", "due"),
    [("2018-09", date(2018, 10, 10)), ("2018-10", date(2018, 11, 12)), ("2018-01", date(2018, 2, 12))],
)
def test_a_due_date_on_a_weekend_moves_on(period, due):
    assert Deadlines().due(FORM, Period.parse(period)) == due


def test_without_a_lock_nothing_is_locked():
    assert Deadlines().last_day(FORM, KEY) is None
    assert not Deadlines().is_locked(FORM, KEY, date(2030, 1, 1))


@pytest.mark.parametrize(("today", "locked"), [(date(2018, 10, 15), False), (date(2018, 10, 16), True)])
def test_the_lock_falls_when_the_days_of_grace_are_over(today, locked):
    assert Deadlines(lock_after_days=5).is_locked(FORM, KEY, today) is locked


@pytest.mark.parametrize(("today", "locked"), [(date(2018, 10, 20), False), (date(2018, 10, 21), True)])
def test_an_exception_lifts_the_lock_until_its_end(today, locked):
    exception = DeadlineException(date(2018, 10, 20), "停电", unit="210202")
    assert Deadlines(lock_after_days=0, exceptions=(exception,)).is_locked(FORM, KEY, today) is locked


def test_an_exception_never_shortens_the_time():
    exception = DeadlineException(date(2018, 10, 1), "停电")
    assert Deadlines(lock_after_days=5, exceptions=(exception,)).last_day(FORM, KEY) == date(2018, 10, 15)


@pytest.mark.parametrize(
    ("about", "covered"),
    [
        ({}, True),
        ({"form": "F01"}, True),
        ({"form": "F02"}, False),
        ({"unit": "210202"}, True),
        ({"unit": "210203"}, False),
        ({"period": Period.month(2018, 9)}, True),
        ({"period": Period.month(2018, 8)}, False),
        ({"form": "F01", "unit": "210202", "period": Period.month(2018, 9)}, True),
    ],
)
def test_an_exception_is_about_what_it_names(about, covered):
    assert DeadlineException(date(2018, 12, 31), "停电", **about).covers(KEY) is covered
