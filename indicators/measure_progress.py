"""What a department reports about a measure, and what one report must agree on with itself and the last one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators.problems import Problem, Severity

LONGEST_TEXT = 500
WHOLE = 100


class MeasureStatus(StrEnum):
    """How far a measure has come. BLOCKED: it cannot go on by itself. DELAYED: it goes on, later than planned."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    BLOCKED = "blocked"
    DELAYED = "delayed"


class ProgressPart(StrEnum):
    """What is reported about a measure, in the order of the form's columns."""

    STATUS = "status"
    SHARE = "share"
    PROGRESS = "progress"
    NEXT_STEP = "next_step"
    DIFFICULTY = "difficulty"
    EVIDENCE = "evidence"


TEXT_PARTS = (ProgressPart.PROGRESS, ProgressPart.NEXT_STEP, ProgressPart.DIFFICULTY, ProgressPart.EVIDENCE)


@dataclass(frozen=True, slots=True)
class MeasureReport:
    """A department's word on a measure for a period, with the row it stands in.

    `share` is the part done in whole percent (None: not said); the texts are "" where nothing is said. `evidence`
    names a file or a document. `cell` is the one that holds the status.
    """

    measure: str
    status: MeasureStatus
    share: int | None
    progress: str
    next_step: str
    difficulty: str
    evidence: str
    sheet: str
    cell: str
    explanation: str | None = None

    def text(self, part: ProgressPart) -> str:
        """One of its texts."""
        said: str = getattr(self, part.value)
        return said

    @property
    def done(self) -> int | None:
        """The part done in percent: what is said, else all of what is done and nothing of what has not begun."""
        implied = {MeasureStatus.DONE: WHOLE, MeasureStatus.NOT_STARTED: 0}
        return self.share if self.share is not None else implied.get(self.status)


MEASURE_PROBLEM_CODES: Mapping[str, Severity] = {
    "measure_progress_missing": Severity.HARD,
    "measure_next_step_missing": Severity.HARD,
    "measure_difficulty_missing": Severity.HARD,
    "measure_share_missing": Severity.HARD,
    "measure_share_contradicted": Severity.HARD,
    "measure_went_back": Severity.SOFT,
    "measure_not_updated": Severity.SOFT,
}
"""What is found by comparing, beyond what the reader finds in single cells."""

_NEEDED: Mapping[MeasureStatus, tuple[ProgressPart, ...]] = {
    MeasureStatus.NOT_STARTED: (ProgressPart.NEXT_STEP,),
    MeasureStatus.IN_PROGRESS: (ProgressPart.PROGRESS, ProgressPart.NEXT_STEP),
    MeasureStatus.DONE: (ProgressPart.PROGRESS,),
    MeasureStatus.BLOCKED: (ProgressPart.PROGRESS, ProgressPart.NEXT_STEP, ProgressPart.DIFFICULTY),
    MeasureStatus.DELAYED: (ProgressPart.PROGRESS, ProgressPart.NEXT_STEP, ProgressPart.DIFFICULTY),
}


def report_problems(
    reports: Sequence[MeasureReport],
    cells: Mapping[tuple[str, ProgressPart], str],
    shared: frozenset[str],
    previous: Mapping[str, MeasureReport],
) -> tuple[Problem, ...]:
    """All problems of a return's reports, report by report.

    Args:
        reports: what was read.
        cells: where each part of each measure stands.
        shared: the measures that have milestones, so that their share must be said.
        previous: the department's approved reports of the period before, by measure.
    """
    return tuple(
        problem
        for report in reports
        for problem in _problems(report, cells, report.measure in shared, previous.get(report.measure))
    )


def _problems(
    report: MeasureReport,
    cells: Mapping[tuple[str, ProgressPart], str],
    has_milestones: bool,
    before: MeasureReport | None,
) -> Iterator[Problem]:
    for code, part in (*_lacks(report, has_milestones), *_doubts(report, before)):
        severity = MEASURE_PROBLEM_CODES[code]
        cell = cells.get((report.measure, part), report.cell)
        explained = report.explanation if severity is Severity.SOFT else None
        yield Problem(code, severity, report.sheet, cell, {"code": report.measure}, explained)


def _lacks(report: MeasureReport, has_milestones: bool) -> Iterator[tuple[str, ProgressPart]]:
    """What the report's status asks for and is not said, or said otherwise."""
    for part in _NEEDED[report.status]:
        if not report.text(part):
            yield f"measure_{part.value}_missing", part
    if has_milestones and report.done is None:
        yield "measure_share_missing", ProgressPart.SHARE
    if _contradicts(report):
        yield "measure_share_contradicted", ProgressPart.SHARE


def _doubts(report: MeasureReport, before: MeasureReport | None) -> Iterator[tuple[str, ProgressPart]]:
    """What is odd beside the last report: done before and now not, or word for word the same."""
    if before is None or report.status is MeasureStatus.DONE:
        return
    if before.status is MeasureStatus.DONE:
        yield "measure_went_back", ProgressPart.STATUS
    elif report.progress and report.progress == before.progress:
        yield "measure_not_updated", ProgressPart.PROGRESS


def _contradicts(report: MeasureReport) -> bool:
    """Whether the share says something else than the status."""
    if report.share is None:
        return False
    if report.status is MeasureStatus.DONE:
        return report.share != WHOLE
    if report.status is MeasureStatus.NOT_STARTED:
        return report.share != 0
    return report.share == WHOLE
