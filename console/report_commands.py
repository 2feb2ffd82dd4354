"""The subcommands of `dabiao export`: the year-end summary and the briefs."""

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
BriefFile = Annotated[Path, typer.Option("-o", "--output", help=help_text("output"), callback=_ending(".docx", ".pdf"))]


@boundary
def year_end(
    year: Annotated[int, typer.Option("--year", help=help_text("year"))],
    output: YearEndFile,
    as_of: AsOfOption = None,
    lang: LangOption = None,
    plan: PlanOption = None,
) -> int:
    """The year-end summary as a Word document, a workbook or a PDF."""
    from console.exporting import write_summary
    from console.session import console_session

    with console_session(plan) as session:
        write_summary(session, year, output, session.moment(as_of), lang)
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
    from console.exporting import write_brief
    from console.session import console_session
    from indicators.periods import Period

    with console_session(plan) as session:
        write_brief(session, Period.parse(period), output, session.moment(as_of), lang)
    return 0
