"""Reports from the command line: the year-end summary, the briefs, and the check of an exported one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal, cast

from console.session import ConsoleSession, write_json, write_line
from i18n.texts import texts
from indicators.periods import Period
from services.export_summary import export_brief, export_year_end
from services.report_choice import ReportChoice, ReportFormat
from services.today import this_moment, today
from services.verify_summary import SummaryVerification, figure_label, verify_summary

Lang = Literal["zh", "en"]


def write_summary(session: ConsoleSession, year: int, output: Path, as_of: datetime | None, lang: Lang | None) -> None:
    """Writes the year-end summary; the file's ending says the format."""
    file = export_year_end(
        session.database,
        session.plan,
        session.actor,
        year,
        today(session.database, session.plan),
        texts(lang or session.settings.language),
        ReportChoice(_format(output), as_of=as_of),
        now=this_moment(session.database, session.plan),
    )
    output.write_bytes(file.content)
    session.say("written", file=output)


def write_brief(
    session: ConsoleSession, period: Period, output: Path, as_of: datetime | None, lang: Lang | None
) -> None:
    """Writes the brief of a month or a quarter."""
    file = export_brief(
        session.database,
        session.plan,
        session.actor,
        period,
        today(session.database, session.plan),
        texts(lang or session.settings.language),
        ReportChoice(_format(output), as_of=as_of),
        now=this_moment(session.database, session.plan),
    )
    output.write_bytes(file.content)
    session.say("written", file=output)


def _format(output: Path) -> ReportFormat:
    return cast("ReportFormat", output.suffix.lower().removeprefix("."))


def verify_file(session: ConsoleSession, file: Path, *, as_json: bool) -> bool:
    """Prints whether an exported summary still matches the database; whether it does."""
    found = verify_summary(session.database, session.plan, session.actor, file.read_bytes())
    if as_json:
        write_json(_document(found))
    else:
        write_line("\n".join(_lines(session, found)))
    return found.matches


def _document(found: SummaryVerification) -> dict[str, object]:
    export = found.export
    return {
        "matches": found.matches,
        "untouched": found.untouched,
        "exported": {
            "kind": export.kind,
            "period": str(export.period),
            "language": export.language,
            "format": export.format,
            "by": export.made_by,
            "at": export.made_at.isoformat(),
            "as_of": export.as_of.isoformat() if export.as_of else None,
            "checksum": export.checksum,
        },
        "figures": [{"key": each.key, "then": each.then, "now": each.now} for each in found.figures],
        "sections": list(found.sections),
    }


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
        name = figure_label(plan, each.key, said.language)
        then, now = each.then or said.number(None), each.now or said.number(None)
        yield "  " + said("commands.verify_file.figure", name=name, then=then, now=now)
    if found.sections:
        names = said("summary.separator").join(said(f"summary.section.{key}") for key in found.sections)
        yield said("commands.verify_file.sections", sections=names)
