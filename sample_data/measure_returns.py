"""The sample's returns about measures: which quarters, when they come in, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from indicators.measure_progress import WHOLE, MeasureReport, MeasureStatus
from indicators.periods import Period
from indicators.plan import FormLayout, Measure, Plan
from indicators.plan_measures import MeasureField
from indicators.returns import ReturnKey
from sample_data.chance import swing
from sample_data.measure_profile import MeasureProfile, Trouble, load_measure_profile
from sample_data.parts import Decision, SampleReturn
from sample_data.schedule import TODAY, Scenario, moment_of

_THIRD_QUARTER, _LAST_QUARTER = 3, 4
_SLOWEST, _SPREAD = -8, 12
_NEARLY = 95


def measure_returns(plan: Plan, scenario: Scenario) -> Iterator[SampleReturn]:
    """Every department's returns of the quarters that are over, in no particular order."""
    profile, zone = load_measure_profile(), ZoneInfo(plan.head.time_zone)
    for form in (form for form in plan.forms if form.layout is FormLayout.MEASURES):
        for unit in plan.reporters(form):
            for number in profile.days:
                made = _return(
                    plan, profile, ReturnKey(form.code, unit.code, Period.quarter(plan.head.year, number)), zone
                )
                yield from _as_it_stands(made, profile, scenario, zone)


def _return(plan: Plan, profile: MeasureProfile, key: ReturnKey, zone: ZoneInfo) -> SampleReturn:
    number = key.period.number
    first, last = profile.days[number]
    share = (swing("measures", key.unit, number) + 1) / 2
    day = key.period.last_day + timedelta(days=first + int(share * (last - first)))
    reports = {each.code: report_of(profile, each, key.unit, number) for each in plan.measures_of(key.unit)}
    return SampleReturn(key, moment_of(day, zone, "measures", key.unit, number), {}, reports=reports)


def _as_it_stands(
    made: SampleReturn, profile: MeasureProfile, scenario: Scenario, zone: ZoneInfo
) -> Iterator[SampleReturn]:
    """The return unless it is still to come; in october some of the third quarter's are not settled."""
    opened = profile.third_quarter
    third, unit = made.key.period.number == _THIRD_QUARTER, made.key.unit
    if third and unit == opened.late.unit:
        made = replace(made, submitted_at=moment_of(opened.late.day, zone, "late", unit))
    elif third and unit == opened.sent_back.unit:
        made = _sent_back(made, profile, scenario, zone)
    elif third and unit == opened.waiting and scenario == "october":
        made = replace(made, decision=Decision.WAITING)
    if made.submitted_at.date() <= TODAY[scenario]:
        yield made


def _sent_back(made: SampleReturn, profile: MeasureProfile, scenario: Scenario, zone: ZoneInfo) -> SampleReturn:
    wrong = profile.third_quarter.sent_back
    if scenario != "october":
        return replace(made, submitted_at=moment_of(wrong.corrected, zone, "corrected", wrong.unit))
    reports = {**made.reports, wrong.measure: replace(made.reports[wrong.measure], progress=wrong.progress)}
    return replace(made, reports=reports, decision=Decision.RETURNED, reason=wrong.reason)


def report_of(profile: MeasureProfile, measure: Measure, unit: str, quarter: int) -> MeasureReport:
    """What a department says about a measure for a quarter."""
    status = _status(profile, measure.code, quarter)
    kind = profile.kinds[_kind(measure)]
    numbers = {"n": 6 + int((swing(measure.code, unit, quarter) + 1) * 9), "m": 2 + quarter % 3}
    trouble = _trouble(profile, measure.code)
    said = _words(profile, status, quarter, trouble) if trouble or status is MeasureStatus.NOT_STARTED else None
    progress, next_step, difficulty = said or (kind.progress[quarter].format(**numbers), kind.next_step[quarter], "")
    return MeasureReport(
        measure=measure.code,
        status=status,
        share=_share(profile, measure, status, quarter),
        progress=progress,
        next_step="" if status is MeasureStatus.DONE else next_step,
        difficulty=difficulty,
        evidence="" if status is MeasureStatus.NOT_STARTED else kind.evidence[quarter],
        sheet="",
        cell="",
    )


def _kind(measure: Measure) -> str:
    if measure.field is MeasureField.POLICY:
        return "policy"
    if "平台" in measure.title.zh:
        return "platform"
    return "industry" if measure.lead == "DL-JXW" else "research"


def _trouble(profile: MeasureProfile, code: str) -> Trouble | None:
    return profile.blocked.get(code) or profile.delayed.get(code)


def _status(profile: MeasureProfile, code: str, quarter: int) -> MeasureStatus:
    if quarter <= profile.dormant.get(code, 0):
        return MeasureStatus.NOT_STARTED
    if quarter >= profile.early.get(code, _LAST_QUARTER + 1):
        return MeasureStatus.DONE
    if quarter == _LAST_QUARTER:
        return profile.unfinished.get(code, MeasureStatus.DONE)
    for kind, status in ((profile.blocked, MeasureStatus.BLOCKED), (profile.delayed, MeasureStatus.DELAYED)):
        if code in kind and quarter >= kind[code].since:
            return status
    return MeasureStatus.IN_PROGRESS


def _share(profile: MeasureProfile, measure: Measure, status: MeasureStatus, quarter: int) -> int:
    if status is MeasureStatus.DONE:
        return WHOLE
    if status is MeasureStatus.NOT_STARTED:
        return 0
    trouble = _trouble(profile, measure.code)
    if trouble is not None:
        return min(trouble.share, profile.shares[quarter])
    usual = profile.shares[quarter] + _SLOWEST + int((swing("share", measure.code) + 1) * _SPREAD)
    # Milestones of what goes well are met; they are planned by the end of a month.
    last_day = date(measure.milestones[0].date.year, 3 * quarter, 28) if measure.milestones else None
    planned = [
        each.share * WHOLE for each in measure.milestones if last_day and each.date <= last_day + timedelta(days=3)
    ]
    return min(_NEARLY, max(usual, *(int(each) for each in planned), 1))


def _words(
    profile: MeasureProfile, status: MeasureStatus, quarter: int, trouble: Trouble | None
) -> tuple[str, str, str] | None:
    """Progress, next step and difficulty where a measure does not simply go on."""
    if status is MeasureStatus.NOT_STARTED:
        return "", profile.start, ""
    if trouble is None or status is MeasureStatus.IN_PROGRESS:
        return None
    if status is MeasureStatus.DONE:
        return profile.caught_up, "", ""
    if status is MeasureStatus.BLOCKED:
        return profile.still.format(quarter=quarter), profile.help, trouble.why
    return profile.catch_up.format(quarter=quarter), profile.help, trouble.why
