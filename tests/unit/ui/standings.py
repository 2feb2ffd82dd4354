"""Standings and details of the 2018 plan at any value, judged by the rules themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from db.records import Submission, TracedFigure
from indicators import registry
from indicators.aggregation import Increment
from indicators.backtest import Backtest
from indicators.observations import Basis, Observation, ObservationStatus, ReportedFigure
from indicators.outlook import Outlook, OutlookPoint, OutlookReason
from indicators.paths import planned_path
from indicators.periods import Period
from indicators.progress import baseline_period
from indicators.returns import ReturnKey, ReturnState
from indicators.standing import IndicatorPoint, Standing
from indicators.status import standing
from services.monitoring.monitor import IndicatorDetail, Overview, OverviewRow
from services.monitoring.unit_figures import UnitRow

PLAN = registry.load_builtin("dalian-2018")
SEPTEMBER = Period.month(2018, 9)
DECEMBER = Period.month(2018, 12)
TODAY = date(2018, 10, 20)
UNITS = 13


def at(
    code: str,
    value: str | None,
    period: Period = SEPTEMBER,
    baseline: str | None = "0",
    missing: tuple[str, ...] = (),
    status: ObservationStatus = ObservationStatus.NORMAL,
    carried_from: Period | None = None,
    today: date = TODAY,
) -> Standing:
    """The standing of an indicator of the plan at a value; `missing` units have not reported."""
    indicator = PLAN.indicator(code)
    amount = None if value is None else Decimal(value)
    point = IndicatorPoint(
        indicator=code,
        period=period,
        value=amount,
        numerator=amount,
        denominator=None,
        reported=0 if value is None else UNITS - len(missing),
        expected=UNITS,
        missing=missing,
        status=status if amount is not None else ObservationStatus.MISSING,
        carried_from=carried_from,
    )
    return standing(PLAN, indicator, point, None if baseline is None else Decimal(baseline), None, today)


def ahead(of: Standing, value: str, low: str, high: str, probability: str) -> Outlook:
    """An outlook with its interval, from where an indicator stands; the fan opens evenly."""
    months = [Period.month(2018, month) for month in range(of.period.closing_month + 1, 13)]
    fan = tuple(OutlookPoint(month, Decimal(value), Decimal(low), Decimal(high)) for month in months)
    numbers = (Decimal(each) for each in (value, low, high, probability))
    return Outlook(of.indicator.code, of.period, *numbers, fan=fan, months=45)


def row(
    of: Standing, earlier: tuple[str, ...] = (), change: str | None = None, outlook: Outlook | None = None
) -> OverviewRow:
    """A row of the overview; `earlier` are the values of January and so on."""
    points = tuple(
        IndicatorPoint(
            of.indicator.code,
            Period.month(2018, month),
            Decimal(value),
            Decimal(value),
            None,
            UNITS,
            UNITS,
            (),
            ObservationStatus.NORMAL,
        )
        for month, value in enumerate(earlier, 1)
    )
    heading = outlook or Outlook(of.indicator.code, of.period, reason=OutlookReason.SHORT_HISTORY)
    return OverviewRow(of, (*points, of.point), None if change is None else Decimal(change), heading)


def overview(*rows: OverviewRow, period: Period = SEPTEMBER) -> Overview:
    """An overview of these rows at a complete period."""
    return Overview(period=period, default_period=period, partial=None, periods=(period,), rows=rows, sample="october")


def detail(of: Standing, units: tuple[UnitRow, ...] = (), months: tuple[Increment, ...] = ()) -> IndicatorDetail:
    """The page of a standing, with the plan's own path."""
    return IndicatorDetail(
        standing=of,
        change=None,
        series=(of.point,),
        last_year=(),
        planned_path=planned_path(PLAN, of.indicator, _last_year(of)),
        months=months,
        units=units,
        net_change=None,
        sample=None,
        outlook=Outlook(of.indicator.code, of.period, reason=OutlookReason.SHORT_HISTORY),
        backtest=Backtest(of.indicator.code, ()),
        gap=(),
        targets=None,
        revisions=(),
        notes=(),
    )


def _last_year(of: Standing) -> dict[Period, IndicatorPoint]:
    """The final value of last year from which the standing's baseline came."""
    at = baseline_period(PLAN, of.indicator)
    normal = ObservationStatus.NORMAL
    return {at: IndicatorPoint(of.indicator.code, at, of.baseline, of.baseline, None, UNITS, UNITS, (), normal)}


def cell(
    variable: str, unit: str, value: str, file_name: str = "F01.xlsx", explanation: str | None = None
) -> TracedFigure:
    """A figure as it stood in an approved workbook."""
    observation = Observation(variable, unit, SEPTEMBER, Basis.CURRENT, Decimal(value))
    moment = datetime(2018, 10, 8, 1, 14, tzinfo=UTC)
    submission = Submission(
        id=1,
        plan_id=PLAN.head.id,
        key=ReturnKey("F01", unit, SEPTEMBER),
        number=1,
        file_name=file_name,
        sha256="ab" * 32,
        submitted_by="填报人",
        submitted_at=moment,
        state=ReturnState.APPROVED,
        decided_by="审核人",
        decided_at=moment,
        reason=None,
    )
    return TracedFigure(ReportedFigure(observation, "F01", "D12", value, explanation), submission)
