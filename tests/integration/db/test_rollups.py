"""Roll-ups and facts: derived or small, overwritten, never lost in part."""

from dataclasses import replace
from decimal import Decimal

import pytest

from db.database import Database
from db.errors import UnstorableNumberError
from indicators.observations import ObservationStatus
from indicators.periods import Period
from indicators.standing import IndicatorPoint
from tests.integration.db.reporting import OCTOBER, PLAN, SEPTEMBER

SHARE = IndicatorPoint(
    indicator="high_tech_output_share",
    period=SEPTEMBER,
    value=Decimal(100) * Decimal(1) / Decimal(3),
    numerator=Decimal("1234.567891"),
    denominator=Decimal("3703.7"),
    reported=12,
    expected=13,
    missing=("210213",),
    status=ObservationStatus.PROVISIONAL,
)
PATENTS = IndicatorPoint(
    indicator="invention_patents_per_10k",
    period=OCTOBER,
    value=None,
    numerator=None,
    denominator=None,
    reported=0,
    expected=13,
    missing=(),
    status=ObservationStatus.MISSING,
    carried_from=Period.whole_year(2016),
)


def stored(database: Database, *args: object, **filters: object) -> list[IndicatorPoint]:
    with database.reading() as tx:
        return tx.rollups.points(*(args or (PLAN,)), **filters)


def test_a_point_comes_back_to_its_last_digit(database: Database):
    with database.transaction() as tx:
        tx.rollups.replace(PLAN, [SHARE, PATENTS])
    share, patents = stored(database)
    assert (share, patents) == (SHARE, PATENTS)
    assert str(share.value) == str(SHARE.value) == "33.33333333333333333333333333"


def test_a_new_point_takes_the_place_of_the_old(database: Database):
    better = replace(SHARE, value=Decimal(34), missing=(), reported=13, status=ObservationStatus.NORMAL)
    for point in (SHARE, better):
        with database.transaction() as tx:
            tx.rollups.replace(PLAN, [point])
    assert stored(database) == [better]


def test_points_can_be_narrowed_and_come_in_time(database: Database):
    august, year_before = replace(SHARE, period=Period.month(2018, 8)), replace(SHARE, period=Period.month(2017, 9))
    with database.transaction() as tx:
        tx.rollups.replace(PLAN, [PATENTS, SHARE, year_before, august])
        tx.rollups.replace("another-plan", [SHARE])
    assert stored(database, PLAN, indicator=SHARE.indicator) == [year_before, august, SHARE]
    assert stored(database, years=[2018]) == [august, SHARE, PATENTS]
    assert stored(database, years=[]) == []


def test_clearing_forgets_one_plan_only(database: Database):
    with database.transaction() as tx:
        tx.rollups.replace(PLAN, [SHARE])
        tx.rollups.replace("another-plan", [SHARE])
        tx.rollups.replace(PLAN, [])
        tx.rollups.clear(PLAN)
    assert stored(database) == []
    assert stored(database, "another-plan") == [SHARE]


def test_a_point_that_is_no_number_is_never_stored(database: Database):
    with pytest.raises(UnstorableNumberError), database.transaction() as tx:
        tx.rollups.replace(PLAN, [SHARE, replace(PATENTS, value=Decimal("NaN"))])
    assert stored(database) == []


def test_a_fact_is_set_changed_and_forgotten(database: Database):
    with database.transaction() as tx:
        assert tx.facts.get("sample") is None
        tx.facts.set("sample", "october")
        tx.facts.set("sample", "year-end")
        tx.facts.set("today", "2019-01-20")
    with database.reading() as tx:
        assert tx.facts.get("sample") == "year-end"
    with database.transaction() as tx:
        tx.facts.set("sample", None)
        assert tx.facts.get("sample") is None
        assert tx.facts.get("today") == "2019-01-20"
