"""Progress entered on the page: it becomes a filled form like any other, and goes the same way from there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db.database import Database
from i18n.texts import texts
from indicators.errors import UnknownFormError, UnknownPeriodError, UnknownUnitError
from indicators.measure_progress import MeasureReport
from indicators.periods import Period
from indicators.plan import Plan
from indicators.returns import ReturnKey
from reports.file_name import file_name
from services.groundwork.earlier_reports import earlier_reports
from services.measures.measures import measures_form
from services.returns.verdict import Upload
from services.rights.actor import Actor
from services.rights.audit_events import return_object
from services.rights.permission import Action, require
from workbooks.template import References, write_form


@dataclass(frozen=True, slots=True)
class BegunEntry:
    """What a department has said for a period (of the submission by which its return stands), and before.

    `number` is that submission's, 0 where there is none.
    """

    reports: Mapping[str, MeasureReport]
    previous: Mapping[str, MeasureReport]
    number: int


def begun_entry(database: Database, plan: Plan, actor: Actor, unit: str, period: Period) -> BegunEntry:
    """Where to go on from; for who reports the unit.

    Raises:
        NotAllowedError, UnknownFormError, UnknownUnitError, UnknownPeriodError: as `entered_return`.
    """
    key = _permitted_key(database, plan, actor, unit, period)
    with database.reading() as tx:
        stands = tx.submissions.standing(plan.head.id, key)
        reports = tx.measures.of_submission(stands.id) if stands else ()
        previous = earlier_reports(tx, plan, key)
    return BegunEntry({each.measure: each for each in reports}, previous, stands.number if stands else 0)


def entered_return(
    database: Database, plan: Plan, actor: Actor, unit: str, period: Period, reports: Mapping[str, MeasureReport]
) -> Upload:
    """The department's form filled with what was entered, as a file to be checked and submitted.

    The same entries give the same file. Measures that are left out stay blank, and the check says so.

    Raises:
        NotAllowedError: when the actor may not submit for the unit.
        UnknownFormError: when the plan has no form about measures.
        UnknownUnitError: when the unit has no measures.
        UnknownPeriodError: when the form is not reported for such a period.
    """
    key = _permitted_key(database, plan, actor, unit, period)
    with database.reading() as tx:
        previous = earlier_reports(tx, plan, key)
        sample = tx.facts.get("sample") is not None
    form, reporter = plan.form(key.form), plan.unit(unit)
    content = write_form(
        plan, form, reporter, period, References(reports=previous), texts("zh"), sample=sample, reports=reports
    )
    return Upload(file_name(f"{form.code}_{reporter.name}_{period}_网上填报", "xlsx"), content)


def _permitted_key(database: Database, plan: Plan, actor: Actor, unit: str, period: Period) -> ReturnKey:
    form = measures_form(plan)
    if form is None:
        raise UnknownFormError(form="measures")
    key = ReturnKey(form.code, unit, period)
    require(database, actor, Action.SUBMIT_RETURN, unit, return_object(plan.head.id, key))
    if not plan.measures_of(unit):
        raise UnknownUnitError(unit=unit)
    if period.frequency not in form.frequencies:
        raise UnknownPeriodError(period=str(period))
    return key
