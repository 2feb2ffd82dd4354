"""Makes the form a unit fills in for a period, with its earlier figures beside the fields, or its last list in them."""

from __future__ import annotations

from dataclasses import dataclass

from db.database import Database
from i18n.texts import Texts
from indicators.errors import UnknownPeriodError, UnknownUnitError
from indicators.periods import Period
from indicators.plan import Form, Plan, ReportingUnit, RuleState
from indicators.returns import ReturnKey
from reports.file_name import file_name
from services.checks.check_rules import plan_with
from services.groundwork.earlier_figures import earlier_figures
from services.groundwork.earlier_reports import earlier_reports
from services.returns.carried_rows import carried_rows
from services.rights.actor import Actor
from services.rights.audit_events import note, return_object
from services.rights.permission import Action, require
from workbooks.template import References, write_form
from workbooks.template_list import write_list


@dataclass(frozen=True, slots=True)
class FormFile:
    """A workbook made by the system: a file name safe on every system, and its bytes."""

    file_name: str
    content: bytes


def empty_form(
    database: Database, plan: Plan, actor: Actor, form: str, unit: str, period: Period, texts: Texts
) -> FormFile:
    """The form of a unit for a period; `unit` is a code or a name. That it was taken is kept in the audit trail.

    Raises:
        NotAllowedError: when the actor does not report for the unit.
        UnknownFormError: when the plan has no such form.
        UnknownUnitError: when there is no such unit, or it does not report this form.
        UnknownPeriodError: when the form is not reported for such a period.
    """
    require(database, actor, Action.DOWNLOAD_FORM)
    asked = plan.form(form)
    reporter = plan.unit(unit)
    if reporter not in plan.reporters(asked):
        raise UnknownUnitError(unit=unit)
    if not asked.is_reported_for(period):
        raise UnknownPeriodError(period=str(period))
    require(database, actor, Action.DOWNLOAD_FORM, reporter.code)
    file = made_form(database, plan, asked, reporter, period, texts)
    with database.transaction() as tx:
        note(tx, actor, Action.DOWNLOAD_FORM, return_object(plan.head.id, ReturnKey(form, reporter.code, period)))
    return file


def form_file_name(form: Form, unit: ReportingUnit, period: Period) -> str:
    """What the form's file is called."""
    return file_name(f"{form.code}_{unit.name}_{period}", "xlsx")


def made_form(
    database: Database, plan: Plan, form: Form, unit: ReportingUnit, period: Period, texts: Texts
) -> FormFile:
    """The form itself; permission is asked for, and the taking noted, by the services that hand it out."""
    name, key = form_file_name(form, unit, period), ReturnKey(form.code, unit.code, period)
    with database.reading() as tx:
        sample = tx.facts.get("sample") is not None
        if form.listing is not None:
            carried = carried_rows(tx, plan, form.listing, key)
            listed, told = carried.listed, carried.told(texts)
            return FormFile(name, write_list(plan, form, unit, period, texts, sample=sample, listed=listed, told=told))
        earlier, reports = earlier_figures(tx, plan, key), earlier_reports(tx, plan, key)
        printed = plan_with(tx, plan, RuleState.ACTIVE)
    references = References(earlier.previous, earlier.last_year, reports)
    return FormFile(name, write_form(printed, form, unit, period, references, texts, sample=sample))
