"""What waits for approval can be counted in to look ahead; it is told, and it is kept nowhere."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from indicators.errors import NotAllowedError
from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from services.groundwork.rollups import untrue_rollups
from services.monitoring.monitor import indicator_detail, overview
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.roles import Grant, Role
from tests.integration.services.conftest import TODAY
from tests.integration.services.test_monitor import EVERYTHING, row_of

SEPTEMBER, OCTOBER = Period.month(2018, 9), Period.month(2018, 10)
FIRMS = "new_high_tech_firms"
NOW = datetime(2018, 10, 9, tzinfo=UTC)


@pytest.fixture
def send(database, plan):
    """send("2018-09", {"01": 14}) stores a return of 中山区 that waits."""

    def stored(period, values, state=ReturnState.SUBMITTED, unit="210202"):
        key = ReturnKey("F01", unit, Period.parse(period))
        seen = [Observation(code, unit, key.period, Basis.CURRENT, Decimal(value)) for code, value in values.items()]
        figures = [ReportedFigure(each, "F01", f"D{each.variable}", str(each.value)) for each in seen]
        with database.transaction() as tx:
            sha256 = tx.files.add(f"{period} {values} {state}".encode(), NOW)
            return tx.submissions.add(plan.head.id, key, "F01.xlsx", sha256, "li", NOW, figures, state)

    return stored


def look(database, plan, period=SEPTEMBER, actor=LOCAL_OPERATOR, *, submitted=True):
    return overview(database, plan, actor, period, TODAY, submitted=submitted)


def test_a_waiting_correction_is_counted_in_only_where_asked_for(database, plan, all_report, send):
    all_report("2018-09", EVERYTHING)
    send("2018-09", {"01": 14})
    assert row_of(look(database, plan, submitted=False), FIRMS).standing.point.value == 130
    view = look(database, plan)
    assert row_of(view, FIRMS).standing.point.value == 134
    assert (view.awaiting.returns, view.awaiting.figures) == (1, {(FIRMS, SEPTEMBER)})
    assert row_of(look(database, plan, submitted=False), FIRMS).standing.point.value == 130
    with database.reading() as tx:
        assert untrue_rollups(tx, plan) == ()


def test_the_indicators_page_counts_it_in_for_units_months_and_growth(database, plan, all_report, send):
    all_report("2017-09", {**EVERYTHING, "01": 8})
    all_report("2018-08", EVERYTHING)
    all_report("2018-09", EVERYTHING)
    send("2018-09", {"01": 14})
    detail = indicator_detail(database, plan, LOCAL_OPERATOR, FIRMS, SEPTEMBER, TODAY, submitted=True)
    assert next(row.value for row in detail.units if row.unit.code == "210202") == 14
    assert [month.value for month in detail.months if month.period == SEPTEMBER] == [4]
    assert detail.unit_growth["210202"].change == 75
    assert detail.awaiting.returns == 1


def test_what_is_only_submitted_does_not_make_a_month_complete(database, plan, all_report, send):
    all_report("2018-09", EVERYTHING)
    all_report("2018-10", EVERYTHING, but=("210202",))
    send("2018-10", EVERYTHING)
    view = look(database, plan, None)
    assert (view.default_period, view.period) == (SEPTEMBER, SEPTEMBER)
    assert row_of(look(database, plan, OCTOBER), FIRMS).standing.point.reported == 13


def test_drafts_returned_and_replaced_uploads_do_not_wait(database, plan, all_report, send):
    all_report("2018-09", EVERYTHING)
    send("2018-09", {"01": 20})
    last = send("2018-09", {"01": 21})
    send("2018-09", {}, state=ReturnState.DRAFT)
    assert row_of(look(database, plan), FIRMS).standing.point.value == 141
    with database.transaction() as tx:
        assert [each.id for each in tx.submissions.waiting(plan.head.id)] == [last.id]
        tx.submissions.record(last.id, ReturnState.RETURNED, "wang", NOW, reason="请核实")
        assert tx.submissions.waiting(plan.head.id) == ()
    view = look(database, plan)
    assert (view.awaiting.returns, row_of(view, FIRMS).standing.point.value) == (0, 130)


def test_who_sees_no_submitted_figures_is_refused(database, plan):
    auditor = Actor("audit", "审计员", (Grant(Role.AUDITOR),))
    with pytest.raises(NotAllowedError):
        look(database, plan, actor=auditor)
