"""What the sample is made of: filled forms, and what a reviewer does with each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from indicators.measure_progress import MeasureReport
from indicators.name_lists import NameList
from indicators.observations import Basis, ObservationStatus
from indicators.periods import Period
from indicators.returns import ReturnKey

Slot = tuple[str, Basis, Period]
"""A cell's meaning: the variable, the column's basis, and the figure's own period."""


class Decision(StrEnum):
    """What the sample's reviewer does with a return: approves it at once, lets it wait, or sends it back."""

    APPROVED = "approved"
    WAITING = "waiting"
    RETURNED = "returned"


@dataclass(frozen=True)
class SampleReturn:
    """One filled form to be submitted at a moment; explanations are by variable.

    `reason` says why it is sent back, where it is; `reports` are what a form about measures says, `listed` the rows
    of a name list.
    """

    key: ReturnKey
    submitted_at: datetime
    figures: Mapping[Slot, Decimal]
    statuses: Mapping[str, ObservationStatus] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    decision: Decision = Decision.APPROVED
    reason: str | None = None
    reports: Mapping[str, MeasureReport] = field(default_factory=dict)
    listed: NameList | None = None
