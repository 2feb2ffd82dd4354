"""Derived tables spoilt in the database itself: found by a verification, and mended by a rebuild."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from db.tables import CURRENT_VALUES, ROLLUPS, WAITING_RETURNS
from db.tables_lists import CURRENT_LISTS
from indicators.errors import NotAllowedError
from indicators.observations import ObservationStatus
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from indicators.standing import IndicatorPoint
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.data_version import STAMP
from services.rights.roles import Grant, Role
from services.upkeep.rebuild import Rebuilt, rebuild
from services.upkeep.verify import BEFORE_AUDIT, verify
from tests.unit.indicators.listing import NEW, firms

A = "210202"
SEPTEMBER = Period.parse("2018-09")
AT = datetime(2018, 10, 8, tzinfo=UTC)
LATER = AT + timedelta(days=2)
NOW = datetime(2018, 10, 20, tzinfo=UTC)
EVERYTHING = {"01": 10, "02": 300, "03": "60.5", "04": 100, "05": 30, "06": 100, "07": 2, "08": 2000, "10": 200}
DERIVED = (CURRENT_VALUES, CURRENT_LISTS, WAITING_RETURNS, ROLLUPS)
NOTHING_WRONG = Rebuilt((), 0, 0)


@pytest.fixture
def filled(database, plan, all_report, approve):
    """Two months, one corrected figure, one list of firms, one return that waits; all derived tables true."""
    all_report("2018-08", {**EVERYTHING, "01": 8})
    all_report("2018-09", EVERYTHING)
    approve("F01", A, "2018-09", {**EVERYTHING, "01": 14}, at=LATER)
    with database.transaction() as tx:
        sha256 = tx.files.add(b"a list", LATER)
        key, listed = ReturnKey("F04", A, SEPTEMBER), firms((1, "2018-03-01", NEW))
        tx.submissions.add(plan.head.id, key, "F04.xlsx", sha256, "li", LATER, (), ReturnState.APPROVED, listed=listed)
        sent = ReturnKey("F01", A, Period.parse("2018-10"))
        tx.submissions.add(plan.head.id, sent, "F01.xlsx", sha256, "li", LATER, (), ReturnState.SUBMITTED)
        tx.facts.set(BEFORE_AUDIT, "1000000")
    assert verify(database, plan, LOCAL_OPERATOR).sound
    return database


@pytest.fixture
def spoil(filled):
    def spoilt(*statements):
        with filled.transaction() as tx:
            for statement in statements:
                tx.facts._connection.execute(text(statement))

    return spoilt


def derived(database, plan):
    """Everything that follows from the approved figures, as it stands."""
    with database.reading() as tx:
        rows = {table: tx.facts._connection.execute(select(table)).all() for table in DERIVED}
        return {table.name: sorted(map(repr, found)) for table, found in rows.items()}


DAMAGE = {
    "roll-ups deleted": ("DELETE FROM rollups WHERE indicator = 'tech_smes'",),
    "all roll-ups deleted": ("DELETE FROM rollups",),
    "a sum falsified": ("UPDATE rollups SET numerator = '1' WHERE indicator = 'tech_smes'",),
    "a value alone falsified": ("UPDATE rollups SET value = '99' WHERE indicator = 'high_tech_output_share'",),
    "a roll-up renamed": (
        "UPDATE rollups SET indicator = 'no_such' WHERE indicator = 'tech_smes' AND period = '2018-09'",
    ),
    "current figures deleted": ("DELETE FROM current_values WHERE unit = '210202'",),
    "a corrected figure put back": (
        """UPDATE current_values SET submission_id = (SELECT MIN(s.id) FROM submissions s
            WHERE s.unit = '210202' AND s.period = '2018-09') WHERE unit = '210202' AND period = '2018-09'""",
    ),
    "current lists deleted": ("DELETE FROM current_lists",),
    "a list of another unit": ("UPDATE current_lists SET unit = '210203'",),
    "nothing waits any more": ("DELETE FROM waiting_returns",),
    "another submission waits": ("UPDATE waiting_returns SET submission_id = 1",),
    "what was approved waits": (
        """INSERT INTO waiting_returns (plan, form, unit, period, submission_id)
           SELECT plan, form, unit, period, MAX(id) FROM submissions
           WHERE form = 'F01' AND period = '2018-09' GROUP BY plan, form, unit, period""",
    ),
    "everything": ("DELETE FROM rollups", "DELETE FROM current_values", "DELETE FROM current_lists"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_what_is_spoilt_is_found_and_mended(filled, plan, spoil, what):
    before = derived(filled, plan)
    spoil(*DAMAGE[what])
    found = verify(filled, plan, LOCAL_OPERATOR)
    assert not found.sound
    rebuilt = rebuild(filled, plan, LOCAL_OPERATOR, NOW)
    assert rebuilt.changed
    for entries in ("current_values", "current_lists", "waiting_returns"):
        assert getattr(rebuilt, entries) == getattr(found, entries)
    assert verify(filled, plan, LOCAL_OPERATOR).sound
    assert derived(filled, plan) == before


def test_a_rebuild_says_what_was_wrong(filled, plan, spoil):
    spoil(
        "UPDATE rollups SET value = '99' WHERE indicator = 'tech_smes' AND period = '2018-09'",
        "UPDATE rollups SET period = '2031-09', year = 2031 WHERE indicator = 'tech_smes' AND period = '2018-08'",
        "DELETE FROM current_values WHERE unit = '210202' AND variable = '01' AND period = '2018-09'",
    )
    pairs = tuple(("tech_smes", Period.parse(period)) for period in ("2018-08", "2018-09", "2031-09"))
    assert rebuild(filled, plan, LOCAL_OPERATOR, NOW) == Rebuilt(pairs, 1, 0)


def test_where_nothing_is_wrong_nothing_is_written(filled, plan):
    with filled.reading() as tx:
        before = tx.figure_history.of_indicator(plan.head.id, "new_high_tech_firms", 2018)
    assert rebuild(filled, plan, LOCAL_OPERATOR, NOW) == NOTHING_WRONG
    with filled.reading() as tx:
        assert tx.figure_history.of_indicator(plan.head.id, "new_high_tech_firms", 2018) == before


def test_the_past_is_still_known_after_roll_ups_were_mended(filled, plan, spoil):
    spoil("DELETE FROM rollups")
    rebuild(filled, plan, LOCAL_OPERATOR, NOW)
    with filled.reading() as tx:
        then = tx.figure_history.known(plan.head.id, [2018], AT + timedelta(days=1))
    september = [each for each in then if (each.indicator, each.period) == ("new_high_tech_firms", SEPTEMBER)]
    assert [each.value for each in september] == [130]


def test_a_history_that_ends_otherwise_begins_anew(filled, plan):
    false = IndicatorPoint(
        "tech_smes", SEPTEMBER, Decimal(1), numerator=Decimal(1), denominator=None, reported=1, expected=1, missing=(),
        status=ObservationStatus.NORMAL, carried_from=None,
    )  # fmt: skip
    with filled.transaction() as tx:
        tx.figure_history.add(plan.head.id, AT, [false])
    assert verify(filled, plan, LOCAL_OPERATOR).rollups == (("tech_smes", SEPTEMBER),)
    assert rebuild(filled, plan, LOCAL_OPERATOR, NOW).rollups == (("tech_smes", SEPTEMBER),)
    assert verify(filled, plan, LOCAL_OPERATOR).sound
    with filled.reading() as tx:
        assert tx.figure_history.known(plan.head.id, [2018], AT - timedelta(days=1)) is None


def test_a_rebuild_is_noted_and_makes_remembered_answers_old(filled, plan, trail):
    with filled.reading() as tx:
        stamp = tx.facts.get(STAMP)
    rebuild(filled, plan, LOCAL_OPERATOR, NOW)
    (row,) = trail(actions=["rebuild"])
    assert (row.entry.object, row.entry.outcome) == ("plan:dalian-2018", "done")
    assert row.entry.detail == "rollups 0, current_values 0, current_lists 0, waiting_returns 0"
    with filled.reading() as tx:
        assert tx.facts.get(STAMP) != stamp


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_nobody_rebuilds_but_who_has_the_machine(filled, plan, spoil, role):
    spoil("DELETE FROM rollups")
    with pytest.raises(NotAllowedError):
        rebuild(filled, plan, Actor("a", "a", (Grant(role),)), NOW)
    with filled.reading() as tx:
        assert tx.rollups.points(plan.head.id) == []
