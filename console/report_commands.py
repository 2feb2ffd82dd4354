"""The subcommands of `dabiao export`: the year-end summary, the briefs, the register of measures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import typer

from console.command import boundary, help_text

PlanOption = Annotated[str | None, typer.Option("--plan", help=help_text("plan"))]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help=help_text("as_of"))]
LangOption = Annotated[Literal["zh", "en"] | None, typer.Option("--lang", help=help_text("lang"))]


def register(export: typer.Typer) -> None:
    """Adds the subcommands to `dabiao export`."""
    export.command("year-end", help=help_text("year_end"))(year_end)
    export.command("brief", help=help_text("brief"))(brief)
    export.command("measures", help=help_text("export_measures"))(measures)


def _ending(*allowed: str) -> Callable[[Path], Path]:
    """A check that a file's ending is one of those a command writes."""

    def checked(path: Path) -> Path:
        if path.suffix.lower() not in allowed:
            raise typer.BadParameter(help_text("only_endings").format(endings=" ".join(allowed)))
        return path

    return checked


YearEndFile = Annotated[
    Path, typer.Option("-o", "--output", help=help_text("output"), callback=_ending(".docx", ".xlsx", ".pdf"))
]
SectionOption = Annotated[list[str] | None, typer.Option("--section", help=help_text("section"))]
RegisterFile = Annotated[Path, typer.Option("-o", "--output", help=help_text("output"), callback=_ending(".xlsx"))]
BriefFile = Annotated[Path, typer.Option("-o", "--output", help=help_text("output"), callback=_ending(".docx", ".pdf"))]


@boundary
def year_end(
    year: Annotated[int, typer.Option("--year", help=help_text("year"))],
    output: YearEndFile,
    section: SectionOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = None,
    plan: PlanOption = None,
) -> int:
    """The year-end summary as a Word document, a workbook or a PDF."""
    from console.exporting import format_of, write_report
    from console.session import console_session
    from reports.compose import SECTIONS
    from services.exports.report_choice import ReportChoice

    with console_session(plan) as session:
        choice = ReportChoice(format_of(output), tuple(section or SECTIONS), session.moment(as_of))
        write_report(session, year, output, choice, lang)
    return 0


@boundary
def brief(
    period: Annotated[str, typer.Option("--period", help=help_text("brief_period"))],
    output: BriefFile,
    as_of: AsOfOption = None,
    lang: LangOption = None,
    plan: PlanOption = None,
) -> int:
    """The brief of a month or a quarter, on one page."""
    from console.exporting import format_of, write_report
    from console.session import console_session
    from indicators.periods import Period
    from services.exports.report_choice import ReportChoice

    with console_session(plan) as session:
        choice = ReportChoice(format_of(output), as_of=session.moment(as_of))
        write_report(session, Period.parse(period), output, choice, lang)
    return 0


@boundary
def measures(
    period: Annotated[str, typer.Option("--period", help=help_text("register_period"))],
    output: RegisterFile,
    as_of: AsOfOption = None,
    plan: PlanOption = None,
) -> int:
    """The register of measures of a quarter as a workbook."""
    from console.exporting import write_register
    from console.session import console_session
    from indicators.periods import Period

    with console_session(plan) as session:
        write_register(session, Period.parse(period), output, session.moment(as_of))
    return 0
