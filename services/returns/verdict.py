"""What is said about a file: read, recognised, checked; nothing is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from db.check_records import Firing
from db.database import Transaction
from db.records import Submission
from indicators import checks
from indicators.errors import AppError
from indicators.measure_progress import MeasureReport, report_problems
from indicators.name_lists import NameList, with_explanations
from indicators.observations import ReportedFigure
from indicators.periods import Period
from indicators.plan import Plan, RuleState
from indicators.problems import Problem, Severity, accepted
from indicators.returns import ReturnKey, ReturnState
from services.checks.check_context import check_context
from services.checks.check_rules import firings, in_state, known_rules
from services.checks.list_context import list_context
from services.checks.list_verdict import list_problems
from services.groundwork.earlier_reports import earlier_reports
from services.groundwork.return_states import bar_to_submission
from workbooks.reader import ReturnRead

SUBMISSION_PROBLEM_CODES: Mapping[str, Severity] = MappingProxyType({"period_not_begun": Severity.HARD})
"""The problems found here, beyond those of the reader and of the checks."""


_NEED_NOT_COME_AGAIN = {ReturnState.SUBMITTED, ReturnState.APPROVED}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrives; `explanations` of soft problems given on the page, by `sheet!cell`.

    `as_unit` and `as_period` say whose table of their own it is, and for when, where the file does not tell.
    `after` is the number of the submission by which the return stood when the sender looked (0: there was
    none), so that nobody's submission is replaced unseen; None does not ask.
    """

    file_name: str
    content: bytes
    explanations: Mapping[str, str] = field(default_factory=dict)
    after: int | None = None
    as_unit: str | None = None
    as_period: Period | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said about a file.

    `key` is None where the file was not recognised; `stands` is the submission by which the return stands, `same_as`
    that one where it brought the same bytes and waits or is approved; `bar` says why the return is not
    taken now, whatever is in it; `notes` are told beside the problems and ask for nothing; `reports` are what a form
    about measures says, `listed` the rows of a name list;
    `trial` are the problems of rules on trial, which are counted and told to nobody here.
    """

    file_name: str
    key: ReturnKey | None
    problems: tuple[Problem, ...]
    figures: tuple[ReportedFigure, ...]
    same_as: Submission | None = None
    stands: Submission | None = None
    bar: AppError | None = None
    notes: tuple[Problem, ...] = ()
    reports: tuple[MeasureReport, ...] = ()
    listed: NameList | None = None
    trial: tuple[Problem, ...] = ()

    @property
    def read(self) -> int:
        """How much was read: figures, reports on measures, or rows of a list."""
        return len(self.figures) + len(self.reports) + len(self.listed or ())

    @property
    def accepted(self) -> bool:
        """Whether it may be submitted: recognised, nothing hard, every soft problem explained."""
        return self.key is not None and accepted(self.problems)


def verdict_of(tx: Transaction, plan: Plan, upload: Upload, read: ReturnRead, today: date) -> Verdict:
    """The verdict on a file that has been read; `today` judges whether its period has come."""
    if read.key is None:
        return Verdict(upload.file_name, None, read.problems, (), notes=read.notes)
    figures = tuple(_explained(figure, upload.explanations) for figure in read.figures)
    reports = tuple(_explained_report(report, read, upload.explanations) for report in read.reports)
    listed = with_explanations(read.listed, upload.explanations) if read.listed is not None else None
    said, trial = _check_problems(tx, plan, read.key, figures, listed, today)
    with_milestones = frozenset(measure.code for measure in plan.measures if measure.milestones)
    problems = [
        *_period_problems(read.key, today),
        *(_explained_problem(problem, upload.explanations) for problem in read.problems),
        *said,
        *report_problems(reports, read.cells, with_milestones, earlier_reports(tx, plan, read.key) if reports else {}),
    ]
    sha256 = hashlib.sha256(upload.content).hexdigest()
    stands = tx.submissions.standing(plan.head.id, read.key)
    same = stands is not None and stands.sha256 == sha256 and stands.state in _NEED_NOT_COME_AGAIN
    return Verdict(
        file_name=upload.file_name,
        key=read.key,
        problems=_hard_first(problems),
        figures=figures,
        same_as=stands if same else None,
        stands=stands,
        bar=bar_to_submission(tx, plan, read.key, today),
        trial=trial,
        notes=read.notes,
        reports=reports,
        listed=listed,
    )


def _check_problems(
    tx: Transaction,
    plan: Plan,
    key: ReturnKey,
    figures: Sequence[ReportedFigure],
    listed: NameList | None,
    today: date,
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """What the checks say, and what those on trial would."""
    form = plan.form(key.form)
    if listed is not None:
        context = list_context(tx, plan, form, key, listed)
        return list_problems(tx, plan, form, key.period, listed, context, today)
    rules = known_rules(tx, plan)
    active, trial = in_state(plan, rules, RuleState.ACTIVE), in_state(plan, rules, RuleState.TRIAL)
    known = check_context(tx, in_state(plan, rules, RuleState.ACTIVE, RuleState.TRIAL), key)
    return (
        checks.run(active, form, key.period, figures, known),
        checks.broken_relations(trial, form, key.period, figures, known),
    )


def firings_of(verdict: Verdict) -> list[Firing]:
    """Where check relations did not hold, those on trial included, as the store keeps it."""
    return [*firings(verdict.problems, trial=False), *firings(verdict.trial, trial=True)]


def _period_problems(key: ReturnKey, today: date) -> tuple[Problem, ...]:
    if key.period.previous.last_day < today:
        return ()
    return (Problem("period_not_begun", Severity.HARD, params={"period": str(key.period)}),)


def _explained(figure: ReportedFigure, explanations: Mapping[str, str]) -> ReportedFigure:
    """The figure with the explanation given on the page, which stands for a blank one in the form."""
    given = explanations.get(f"{figure.sheet}!{figure.cell}", "").strip()
    return replace(figure, explanation=figure.explanation or given or None)


def _explained_report(report: MeasureReport, read: ReturnRead, explanations: Mapping[str, str]) -> MeasureReport:
    """The report with what was explained on the page at any cell of its row."""
    cells = [cell for (measure, _), cell in read.cells.items() if measure == report.measure]
    given = (explanations.get(f"{report.sheet}!{cell}", "").strip() for cell in cells)
    return replace(report, explanation=report.explanation or next(filter(None, given), None))


def _explained_problem(problem: Problem, explanations: Mapping[str, str]) -> Problem:
    given = explanations.get(f"{problem.sheet}!{problem.cell}", "").strip()
    return replace(problem, explained=problem.explained or given or None)


def _hard_first(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.severity is Severity.SOFT))
