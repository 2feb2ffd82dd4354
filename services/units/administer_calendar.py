"""What an administrator sets about time: days that are not as their weekday says, the lock, exceptions from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from db.database import Database
from db.review_records import CalendarDay, GrantedException
from indicators.calendar import DeadlineException
from indicators.plan import Plan
from services.groundwork.deadlines import LOCK_FACT
from services.groundwork.review_errors import MailAddressError, ReasonMissingError
from services.rights.actor import Actor
from services.rights.audit_events import Event, note
from services.rights.permission import Action, require
from services.units.remind import contact_fact

_OBJECT = "calendar:"
_ADDRESS = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class CalendarSettings:
    """Everything that is set; `lock_after_days` None: returns are always taken; `contacts` by unit code."""

    days: tuple[CalendarDay, ...]
    lock_after_days: int | None
    exceptions: tuple[GrantedException, ...]
    contacts: Mapping[str, str]


def calendar_settings(database: Database, plan: Plan, actor: Actor) -> CalendarSettings:
    """The days, the lock and the exceptions, for the administrator."""
    require(database, actor, Action.ADMINISTER_CALENDAR)
    with database.reading() as tx:
        lock = tx.facts.get(LOCK_FACT)
        return CalendarSettings(
            days=tx.calendar.days(),
            lock_after_days=None if lock is None else int(lock),
            exceptions=tx.calendar.exceptions(plan.head.id),
            contacts={unit.code: tx.facts.get(contact_fact(plan, unit.code)) or "" for unit in plan.units},
        )


def set_days(database: Database, actor: Actor, days: Sequence[CalendarDay]) -> None:
    """Says what these days are."""
    require(database, actor, Action.ADMINISTER_CALENDAR)
    with database.transaction() as tx:
        before = {each.day: each for each in tx.calendar.days()}
        for day in days:
            if before.get(day.day) != day:
                tx.calendar.set_day(day)
                note(tx, actor, Event.SET_CALENDAR_DAY, f"{_OBJECT}{day.day}", detail=f"{day.kind} {day.name}")


def remove_day(database: Database, actor: Actor, day: date) -> None:
    """Lets a day be what its weekday says."""
    require(database, actor, Action.ADMINISTER_CALENDAR)
    with database.transaction() as tx:
        tx.calendar.remove_day(day)
        note(tx, actor, Event.REMOVE_CALENDAR_DAY, f"{_OBJECT}{day}")


def set_lock(database: Database, actor: Actor, after_days: int | None) -> None:
    """Locks returns so many days after their due date; None never does."""
    require(database, actor, Action.ADMINISTER_CALENDAR)
    with database.transaction() as tx:
        tx.facts.set(LOCK_FACT, None if after_days is None else str(max(0, after_days)))
        note(tx, actor, Event.SET_LOCK, f"{_OBJECT}lock", detail="-" if after_days is None else str(after_days))


def grant_exception(
    database: Database, plan: Plan, actor: Actor, exception: DeadlineException, now: datetime
) -> GrantedException:
    """Lifts the lock for some returns until a day.

    Raises:
        ReasonMissingError: no reason is given.
        UnknownFormError: the plan has no such form.
        UnknownUnitError: the plan has no such unit.
    """
    require(database, actor, Action.ADMINISTER_CALENDAR)
    if not exception.reason.strip():
        raise ReasonMissingError
    if exception.form is not None:
        plan.form(exception.form)
    if exception.unit is not None:
        plan.unit(exception.unit)
    with database.transaction() as tx:
        granted = tx.calendar.grant(plan.head.id, exception, actor.name, now)
        what = "/".join(str(part or "*") for part in (exception.form, exception.unit, exception.period))
        detail = f"{what} → {exception.until}: {exception.reason}"
        note(tx, actor, Event.GRANT_EXCEPTION, f"{_OBJECT}exception/{granted.id}", detail=detail)
        return granted


def withdraw_exception(database: Database, actor: Actor, exception_id: int) -> None:
    """Takes an exception back; the trail keeps that there was one."""
    require(database, actor, Action.ADMINISTER_CALENDAR)
    with database.transaction() as tx:
        tx.calendar.withdraw(exception_id)
        note(tx, actor, Event.WITHDRAW_EXCEPTION, f"{_OBJECT}exception/{exception_id}")


def set_contacts(database: Database, plan: Plan, actor: Actor, contacts: Mapping[str, str]) -> None:
    """Keeps the mail addresses (separated by commas) that reminders of units go to.

    Raises:
        UnknownUnitError: the plan has no such unit.
        MailAddressError: one of them is no address; nothing is changed.
    """
    require(database, actor, Action.ADMINISTER_CALENDAR)
    cleaned = {plan.unit(unit).code: _addresses(written) for unit, written in contacts.items()}
    with database.transaction() as tx:
        for unit, addresses in cleaned.items():
            fact = contact_fact(plan, unit)
            if (tx.facts.get(fact) or "") != addresses:
                tx.facts.set(fact, addresses or None)
                note(tx, actor, Event.SET_CONTACT, f"unit:{unit}", detail=addresses)


def _addresses(written: str) -> str:
    found = [part.strip() for part in re.split(r"[,，;；\s]+", written) if part.strip()]
    for address in found:
        if not _ADDRESS.fullmatch(address):
            raise MailAddressError(address=address)
    return ", ".join(found)
