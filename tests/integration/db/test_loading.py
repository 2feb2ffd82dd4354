"""Loading many approved returns leaves what submitting and approving them one by one would have left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.database import Database
from db.errors import DuplicateFigureError
from db.loading import ApprovedReturn
from db.records import Submission
from indicators.observations import ReportedFigure
from indicators.returns import ReturnState
from tests.integration.db.reporting import NOON, OCTOBER, PLAN, XIGANG, current, figure, key, uploaded

CONTENT = b"one file"


def approved(database: Database, number: int, *figures: ReportedFigure, unit: str | None = None) -> ApprovedReturn:
    with database.transaction() as tx:
        sha256 = tx.files.add(CONTENT, NOON)
    of = key() if unit is None else key(unit)
    at = NOON + timedelta(hours=number)
    return ApprovedReturn(of, number, "中山区.xlsx", sha256, "li", at, "zhao", at + timedelta(minutes=5), figures)


def listed(database: Database) -> list[Submission]:
    with database.reading() as tx:
        return sorted(tx.submissions.listing(PLAN), key=lambda each: each.id)


def test_last_of_several_counts_and_every_event_is_there(database: Database):
    returns = [approved(database, 1, figure("3")), approved(database, 2, figure("4.5"), figure("7", variable="02"))]
    with database.transaction() as tx:
        assert tx.submissions.load(PLAN, returns) == 2
    assert [str(value) for value in current(database).values()] == ["4.5"]
    assert [each.state for each in listed(database)] == [ReturnState.APPROVED] * 2
    with database.reading() as tx:
        events = [event for each in listed(database) for event in tx.submissions.events(each.id)]
        assert tx.observations.current_differences(PLAN) == set()
    assert [event.sequence for event in events] == [1, 2, 3, 4]
    assert events[1].at - events[0].at == timedelta(minutes=5)


def test_submitting_goes_on_after_a_load(database: Database):
    with database.transaction() as tx:
        tx.submissions.load(PLAN, [])
    uploaded(database, figure("1"))
    given = [approved(database, 1, figure("2", unit=XIGANG, period=OCTOBER), unit=XIGANG)]
    with database.transaction() as tx:
        tx.submissions.load(PLAN, given)
    later = uploaded(database, figure("5"))
    assert later.id == max(each.id for each in listed(database))


def test_figure_given_twice_keeps_nothing(database: Database):
    given = [approved(database, 1, figure("2")), approved(database, 2, figure("2"), figure("3"))]

    def load() -> None:
        with database.transaction() as tx:
            tx.submissions.load(PLAN, given)

    with pytest.raises(DuplicateFigureError):
        load()
    assert listed(database) == []
