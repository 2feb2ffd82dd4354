from __future__ import annotations

from pathlib import Path

import pytest

from indicators import registry
from indicators.registry import PlanFaultsError
from tests.unit.indicators.plan_folder import write_plan


def change(file: str, before: str, after: str) -> dict[str, tuple[tuple[str, str], ...]]:
    return {f"{file}.yaml": ((before, after),)}


def faults(folder: Path) -> list[str]:
    with pytest.raises(PlanFaultsError) as caught:
        registry.load(folder)
    return [f"{fault.file}:{fault.line} {fault.code}" for fault in caught.value.faults]


LINEAR = "path: {kind: linear}"
CITY_RULE = 'denominator: "31", denominator_rule: city'


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (change("plan", "shenyang-2020", "shenyang-2021"), "plan.yaml:1 plan_id_differs"),
        (change("plan", "Asia/Shanghai", "Asia/Nowhere"), "plan.yaml:6 plan_time_zone_unknown"),
        (change("indicators", 'numerator: "11"', 'numerator: "77"'), "indicators.yaml:8 plan_variable_unknown"),
        (change("indicators", 'denominator: "31"', 'denominator: "77"'), "indicators.yaml:23 plan_variable_unknown"),
        (change("indicators", "lead: SY-KJ", "lead: SY-XX"), "indicators.yaml:12 plan_unit_unknown"),
        (change("indicators", "scope: [SY-A, SY-B]", "scope: [SY-A, SY-B, X]"), "indicators.yaml:26 plan_unit_unknown"),
        (
            change("indicators", "scope: [SY-A, SY-B]", "scope: [SY-A]"),
            "indicators.yaml:26 plan_scope_smaller_than_city",
        ),
        (change("indicators", "comparator: ≥", "comparator: ≤"), "indicators.yaml:7 plan_flow_downwards"),
        (change("indicators", CITY_RULE, "denominator_rule: city"), "indicators.yaml:23 plan_denominator_missing"),
        (
            change("indicators", "slightly_behind: 0.90", "slightly_behind: 1.1"),
            "indicators.yaml:11 plan_thresholds_order",
        ),
        (change("indicators", "month: 8, day: 31", "month: 2, day: 29"), "indicators.yaml:25 plan_date_impossible"),
        (change("indicators", LINEAR, "path: {kind: milestones}"), "indicators.yaml:10 plan_milestones_missing"),
        (
            change("indicators", LINEAR, "path: {milestones: [{month: 6, share: 0.5}]}"),
            "indicators.yaml:10 plan_milestones_unused",
        ),
        (
            change("indicators", 'companion: "12"', "unit_targets: [{unit: SY-XX, value: 3}]"),
            "indicators.yaml:13 plan_unit_unknown",
        ),
        (
            change("indicators", 'companion: "12"', "unit_targets: [{unit: SY-KJ, value: 3}]"),
            "indicators.yaml:13 plan_unit_target_not_reporting",
        ),
        (
            change("indicators", 'companion: "12"', "unit_targets: [{unit: SY-A, value: 3}, {unit: SY-A, value: 4}]"),
            "indicators.yaml:13 plan_unit_target_twice",
        ),
        (change("units", "aliases: [沈阳高新区]", "aliases: [和平区]"), "units.yaml:3 plan_name_twice"),
        (change("units", "excludes: [SY-B]", "excludes: [SY-A]"), "units.yaml:2 plan_unit_excludes_itself"),
        (change("units", "code: SY-TJ", "code: SY-KJ"), "units.yaml:5 plan_code_twice"),
        (change("forms", '["11", "12"]', '["11", "12", "11"]'), "forms.yaml:12 plan_variable_twice"),
        (change("forms", "[district]", "[zone]"), "forms.yaml:11 plan_no_such_reporters"),
        (change("checks", "12>=0", "31>=0"), "checks.yaml:3 plan_variable_not_on_form"),
        (change("checks", "12>=0", "55>=0"), "checks.yaml:3 plan_variable_unknown"),
        (change("checks", "12>=0", "上期12>=0"), "checks.yaml:3 plan_relation_syntax"),
    ],
)
def test_what_does_not_fit_together_is_a_fault_at_its_line(tmp_path: Path, changes, found: str):
    assert faults(write_plan(tmp_path, changes)) == [found]


def test_variable_of_an_indicator_must_stand_on_a_form(tmp_path: Path):
    folder = write_plan(tmp_path, change("forms", '["11", "12"]', '["11"]'))
    assert faults(folder) == [
        "checks.yaml:3 plan_variable_not_on_form",
        "indicators.yaml:13 plan_variable_on_no_form",
        "indicators.yaml:23 plan_variable_on_no_form",
    ]


def test_seasonal_path_belongs_to_flows_only(tmp_path: Path):
    write_plan(tmp_path, change("indicators", LINEAR, "path: {kind: seasonal}"))
    assert registry.load(tmp_path / "shenyang-2020").indicator("contracts").path.kind == "seasonal"


def test_seasonal_path_of_a_level_is_refused(tmp_path: Path):
    seasonal = {"indicators.yaml": (("frequency: yearly", "frequency: yearly\n    path: {kind: seasonal}"),)}
    assert faults(write_plan(tmp_path, seasonal)) == ["indicators.yaml:25 plan_seasonal_no_flow"]


@pytest.mark.parametrize(
    ("milestones", "fault"),
    [
        ("[{month: 6, share: 0.5}, {month: 12, share: 1}]", None),
        ("[{month: 6, share: 0.5}, {month: 6, share: 1}]", "plan_milestones_order"),
        ("[{month: 9, share: 0.5}, {month: 6, share: 1}]", "plan_milestones_order"),
        ("[{month: 6, share: 0.5}, {month: 12, share: 0.4}]", "plan_milestones_order"),
        ("[{month: 6, share: 0.5}, {month: 11, share: 1}]", "plan_milestones_end"),
        ("[{month: 6, share: 0.5}, {month: 12, share: 0.9}]", "plan_milestones_end"),
    ],
)
def test_milestones_rise_in_order_to_the_whole_way_in_december(tmp_path: Path, milestones: str, fault: str | None):
    changes = change("indicators", LINEAR, f"path: {{kind: milestones, milestones: {milestones}}}")
    folder = write_plan(tmp_path, changes)
    if fault is None:
        assert len(registry.load(folder).indicator("contracts").path.milestones) == 2
    else:
        assert faults(folder) == [f"indicators.yaml:10 {fault}"]


def test_level_may_have_a_target_not_to_exceed(tmp_path: Path):
    folder = write_plan(tmp_path, {"indicators.yaml": (("value: 3, comparator: ≥", "value: 3, comparator: ≤"),)})
    assert registry.load(folder).indicator("density").direction == -1
