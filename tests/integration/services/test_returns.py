from datetime import date

import pytest

from i18n.texts import texts
from indicators.errors import NotFoundError, UnknownFormError, UnknownPeriodError, UnknownUnitError
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from services.exports.documents import trace_document
from services.groundwork.earlier_figures import earlier_figures
from services.groundwork.today import today
from services.monitoring.trace_figure import trace
from services.returns.empty_form import empty_form
from services.returns.original_file import original
from services.returns.returns_overview import returns
from services.rights.actor import LOCAL_OPERATOR

SEPTEMBER = Period.parse("2018-09")
RATIO = {"03": 60, "04": 100}


def test_a_ratio_is_traced_to_both_cells_of_every_unit_that_entered(database, plan, approve):
    approve("F01", "210202", "2018-09", RATIO)
    approve("F01", "210203", "2018-09", {"03": 5})
    cells = trace(database, plan, LOCAL_OPERATOR, "high_tech_output_share", SEPTEMBER)
    found = [(c.figure.observation.variable, c.figure.observation.unit, c.figure.cell) for c in cells]
    assert found == [("03", "210202", "D9"), ("04", "210202", "D10")]
    (first, _) = trace_document(cells)
    assert (first["file"], first["uploaded_by"], first["approved_by"]) == (
        "F01_210202_2018-09.xlsx", "reporter", "reviewer",
    )  # fmt: skip


def test_a_carried_population_is_traced_to_the_row_that_served(database, plan, approve):
    approve("F01", "210202", "2018-09", {"08": 2000})
    approve("F02", "DL-TJJ", "2016", {"23": 590})
    cells = trace(database, plan, LOCAL_OPERATOR, "invention_patents_per_10k", SEPTEMBER)
    assert [(c.figure.observation.variable, str(c.figure.observation.period)) for c in cells] == [
        ("08", "2018-09"),
        ("23", "2016"),
    ]
    approve("F02", "DL-TJJ", "2017", {"23": 594})
    cells = trace(database, plan, LOCAL_OPERATOR, "invention_patents_per_10k", SEPTEMBER)
    assert str(cells[-1].figure.observation.period) == "2017"


def test_a_figure_without_its_denominator_is_traced_to_what_is_there(database, plan, approve):
    approve("F01", "210202", "2018-09", {"08": 2000})
    assert len(trace(database, plan, LOCAL_OPERATOR, "invention_patents_per_10k", SEPTEMBER)) == 1


def test_originals_come_back_byte_for_byte_and_unknown_ones_are_an_error(database, plan, approve):
    approve("F01", "210202", "2018-09", RATIO)
    (cell, _) = trace(database, plan, LOCAL_OPERATOR, "high_tech_output_share", SEPTEMBER)
    file = original(database, LOCAL_OPERATOR, cell.submission.sha256.upper())
    assert file.content.startswith(b"F01 210202 2018-09")
    with pytest.raises(NotFoundError):
        original(database, LOCAL_OPERATOR, "0" * 64)


def test_every_due_return_of_a_period_is_listed_with_its_state_and_deadline(database, plan, approve):
    approve("F01", "210202", "2018-09", RATIO)
    due = returns(database, plan, LOCAL_OPERATOR, SEPTEMBER)
    assert {row.form.code for row in due} == {"F01", "F04", "F05"}
    rows = [row for row in due if row.form.code == "F01"]
    assert len(rows) == 13
    states = {row.unit.code: row.submission and row.submission.state for row in rows}
    assert states["210202"] is ReturnState.APPROVED
    assert states["210203"] is None
    assert {row.due for row in rows} == {date(2018, 10, 10)}


def test_the_latest_submission_of_a_return_is_the_one_listed(database, plan, approve):
    approve("F01", "210202", "2018-09", RATIO)
    approve("F01", "210202", "2018-09", {**RATIO, "03": 61})
    (row,) = (
        r for r in returns(database, plan, LOCAL_OPERATOR, SEPTEMBER) if (r.form.code, r.unit.code) == ("F01", "210202")
    )
    assert row.submission.number == 2


def test_earlier_figures_leave_out_last_december_of_a_flow(database, plan, approve):
    approve("F01", "210202", "2017-12", {"01": 30, "02": 250})
    approve("F01", "210202", "2017-01", {"01": 2})
    with database.reading() as tx:
        earlier = earlier_figures(tx, plan, ReturnKey("F01", "210202", Period.parse("2018-01")))
    assert earlier.previous == {"02": 250}
    assert earlier.last_year == {"01": 2}
    assert earlier.history["01"] == (2, 30)


def test_an_empty_form_is_named_after_what_it_is_and_its_taking_is_noted(database, plan, trail):
    file = empty_form(database, plan, LOCAL_OPERATOR, "F01", "中山区", SEPTEMBER, texts("zh"))
    assert file.file_name == "F01_中山区_2018-09.xlsx"
    assert file.content[:2] == b"PK"
    (noted,) = trail()
    assert (noted.entry.action, noted.entry.object) == ("download_form", "return:dalian-2018/F01/210202/2018-09")


@pytest.mark.parametrize(
    ("form", "unit", "period", "error"),
    [
        ("F99", "中山区", "2018-09", UnknownFormError),
        ("F01", "市统计局", "2018-09", UnknownUnitError),
        ("F01", "火星区", "2018-09", UnknownUnitError),
        ("F01", "中山区", "2018-Q3", UnknownPeriodError),
    ],
)
def test_a_form_that_nobody_reports_is_an_error(database, plan, form, unit, period, error):
    with pytest.raises(error):
        empty_form(database, plan, LOCAL_OPERATOR, form, unit, Period.parse(period), texts("zh"))


def test_today_is_the_real_day_unless_a_sample_fixes_it(database, plan):
    real = today(database, plan)
    with database.transaction() as tx:
        tx.facts.set("today", "2018-10-20")
    assert today(database, plan) == date(2018, 10, 20)
    assert real > date(2026, 1, 1)
