"""What is said about a file: places, explanations, readings, movements."""

from __future__ import annotations

from decimal import Decimal

import pytest

from i18n.texts import texts
from indicators import registry
from indicators.observations import Basis, Observation, ObservationStatus, ReportedFigure
from indicators.periods import Period
from indicators.problems import Problem, Severity
from indicators.standing import IndicatorPoint
from services.groundwork.rollups import Movement
from ui.returns import verdicts

PLAN = registry.load_builtin()
SEPTEMBER = Period.month(2018, 9)


def figure(typed: str, value: str | None) -> ReportedFigure:
    number = None if value is None else Decimal(value)
    observation = Observation("03", "210202", SEPTEMBER, Basis.CURRENT, number)
    return ReportedFigure(observation, "F01", "E12", typed)


@pytest.mark.parametrize(
    ("typed", "value", "otherwise"),
    [
        ("12.5", "12.5", False),
        ("12.50", "12.5", False),
        ("１２．５", "12.5", True),
        ("1,234", "1234", True),
        ("65%", "65", True),
        ("0.65", "65", True),
        ("不适用", None, True),
        ("", None, False),
    ],
)
def test_figure_is_shown_with_its_original_when_it_was_read_as_something_else(typed, value, otherwise: bool):
    assert bool(verdicts.read_otherwise([figure(typed, value)])) is otherwise


def test_reading_shows_the_typed_text_beside_the_number():
    html = verdicts.readings_table([figure("１，２３４", "1234"), figure("不适用", None)], PLAN, texts("zh"))
    assert "１，２３４" in html
    assert "1,234 亿元" in html
    assert "F01!E12" in html
    assert "—" in html


def test_one_explanation_serves_all_soft_problems_of_a_place():
    problems = [
        Problem("a", Severity.SOFT, "F01", "E12"),
        Problem("b", Severity.SOFT, "F01", "E12"),
        Problem("c", Severity.SOFT, "F01", "E13", explained="集中发证"),
        Problem("d", Severity.HARD, "F01", "E14"),
    ]
    waiting = verdicts.unexplained(problems)
    assert {place: [p.code for p in found] for place, found in waiting.items()} == {"F01!E12": ["a", "b"]}


def point(value: str | None, reported: int) -> IndicatorPoint:
    number = None if value is None else Decimal(value)
    return IndicatorPoint(
        "high_tech_output_share", SEPTEMBER, number, None, None, reported, 13, (), ObservationStatus.NORMAL
    )


def test_movement_shows_both_values_and_the_growing_coverage():
    html = verdicts.movements_table(
        [Movement("high_tech_output_share", SEPTEMBER, point("62.04", 12), point("62.45", 13))], PLAN, texts("zh")
    )
    assert "62.0" in html
    assert "62.5 %" in html
    assert "12/13 → 13/13" in html


def test_first_figure_of_a_period_moves_from_nothing():
    html = verdicts.movements_table(
        [Movement("high_tech_output_share", SEPTEMBER, None, point("62.45", 1))], PLAN, texts("zh")
    )
    assert "—" in html
    assert "1/13" in html


HARD = Problem("cell_missing", Severity.HARD, "F01", "E12")
SOFT = Problem("cell_missing", Severity.SOFT, "F01", "E13")
EXPLAINED = Problem("cell_missing", Severity.SOFT, "F01", "E13", explained="集中发证")


@pytest.mark.parametrize(
    ("problems", "worst", "said"),
    [
        ([], None, "没有发现问题"),
        ([HARD], Severity.HARD, "有 1 个强制性问题须先改正。"),
        ([HARD, SOFT], Severity.HARD, "另有 1 个核实性问题"),
        ([SOFT], Severity.SOFT, "有 1 个核实性问题"),
        ([EXPLAINED], None, "均已说明"),
        ([EXPLAINED, SOFT], Severity.SOFT, "有 2 个核实性问题"),
    ],
)
def test_headline_says_the_gravest_kind_still_open(problems, worst, said: str):
    found, sentence = verdicts.headline(problems, 30, texts("zh"))
    assert found is worst
    assert said in sentence


def test_every_problem_stands_with_sheet_cell_what_and_what_to_do():
    said = texts("zh").problem(
        Problem("cell_missing", Severity.HARD, "F01", "E12", {"code": "01", "name": "新认定高新技术企业"})
    )
    html = verdicts.problems_table(
        [Problem("cell_missing", Severity.HARD, "F01", "E12", {"code": "01", "name": "新认定高新技术企业"})],
        texts("zh"),
    )
    for expected in ("■ 强制", "F01", "E12", said.what, said.todo):
        assert expected in html


def test_explained_problem_shows_its_explanation_in_place_of_what_to_do():
    problem = Problem(
        "cell_missing", Severity.SOFT, "F01", "E12", {"code": "01", "name": "新认定高新技术企业"}, explained="集中发证"
    )
    html = verdicts.problems_table([problem], texts("zh"))
    assert "已说明：集中发证" in html
    assert "▲" not in html


def test_problem_of_a_whole_file_has_a_dash_for_its_place():
    html = verdicts.problems_table([Problem("file_empty", Severity.HARD)], texts("zh"))
    assert html.count("<span>—</span>") == 2
