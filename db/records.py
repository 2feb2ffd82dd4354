"""What the stores return: frozen records, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState


@dataclass(frozen=True, slots=True)
class Submission:
    """One upload of a return, as it stands now.

    `number` counts within the return from 1. `decided_by`, `decided_at` and `reason` are of the
    last event when that was a decision (approved, returned, reopened), else None. Moments are UTC.
    """

    id: int
    plan_id: str
    key: ReturnKey
    number: int
    file_name: str
    sha256: str
    submitted_by: str
    submitted_at: datetime
    state: ReturnState
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class SubmissionEvent:
    """One thing that happened to a submission; `sequence` orders all events of the database."""

    sequence: int
    submission_id: int
    state: ReturnState
    actor: str
    at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """A figure with the submission it came in."""

    figure: ReportedFigure
    submission: Submission


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure that counted at one moment and the same figure at a later one; one of them may be None.

    `seen` is the later one, or the earlier where it is gone: it says which figure it is. `reopened` is
    the last reopening of the submission it came in before, with its reason; None where that was not.
    """

    seen: Observation
    before: TracedFigure | None
    after: TracedFigure | None
    reopened: SubmissionEvent | None


@dataclass(frozen=True, slots=True)
class CountedFigure:
    """A figure that counts, or counted, with the return and the submission it came in."""

    submission_id: int
    key: ReturnKey
    figure: ReportedFigure


@dataclass(frozen=True, slots=True)
class Approval:
    """A submission's approval; `sequence` orders them."""

    submission_id: int
    key: ReturnKey
    sequence: int
    at: datetime


@dataclass(frozen=True, slots=True, order=True)
class CurrentValue:
    """An entry of the current-value index: which submission gives a figure now."""

    variable: str
    period: Period
    basis: Basis
    unit: str
    submission_id: int
