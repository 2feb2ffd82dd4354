"""Between reporter and reviewer: what waits, what is seen, who decides."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from db.errors import UnknownSubmissionError
from db.submission_rows import submission_of
from indicators.errors import NotAllowedError
from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from services.groundwork.review_errors import ReasonMissingError
from services.groundwork.rollups import untrue_rollups
from services.returns.compare_return import Difference, opened_return
from services.returns.review_queue import waiting_returns
from services.returns.review_return import approve_return, approve_returns, send_back_return
from services.rights.access_errors import AlreadyDecidedError
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.roles import Grant, Role

NOW = datetime(2018, 10, 20, 8, tzinfo=UTC)
REPORTER = Actor("zhongshan", "中山区填报人", (Grant(Role.REPORTER, "210202"),))
REVIEWER = Actor("reviewer-a", "审核人甲", (Grant(Role.REVIEWER),))
OF_ANOTHER_UNIT = Actor("reviewer-b", "审核人乙", (Grant(Role.REVIEWER, "210203"),))
LEADER = Actor("leader", "领导", (Grant(Role.VIEWER),))
BOTH = Actor("both", "两者", (Grant(Role.REPORTER, "210202"), Grant(Role.REVIEWER)))


@pytest.fixture
def submit(database, plan):
    """submit("2018-09", {"01": 12}) stores a return of 中山区 that waits."""

    def stored(period, values, unit="210202", by=REPORTER.name, restated=None, explanations=None):
        key = ReturnKey("F01", unit, Period.parse(period))
        content = f"{key} {values} {restated}".encode()
        columns = ((Basis.CURRENT, values), (Basis.RESTATED, restated or {}))
        figures = [
            ReportedFigure(
                Observation(code, unit, key.period, basis, Decimal(str(value))),
                "F01",
                f"{'DF'[basis is Basis.RESTATED]}{row}",
                str(value),
                (explanations or {}).get(code),
            )
            for basis, given in columns
            for row, (code, value) in enumerate(given.items(), start=9)
        ]
        with database.transaction() as tx:
            sha256 = tx.files.add(content, NOW)
            return tx.submissions.add(plan.head.id, key, "F01.xlsx", sha256, by, NOW, figures, ReturnState.SUBMITTED)

    return stored


def row_of(opened, code):
    return next(row for row in opened.figures if row.variable.code == code)


def test_the_last_upload_of_each_return_waits_for_reviewers_of_its_unit(database, plan, submit):
    submit("2018-09", {"01": 1})
    last = submit("2018-09", {"01": 2}, explanations={"01": "已核实"})
    (waiting,) = waiting_returns(database, plan, REVIEWER)
    assert (waiting.submission.id, waiting.explained, waiting.due) == (last.id, 1, date(2018, 10, 10))
    assert waiting_returns(database, plan, OF_ANOTHER_UNIT) == ()
    with pytest.raises(NotAllowedError):
        waiting_returns(database, plan, REPORTER)


def test_what_is_decided_waits_no_longer(database, plan, submit):
    first, second = submit("2018-08", {"01": 1}), submit("2018-09", {"01": 2})
    approve_return(database, plan, REVIEWER, first.id, NOW)
    send_back_return(database, plan, REVIEWER, second.id, " 请核实 ", NOW)
    assert waiting_returns(database, plan, REVIEWER) == ()
    with database.reading() as tx:
        assert tx.submissions.get(second.id).reason == "请核实"


def test_only_the_last_upload_is_decided_on(database, plan, submit):
    first = submit("2018-09", {"01": 1})
    submit("2018-09", {"01": 2})
    with pytest.raises(AlreadyDecidedError):
        approve_return(database, plan, REVIEWER, first.id, NOW)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_sending_back_needs_a_reason(database, plan, submit, reason):
    waiting = submit("2018-09", {"01": 1})
    with pytest.raises(ReasonMissingError):
        send_back_return(database, plan, REVIEWER, waiting.id, reason, NOW)


@pytest.mark.parametrize("actor", [REPORTER, OF_ANOTHER_UNIT, LEADER])
def test_who_does_not_review_the_unit_decides_nothing(database, plan, submit, actor):
    waiting = submit("2018-09", {"01": 1})
    with pytest.raises(NotAllowedError):
        approve_returns(database, plan, actor, [waiting.id], NOW)
    with pytest.raises(NotAllowedError):
        send_back_return(database, plan, actor, waiting.id, "退回", NOW)


def test_nobody_approves_their_own_return_also_among_many(database, plan, submit):
    own, other = submit("2018-09", {"01": 1}, by=BOTH.name), submit("2018-08", {"01": 1})
    with pytest.raises(NotAllowedError):
        approve_returns(database, plan, BOTH, [other.id, own.id], NOW)
    assert {each.submission.id: each.own for each in waiting_returns(database, plan, BOTH)} == {
        own.id: True,
        other.id: False,
    }
    assert opened_return(database, plan, BOTH, own.id).own
    assert not opened_return(database, plan, LOCAL_OPERATOR, own.id).own


def test_many_are_approved_at_once_and_those_already_decided_are_passed_over(database, plan, submit):
    units = [unit.code for unit in plan.reporters(plan.form("F01"))]
    sent = [submit("2018-09", {"01": 3}, unit=unit) for unit in units]
    approve_return(database, plan, BOTH, sent[0].id, NOW)
    decided = approve_returns(database, plan, REVIEWER, [each.id for each in sent], NOW)
    assert [each.id for each in decided.approved] == [each.id for each in sent[1:]]
    assert [each.id for each in decided.passed_over] == [sent[0].id]
    firms = next(each for each in decided.moved if each.indicator == "new_high_tech_firms")
    assert (firms.before.numerator, firms.after.numerator) == (3, 39)
    with database.reading() as tx:
        assert untrue_rollups(tx, plan) == ()


def test_figures_stand_beside_last_month_last_year_and_what_counts_now(database, plan, approve, submit):
    approve("F01", "210202", "2017-09", {"01": 6, "09": 2})
    approve("F01", "210202", "2018-08", {"01": 5, "09": 4})
    approve("F01", "210202", "2018-09", {"01": 7})
    waiting = submit("2018-09", {"01": 9, "09": 5}, restated={"01": 8})
    opened = opened_return(database, plan, REVIEWER, waiting.id)
    firms, contracts = row_of(opened, "01"), row_of(opened, "09")
    assert (firms.value, firms.in_force, firms.previous, firms.last_year, firms.restated) == (9, 7, 5, 8, True)
    assert (contracts.in_force, contracts.previous, contracts.last_year, contracts.restated) == (None, 4, 2, False)
    assert contracts.since_previous == Difference(Decimal(1), Decimal(25))
    assert contracts.since_last_year == Difference(Decimal(3), Decimal(150))
    assert [each.number for each in opened.submissions] == [1, 2]
    assert opened.is_latest
    assert not opened_return(database, plan, REVIEWER, opened.submissions[0].id).is_latest


def test_a_flow_of_january_has_no_month_before(database, plan, approve, submit):
    approve("F01", "210202", "2017-12", {"01": 30, "02": 250})
    waiting = submit("2018-01", {"01": 1, "02": 251})
    opened = opened_return(database, plan, REVIEWER, waiting.id)
    assert (row_of(opened, "01").previous, row_of(opened, "02").previous) == (None, 250)
    assert row_of(opened, "01").since_previous == Difference(None, None)


def test_there_is_no_percentage_of_zero():
    assert Difference.between(Decimal(0), Decimal(2)) == Difference(Decimal(2), None)


def test_doubts_come_with_their_explanations(database, plan, approve, submit):
    approve("F01", "210202", "2018-08", {"09": 4})
    waiting = submit("2018-09", {"09": 3}, explanations={"09": "核减一份合同"})
    doubts = opened_return(database, plan, REVIEWER, waiting.id).doubts
    assert {(doubt.code, doubt.explained) for doubt in doubts} == {("unlike_previous", "核减一份合同")}


@pytest.mark.parametrize("actor", [LEADER, OF_ANOTHER_UNIT])
def test_figures_that_are_not_approved_are_seen_by_reporters_and_reviewers_of_the_unit_only(
    database, plan, submit, actor
):
    waiting = submit("2018-09", {"01": 1})
    assert opened_return(database, plan, REPORTER, waiting.id).submission == waiting
    with pytest.raises(NotAllowedError):
        opened_return(database, plan, actor, waiting.id)
    with pytest.raises(UnknownSubmissionError):
        opened_return(database, plan, REVIEWER, waiting.id + 1)


def test_the_queue_reads_what_waits_and_nothing_of_the_past(sqlite_database, plan, approve_in, monkeypatch):
    for month in range(1, 9):
        approve_in(sqlite_database, "F01", "210202", f"2018-{month:02d}", {"01": month})
    with sqlite_database.transaction() as tx:
        key, at = ReturnKey("F01", "210202", Period.parse("2018-09")), datetime(2018, 10, 8, tzinfo=UTC)
        sha256 = tx.files.add(b"waits", at)
        waits = tx.submissions.add(plan.head.id, key, "a.xlsx", sha256, "li", at, (), ReturnState.SUBMITTED)
    read = []
    monkeypatch.setattr("db.waiting.submission_of", lambda row: read.append(row) or submission_of(row))
    found = waiting_returns(sqlite_database, plan, LOCAL_OPERATOR)
    assert [each.submission for each in found] == [waits]
    assert len(read) == 1
