"""The 102 measures of the 2018 notice: how many per section and department, and all of them there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from indicators import registry
from indicators.plan_measures import Contribution, MeasureField, MilestoneBasis

PLAN = registry.load_builtin("dalian-2018")
NOTICE = Path(__file__).parents[4] / "shared" / "source" / "notice-2018.txt"
_HEADING = re.compile(r"([一二三四五六七八九])、")
_SUBHEADING = re.compile(r"\(([一二三四五六七八九])\)")
_ITEM = re.compile(r"(\d)[.、]")
_POINT = re.compile(r"\((\d)\)")
_RESPONSIBLE = re.compile(r"\(责任单位:([^)]*)\)")


def test_there_are_102_measures_in_order_of_their_codes():
    assert [measure.code for measure in PLAN.measures] == [f"M{number:03d}" for number in range(1, 103)]


def test_departments_have_the_measures_the_notice_gives_them():
    counted = Counter(code for measure in PLAN.measures for code in measure.departments)
    assert counted == {
        "DL-KJJ": 41,
        "DL-FGW": 28,
        "DL-JXW": 25,
        "DL-RSJ": 3,
        "DL-JRJ": 2,
        "DL-GSJ": 2,
        "DL-SYJ": 1,
        "DL-SWJ": 1,
        "DL-GAJ": 1,
    }
    assert counted.total() == len(PLAN.measures) + 2


def test_two_measures_are_shared_by_two_and_the_first_leads():
    shared = {measure.place: measure.departments for measure in PLAN.measures if len(measure.departments) > 1}
    assert shared == {"三(四)1(1)": ("DL-FGW", "DL-KJJ"), "八(三)6(2)": ("DL-GAJ", "DL-RSJ")}


def test_sections_have_the_measures_the_notice_gives_them():
    assert Counter(measure.section for measure in PLAN.measures) == {
        "三(一)": 12,
        "三(二)": 8,
        "三(三)": 9,
        "三(四)": 8,
        "三(五)": 13,
        "四(一)": 9,
        "四(二)": 3,
        "四(三)": 3,
        "四(四)": 3,
        "五(一)": 3,
        "五(二)": 3,
        "六(一)": 3,
        "七(一)": 4,
        "七(二)": 1,
        "八(一)": 4,
        "八(二)": 4,
        "八(三)": 11,
        "九": 1,
    }


def test_every_section_is_used_and_parts_three_and_four_are_the_industries():
    used = {code for measure in PLAN.measures for code in (measure.part, measure.section)}
    assert used == {section.code for section in PLAN.sections}
    for measure in PLAN.measures:
        assert (measure.field is MeasureField.INDUSTRY) == (measure.part in {"三", "四"})


def test_titles_are_short_differ_and_are_in_both_languages():
    assert len({measure.title.zh for measure in PLAN.measures}) == 102
    assert all(len(measure.title.zh) <= 34 and len(measure.title.en) <= 110 for measure in PLAN.measures)
    assert all(
        measure.title.en.isascii() or "–" in measure.title.en or "’" in measure.title.en for measure in PLAN.measures
    )


def test_quantities_are_those_of_the_notice():
    named = {
        measure.place: [str(q.value) for q in measure.quantities] for measure in PLAN.measures if measure.quantities
    }
    assert named["三(四)3(1)"] == ["2"]
    assert named["八(三)1"] == ["1", "60", "50"]
    assert named["八(三)4"] == ["20"]
    own_evaluation = next(measure for measure in PLAN.measures if measure.place == "八(二)(2)").quantities[0]
    assert (own_evaluation.value, own_evaluation.up_to) == (1, 2)


def test_milestones_are_settings_of_the_system_because_the_notice_has_none():
    with_milestones = [measure for measure in PLAN.measures if measure.milestones]
    assert len(with_milestones) >= 8
    assert {m.basis for measure in with_milestones for m in measure.milestones} == {MilestoneBasis.SYSTEM}
    assert all(measure.milestones[-1].share == 1 for measure in with_milestones)


def test_patents_are_the_only_indicator_that_no_measure_moves_directly():
    direct = {
        link.indicator
        for measure in PLAN.measures
        for link in measure.links
        if link.contribution is Contribution.DIRECT
    }
    assert {indicator.code for indicator in PLAN.indicators} - direct == {"invention_patents_per_10k"}


def notice_measures() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Place and departments of every line of the notice that names a responsible department."""
    part = section = item = ""
    for line in NOTICE.read_text(encoding="utf-8").splitlines():
        if found := _HEADING.match(line):
            part, section, item = found[1], "", ""
        if found := _SUBHEADING.match(line):
            section, item = found[0], ""
        if found := _ITEM.match(line):
            item = found[1]
        if responsible := _RESPONSIBLE.search(line):
            point = _POINT.match(line)
            yield part + section + item + (point[0] if point else ""), tuple(responsible[1].split("、"))


if NOTICE.exists():  # the notice is at hand in development only

    def test_register_is_complete_against_the_notice():
        ours = [(m.place, tuple(PLAN.unit(code).name for code in m.departments)) for m in PLAN.measures]
        assert ours == list(notice_measures())


@pytest.mark.parametrize("unit", [unit.code for unit in PLAN.units if unit.kind.value == "department"])
def test_measures_of_a_department_stand_in_the_order_of_the_notice(unit: str):
    codes = [measure.code for measure in PLAN.measures_of(unit)]
    assert codes
    assert codes == sorted(codes)
