"""What counts now, and what counted then."""

from datetime import timedelta
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.database import Database
from indicators.observations import Basis
from indicators.periods import Period
from indicators.returns import ReturnState
from tests.integration.db.reporting import (
    NOON,
    OCTOBER,
    PLAN,
    SEPTEMBER,
    XIGANG,
    ZHONGSHAN,
    current,
    figure,
    index_faults,
    key,
    upload,
    uploaded,
)

HISTORY = key(period=Period.whole_year(2018), form="F01H")


def decide(database: Database, submission_id: int, state: ReturnState, hours: float = 0) -> None:
    with database.transaction() as tx:
        tx.submissions.record(submission_id, state, "wang", NOON + timedelta(hours=hours))


def test_only_an_approved_submission_feeds_figures(database: Database):
    given_ = uploaded(database, figure("3"), state=ReturnState.SUBMITTED)
    assert current(database) == {}
    decide(database, given_.id, ReturnState.APPROVED)
    assert current(database) == {("01", ZHONGSHAN): Decimal(3)}


def test_the_approved_last_wins_and_the_earlier_stays(database: Database):
    first = uploaded(database, figure("3"))
    uploaded(database, figure("4"), hours=1)
    assert current(database) == {("01", ZHONGSHAN): Decimal(4)}
    with database.reading() as tx:
        assert tx.observations.of_submission(first.id) == [figure("3")]
        assert tx.submissions.get(first.id) == first


def test_the_order_is_that_of_approval_not_of_submission(database: Database):
    first = uploaded(database, figure("3"), state=ReturnState.SUBMITTED)
    uploaded(database, figure("4"), hours=1)
    decide(database, first.id, ReturnState.APPROVED, hours=2)
    assert current(database) == {("01", ZHONGSHAN): Decimal(3)}


def test_a_clock_set_back_does_not_change_the_order(database: Database):
    uploaded(database, figure("3"), hours=5)
    uploaded(database, figure("4"), hours=1)
    assert current(database) == {("01", ZHONGSHAN): Decimal(4)}
    assert current(database, as_of=NOON + timedelta(hours=6)) == {("01", ZHONGSHAN): Decimal(4)}


def test_what_a_correction_leaves_out_no_longer_counts(database: Database):
    uploaded(database, figure("3"), figure("7", variable="02"))
    uploaded(database, figure("4"), hours=1)
    assert current(database, "01", "02") == {("01", ZHONGSHAN): Decimal(4)}
    assert not index_faults(database)


def test_what_a_correction_leaves_out_falls_back_to_another_return_of_the_same_figure(database: Database):
    uploaded(database, figure("3"), of=HISTORY)
    uploaded(database, figure("4"), hours=1)
    uploaded(database, figure("7", variable="02"), hours=2)
    assert current(database, "01", "02") == {("01", ZHONGSHAN): Decimal(3), ("02", ZHONGSHAN): Decimal(7)}
    assert not index_faults(database)


def test_a_reopened_return_counts_until_its_correction_is_approved(database: Database):
    uploaded(database, figure("3"), figure("7", variable="02"))
    second = uploaded(database, figure("4"), hours=1)
    decide(database, second.id, ReturnState.REOPENED, hours=2)
    assert current(database, "01", "02") == {("01", ZHONGSHAN): Decimal(4)}
    with database.reading() as tx:
        assert tx.submissions.approved_keys(PLAN) == {key()}
        assert tx.submissions.get(second.id).state is ReturnState.REOPENED
        (traced,) = tx.observations.traced(PLAN, [("01", SEPTEMBER)])
    assert traced.submission.state is ReturnState.APPROVED
    third = uploaded(database, figure("5"), state=ReturnState.SUBMITTED, hours=3)
    assert current(database) == {("01", ZHONGSHAN): Decimal(4)}
    decide(database, third.id, ReturnState.APPROVED, hours=4)
    assert current(database) == {("01", ZHONGSHAN): Decimal(5)}
    assert not index_faults(database)


def test_reopening_one_return_does_not_put_it_before_another_that_gives_the_same_figure(database: Database):
    history = uploaded(database, figure("3"), of=HISTORY)
    uploaded(database, figure("4"), hours=1)
    decide(database, history.id, ReturnState.REOPENED, hours=2)
    assert current(database) == {("01", ZHONGSHAN): Decimal(4)}
    assert not index_faults(database)


def test_a_returned_correction_leaves_the_approved_figures_alone(database: Database):
    uploaded(database, figure("3"))
    second = uploaded(database, figure("4"), state=ReturnState.SUBMITTED, hours=1)
    decide(database, second.id, ReturnState.RETURNED, hours=2)
    assert current(database) == {("01", ZHONGSHAN): Decimal(3)}


def test_units_periods_bases_and_plans_are_kept_apart(database: Database):
    uploaded(database, figure("3"), figure("30", basis=Basis.RESTATED))
    uploaded(database, figure("4", unit=XIGANG), of=key(unit=XIGANG))
    uploaded(database, figure("5", period=OCTOBER), of=key(period=OCTOBER))
    uploaded(database, figure("6"), plan="another-plan")
    assert current(database) == {("01", ZHONGSHAN): Decimal(3), ("01", XIGANG): Decimal(4)}
    assert current(database, plan="another-plan") == {("01", ZHONGSHAN): Decimal(6)}
    with database.reading() as tx:
        (restated,) = tx.observations.values(PLAN, [("01", SEPTEMBER)], Basis.RESTATED)
        months = tx.observations.series(PLAN, ["01"], ZHONGSHAN)
        everywhere = tx.observations.series(PLAN, ["01"])
    assert restated.value == Decimal(30)
    assert [(o.period, o.value) for o in months] == [(SEPTEMBER, Decimal(3)), (OCTOBER, Decimal(5))]
    assert len(everywhere) == 3


def test_only_the_wanted_pairs_come_back(database: Database):
    september = [figure("1"), figure("2", variable="02")]
    october = [figure("3", period=OCTOBER), figure("4", variable="02", period=OCTOBER)]
    uploaded(database, *september, *october)
    with database.reading() as tx:
        found = tx.observations.values(PLAN, {("01", SEPTEMBER), ("02", OCTOBER)})
        then = tx.observations.values(PLAN, {("01", SEPTEMBER), ("02", OCTOBER)}, as_of=NOON)
        assert tx.observations.values(PLAN, []) == []
    assert [o.value for o in found] == [Decimal(1), Decimal(4)]
    assert then == found


def test_as_of_a_moment_shows_what_was_known_then(database: Database):
    first = uploaded(database, figure("3"), figure("7", variable="02"))
    second = uploaded(database, figure("4"), hours=2)
    decide(database, second.id, ReturnState.RETURNED, hours=4)

    def then(hours: float):
        return current(database, "01", "02", as_of=NOON + timedelta(hours=hours))

    both = {("01", ZHONGSHAN): Decimal(3), ("02", ZHONGSHAN): Decimal(7)}
    assert then(-1) == {}
    assert then(0) == both
    assert then(1) == both
    assert then(2) == {("01", ZHONGSHAN): Decimal(4)}
    assert then(3.99) == {("01", ZHONGSHAN): Decimal(4)}
    assert then(4) == both
    with database.reading() as tx:
        (traced,) = tx.observations.traced(PLAN, [("01", SEPTEMBER)], as_of=NOON + timedelta(hours=3))
        (before,) = tx.observations.traced(PLAN, [("01", SEPTEMBER)], as_of=NOON + timedelta(hours=1))
    assert (traced.submission.id, before.submission.id) == (second.id, first.id)


def test_a_moment_may_be_given_in_any_zone(database: Database):
    from zoneinfo import ZoneInfo

    uploaded(database, figure("3"))
    in_dalian = NOON.astimezone(ZoneInfo("Asia/Shanghai"))
    assert current(database, as_of=in_dalian) == {("01", ZHONGSHAN): Decimal(3)}
    assert current(database, as_of=in_dalian - timedelta(seconds=1)) == {}


def test_a_damaged_index_is_found_and_rebuilt(database: Database):
    from sqlalchemy import delete, update

    from db.tables import CURRENT_VALUES

    with database.transaction() as tx:
        first = upload(tx, figure("3"))
        upload(tx, figure("4"), figure("7", variable="02"))
        connection = tx.observations._connection
        connection.execute(
            update(CURRENT_VALUES).where(CURRENT_VALUES.c.variable == "01").values(submission_id=first.id)
        )
        connection.execute(delete(CURRENT_VALUES).where(CURRENT_VALUES.c.variable == "02"))
    assert {(fault.variable, fault.submission_id) for fault in index_faults(database)} == {
        ("01", 1),
        ("01", 2),
        ("02", 2),
    }
    with database.transaction() as tx:
        tx.observations.rebuild_current(PLAN)
    assert not index_faults(database)
    assert current(database, "01", "02") == {("01", ZHONGSHAN): Decimal(4), ("02", ZHONGSHAN): Decimal(7)}


RETURNS = (key(), key(unit=XIGANG), HISTORY)
uploading = st.tuples(
    st.sampled_from(RETURNS),
    st.sets(st.tuples(st.sampled_from(["01", "02"]), st.sampled_from([ZHONGSHAN, XIGANG]))),
    st.sampled_from(ReturnState),
)
deciding = st.tuples(st.integers(0, 20), st.sampled_from(ReturnState))


class Ledger:
    """The same rules, told in the plainest way: the whole story again at every question."""

    def __init__(self) -> None:
        self.submissions: list[tuple[object, set[tuple[str, str]]]] = []
        self.events: list[tuple[int, ReturnState]] = []

    def expected(self, events: int) -> dict[tuple[str, str], Decimal]:
        last = {}
        for sequence, (submission, state) in enumerate(self.events[:events]):
            if state is not ReturnState.REOPENED:
                last[submission] = (sequence, state)
        of_return = {}
        for submission, (sequence, state) in sorted(last.items(), key=lambda item: item[1][0]):
            if state is ReturnState.APPROVED:
                of_return[self.submissions[submission][0]] = (sequence, submission)
        figures = {}
        for _, submission in sorted(of_return.values()):
            for variable, unit in self.submissions[submission][1]:
                figures[variable, unit] = Decimal(submission)
        return figures


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(uploading | deciding, max_size=8))
def test_any_story_gives_the_figures_the_plain_rules_give(request: pytest.FixtureRequest, engine: str, steps: list):
    database = request.getfixturevalue(f"{engine}_shared")
    plan, ledger, hours = f"plan-{next(PLANS)}", Ledger(), []
    ids = []
    for step in steps:
        with database.transaction() as tx:
            hour = next(HOURS)
            if len(step) == 3:
                of, cells, state = step
                figures = [figure(str(len(ids)), variable, unit) for variable, unit in sorted(cells)]
                ids.append(upload(tx, *figures, of=of, state=state, hours=hour, plan=plan).id)
                ledger.submissions.append((of, cells))
                ledger.events.append((len(ids) - 1, state))
            elif ids:
                submission = step[0] % len(ids)
                tx.submissions.record(ids[submission], step[1], "wang", NOON + timedelta(hours=hour))
                ledger.events.append((submission, step[1]))
            else:
                continue
        hours.append(hour)
    assert current(database, "01", "02", plan=plan) == ledger.expected(len(ledger.events))
    assert not index_faults(database, plan)
    for known, hour in enumerate(hours, start=1):
        then = current(database, "01", "02", plan=plan, as_of=NOON + timedelta(hours=hour))
        assert then == ledger.expected(known)


PLANS, HOURS = count(1), count(1)


@pytest.fixture(scope="module")
def sqlite_shared(tmp_path_factory: pytest.TempPathFactory):
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('shared')}/dabiao.sqlite3")
    database.upgrade()
    yield database
    database.dispose()


@pytest.fixture(scope="module")
def postgresql_shared(postgres_cluster, postgresql_template: str):
    database = Database(postgres_cluster.url(postgres_cluster.create(postgresql_template)))
    yield database
    database.dispose()
