"""One return opened for review: every figure beside what counts now, the month before and a year ago."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from db.database import Database, Transaction
from db.errors import UnknownSubmissionError
from db.records import Submission, SubmissionEvent
from db.review_records import Comment
from indicators import checks
from indicators.exact import decimal_of
from indicators.observations import Basis, ReportedFigure
from indicators.periods import Period
from indicators.plan import Form, Plan, ReportingUnit, RuleState, ScopeChange, Variable, VariableKind
from indicators.problems import Problem
from indicators.scope import figure_break
from services.checks.check_context import check_context
from services.checks.check_rules import plan_with
from services.checks.compare_units import UnitsBesides, units_besides
from services.groundwork.deadlines import read_deadlines
from services.groundwork.earlier_figures import known_values
from services.groundwork.earlier_reports import ComparedReport, compared_reports, report_doubts
from services.groundwork.return_states import standing
from services.monitoring.indicators_fed import Fed, indicators_fed
from services.returns.review_list import ReviewedList, reviewed_list
from services.rights.actor import Actor
from services.rights.audit_events import return_object
from services.rights.permission import Action, permits, require

_PERCENT = 100
_Known = Mapping[tuple[str, Period], Decimal]


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """A reported figure, as it counts now (`in_force`, of an earlier submission), and beside earlier ones.

    `last_year` is restated to this year's scope where the return says so (`restated`), else as approved
    then. A flow is year-to-date: it has no `previous` in the first period of a year. `previous_break` and
    `last_year_break` are changes of scope since: across one there is no difference, but from a restated value.
    """

    figure: ReportedFigure
    variable: Variable
    in_force: Decimal | None
    previous: Decimal | None
    last_year: Decimal | None
    restated: bool
    previous_break: ScopeChange | None = None
    last_year_break: ScopeChange | None = None

    @property
    def value(self) -> Decimal | None:
        """What was reported; None is missing or does not apply, never zero."""
        return self.figure.observation.value

    @property
    def since_previous(self) -> Difference:
        """Against the period before."""
        return Difference.between(self.previous, self.value, self.previous_break)

    @property
    def since_last_year(self) -> Difference:
        """Against the same period of last year."""
        return Difference.between(self.last_year, self.value, self.last_year_break)


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference, and the same in percent of the earlier value; None where it cannot be said, `refused` why not."""

    amount: Decimal | None
    percent: Decimal | None
    refused: ScopeChange | None = None

    @classmethod
    def between(cls, before: Decimal | None, now: Decimal | None, broken: ScopeChange | None = None) -> Difference:
        """From before to now; no percentage of zero or of a negative value, and nothing across a change of scope."""
        if before is None or now is None:
            return cls(None, None)
        if broken is not None:
            return cls(None, None, broken)
        share = decimal_of(Fraction(now - before) / Fraction(before) * _PERCENT) if before > 0 else None
        return cls(now - before, share)


@dataclass(frozen=True, slots=True)
class OpenedReturn:
    """A submission with everything a reviewer decides on.

    `doubts` are the soft problems, each with its explanation; `submissions` all uploads of this return,
    the first first; `events` what happened to this one; `comments` what was written about any of them;
    `own`: the actor sent it and may not decide; `reports` are what a form about measures says; `listed`: a name list
    in short, None on other forms; `feeds`: which indicators the figures go into, once approved; `besides`: what other
    units' returns say to it, None for who does not review it.
    """

    submission: Submission
    form: Form
    unit: ReportingUnit
    due: date
    figures: tuple[ComparedFigure, ...]
    doubts: tuple[Problem, ...]
    submissions: tuple[Submission, ...]
    events: tuple[SubmissionEvent, ...]
    comments: tuple[Comment, ...]
    own: bool
    reports: tuple[ComparedReport, ...] = ()
    listed: ReviewedList | None = None
    feeds: tuple[Fed, ...] = ()
    besides: UnitsBesides | None = None

    @property
    def is_latest(self) -> bool:
        """Whether the return stands as this submission: nothing was submitted after it."""
        stands = standing(self.submissions)
        return stands is not None and self.submission.id == stands.id


def opened_return(
    database: Database, plan: Plan, actor: Actor, submission_id: int, as_of: datetime | None = None
) -> OpenedReturn:
    """A submission as its reporter or its reviewers see it, or (`as_of`) as they saw it then.

    Raises:
        UnknownSubmissionError: there is no such submission, or was none then.
        NotAllowedError: the actor neither reports nor reviews its unit.
    """
    with database.reading() as tx:
        asked = tx.submissions.get(submission_id)
    require_part(database, actor, plan, asked)
    with database.reading() as tx:
        figures = tuple(tx.observations.of_submission(submission_id))
        form = plan.form(asked.key.form)
        submissions = tx.submissions.history(plan.head.id, asked.key, as_of)
        reports = compared_reports(tx, plan, asked, as_of)
        listed = reviewed_list(tx, plan, form, asked, _day(plan, asked), as_of)
        return OpenedReturn(
            submission=_as_it_stood(submissions, submission_id),
            form=form,
            unit=plan.unit(asked.key.unit),
            due=read_deadlines(tx, plan, as_of).due(form, asked.key.period),
            figures=_compared(tx, plan, asked, figures, as_of),
            doubts=(
                *_doubts(tx, plan, form, asked, figures, as_of),
                *report_doubts(plan, reports),
                *(listed.doubts if listed is not None else ()),
            ),
            submissions=submissions,
            events=tx.submissions.events(submission_id, as_of),
            comments=tx.comments.of_submissions([each.id for each in submissions], as_of),
            own=actor.name == asked.submitted_by and not permits(actor, Action.APPROVE_OWN_RETURN),
            reports=reports,
            listed=listed,
            feeds=indicators_fed(plan, asked.key.unit, figures),
            besides=units_besides(tx, plan, actor, asked, figures, as_of),
        )


def _as_it_stood(submissions: Sequence[Submission], submission_id: int) -> Submission:
    for each in submissions:
        if each.id == submission_id:
            return each
    raise UnknownSubmissionError(submission=submission_id)


def _day(plan: Plan, asked: Submission) -> date:
    """The day on which it was sent, on the plan's clock."""
    return asked.submitted_at.astimezone(ZoneInfo(plan.head.time_zone)).date()


def require_part(database: Database, actor: Actor, plan: Plan, asked: Submission) -> None:
    """Lets on who reports or reviews the unit: figures not yet approved are nobody else's business.

    Raises:
        NotAllowedError: for anybody else; kept in the audit trail.
    """
    if not permits(actor, Action.SUBMIT_RETURN, asked.key.unit):
        object_ = return_object(plan.head.id, asked.key)
        require(database, actor, Action.APPROVE_RETURN, asked.key.unit, object_)


def _doubts(
    tx: Transaction,
    plan: Plan,
    form: Form,
    asked: Submission,
    figures: Sequence[ReportedFigure],
    as_of: datetime | None,
) -> tuple[Problem, ...]:
    active = plan_with(tx, plan, RuleState.ACTIVE, as_of=as_of)
    return checks.run(active, form, asked.key.period, figures, check_context(tx, active, asked.key, as_of))


def _compared(
    tx: Transaction, plan: Plan, asked: Submission, figures: Sequence[ReportedFigure], as_of: datetime | None
) -> tuple[ComparedFigure, ...]:
    variables = {figure.observation.variable for figure in figures}
    stored = known_values(tx, plan, asked.key.unit, variables, as_of=as_of)
    here = _by_basis(figures, Basis.CURRENT)
    restated = _by_basis(figures, Basis.RESTATED)
    rows = [figure for figure in figures if figure.observation.basis is Basis.CURRENT]
    order = {code: place for place, code in enumerate(plan.form(asked.key.form).variables)}
    rows.sort(key=lambda figure: (order[figure.observation.variable], figure.observation.period))
    return tuple(_row(plan, figure, here, restated, stored) for figure in rows)


def _row(
    plan: Plan,
    figure: ReportedFigure,
    here: _Known,
    restated: _Known,
    stored: Mapping[str, Mapping[Period, Decimal]],
) -> ComparedFigure:
    seen = figure.observation
    variable, period, approved = plan.variable_by_code[seen.variable], seen.period, stored[seen.variable]
    before = approved.get(period.previous)
    anew = variable.kind is VariableKind.FLOW and period.previous.year != period.year
    is_restated = (seen.variable, period) in restated
    return ComparedFigure(
        figure=figure,
        variable=variable,
        in_force=approved.get(period),
        previous=None if anew else here.get((seen.variable, period.previous), before),
        last_year=restated.get((seen.variable, period), approved.get(period.last_year)),
        restated=is_restated,
        previous_break=figure_break(plan, seen.variable, seen.unit, period.previous, period),
        last_year_break=None if is_restated else figure_break(plan, seen.variable, seen.unit, period.last_year, period),
    )


def _by_basis(figures: Sequence[ReportedFigure], basis: Basis) -> _Known:
    seen = (figure.observation for figure in figures)
    return {(each.variable, each.period): each.value for each in seen if each.basis is basis and each.value is not None}
