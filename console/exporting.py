"""Reports from the command line: the year-end summary, briefs, the register; and the check of an exported one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal, cast

from console.session import ConsoleSession, write_json, write_line
from i18n.texts import texts
from indicators.periods import Period
from reports.figure_names import figure_name
from services.exports.export_summary import export_brief, export_year_end
from services.exports.report_choice import ReportChoice, ReportFormat
from services.exports.verification_document import verification_document
from services.exports.verify_summary import SummaryVerification, verify_summary
from services.groundwork.today import this_moment, today
from services.measures.measure_register import register_workbook

Lang = Literal["zh", "en"]


def write_report(
    session: ConsoleSession, asked: int | Period, output: Path, choice: ReportChoice, lang: Lang | None
) -> None:
    """Writes the year-end summary of a year, or the brief of a period."""
    database, plan, said = session.database, session.plan, texts(lang or session.settings.language)
    day, now = today(database, plan), this_moment(database, plan)
    if isinstance(asked, Period):
        file = export_brief(database, plan, session.actor, asked, day, said, choice, now=now)
    else:
        file = export_year_end(database, plan, session.actor, asked, day, said, choice, now=now)
    output.write_bytes(file.content)
    session.say("written", file=output)


def write_register(session: ConsoleSession, period: Period, output: Path, as_of: datetime | None) -> None:
    """Writes the register of measures of a quarter (任务分解表)."""
    database, plan = session.database, session.plan
    file = register_workbook(database, plan, session.actor, period, today(database, plan), session.texts, as_of)
    output.write_bytes(file.content)
    session.say("written", file=output)


def format_of(output: Path) -> ReportFormat:
    """The format that a file's ending says; the command lets no other ending through."""
    return cast("ReportFormat", output.suffix.lower().removeprefix("."))


def verify_file(session: ConsoleSession, file: Path, *, as_json: bool) -> bool:
    """Prints whether an exported summary still matches the database; whether it does."""
    found = verify_summary(session.database, session.plan, session.actor, file.read_bytes())
    if as_json:
        write_json(verification_document(found))
    else:
        write_line("\n".join(_lines(session, found)))
    return found.matches


def _lines(session: ConsoleSession, found: SummaryVerification) -> Iterator[str]:
    said, plan, export = session.texts, session.plan, found.export
    zone = plan.head.time_zone
    yield said(
        "commands.verify_file.exported",
        by=export.made_by,
        at=said.moment(export.made_at, zone),
        known=said.moment(export.as_of or export.made_at, zone),
    )
    yield said(f"commands.verify_file.{'untouched' if found.untouched else 'touched'}")
    if not found.figures and not found.sections:
        yield said("commands.verify_file.matches")
    if found.figures:
        yield said("commands.verify_file.differs", count=len(found.figures))
    for each in found.figures:
        name = figure_name(plan, each.key, said)
        then, now = each.then or said.number(None), each.now or said.number(None)
        yield "  " + said("commands.verify_file.figure", name=name, then=then, now=now)
    if found.sections:
        names = said("summary.separator").join(said(f"summary.section.{key}") for key in found.sections)
        yield said("commands.verify_file.sections", sections=names)
