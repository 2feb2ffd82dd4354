"""What measures.yaml may hold, and that a plan may do without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators import registry
from indicators.errors import UnknownMeasureError
from indicators.plan_measures import Contribution
from indicators.registry import PlanFaultsError
from tests.unit.indicators.plan_folder import write_plan

MEASURES = """\
sections:
  - {code: 三, title: {zh: 产业, en: Industries}}
  - {code: 三(一), title: {zh: 机器人, en: Robots}}
measures:
  - code: M001
    place: 三(一)1(2)
    title: {zh: 建平台, en: Build a platform}
    field: industry
    departments: [SY-KJ, SY-TJ]
    quantities: [{value: 1, up_to: 2, unit: {zh: 家, en: firms}, what: {zh: 企业, en: firms}}]
    links:
      - {indicator: contracts, contribution: supporting, why: {zh: 带动, en: Helps}}
      - {indicator: density, contribution: none, why: {zh: 无关, en: Nothing}}
    milestones:
      - {date: 2020-06-30, share: 0.5, basis: system, what: {zh: 立项, en: Approved}}
      - {date: 2020-12-31, share: 1, basis: document, what: {zh: 建成, en: Built}}
  - code: M002
    place: 三
    title: {zh: 规划, en: Plan}
    field: policy
    departments: [SY-TJ]
    links:
      - {contribution: none, why: {zh: 无关, en: Nothing}}
"""


def folder_with(parent: Path, *changes: tuple[str, str]) -> Path:
    folder, text = write_plan(parent), MEASURES
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    (folder / "measures.yaml").write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path) -> list[str]:
    with pytest.raises(PlanFaultsError) as caught:
        registry.load(folder)
    assert {fault.file for fault in caught.value.faults} == {"measures.yaml"}
    return [f"{fault.line} {fault.code}" for fault in caught.value.faults]


def test_plan_without_measures_stays_valid(tmp_path: Path):
    plan = registry.load(write_plan(tmp_path))
    assert plan.measures == ()
    assert plan.sections == ()
    assert plan.measures_of("SY-KJ") == ()


def test_measure_knows_its_section_its_lead_and_what_it_moves(tmp_path: Path):
    plan = registry.load(folder_with(tmp_path))
    measure = plan.measure("M001")
    assert (measure.part, measure.section, measure.lead) == ("三", "三(一)", "SY-KJ")
    assert measure.moved == ("contracts",)
    assert measure.contribution_to("density") is Contribution.NONE
    assert measure.contribution_to("other") is None
    assert plan.measure("M002").section == "三"
    assert plan.measure("M002").moved == ()


def test_measures_of_a_department_include_those_it_shares(tmp_path: Path):
    plan = registry.load(folder_with(tmp_path))
    assert [measure.code for measure in plan.measures_of("SY-TJ")] == ["M001", "M002"]
    assert [measure.code for measure in plan.measures_of("SY-KJ")] == ["M001"]


def test_unknown_measure_is_named(tmp_path: Path):
    with pytest.raises(UnknownMeasureError) as caught:
        registry.load(folder_with(tmp_path)).measure("M009")
    assert caught.value.params == {"measure": "M009"}


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("code: M002", "code: M001", "17 plan_code_twice"),
        ("place: 三\n", "place: 三(一)1(2)\n", "18 plan_place_twice"),
        ("place: 三\n", "place: 四(二)(1)\n", "18 plan_section_unknown"),
        ("place: 三\n", "place: 3.1\n", "18 plan_value_malformed"),
        ("field: policy", "field: other", "20 plan_value_not_offered"),
        ("[SY-TJ]", "[SY-XX]", "21 plan_unit_unknown"),
        ("[SY-KJ, SY-TJ]", "[SY-KJ, SY-KJ]", "9 plan_department_twice"),
        ("[SY-TJ]", "[]", "21 plan_value_empty"),
        ("up_to: 2", "up_to: 1", "10 plan_quantity_range"),
        ("indicator: density", "indicator: other", "13 plan_indicator_unknown"),
        ("indicator: density", "indicator: contracts", "13 plan_link_twice"),
        ("{contribution: none", "{contribution: direct", "23 plan_link_without_indicator"),
        ("2020-12-31", "2020-06-30", "14 plan_measure_milestones_order"),
        ("share: 1", "share: 0.4", "14 plan_measure_milestones_order"),
        ("2020-12-31", "2021-01-31", "16 plan_milestone_outside_year"),
        ("share: 0.5", "share: 0", "15 plan_value_out_of_range"),
        ("{code: 三(一), title", "{code: 三, title", "3 plan_code_twice"),
    ],
)
def test_what_does_not_fit_is_a_fault_at_its_line(tmp_path: Path, before: str, after: str, fault: str):
    assert fault in faults(folder_with(tmp_path, (before, after)))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "1 plan_file_empty"),
        (b"- 1\n", "1 plan_file_shape"),
        (b"measures: none\n", "1 plan_file_shape"),
        (b"a: [1\n", "2 plan_yaml_syntax"),
    ],
)
def test_file_that_holds_no_measures_is_a_fault_and_not_a_missing_file(tmp_path: Path, content: bytes, fault: str):
    folder = write_plan(tmp_path)
    (folder / "measures.yaml").write_bytes(content)
    assert fault in faults(folder)


def test_fault_of_the_file_is_reported_once_for_both_lists(tmp_path: Path):
    assert faults(folder_with(tmp_path, ("sections:", "more: 1\nsections:"))) == ["1 plan_key_unknown"]


MEASURES_FORM = """\
  - code: F03
    title: {zh: 任务, en: Measures}
    layout: measures
    table_number: 沈创03表
    issued_by: 沈阳市科技局
    approval_number: （示例）
    valid_until: （示例）
    compiled_by: 沈阳市科技局
    frequencies: [quarterly]
    reported_by: [department]
    deadline: {months_after: 1, day: 15}
"""


@pytest.mark.parametrize(
    ("reporters", "department", "field", "expected"),
    [
        ("department, statistics", "SY-TJ", "policy", []),
        ("department", "SY-TJ", "policy", ["SY-TJ"]),
        ("department, statistics", "SY-KJ", "policy", ["SY-TJ"]),
        # Who has measures is not known while one of them cannot be understood.
        ("department", "SY-TJ", "other", None),
    ],
)
def test_whoever_has_measures_reports_them_and_nobody_else(
    tmp_path: Path, reporters: str, department: str, field: str, expected: list[str] | None
):
    changes = [("[SY-KJ, SY-TJ]", "[SY-KJ]"), ("[SY-TJ]", f"[{department}]"), ("policy", field)]
    folder = folder_with(tmp_path, *changes)
    forms = folder / "forms.yaml"
    form = MEASURES_FORM.replace("[department]", f"[{reporters}]")
    forms.write_text(forms.read_text("utf-8") + form, encoding="utf-8")
    if expected == []:
        assert registry.load(folder).form("F03").variables == ()
        return
    with pytest.raises(PlanFaultsError) as caught:
        registry.load(folder)
    named = [fault.params["code"] for fault in caught.value.faults if fault.code == "plan_measures_unreported"]
    assert named == (expected or [])
