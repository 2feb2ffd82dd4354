"""How a measure stands on a day: its last approved report, whether that is old, and which milestones are late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.measure_progress import WHOLE, MeasureReport, MeasureStatus
from indicators.periods import Period
from indicators.plan_measures import Contribution, Measure, MeasureMilestone


@dataclass(frozen=True, slots=True)
class DatedReport:
    """A report with whose it is and which period it is about."""

    unit: str
    period: Period
    report: MeasureReport


@dataclass(frozen=True, slots=True)
class MilestoneStanding:
    """A milestone on a day; `late`: its date is over, and less is done than was planned."""

    milestone: MeasureMilestone
    reached: bool
    late: bool


@dataclass(frozen=True, slots=True)
class MeasureStanding:
    """A measure on a day.

    `latest` is the last approved report (the leading department's where both have reported the period), None where
    there is none; `stale`: the last period that was due has not been reported.
    """

    measure: Measure
    latest: DatedReport | None
    stale: bool
    milestones: tuple[MilestoneStanding, ...]

    @property
    def status(self) -> MeasureStatus | None:
        """Its reported status; None where nothing has been reported."""
        return self.latest.report.status if self.latest else None

    @property
    def done(self) -> int | None:
        """The part done in percent, as far as it is known."""
        return self.latest.report.done if self.latest else None

    @property
    def late(self) -> tuple[MeasureMilestone, ...]:
        """The milestones that are late."""
        return tuple(each.milestone for each in self.milestones if each.late)


def standing_of(measure: Measure, reports: Iterable[DatedReport], due: Period | None, today: date) -> MeasureStanding:
    """The measure's standing.

    Args:
        measure: the measure.
        reports: its approved reports, of any department and period.
        due: the last period whose reports were due by today; None while none was.
        today: the day.
    """
    latest = latest_report(measure, reports)
    stale = due is not None and (latest is None or latest.period < due)
    done = latest.report.done if latest else None
    return MeasureStanding(measure, latest, stale, tuple(_milestone(each, done, today) for each in measure.milestones))


def latest_report(measure: Measure, reports: Iterable[DatedReport]) -> DatedReport | None:
    """The report of the latest period; of the department that stands first where several have reported it."""
    order = {unit: place for place, unit in enumerate(measure.departments)}
    mine = [each for each in reports if each.unit in order]
    return max(mine, key=lambda each: (each.period, -order[each.unit]), default=None)


def _milestone(milestone: MeasureMilestone, done: int | None, today: date) -> MilestoneStanding:
    reached = done is not None and Decimal(done) >= milestone.share * WHOLE
    return MilestoneStanding(milestone, reached, not reached and milestone.date < today)


@dataclass(frozen=True, slots=True)
class Cover:
    """What the measures do for one indicator: those that move it directly, support it, or are said to do nothing."""

    indicator: str
    direct: tuple[MeasureStanding, ...]
    supporting: tuple[MeasureStanding, ...]
    none: tuple[MeasureStanding, ...]

    @property
    def moving(self) -> tuple[MeasureStanding, ...]:
        """The direct measures that are going on or done: those that can close a gap."""
        return tuple(each for each in self.direct if each.status in _GOING)


_GOING = {MeasureStatus.IN_PROGRESS, MeasureStatus.DONE}


def cover_of(indicator: str, standings: Sequence[MeasureStanding]) -> Cover:
    """The measures of one indicator, in the document's order."""

    def linked(contribution: Contribution) -> tuple[MeasureStanding, ...]:
        return tuple(each for each in standings if each.measure.contribution_to(indicator) is contribution)

    return Cover(
        indicator, *(linked(each) for each in (Contribution.DIRECT, Contribution.SUPPORTING, Contribution.NONE))
    )
