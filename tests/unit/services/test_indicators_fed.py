"""From a return's cells to the indicators they go into, and back: the same figures as the indicator names."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators import registry
from indicators.aggregation import inputs
from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import Period
from services.monitoring.indicators_fed import Part, indicators_fed

PLAN = registry.load_builtin()


def figure(code: str, period: str, value: str | None = "5", basis: Basis = Basis.CURRENT, unit: str = "210202"):
    number = None if value is None else Decimal(value)
    return ReportedFigure(Observation(code, unit, Period.parse(period), basis, number), "F01", f"D{code}", value or "")


def said(*figures: ReportedFigure, unit: str = "210202") -> list[tuple[str, Part, str, list[str]]]:
    fed = indicators_fed(PLAN, unit, figures)
    return [
        (each.indicator.code, each.part, each.figure.cell, [str(period) for period in each.periods]) for each in fed
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("03", [("high_tech_output_share", Part.NUMERATOR)]),
        ("04", [("high_tech_output_share", Part.DENOMINATOR)]),
        ("01", [("new_high_tech_firms", Part.NUMERATOR)]),
        ("10", [("new_high_tech_firms", Part.COMPANION)]),
        ("08", [("invention_patents_per_10k", Part.NUMERATOR)]),
    ],
)
def test_cell_of_a_month_goes_into_the_indicator_of_that_month(code: str, expected):
    found = said(figure(code, "2018-09"))
    assert [(indicator, part) for indicator, part, _, _ in found] == expected
    assert all((cell, periods) == (f"D{code}", ["2018-09"]) for _, _, cell, periods in found)


def test_population_serves_every_month_of_the_year_after_it():
    ((indicator, part, _, periods),) = said(figure("23", "2017", unit="DL-TJJ"), unit="DL-TJJ")
    assert (indicator, part) == ("invention_patents_per_10k", Part.DENOMINATOR)
    assert periods == [f"2018-{month:02d}" for month in range(1, 13)]


def test_yearly_figures_go_into_the_year():
    found = said(figure("21", "2017", unit="DL-TJJ"), figure("22", "2017", unit="DL-TJJ"), unit="DL-TJJ")
    assert [(part, periods) for _, part, _, periods in found] == [
        (Part.NUMERATOR, ["2017"]),
        (Part.DENOMINATOR, ["2017"]),
    ]


def test_what_is_missing_or_stands_in_last_year_s_columns_moves_nothing():
    assert said(figure("03", "2018-09", None), figure("03", "2018-09", basis=Basis.RESTATED)) == []


def test_unit_outside_the_scope_moves_nothing():
    narrow = tuple(indicator.model_copy(update={"scope": ("210203",)}) for indicator in PLAN.indicators)
    plan = PLAN.model_copy(update={"indicators": narrow})
    assert indicators_fed(plan, "210202", [figure("03", "2018-09")]) == ()
    assert len(indicators_fed(plan, "210203", [figure("03", "2018-09", unit="210203")])) == 1


@pytest.mark.parametrize("code", [indicator.code for indicator in PLAN.indicators])
def test_the_way_back_is_the_way_there(code: str):
    """Every figure that an indicator of September (or of the year) names leads back to it."""
    indicator = PLAN.indicator(code)
    period = Period.parse("2018-09" if indicator.frequency.value == "monthly" else "2018")
    for variable, of in inputs(PLAN, indicator, period):
        if variable == "23" and of == Period.parse("2016"):
            continue  # carried only when the year-end before is late
        unit = "DL-TJJ" if variable in {"21", "22", "23"} else "210202"
        fed = indicators_fed(PLAN, unit, [figure(variable, str(of), unit=unit)])
        assert any(each.indicator is indicator and period in each.periods for each in fed)
