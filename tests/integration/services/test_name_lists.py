"""Lists on their way through the system: counted against returns, compared over districts and time, traced by code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest

from db.database import Database
from i18n.texts import texts
from indicators.errors import NotAllowedError, NotFoundError, UnknownFormError
from indicators.list_changes import ListChange
from indicators.list_rules import list_rules
from indicators.name_lists import NameList
from indicators.periods import Period
from indicators.plan import Bilingual, RuleState, ScopeChange
from indicators.plan_lists import ListField
from indicators.problems import Severity
from indicators.returns import ReturnKey, ReturnState
from services.checks.administer_checks import check_rows, set_check_state
from services.checks.listed_counts import listed_counts
from services.checks.try_check import try_check
from services.lists.firm_history import firm_history
from services.lists.page_lists import ROWS_OF_A_PAGE, list_page
from services.lists.view_lists import ListQuestion, latest_complete, list_periods, view_lists
from services.returns.compare_return import opened_return
from services.returns.empty_form import empty_form
from services.returns.review_return import approve_return, send_back_return
from services.returns.submit_return import Upload, check_return, submit_return
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.permission import Action
from services.rights.roles import Grant, Role
from services.units.completeness import completeness
from services.upkeep.verify import verify
from tests.integration.services.conftest import TODAY
from tests.unit.indicators.listing import ANEW, NEW, code, firms
from workbooks.process import ReaderProcess
from workbooks.reader import read_return
from workbooks.template_list import write_list

A, B = "210202", "210203"
AUGUST, SEPTEMBER = Period.parse("2018-08"), Period.parse("2018-09")
NOW = datetime(2018, 10, 8, 2, tzinfo=UTC)
REPORTER = Actor("li", "li", (Grant(Role.REPORTER),))
REVIEWER = Actor("wang", "wang", (Grant(Role.REVIEWER),))
_moments = count()


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess() as process:
        yield process


def file(plan, listed: NameList, unit=A, period=SEPTEMBER, form="F04") -> bytes:
    return write_list(plan, plan.form(form), plan.unit(unit), period, texts("zh"), listed=listed)


@pytest.fixture
def send(database, plan, reader):
    """send(listed, unit, period) submits a list, approved at once unless told otherwise."""

    def sent(listed, unit=A, period=SEPTEMBER, *, approved=True, form="F04", explanations=None):
        upload = Upload(f"{form}.xlsx", file(plan, listed, unit, period, form), explanations or {})
        at = NOW + timedelta(minutes=next(_moments))
        approver = REVIEWER if approved else None
        return submit_return(database, plan, REPORTER, upload, at, reader=reader, approver=approver)

    return sent


def check(database, plan, reader, listed, unit=A, period=SEPTEMBER):
    upload = Upload("F04.xlsx", file(plan, listed, unit, period))
    return check_return(database, plan, LOCAL_OPERATOR, upload, TODAY, reader=reader)


def rows_page(database, plan, asked, actor=LOCAL_OPERATOR):
    return list_page(database, plan, actor, asked, view_lists(database, plan, actor, asked))


def told(verdict) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.cell) for problem in verdict.problems]


def test_a_list_is_submitted_approved_and_verified(database: Database, plan, send):
    receipt = send(firms((1, "2018-03-01", NEW), (2, "2017-05-06", ANEW)))
    assert receipt.verdict.problems == ()
    assert (receipt.submission.state, receipt.verdict.read, receipt.moved) == (ReturnState.APPROVED, 2, ())
    assert verify(database, plan, LOCAL_OPERATOR).sound


def test_the_returns_count_must_be_that_of_its_list(database: Database, plan, send, approve):
    key = ReturnKey("F01", A, SEPTEMBER)
    with database.reading() as tx:
        assert listed_counts(tx, plan, key) == {}
    send(firms((1, "2018-03-01", NEW), (2, "2017-05-06", ANEW)), approved=False)
    with database.reading() as tx:
        assert listed_counts(tx, plan, key) == {"01": Decimal(1), "10": Decimal(2)}
    approve("F01", A, "2018-09", {"01": 2, "10": 2})
    with database.reading() as tx:
        number = tx.submissions.history(plan.head.id, key)[-1].id
    doubts = opened_return(database, plan, LOCAL_OPERATOR, number).doubts
    broken = [problem for problem in doubts if problem.code == "relation_broken"]
    assert [(problem.severity, problem.params["values"]) for problem in broken] == [(Severity.HARD, "01=2, 名录01=1")]


def test_a_list_that_was_sent_back_says_nothing(database: Database, plan, send):
    receipt = send(firms((1, "2018-03-01", NEW)), approved=False)
    send_back_return(database, plan, REVIEWER, receipt.submission.id, "缺证书", NOW)
    with database.reading() as tx:
        assert listed_counts(tx, plan, ReturnKey("F01", A, SEPTEMBER)) == {}


def test_a_list_after_its_return_is_told_the_difference_and_may_explain_it(database, plan, reader, send, approve):
    approve("F01", A, "2018-09", {"01": 3, "10": 1})
    listed = firms((1, "2018-03-01", NEW))
    verdict = check(database, plan, reader, listed)
    assert told(verdict) == [("list_count_differs", "C7")]
    receipt = send(listed, explanations={f"{verdict.problems[0].sheet}!C7": "月报误填，随即更正"})
    with database.reading() as tx:
        assert tx.lists.of_submission(receipt.submission.id).explanation == "月报误填，随即更正"


def test_a_firm_in_two_districts_is_told_to_both_with_who_came_first(database, plan, reader, send):
    first = send(firms((1, "2018-03-01", NEW)), A)
    assert opened_return(database, plan, REVIEWER, first.submission.id).doubts == ()
    listed = firms((7, "2018-03-01", NEW), (1, "2018-03-01", NEW))
    verdict = check(database, plan, reader, listed, B)
    assert told(verdict) == [("entry_elsewhere", "C11")]
    said = {"rule": "F04-09", "row": "11", "unit": "中山区", "first": "中山区", "since": "2018-10-08"}
    assert verdict.problems[0].params == said
    send(replace(listed, notes={11: "迁址中"}), B)
    (doubt,) = opened_return(database, plan, REVIEWER, first.submission.id).doubts
    assert (doubt.code, doubt.cell, doubt.params["unit"], doubt.params["first"]) == (
        "entry_elsewhere", "C10", "西岗区", "中山区",
    )  # fmt: skip


def test_two_institutions_of_one_host_in_two_districts_are_two(database, plan, send):
    def listed(name):
        rows = firms((1, "2018-03-01", "其他"))
        return replace(rows, columns={**rows.columns, ListField.NAME: [name], ListField.HOST: ["示例1有限公司"]})

    send(listed("甲中心"), A, form="F05")
    receipt = send(listed("乙中心"), B, form="F05")
    assert receipt.verdict.problems == ()
    again = send(listed("甲 中心"), B, form="F05", approved=False)
    assert [problem.code for problem in again.verdict.problems] == ["entry_elsewhere"]


def test_a_renewal_called_new_is_asked_about(database, plan, reader, send):
    send(firms((1, "2015-09-20", NEW)), period=AUGUST)
    assert told(check(database, plan, reader, firms((1, "2018-09-10", NEW)))) == [("entry_not_new", "F10")]
    assert told(check(database, plan, reader, firms((1, "2018-09-10", ANEW)))) == []


def test_the_next_form_begins_with_what_is_still_valid(database, plan, reader, send):
    send(firms((1, "2015-09-20", NEW), (2, "2017-01-01", NEW), (3, "2016-01-01", ANEW)), period=AUGUST)
    form = empty_form(database, plan, LOCAL_OPERATOR, "F04", A, SEPTEMBER, texts("zh"))
    read = read_return(plan, form.content, form.file_name, reader)
    assert list(read.listed.texts(ListField.CODE)) == [code(2), code(3)]
    assert read.problems == ()
    first = empty_form(database, plan, LOCAL_OPERATOR, "F04", B, AUGUST, texts("en"))
    assert len(read_return(plan, first.content, "x.xlsx", reader).listed) == 0


def test_a_reviewer_sees_counts_and_changes_not_the_whole_list(database, plan, send):
    rows = [(number, "2017-01-01", NEW) for number in range(1, 150)]
    send(firms(*rows), period=AUGUST)
    sent = send(firms(*rows[5:], *((200 + number, "2018-09-01", NEW) for number in range(120))), approved=False)
    opened = opened_return(database, plan, REVIEWER, sent.submission.id)
    assert (opened.listed.size, opened.figures) == (264, ())
    assert opened.listed.kinds == ((NEW, 264), (ANEW, 0))
    assert [(each.code, each.listed, each.reported) for each in opened.listed.counts] == [
        ("01", 120, None),
        ("10", 264, None),
    ]
    assert opened.listed.compared_with == AUGUST
    assert opened.listed.flow.changes == {ListChange.KEPT: 144, ListChange.NEW: 120, ListChange.LEFT: 5}
    assert len(opened.listed.changed) == 100


def test_a_list_is_complete_when_it_has_come(database, plan, send):
    send(NameList("F04"), approved=False)
    shown = completeness(database, plan, LOCAL_OPERATOR, "F04", 2018, TODAY)
    assert [str(period) for period in shown.periods] == ["2018-08", "2018-09", "2018-10"]
    (_, row), (_, other), *_ = shown.rows
    assert [(each.filled, each.asked, each.late) for each in row] == [(0, 1, False), (1, 1, False), (0, 1, False)]
    assert [each.overdue for each in other] == [True, True, False]


def lists_of_two_months(send):
    send(
        firms((1, "2015-09-20", NEW), (2, "2015-09-10", NEW), (3, "2017-01-01", NEW), (4, "2016-01-01", NEW)),
        A,
        AUGUST,
    )
    send(firms((8, "2017-01-01", NEW)), B, AUGUST)
    send(firms((1, "2018-09-03", ANEW), (5, "2018-09-05", NEW), (9, "2018-09-04", ANEW)), A)
    send(firms((8, "2017-01-01", NEW), (3, "2017-01-01", NEW)), B)


def test_new_renewed_expired_moved_and_left_are_kept_apart_and_add_up(database, plan, send):
    lists_of_two_months(send)
    asked = ListQuestion("F04", SEPTEMBER)
    view, page = view_lists(database, plan, LOCAL_OPERATOR, asked), rows_page(database, plan, asked)
    assert {(row.unit, row.entry.code): (row.change, row.other) for row in page.rows} == {
        (A, code(1)): (ListChange.RENEWED, None),
        (A, code(2)): (ListChange.EXPIRED, None),
        (A, code(3)): (ListChange.MOVED_OUT, B),
        (A, code(4)): (ListChange.LEFT, None),
        (A, code(5)): (ListChange.NEW, None),
        (A, code(9)): (ListChange.RENEWED, None),
        (B, code(8)): (ListChange.KEPT, None),
        (B, code(3)): (ListChange.MOVED_IN, A),
    }
    assert [(flow.unit, flow.before, flow.now, flow.net, flow.readmitted) for flow in view.flows] == [
        (A, 4, 3, -1, 1),
        (B, 1, 2, 1, 0),
    ]
    assert (view.compared_with, page.total) == (AUGUST, 8)
    assert len(view.missing) == 11


def test_gross_stands_beside_net_where_the_years_start_is_known(database, plan, send, approve):
    lists_of_two_months(send)
    unknown = view_lists(database, plan, LOCAL_OPERATOR, ListQuestion("F04", SEPTEMBER))
    assert (unknown.year.gross, unknown.year.net) == (1, None)
    approve("F01H", A, "2017", {"10": 4})
    with database.reading() as tx:
        assert tx.observations.series(plan.head.id, ["10"]) != []
    history = view_lists(database, plan, LOCAL_OPERATOR, ListQuestion("F04", SEPTEMBER, unit=A))
    assert history.year.net is None


def test_net_is_refused_where_the_stock_of_the_years_start_had_another_scope(database, plan, send, approve):
    send(firms((1, "2016-01-01", NEW), (2, "2018-03-01", NEW)))
    approve("F01", A, "2017-12", {"10": 4})
    asked = ListQuestion("F04", SEPTEMBER)
    year = view_lists(database, plan, LOCAL_OPERATOR, asked).year
    assert (year.gross, year.net, year.refused) == (1, -2, None)
    change = ScopeChange(code="valid", variable="10", since="2018-03", text=Bilingual(zh="示例", en="Sample"))
    across = plan.model_copy(update={"scope_changes": (change,)})
    year = view_lists(database, across, LOCAL_OPERATOR, asked).year
    assert (year.gross, year.net, year.net_variable, year.refused) == (1, None, "10", change)


def test_rows_are_found_by_change_name_or_code_page_by_page(database, plan, send):
    send(firms(*((number, "2017-01-01", NEW) for number in range(1, ROWS_OF_A_PAGE + 3))))
    asked = ListQuestion("F04", SEPTEMBER)
    first = rows_page(database, plan, asked)
    assert (len(first.rows), first.total) == (ROWS_OF_A_PAGE, ROWS_OF_A_PAGE + 2)
    assert view_lists(database, plan, LOCAL_OPERATOR, asked).compared_with is None
    assert {row.change for row in first.rows} == {None}
    assert len(rows_page(database, plan, replace(asked, page=1)).rows) == 2
    for search in (code(7), "示例 ７ 有限", code(7).lower()):
        (row,) = rows_page(database, plan, replace(asked, search=search)).rows
        assert (row.entry.code, row.expires) == (code(7), date(2020, 1, 1))
    assert not rows_page(database, plan, replace(asked, change=ListChange.NEW)).rows


def test_lists_are_seen_by_unit(database, plan, send):
    lists_of_two_months(send)
    own = Actor("zhang", "zhang", (Grant(Role.REPORTER, B),))
    page = rows_page(database, plan, ListQuestion("F04", SEPTEMBER), own)
    assert {row.unit for row in page.rows} == {B}
    assert [row.other for row in page.rows if row.change is ListChange.MOVED_IN] == [A]
    whole = view_lists(database, plan, LOCAL_OPERATOR, ListQuestion("F04", SEPTEMBER))
    assert list_page(database, plan, own, ListQuestion("F04", SEPTEMBER), whole).rows == page.rows
    with pytest.raises(NotAllowedError):
        list_page(database, plan, own, ListQuestion("F04", SEPTEMBER, unit=A), whole)
    assert list_periods(database, plan, own, "F04") == (SEPTEMBER, AUGUST)
    assert latest_complete(database, plan, own, "F04") == SEPTEMBER
    assert latest_complete(database, plan, LOCAL_OPERATOR, "F04") is None
    with pytest.raises(NotAllowedError) as denied:
        view_lists(database, plan, own, ListQuestion("F04", SEPTEMBER, unit=A))
    assert denied.value.params["action"] == Action.VIEW_LISTS
    with pytest.raises(UnknownFormError):
        view_lists(database, plan, own, ListQuestion("F01", SEPTEMBER))
    with pytest.raises(NotFoundError):
        firm_history(database, plan, own, code(5), TODAY)


def test_a_firm_is_followed_through_lists_units_and_names(database, plan, send):
    lists_of_two_months(send)
    history = firm_history(database, plan, LOCAL_OPERATOR, f" {code(3).lower()} ", TODAY)
    assert (history.code, history.name, history.fault, history.valid) == (code(3), "示例3有限公司", None, True)
    assert [unit.code for unit in history.units] == [B]
    assert [(str(each.found.submission.key.period), each.unit.code, each.cell) for each in history.listings] == [
        ("2018-09", B, "C11"),
        ("2018-08", A, "C12"),
    ]
    assert all(each.counts and each.expires == date(2020, 1, 1) for each in history.listings)


def test_a_corrected_list_supersedes_and_stays_in_the_history(database, plan, send):
    send(firms((1, "2018-03-01", NEW)))
    renamed = firms((1, "2018-03-01", NEW))
    send(replace(renamed, columns={**renamed.columns, ListField.NAME: ["示例一号有限公司"]}))
    history = firm_history(database, plan, LOCAL_OPERATOR, code(1), TODAY)
    assert [each.counts for each in history.listings] == [True, False]
    assert (history.name, history.former) == ("示例一号有限公司", ("示例1有限公司",))


def test_what_waits_is_in_no_list_yet(database, plan, send):
    receipt = send(firms((1, "2018-03-01", NEW)), approved=False)
    assert list_periods(database, plan, LOCAL_OPERATOR, "F04") == ()
    with pytest.raises(NotFoundError):
        firm_history(database, plan, LOCAL_OPERATOR, code(1), TODAY)
    approve_return(database, plan, REVIEWER, receipt.submission.id, NOW)
    assert list_periods(database, plan, LOCAL_OPERATOR, "F04") == (SEPTEMBER,)
    assert list_periods(database, plan, LOCAL_OPERATOR, "F04", as_of=NOW - timedelta(days=1)) == ()


EXPIRED = firms((1, "2018-03-01", NEW), (2, "2015-01-01", ANEW))
WRONG = replace(EXPIRED, columns={**EXPIRED.columns, ListField.CODE: [code(1), code(2)[:-1] + "0"]})
BOSS = Actor("boss", "Boss", (Grant(Role.ADMINISTRATOR),))


@pytest.mark.parametrize(
    ("listed", "rule", "found"), [(EXPIRED, "F04-06", "entry_expired"), (WRONG, "F04-03", "entry_code_check")]
)
@pytest.mark.parametrize("state", RuleState)
def test_a_check_of_a_list_is_told_counted_or_silent_by_its_state(database, plan, reader, listed, rule, found, state):
    set_check_state(database, plan, BOSS, rule, state, NOW)
    verdict = check(database, plan, reader, listed)
    assert (found in {problem.code for problem in verdict.problems}) is (state is RuleState.ACTIVE)
    assert (found in {problem.code for problem in verdict.trial}) is (state is RuleState.TRIAL)


@pytest.mark.parametrize("state", [RuleState.TRIAL, RuleState.OFF])
def test_what_a_check_on_trial_finds_bars_nobody_and_is_counted(database, plan, send, state):
    set_check_state(database, plan, BOSS, "F04-07", state, NOW)
    twice = firms((1, "2018-03-01", NEW), (1, "2018-03-01", NEW))
    receipt = send(twice)
    assert receipt.submission.state is ReturnState.APPROVED
    assert rows_page(database, plan, ListQuestion("F04", SEPTEMBER)).total == 2
    row = next(each for each in check_rows(database, plan, BOSS) if each.rule.code == "F04-07")
    assert (row.rule.state, row.fired.cells if row.fired else 0) == (state, 1 if state is RuleState.TRIAL else 0)
    opened = opened_return(database, plan, REVIEWER, receipt.submission.id)
    assert [problem.code for problem in opened.doubts] == []


def test_every_firing_of_a_list_s_check_is_counted_with_its_explanation(database, plan, send):
    send(replace(EXPIRED, notes={11: "换证中"}))
    row = next(each for each in check_rows(database, plan, BOSS) if each.rule.code == "F04-06")
    assert (row.fired.submissions, row.fired.cells, row.fired.explained) == (1, 1, 1)


def test_a_check_of_a_list_is_tried_on_approved_lists(database, plan, send):
    send(replace(EXPIRED, notes={11: "换证中"}))
    send(firms((5, "2018-03-01", NEW)), B)
    rule = next(each for each in list_rules(plan) if each.code == "F04-06")
    trial = try_check(database, plan, REVIEWER, rule, 2018)
    assert (trial.returns, trial.judged, trial.undecided, trial.flagged_returns) == (2, 3, 0, 1)
    (flag,) = trial.flags
    assert (flag.key.unit, flag.cell, flag.explained, flag.found.code) == (A, "E11", True, "entry_expired")
    (hidden,) = try_check(database, plan, BOSS, rule, 2018).flags
    assert (hidden.cell, hidden.found, hidden.values) == ("E11", None, None)


def test_lists_have_only_the_checks_that_they_give_something_to_check_for(plan):
    codes = [rule.code for rule in list_rules(plan)]
    assert [each for each in codes if each.startswith("F04")] == [f"F04-{number:02d}" for number in range(1, 11)]
    assert {"F05-06", "F05-08"} & set(codes) == set()
