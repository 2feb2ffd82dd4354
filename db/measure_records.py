"""What the stores of measures return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.records import Submission
from indicators.measure_progress import MeasureReport
from indicators.periods import Period


@dataclass(frozen=True, slots=True)
class SubmittedReport:
    """A report with the submission it came in."""

    report: MeasureReport
    submission: Submission


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file a department gave for a measure and a period; its bytes are found by their SHA-256."""

    id: int
    measure: str
    unit: str
    period: Period
    file_name: str
    kind: str
    size: int
    sha256: str
    added_by: str
    added_at: datetime
