"""Check relations switched, added, tried and counted, through the services and a real upload."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from db.audit import AuditFilter
from db.database import Database
from i18n.texts import texts
from indicators.observations import Basis
from indicators.periods import Period
from indicators.plan import RuleState
from indicators.problems import Severity
from indicators.returns import ReturnState
from sample_data.bad.spoiling import form_with, good_form
from services.checks.administer_checks import DraftedCheck, add_check, check_rows, drafted_rule, set_check_state
from services.checks.check_errors import CheckFaultsError, UnknownCheckError
from services.checks.try_check import try_check, years_to_try
from services.monitoring.indicators_fed import Part
from services.monitoring.trace_figure import trace
from services.returns.compare_return import opened_return
from services.returns.empty_form import empty_form
from services.returns.review_return import approve_return, reopen_return
from services.returns.submit_return import Upload, check_return, keep_draft, submit_return
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.roles import Grant, Role
from services.units.data_quality import data_quality
from tests.integration.services.conftest import TODAY
from workbooks.process import ReaderProcess

NOW = datetime(2018, 10, 20, 2, tzinfo=UTC)
UNIT = "210213"
BOSS = Actor("boss", "Boss", (Grant(Role.ADMINISTRATOR),))
FALLEN = {"09": Decimal("12.85")}


@pytest.fixture(scope="module")
def reader():
    with ReaderProcess() as process:
        yield process


@pytest.fixture
def office(sample_database_url, tmp_path) -> Database:
    """The sample's October in a copy of its own, the return of 金普新区 for September reopened."""
    source = sample_database_url.removeprefix("sqlite:///")
    target = tmp_path / "own.sqlite3"
    shutil.copyfile(source, target)
    database = Database(f"sqlite:///{target}")
    yield database
    database.dispose()


def row(database, plan, code, actor=BOSS):
    return next(each for each in check_rows(database, plan, actor) if each.rule.code == code)


def said(database, plan, content, reader):
    verdict = check_return(database, plan, LOCAL_OPERATOR, Upload("x.xlsx", content), TODAY, reader=reader)
    return verdict, [problem.params.get("rule") for problem in verdict.problems]


def sent(database, plan, content, reader, explained: str | None = None):
    """The return reopened and submitted anew, every question answered."""
    with database.reading() as tx:
        standing = next(
            each
            for each in tx.submissions.listing(plan.head.id, form="F01", unit=UNIT)
            if str(each.key.period) == "2018-09" and each.state is ReturnState.APPROVED
        )
    reopen_return(database, plan, LOCAL_OPERATOR, standing.id, "更正", NOW)
    verdict, _ = said(database, plan, content, reader)
    answers = {f"{p.sheet}!{p.cell}": explained for p in verdict.problems if explained}
    return submit_return(
        database, plan, LOCAL_OPERATOR, Upload("x.xlsx", content, answers), NOW, reader=reader
    ).submission


def test_rule_that_is_off_asks_nobody_and_one_on_trial_only_counts(office, plan, reader):
    content = form_with(FALLEN)
    assert "B09" in said(office, plan, content, reader)[1]
    set_check_state(office, plan, BOSS, "B09", RuleState.OFF, NOW)
    verdict, asked = said(office, plan, content, reader)
    assert "B09" not in asked
    assert verdict.trial == ()
    set_check_state(office, plan, BOSS, "B09", RuleState.TRIAL, NOW)
    verdict, asked = said(office, plan, content, reader)
    assert "B09" not in asked
    assert [problem.params["rule"] for problem in verdict.trial] == ["B09"]


def test_every_firing_of_a_submission_is_kept_and_counted(office, plan, reader):
    set_check_state(office, plan, BOSS, "C09", RuleState.TRIAL, NOW)
    before = row(office, plan, "B09").fired
    submission = sent(office, plan, form_with(FALLEN), reader, "8月数据核减。")
    with office.reading() as tx:
        fired = [(each.rule, each.cell, each.explained, each.trial) for each in tx.checks.firings(submission.id)]
    assert ("B09", "D17", True, False) in fired
    counted = row(office, plan, "B09").fired
    assert counted.cells == (before.cells if before else 0) + 1
    assert counted.last == NOW
    assert counted.explained <= counted.cells


def test_draft_keeps_what_hard_rules_found(office, plan, reader):
    receipt = keep_draft(
        office, plan, LOCAL_OPERATOR, Upload("x.xlsx", form_with({"03": Decimal("2287.09")})), NOW, reader=reader
    )
    with office.reading() as tx:
        fired = {(each.rule, each.code, each.explained) for each in tx.checks.firings(receipt.submission.id)}
    assert ("A01", "relation_broken", False) in fired


def test_sample_has_fired_rules_all_of_them_explained(office, plan):
    fired = {each.rule.code: each.fired for each in check_rows(office, plan, BOSS) if each.fired}
    assert {"B09", "C03", "N04"} <= fired.keys()
    assert all(count.explained == count.cells for count in fired.values())


def test_state_is_kept_with_who_and_when_and_noted_in_the_trail(office, plan):
    set_check_state(office, plan, BOSS, "A01", RuleState.OFF, NOW)
    set_check_state(office, plan, BOSS, "A01", RuleState.OFF, NOW)
    known = row(office, plan, "A01").known
    assert (known.rule.state, known.setting.set_by, known.setting.set_at) == (RuleState.OFF, "boss", NOW)
    with office.reading() as tx:
        noted = [each.entry for each in tx.audit.find(AuditFilter(actions=("set_check_state",)))]
    assert [(each.object, each.detail) for each in noted] == [("check:dalian-2018/A01", "active → off")]
    with pytest.raises(UnknownCheckError):
        set_check_state(office, plan, BOSS, "Z99", RuleState.OFF, NOW)


def test_form_prints_the_rules_that_are_active(office, plan, reader):

    def printed() -> str:
        file = empty_form(office, plan, LOCAL_OPERATOR, "F01", UNIT, Period.month(2018, 9), texts("zh"))
        return ZipFile(BytesIO(file.content)).read("xl/sharedStrings.xml").decode()

    assert "06≤04" in printed()
    set_check_state(office, plan, BOSS, "E01", RuleState.TRIAL, NOW)
    assert "06≤04" not in printed()
    assert said(office, plan, good_form(), reader)[0].accepted


def test_new_rule_is_on_trial_with_the_next_code_and_a_name_in_words(office, plan, reader):
    draft = DraftedCheck("F01", Severity.SOFT, "08 <= 02*5 ")
    assert drafted_rule(office, plan, BOSS, draft).code == "X01"
    kept = add_check(office, plan, BOSS, draft, NOW)
    assert (kept.code, kept.relation, kept.state) == ("X01", "08≤02×5", RuleState.TRIAL)
    assert kept.name.zh == "有效发明专利〔08〕不大于科技型中小微企业〔02〕乘以5"
    assert kept.name.en.endswith("times 5")
    assert row(office, plan, "X01").known.added.added_by == "boss"
    assert add_check(office, plan, BOSS, draft, NOW).code == "X02"
    verdict, asked = said(office, plan, good_form(), reader)
    assert verdict.accepted
    assert [problem.params["rule"] for problem in verdict.trial] == ["X01", "X02"]
    set_check_state(office, plan, BOSS, "X01", RuleState.ACTIVE, NOW)
    verdict, asked = said(office, plan, good_form(), reader)
    assert "X01" in asked
    assert not verdict.accepted


@pytest.mark.parametrize(
    ("form", "relation", "code", "column"),
    [
        ("F01", "03≤≤04", "plan_relation_syntax", "4"),
        ("F01", "03≤77", "plan_variable_unknown", None),
        ("F01", "03≤F09.04", "plan_form_unknown", None),
        ("F01", "03≤21", "plan_variable_not_on_form", None),
        ("F01", "03=03", "plan_relation_circular", None),
    ],
)
def test_new_rule_that_does_not_fit_is_refused_with_its_faults(office, plan, form, relation, code, column):
    with pytest.raises(CheckFaultsError) as caught:
        add_check(office, plan, BOSS, DraftedCheck(form, Severity.HARD, relation), NOW)
    (fault,) = caught.value.faults
    assert (fault.code, fault.params.get("column")) == (code, column)


def test_added_equality_may_not_close_a_circle(office, plan):
    add_check(office, plan, BOSS, DraftedCheck("F01", Severity.HARD, "04=03+06"), NOW)
    with pytest.raises(CheckFaultsError):
        add_check(office, plan, BOSS, DraftedCheck("F01", Severity.HARD, "03=04−06"), NOW)


def test_rule_is_tried_on_the_approved_returns_of_a_year(office, plan):
    rule = row(office, plan, "C03").rule
    trial = try_check(office, plan, LOCAL_OPERATOR, rule, 2018)
    asked = {(flag.key.unit, str(flag.key.period), flag.cell, flag.explained) for flag in trial.flags}
    assert asked == {("DL-CXD", "2018-02", "D11", True), ("DL-CXD", "2018-03", "D11", True)}
    assert trial.flagged_returns == 2
    assert trial.returns > 100
    assert trial.judged + trial.undecided < trial.returns * len(Basis)
    assert all(flag.values.startswith("03=") for flag in trial.flags)
    assert try_check(office, plan, LOCAL_OPERATOR, rule, 1999).returns == 0
    assert years_to_try(office, plan, BOSS)[0] == 2018


def test_administrator_sees_which_cells_but_no_figures(office, plan):
    rule = row(office, plan, "C03").rule
    trial = try_check(office, plan, BOSS, rule, 2018)
    assert len(trial.flags) == 2
    assert all(flag.values is None for flag in trial.flags)


def test_reviewer_tries_on_the_units_that_are_theirs(office, plan):
    rule = row(office, plan, "C03").rule
    mine = Actor("li", "Li", (Grant(Role.REVIEWER, "DL-CXD"),))
    other = Actor("wu", "Wu", (Grant(Role.REVIEWER, "210202"),))
    assert all(flag.values for flag in try_check(office, plan, mine, rule, 2018).flags)
    assert try_check(office, plan, other, rule, 2018).flags == ()


def test_review_shows_the_doubts_of_active_rules_with_their_explanations(office, plan, reader):
    submission = sent(office, plan, form_with(FALLEN), reader, "8月数据核减。")
    opened = opened_return(office, plan, LOCAL_OPERATOR, submission.id)
    assert ("unlike_previous", "8月数据核减。") in [(doubt.code, doubt.explained) for doubt in opened.doubts]
    set_check_state(office, plan, BOSS, "B09", RuleState.OFF, NOW)
    opened = opened_return(office, plan, LOCAL_OPERATOR, submission.id)
    assert "unlike_previous" not in [doubt.code for doubt in opened.doubts]


def test_explanation_given_on_the_page_stays_with_the_cell_in_review_lineage_and_data_quality(office, plan, reader):
    submission = sent(office, plan, form_with(FALLEN), reader, "8月数据核减。")
    opened = opened_return(office, plan, LOCAL_OPERATOR, submission.id)
    assert [row.figure.explanation for row in opened.figures if row.figure.cell == "D17"] == ["8月数据核减。"]
    approve_return(office, plan, LOCAL_OPERATOR, submission.id, NOW)
    september = Period.parse("2018-09")
    traced = trace(office, plan, LOCAL_OPERATOR, "technology_contract_value", september)
    assert [
        (cell.figure.explanation, cell.submission.id) for cell in traced if cell.figure.observation.unit == UNIT
    ] == [("8月数据核减。", submission.id)]
    explained = data_quality(office, plan, LOCAL_OPERATOR, TODAY).explained
    assert "8月数据核减。" in [each.figure.explanation for each in explained]


def test_return_names_the_indicators_that_lead_back_to_its_cells(office, plan):
    with office.reading() as tx:
        submission = tx.submissions.listing(plan.head.id, form="F01", unit=UNIT)[0]
    fed = opened_return(office, plan, LOCAL_OPERATOR, submission.id).feeds
    assert len({each.indicator.code for each in fed}) == 7
    for each in fed:
        if each.part is Part.COMPANION:
            continue
        for period in each.periods:
            cells = trace(office, plan, LOCAL_OPERATOR, each.indicator.code, period)
            assert each.figure.cell in [cell.figure.cell for cell in cells if cell.submission.id == submission.id]
