"""What each unit has to do about its returns, as a text to copy or to send by mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db.database import Database
from i18n.texts import Texts
from indicators.measure_standing import MeasureStanding
from indicators.plan import FormLayout, Plan, ReportingUnit
from indicators.returns import ReturnState
from services.accounts.mail import Letter, send_letters
from services.groundwork.review_errors import NobodyToRemindError
from services.measures.measures import late_words, read_register
from services.rights.actor import Actor
from services.rights.audit_events import Event, note
from services.rights.permission import Action, permits, require
from services.units.completeness import ReturnProgress, completeness
from settings import Settings

DAYS_AHEAD = 10
"""How many days before it is due a return is spoken of."""

_SENT_BACK = {ReturnState.RETURNED, ReturnState.REOPENED}


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one unit has to do: returns overdue, sent back or reopened, and due soon; measures with a late milestone.

    Not all are empty.
    """

    unit: ReportingUnit
    overdue: tuple[ReturnProgress, ...]
    sent_back: tuple[ReturnProgress, ...]
    due_soon: tuple[ReturnProgress, ...]
    addresses: tuple[str, ...]
    late: tuple[MeasureStanding, ...] = ()


def reminders(database: Database, plan: Plan, actor: Actor, today: date) -> tuple[Reminder, ...]:
    """The reminders of the actor's units, in the plan's order; units with nothing to do are left out."""
    require(database, actor, Action.SEND_REMINDERS)
    units = [unit for unit in plan.units if permits(actor, Action.SEND_REMINDERS, unit.code)]
    found: dict[str, list[ReturnProgress]] = {unit.code: [] for unit in units}
    for form in plan.forms:
        if form.layout is FormLayout.HISTORY:  # handed in once, before the plan's year
            continue
        for each in completeness(database, plan, actor, form.code, plan.head.year, today).returns:
            if each.key.unit in found and each.key.period.previous.last_day < today:
                found[each.key.unit].append(each)
    with database.reading() as tx:
        written = {unit.code: tx.facts.get(contact_fact(plan, unit.code)) or "" for unit in units}
        late = read_register(tx, plan, today).late
    told = (
        replace(reminder_of(unit, found[unit.code], written[unit.code], today), late=_led_by(unit, late))
        for unit in units
    )
    return tuple(each for each in told if each.overdue or each.sent_back or each.due_soon or each.late)


def _led_by(unit: ReportingUnit, late: Sequence[MeasureStanding]) -> tuple[MeasureStanding, ...]:
    """Those that the unit leads."""
    return tuple(each for each in late if each.measure.lead == unit.code)


def reminder_of(unit: ReportingUnit, returns: Sequence[ReturnProgress], addresses: str, today: date) -> Reminder:
    """What a unit has to do about its returns; `addresses` separated by commas."""
    soon = today + timedelta(days=DAYS_AHEAD)
    return Reminder(
        unit=unit,
        overdue=tuple(each for each in returns if each.overdue and each.state not in _SENT_BACK),
        sent_back=tuple(each for each in returns if each.state in _SENT_BACK),
        due_soon=tuple(
            each
            for each in returns
            if each.completed_at is None and today <= each.due <= soon and each.state not in _SENT_BACK
        ),
        addresses=tuple(part.strip() for part in addresses.split(",") if part.strip()),
    )


def contact_fact(plan: Plan, unit: str) -> str:
    """The fact that keeps the mail addresses of a unit, separated by commas."""
    return f"contact/{plan.head.id}/{unit}"


def reminder_text(plan: Plan, reminder: Reminder, texts: Texts) -> str:
    """The reminder in words, ready to be sent."""
    lines = [texts("screens.completeness.letter.greeting", unit=texts.unit_name(reminder.unit))]
    for name in ("overdue", "sent_back", "due_soon"):
        returns: tuple[ReturnProgress, ...] = getattr(reminder, name)
        if returns:
            lines.append(texts(f"screens.completeness.letter.{name}"))
            lines += [f"  {_line(plan, each, texts)}" for each in returns]
    if reminder.late:
        lines.append(texts("screens.completeness.letter.milestones"))
        lines += [f"  {late_words(each, texts)}" for each in reminder.late]
    lines.append(texts("screens.completeness.letter.close", plan=texts.name(plan.head.short_name)))
    return "\n".join(lines)


def _line(plan: Plan, each: ReturnProgress, texts: Texts) -> str:
    form = plan.form(each.key.form)
    reason = each.submission.reason if each.state in _SENT_BACK and each.submission else None
    said = texts(
        "screens.completeness.letter.line",
        form=f"{form.code} {texts.name(form.title)}",
        period=texts.period(each.key.period),
        due=texts.date(each.due),
    )
    return texts("screens.completeness.letter.reason", line=said, reason=reason) if reason else said


def send_reminders(
    database: Database, settings: Settings, plan: Plan, actor: Actor, texts: Texts, today: date
) -> tuple[ReportingUnit, ...]:
    """Sends each unit with an address its reminder; the units that were written to.

    Raises:
        NobodyToRemindError: no unit with something to do has an address.
        MailNotConfiguredError: no server is set.
        MailFailedError: the server did not take a letter; those before it are sent.
    """
    to_tell = [each for each in reminders(database, plan, actor, today) if each.addresses]
    if not to_tell:
        raise NobodyToRemindError
    subject = texts("screens.completeness.letter.subject", plan=texts.name(plan.head.short_name))
    letters = [Letter(each.addresses, subject, reminder_text(plan, each, texts)) for each in to_tell]
    for reminder in send_letters(settings, zip(letters, to_tell, strict=True)):
        with database.transaction() as tx:
            note(tx, actor, Event.SEND_REMINDER, f"unit:{reminder.unit.code}", detail=", ".join(reminder.addresses))
    return tuple(each.unit for each in to_tell)
