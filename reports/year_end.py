"""What the year-end summary says, as data: figures and where they come from, before any format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from indicators.exact import total
from indicators.measure_standing import MeasureStanding
from indicators.outlook import Outlook
from indicators.periods import Period
from indicators.plan import Plan, ReportingUnit
from indicators.standing import IndicatorPoint, Standing
from reports.evidence import FormQuality, LastYear, Quote, SourceReturn, WriterWords


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A reporting unit's part in an indicator; None where it has not reported.

    `denominator` is None where the indicator has none or it is one figure for the whole city.
    `value` is the unit's own ratio or figure.
    """

    unit: ReportingUnit
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell of one uploaded workbook that entered a figure, with the people who answer for it.

    `variable` and `unit` are codes of the plan; `typed` is the cell's content as it was typed. `form`,
    `returned_for` and `submission` (its number) say which return it stands in.
    """

    variable: str
    unit: str
    period: Period
    value: Decimal | None
    typed: str
    file_name: str
    sheet: str
    cell: str
    sha256: str
    uploaded_by: str
    uploaded_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    form: str
    returned_for: Period
    submission: int

    @property
    def source_return(self) -> SourceReturn:
        """The submission the cell stands in."""
        return SourceReturn(
            self.form,
            self.unit,
            self.returned_for,
            self.submission,
            self.file_name,
            self.sha256,
            self.uploaded_by,
            self.uploaded_at,
            self.approved_by,
            self.approved_at,
        )


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A period of the plan year with what was reached and what was planned for it."""

    period: Period
    actual: Decimal | None
    planned: Decimal | None


@dataclass(frozen=True, slots=True)
class IndicatorSection:
    """All that the summary says about one indicator.

    `series` are its points of the plan year, `planned_path` the planned values by period (empty
    without a path), `units` the reporting units in the plan's order, `sources` the cells behind the
    standing's figure, `last_year` the comparison on the restated basis, `quotes` what reporters and reviewers
    wrote about the figures, `outlook` where it is heading (None: not asked).
    """

    standing: Standing
    series: tuple[IndicatorPoint, ...]
    planned_path: tuple[tuple[Period, Decimal], ...]
    units: tuple[UnitLine, ...]
    sources: tuple[SourceCell, ...]
    last_year: LastYear
    quotes: tuple[Quote, ...]
    outlook: Outlook | None = None

    @property
    def lines(self) -> tuple[SeriesLine, ...]:
        """Actual and planned values side by side, in order; at least the standing's own period.

        A period that some unit has not reported has no actual: a part would look like a fall.
        """
        actual = {point.period: point.value for point in self.series if not point.missing}
        planned = dict(self.planned_path)
        periods = sorted({*actual, *planned} or {self.standing.period})
        return tuple(SeriesLine(period, actual.get(period), planned.get(period)) for period in periods)

    @property
    def adds_up(self) -> bool:
        """Whether the city's numerator is the sum of the units' lines, so that a formula may say so."""
        return _is_sum(self.standing.point.numerator, [line.numerator for line in self.units])

    @property
    def denominator_adds_up(self) -> bool:
        """The same for the denominator; False where it is one figure for the whole city."""
        return _is_sum(self.standing.point.denominator, [line.denominator for line in self.units])


def _is_sum(whole: Decimal | None, parts: list[Decimal | None]) -> bool:
    known = [part for part in parts if part is not None]
    return whole is not None and bool(known) and total(known) == whole


@dataclass(frozen=True, slots=True)
class YearEndContent:
    """The whole summary: one section per indicator, in the notice's order.

    `as_of` is the moment as known at which the figures are given (None: as known when it was made, at
    `made_at`), `sample` whether the figures are synthetic. `composite` is the attainment over all targets in
    percent, where the plan weighs them. `quality` has an entry per form, `words` are the writer's. `measures` are
    those of the plan as they stand, `measures_due` the last period whose reports on them were due.
    """

    plan: Plan
    year: int
    made_on: date
    as_of: datetime | None
    sections: tuple[IndicatorSection, ...]
    sample: bool
    made_at: datetime
    composite: Decimal | None = None
    quality: tuple[FormQuality, ...] = ()
    words: tuple[WriterWords, ...] = ()
    measures: tuple[MeasureStanding, ...] = ()
    measures_due: Period | None = None

    @property
    def known_at(self) -> datetime:
        """The moment whose knowledge the figures are."""
        return self.as_of or self.made_at

    @property
    def period(self) -> Period:
        """The period of the monthly figures: the plan year's last one only once the year is complete."""
        return min(section.standing.period for section in self.sections)

    @property
    def is_complete_year(self) -> bool:
        """Whether every figure is of the plan year's end."""
        return all(section.standing.at_year_end for section in self.sections)
