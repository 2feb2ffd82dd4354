"""The outlook's fan, the rings and the marks on the year's lines."""

from __future__ import annotations

from decimal import Decimal

from charts.outlook_layers import Ahead, Revised
from charts.theme import LIGHT
from charts.trajectory import trajectory_figure
from i18n.texts import texts
from tests.unit.charts.test_trajectory import labels, line, year

AHEAD = Ahead(
    (9, Decimal(141)),
    tuple((month, Decimal(150 + month), Decimal(140 + month), Decimal(160 + month)) for month in (10, 11, 12)),
)


def traces(data):
    return {trace.name: trace for trace in trajectory_figure(data, texts("zh"), LIGHT).data}


def test_the_outlook_is_dashed_and_starts_at_the_last_actual_value():
    drawn = traces(year(ahead=AHEAD))["预计"]
    assert drawn.line.dash == "dash"
    assert list(zip(drawn.x, drawn.y, strict=True)) == [(9, 141.0), (10, 160.0), (11, 161.0), (12, 162.0)]


def test_the_fan_goes_up_along_the_high_side_and_back_along_the_low_one():
    fan = traces(year(ahead=AHEAD))["fan"]
    assert list(fan.x) == [9, 10, 11, 12, 12, 11, 10, 9]
    assert list(fan.y) == [141, 170, 171, 172, 152, 151, 150, 141]


def test_the_outlook_is_named_at_its_end_and_has_room_on_the_axis():
    data = year(ahead=AHEAD)
    assert "预计 162" in labels(data)
    low, high = trajectory_figure(data, texts("zh"), LIGHT).layout.yaxis.range
    assert low <= 141
    assert high > 172


def test_revised_months_are_ringed_and_labelled_where_there_is_room():
    revised = tuple(Revised(month, Decimal(month), f"{month}月更正") for month in (1, 5, 6))
    data = year(actual=line("1", "2", "3", "4", "5", "6"), revised=revised)
    assert list(traces(data)["revised"].x) == [1, 5, 6]
    assert [text for text in labels(data) if "更正" in text] == ["6月更正", "1月更正"]


def test_notes_are_marked_at_their_month():
    figure = trajectory_figure(year(noted=((2, "注1"),)), texts("zh"), LIGHT)
    (mark,) = [each for each in figure.layout.annotations if each.text == "注1"]
    assert mark.x == 2


def test_without_outlook_revisions_and_notes_nothing_more_is_drawn():
    assert not {"预计", "fan", "revised"} & set(traces(year()))
