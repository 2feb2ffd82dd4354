"""An invented year-end: four kinds of indicator over three units, for tests of the report's writers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from i18n.texts import texts
from indicators.aggregation import Figures, figures_of, point
from indicators.inputs import expected_units, has_paired_units, period_of, periods_of_year
from indicators.observations import Basis, Observation, ObservationStatus
from indicators.paths import planned_path
from indicators.periods import Period, months_of
from indicators.plan import Indicator, Plan, UnitKind
from indicators.progress import baseline
from indicators.registry import load_builtin
from indicators.status import standing
from indicators.year_on_year import year_on_year
from reports.compose import compose
from reports.evidence import FormQuality, LastYear, Quote, WriterWords
from reports.summary import Summary
from reports.year_end import IndicatorSection, SourceCell, UnitLine, YearEndContent

BUILTIN = load_builtin("dalian-2018")
REPORTERS = ("210202", "210213", "DL-GX")
CODES = ("new_high_tech_firms", "high_tech_output_share", "invention_patents_per_10k", "rd_intensity")
MOMENT = datetime(2019, 1, 9, 1, 30, tzinfo=UTC)
TODAY = date(2019, 1, 20)
FIRST_WORDS = (WriterWords("overall", "全年工作扎实。", "李四", MOMENT),)
QUALITY = (FormQuality("F01", 36, 36, 2, 1, ()),)


def _plan() -> Plan:
    """The built-in plan with three reporters and four indicators."""
    units = tuple(u for u in BUILTIN.units if u.code in REPORTERS or u.kind not in {UnitKind.DISTRICT, UnitKind.ZONE})
    units = tuple(unit.model_copy(update={"excludes": ()}) for unit in units)
    indicators = tuple(BUILTIN.indicator(code) for code in CODES)
    parts = {name: getattr(BUILTIN, name) for name in Plan.model_fields}
    return Plan(**{**parts, "units": units, "indicators": indicators})


PLAN = _plan()


def observed(variable: str, unit: str, period: Period, value: str, status: str = "A") -> Observation:
    return Observation(variable, unit, period, Basis.CURRENT, Decimal(value), ObservationStatus(status))


def year_of_figures(last_month: int = 12) -> list[Observation]:
    """01 grows by 5 a month in each unit, 03 is 60, 50 and 70% of 04, 08 grows by 100."""
    found = [observed("23", "DL-TJJ", Period.whole_year(2016), "698.75")]
    shares = dict(zip(REPORTERS, ("60", "50", "70"), strict=True))
    for month in months_of(2018)[:last_month]:
        for unit in REPORTERS:
            found.append(observed("01", unit, month, str(5 * month.number)))
            found.append(observed("08", unit, month, str(12000 + 100 * month.number)))
            if month.number > 1:
                found.append(observed("03", unit, month, str(Decimal(shares[unit]) * month.number)))
                found.append(observed("04", unit, month, str(100 * month.number)))
    return found


def section(
    plan: Plan,
    indicator: Indicator,
    figures: Figures,
    period: Period,
    today: date,
    before: Figures | None = None,
    quotes: tuple[Quote, ...] = (),
) -> IndicatorSection:
    at = period_of(indicator, period)
    here = point(plan, indicator, at, figures)
    base = baseline(plan, indicator, None, at)
    series = (point(plan, indicator, each, figures) for each in periods_of_year(indicator.frequency, 2018))
    formula = indicator.formula

    def value(variable: str | None, unit: str) -> Decimal | None:
        found = figures.get((variable or "", unit, at))
        return found.value if found else None

    units = []
    for unit in expected_units(plan, indicator):
        over, under = value(formula.numerator, unit.code), None
        own = over
        if has_paired_units(indicator):
            under = value(formula.denominator, unit.code)
            own = formula.factor * over / under if over is not None and under else None
        units.append(UnitLine(unit, over, under, own))
    sources = [
        SourceCell(
            *(formula.numerator, line.unit.code, at, line.numerator, "=typed", "=cmd|' /C calc'!A1.xlsx", "F01", "D9"),
            *("0123456789abcdef" * 4, "local", MOMENT, None, None, "F01", at, 1),
        )
        for line in units
        if line.numerator is not None
    ]
    return IndicatorSection(
        standing=standing(plan, indicator, here, base, None, today),
        series=tuple(each for each in series if each.value is not None),
        planned_path=planned_path(plan, indicator, {}),
        units=tuple(units),
        sources=tuple(sources),
        last_year=LastYear(
            year_on_year(plan, indicator, at, figures, before or {}), tuple({each.source_return for each in sources})
        ),
        quotes=quotes,
    )


def content(
    *,
    figures: list[Observation] | None = None,
    period: Period | None = None,
    today: date = TODAY,
    sample: bool = False,
    as_of: datetime | None = None,
    plan: Plan = PLAN,
    before: Mapping[str, Figures] | None = None,
    quotes: tuple[Quote, ...] = (),
    words: tuple[WriterWords, ...] = (),
    quality: tuple[FormQuality, ...] = QUALITY,
) -> YearEndContent:
    known = figures_of(year_of_figures() if figures is None else figures)
    at = period or Period.month(2018, 12)
    last = before or {}
    sections = tuple(
        section(plan, indicator, known, at, today, last.get(indicator.code), quotes) for indicator in plan.indicators
    )
    return YearEndContent(plan, 2018, today, as_of, sections, sample, MOMENT, quality=quality, words=words)


def summary(language: Any = "zh", **shape: Any) -> Summary:
    return compose(content(**shape), texts(language))


def last_years(indicator: str, value: str | None, missing: tuple[str, ...] = (), period: str = "2018-12") -> Figures:
    """Last year's figures as the returns of a period restate them: the first unit has all of it."""
    numerator, at = PLAN.indicator(indicator).formula.numerator, Period.parse(period)
    given = [unit for unit in REPORTERS if unit not in missing] if value is not None else []
    each = {unit: value if number == 0 else "0" for number, unit in enumerate(given)}
    return figures_of(observed(numerator, unit, at, amount) for unit, amount in each.items())
