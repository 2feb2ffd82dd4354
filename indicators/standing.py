"""Where an indicator stands against its target at a period: the result types every screen shows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.observations import ObservationStatus
from indicators.periods import Period
from indicators.plan import Indicator


@dataclass(frozen=True, slots=True)
class IndicatorPoint:
    """An indicator's value at a period, with what it was computed from.

    `value` is None where it cannot be computed. `numerator` and `denominator` are the sums that
    entered (denominator None for flows and stocks). `missing` are the codes of expected units
    without all paired inputs; `reported` counts those with them. `status` is the weakest
    observation status that entered. `carried_from` is the period of a denominator carried forward.
    """

    indicator: str
    period: Period
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    reported: int
    expected: int
    missing: tuple[str, ...]
    status: ObservationStatus
    carried_from: Period | None = None


class Status(StrEnum):
    """The status words, in the order in which the first that holds is taken."""

    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    INCOMPLETE = "incomplete"
    ACHIEVED = "achieved"
    MISSED = "missed"
    NO_PATH = "no_path"
    ON_SCHEDULE = "on_schedule"
    SLIGHTLY_BEHIND = "slightly_behind"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest change of the actual value after which another status holds.

    `change` is signed and rounded away from zero to the first value (at `decimals` places) that
    flips; `value` is the actual value then.
    """

    to: Status
    change: Decimal
    value: Decimal


@dataclass(frozen=True, slots=True)
class StatusProof:
    """Why a status holds: the inputs, the quantity compared, the threshold, and what would flip it.

    `quantity` names what was compared (`pace`, `attainment`, `coverage`, `publication` …), with its
    value and the threshold it was held against (None where the status follows from the calendar).
    """

    quantity: str
    value: Decimal | None
    threshold: Decimal | None
    planned_share: Decimal | None
    flips: tuple[Flip, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything said about one indicator at one period. Percentages are in percent, not fractions.

    `gap` is d·(T−y), positive while the target is not met; `schedule_difference` in percentage points;
    `required_rate` is per remaining period of the indicator (a month, a quarter); `at_year_end` tells whether
    the period is the plan's last (已完成 instead of 已达到). `reason` is a catalogue key suffix that says more
    about a grey status (for instance `awaiting_publication`, `late`), or None.
    """

    indicator: Indicator
    period: Period
    point: IndicatorPoint
    baseline: Decimal | None
    attainment: Decimal | None
    gap: Decimal | None
    planned: Decimal | None
    pace: Decimal | None
    schedule_difference: Decimal | None
    required_rate: Decimal | None
    at_year_end: bool
    status: Status
    reason: str | None
    proof: StatusProof
