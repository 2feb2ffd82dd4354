from __future__ import annotations

from itertools import product

import pytest

from indicators.observations import Basis
from indicators.periods import Period, months_of
from indicators.registry import load_builtin
from workbooks.columns import ColumnRole
from workbooks.layout import BodyRow, MetaKey, SheetLayout, layout_of, places_of, sheet_name

PLAN = load_builtin("dalian-2018")
JANUARY, FEBRUARY, MARCH = (Period.month(2018, number) for number in (1, 2, 3))
NOT_IN_JANUARY = {"03", "04", "05", "06"}
RETURNS = (
    ("F01", "210202", "2018-01"),
    ("F01", "DL-GX", "2018-09"),
    ("F01H", "210202", "2017"),
    ("F02", "DL-TJJ", "2018-Q3"),
    ("F02", "DL-TJJ", "2018"),
)


def layout(form: str, unit: str, period: str) -> SheetLayout:
    return layout_of(PLAN, PLAN.form(form), PLAN.unit(unit), Period.parse(period))


def row(of: SheetLayout, variable: str) -> BodyRow:
    return next(each for each in of.rows if each.variable == variable)


def system(of: SheetLayout, variable: str, role: ColumnRole) -> bool:
    return next(cell.applies for cell in row(of, variable).system if cell.role is role)


def addresses(of: SheetLayout) -> list[str]:
    found = [cell.address for cell in of.inputs]
    for each in of.rows:
        found += [each.label, each.unit, each.code, each.explanation, *(cell.address for cell in each.system)]
        found += [each.status] if each.status else []
    places = of.places
    return [*found, places.title, places.table_number, places.unit, places.period, *(cell.address for cell in of.foot)]


@pytest.mark.parametrize(("form", "unit", "period"), RETURNS)
def test_no_two_things_stand_in_one_cell(form: str, unit: str, period: str) -> None:
    found = addresses(layout(form, unit, period))
    assert len(found) == len(set(found))


@pytest.mark.parametrize(("form", "unit", "period"), RETURNS)
def test_every_variable_of_the_form_has_a_row_with_a_current_figure(form: str, unit: str, period: str) -> None:
    of = layout(form, unit, period)
    assert [each.variable for each in of.rows] == list(PLAN.form(form).variables)
    assert all(any(cell.basis is Basis.CURRENT for cell in each.inputs) for each in of.rows)


def test_a_figure_stands_in_the_same_cell_all_year() -> None:
    seen = {
        tuple((cell.address, cell.variable, cell.basis) for cell in layout("F01", "210202", str(month)).inputs)
        for month in months_of(2018)
    }
    assert len(seen) == 1


def test_figures_that_start_in_february_are_blocked_in_january_only() -> None:
    january = {cell.variable for cell in layout("F01", "210202", "2018-01").inputs if cell.blocked}
    february = {cell.variable for cell in layout("F01", "210202", "2018-02").inputs if cell.blocked}
    assert january == NOT_IN_JANUARY
    assert february == set()


def test_january_and_february_together_are_never_shown_as_february() -> None:
    february, march = layout("F01", "210202", "2018-02"), layout("F01", "210202", "2018-03")
    assert not system(february, "03", ColumnRole.MONTH)
    assert not system(february, "03", ColumnRole.PREVIOUS)
    assert system(february, "01", ColumnRole.MONTH)
    assert system(march, "03", ColumnRole.MONTH)
    assert system(march, "03", ColumnRole.PREVIOUS)


def test_a_flow_has_no_last_period_in_january_but_a_stock_has() -> None:
    january = layout("F01", "210202", "2018-01")
    assert system(january, "01", ColumnRole.MONTH)
    assert not system(january, "01", ColumnRole.PREVIOUS)
    assert system(january, "02", ColumnRole.PREVIOUS)
    assert not system(january, "02", ColumnRole.MONTH)


def test_the_system_shows_the_figures_of_the_right_periods() -> None:
    shown = {cell.role: cell.period for cell in row(layout("F01", "210202", "2018-03"), "01").system}
    assert shown[ColumnRole.PREVIOUS] == FEBRUARY
    assert shown[ColumnRole.LAST_YEAR] == Period.month(2017, 3)
    assert shown[ColumnRole.MONTH] == MARCH


def test_a_history_form_holds_twelve_months_of_each_variable() -> None:
    of = layout("F01H", "210202", "2017")
    cells = {(cell.variable, cell.period): cell for cell in of.inputs}
    assert set(cells) == set(product(PLAN.form("F01H").variables, months_of(2017)))
    assert {cell.variable for cell in of.inputs if cell.blocked} == NOT_IN_JANUARY
    assert {cell.period for cell in of.inputs if cell.blocked} == {Period.month(2017, 1)}


def test_a_quarterly_return_asks_for_quarterly_figures_and_a_yearly_one_for_all() -> None:
    quarter, year = layout("F02", "DL-TJJ", "2018-Q3"), layout("F02", "DL-TJJ", "2018")
    assert [each.variable for each in quarter.rows if not each.blocked] == ["21"]
    assert [each.variable for each in year.rows if not each.blocked] == ["21", "22", "23"]
    assert {cell.period for cell in year.inputs} == {Period.whole_year(2018)}


def test_only_the_city_form_has_an_observation_status() -> None:
    assert all(each.status for each in layout("F02", "DL-TJJ", "2018").rows)
    assert not any(each.status for each in layout("F01", "210202", "2018-01").rows)


@pytest.mark.parametrize(("form", "unit", "period"), RETURNS)
def test_the_head_stands_where_the_form_alone_says(form: str, unit: str, period: str) -> None:
    assert layout(form, unit, period).places == places_of(PLAN.form(form))


def test_the_checksum_changes_with_the_meaning_of_a_cell_and_with_nothing_else() -> None:
    january, february = layout("F01", "210202", "2018-01"), layout("F01", "210202", "2018-02")
    assert january.checksum != february.checksum
    assert january.checksum == layout("F01", "DL-GX", "2018-01").checksum


def test_sheet_names_are_such_as_excel_takes() -> None:
    form = PLAN.form("F01")
    odd = form.model_copy(update={"title": form.title.model_copy(update={"zh": "收入/支出[万元]：" + "很" * 40})})
    name = sheet_name(odd, JANUARY)
    assert len(name) == 31
    assert not set(name) & set("[]:*?/\\'")
    assert sheet_name(PLAN.form("F01H"), Period.whole_year(2016)) == "F01H 2016年"


def test_meta_facts_stand_below_each_other() -> None:
    assert [key.address for key in MetaKey] == [f"B{number}" for number in range(1, len(MetaKey) + 1)]
