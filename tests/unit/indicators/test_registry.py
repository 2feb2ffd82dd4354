from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from i18n.catalogues import catalogue
from i18n.texts import texts
from indicators import registry
from indicators.errors import UnknownPlanError
from indicators.periods import Period
from indicators.registry import PlanFaultsError
from tests.unit.indicators.plan_folder import FILES, write_plan


def faults(folder: Path) -> list[str]:
    with pytest.raises(PlanFaultsError) as caught:
        registry.load(folder)
    return [f"{fault.file}:{fault.line} {fault.code}" for fault in caught.value.faults]


def test_second_plan_is_added_by_adding_files(tmp_path: Path):
    write_plan(tmp_path)
    assert registry.builtin_plans(tmp_path) == ("shenyang-2020",)
    assert registry.builtin_plans(tmp_path / "none") == ()
    plan = registry.load_builtin("shenyang-2020", tmp_path)
    assert plan.head.year == 2020
    assert [unit.code for unit in plan.reporters(plan.form("F01"))] == ["SY-A", "SY-B"]
    assert [v.code for v in plan.variables_due(plan.form("F01"), Period.parse("2020-01"))] == ["11", "12"]


def test_decimals_are_exactly_what_is_written(tmp_path: Path):
    target = registry.load(write_plan(tmp_path)).indicator("contracts").target.value
    assert str(target) == "80.50"
    assert target == Decimal("80.5")


def test_built_in_plan_is_loaded_once():
    assert registry.load_builtin() is registry.load_builtin()
    assert "dalian-2018" in registry.builtin_plans()


def test_unknown_plan_is_named(tmp_path: Path):
    with pytest.raises(UnknownPlanError) as caught:
        registry.load_builtin("nowhere-1999", tmp_path)
    assert caught.value.params == {"plan": "nowhere-1999"}


def test_broken_plan_shows_every_fault_with_file_and_line_in_one_go(tmp_path: Path):
    folder = write_plan(
        tmp_path,
        {
            "plan.yaml": (("year: 2020", "year: 20"), ("time_zone:", "timezone:")),
            "indicators.yaml": (
                ("comparator: ≥", "comparator: '>'"),
                ('companion: "12"', 'companion: "99"'),
                ("decimals: 1", "decimals: one"),
                ("code: density", "code: contracts"),
            ),
            "variables.yaml": (("kind: flow", "kind: river"),),
            "units.yaml": (("excludes: [SY-B]", "excludes: [SY-X]"), ("name: 市统计局", "name: 沈阳高新区")),
            "forms.yaml": (('variables: ["31"]', 'variables: ["31", "98"]'), ("day: 8", "day: 8, month: 3")),
            "checks.yaml": (("11≥上期11", "11≥≥上期11"), ("form: F01, severity: hard", "form: F09, severity: hard")),
        },
    )
    assert faults(folder) == [
        "checks.yaml:2 plan_relation_syntax",
        "checks.yaml:3 plan_form_unknown",
        "forms.yaml:13 plan_key_unknown",
        "forms.yaml:24 plan_variable_unknown",
        "indicators.yaml:7 plan_value_not_offered",
        "indicators.yaml:17 plan_code_twice",
        "indicators.yaml:21 plan_value_no_integer",
        "plan.yaml:1 plan_key_missing",
        "plan.yaml:5 plan_value_out_of_range",
        "plan.yaml:6 plan_key_unknown",
        "units.yaml:2 plan_unit_unknown",
        "units.yaml:5 plan_name_twice",
        "variables.yaml:3 plan_value_not_offered",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_fault_has_its_message_in_both_languages(tmp_path: Path, language):
    folder = write_plan(
        tmp_path,
        {
            "plan.yaml": (("year: 2020", "year: 20"), ("version", "Version")),
            "indicators.yaml": (("indicators:", "others:"),),
            "variables.yaml": (("{code", "{{code"),),
            "units.yaml": (("name: 和平区", 'name: ""'),),
            "forms.yaml": (("code: F01", "code: form one"), ("reported_by: [district]", "reported_by: []")),
        },
    )
    with pytest.raises(PlanFaultsError) as caught:
        registry.load(folder)
    said = texts(language)
    assert str(len(caught.value.faults)) in said.error(caught.value)
    for fault in caught.value.faults:
        assert said(f"errors.{fault.code}", **fault.params)
        assert str(fault) in str(caught.value)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_of_a_fault_is_in_the_catalogues(language):
    sources = Path(registry.__file__).parent.glob("plan_*.py")
    codes = {code for source in sources for code in re.findall(r'"(plan_[a-z_0-9]+)"', source.read_text("utf-8"))}
    assert len(codes) > 30
    assert {f"errors.{code}" for code in codes} <= set(catalogue(language, "errors"))


@pytest.mark.parametrize("name", sorted(FILES))
def test_missing_file_is_one_fault_and_not_many(tmp_path: Path, name: str):
    folder = write_plan(tmp_path)
    (folder / name).unlink()
    assert faults(folder) == [f"{name}:1 plan_file_missing"]


@pytest.mark.parametrize("name", sorted(FILES))
@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "plan_file_empty", 1),
        (b"# only a comment\n", "plan_file_empty", 1),
        (b"- 1\n- 2\n", "plan_file_shape", 1),
        (b"just words", "plan_file_shape", 1),
        (b"a: 1\nb: [1, 2\nc: 3\n", "plan_yaml_syntax", 3),
        (b"a: 1\nb: \xff\n", "plan_not_utf8", 2),
        (b"a: 1\nb: \x07\n", "plan_yaml_character", 2),
        (b"a: 1\n---\nb: 2\n", "plan_yaml_syntax", 2),
    ],
)
def test_file_that_is_no_plan_file_is_one_fault_with_its_line(tmp_path: Path, name: str, content, code, line):
    folder = write_plan(tmp_path)
    (folder / name).write_bytes(content)
    found = faults(folder)
    assert found[0] == f"{name}:{line} {code}" or (name, code) == ("plan.yaml", "plan_file_shape")
    assert {fault.partition(":")[0] for fault in found} == {name}


def test_list_key_that_holds_no_list_is_a_fault_of_shape(tmp_path: Path):
    folder = write_plan(tmp_path)
    (folder / "checks.yaml").write_text("checks: none\n", encoding="utf-8")
    assert faults(folder) == ["checks.yaml:1 plan_file_shape"]


def test_entry_that_is_no_mapping_is_a_fault_at_its_line(tmp_path: Path):
    folder = write_plan(tmp_path)
    with (folder / "checks.yaml").open("a", encoding="utf-8") as file:
        file.write("  - A03\nmore: 1\n")
    assert faults(folder) == ["checks.yaml:4 plan_value_no_mapping", "checks.yaml:5 plan_key_unknown"]


def test_key_written_twice_is_a_fault_at_the_second(tmp_path: Path):
    folder = write_plan(tmp_path, {"plan.yaml": (("year: 2020", "year: 2020\nyear: 2021"),)})
    assert faults(folder) == ["plan.yaml:6 plan_key_twice"]


def test_alias_is_refused_even_where_it_would_be_endless(tmp_path: Path):
    folder = write_plan(tmp_path)
    (folder / "checks.yaml").write_text("checks: &all\n  - *all\n", encoding="utf-8")
    assert "checks.yaml:1 plan_alias" in faults(folder)


def test_key_that_is_no_text_is_a_fault_and_no_crash(tmp_path: Path):
    folder = write_plan(tmp_path, {"plan.yaml": (("year: 2020", "year: 2020\n? [1, 2]\n: 3"),)})
    assert faults(folder) == ["plan.yaml:1 plan_key_unknown"]


def test_code_without_quotes_stays_a_code(tmp_path: Path):
    folder = write_plan(tmp_path, {"variables.yaml": (('"11"', "011"),)})
    assert "variables.yaml:2 plan_value_malformed" in faults(folder)


@pytest.mark.parametrize(
    ("file", "before", "after", "fault"),
    [
        ("plan", "2020-03-01", "spring", "plan.yaml:7 plan_value_no_date"),
        ("plan", "title: 通知", "title: 5", "plan.yaml:7 plan_value_no_text"),
        ("units", "aliases: [沈阳高新区]", "aliases: 沈阳高新区", "units.yaml:3 plan_value_no_list"),
        ("units", "name: 和平区", "name: [和平区]", "units.yaml:2 plan_value_no_text"),
        ("variables", "kind: flow", "kind: flow, first_month: 3", "variables.yaml:3 plan_value_not_offered"),
        (
            "indicators",
            "target: {value: 80.50, comparator: ≥}",
            "target: 80",
            "indicators.yaml:7 plan_value_no_mapping",
        ),
    ],
)
def test_value_of_the_wrong_kind_says_which_kind_is_wanted(tmp_path: Path, file, before, after, fault):
    assert faults(write_plan(tmp_path, {f"{file}.yaml": ((before, after),)})) == [fault]


@pytest.mark.parametrize("text", [".nan", ".inf", "1e400x", "~"])
def test_target_that_is_no_number_is_a_fault(tmp_path: Path, text: str):
    folder = write_plan(tmp_path, {"indicators.yaml": (("80.50", text),)})
    assert faults(folder) == ["indicators.yaml:7 plan_value_no_number"]
