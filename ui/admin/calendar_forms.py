"""The parts of the calendar page: days, the lock, exceptions from it, and the units' mail addresses."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from db.review_records import CalendarDay, GrantedException
from indicators.calendar import DayKind, DeadlineException
from indicators.periods import Period
from services.units.administer_calendar import (
    CalendarSettings,
    grant_exception,
    remove_day,
    set_contacts,
    set_days,
    set_lock,
    withdraw_exception,
)
from ui.frame import downloads
from ui.look import style
from ui.returns.reporting_periods import periods_of_returns
from ui.visits.visit import Visit

MOST_DAYS = 31
LONGEST_NAME = 40
LONGEST_REASON = 500
MOST_GRACE = 366


def days(visit: Visit, known: CalendarSettings) -> bool:
    """The days that are not as their weekday says; whether something was changed."""
    texts = visit.texts
    heads = [texts(f"screens.calendar.head.{name}") for name in ("day", "kind", "name")]
    if known.days:
        rows = ((texts.date(d.day), texts(f"screens.calendar.kind.{d.kind}"), d.name) for d in known.days)
        downloads.show(visit, style.table(heads, rows), name="calendar/days", title=texts("screens.calendar.title"))
    else:
        st.html(style.empty(texts("screens.calendar.no_days")))
    return _new_days(visit) or _remove_day(visit, known)


def _new_days(visit: Visit) -> bool:
    texts = visit.texts
    with st.form("calendar_days", border=False):
        first_box, last_box, kind_box, name_box = st.columns([2, 2, 2, 3])
        first = first_box.date_input(texts("screens.calendar.first"), value=visit.today)
        last = last_box.date_input(texts("screens.calendar.last"), value=visit.today)
        kind = kind_box.selectbox(
            texts("screens.calendar.kind"),
            list(DayKind),
            format_func=lambda each: texts(f"screens.calendar.kind.{each}"),
        )
        name = name_box.text_input(texts("screens.calendar.name"), max_chars=LONGEST_NAME)
        pressed = st.form_submit_button(texts("screens.calendar.set"), type="primary")
    if not pressed:
        return False
    if not timedelta() <= last - first < timedelta(days=MOST_DAYS):
        st.error(texts("screens.calendar.dates_reversed", days=MOST_DAYS))
        return False
    span = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    chosen = DayKind(kind or DayKind.HOLIDAY)
    set_days(visit.database, visit.actor, [CalendarDay(day, chosen, name.strip()) for day in span])
    return True


def _remove_day(visit: Visit, known: CalendarSettings) -> bool:
    if not known.days:
        return False
    texts = visit.texts
    with st.form("calendar_remove", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        label = texts("screens.calendar.remove_which")
        day = st.selectbox(label, [each.day for each in known.days], format_func=texts.date, width=220)
        pressed = st.form_submit_button(texts("screens.calendar.remove"))
    if pressed:
        remove_day(visit.database, visit.actor, day)
    return pressed


def locks(visit: Visit, known: CalendarSettings) -> bool:
    """The lock and the exceptions from it; whether something was changed."""
    texts, grace = visit.texts, known.lock_after_days
    st.subheader(texts("screens.calendar.lock_head"))
    now = "screens.calendar.lock_none" if grace is None else "screens.calendar.lock_now"
    st.caption(texts(now, days=grace))
    with st.form("calendar_lock", border=False):
        use = st.checkbox(texts("screens.calendar.lock_use"), value=grace is not None)
        asked = st.number_input(texts("screens.calendar.lock_days"), 0, MOST_GRACE, grace or 0, width=220)
        pressed = st.form_submit_button(texts("screens.calendar.set"), type="primary")
    if pressed:
        set_lock(visit.database, visit.actor, int(asked) if use else None)
        return True
    st.subheader(texts("screens.calendar.exceptions_head"))
    st.caption(texts("screens.calendar.exceptions_lead"))
    _exceptions_table(visit, known)
    return _grant(visit) or _withdraw(visit, known)


def _exceptions_table(visit: Visit, known: CalendarSettings) -> None:
    texts = visit.texts
    if not known.exceptions:
        st.html(style.empty(texts("screens.calendar.no_exceptions")))
        return
    names = ("form", "unit", "period", "until", "reason", "granted")
    heads = [texts(f"screens.calendar.exception.{name}") for name in names]
    table = style.table(heads, (_exception_row(visit, each) for each in known.exceptions))
    downloads.show(visit, table, name="calendar/exceptions", title=texts("screens.calendar.title"))


def _exception_row(visit: Visit, granted: GrantedException) -> tuple[str, ...]:
    texts, said = visit.texts, granted.exception
    over = texts("screens.calendar.exception.over") if said.until < visit.today else ""
    return (
        said.form or texts("screens.calendar.exception.every"),
        _unit(visit, said.unit),
        texts.period(said.period) if said.period else texts("screens.calendar.exception.every"),
        f"{texts.date(said.until)}{over}",
        said.reason,
        f"{granted.granted_by} {texts.moment(granted.granted_at)}",
    )


def _unit(visit: Visit, code: str | None) -> str:
    texts = visit.texts
    return texts.unit_name(visit.plan.unit(code)) if code else texts("screens.calendar.exception.every")


def _grant(visit: Visit) -> bool:
    texts, plan = visit.texts, visit.plan
    every = texts("screens.calendar.exception.every")
    with st.form("calendar_grant", border=False):
        form_box, unit_box, period_box, until_box = st.columns(4)
        form = form_box.selectbox(
            texts("screens.calendar.exception.form"),
            [None, *(each.code for each in plan.forms)],
            format_func=lambda code: code or every,
        )
        unit = unit_box.selectbox(
            texts("screens.calendar.exception.unit"),
            [None, *(each.code for each in plan.units)],
            format_func=lambda code: _unit(visit, code),
        )
        periods: list[Period | None] = [None, *periods_of_returns(plan, visit.today)]
        period = period_box.selectbox(
            texts("screens.calendar.exception.period"),
            periods,
            format_func=lambda each: texts.period(each) if each else every,
        )
        until: date = until_box.date_input(texts("screens.calendar.exception.until"), value=visit.today)
        reason = st.text_input(texts("screens.calendar.exception.reason"), max_chars=LONGEST_REASON)
        pressed = st.form_submit_button(texts("screens.calendar.grant"), type="primary")
    if pressed:
        exception = DeadlineException(until, reason.strip(), form, unit, period)
        grant_exception(visit.database, plan, visit.actor, exception, visit.now)
    return pressed


def _withdraw(visit: Visit, known: CalendarSettings) -> bool:
    if not known.exceptions:
        return False
    texts = visit.texts
    by_id = {each.id: " · ".join(_exception_row(visit, each)[:4]) for each in known.exceptions}
    with st.form("calendar_withdraw", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        label = texts("screens.calendar.withdraw_which")
        chosen = st.selectbox(label, list(by_id), format_func=lambda key: by_id[key], width=420)
        pressed = st.form_submit_button(texts("screens.calendar.withdraw"))
    if pressed:
        withdraw_exception(visit.database, visit.actor, chosen)
    return pressed


def mail(visit: Visit, known: CalendarSettings) -> bool:
    """The addresses that reminders go to; whether something was changed."""
    texts, plan = visit.texts, visit.plan
    st.caption(texts("screens.calendar.mail_lead"))
    reporting = {unit.code: unit for form in plan.forms for unit in plan.reporters(form)}
    with st.form("calendar_mail", border=False):
        written = {
            code: st.text_input(texts.unit_name(unit), value=known.contacts.get(code, ""), width=420)
            for code, unit in reporting.items()
        }
        pressed = st.form_submit_button(texts("screens.calendar.mail_save"), type="primary")
    if pressed:
        set_contacts(visit.database, plan, visit.actor, written)
    return pressed
