"""What is changed carries the data's stamp forward; who looks does not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from db.database import Database
from db.review_records import CalendarDay
from indicators import registry
from indicators.calendar import DayKind
from services.groundwork.setting import setting
from services.rights.actor import LOCAL_OPERATOR
from services.rights.audit_events import Event, Outcome, note
from services.rights.permission import Action
from services.units.administer_calendar import set_days

PLAN = registry.load_builtin()


def stamp(database: Database) -> str:
    return setting(database, PLAN).version


def test_database_in_which_nothing_was_done_has_an_empty_stamp(database: Database):
    assert stamp(database) == ""


def test_every_change_has_a_new_stamp(database: Database):
    seen = [stamp(database)]
    for day in (1, 2):
        set_days(database, LOCAL_OPERATOR, [CalendarDay(date(2018, 10, day), DayKind.HOLIDAY, "国庆节")])
        seen.append(stamp(database))
    assert len(set(seen)) == 3


@pytest.mark.parametrize("looking", [Event.SIGN_IN, Action.CHECK_RETURN, Action.DOWNLOAD_ORIGINAL, Action.VIEW_AUDIT])
def test_looking_leaves_the_stamp(database: Database, looking):
    with database.transaction() as tx:
        note(tx, LOCAL_OPERATOR, looking, "object")
    assert stamp(database) == ""


def test_what_was_refused_leaves_the_stamp(database: Database):
    with database.transaction() as tx:
        note(tx, LOCAL_OPERATOR, Action.SUBMIT_RETURN, "object", Outcome.REFUSED)
    assert stamp(database) == ""


def test_change_that_is_rolled_back_leaves_the_stamp(database: Database):
    def approve_and_fail() -> None:
        with database.transaction() as tx:
            note(tx, LOCAL_OPERATOR, Action.APPROVE_RETURN, "object")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        approve_and_fail()
    assert stamp(database) == ""


def test_another_process_sees_a_new_stamp_at_once(database: Database, database_url: str):
    other = Database(database_url)
    with database.transaction() as tx:
        note(tx, LOCAL_OPERATOR, Action.APPROVE_RETURN, "object", detail=datetime.now(tz=UTC).isoformat())
    assert stamp(other) == stamp(database) != ""
    other.dispose()
