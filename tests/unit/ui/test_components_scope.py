"""A change of scope on the screen: the line is cut, the mark is explained, nothing is compared."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from charts.sparkline import sparkline_svg
from charts.theme import LIGHT, Tone
from charts.trajectory import Trajectory, trajectory_figure
from i18n.texts import texts
from indicators.plan import Bilingual, ScopeChange
from indicators.year_on_year import OTHER_UNITS, UNKNOWN, Growth, GrowthBasis
from tests.unit.ui.standings import PLAN, at, detail, row
from ui.components.board_row import board_row
from ui.components.key_figures import key_figures
from ui.components.units_table import growth_words
from ui.components.year_charts import break_words, trajectory_of

ZH, EN = texts("zh"), texts("en")
CHANGE = ScopeChange(
    code="new", variable="01", since="2018-09", text=Bilingual(zh="改按发证日期统计。", en="By date of <certificate>.")
)
BROKEN = PLAN.model_copy(update={"scope_changes": (CHANGE,)})
FLOW = at("new_high_tech_firms", "130")
HEADS = dict.fromkeys(("attainment", "outlook", "probability"), "")


def lines(breaks: tuple[tuple[int, str], ...]) -> Trajectory:
    values = tuple(Decimal(month) for month in range(1, 13))
    nothing = (None,) * 12
    return Trajectory(FLOW.indicator, values, nothing, nothing, frozenset(), frozenset(), from_zero=True, breaks=breaks)


def test_the_line_is_cut_before_the_first_month_of_the_new_scope_and_marked():
    figure = trajectory_figure(lines(((9, "口径变化 1"),)), ZH, LIGHT)
    cut = [trace.y for trace in figure.data if trace.name == ZH("charts.actual")]
    assert [[place + 1 for place, value in enumerate(part) if value is not None] for part in cut] == [
        [1, 2, 3, 4, 5, 6, 7, 8],
        [9, 10, 11, 12],
    ]
    assert [shape.x0 for shape in figure.layout.shapes if shape.line.dash == "dash"] == [8.5]
    assert "口径变化 1" in [note.text for note in figure.layout.annotations]


def test_without_a_change_the_line_is_one():
    figure = trajectory_figure(lines(()), ZH, LIGHT)
    assert len([trace for trace in figure.data if trace.name == ZH("charts.actual")]) == 1


def test_the_page_marks_only_the_changes_up_to_the_period_shown():
    assert trajectory_of(detail(FLOW), BROKEN, ZH).breaks == ((9, "口径变化 1"),)
    august = at("new_high_tech_firms", "120", period=FLOW.period.previous)
    assert trajectory_of(detail(august), BROKEN, ZH).breaks == ()
    assert break_words(CHANGE, 1, ZH) == "口径变化 1：2018年9月起，改按发证日期统计。 前后数据不直接比较。"


def test_a_sparkline_has_a_gap_where_the_scope_changed():
    values = [Decimal(value) for value in (1, 2, 3, 4)]
    assert str(sparkline_svg(values, Tone.GOOD, LIGHT, "", breaks=[2])).count("<polyline") == 2
    assert str(sparkline_svg(values, Tone.GOOD, LIGHT, "", breaks=[3])).count("<polyline") == 1
    assert str(sparkline_svg(values, Tone.GOOD, LIGHT, "")).count("<polyline") == 1


def test_the_board_says_that_the_scope_has_changed_instead_of_a_change():
    markup = board_row(row(FLOW), BROKEN, EN, HEADS, "indicator")
    assert "new scope" in markup
    assert "By date of &lt;certificate&gt;." in markup
    assert "new scope" not in board_row(row(FLOW, change="7"), PLAN, EN, HEADS, "indicator")


def test_key_figures_say_why_nothing_is_compared():
    refused = replace(detail(FLOW), growth=Growth(None, None, None, CHANGE))
    assert key_figures(refused, BROKEN, ZH).count("2018年9月起口径变化，不可比") == 2


def test_key_figures_say_what_the_report_says_where_there_is_no_growth():
    nothing = replace(detail(FLOW), growth=Growth(Decimal(0), None, GrowthBasis.APPROVED))
    assert "上年同期不大于零，不计算增幅" in key_figures(nothing, PLAN, ZH)
    others = replace(detail(FLOW), growth=OTHER_UNITS)
    assert "上年同期填报单位不一致，不可比" in key_figures(others, PLAN, ZH)
    assert "同比" not in key_figures(replace(detail(FLOW), growth=UNKNOWN), PLAN, ZH)


def test_growth_says_its_basis_and_is_in_points_for_a_percentage():
    share = at("high_tech_output_share", "61.5")
    grown = Growth(Decimal(60), Decimal("1.5"), GrowthBasis.RESTATED)
    markup = key_figures(replace(detail(share), growth=grown), PLAN, ZH)
    assert "同比（可比口径）" in markup
    assert growth_words(grown, share.indicator, ZH, points=True) == "+1.5"
    assert growth_words(grown, FLOW.indicator, ZH, points=True) == "+1.5"
    assert growth_words(grown, share.indicator, ZH, points=False) == "+1.5"
    assert growth_words(Growth(None, None, None), FLOW.indicator, ZH, points=True) == "—"
    assert growth_words(Growth(None, None, None, CHANGE), FLOW.indicator, ZH, points=True) == "口径变化"
