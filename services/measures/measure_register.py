"""The register of measures as a workbook to hand round, and the same workbook filled in, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from db.audit import AuditFilter
from db.database import Database
from i18n.texts import Texts
from indicators.errors import UnknownPeriodError
from indicators.periods import Period
from indicators.plan import Plan
from indicators.problems import Problem
from reports.file_name import file_name, uploaded_stem
from services.measures.measure_entry import entered_return
from services.measures.measures import measures_form
from services.returns.empty_form import FormFile
from services.returns.verdict import Upload
from services.rights.actor import Actor
from services.rights.audit_events import Outcome, file_object, note
from services.rights.permission import Action, permits, require
from workbooks.annotated_copy import annotated_copy
from workbooks.measure_register import RegisterRow, RegisterUnreadableError, read_register, write_register
from workbooks.process import ReaderProcess
from workbooks.template_parts import Wording


@dataclass(frozen=True, slots=True)
class RegisterExport:
    """That the register of a period was taken; `known`: as known at which moment (None: then)."""

    at: datetime
    by: str
    period: Period
    known: datetime | None


@dataclass(frozen=True, slots=True)
class RegisterTaken:
    """A register taken back: one filled form per department the actor reports for, and who was left out."""

    period: Period
    uploads: tuple[Upload, ...]
    left_out: tuple[str, ...]


def register_workbook(
    database: Database,
    plan: Plan,
    actor: Actor,
    period: Period,
    today: date,
    texts: Texts,
    as_of: datetime | None = None,
) -> FormFile:
    """The register with the approved states of a period (as known then); what is not reported yet is blank.

    Raises:
        UnknownPeriodError: when measures are not reported for such a period.
    """
    require(database, actor, Action.EXPORT_MEASURES)
    form = measures_form(plan)
    if form is None or not form.is_reported_for(period):
        raise UnknownPeriodError(period=str(period))
    with database.reading() as tx:
        counting = tx.measures.counting(plan.head.id, as_of)
        sample = tx.facts.get("sample") is not None
    reports = {
        (each.submission.key.unit, each.report.measure): each.report
        for each in counting
        if each.submission.key.period == period
    }
    rows = [
        RegisterRow(measure, plan.unit(unit), reports.get((unit, measure.code)))
        for measure in plan.measures
        for unit in measure.departments
    ]
    content = write_register(plan, period, rows, Wording(texts), sample=sample)
    name = file_name(f"任务分解表_{period}_{today:%Y%m%d}{'_示例数据' if sample else ''}", "xlsx")
    known = f"{as_of:%Y-%m-%dT%H:%M:%S%z}" if as_of else None
    with database.transaction() as tx:
        after = sha256(content).hexdigest()
        note(tx, actor, Action.EXPORT_MEASURES, f"measures:{plan.head.id}/{period}", detail=known, after=after)
    return FormFile(name, content)


def register_exports(database: Database, plan: Plan, actor: Actor, limit: int = 20) -> tuple[RegisterExport, ...]:
    """Who took the register, the newest first, as far back as the audit trail goes."""
    require(database, actor, Action.EXPORT_MEASURES)
    object_ = f"measures:{plan.head.id}/"
    asked = AuditFilter(actions=[Action.EXPORT_MEASURES.value], outcome=Outcome.DONE.value)
    with database.reading() as tx:
        rows = [each for each in tx.audit.find(asked) if each.entry.object.startswith(object_)][:limit]
    return tuple(
        RegisterExport(
            each.at,
            each.entry.actor,
            Period.parse(each.entry.object.removeprefix(object_)),
            datetime.fromisoformat(each.entry.detail) if each.entry.detail else None,
        )
        for each in rows
    )


def taken_register(
    database: Database, plan: Plan, actor: Actor, upload: Upload, *, reader: ReaderProcess
) -> RegisterTaken:
    """The filled register as the form of each department in it, to be checked and submitted like any other.

    Departments the actor does not report for are left out and named.

    Raises:
        NotAllowedError: the actor reports for no unit at all.
        RegisterUnreadableError: the file is no register, or a row cannot be understood.
    """
    require(database, actor, Action.SUBMIT_RETURN, object_=file_object(sha256(upload.content).hexdigest()))
    read = read_register(plan, upload.content, upload.file_name, reader)
    mine = [unit for unit in read.reports if permits(actor, Action.SUBMIT_RETURN, unit)]
    return RegisterTaken(
        period=read.period,
        uploads=tuple(entered_return(database, plan, actor, unit, read.period, read.reports[unit]) for unit in mine),
        left_out=tuple(unit for unit in read.reports if unit not in mine),
    )


def marked_register(
    database: Database, plan: Plan, actor: Actor, upload: Upload, texts: Texts, *, reader: ReaderProcess
) -> FormFile:
    """A filled register given back with the cells marked that cannot be understood; nothing is stored.

    Raises:
        NotAllowedError: the actor reports for no unit at all.
        RegisterUnreadableError: the file is no register at all.
        AnnotationFailedError: when it cannot be marked, or not in time.
    """
    require(database, actor, Action.SUBMIT_RETURN, object_=file_object(sha256(upload.content).hexdigest()))
    problems: tuple[Problem, ...] = ()
    try:
        read_register(plan, upload.content, upload.file_name, reader)
    except RegisterUnreadableError as error:
        if not error.problems:
            raise
        problems = error.problems
    content = annotated_copy(upload.content, upload.file_name, problems, texts, reader)
    return FormFile(texts("annotations.file_name", name=uploaded_stem(upload.file_name, "register")), content)
