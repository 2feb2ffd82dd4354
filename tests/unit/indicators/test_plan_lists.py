"""What is wrong with a list in a plan's files is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators import registry
from indicators.errors import UnknownFormError
from indicators.plan_faults import PlanFaultsError
from indicators.plan_lists import ListField
from tests.unit.indicators.listing import F04, F05, FIRMS, INSTITUTIONS, PLAN

SHIPPED = Path(registry.__file__).parent / "plans" / "dalian-2018"


def faults(tmp_path: Path, *edits: tuple[str, str]) -> list[str]:
    folder = tmp_path / "dalian-2018"
    folder.mkdir()
    for path in SHIPPED.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        if path.name == "forms.yaml":
            for old, new in edits:
                assert old in text
                text = text.replace(old, new, 1)
        (folder / path.name).write_text(text, encoding="utf-8")
    with pytest.raises(PlanFaultsError) as found:
        registry.load(folder)
    return sorted({fault.code for fault in found.value.faults})


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("layout: list", "layout: indicators", "plan_form_listing"),
        ("- field: certificate", "- field: name", "plan_list_column_twice"),
        ("      identity: [code]", "      identity: [host]", "plan_list_column_missing"),
        ("renewed_kind: 重新认定", "renewed_kind: 复审", "plan_list_kind_unknown"),
        ('{variable: "10", within: validity}', '{variable: "99", within: validity}', "plan_variable_unknown"),
    ],
)
def test_a_list_that_does_not_fit_together_is_refused(tmp_path: Path, old: str, new: str, code: str):
    assert code in faults(tmp_path, (old, new))


def test_a_form_of_figures_without_variables_is_refused(tmp_path: Path):
    assert faults(tmp_path, ('    variables: ["21", "22", "23"]\n', "")) >= ["plan_form_content"]


def test_columns_stand_between_the_number_and_the_explanation():
    assert [FIRMS.letter(column.field) for column in FIRMS.columns] == ["B", "C", "D", "E", "F"]
    assert (FIRMS.note_letter, INSTITUTIONS.note_letter) == ("G", "H")
    assert FIRMS.column(ListField.HOST) is None
    assert FIRMS.kinds == ("新认定", "重新认定")
    no_kinds = FIRMS.model_copy(update={"columns": FIRMS.columns[:-1]})
    assert no_kinds.kinds == ()


def test_only_lists_are_list_forms():
    assert PLAN.list_form("F05") is F05
    assert F04.listing_of is FIRMS
    with pytest.raises(UnknownFormError):
        PLAN.list_form("F01")
    with pytest.raises(ValueError, match="F01"):
        _ = PLAN.form("F01").listing_of
