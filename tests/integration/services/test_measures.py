"""Measures from report to register, on the sample's own returns: states, review, matrix, entry, evidence, files."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db.database import Database
from i18n.texts import texts
from indicators import registry
from indicators.errors import NotAllowedError, NotFoundError
from indicators.measure_progress import MeasureStatus
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from services.measures.measure_entry import begun_entry, entered_return
from services.measures.measure_evidence import EvidenceKindError, EvidenceTooLargeError, add_evidence, evidence_file
from services.measures.measure_matrix import measure_matrix
from services.measures.measure_register import marked_register, register_workbook, taken_register
from services.measures.measures import measure_detail, register
from services.returns.compare_return import opened_return
from services.returns.review_return import approve_return, reopen_return
from services.returns.submit_return import check_return, submit_return
from services.returns.verdict import Upload
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.roles import Grant, Role
from services.units.completeness import completeness
from services.units.remind import reminder_text, reminders
from services.upkeep.verify import verify
from workbooks.evidence import LARGEST_BYTES
from workbooks.measure_register import RegisterUnreadableError
from workbooks.process import ReaderProcess

PLAN = registry.load_builtin()
TODAY = date(2018, 10, 20)
NOW = datetime(2018, 10, 20, 2, tzinfo=UTC)
SECOND, THIRD = Period.quarter(2018, 2), Period.quarter(2018, 3)
COMMERCE = Actor("商务", "商务", (Grant(Role.REPORTER, "DL-SWJ"),))
PERSONNEL = Actor("人社", "人社", (Grant(Role.REPORTER, "DL-RSJ"),))
REVIEWER = Actor("审核", "审核", (Grant(Role.REVIEWER),))
LEADER = Actor("领导", "领导", (Grant(Role.VIEWER),))
STRANGER = Actor("中山", "中山", (Grant(Role.REPORTER, "210202"),))
PDF = b"%PDF-1.4 evidence"


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess() as process:
        yield process


@pytest.fixture(scope="module")
def sample(sample_database: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{sample_database}")
    yield database
    database.dispose()


@pytest.fixture
def copy(sample_database: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(sample_database, tmp_path / "copy.sqlite3")
    database = Database(f"sqlite:///{tmp_path / 'copy.sqlite3'}")
    yield database
    database.dispose()


def test_counts_of_states_add_up_to_all_measures(sample: Database):
    shown = register(sample, PLAN, LEADER, TODAY)
    assert sum(shown.counts.values()) == len(shown.standings) == 102
    assert shown.due == THIRD
    by_code = {each.measure.code: each for each in shown.standings}
    assert by_code["M025"].status is MeasureStatus.BLOCKED
    assert by_code["M054"].status is MeasureStatus.DELAYED
    assert by_code["M098"].status is MeasureStatus.DONE
    assert {each.measure.code for each in shown.late} == {"M010", "M035", "M054"}


def test_late_waiting_and_returned_departments_are_not_up_to_date(sample: Database):
    stale = register(sample, PLAN, LEADER, TODAY).stale
    # 市商务局 has not reported; 市金融局 was sent back; what 市公安局 shares with 市人社局 is reported by the other.
    assert {each.measure.lead for each in stale} == {"DL-SWJ", "DL-JRJ"}
    assert {each.latest.period for each in stale if each.latest} == {SECOND}


def test_register_as_known_then_shows_the_quarter_before(sample: Database):
    then = datetime(2018, 9, 1, tzinfo=UTC)
    shown = register(sample, PLAN, LEADER, date(2018, 9, 1), as_of=then)
    assert {each.latest.period for each in shown.standings if each.latest} == {SECOND}


def test_completeness_of_the_form_counts_measures(sample: Database):
    shown = completeness(sample, PLAN, LOCAL_OPERATOR, "F03", 2018, TODAY)
    rows = {unit.code: {each.key.period: each for each in row} for unit, row in shown.rows}
    assert (rows["DL-KJJ"][THIRD].filled, rows["DL-KJJ"][THIRD].asked) == (41, 41)
    assert rows["DL-SWJ"][THIRD].overdue
    assert rows["DL-GAJ"][THIRD].state is ReturnState.SUBMITTED
    assert rows["DL-JRJ"][THIRD].state is ReturnState.RETURNED


def test_reminder_names_the_late_milestones_of_the_leading_department(sample: Database):
    found = {each.unit.code: each for each in reminders(sample, PLAN, LOCAL_OPERATOR, TODAY)}
    assert [each.measure.code for each in found["DL-JXW"].late] == ["M010", "M035", "M054"]
    assert "里程碑已逾期的任务" in reminder_text(PLAN, found["DL-JXW"], texts("zh"))
    assert found["DL-SWJ"].overdue


def test_matrix_finds_the_gap_that_no_measure_moves_and_the_measures_that_move_nothing(sample: Database):
    matrix = measure_matrix(sample, PLAN, LEADER, TODAY)
    assert [(column.indicator.code, column.has_gap) for column in matrix.uncovered] == [
        ("invention_patents_per_10k", True)
    ]
    assert len(matrix.idle) == sum(not measure.moved for measure in PLAN.measures)
    assert {"M002", "M083", "M102"} <= {each.measure.code for each in matrix.idle}
    institutions = next(column for column in matrix.columns if column.indicator.code == "new_rd_institutions")
    assert len(institutions.cover.direct) == 24


def test_matrix_tells_a_reporter_nothing_about_figures(sample: Database):
    matrix = measure_matrix(sample, PLAN, COMMERCE, TODAY)
    assert {column.standing for column in matrix.columns} == {None}


def test_history_shows_others_only_what_is_approved(sample: Database):
    leader = measure_detail(sample, PLAN, LEADER, "M099", TODAY)
    reviewer = measure_detail(sample, PLAN, REVIEWER, "M099", TODAY)
    states = Counter(each.submission.state for each in reviewer.history)
    assert states[ReturnState.SUBMITTED] == 1
    assert len(leader.history) == len(reviewer.history) - 1
    assert leader.standing.latest is not None
    assert (leader.standing.latest.unit, leader.standing.latest.period) == ("DL-RSJ", THIRD)


def test_progress_entered_on_the_page_becomes_a_submission_like_any_other(copy: Database, reader: ReaderProcess):
    begun = begun_entry(copy, PLAN, COMMERCE, "DL-SWJ", THIRD)
    assert (dict(begun.reports), begun.number) == ({}, 0)
    before = begun.previous["M078"]
    entered = {"M078": replace(before, share=70, progress="=赴日韩招商，洽谈项目8个", next_step="跟进签约")}
    upload = entered_return(copy, PLAN, COMMERCE, "DL-SWJ", THIRD, entered)
    assert upload == entered_return(copy, PLAN, COMMERCE, "DL-SWJ", THIRD, entered)
    receipt = submit_return(copy, PLAN, COMMERCE, upload, NOW, reader=reader)
    assert receipt.submission is not None
    assert receipt.verdict.read == 1
    opened = opened_return(copy, PLAN, REVIEWER, receipt.submission.id)
    (report,) = opened.reports
    assert (report.report.progress, report.previous) == ("=赴日韩招商，洽谈项目8个", before)
    approve_return(copy, PLAN, REVIEWER, receipt.submission.id, NOW)
    after = measure_detail(copy, PLAN, LEADER, "M078", TODAY).standing
    assert after.latest is not None
    assert (after.done, after.latest.period, after.stale) == (70, THIRD, False)
    assert begun_entry(copy, PLAN, COMMERCE, "DL-SWJ", THIRD).number == 1
    assert verify(copy, PLAN, LOCAL_OPERATOR).submissions == ()


def test_correction_counts_only_once_it_is_approved(copy: Database, reader: ReaderProcess):
    key = ReturnKey("F03", "DL-RSJ", THIRD)
    with copy.reading() as tx:
        first = tx.submissions.history(PLAN.head.id, key)[-1]
    reopen_return(copy, PLAN, REVIEWER, first.id, "更正", NOW)
    reports = dict(begun_entry(copy, PLAN, PERSONNEL, "DL-RSJ", THIRD).reports)
    reports["M088"] = replace(reports["M088"], share=66, progress="确定2家试点企业")
    upload = entered_return(copy, PLAN, PERSONNEL, "DL-RSJ", THIRD, reports)
    second = submit_return(copy, PLAN, PERSONNEL, upload, NOW, reader=reader).submission
    assert second is not None
    assert measure_detail(copy, PLAN, LEADER, "M088", TODAY).standing.done != 66
    approve_return(copy, PLAN, REVIEWER, second.id, NOW)
    assert measure_detail(copy, PLAN, LEADER, "M088", TODAY).standing.done == 66


def test_soft_problem_is_answered_on_the_page(sample: Database, reader: ReaderProcess):
    begun = begun_entry(sample, PLAN, COMMERCE, "DL-SWJ", THIRD)
    same = {"M078": begun.previous["M078"]}
    upload = entered_return(sample, PLAN, COMMERCE, "DL-SWJ", THIRD, same)
    asked = check_return(sample, PLAN, COMMERCE, upload, TODAY, reader=reader)
    assert [problem.code for problem in asked.problems] == ["measure_not_updated"]
    place = f"{asked.problems[0].sheet}!{asked.problems[0].cell}"
    answered = replace(upload, explanations={place: "本季无新进展"})
    said = check_return(sample, PLAN, COMMERCE, answered, TODAY, reader=reader)
    assert said.accepted
    assert said.reports[0].explanation == "本季无新进展"


def test_nobody_enters_progress_for_another_department(sample: Database):
    with pytest.raises(NotAllowedError):
        entered_return(sample, PLAN, COMMERCE, "DL-KJJ", THIRD, {})


def test_register_goes_round_and_comes_back_as_each_departments_return(copy: Database, reader: ReaderProcess):
    file = register_workbook(copy, PLAN, LEADER, THIRD, TODAY, texts("zh"))
    book = load_workbook(io.BytesIO(file.content))
    sheet = book["任务分解表"]
    assert "示例数据" in file.file_name
    assert sheet.page_setup.orientation == "landscape"
    rows = {sheet.cell(row, 2).value: row for row in range(4, sheet.max_row + 1) if sheet.cell(row, 2).value}
    assert len(rows) == 102
    row = rows["M078"]
    assert sheet.cell(row, 9).value in {None, ""}
    for column, value in ((9, "推进中"), (10, 65), (11, "完成三场推介"), (12, "签约落地")):
        sheet.cell(row, column).value = value
    target = io.BytesIO()
    book.save(target)
    taken = taken_register(copy, PLAN, COMMERCE, Upload("分解表.xlsx", target.getvalue()), reader=reader)
    assert taken.period == THIRD
    assert [upload.file_name for upload in taken.uploads] == ["F03_市商务局_2018-Q3_网上填报.xlsx"]
    assert "DL-KJJ" in taken.left_out
    receipt = submit_return(copy, PLAN, COMMERCE, taken.uploads[0], NOW, reader=reader)
    assert receipt.submission is not None
    everybody = taken_register(copy, PLAN, LOCAL_OPERATOR, Upload("分解表.xlsx", target.getvalue()), reader=reader)
    # What is approved comes back as it was: 市公安局 waits and 市金融局 was sent back, so their rows are blank.
    assert len(everybody.uploads) == 7
    verdict = check_return(copy, PLAN, LOCAL_OPERATOR, everybody.uploads[0], TODAY, reader=reader)
    assert [problem for problem in verdict.problems if not problem.explained] == []


def test_register_that_cannot_be_understood_names_the_cell(copy: Database, reader: ReaderProcess):
    file = register_workbook(copy, PLAN, LEADER, THIRD, TODAY, texts("zh"))
    book = load_workbook(io.BytesIO(file.content))
    sheet = book["任务分解表"]
    row = next(row for row in range(4, sheet.max_row) if sheet.cell(row, 2).value == "M001")
    sheet.cell(row, 9).value = "差不多"
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(RegisterUnreadableError) as caught:
        taken_register(copy, PLAN, LOCAL_OPERATOR, Upload("x.xlsx", target.getvalue()), reader=reader)
    assert f"I{row}" in str(caught.value.params["why"])
    (problem,) = caught.value.problems
    assert (problem.code, problem.sheet, problem.cell) == ("measure_status_unknown", "任务分解表", f"I{row}")
    upload = Upload("分解表.xlsx", target.getvalue())
    marked = marked_register(copy, PLAN, LOCAL_OPERATOR, upload, texts("zh"), reader=reader)
    assert marked.file_name == "分解表_审核标注.xlsx"
    given_back = load_workbook(io.BytesIO(marked.content))
    assert "差不多" in given_back["任务分解表"][f"I{row}"].comment.text
    given_back["任务分解表"][f"I{row}"].value = "推进中"
    mended = io.BytesIO()
    given_back.save(mended)
    taken = taken_register(copy, PLAN, LOCAL_OPERATOR, Upload("分解表.xlsx", mended.getvalue()), reader=reader)
    assert taken.period == THIRD
    with pytest.raises(RegisterUnreadableError):
        taken_register(copy, PLAN, LOCAL_OPERATOR, Upload("x.xlsx", b"no workbook"), reader=reader)


def test_evidence_is_kept_by_content_and_given_back_as_it_is(copy: Database):
    number = add_evidence(copy, PLAN, COMMERCE, "M078", "DL-SWJ", THIRD, "../招商\u202e总结.exe", PDF, NOW)
    file = evidence_file(copy, PLAN, LEADER, number)
    assert (file.file_name, file.media_type, file.content) == ("招商总结.pdf", "application/pdf", PDF)
    detail = measure_detail(copy, PLAN, LEADER, "M078", TODAY)
    assert [(each.file_name, each.size, each.added_by) for each in detail.evidence] == [
        ("招商总结.pdf", len(PDF), "商务")
    ]
    assert verify(copy, PLAN, LOCAL_OPERATOR).files == ()


def word_document(*more: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            package.writestr(name, "<x/>")
    return target.getvalue()


def test_evidence_may_be_a_plain_word_document(copy: Database):
    number = add_evidence(copy, PLAN, COMMERCE, "M078", "DL-SWJ", THIRD, "总结.docx", word_document(), NOW)
    assert evidence_file(copy, PLAN, LEADER, number).file_name == "总结.docx"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"MZ\x90\x00", EvidenceKindError),
        (b"<html><script></script></html>", EvidenceKindError),
        (b"PK\x03\x04 broken", EvidenceKindError),
        (word_document("word/vbaProject.bin"), EvidenceKindError),
        (word_document("word/embeddings/oleObject1.bin"), EvidenceKindError),
        (PDF + b"\0" * LARGEST_BYTES, EvidenceTooLargeError),
    ],
)
def test_evidence_of_other_kinds_is_refused(copy: Database, content: bytes, error: type[Exception]):
    with pytest.raises(error):
        add_evidence(copy, PLAN, COMMERCE, "M078", "DL-SWJ", THIRD, "x.pdf", content, NOW)


def test_evidence_belongs_to_the_departments_of_the_measure(copy: Database):
    with pytest.raises(NotFoundError):
        add_evidence(copy, PLAN, STRANGER, "M078", "210202", THIRD, "x.pdf", PDF, NOW)
    with pytest.raises(NotAllowedError):
        add_evidence(copy, PLAN, COMMERCE, "M001", "DL-KJJ", THIRD, "x.pdf", PDF, NOW)
    with pytest.raises(NotFoundError):
        evidence_file(copy, PLAN, LEADER, 999)
