"""`dabiao status` agrees with the eight indicators worked out from the workbooks' cells by hand.

Nothing of the project's own statistics or readers is used here: cells are found by the codes and
heads that stand on the sheets, read with openpyxl, and put together with plain arithmetic. Targets
are copied from the notice, section 二.
"""

import io
import json
import subprocess
from fractions import Fraction

import openpyxl
import pytest

from indicators import registry
from sample_data.schedule import sample_returns
from sample_data.simulation import simulate
from sample_data.workbooks import filled_form, with_references
from tests.sample_database import DABIAO, environment

TARGETS = {
    "new_high_tech_firms": 150,
    "tech_smes": 3000,
    "high_tech_output_share": 65,
    "high_end_equipment_share": 33,
    "new_rd_institutions": 25,
    "invention_patents_per_10k": 55,
    "technology_contract_value": 100,
    "rd_intensity": Fraction("3.2"),
}
DRAWN = {
    "new_high_tech_firms": "on_schedule",
    "tech_smes": "achieved",
    "high_tech_output_share": "behind",
    "high_end_equipment_share": "on_schedule",
    "new_rd_institutions": "behind",
    "invention_patents_per_10k": "slightly_behind",
    "technology_contract_value": "on_schedule",
}
SHARE_OF_YEAR = Fraction(9, 12)
UNITS = 13


@pytest.fixture(scope="module")
def sheets():
    """The sheet of the last submission of each return, by (form, unit, period)."""
    plan = registry.load_builtin()
    wanted = {("F01", "2018-09"), ("F01H", "2017"), ("F02", "2017"), ("F02", "2016"), ("F02", "2018")}
    content = {
        (one.key.form, one.key.unit, str(one.key.period)): filled_form(plan, one, references)
        for one, references in with_references(sample_returns(plan, simulate(), "october"))
        if (one.key.form, str(one.key.period)) in wanted
    }
    return {
        key: openpyxl.load_workbook(io.BytesIO(made), data_only=True).worksheets[0] for key, made in content.items()
    }


def cells_with(sheet, text):
    return [cell for row in sheet.iter_rows() for cell in row if str(cell.value).strip() == text]


def column_of_codes(sheet):
    return cells_with(sheet, "代码")[0].column


def row_of(sheet, code):
    return next(c.row for c in cells_with(sheet, code) if c.column == column_of_codes(sheet))


def column_marked(sheet, mark):
    """The column under the row 甲 乙 丙 1 2 3 … that carries this mark."""
    marks = cells_with(sheet, "丙")[0].row
    return next(c.column for c in cells_with(sheet, mark) if c.row == marks)


def read(sheet, code, mark="1"):
    value = sheet.cell(row_of(sheet, code), column_marked(sheet, mark)).value
    assert isinstance(value, int | float)
    return Fraction(str(value))


def city_sum(sheets, form, period, code, mark="1"):
    of_units = [sheet for (f, _, p), sheet in sheets.items() if (f, p) == (form, period)]
    assert len(of_units) == UNITS
    return sum(read(sheet, code, mark) for sheet in of_units)


def eight(sheets, form, period, mark, population_year):
    """The monthly indicators of one month from the cells."""
    added = {
        code: city_sum(sheets, form, period, code, mark)
        for code in ("01", "02", "03", "04", "05", "06", "07", "08", "09")
    }
    population = read(sheets["F02", "DL-TJJ", population_year], "23")
    return {
        "new_high_tech_firms": added["01"],
        "tech_smes": added["02"],
        "high_tech_output_share": 100 * added["03"] / added["04"],
        "high_end_equipment_share": 100 * added["05"] / added["06"],
        "new_rd_institutions": added["07"],
        "invention_patents_per_10k": added["08"] / population,
        "technology_contract_value": added["09"],
    }


@pytest.fixture(scope="module")
def actual(sheets):
    return eight(sheets, "F01", "2018-09", "1", "2017")


@pytest.fixture(scope="module")
def baseline(sheets):
    """Flows start from nothing; levels from December of the year before."""
    december = eight(sheets, "F01H", "2017", "12", "2016")
    return december | dict.fromkeys(
        ("new_high_tech_firms", "new_rd_institutions", "technology_contract_value"), Fraction(0)
    )


def stated(url, *arguments):
    """What `dabiao status` prints as JSON."""
    command = [DABIAO, "status", *arguments, "--format", "json"]
    done = subprocess.run(command, env=environment(url), check=True, capture_output=True, timeout=60)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def status(sample_database_url):
    return {row["code"]: row for row in stated(sample_database_url, "--period", "2018-09")}


def close(value, exact):
    return value == pytest.approx(float(exact), rel=1e-9, abs=1e-9)


def test_all_eight_indicators_are_stated_in_the_notices_order(status):
    assert list(status) == list(TARGETS)
    assert {code: row["target"] for code, row in status.items()} == {k: float(v) for k, v in TARGETS.items()}


@pytest.mark.parametrize("code", list(DRAWN))
def test_the_actual_value_and_what_follows_from_it(status, actual, baseline, code):
    row, y, b, target = status[code], actual[code], baseline[code], TARGETS[code]
    planned = b + (target - b) * SHARE_OF_YEAR
    assert row["period"] == "2018-09"
    assert close(row["actual"], y)
    assert close(row["attainment_percent"], 100 * y / target)
    assert close(row["gap"], target - y)
    assert close(row["planned"], planned)
    assert close(row["pace"], (y - b) / (planned - b))
    assert row["coverage"] == {"reported": UNITS, "expected": UNITS}


@pytest.mark.parametrize("code", list(DRAWN))
def test_the_status_follows_from_the_pace(status, actual, baseline, code):
    y, b, target = actual[code], baseline[code], TARGETS[code]
    pace = (y - b) / ((target - b) * SHARE_OF_YEAR)
    by_hand = "on_schedule" if pace >= 1 else "slightly_behind" if pace >= Fraction(9, 10) else "behind"
    assert status[code]["status"] == ("achieved" if y >= target else by_hand)


def test_the_sample_reads_as_drawn(status):
    assert {code: row["status"] for code, row in status.items()} == {**DRAWN, "rd_intensity": "not_due"}


def test_research_intensity_is_not_yet_known(status, sheets):
    assert ("F02", "DL-TJJ", "2018") not in sheets
    row = status["rd_intensity"]
    assert (row["actual"], row["attainment_percent"], row["gap"]) == (None, None, None)
    assert row["coverage"] == {"reported": 0, "expected": 1}


def test_without_a_period_the_latest_complete_month_is_shown(sample_database_url, status):
    assert stated(sample_database_url) == list(status.values())


def test_the_month_of_which_three_returns_are_approved_is_incomplete(sample_database_url):
    rows = stated(sample_database_url, "--period", "2018-10")
    monthly = [row for row in rows if row["code"] != "rd_intensity"]
    assert {row["status"] for row in monthly} == {"incomplete"}
    assert {(row["coverage"]["reported"], row["coverage"]["expected"]) for row in monthly} == {(3, UNITS)}
