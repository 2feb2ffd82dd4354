"""Months as bars: January and February together where they are reported together."""

from __future__ import annotations

from decimal import Decimal

from charts.months import FULL, PALE, months_figure
from charts.theme import LIGHT
from i18n.texts import texts
from indicators import registry
from indicators.aggregation import Increment
from indicators.periods import Period

PLAN = registry.load_builtin("dalian-2018")
INDICATOR = PLAN.indicator("technology_contract_value")


def month(number: int, value: str | None, starts: int | None = None, reported: int = 13) -> Increment:
    amount = None if value is None else Decimal(value)
    return Increment(Period.month(2018, number), starts or number, amount, reported, 13)


def test_each_month_is_a_bar_with_its_value():
    figure = months_figure(INDICATOR, [month(1, "4.63"), month(2, "3.25")], texts("zh"), LIGHT)
    (bars,) = figure.data
    assert list(bars.x) == [1, 2]
    assert list(bars.text) == ["4.63", "3.25"]
    assert figure.layout.yaxis.range[0] == 0
    assert figure.layout.yaxis.range[1] > 4.63


def test_what_was_taken_back_hangs_below_zero():
    figure = months_figure(INDICATOR, [month(1, "4"), month(2, "-3")], texts("zh"), LIGHT)
    assert figure.layout.yaxis.range[0] < -3
    assert "−2" in figure.layout.yaxis.ticktext


def test_january_and_february_reported_together_are_one_wide_bar():
    figure = months_figure(INDICATOR, [month(2, "8", starts=1), month(3, "4")], texts("zh"), LIGHT)
    (bars,) = figure.data
    assert list(bars.x) == [1.5, 3]
    assert bars.width[0] > bars.width[1]
    assert figure.layout.xaxis.ticktext[0] == "1—2月"


def test_an_unknown_month_has_no_bar_and_no_number():
    (bars,) = months_figure(INDICATOR, [month(1, None)], texts("zh"), LIGHT).data
    assert list(bars.y) == [None]
    assert list(bars.text) == [""]


def test_a_month_that_lacks_units_is_pale():
    (bars,) = months_figure(INDICATOR, [month(1, "4"), month(2, "3", reported=7)], texts("en"), LIGHT).data
    assert list(bars.marker.opacity) == [FULL, PALE]
