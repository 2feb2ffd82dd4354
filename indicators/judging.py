"""Which status word holds for a value: the rules in their order, as one function of the value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from indicators import progress
from indicators.plan import Indicator
from indicators.standing import Status


class Reason(StrEnum):
    """More about a status that the word alone does not say; a catalogue key suffix."""

    STARTS_IN_FEBRUARY = "starts_in_february"
    PERIOD_RUNNING = "period_running"
    AWAITING_PUBLICATION = "awaiting_publication"
    LATE = "late"
    RETURNS_AWAITED = "returns_awaited"
    RETURNS_OVERDUE = "returns_overdue"
    NOT_APPLICABLE = "not_applicable"
    DENOMINATOR_MISSING = "denominator_missing"
    ZERO_DENOMINATOR = "zero_denominator"
    UNITS_MISSING = "units_missing"
    OUTSIDE_PLAN_YEAR = "outside_plan_year"
    BASELINE_UNKNOWN = "baseline_unknown"
    HISTORY_TOO_SHORT = "history_too_short"
    SCOPE_CHANGED = "scope_changed"
    NOTHING_PLANNED_YET = "nothing_planned_yet"
    HOLD_TARGET = "hold_target"


class Quantity(StrEnum):
    """What a status was decided on.

    CALENDAR: the date alone. PUBLICATION: the day of the final value. DATA: whether a value exists.
    COVERAGE: counts of units, reported against needed. PATH: no pace exists. ACTUAL: the value
    against the target. PACE: the pace against a threshold (`slightly_behind` and `behind`: the one
    between these two).
    """

    CALENDAR = "calendar"
    PUBLICATION = "publication"
    DATA = "data"
    COVERAGE = "coverage"
    PATH = "path"
    ACTUAL = "actual"
    PACE = "pace"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status with its reason and the comparison it rests on."""

    status: Status
    quantity: Quantity
    reason: Reason | None = None
    value: Fraction | None = None
    threshold: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the status of a known value depends on besides the value.

    `scope_changed`: a change of scope since the baseline, or since the years of a season, is why there is none.
    """

    indicator: Indicator
    in_plan_year: bool
    baseline: Fraction | None
    share: Fraction | None
    at_end: bool
    final: bool
    scope_changed: bool = False

    def judge(self, actual: Fraction) -> Judgement:
        """The first that holds: achieved, missed, no_path, on_schedule, slightly_behind, behind."""
        target = progress.target_of(self.indicator)
        if not self.in_plan_year:
            return Judgement(Status.NO_PATH, Quantity.PATH, Reason.OUTSIDE_PLAN_YEAR)
        if progress.meets_target(self.indicator, actual):
            return Judgement(Status.ACHIEVED, Quantity.ACTUAL, None, actual, target)
        if self.at_end and self.final:
            return Judgement(Status.MISSED, Quantity.ACTUAL, None, actual, target)
        if self.baseline is not None and progress.is_hold(self.indicator, self.baseline):
            return Judgement(Status.BEHIND, Quantity.ACTUAL, Reason.HOLD_TARGET, actual, target)
        return self._by_pace(actual)

    def boundaries(self) -> tuple[Fraction, ...]:
        """The actual values at which the judgement can change."""
        planned = progress.planned_value(self.indicator, self.baseline, self.share)
        target = progress.target_of(self.indicator)
        if planned is None or self.baseline is None:
            return (target,)
        paces = (self.indicator.thresholds.on_schedule, self.indicator.thresholds.slightly_behind)
        return target, *(self.baseline + Fraction(pace) * (planned - self.baseline) for pace in paces)

    def _by_pace(self, actual: Fraction) -> Judgement:
        pace = progress.pace(self.indicator, self.baseline, self.share, actual)
        if pace is None:
            return Judgement(Status.NO_PATH, Quantity.PATH, self._why_no_pace())
        on_schedule = Fraction(self.indicator.thresholds.on_schedule)
        slightly = Fraction(self.indicator.thresholds.slightly_behind)
        if pace >= on_schedule:
            return Judgement(Status.ON_SCHEDULE, Quantity.PACE, None, pace, on_schedule)
        word = Status.SLIGHTLY_BEHIND if pace >= slightly else Status.BEHIND
        return Judgement(word, Quantity.PACE, None, pace, slightly)

    def _why_no_pace(self) -> Reason:
        if self.scope_changed:
            return Reason.SCOPE_CHANGED
        if self.baseline is None:
            return Reason.BASELINE_UNKNOWN
        return Reason.HISTORY_TOO_SHORT if self.share is None else Reason.NOTHING_PLANNED_YET
