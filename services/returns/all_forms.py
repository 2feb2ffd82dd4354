"""Makes every form that is due for a period, of all units the actor reports for, as one zip file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from db.database import Database
from i18n.texts import Texts
from indicators.errors import UnknownPeriodError
from indicators.periods import Frequency, Period
from indicators.plan import Form, FormLayout, Plan, ReportingUnit
from services.returns.empty_form import FormFile, made_form
from services.rights.actor import Actor
from services.rights.audit_events import forms_object, note
from services.rights.permission import Action, permits, require
from workbooks.archive import packed

Told = Callable[[int, int], None]
"""Is told how many of how many are done."""


def forms_due(plan: Plan, period: Period) -> tuple[Form, ...]:
    """The forms that are reported for a period: the history form for years before the plan's, others for its own.

    Yearly forms are due for the years before as well: a plan needs last year's population.
    """
    return tuple(form for form in plan.forms if _is_due(plan, form, period))


def _is_due(plan: Plan, form: Form, period: Period) -> bool:
    if not form.is_reported_for(period) or period.year > plan.head.year:
        return False
    if form.layout is FormLayout.HISTORY:
        return period.year < plan.head.year
    of_plan_year = period.year == plan.head.year or period.frequency is Frequency.YEARLY
    return of_plan_year and (not form.variables or bool(plan.variables_due(form, period)))


def returns_due(plan: Plan, actor: Actor, period: Period) -> tuple[tuple[Form, ReportingUnit], ...]:
    """Whose forms the actor may take for a period, form by form in the plan's order."""
    return tuple(
        (form, unit)
        for form in forms_due(plan, period)
        for unit in plan.reporters(form)
        if permits(actor, Action.DOWNLOAD_FORM, unit.code)
    )


def all_forms(
    database: Database,
    plan: Plan,
    actor: Actor,
    period: Period,
    texts: Texts,
    now: datetime,
    *,
    told: Told | None = None,
) -> FormFile:
    """All forms due for a period with their earlier figures, in one zip; who reports for some units gets only theirs.

    Args:
        database: the database.
        plan: the plan.
        actor: who takes the forms.
        period: of the plan year, or a year before.
        texts: the language of the forms' second line.
        now: the files' time in the zip, with its time zone.
        told: is told after each form.

    Raises:
        NotAllowedError: when the actor reports for no unit.
        UnknownPeriodError: when no form of the actor's units is due for the period.
    """
    require(database, actor, Action.DOWNLOAD_FORM)
    wanted = returns_due(plan, actor, period)
    if not wanted:
        raise UnknownPeriodError(period=str(period))
    files = []
    for done, (form, unit) in enumerate(wanted, 1):
        files.append(made_form(database, plan, form, unit, period, texts))
        if told is not None:
            told(done, len(wanted))
    with database.transaction() as tx:
        note(tx, actor, Action.DOWNLOAD_FORM, forms_object(plan.head.id, str(period)), detail=f"{len(files)}")
    local = now.astimezone(ZoneInfo(plan.head.time_zone))
    content = packed([(file.file_name, file.content) for file in files], local)
    return FormFile(f"{texts('batch.forms_zip', period=period)}.zip", content)
