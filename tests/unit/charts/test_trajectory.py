"""The year as lines: every line is labelled, missing months leave gaps, partial months stand alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from charts.theme import DARK, LIGHT
from charts.trajectory import Trajectory, incomplete, monthly, trajectory_figure, unsettled
from i18n.texts import texts
from indicators import registry
from indicators.observations import ObservationStatus
from indicators.periods import Period
from indicators.standing import IndicatorPoint

PLAN = registry.load_builtin("dalian-2018")
NONE = (None,) * 12


def line(*values: str | None) -> tuple[Decimal | None, ...]:
    given = [None if value is None else Decimal(value) for value in values]
    return (*given, *(None,) * (12 - len(given)))


def point(month: int, reported: int = 13, status: ObservationStatus = ObservationStatus.NORMAL) -> IndicatorPoint:
    period = Period.month(2018, month)
    return IndicatorPoint("x", period, Decimal(1), Decimal(1), None, reported, 13, (), status)


def year(code: str = "new_high_tech_firms", **lines: object) -> Trajectory:
    given = {
        "actual": line("1", "2", "20"),
        "planned": NONE,
        "last_year": NONE,
        "hollow": frozenset(),
        "partial": frozenset(),
        "from_zero": True,
    }
    return Trajectory(indicator=PLAN.indicator(code), **{**given, **lines})


def labels(data: Trajectory, language="zh", palette=LIGHT) -> list[str]:
    figure = trajectory_figure(data, texts(language), palette)
    return [annotation.text for annotation in figure.layout.annotations]


def test_months_without_a_value_are_gaps():
    assert monthly([(2, Decimal(7))]) == (None, Decimal(7), *(None,) * 10)


def test_every_line_is_named_at_its_end_and_there_is_no_legend():
    data = year(planned=line(*["12.5"] * 12), last_year=line(*["9"] * 12))
    figure = trajectory_figure(data, texts("zh"), LIGHT)
    assert not figure.layout.showlegend
    said = [annotation.text for annotation in figure.layout.annotations]
    assert "目标 150" in said
    assert "时序" in said
    assert "上年 9" in said
    assert "<b>实际 20</b>" in said


def test_lines_that_do_not_exist_have_no_label():
    said = labels(year())
    assert "时序" not in said
    assert not any("上年" in text for text in said)


def test_without_any_value_only_target_and_plan_are_drawn():
    data = year(actual=NONE)
    assert data.last is None
    assert not any("实际" in text for text in labels(data))


def test_labels_are_in_the_language_of_the_screen():
    assert "Target 150" in labels(year(), "en", DARK)


def test_a_total_starts_at_zero_and_a_share_may_be_cut():
    total = trajectory_figure(year(), texts("zh"), LIGHT).layout.yaxis.range
    share = trajectory_figure(
        year("high_tech_output_share", actual=line("61", "62"), from_zero=False), texts("zh"), LIGHT
    ).layout.yaxis.range
    assert total[0] == 0
    assert share[0] > 50


def test_the_line_does_not_go_through_a_month_that_lacks_units():
    data = year(actual=line("10", "20", "5"), hollow=frozenset({3}), partial=frozenset({3}))
    assert data.line[:3] == (Decimal(10), Decimal(20), None)
    figure = trajectory_figure(data, texts("zh"), LIGHT)
    markers = figure.data[-1]
    assert list(markers.x) == [1, 2, 3]
    assert markers.marker.color[2] == LIGHT.ground


def test_incomplete_and_estimated_months_are_told_apart():
    points = [point(1), point(2, reported=11), point(3, status=ObservationStatus.ESTIMATED)]
    assert incomplete(points) == {2}
    assert unsettled(points) == {2, 3}


@pytest.mark.parametrize("actual", [("141",), ("1", "149"), ("150",) * 12, ("0",)])
def test_the_last_value_is_labelled_wherever_it_lies(actual: tuple[str, ...]):
    data = year(actual=line(*actual), planned=line(*[str(12.5 * month) for month in range(1, 13)]))
    assert f"<b>实际 {actual[-1]}</b>" in labels(data)


def test_in_december_the_value_is_named_with_the_other_ends():
    data = year(actual=line(*["149"] * 12), last_year=line(*["148"] * 12))
    figure = trajectory_figure(data, texts("zh"), LIGHT)
    ends = [each.y for each in figure.layout.annotations if each.xanchor == "left"]
    assert len(ends) == 3
    assert min(later - sooner for sooner, later in zip(sorted(ends), sorted(ends)[1:], strict=False)) > 5
