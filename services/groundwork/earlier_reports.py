"""What a department said about its measures before: shown on its form, compared by checks and reviewers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from db.database import Transaction
from db.records import Submission
from indicators.measure_progress import MeasureReport, report_problems
from indicators.periods import Period
from indicators.plan import Measure, Plan
from indicators.problems import Problem
from indicators.returns import ReturnKey


@dataclass(frozen=True, slots=True)
class ComparedReport:
    """A report beside the one that counts now (`in_force`, of an earlier submission) and the last period's."""

    measure: Measure
    report: MeasureReport
    in_force: MeasureReport | None
    previous: MeasureReport | None


def earlier_reports(tx: Transaction, plan: Plan, key: ReturnKey) -> Mapping[str, MeasureReport]:
    """The unit's approved reports of the period before, by measure."""
    return _approved(tx, plan, key, key.period.previous)


def compared_reports(
    tx: Transaction, plan: Plan, submission: Submission, as_of: datetime | None = None
) -> tuple[ComparedReport, ...]:
    """The reports of a submission beside earlier ones (as known then), by measure; empty for other forms."""
    reports = tx.measures.of_submission(submission.id)
    if not reports:
        return ()
    key = submission.key
    in_force = _approved(tx, plan, key, key.period, as_of)
    previous = _approved(tx, plan, key, key.period.previous, as_of)
    return tuple(
        ComparedReport(
            plan.measure(each.measure),
            each,
            None if in_force.get(each.measure) == each else in_force.get(each.measure),
            previous.get(each.measure),
        )
        for each in reports
    )


def report_doubts(plan: Plan, reports: Sequence[ComparedReport]) -> tuple[Problem, ...]:
    """The soft problems of submitted reports, each with its explanation."""
    previous = {each.measure.code: each.previous for each in reports if each.previous is not None}
    with_milestones = frozenset(measure.code for measure in plan.measures if measure.milestones)
    return report_problems([each.report for each in reports], {}, with_milestones, previous)


def _approved(
    tx: Transaction, plan: Plan, key: ReturnKey, period: Period, as_of: datetime | None = None
) -> dict[str, MeasureReport]:
    return {
        each.report.measure: each.report
        for each in tx.measures.counting(plan.head.id, as_of, unit=key.unit, period=period)
    }
