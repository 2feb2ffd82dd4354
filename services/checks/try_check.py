"""Tries a check relation on what is approved already: which cells it would have asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from zoneinfo import ZoneInfo

from db.database import Database, Transaction
from db.records import Submission
from indicators import checks, list_checks
from indicators.inputs import form_periods
from indicators.list_rules import ListRule
from indicators.plan import CheckRule, Plan
from indicators.problems import Problem
from indicators.returns import ReturnKey, ReturnState
from services.checks.check_context import check_context
from services.checks.check_rules import plan_of
from services.checks.list_context import list_context
from services.rights.actor import Actor
from services.rights.permission import Action, permits, require

_COUNTING = {ReturnState.APPROVED, ReturnState.REOPENED}


@dataclass(frozen=True, slots=True)
class Flag:
    """A cell that the rule would have asked about.

    `explained`: there is an explanation beside it already. `values` are the figures of the relation
    where the actor reviews the unit; None: not theirs to see. Of a check of a list, `found` is what it found there.
    """

    submission_id: int
    key: ReturnKey
    sheet: str
    cell: str
    explained: bool
    values: str | None
    found: Problem | None = None


@dataclass(frozen=True, slots=True)
class CheckTrial:
    """What a rule would have done: in how many returns it was judged, at how many cells it could not be, and flags."""

    rule: CheckRule | ListRule
    year: int
    returns: int
    judged: int
    undecided: int
    flags: tuple[Flag, ...]

    @property
    def flagged_returns(self) -> int:
        """In how many returns it would have asked."""
        return len({flag.submission_id for flag in self.flags})


def years_to_try(database: Database, plan: Plan, actor: Actor) -> tuple[int, ...]:
    """The years of which returns are approved, the latest first."""
    require(database, actor, Action.VIEW_CHECKS)
    with database.reading() as tx:
        return tuple(sorted(tx.submissions.approved_years(plan.head.id), reverse=True))


def try_check(database: Database, plan: Plan, actor: Actor, rule: CheckRule | ListRule, year: int) -> CheckTrial:
    """Holds a rule against the approved returns of a year, of the units that are the actor's business.

    It is held against the figures as they are known now, also where it looks at other periods and units.
    """
    require(database, actor, Action.VIEW_CHECKS)
    with database.reading() as tx:
        approved = _approved(tx, plan, actor, rule.form, year)
        if isinstance(rule, ListRule):
            tried = [_tried_list(tx, plan, actor, rule, each) for each in approved]
        else:
            alone = plan_of(plan, [rule])
            tried = [_tried(tx, alone, actor, rule, each) for each in approved]
    answers = [answer for judged, _ in tried for answer in judged]
    return CheckTrial(
        rule=rule,
        year=year,
        returns=len(tried),
        judged=sum(answer is not None for answer in answers),
        undecided=sum(answer is None for answer in answers),
        flags=tuple(flag for _, flags in tried for flag in flags),
    )


def _tried(
    tx: Transaction, alone: Plan, actor: Actor, rule: CheckRule, submission: Submission
) -> tuple[list[bool | None], list[Flag]]:
    """The rule's answers on one return, and where it would have asked."""
    key, figures = submission.key, tx.observations.of_submission(submission.id)
    context = check_context(tx, alone, key)
    answers = [each.holds for each in checks.judgements(alone, rule, key.period, figures, context)]
    if False not in answers:
        return answers, []
    shown = permits(actor, Action.APPROVE_RETURN, key.unit)
    explained = {figure.cell for figure in figures if (figure.explanation or "").strip()}
    problems = checks.broken_relations(alone, alone.form(rule.form), key.period, figures, context)
    return answers, [_flag(submission, problem, explained, shown=shown) for problem in problems]


def _tried_list(
    tx: Transaction, plan: Plan, actor: Actor, rule: ListRule, submission: Submission
) -> tuple[list[bool | None], list[Flag]]:
    """The same for a check of a list's rows: each row is judged, or the list as a whole where that is counted."""
    form, listed = plan.form(rule.form), tx.lists.of_submission(submission.id)
    if listed is None:
        return [], []
    day = submission.submitted_at.astimezone(ZoneInfo(plan.head.time_zone)).date()
    context = list_context(tx, plan, form, submission.key, listed)
    found = list_checks.run(form, submission.key.period, listed, context, day)
    problems = [problem for problem in found if problem.code == rule.problem]
    shown = permits(actor, Action.APPROVE_RETURN, submission.key.unit)
    flags = [
        Flag(
            submission.id,
            submission.key,
            problem.sheet or "",
            problem.cell or "",
            explained=problem.explained is not None,
            values=None,
            found=problem if shown else None,
        )
        for problem in problems
    ]
    sound = max(len(listed) - len(flags), 0)
    return [*repeat(True, sound), *repeat(False, len(flags))], flags


def _flag(submission: Submission, problem: Problem, explained: set[str], *, shown: bool) -> Flag:
    return Flag(
        submission_id=submission.id,
        key=submission.key,
        sheet=problem.sheet or "",
        cell=problem.cell or "",
        explained=problem.cell in explained,
        values=problem.params["values"] if shown else None,
    )


def _approved(tx: Transaction, plan: Plan, actor: Actor, form: str, year: int) -> Iterator[Submission]:
    """The submissions that count, one for each return, in time."""
    latest: dict[ReturnKey, Submission] = {}
    periods = form_periods(plan.form(form), year)
    for submission in tx.submissions.listing(plan.head.id, form=form, periods=periods):
        if submission.state in _COUNTING:
            latest.setdefault(submission.key, submission)
    for key in sorted(latest, key=lambda each: (each.period, each.unit)):
        if permits(actor, Action.VIEW_CHECKS, key.unit):
            yield latest[key]
