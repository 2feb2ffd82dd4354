"""What a summary says, before any words: figures of approved data as known at a moment, and what is about them."""

from __future__ import annotations

from datetime import date, datetime

from db.database import Database, Transaction
from db.records import TracedFigure
from indicators.aggregation import inputs
from indicators.composite import composite_attainment
from indicators.errors import UnknownPeriodError
from indicators.inputs import period_of, periods_of_year
from indicators.paths import planned_path
from indicators.periods import Period
from indicators.plan import Indicator, Plan
from indicators.publication import default_period
from reports.evidence import LastYear, Quote, WriterWords
from reports.year_end import IndicatorSection, SourceCell, UnitLine, YearEndContent
from services.groundwork.points import Points, points_of, read_points, series_of, standing_at, years_shown
from services.groundwork.today import judged_on
from services.measures.measures import read_register
from services.monitoring.figure_quotes import read_quotes
from services.monitoring.growth import read_traced_growth
from services.monitoring.indicator_notes import notes_of_year
from services.monitoring.outlooks import outlook_of
from services.monitoring.trace_figure import traced_cells
from services.monitoring.unit_figures import read_unit_figures, unit_rows
from services.rights.actor import Actor
from services.rights.permission import Action, require
from services.units.form_quality import read_quality


def year_end_content(
    database: Database,
    plan: Plan,
    actor: Actor,
    year: int,
    today: date,
    as_of: datetime | None = None,
    *,
    now: datetime,
    language: str = "zh",
) -> YearEndContent:
    """The content of the year's summary: at the latest complete month while the year is not complete.

    Args:
        database: the database.
        plan: the plan.
        actor: who asks.
        year: the plan's year.
        today: the day from which statuses are judged.
        as_of: as known at this moment; None: as known now.
        now: the moment of asking.
        language: whose writer's words are taken in.

    Raises:
        UnknownPeriodError: when the plan is for another year.
    """
    require(database, actor, Action.EXPORT_REPORT)
    return content_of(database, plan, Period.whole_year(year), today, as_of, now=now, language=language)


def brief_content(
    database: Database,
    plan: Plan,
    actor: Actor,
    period: Period,
    today: date,
    as_of: datetime | None = None,
    *,
    now: datetime,
    language: str = "zh",
) -> YearEndContent:
    """The same content at a month or a quarter of the plan's year; raises as `year_end_content`."""
    require(database, actor, Action.EXPORT_REPORT)
    return content_of(database, plan, period, today, as_of, now=now, language=language)


def content_of(
    database: Database,
    plan: Plan,
    asked: Period,
    today: date,
    as_of: datetime | None,
    *,
    now: datetime,
    language: str,
) -> YearEndContent:
    """The content of a period, for services that have asked for permission themselves."""
    year = asked.year
    if year != plan.head.year:
        raise UnknownPeriodError(period=str(asked))
    judged = judged_on(today, plan, as_of)
    with database.reading() as tx:
        points = read_points(tx, plan, years_shown(plan), as_of)
        period = _month_of(plan, asked, points)
        sections = tuple(
            _Reading(tx, plan, indicator, points, period, judged, as_of).section() for indicator in plan.indicators
        )
        register = read_register(tx, plan, judged, as_of)
        written = tx.reports.words(plan.head.id, year, language, as_of)
        return YearEndContent(
            plan=plan,
            year=year,
            made_on=today,
            as_of=as_of,
            sections=sections,
            sample=tx.facts.get("sample") is not None,
            made_at=now,
            composite=composite_attainment(section.standing for section in sections),
            quality=read_quality(tx, plan, period, judged, as_of),
            words=tuple(WriterWords(each.section, each.text, each.author, each.at) for each in written),
            measures=register.standings,
            measures_due=register.due,
        )


def _month_of(plan: Plan, asked: Period, points: Points) -> Period:
    """The month the figures are of: of a year the latest complete one, else the asked period's last."""
    if asked == Period.whole_year(asked.year):
        return default_period(plan, points.values()).period or Period.month(asked.year, 12)
    return Period.month(asked.year, asked.closing_month)


class _Reading:
    """Reads one indicator's section."""

    def __init__(
        self,
        tx: Transaction,
        plan: Plan,
        indicator: Indicator,
        points: Points,
        period: Period,
        today: date,
        as_of: datetime | None,
    ) -> None:
        self.tx, self.plan, self.indicator, self.points = tx, plan, indicator, points
        self.period, self.today, self.as_of = period, today, as_of

    def section(self) -> IndicatorSection:
        plan, indicator, points = self.plan, self.indicator, self.points
        standing = standing_at(plan, indicator, points, self.period, self.today)
        figures = read_unit_figures(self.tx, plan, indicator, self.period, self.as_of)
        cells = traced_cells(self.tx, plan, indicator, self.period, self.as_of)
        return IndicatorSection(
            standing=standing,
            series=series_of(points, indicator, plan.head.year),
            planned_path=planned_path(plan, indicator, points_of(points, indicator)),
            units=tuple(
                UnitLine(row.unit, row.numerator, row.denominator, row.value)
                for row in unit_rows(plan, indicator, standing.point, figures)
            ),
            sources=tuple(_source(cell) for cell in cells),
            last_year=self._last_year(),
            quotes=self._quotes(),
            outlook=outlook_of(plan, standing, points),
        )

    def _last_year(self) -> LastYear:
        growth, cells = read_traced_growth(self.tx, self.plan, self.indicator, self.period, self.as_of)
        return LastYear(growth, tuple({_source(cell).source_return: None for cell in cells}))

    def _quotes(self) -> tuple[Quote, ...]:
        """Of every return of the plan year up to the period: what held a month up still explains the year."""
        own = period_of(self.indicator, self.period)
        wanted = {
            pair
            for each in periods_of_year(self.indicator.frequency, own.year)
            if not own < each
            for pair in inputs(self.plan, self.indicator, each)
            if pair[1].year == own.year
        }
        cells = self.tx.observations.traced(self.plan.head.id, wanted, as_of=self.as_of)
        notes = notes_of_year(self.tx, self.plan, self.indicator.code, own, self.as_of)
        beside = tuple(Quote("note", each.text, each.author, each.period) for each in notes)
        return (*read_quotes(self.tx, cells, self.as_of), *beside)


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
        form=submission.key.form,
        returned_for=submission.key.period,
        submission=submission.number,
    )
