"""What the administrator sets about time, what follows from it, and who has reported when."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from db.audit import AuditFilter
from db.review_records import CalendarDay
from indicators.calendar import DayKind, DeadlineException
from indicators.errors import UnknownFormError, UnknownUnitError
from indicators.observations import Basis, Observation, ObservationStatus, ReportedFigure
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from services.groundwork.deadlines import deadlines
from services.groundwork.return_states import bar_to_submission
from services.groundwork.review_errors import MailAddressError, ReasonMissingError, ReturnLockedError
from services.returns.returns_overview import returns
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.roles import Grant, Role
from services.units.administer_calendar import (
    calendar_settings,
    grant_exception,
    remove_day,
    set_contacts,
    set_days,
    set_lock,
    withdraw_exception,
)
from services.units.completeness import completeness

ADMINISTRATOR = Actor("boss", "管理员", (Grant(Role.ADMINISTRATOR),))
REVIEWER = Actor("li", "李", (Grant(Role.REVIEWER),))
NOW = datetime(2018, 10, 8, 2, tzinfo=UTC)
UNIT = "210202"
SEPTEMBER = Period.month(2018, 9)
ALL_TEN = {f"{number:02}": 100 for number in range(1, 11)}
TODAY = date(2018, 10, 20)


@pytest.fixture
def submit(database, plan):
    """submit({"01": 5}, NOW) puts a return of 中山区 for September into the store."""

    def stored(values, at=NOW, state=ReturnState.SUBMITTED, unit=UNIT):
        key = ReturnKey("F01", unit, SEPTEMBER)
        figures = [
            ReportedFigure(
                Observation(
                    code, unit, SEPTEMBER, Basis.CURRENT, None if value in {"", "不适用"} else Decimal(value),
                    ObservationStatus.MISSING if value == "" else ObservationStatus.NORMAL,
                ),
                "F01", f"D{row}", str(value),
            )
            for row, (code, value) in enumerate(values.items(), start=9)
        ]  # fmt: skip
        with database.transaction() as tx:
            sha256 = tx.files.add(f"{values} {at}".encode(), at)
            return tx.submissions.add(plan.head.id, key, "F01.xlsx", sha256, "wang", at, figures, state)

    return stored


def progress(database, plan, today=TODAY, period=SEPTEMBER, unit=UNIT):
    table = completeness(database, plan, REVIEWER, "F01", 2018, today)
    return next(each for each in table.returns if each.key == ReturnKey("F01", unit, period))


def days(*numbers, kind=DayKind.HOLIDAY):
    return [CalendarDay(date(2018, 10, number), kind, "假日") for number in numbers]


def test_days_are_set_said_anew_and_removed(database, plan):
    set_days(database, ADMINISTRATOR, days(10, 11))
    set_days(database, ADMINISTRATOR, days(11, kind=DayKind.WORKING))
    remove_day(database, ADMINISTRATOR, date(2018, 10, 10))
    assert calendar_settings(database, plan, ADMINISTRATOR).days == tuple(days(11, kind=DayKind.WORKING))


def test_every_change_is_in_the_trail_and_no_change_is_not(database, plan):
    set_days(database, ADMINISTRATOR, days(10))
    set_days(database, ADMINISTRATOR, days(10))
    set_lock(database, ADMINISTRATOR, 5)
    granted = grant_exception(database, plan, ADMINISTRATOR, DeadlineException(TODAY, "停电", unit=UNIT), NOW)
    withdraw_exception(database, ADMINISTRATOR, granted.id)
    set_contacts(database, plan, ADMINISTRATOR, {UNIT: "a@b.cn"})
    set_contacts(database, plan, ADMINISTRATOR, {UNIT: "a@b.cn"})
    with database.reading() as tx:
        told = [row.entry.action for row in reversed(tx.audit.find(AuditFilter()))]
    assert told == ["set_calendar_day", "set_lock", "grant_exception", "withdraw_exception", "set_contact"]


def test_a_holiday_moves_every_due_date_that_is_shown(database, plan):
    set_days(database, ADMINISTRATOR, days(10, 11, 12))
    assert deadlines(database, plan, REVIEWER).due(plan.form("F01"), SEPTEMBER) == date(2018, 10, 15)
    assert {row.due for row in returns(database, plan, REVIEWER, SEPTEMBER)} == {date(2018, 10, 15)}
    assert progress(database, plan).due == date(2018, 10, 15)


def test_an_exception_needs_a_reason_and_names_what_there_is(database, plan):
    with pytest.raises(ReasonMissingError):
        grant_exception(database, plan, ADMINISTRATOR, DeadlineException(TODAY, " "), NOW)
    with pytest.raises(UnknownUnitError):
        grant_exception(database, plan, ADMINISTRATOR, DeadlineException(TODAY, "停电", unit="000000"), NOW)
    with pytest.raises(UnknownFormError):
        grant_exception(database, plan, ADMINISTRATOR, DeadlineException(TODAY, "停电", form="F99"), NOW)


def bar(database, plan, today):
    with database.reading() as tx:
        return bar_to_submission(tx, plan, ReturnKey("F01", UNIT, SEPTEMBER), today)


def test_a_return_is_locked_after_its_days_of_grace_unless_excepted(database, plan):
    set_lock(database, ADMINISTRATOR, 5)
    assert bar(database, plan, date(2018, 10, 15)) is None
    locked = bar(database, plan, date(2018, 10, 16))
    assert isinstance(locked, ReturnLockedError)
    assert locked.params == {"last": "2018-10-15"}
    exception = DeadlineException(date(2018, 10, 18), "停电", unit=UNIT, period=SEPTEMBER)
    granted = grant_exception(database, plan, ADMINISTRATOR, exception, NOW)
    assert calendar_settings(database, plan, ADMINISTRATOR).exceptions == (granted,)
    assert bar(database, plan, date(2018, 10, 18)) is None
    assert bar(database, plan, date(2018, 10, 19)) is not None
    withdraw_exception(database, ADMINISTRATOR, granted.id)
    assert bar(database, plan, date(2018, 10, 18)) is not None
    set_lock(database, ADMINISTRATOR, None)
    assert bar(database, plan, date(2018, 10, 18)) is None


def test_what_was_sent_back_is_not_locked(database, plan, submit):
    set_lock(database, ADMINISTRATOR, 0)
    sent = submit(ALL_TEN)
    with database.transaction() as tx:
        tx.submissions.record(sent.id, ReturnState.RETURNED, "li", NOW, reason="退")
    assert bar(database, plan, TODAY) is None


@pytest.mark.parametrize(
    ("at", "late"),
    [
        (datetime(2018, 10, 10, 15, 59, tzinfo=UTC), False),
        (datetime(2018, 10, 10, 16, 0, tzinfo=UTC), True),
    ],
)
def test_late_is_judged_by_the_plans_clock_to_the_minute(database, plan, submit, at, late):
    submit(ALL_TEN, at)
    assert progress(database, plan).late is late


def test_complete_is_when_the_last_due_figure_came_in(database, plan, submit):
    first_half = dict(list(ALL_TEN.items())[:6])
    submit(first_half, NOW)
    part = progress(database, plan)
    assert (part.filled, part.asked, part.completed_at, part.overdue) == (6, 10, None, True)
    submit(ALL_TEN, NOW + timedelta(days=5))
    whole = progress(database, plan)
    assert (whole.filled, whole.completed_at, whole.late) == (10, NOW + timedelta(days=5), True)


def test_a_figure_stated_as_not_applicable_is_filled_and_a_blank_is_not(database, plan, submit):
    submit({**ALL_TEN, "01": "不适用", "02": ""})
    assert progress(database, plan).filled == 9


def test_a_correction_after_the_deadline_does_not_make_a_return_late(database, plan, submit):
    submit(ALL_TEN, NOW)
    submit({**ALL_TEN, "01": 101}, NOW + timedelta(days=9))
    assert (progress(database, plan).completed_at, progress(database, plan).late) == (NOW, False)


def test_a_draft_counts_for_nothing_but_is_shown(database, plan, submit):
    submit({}, state=ReturnState.DRAFT)
    found = progress(database, plan)
    assert (found.state, found.draft, found.filled, found.overdue) == (ReturnState.DRAFT, True, 0, True)


@pytest.mark.parametrize(("today", "overdue"), [(date(2018, 10, 10), False), (date(2018, 10, 11), True)])
def test_a_missing_return_is_overdue_the_day_after_it_was_due(database, plan, today, overdue):
    assert progress(database, plan, today).overdue is overdue


def test_the_table_has_the_periods_that_have_begun_and_the_units_one_may_see(database, plan):
    table = completeness(database, plan, REVIEWER, "F01", 2018, TODAY)
    assert [str(period) for period in table.periods] == [f"2018-{number:02}" for number in range(1, 11)]
    assert len(table.rows) == 13
    mine = Actor("wang", "王", (Grant(Role.REPORTER, UNIT),))
    assert [unit.code for unit, _ in completeness(database, plan, mine, "F01", 2018, TODAY).rows] == [UNIT]


def test_one_units_returns_are_its_row_of_the_whole_table(database, plan, submit):
    submit({"01": 3, "02": ""})
    whole = completeness(database, plan, REVIEWER, "F01", 2018, TODAY)
    own = completeness(database, plan, REVIEWER, "F01", 2018, TODAY, unit=UNIT)
    assert own.rows == tuple(row for row in whole.rows if row[0].code == UNIT)
    assert any(each.filled for each in own.returns)
    assert completeness(database, plan, REVIEWER, "F01", 2018, TODAY, unit="D01").rows == ()


def test_january_asks_for_less_and_history_for_every_month(database, plan):
    asked = {p: progress(database, plan, period=Period.month(2018, p)).asked for p in (1, 2)}
    assert asked == {1: 6, 2: 10}
    history = completeness(database, plan, LOCAL_OPERATOR, "F01H", 2017, TODAY).returns[0]
    assert history.asked == 6 * 12 + 4 * 11


def test_addresses_are_kept_clean_and_a_wrong_one_changes_nothing(database, plan):
    set_contacts(database, plan, ADMINISTRATOR, {UNIT: " a@b.cn；c@d.cn "})
    assert calendar_settings(database, plan, ADMINISTRATOR).contacts[UNIT] == "a@b.cn, c@d.cn"
    with pytest.raises(MailAddressError):
        set_contacts(database, plan, ADMINISTRATOR, {UNIT: "", "210203": "no address"})
    assert calendar_settings(database, plan, ADMINISTRATOR).contacts[UNIT] == "a@b.cn, c@d.cn"
