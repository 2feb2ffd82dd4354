"""From draft to correction: every step a return may take, and those it may not, through the services."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from db.audit import AuditFilter
from indicators.errors import NotAllowedError
from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import Period
from indicators.problems import Problem, Severity
from indicators.returns import ReturnKey, ReturnState
from services.groundwork.review_errors import (
    CommentTooLongError,
    NotApprovedError,
    ReasonMissingError,
    ReturnClosedError,
    UnknownCommentError,
)
from services.groundwork.rollups import untrue_rollups
from services.monitoring.monitor import overview
from services.returns import submit_return as submitting
from services.returns.comment_return import LONGEST_COMMENT, comment_on_return
from services.returns.compare_return import opened_return
from services.returns.returns_overview import returns
from services.returns.review_queue import waiting_returns
from services.returns.review_return import approve_return, reopen_return, send_back_return
from services.returns.submit_return import Upload, check_return, keep_draft, submit_return
from services.rights.access_errors import AlreadyDecidedError
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.roles import Grant, Role
from services.upkeep.verify import verify
from workbooks.reader import ReturnRead

NOW = datetime(2018, 10, 9, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
UNIT = "210202"
SEPTEMBER = Period.month(2018, 9)
KEY = ReturnKey("F01", UNIT, SEPTEMBER)
REPORTER = Actor("wang", "王", (Grant(Role.REPORTER, UNIT),))
COLLEAGUE = Actor("zhao", "赵", (Grant(Role.REPORTER, UNIT),))
REVIEWER = Actor("li", "李", (Grant(Role.REVIEWER),))
FAULT = Problem("below_minimum", Severity.HARD, "F01", "D9", {"code": "01", "value": "-1", "minimum": "0"})


@pytest.fixture
def read(monkeypatch):
    """Uploads are read as `VALUE` of variable 01, `bad VALUE` with a hard problem, `?` as no return at all."""

    def read_return(_plan, content, *_):
        words = content.decode().split()
        if words == ["?"]:
            return ReturnRead(None, (), ())
        observation = Observation("01", UNIT, SEPTEMBER, Basis.CURRENT, Decimal(words[-1]))
        figure = ReportedFigure(observation, "F01", "D9", words[-1])
        return ReturnRead(KEY, (figure,), (FAULT,) if words[0] == "bad" else ())

    monkeypatch.setattr(submitting, "read_return", read_return)


@pytest.fixture
def send(database, plan, read):
    def sent(content, by=REPORTER, after=None, approver=None, at=NOW):
        upload = Upload("F01.xlsx", str(content).encode(), after=after)
        return submit_return(database, plan, by, upload, at, reader=None, approver=approver)

    return sent


@pytest.fixture
def draft(database, plan, read):
    def kept(content, by=REPORTER):
        return keep_draft(database, plan, by, Upload("F01.xlsx", str(content).encode()), NOW, reader=None)

    return kept


@pytest.fixture
def firms(database, plan):
    """The city's new firms of September: what leaders see."""

    def value():
        shown = overview(database, plan, LOCAL_OPERATOR, SEPTEMBER, NOW.date())
        return next(r.standing.point for r in shown.rows if r.standing.indicator.code == "new_high_tech_firms").value

    return value


def states(database, plan):
    with database.reading() as tx:
        return [each.state.value for each in tx.submissions.history(plan.head.id, KEY)]


def test_only_what_is_approved_reaches_leaders(database, plan, send, firms):
    sent = send(5).submission
    assert (sent.state, firms()) == (ReturnState.SUBMITTED, None)
    approve_return(database, plan, REVIEWER, sent.id, NOW)
    assert firms() == 5


def test_an_earlier_file_may_come_back_after_a_wrong_one(database, plan, send, firms):
    send(5)
    send(6)
    assert send(6).submission.number == 2
    third = send(5).submission
    assert third.number == 3
    approve_return(database, plan, REVIEWER, third.id, NOW)
    assert firms() == 5
    reopen_return(database, plan, REVIEWER, third.id, "数据有误", LATER)
    assert send(6).submission.number == 4


def test_what_was_sent_back_may_come_again(database, plan, send, firms):
    first = send(5).submission
    send_back_return(database, plan, REVIEWER, first.id, "请核实", NOW)
    assert firms() is None
    second = send(6).submission
    approve_return(database, plan, REVIEWER, second.id, LATER)
    assert (states(database, plan), firms()) == (["returned", "approved"], 6)


def test_the_very_file_that_was_sent_back_may_come_again_but_not_what_waits(database, plan, send):
    first = send(5).submission
    assert send(5).submission == first
    send_back_return(database, plan, REVIEWER, first.id, "请说明", NOW)
    assert send(5).submission.number == 2


def test_what_waits_may_be_replaced_by_its_unit(database, plan, send):
    first, second = send(5).submission, send(6).submission
    assert [each.submission.id for each in waiting_returns(database, plan, REVIEWER)] == [second.id]
    with pytest.raises(AlreadyDecidedError):
        approve_return(database, plan, REVIEWER, first.id, NOW)


def test_what_is_approved_cannot_be_replaced_before_it_is_reopened(database, plan, send, firms):
    first = send(5, approver=REVIEWER).submission
    with pytest.raises(ReturnClosedError):
        send(6)
    with database.reading() as tx:
        (refused,) = tx.audit.find(AuditFilter(actions=["submit_return"], outcome="refused"))
    assert refused.entry.detail == ReturnClosedError.code
    assert states(database, plan) == ["approved"]
    reopened = reopen_return(database, plan, REVIEWER, first.id, "单位来函更正", NOW)
    assert (reopened.state, reopened.reason, firms()) == (ReturnState.REOPENED, "单位来函更正", 5)
    second = send(6).submission
    assert firms() == 5
    approve_return(database, plan, REVIEWER, second.id, LATER)
    assert firms() == 6
    with database.reading() as tx:
        assert untrue_rollups(tx, plan) == ()


def test_a_correction_that_is_sent_back_leaves_the_approved_figure(database, plan, send, firms):
    first = send(5, approver=REVIEWER).submission
    reopen_return(database, plan, REVIEWER, first.id, "更正", NOW)
    send_back_return(database, plan, REVIEWER, send(6).submission.id, "依据不足", LATER)
    assert (states(database, plan), firms()) == (["reopened", "returned"], 5)


def test_an_approver_at_hand_reopens_by_approving(database, plan, send, firms):
    send(5, approver=REVIEWER)
    moved = send(6, approver=REVIEWER).moved
    assert (states(database, plan), firms()) == (["reopened", "approved"], 6)
    assert [(each.before.numerator, each.after.numerator) for each in moved] == [(5, 6)]


@pytest.mark.parametrize("state", ["submitted", "returned", "reopened"])
def test_only_what_is_approved_can_be_reopened(database, plan, send, state):
    sent = send(5).submission
    if state == "returned":
        send_back_return(database, plan, REVIEWER, sent.id, "退", NOW)
    if state == "reopened":
        approve_return(database, plan, REVIEWER, sent.id, NOW)
        reopen_return(database, plan, REVIEWER, sent.id, "开", NOW)
    with pytest.raises(NotApprovedError):
        reopen_return(database, plan, REVIEWER, sent.id, "再开", NOW)


def test_reopening_needs_a_reason_and_the_right(database, plan, send):
    sent = send(5, approver=REVIEWER).submission
    with pytest.raises(ReasonMissingError):
        reopen_return(database, plan, REVIEWER, sent.id, " ", NOW)
    with pytest.raises(NotAllowedError):
        reopen_return(database, plan, REPORTER, sent.id, "我要改", NOW)


def test_a_draft_is_kept_with_its_faults_and_counts_nowhere(database, plan, draft, firms):
    kept = draft("bad 5").submission
    assert (kept.state, firms()) == (ReturnState.DRAFT, None)
    assert waiting_returns(database, plan, REVIEWER) == ()
    with database.reading() as tx:
        assert tx.files.get(kept.sha256) == b"bad 5"
        assert tx.observations.of_submission(kept.id) == []
    assert draft("bad 5").submission == kept


def test_the_next_upload_replaces_a_draft(database, plan, draft, send):
    draft("bad 5")
    draft("bad 6")
    assert send(7).submission.number == 3
    assert states(database, plan) == ["draft", "draft", "submitted"]


def test_the_file_of_a_draft_may_be_submitted(draft, send):
    draft(5)
    assert send(5).submission.state is ReturnState.SUBMITTED


def test_a_draft_beside_what_waits_or_counts_changes_nothing(database, plan, draft, send, firms):
    sent = send(5).submission
    draft("bad 6")
    (row,) = (each for each in returns(database, plan, REPORTER, SEPTEMBER) if each.form.code == "F01")
    assert (row.submission, row.draft) == (sent, True)
    approve_return(database, plan, REVIEWER, sent.id, NOW)
    draft("bad 7")
    assert firms() == 5


def test_what_is_no_return_is_not_kept(database, plan, draft):
    assert draft("?").submission is None
    with pytest.raises(NotAllowedError):
        draft(5, by=REVIEWER)
    assert states(database, plan) == []


def test_of_two_people_on_one_return_one_wins_one_is_told_and_both_files_are_kept(database, plan, send):
    seen_by_both = 0
    won = send(5, after=seen_by_both)
    lost = send(6, by=COLLEAGUE, after=seen_by_both)
    assert (won.submission.state, won.overtaken_by) == (ReturnState.SUBMITTED, None)
    assert (lost.submission.state, lost.overtaken_by) == (ReturnState.DRAFT, won.submission)
    with database.reading() as tx:
        assert [tx.files.get(each.submission.sha256) for each in (won, lost)] == [b"5", b"6"]
    again = send(6, by=COLLEAGUE, after=won.submission.number)
    assert again.submission.state is ReturnState.SUBMITTED


def test_of_two_reviewers_one_wins_and_one_is_told(database, plan, send):
    sent = send(5).submission
    send_back_return(database, plan, REVIEWER, sent.id, "退", NOW)
    other = Actor("sun", "孙", (Grant(Role.REVIEWER),))
    with pytest.raises(AlreadyDecidedError):
        approve_return(database, plan, other, sent.id, NOW)
    assert states(database, plan) == ["returned"]


def test_a_check_says_beforehand_that_a_return_is_closed_and_who_was_there(database, plan, send):
    sent = send(5, approver=REVIEWER).submission
    verdict = check_return(database, plan, REPORTER, Upload("F01.xlsx", b"6"), NOW.date(), reader=None)
    assert verdict.accepted
    assert (type(verdict.bar), verdict.stands.id) == (ReturnClosedError, sent.id)


def test_comments_are_answered_and_stay(database, plan, send):
    sent = send(5).submission
    asked = comment_on_return(database, plan, REVIEWER, sent.id, " 依据？ ", NOW, cell="F01!D9")
    answered = comment_on_return(database, plan, REPORTER, sent.id, "见附件", LATER, reply_to=asked.id)
    assert (asked.text, asked.cell, answered.cell, answered.reply_to) == ("依据？", "F01!D9", "F01!D9", asked.id)
    send(6)
    assert opened_return(database, plan, REVIEWER, sent.id).comments == (asked, answered)


def test_a_comment_has_words_a_length_and_its_own_return(database, plan, send):
    sent = send(5).submission
    with pytest.raises(ReasonMissingError):
        comment_on_return(database, plan, REVIEWER, sent.id, " ", NOW)
    with pytest.raises(CommentTooLongError):
        comment_on_return(database, plan, REVIEWER, sent.id, "长" * (LONGEST_COMMENT + 1), NOW)
    with pytest.raises(UnknownCommentError):
        comment_on_return(database, plan, REVIEWER, sent.id, "答", NOW, reply_to=99)
    leader = Actor("chen", "陈", (Grant(Role.VIEWER),))
    with pytest.raises(NotAllowedError):
        comment_on_return(database, plan, leader, sent.id, "问", NOW)


def test_every_step_is_in_the_trail_and_the_database_is_sound(database, plan, send, draft):
    draft("bad 4")
    sent = send(5, approver=REVIEWER).submission
    comment_on_return(database, plan, REPORTER, sent.id, "申请重开", NOW)
    reopen_return(database, plan, REVIEWER, sent.id, "更正", NOW)
    draft("bad 6")
    with database.reading() as tx:
        told = [row.entry.action for row in reversed(tx.audit.find(AuditFilter()))]
    assert told == [
        "keep_draft", "submit_return", "approve_return", "comment_on_return", "reopen_return", "keep_draft",
    ]  # fmt: skip
    assert verify(database, plan, LOCAL_OPERATOR).sound
