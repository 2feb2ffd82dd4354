import io
from decimal import Decimal

import openpyxl
import pytest

from indicators import registry
from indicators.observations import Basis
from indicators.periods import Period
from indicators.returns import ReturnKey
from sample_data.schedule import sample_returns
from sample_data.simulation import simulate
from sample_data.workbooks import file_name, filled_form, with_references
from workbooks.layout import layout_of

PLAN = registry.load_builtin()


@pytest.fixture(scope="module")
def referenced():
    return {one.key: (one, refs) for one, refs in with_references(sample_returns(PLAN, simulate(), "october"))}


def test_a_form_shows_the_figures_submitted_before_it(referenced):
    one, references = referenced[ReturnKey("F01", "210213", Period.month(2018, 1))]
    assert references.previous["02"] == simulate().value("02", "210213", Period.month(2017, 12))
    assert references.last_year["09"] == one.figures["09", Basis.PUBLISHED, one.key.period]


def test_a_corrected_figure_is_what_the_next_form_shows(referenced):
    _, references = referenced[ReturnKey("F01", "210281", Period.month(2018, 8))]
    assert references.previous["09"] == Decimal("1.70")


def test_the_first_history_has_nothing_before_it(referenced):
    _, references = referenced[ReturnKey("F01H", "210202", Period.whole_year(2015))]
    assert (references.previous, references.last_year) == ({}, {})


def test_a_workbook_holds_its_figures_and_says_that_it_is_a_sample(referenced):
    one, references = referenced[ReturnKey("F01", "210281", Period.month(2018, 7))]
    book = openpyxl.load_workbook(io.BytesIO(filled_form(PLAN, one, references)))
    layout = layout_of(PLAN, PLAN.form("F01"), PLAN.unit("210281"), one.key.period)
    sheet = book[layout.sheet]
    for cell in layout.inputs:
        assert Decimal(str(sheet[cell.address].value)) == one.figures[cell.variable, cell.basis, cell.period]
    written = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "示例数据" in written
    assert one.explanations["09"] in written


def test_a_file_name_tells_form_unit_period_and_sample(referenced):
    one, _ = referenced[ReturnKey("F01", "210213", Period.month(2018, 9))]
    assert file_name(PLAN, one) == "F01_金普新区_2018-09_示例数据.xlsx"


def test_the_same_return_gives_the_same_bytes(referenced):
    one, references = referenced[ReturnKey("F02", "DL-TJJ", Period.whole_year(2017))]
    assert filled_form(PLAN, one, references) == filled_form(PLAN, one, references)
