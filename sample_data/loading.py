"""Loads the sample into a database: every return goes the way of an upload, in time order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from db.database import Database
from db.records import Submission
from db.review_records import CalendarDay
from indicators.calendar import DayKind
from indicators.observations import Basis
from indicators.plan import Plan
from indicators.returns import ReturnState
from sample_data.errors import DatabaseInUseError, OtherSampleError, SampleRefusedError
from sample_data.notes import write_notes
from sample_data.parts import Decision, SampleReturn
from sample_data.profiles import load_profile
from sample_data.returns import all_returns
from sample_data.schedule import TODAY, Scenario
from sample_data.simulation import simulate
from sample_data.workbooks import file_name, filled_form, with_references
from services.returns.comment_return import comment_on_return
from services.returns.review_return import approve_return, send_back_return
from services.returns.submit_return import Upload, submit_return
from services.rights.actor import Actor
from services.rights.roles import Grant, Role
from services.units.administer_calendar import set_days, set_lock
from workbooks.process import ReaderProcess
from workbooks.template import References

__all__ = ["Scenario", "load_sample"]

_LOADED = "sample_loaded"
_HOURS_TO_DECIDE = 2
_REVIEWER = Actor("示例审核人", "示例审核人", (Grant(Role.REVIEWER),))
_ADMINISTRATOR = Actor("示例管理员", "示例管理员", (Grant(Role.ADMINISTRATOR),))


def load_sample(database: Database, plan: Plan, scenario: Scenario, progress: Callable[[int, int], None]) -> None:
    """Submits every return of the scenario; does nothing where it is loaded already.

    The facts `sample` and `today` are set first, so that the database says what it is even while it
    fills. An interrupted load goes on where it stopped when called again; the october scenario can
    be carried on to the year's end.

    Args:
        database: an upgraded database, empty or with sample data.
        plan: the plan the sample is made for.
        scenario: how far the year has come.
        progress: called with (returns submitted, returns in all).

    Raises:
        DatabaseInUseError: when there are returns that are no sample.
        OtherSampleError: when october is asked for after the year's end.
        SampleRefusedError: when a return is not accepted.
    """
    if _claim(database, plan, scenario):
        return
    _set_calendar(database)
    returns = all_returns(plan, simulate(), scenario)
    with ReaderProcess() as reader:
        for done, (one, references) in enumerate(with_references(returns)):
            progress(done, len(returns))
            _submit(database, plan, one, references, reader)
    write_notes(database, plan, _REVIEWER)
    with database.transaction() as tx:
        tx.facts.set(_LOADED, scenario)
    progress(len(returns), len(returns))


def _claim(database: Database, plan: Plan, scenario: Scenario) -> bool:
    """Marks the database as a sample of this scenario; tells whether it is loaded already."""
    with database.transaction() as tx:
        present = tx.facts.get("sample")
        if present is None and tx.submissions.listing(plan.head.id):
            raise DatabaseInUseError
        if present == "year-end" and scenario == "october":
            raise OtherSampleError(scenario=present)
        if tx.facts.get(_LOADED) == scenario:
            return True
        tx.facts.set("sample", scenario)
        tx.facts.set("today", TODAY[scenario].isoformat())
    return False


def _set_calendar(database: Database) -> None:
    known = load_profile().working_days
    kinds = ((DayKind.HOLIDAY, known.holidays), (DayKind.WORKING, known.worked))
    days = [CalendarDay(day, kind, name) for kind, named in kinds for name, of in named.items() for day in of]
    set_days(database, _ADMINISTRATOR, days)
    set_lock(database, _ADMINISTRATOR, known.lock_after_days)


def _submit(database: Database, plan: Plan, one: SampleReturn, references: References, reader: ReaderProcess) -> None:
    upload = Upload(file_name(plan, one), filled_form(plan, one, references))
    name = f"示例填报人·{plan.unit(one.key.unit).name}"
    reporter = Actor(name, name, (Grant(Role.REPORTER, one.key.unit),))
    at = one.submitted_at
    approver = _REVIEWER if one.decision is Decision.APPROVED else None
    receipt = submit_return(database, plan, reporter, upload, at, reader=reader, approver=approver)
    if not receipt.verdict.accepted:
        problems = receipt.verdict.problems
        faults = sorted({f"{problem.code} {problem.cell}" for problem in problems if not problem.explained})
        raise SampleRefusedError(file=upload.file_name, problems=", ".join(faults))
    if receipt.submission is not None and receipt.submission.state is ReturnState.SUBMITTED:
        _decide(database, plan, one, receipt.submission)


def _decide(database: Database, plan: Plan, one: SampleReturn, submission: Submission) -> None:
    """Sends back what is to be sent back, and approves what waited when the sample is carried on."""
    if one.decision is Decision.RETURNED:
        at = one.submitted_at + timedelta(hours=_HOURS_TO_DECIDE)
        if one.figures:
            _ask(database, plan, submission, at)
        send_back_return(database, plan, _REVIEWER, submission.id, one.reason or "", at)
    elif one.decision is Decision.APPROVED:
        approve_return(database, plan, _REVIEWER, submission.id, one.submitted_at)


def _ask(database: Database, plan: Plan, submission: Submission, at: datetime) -> None:
    """A comment at the cell that is wrong, as a reviewer would write it."""
    sent_back = load_profile().calendar.sent_back
    with database.reading() as tx:
        figures = tx.observations.of_submission(submission.id)
    cell = next(
        f"{figure.sheet}!{figure.cell}"
        for figure in figures
        if figure.observation.variable == sent_back.variable and figure.observation.basis is Basis.CURRENT
    )
    comment_on_return(database, plan, _REVIEWER, submission.id, sent_back.comment, at, cell=cell)
