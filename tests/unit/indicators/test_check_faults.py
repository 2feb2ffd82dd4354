from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import registry
from indicators.check_faults import CheckFaults, faults_of
from indicators.plan import CheckRule, Form, ReportingUnit, Variable
from indicators.plan_faults import PlanFault
from indicators.plan_files import Entries, Entry
from indicators.plan_yaml import YamlFile
from indicators.registry import PlanFaultsError
from tests.unit.indicators.plan_folder import write_plan

RULE = "relation: 12>=0, name: {zh: 非负, en: Not negative}}"
NAME = "name: {zh: 试, en: Trial}"


def with_rules(folder: Path, *relations: str, form: str = "F01") -> Path:
    """The small plan, its last rule replaced by these, which stand from line 3 on."""
    written = [
        f"{{code: R{number:02d}, form: {form}, severity: soft, relation: '{relation}', {NAME}}}"
        for number, relation in enumerate(relations)
    ]
    before = "{code: A02, form: F01, severity: hard, " + RULE
    return write_plan(folder, {"checks.yaml": ((before, "\n  - ".join(written)),)})


def faults(folder: Path) -> list[PlanFault]:
    with pytest.raises(PlanFaultsError) as caught:
        registry.load(folder)
    return list(caught.value.faults)


@pytest.mark.parametrize(
    "relation",
    ["12=名录12", "12≤F02.31", "12≤全市12×0.5", "12≤上年F02.31", "11∈常态11±3.5", "12÷全市12≈上年12÷上年全市12±50%"],
)
def test_relation_may_look_beyond_its_own_sheet(tmp_path: Path, relation: str):
    assert registry.load(with_rules(tmp_path, relation)).checks[-1].relation == relation


def test_form_of_one_reporter_may_ask_for_the_total_of_the_others(tmp_path: Path):
    assert registry.load(with_rules(tmp_path, "31≥全市F01.12", form="F02")).checks[-1].form == "F02"


@pytest.mark.parametrize(
    ("relation", "form", "code", "params"),
    [
        ("12≤F09.31", "F01", "plan_form_unknown", {"code": "F09"}),
        ("12≤F02.77", "F01", "plan_variable_unknown", {"code": "77"}),
        ("12≤F02.11", "F01", "plan_variable_not_on_form", {"code": "11", "form": "F02"}),
        ("12≤F01.11", "F01", "plan_relation_own_form", {"reference": "F01.11", "form": "F01"}),
        ("31≥F01.12", "F02", "plan_relation_whose", {"reference": "F01.12", "form": "F01"}),
        ("12=名录55", "F01", "plan_variable_unknown", {"code": "55"}),
        ("12=12", "F01", "plan_relation_circular", {"code": "R00", "circle": "12 → 12"}),
        ("12=11+12", "F01", "plan_relation_circular", {"code": "R00", "circle": "12 → 12"}),
        ("11+12=12", "F01", "plan_relation_circular", {"code": "R00", "circle": "12 → 12"}),
    ],
)
def test_reference_to_nothing_is_a_fault_at_its_line(tmp_path: Path, relation: str, form: str, code: str, params):
    (fault,) = faults(with_rules(tmp_path, relation, form=form))
    assert (fault.file, fault.line, fault.code, fault.params) == ("checks.yaml", 3, code, params)


def test_all_faults_of_all_rules_are_told_at_once(tmp_path: Path):
    folder = with_rules(tmp_path, "11=12", "11≤≤12", "11≤F09.12+77", "12=11×2")
    assert [(fault.line, fault.code) for fault in faults(folder)] == [
        (4, "plan_relation_syntax"),
        (5, "plan_form_unknown"),
        (5, "plan_variable_unknown"),
        (6, "plan_relation_circular"),
    ]


@pytest.mark.parametrize("relation", ["12=上期12", "12=上年12", "12=名录12", "12=全市12", "12+11=11+12", "12≤12"])
def test_what_a_value_was_or_is_elsewhere_does_not_define_it_in_a_circle(tmp_path: Path, relation: str):
    assert registry.load(with_rules(tmp_path, relation)).checks[-1].relation == relation


def test_incomplete_units_leave_open_whose_figure_is_meant(tmp_path: Path):
    folder = with_rules(tmp_path, "31≥F01.12", form="F02")
    units = folder / "units.yaml"
    units.write_text(units.read_text("utf-8").replace("kind: statistics", "kind: nobody"), encoding="utf-8")
    assert "plan_relation_whose" not in {fault.code for fault in faults(folder)}


@pytest.mark.parametrize(
    ("relation", "expected"),
    [("12≥11", []), ("12≤F02.77", ["plan_variable_unknown"]), ("12=12+11", ["plan_relation_circular"])],
)
def test_rule_written_beside_the_plan_is_held_to_the_same(tmp_path: Path, relation: str, expected: list[str]):
    plan = registry.load(write_plan(tmp_path))
    rule = plan.checks[0].model_copy(update={"code": "T01", "relation": relation})
    assert [fault.code for fault in faults_of(plan, rule)] == expected


def circles(*rules: tuple[str, str]) -> list[str]:
    """The circles that equalities make, when nothing but them is known of the plan."""
    file = YamlFile("checks.yaml", None, None, ())
    entries = []
    for number, (form, relation) in enumerate(rules):
        value = {"code": f"R{number:02d}", "form": form, "severity": "hard", "relation": relation}
        rule = CheckRule.model_validate({**value, "name": {"zh": "试", "en": "Trial"}})
        entries.append(Entry(file, ("checks", number), rule.code, rule))
    checks = Entries(tuple(entries), readable=True, faults=())
    forms: Entries[Form] = Entries((), readable=False, faults=())
    variables: Entries[Variable] = Entries((), readable=False, faults=())
    units: Entries[ReportingUnit] = Entries((), readable=False, faults=())
    return [fault.params["circle"] for fault in CheckFaults(checks, forms, variables, units).faults()]


def test_equalities_that_define_each_other_are_shown_as_the_way_round():
    assert circles(("F01", "05=06+07"), ("F01", "06=05−07")) == ["06 → 05 → 06"]
    assert circles(("F01", "05=06+07"), ("F01", "06=08×2"), ("F01", "08=05")) == ["08 → 05 → 06 → 08"]
    assert circles(("F01", "05=F02.21"), ("F02", "21=F01.05+22")) == ["21 → F01.05 → 21"]


@given(st.lists(st.tuples(st.integers(0, 6), st.sets(st.integers(0, 6), min_size=1, max_size=3)), max_size=8))
def test_circle_is_found_exactly_where_no_order_of_calculation_exists(equalities: list[tuple[int, set[int]]]):
    rules = [("F01", f"{a:02d}={'+'.join(f'{b:02d}' for b in sorted(parts))}") for a, parts in equalities]
    sorter: TopologicalSorter[int] = TopologicalSorter()
    for defined, parts in equalities:
        sorter.add(defined, *parts)
    try:
        sorter.prepare()
        possible = True
    except CycleError:
        possible = False
    assert (circles(*rules) == []) is possible
