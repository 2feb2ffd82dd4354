"""What changed between two events is what two whole readings differ in, on both databases."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.database import Database
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from tests.integration.db.reporting import (
    NOON,
    PLAN,
    XIGANG,
    ZHONGSHAN,
    current,
    figure,
    key,
    upload,
    uploaded,
)

HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)
HISTORY = ReturnKey("F01H", ZHONGSHAN, Period.whole_year(2018))


def changed(database: Database, since, until=None, plan: str = PLAN, **only):
    with database.reading() as tx:
        found = tx.revisions.changed(plan, since, until, **only)
    return {
        (each.seen.variable, each.seen.unit): tuple(
            side and side.figure.observation.value for side in (each.before, each.after)
        )
        for each in found
    }


def test_a_correction_tells_both_cells_their_submissions_and_why_it_was_reopened(database: Database):
    with database.transaction() as tx:
        first = upload(tx, figure("3"), figure("7", variable="02"))
        tx.submissions.record(first.id, ReturnState.REOPENED, "wang", NOON + HOUR, reason="数字有误")
        second = upload(tx, figure("4"), figure("7", variable="02"), hours=2)
    with database.reading() as tx:
        (found,) = tx.revisions.changed(PLAN, NOON, None)
    assert (found.before.submission.id, found.after.submission.id) == (first.id, second.id)
    assert (found.before.figure.cell, found.before.submission.state) == ("D6", ReturnState.APPROVED)
    assert (found.reopened.actor, found.reopened.reason) == ("wang", "数字有误")


def test_both_moments_belong_to_what_is_known_at_them(database: Database):
    uploaded(database, figure("3"))
    uploaded(database, figure("4"), hours=1)
    assert changed(database, NOON - INSTANT, NOON) == {("01", ZHONGSHAN): (None, 3)}
    assert changed(database, NOON, NOON + HOUR - INSTANT) == {}
    assert changed(database, NOON, NOON + HOUR) == {("01", ZHONGSHAN): (3, 4)}
    assert changed(database, NOON - INSTANT, None) == {("01", ZHONGSHAN): (None, 4)}
    assert changed(database, NOON + HOUR, None) == {}


def test_what_was_only_submitted_changes_nothing(database: Database):
    uploaded(database, figure("3"))
    uploaded(database, figure("4"), hours=1, state=ReturnState.SUBMITTED)
    assert changed(database, NOON, None) == {}


def test_the_same_figure_from_another_return_is_the_one_that_counted(database: Database):
    uploaded(database, figure("3"), of=HISTORY)
    uploaded(database, figure("3"), figure("8", variable="02"), hours=1)
    uploaded(database, figure("5"), hours=2)
    assert changed(database, NOON, NOON + HOUR) == {("02", ZHONGSHAN): (None, 8)}
    assert changed(database, NOON + HOUR, None) == {("01", ZHONGSHAN): (3, 5), ("02", ZHONGSHAN): (8, None)}


def test_it_can_be_asked_for_some_variables_or_one_unit(database: Database):
    uploaded(database, figure("3"), figure("8", variable="02"))
    uploaded(database, figure("4", unit=XIGANG), of=key(unit=XIGANG))
    before = NOON - HOUR
    assert changed(database, before, variables=["02"]) == {("02", ZHONGSHAN): (None, 8)}
    assert changed(database, before, unit=XIGANG) == {("01", XIGANG): (None, 4)}
    assert changed(database, before, plan="another") == {}


RETURNS = (key(), key(unit=XIGANG), HISTORY)
uploading = st.tuples(
    st.sampled_from(RETURNS),
    st.dictionaries(st.tuples(st.sampled_from(["01", "02"]), st.sampled_from([ZHONGSHAN, XIGANG])), st.integers(0, 2)),
    st.sampled_from(ReturnState),
)
deciding = st.tuples(st.integers(0, 20), st.sampled_from(ReturnState))
PLANS, HOURS = count(1), count(1)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(uploading | deciding, max_size=7), data=st.data())
def test_of_any_story_it_tells_what_two_readings_differ_in(request, engine: str, steps: list, data):
    database = request.getfixturevalue(f"{engine}_shared")
    plan, ids, hours = f"plan-{next(PLANS)}", [], [next(HOURS)]
    for step in steps:
        hours.append(next(HOURS))
        with database.transaction() as tx:
            if len(step) == 3:
                of, cells, state = step
                figures = [figure(str(value), *cell) for cell, value in sorted(cells.items())]
                ids.append(upload(tx, *figures, of=of, state=state, hours=hours[-1], plan=plan).id)
            elif ids:
                at = NOON + timedelta(hours=hours[-1])
                tx.submissions.record(ids[step[0] % len(ids)], step[1], "wang", at)
    since, until = sorted(data.draw(st.lists(st.sampled_from(hours), min_size=2, max_size=2)))
    moments = [NOON + timedelta(hours=hour) for hour in (since, until)]
    then, now = (current(database, "01", "02", plan=plan, as_of=moment) for moment in moments)
    differing = {cell for cell in then.keys() | now.keys() if then.get(cell) != now.get(cell)}
    expected = {cell: (then.get(cell), now.get(cell)) for cell in differing}
    assert changed(database, *moments, plan=plan) == expected


@pytest.fixture(scope="module")
def sqlite_shared(tmp_path_factory: pytest.TempPathFactory):
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('revisions')}/dabiao.sqlite3")
    database.upgrade()
    yield database
    database.dispose()


@pytest.fixture(scope="module")
def postgresql_shared(postgres_cluster, postgresql_template: str):
    database = Database(postgres_cluster.url(postgres_cluster.create(postgresql_template)))
    yield database
    database.dispose()
