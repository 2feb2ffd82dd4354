"""Everything as known at a moment: how returns stood, what had come in, what had been said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from db.errors import UnknownSubmissionError
from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from services.groundwork.today import judged_on
from services.monitoring.trace_figure import trace
from services.returns.comment_return import comment_on_return
from services.returns.compare_return import opened_return
from services.returns.returns_overview import returns
from services.rights.actor import LOCAL_OPERATOR
from services.units.completeness import completeness

SEPTEMBER = Period.month(2018, 9)
ZHONGSHAN = "210202"
SENT = datetime(2018, 10, 8, 4, tzinfo=UTC)
APPROVED, REOPENED, CORRECTED, AGAIN = (SENT + timedelta(days=days) for days in (1, 2, 3, 4))
JUST_BEFORE = timedelta(microseconds=1)


@pytest.fixture
def story(database, plan):
    """A return of 中山区 sent, approved, reopened, corrected and approved again, a day between each."""
    key = ReturnKey("F01", ZHONGSHAN, SEPTEMBER)
    with database.transaction() as tx:
        first = _sent(tx, plan, key, "7", SENT)
        tx.submissions.record(first.id, ReturnState.APPROVED, "wang", APPROVED)
        tx.submissions.record(first.id, ReturnState.REOPENED, "wang", REOPENED, reason="数字有误")
        second = _sent(tx, plan, key, "9", CORRECTED)
        tx.submissions.record(second.id, ReturnState.APPROVED, "zhao", AGAIN)
    comment_on_return(database, plan, LOCAL_OPERATOR, first.id, "请核对", REOPENED)
    return first, second


def _sent(tx, plan, key, value, at):
    figures = [
        ReportedFigure(Observation("01", key.unit, key.period, Basis.CURRENT, Decimal(value)), "F01", "D9", value)
    ]
    sha256 = tx.files.add(f"{key} {value}".encode(), at)
    return tx.submissions.add(plan.head.id, key, "F01.xlsx", sha256, "li", at, figures, ReturnState.SUBMITTED)


STANDINGS = (
    (SENT, ReturnState.SUBMITTED, 1),
    (APPROVED, ReturnState.APPROVED, 1),
    (REOPENED, ReturnState.REOPENED, 1),
    (CORRECTED, ReturnState.SUBMITTED, 2),
    (AGAIN, ReturnState.APPROVED, 2),
)


@pytest.mark.parametrize(("moment", "state", "number"), STANDINGS)
def test_a_return_stands_as_it_did_from_the_very_moment_of_each_event(database, plan, story, moment, state, number):
    def stands(as_of):
        rows = returns(database, plan, LOCAL_OPERATOR, SEPTEMBER, as_of=as_of)
        sent = next(row.submission for row in rows if row.unit.code == ZHONGSHAN)
        return None if sent is None else (sent.state, sent.number)

    assert stands(moment) == (state, number)
    assert stands(moment - JUST_BEFORE) != (state, number)


def test_completeness_counts_what_had_come_in(database, plan, story):
    def filled(as_of):
        shown = completeness(database, plan, LOCAL_OPERATOR, "F01", 2018, date(2018, 10, 20), as_of=as_of)
        row = next(row for unit, row in shown.rows if unit.code == ZHONGSHAN)
        return next(each.filled for each in row if each.key.period == SEPTEMBER)

    assert (filled(SENT - JUST_BEFORE), filled(SENT), filled(None)) == (0, 1, 1)


@pytest.mark.parametrize(
    ("moment", "numbers", "said", "in_force"),
    [(SENT, 1, 0, None), (REOPENED, 1, 1, 7), (CORRECTED, 2, 1, 7), (AGAIN, 2, 1, 9)],
)
def test_an_opened_return_shows_what_was_there_then(database, plan, story, moment, numbers, said, in_force):
    opened = opened_return(database, plan, LOCAL_OPERATOR, story[0].id, as_of=moment)
    assert (len(opened.submissions), len(opened.comments)) == (numbers, said)
    assert [row.in_force for row in opened.figures] == [in_force]
    assert len(opened.events) == sum(at <= moment for at in (SENT, APPROVED, REOPENED))


def test_a_return_cannot_be_opened_before_it_came_in(database, plan, story):
    with pytest.raises(UnknownSubmissionError):
        opened_return(database, plan, LOCAL_OPERATOR, story[1].id, as_of=CORRECTED - JUST_BEFORE)


def test_the_cells_behind_a_figure_are_those_of_then(database, plan, story):
    def cells(as_of):
        found = trace(database, plan, LOCAL_OPERATOR, "new_high_tech_firms", SEPTEMBER, as_of=as_of)
        return [(cell.submission.number, cell.submission.decided_by, cell.submission.decided_at) for cell in found]

    assert cells(APPROVED - JUST_BEFORE) == []
    assert cells(APPROVED) == cells(AGAIN - JUST_BEFORE) == [(1, "wang", APPROVED)]
    assert cells(AGAIN) == cells(None) == [(2, "zhao", AGAIN)]


def test_the_past_is_judged_on_its_own_day(plan):
    today = date(2018, 10, 20)
    assert judged_on(today, plan, None) == today
    assert judged_on(today, plan, datetime(2018, 6, 30, 15, 59, tzinfo=UTC)) == date(2018, 6, 30)
    assert judged_on(today, plan, datetime(2018, 12, 1, tzinfo=UTC)) == today
