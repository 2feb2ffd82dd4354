"""A return that was sent many times: what is asked of its history is the same, and costs no more than at first."""

from datetime import timedelta
from sqlite3 import Connection
from typing import cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.database import Database
from indicators.returns import ReturnState
from services.groundwork.return_states import standing
from tests.integration.db.reporting import NOON, PLAN, SEPTEMBER, figure, index_faults, key, upload, uploaded


def counting_steps(database: Database) -> list[int]:
    """Grows by one with every ten steps that SQLite's machine takes on the database's connection."""
    taken: list[int] = []
    with database.driver_connection() as connection:
        cast("Connection", connection).set_progress_handler(lambda: taken.append(1) or 0, 10)
    return taken


SENT = st.lists(
    st.tuples(st.sampled_from(ReturnState), st.sets(st.sampled_from(["01", "02", "03"]))), min_size=1, max_size=6
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=SENT)
def test_how_a_return_stands_is_what_its_whole_history_says(sqlite_database: Database, story):
    """In one database, each story in a return of its own, so that a return is never mistaken for another."""
    with sqlite_database.transaction() as tx:
        unit = f"U{len(tx.submissions.listing(PLAN)):05}"
        of = key(unit=unit)
        assert tx.submissions.standing(PLAN, of) is None
        for hours, (state, variables) in enumerate(story):
            upload(tx, *(figure("3", code, unit) for code in sorted(variables)), of=of, state=state, hours=hours)
            history = tx.submissions.history(PLAN, of)
            assert tx.submissions.standing(PLAN, of) == standing(history)
            assert tx.submissions.last(PLAN, of) == history[-1]
            stands = standing(history)
            waits = [] if stands is None or stands.state is not ReturnState.SUBMITTED else [stands]
            assert [each for each in tx.submissions.waiting(PLAN) if each.key == of] == waits
            assert tx.submissions.waiting_differences(PLAN) == 0
        for hours in range(len(story)):
            then = NOON + timedelta(hours=hours)
            assert tx.submissions.standing(PLAN, of, then) == standing(tx.submissions.history(PLAN, of, then))
    assert index_faults(sqlite_database) == set()


def test_a_figure_that_the_correction_leaves_out_goes_back_to_who_gave_it_otherwise(database: Database):
    uploaded(database, figure("3"), figure("8", "02"), of=key(form="F01H"))
    uploaded(database, figure("4"), figure("9", "02"))
    uploaded(database, figure("5"))
    with database.reading() as tx:
        found = tx.observations.traced(PLAN, [("01", SEPTEMBER), ("02", SEPTEMBER)])
    assert {each.figure.observation.variable: each.submission.key.form for each in found} == {"01": "F01", "02": "F01H"}
    assert index_faults(database) == set()


def test_the_fiftieth_correction_takes_few_more_steps_than_the_second(sqlite_database: Database):
    """Counted are the steps of SQLite's machine, not seconds: the same on every computer.

    A few for every earlier submission are allowed; when each was held against all others it was ten times as many.
    """
    taken = counting_steps(sqlite_database)
    figures = [figure("3", f"{code:02}") for code in range(1, 31)]
    steps = []
    for hours in range(50):
        taken.clear()
        with sqlite_database.transaction() as tx:
            assert hours == 0 or tx.submissions.standing(PLAN, key()) is not None
            sent = upload(tx, *figures, state=ReturnState.SUBMITTED, hours=hours)
            tx.submissions.record(sent.id, ReturnState.APPROVED, "wang", NOON + timedelta(hours=hours))
            tx.submissions.record(sent.id, ReturnState.REOPENED, "wang", NOON + timedelta(hours=hours))
        steps.append(len(taken))
    assert 0 < steps[49] < 4 * steps[1]


def test_what_waits_is_found_in_no_more_steps_beside_sixty_returns_that_were_decided(sqlite_database: Database):
    taken, steps = counting_steps(sqlite_database), []
    with sqlite_database.transaction() as tx:
        sent = upload(tx, figure("3"), state=ReturnState.SUBMITTED)
    for others in (0, 60):
        for number in range(others):
            unit = f"U{number:05}"
            uploaded(sqlite_database, figure("3", "01", unit), of=key(unit=unit))
        with sqlite_database.reading() as tx:
            taken.clear()
            assert [each.id for each in tx.submissions.waiting(PLAN)] == [sent.id]
            steps.append(len(taken))
    assert 0 < steps[1] <= steps[0] + 1


def test_what_has_come_of_one_units_returns_takes_no_more_steps_beside_sixty_other_units(sqlite_database: Database):
    taken, steps = counting_steps(sqlite_database), []
    for others in (0, 60):
        for number in range(others):
            unit = f"U{number:05}"
            uploaded(sqlite_database, *(figure("3", f"{code:02}", unit) for code in range(1, 11)), of=key(unit=unit))
        uploaded(sqlite_database, figure("3"))
        with sqlite_database.reading() as tx:
            taken.clear()
            came = tx.observations.arrivals(PLAN, "F01", {2018}, key().unit)
            own = tx.submissions.listing(PLAN, form="F01", unit=key().unit, periods=[SEPTEMBER])
            steps.append(len(taken))
        assert ([each.unit for each in came], len(own)) == ([key().unit], len(steps))
    assert 0 < steps[1] < 2 * steps[0]
