"""Exports a summary or a brief: composed, written, kept in the history and in the audit trail."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

from db.database import Database
from db.report_records import ReportExport
from i18n.texts import Texts
from indicators.periods import Period
from indicators.plan import Plan
from reports.checksum import parts, shown_figures
from reports.compose import compose
from reports.file_name import file_name
from reports.summary import Summary
from reports.year_end import YearEndContent
from services.exports.report_choice import Progress, ReportChoice, ReportFormat, unwatched
from services.exports.year_end_content import brief_content, year_end_content
from services.returns.empty_form import FormFile
from services.rights.actor import Actor
from services.rights.audit_events import note
from services.rights.permission import Action, require


def preview_year_end(
    database: Database,
    plan: Plan,
    actor: Actor,
    year: int,
    today: date,
    texts: Texts,
    choice: ReportChoice,
    *,
    now: datetime,
) -> Summary:
    """The summary as it would be exported; raises as `export_year_end`. Nothing is kept."""
    choice.check()
    content = year_end_content(database, plan, actor, year, today, choice.as_of, now=now, language=texts.language)
    return compose(content, texts, choice.sections)


def export_year_end(
    database: Database,
    plan: Plan,
    actor: Actor,
    year: int,
    today: date,
    texts: Texts,
    choice: ReportChoice,
    *,
    now: datetime,
    progress: Progress = unwatched,
) -> FormFile:
    """The year-end summary as a file, from approved figures. Kept in the history and the audit trail.

    Before the year is complete it shows the latest complete month, and says so. `progress` is told of each
    stage as it begins.

    Raises:
        UnknownPeriodError: when the plan is for another year.
        UnknownSectionError: when a chosen section does not exist, or none is chosen.
        ChineseFontMissingError: for a PDF where no font can write Chinese.
    """
    choice.check()
    progress("reading")
    content = year_end_content(database, plan, actor, year, today, choice.as_of, now=now, language=texts.language)
    progress("composing")
    summary = compose(content, texts, choice.sections)
    name = texts("summary.file.year_end", year=year)
    return _export(database, actor, content, summary, Period.whole_year(year), choice, texts, name, progress)


def export_brief(
    database: Database,
    plan: Plan,
    actor: Actor,
    period: Period,
    today: date,
    texts: Texts,
    choice: ReportChoice,
    *,
    now: datetime,
    progress: Progress = unwatched,
) -> FormFile:
    """The brief of a month or a quarter as a file of one page; raises as `export_year_end`."""
    from reports.brief import compose_brief

    progress("reading")
    content = brief_content(database, plan, actor, period, today, choice.as_of, now=now, language=texts.language)
    progress("composing")
    summary = compose_brief(content, texts, period)
    name = texts("summary.file.brief", period=str(period))
    return _export(database, actor, content, summary, period, choice, texts, name, progress)


def exports(database: Database, plan: Plan, actor: Actor, limit: int = 50) -> tuple[ReportExport, ...]:
    """What was exported, the newest first."""
    require(database, actor, Action.EXPORT_REPORT)
    with database.reading() as tx:
        return tx.reports.exports(plan.head.id, limit)


def _export(
    database: Database,
    actor: Actor,
    content: YearEndContent,
    summary: Summary,
    period: Period,
    choice: ReportChoice,
    texts: Texts,
    name: str,
    progress: Progress,
) -> FormFile:
    progress("laying_out")
    written = _written(content, summary, texts, choice.format, actor.display_name)
    progress("keeping")
    file = FormFile(file_name(name, choice.format), written)
    plan_id = content.plan.head.id
    record = ReportExport(
        id=0,
        plan_id=plan_id,
        kind=summary.kind,
        period=period,
        language=summary.language,
        sections=tuple(section.key for section in summary.sections),
        format=choice.format,
        today=content.made_on,
        as_of=choice.as_of,
        made_by=actor.name,
        made_at=content.made_at,
        file_name=file.file_name,
        sha256=sha256(written).hexdigest(),
        checksum=summary.checksum,
        figures=shown_figures(summary),
        parts=parts(summary),
    )
    with database.transaction() as tx:
        tx.reports.add_export(record)
        known = f"{choice.as_of:%Y-%m-%dT%H:%M:%S%z}" if choice.as_of else None
        object_ = f"report:{summary.kind}/{plan_id}/{period}"
        note(tx, actor, Action.EXPORT_REPORT, object_, detail=known, after=record.sha256)
    return file


def _written(content: YearEndContent, summary: Summary, texts: Texts, file_format: ReportFormat, author: str) -> bytes:
    """The file's bytes; each writer's libraries are imported only when it is asked for."""
    if file_format == "docx":
        from reports.word.writer import write_word

        return write_word(summary, author)
    if file_format == "pdf":
        from reports.pdf import write_pdf

        return write_pdf(summary, author)
    from reports.year_end_workbook import write_year_end

    return write_year_end(content, summary, texts)
