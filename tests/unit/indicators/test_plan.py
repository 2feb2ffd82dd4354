import pytest

from indicators.errors import UnknownFormError, UnknownIndicatorError, UnknownUnitError
from indicators.periods import Frequency, Period
from tests.unit.indicators.small_plan import FLOW, PLAN, SHARE, STOCK, at_most, indicator


def test_parts_are_found_by_code():
    assert PLAN.indicator("flow") is PLAN.indicators[0]
    assert PLAN.form("F02").code == "F02"
    assert PLAN.unit_by_code["A"] is PLAN.units[0]
    assert PLAN.variable_by_code["23"].frequency is Frequency.YEARLY


@pytest.mark.parametrize("name", ["A", "A区"])
def test_a_unit_is_found_by_code_and_by_name(name: str):
    assert PLAN.unit(name).code == "A"


def test_what_the_plan_does_not_name_is_an_error():
    with pytest.raises(UnknownIndicatorError):
        PLAN.indicator("none")
    with pytest.raises(UnknownFormError):
        PLAN.form("F77")
    with pytest.raises(UnknownUnitError):
        PLAN.unit("D")
    with pytest.raises(UnknownFormError):
        PLAN.form_of("01", Frequency.YEARLY)


def test_a_form_is_reported_by_the_units_of_its_kinds():
    assert [unit.code for unit in PLAN.reporters(PLAN.form("F01"))] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("form", "period", "codes"),
    [
        ("F01", "2018-01", "01 02 08"),
        ("F01", "2018-02", "01 02 03 04 08"),
        ("F02", "2018-Q1", "21"),
        ("F02", "2018", "21 22 23"),
    ],
)
def test_a_form_asks_for_what_is_due_in_its_period(form: str, period: str, codes: str):
    due = PLAN.variables_due(PLAN.form(form), Period.parse(period))
    assert [variable.code for variable in due] == codes.split()


def test_only_an_indicator_in_percent_differs_by_percentage_points():
    assert SHARE.is_percentage
    assert not STOCK.is_percentage


def test_the_comparator_tells_the_direction():
    assert FLOW.direction == 1
    assert indicator(target=at_most("5")).direction == -1
