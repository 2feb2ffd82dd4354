"""The calendar of working days, and exceptions from locks."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select

from db.bulk import upsert
from db.review_records import CalendarDay, GrantedException
from db.tables_review import CALENDAR_DAYS, DEADLINE_EXCEPTIONS
from indicators.calendar import DayKind, DeadlineException


class CalendarStore:
    """Keeps what the administrator sets."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def days(self) -> tuple[CalendarDay, ...]:
        """The days that are not as their weekday says, in order."""
        rows = self._connection.execute(select(CALENDAR_DAYS).order_by(CALENDAR_DAYS.c.day))
        return tuple(CalendarDay(row.day, DayKind(row.kind), row.name) for row in rows)

    def set_day(self, day: CalendarDay) -> None:
        """Says what a day is, in place of what was said before."""
        upsert(self._connection, CALENDAR_DAYS, [{"day": day.day, "kind": day.kind.value, "name": day.name}])

    def remove_day(self, day: date) -> None:
        """Lets a day be what its weekday says."""
        self._connection.execute(delete(CALENDAR_DAYS).where(CALENDAR_DAYS.c.day == day))

    def grant(self, plan_id: str, exception: DeadlineException, granted_by: str, at: datetime) -> GrantedException:
        """Adds an exception from the lock."""
        values = {
            "plan": plan_id,
            "form": exception.form,
            "unit": exception.unit,
            "period": exception.period,
            "until": exception.until,
            "reason": exception.reason,
            "granted_by": granted_by,
            "granted_at": at,
        }
        adding = insert(DEADLINE_EXCEPTIONS).values(values).returning(DEADLINE_EXCEPTIONS.c.id)
        number: int = self._connection.execute(adding).scalar_one()
        return GrantedException(number, exception, granted_by, at)

    def withdraw(self, exception_id: int) -> None:
        """Takes an exception back."""
        self._connection.execute(delete(DEADLINE_EXCEPTIONS).where(DEADLINE_EXCEPTIONS.c.id == exception_id))

    def exceptions(self, plan_id: str) -> tuple[GrantedException, ...]:
        """All exceptions of a plan, the newest first."""
        table = DEADLINE_EXCEPTIONS
        query = select(table).where(table.c.plan == plan_id).order_by(table.c.id.desc())
        return tuple(
            GrantedException(
                row.id,
                DeadlineException(row.until, row.reason, row.form, row.unit, row.period),
                row.granted_by,
                row.granted_at,
            )
            for row in self._connection.execute(query)
        )
