"""Which events were there at a moment, whatever the clocks of those who wrote them said."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from db import in_force
from db.database import Database
from db.in_force import sequence_at
from db.tables import SUBMISSION_EVENTS
from indicators.returns import ReturnState
from tests.integration.db.reporting import NOON, PLAN, key, upload

CLOCKS = st.lists(st.integers(-5, 30), max_size=14)
"""The hours after noon at which events were written, in the order in which they were."""


def after(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def last_known(clocks: list[int], hours: float, within: int) -> int:
    """By its definition: on from the latest clock, from event to event not farther apart than `within`."""
    by_then = [number for number, clock in enumerate(clocks, start=1) if clock <= hours]
    last = max(by_then, key=lambda number: (clocks[number - 1], number), default=0)
    while last and (soon := [number for number in by_then if last < number <= last + within]):
        last = max(soon)
    return last


@pytest.mark.parametrize("within", [1, 3, 1_000])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clocks=CLOCKS)
def test_the_last_event_by_a_moment_is_sought_from_the_latest_clock_on(monkeypatch, within, clocks):
    monkeypatch.setattr(in_force, "OUT_OF_ORDER", within)
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        SUBMISSION_EVENTS.create(connection)
        rows = [
            {"sequence": number, "submission_id": 1, "state": "submitted", "actor": "li", "at": after(clock)}
            for number, clock in enumerate(clocks, start=1)
        ]
        if rows:
            connection.execute(SUBMISSION_EVENTS.insert(), rows)
        for hours in range(-6, 32):
            assert sequence_at(connection, after(hours)) == last_known(clocks, hours, within)
            if within > len(clocks):
                everything = (number for number, clock in enumerate(clocks, start=1) if clock <= hours)
                assert sequence_at(connection, after(hours)) == max(everything, default=0)
    engine.dispose()


def test_a_clock_far_behind_changes_what_was_known_only_until_the_next_right_one(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(in_force, "OUT_OF_ORDER", 3)
    with database.transaction() as tx:
        early = upload(tx, state=ReturnState.SUBMITTED, hours=1)
        for hours in range(10, 15):
            upload(tx, state=ReturnState.SUBMITTED, hours=hours)
        before = tx.submissions.history(PLAN, key(), after(5))
        upload(tx, state=ReturnState.SUBMITTED, hours=0)
        assert tx.submissions.history(PLAN, key(), after(5)) == before == (early,)
        upload(tx, state=ReturnState.SUBMITTED, hours=6)
        assert tx.submissions.history(PLAN, key(), after(5)) == before
        assert len(tx.submissions.history(PLAN, key(), after(7))) == 8, "the price that decision 0040 names"
