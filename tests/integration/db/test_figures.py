"""How figures moved, what was noted beside them, and who saw them last: on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete, update

from db.database import Database
from db.errors import PermanentRecordError
from db.figure_records import LastVisit
from db.tables_figures import FIGURE_HISTORY, INDICATOR_NOTES
from indicators.observations import ObservationStatus
from indicators.standing import IndicatorPoint
from tests.integration.db.reporting import NOON, OCTOBER, PLAN, SEPTEMBER, figure, upload

HOUR = timedelta(hours=1)
FIRMS = IndicatorPoint(
    "firms", SEPTEMBER, Decimal(140), Decimal(140), None, 12, 13, ("210213",), ObservationStatus.NORMAL
)
MORE = replace(FIRMS, value=Decimal(141), numerator=Decimal(141), reported=13, missing=())
LATER = replace(MORE, period=OCTOBER)


@pytest.fixture
def moved(database: Database) -> Database:
    """September came in at noon and was completed an hour later; then came October, its clock an hour behind."""
    with database.transaction() as tx:
        for hours, point in ((0, FIRMS), (1, MORE), (0.5, LATER)):
            upload(tx, figure("1"), hours=hours)
            tx.rollups.replace(PLAN, [point])
            tx.figure_history.add(PLAN, NOON + hours * HOUR, [point])
        tx.figure_history.add("another-plan", NOON, [LATER])
        tx.figure_history.add(PLAN, NOON, [])
    return database


@pytest.mark.parametrize(("hours", "found"), [(-1, []), (0, [FIRMS]), (0.5, [MORE, LATER]), (1, [MORE, LATER])])
def test_figures_are_known_as_they_were_at_a_moment(moved: Database, hours: float, found: list[IndicatorPoint]):
    with moved.reading() as tx:
        assert sorted(tx.figure_history.known(PLAN, [2018], NOON + hours * HOUR), key=lambda p: p.period) == found
        assert tx.figure_history.known(PLAN, [2017], NOON + hours * HOUR) == []


def test_what_was_before_a_history_begins_is_not_told(moved: Database):
    with moved.transaction() as tx:
        upload(tx, figure("2"), hours=3)
        tx.rollups.replace(PLAN, [FIRMS])
        tx.figure_history.begin(PLAN, NOON + 3 * HOUR, [FIRMS, LATER])
    with moved.reading() as tx:
        assert tx.figure_history.known(PLAN, [2018], NOON + 2 * HOUR) is None
        assert tx.figure_history.known(PLAN, [2018], NOON + 3 * HOUR) == [FIRMS, LATER]
        assert tx.figure_history.known(PLAN, [2018]) == [FIRMS, LATER]


def test_an_indicators_movements_come_in_the_order_in_which_they_happened(moved: Database):
    with moved.reading() as tx:
        found = tx.figure_history.of_indicator(PLAN, "firms", 2018)
        assert tx.figure_history.of_indicator(PLAN, "other", 2018) == []
    assert [(each.at, each.point) for each in found] == [
        (NOON, FIRMS),
        (NOON + HOUR, MORE),
        (NOON + 0.5 * HOUR, LATER),
    ]


@pytest.mark.parametrize("change", [update(FIGURE_HISTORY).values(plan="x"), delete(FIGURE_HISTORY)])
def test_history_is_never_changed(moved: Database, change):
    with pytest.raises(PermanentRecordError), moved.transaction() as tx:
        tx.facts._connection.execute(change)


def test_notes_come_back_in_the_order_in_which_they_were_written(database: Database):
    with database.transaction() as tx:
        tx.indicator_notes.add(PLAN, "firms", OCTOBER, "li", NOON, "证书分批下发 <b>")
        tx.indicator_notes.add(PLAN, "firms", SEPTEMBER, "wang", NOON + HOUR, "含补报")
        tx.indicator_notes.add("another-plan", "firms", SEPTEMBER, "wang", NOON, "x")
    with database.reading() as tx:
        found = tx.indicator_notes.of_indicator(PLAN, "firms")
    assert [(each.period, each.author, each.at, each.text) for each in found] == [
        (OCTOBER, "li", NOON, "证书分批下发 <b>"),
        (SEPTEMBER, "wang", NOON + HOUR, "含补报"),
    ]


@pytest.mark.parametrize("change", [update(INDICATOR_NOTES).values(text="x"), delete(INDICATOR_NOTES)])
def test_a_note_is_never_changed(database: Database, change):
    with database.transaction() as tx:
        tx.indicator_notes.add(PLAN, "firms", OCTOBER, "li", NOON, "证书分批下发")
    with pytest.raises(PermanentRecordError), database.transaction() as tx:
        tx.facts._connection.execute(change)


def test_a_visit_takes_the_place_of_the_one_before(database: Database):
    with database.transaction() as tx:
        assert tx.last_visits.get(PLAN, "leader") is None
        tx.last_visits.set(PLAN, "leader", LastVisit(NOON, None))
        tx.last_visits.set(PLAN, "leader", LastVisit(NOON + HOUR, NOON))
        tx.last_visits.set("another-plan", "leader", LastVisit(NOON, None))
    with database.reading() as tx:
        assert tx.last_visits.get(PLAN, "leader") == LastVisit(NOON + HOUR, NOON)
        assert tx.last_visits.get(PLAN, "somebody") is None
