"""Each bad return raises the problem it is named after, at the cell it was spoiled at; see `sample_data.bad`."""

from datetime import UTC, date, datetime

import pytest

from db.database import Database
from indicators import registry
from indicators.checks import CHECK_PROBLEM_CODES
from indicators.list_checks import LIST_PROBLEM_CODES
from indicators.measure_progress import MEASURE_PROBLEM_CODES
from indicators.plan import Bilingual, CheckRule, Plan
from indicators.problems import Severity
from sample_data.bad.lists import good_list
from sample_data.bad.spoiling import form_with, good_form, with_cells
from sample_data.bad_returns import BAD_RETURNS, WITHOUT_FILE, write_bad_returns
from sample_data.write_examples import EXAMPLES
from services.returns.batch_returns import arrivals, check_returns
from services.returns.own_layouts import save_layout
from services.returns.submit_return import SUBMISSION_PROBLEM_CODES, Upload, check_return
from services.rights.actor import LOCAL_OPERATOR
from workbooks.file_problems import FILE_PROBLEM_CODES
from workbooks.process import ReaderProcess
from workbooks.reader import read_return

PLAN = registry.load_builtin()
TODAY = date(2018, 10, 20)
SEVERITY = {
    **FILE_PROBLEM_CODES,
    **CHECK_PROBLEM_CODES,
    **LIST_PROBLEM_CODES,
    **SUBMISSION_PROBLEM_CODES,
    **MEASURE_PROBLEM_CODES,
}


@pytest.fixture(scope="module")
def reader():
    with ReaderProcess() as process:
        yield process


@pytest.fixture(scope="module")
def verdict(sample_database_url, reader):
    database = Database(sample_database_url)

    def verdict_on(content, file_name="x.xlsx", plan=PLAN):
        return check_return(database, plan, LOCAL_OPERATOR, Upload(file_name, content), TODAY, reader=reader)

    yield verdict_on
    database.dispose()


def test_there_is_one_bad_return_for_every_problem_code():
    codes = [bad.code for bad in BAD_RETURNS]
    assert len(codes) == len(set(codes))
    assert {*codes, *WITHOUT_FILE} == set(SEVERITY)


def test_the_good_form_that_they_start_from_is_accepted_without_a_question(verdict):
    assert verdict(good_form()).problems == ()


def test_the_good_list_is_accepted_without_a_question(verdict):
    assert verdict(good_list()).problems == ()


@pytest.mark.parametrize("bad", [bad for bad in BAD_RETURNS if bad.mappings], ids=lambda bad: bad.code)
def test_a_bad_table_of_a_unit_s_own_raises_its_problem_or_its_note(bad, sqlite_database, reader):
    for mapping in bad.mappings:
        save_layout(sqlite_database, PLAN, LOCAL_OPERATOR, mapping, datetime(2018, 10, 8, tzinfo=UTC))
    upload = Upload(bad.file_name, bad.make())
    said = check_return(sqlite_database, PLAN, LOCAL_OPERATOR, upload, TODAY, reader=reader)
    found = [(each.code, each.cell, each.severity) for each in (*said.problems, *said.notes)]
    assert (bad.code, bad.cell, SEVERITY[bad.code]) in found


@pytest.mark.parametrize("bad", [bad for bad in BAD_RETURNS if bad.zipped], ids=lambda bad: bad.code)
def test_a_bad_zip_of_returns_raises_its_problem(bad, sample_database_url, reader):
    database = Database(sample_database_url)
    files = list(arrivals([Upload(bad.file_name, bad.make())]))
    found = check_returns(database, PLAN, LOCAL_OPERATOR, files, TODAY, reader=reader)
    database.dispose()
    assert [problem.code for each in found for problem in each.verdict.problems] == [bad.code]


@pytest.mark.parametrize(
    "bad", [bad for bad in BAD_RETURNS if not (bad.note or bad.zipped or bad.mappings)], ids=lambda bad: bad.code
)
def test_a_bad_return_raises_its_problem_at_its_cell(bad, verdict):
    said = verdict(bad.make(), bad.file_name)
    assert (bad.code, bad.cell, SEVERITY[bad.code]) in [(p.code, p.cell, p.severity) for p in said.problems]
    assert not said.accepted


@pytest.mark.parametrize("bad", [bad for bad in BAD_RETURNS if bad.note], ids=lambda bad: bad.code)
def test_what_is_only_told_does_not_stop_a_return(bad, verdict, reader):
    content = bad.make()
    notes = read_return(PLAN, content, bad.file_name, reader).notes
    assert (bad.code, bad.cell) in [(note.code, note.cell) for note in notes]
    assert verdict(content, bad.file_name).accepted


@pytest.mark.parametrize(
    "bad",
    [bad for bad in BAD_RETURNS if SEVERITY[bad.code] is Severity.SOFT and bad.cell and not bad.mappings],
    ids=lambda bad: bad.code,
)
def test_a_question_holds_a_return_back_until_it_is_answered(bad, sample_database_url, reader):
    database = Database(sample_database_url)
    content = bad.make()
    asked = check_return(database, PLAN, LOCAL_OPERATOR, Upload(bad.file_name, content), TODAY, reader=reader)
    answers = {f"{p.sheet}!{p.cell}": "已核实，情况属实。" for p in asked.problems if p.severity is Severity.SOFT}
    answered = check_return(
        database, PLAN, LOCAL_OPERATOR, Upload(bad.file_name, content, answers), TODAY, reader=reader
    )
    database.dispose()
    assert all(problem.explained for problem in answered.problems if problem.severity is Severity.SOFT)


def test_a_soft_relation_within_a_form_asks(verdict):
    rule = CheckRule.model_validate(
        {"code": "X01", "form": "F01", "severity": "soft", "relation": "07≤01", "name": {"zh": "试", "en": "Trial"}}
    )
    plan = PLAN.model_copy(update={"checks": (*PLAN.checks, rule)})
    said = verdict(form_with({"01": "30", "07": "31"}), plan=plan)
    assert ("relation_doubtful", "D15") in [(p.code, p.cell) for p in said.problems]


def test_a_share_below_one_is_asked_about_where_percent_are_reported(reader):
    percent = Bilingual(zh="%", en="%")
    parts = {name: getattr(PLAN, name) for name in Plan.model_fields}
    parts["variables"] = tuple(
        variable.model_copy(update={"unit": percent}) if variable.code == "03" else variable
        for variable in PLAN.variables
    )
    plan = Plan(**parts)
    content = with_cells({"B11": ("<is><t>%</t></is>", ' t="inlineStr"'), "D11": ("<v>0.65</v>", "")})
    read = read_return(plan, content, "x.xlsx", reader)
    assert ("share_is_ambiguous", "D11") in [(p.code, p.cell) for p in read.problems]


def test_every_small_bad_return_is_among_the_examples():
    committed = {path.name for path in (EXAMPLES / "bad").iterdir()}
    assert committed == {bad.file_name for bad in BAD_RETURNS if not bad.large}


def test_writing_gives_one_file_for_each(tmp_path, monkeypatch):
    few = tuple(bad for bad in BAD_RETURNS if bad.code in {"kind_html", "cell_missing"})
    monkeypatch.setattr("sample_data.bad_returns.BAD_RETURNS", few)
    write_bad_returns(tmp_path / "bad")
    assert {path.name for path in (tmp_path / "bad").iterdir()} == {bad.file_name for bad in few}
