"""The year-end table as an Excel workbook: every indicator against its target, down to the cells."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

from db.database import Database, Transaction
from db.records import TracedFigure
from i18n.texts import Texts
from indicators.errors import UnknownPeriodError
from indicators.paths import planned_path
from indicators.periods import Period
from indicators.plan import Indicator, Plan
from indicators.progress import baseline, baseline_period
from indicators.publication import default_period
from reports.year_end import IndicatorSection, SourceCell, UnitLine, YearEndContent
from reports.year_end_workbook import write_year_end
from services.actor import Actor
from services.audit_events import note
from services.empty_form import FormFile
from services.permission import Action, require
from services.points import Points, read_points, season_of, series_of, standing_at, years_shown
from services.today import judged_on
from services.trace_figure import traced_cells
from services.unit_figures import read_unit_figures, unit_rows


def year_end_workbook(
    database: Database,
    plan: Plan,
    actor: Actor,
    year: int,
    today: date,
    texts: Texts,
    as_of: datetime | None = None,
) -> FormFile:
    """The workbook of the plan's year, from approved figures (as known at `as_of`).

    Before the year is complete it shows the latest complete month, and says so. Kept in the audit trail.

    Raises:
        UnknownPeriodError: when the plan is for another year.
    """
    content = year_end_content(database, plan, actor, year, today, as_of)
    name = texts("reports.file_name", year=year)
    file = FormFile(f"{name}.xlsx", write_year_end(content, texts))
    with database.transaction() as tx:
        known = f"{as_of:%Y-%m-%dT%H:%M:%S%z}" if as_of else None
        digest = sha256(file.content).hexdigest()
        note(tx, actor, Action.EXPORT_REPORT, f"report:year-end/{plan.head.id}", detail=known, after=digest)
    return file


def year_end_content(
    database: Database, plan: Plan, actor: Actor, year: int, today: date, as_of: datetime | None = None
) -> YearEndContent:
    """What the workbook says, before any format; raises as `year_end_workbook`."""
    require(database, actor, Action.EXPORT_REPORT)
    judged = judged_on(today, plan, as_of)
    if year != plan.head.year:
        raise UnknownPeriodError(period=str(year))
    with database.reading() as tx:
        points = read_points(tx, plan, years_shown(plan), as_of)
        period = default_period(plan, points.values()).period or Period.month(year, 12)
        sections = tuple(_section(tx, plan, indicator, points, period, judged, as_of) for indicator in plan.indicators)
        sample = tx.facts.get("sample") is not None
    return YearEndContent(plan, year, today, as_of, sections, sample)


def _section(
    tx: Transaction,
    plan: Plan,
    indicator: Indicator,
    points: Points,
    period: Period,
    today: date,
    as_of: datetime | None,
) -> IndicatorSection:
    standing = standing_at(plan, indicator, points, period, today)
    base = baseline(plan, indicator, points.get((indicator.code, baseline_period(plan, indicator))))
    figures = read_unit_figures(tx, plan, indicator, period, as_of)
    rows = unit_rows(plan, indicator, standing.point, figures)
    return IndicatorSection(
        standing=standing,
        series=series_of(points, indicator, plan.head.year),
        planned_path=planned_path(plan, indicator, base, season_of(plan, indicator, points)),
        units=tuple(UnitLine(row.unit, row.numerator, row.denominator, row.value) for row in rows),
        sources=tuple(_source(cell) for cell in traced_cells(tx, plan, indicator, period, as_of)),
    )


def _source(cell: TracedFigure) -> SourceCell:
    figure, submission = cell.figure, cell.submission
    return SourceCell(
        variable=figure.observation.variable,
        unit=figure.observation.unit,
        period=figure.observation.period,
        value=figure.observation.value,
        typed=figure.typed,
        file_name=submission.file_name,
        sheet=figure.sheet,
        cell=figure.cell,
        sha256=submission.sha256,
        uploaded_by=submission.submitted_by,
        uploaded_at=submission.submitted_at,
        approved_by=submission.decided_by,
        approved_at=submission.decided_at,
    )
