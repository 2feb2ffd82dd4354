"""The past as it is looked up is the past as it is worked out, whatever was approved, corrected and reopened when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db.database import Database
from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import Period
from indicators.plan import Plan
from indicators.returns import ReturnKey, ReturnState
from services.groundwork.points import read_points, worked_out
from services.groundwork.rollups import untrue_rollups
from services.returns.review_return import approve
from services.rights.actor import LOCAL_OPERATOR
from tests.conftest import upgraded

BEGUN = datetime(2018, 9, 1, tzinfo=UTC)
YEARS = (2017, 2018)
UNITS = ("210202", "210203", "DL-GX")
MONTHS = ("2017-12", "2018-08", "2018-09")
POPULATION = (("F02", "DL-TJJ", "2016", ("23",)), ("F02", "DL-TJJ", "2017", ("23",)))
RETURNS = tuple(("F01", unit, month, ("01", "03", "04", "08")) for unit in UNITS for month in MONTHS) + POPULATION

ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(RETURNS),
        st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=4, max_size=4),
        st.integers(-3, 30),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


def act(database: Database, plan: Plan, action: tuple[object, ...], at: datetime) -> None:
    """Sends one return and approves it; some are reopened afterwards, which changes nothing until the next."""
    (form, unit, period, variables), values, _, reopened = action
    key = ReturnKey(form, unit, Period.parse(period))
    figures = [
        ReportedFigure(
            Observation(variable, unit, key.period, Basis.CURRENT, Decimal(value)), form, f"D{row}", str(value)
        )
        for row, (variable, value) in enumerate(zip(variables, values, strict=False), start=9)
        if value is not None
    ]
    with database.transaction() as tx:
        digest = tx.files.add(f"{form} {unit} {period} {values} {at}".encode(), at)
        sent = tx.submissions.add(plan.head.id, key, "x.xlsx", digest, "li", at, figures, ReturnState.SUBMITTED)
        approve(tx, plan, LOCAL_OPERATOR, sent, at)
        if reopened:
            tx.submissions.record(sent.id, ReturnState.REOPENED, "wang", at, reason="更正")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Database]:
    """Empty databases, one at every call."""
    folder = tmp_path_factory.mktemp("past")
    template = folder / "template.sqlite3"
    upgraded(f"sqlite:///{template}")
    made = []

    def another() -> Database:
        path = Path(folder / f"{len(made)}.sqlite3")
        path.write_bytes(template.read_bytes())
        made.append(path)
        return Database(f"sqlite:///{path}")

    return another


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(actions=ACTIONS)
@example(actions=[(RETURNS[0], [None, None, None, 0], 0, False), (RETURNS[0], [None] * 4, 0, False)])
@example(actions=[(RETURNS[0], [None] * 4, 0, False), (RETURNS[0], [None, 17, None, 3], 1, False)])
def test_every_moment_is_looked_up_as_it_would_be_worked_out(
    fresh: Callable[[], Database], plan: Plan, actions: Sequence[tuple[object, ...]]
):
    database, at, moments = fresh(), BEGUN, [BEGUN - timedelta(days=1)]
    for action in actions:
        at += timedelta(hours=action[2])  # a clock may be set back: the order of the events decides
        act(database, plan, action, at)
        moments.append(at)
    with database.reading() as tx:
        assert untrue_rollups(tx, plan) == ()
    with database.reading() as tx:
        for moment in moments:
            assert tx.figure_history.known(plan.head.id, YEARS, moment) is not None
            found = _told(read_points(tx, plan, YEARS, moment).values())
            assert found == _told(worked_out(tx, plan, YEARS, moment))
    database.dispose()


def _told(points):
    return {(each.indicator, each.period): each for each in points if each.reported or each.denominator is not None}
