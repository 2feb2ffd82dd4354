"""The register of measures as it stands: each with its state, what it does for which indicator, what is late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from db.database import Database, Transaction
from db.measure_records import Evidence, SubmittedReport
from i18n.texts import Texts
from indicators.calendar import Deadlines
from indicators.inputs import form_periods
from indicators.measure_progress import MeasureStatus
from indicators.measure_standing import Cover, DatedReport, MeasureStanding, cover_of, standing_of
from indicators.periods import Period
from indicators.plan import Form, FormLayout, Plan
from indicators.returns import ReturnState
from services.groundwork.deadlines import read_deadlines
from services.rights.actor import Actor
from services.rights.permission import Action, permits, require

__all__ = ["MeasureDetail", "Register", "late_words", "measure_detail", "measures_form", "read_register", "register"]


@dataclass(frozen=True, slots=True)
class Register:
    """All measures of a plan on a day.

    `due` is the last period whose reports were due, None where none was yet; `sample` the name of the sample
    scenario, None for real data.
    """

    standings: tuple[MeasureStanding, ...]
    due: Period | None
    sample: str | None

    @property
    def counts(self) -> Mapping[MeasureStatus | None, int]:
        """How many measures have each status; None counts those nobody has reported. They add up to all."""
        return Counter(each.status for each in self.standings)

    @property
    def stale(self) -> tuple[MeasureStanding, ...]:
        """The measures without a report for the last period that was due."""
        return tuple(each for each in self.standings if each.stale)

    @property
    def late(self) -> tuple[MeasureStanding, ...]:
        """The measures with a milestone that is late, the longest overdue first."""
        return tuple(sorted((each for each in self.standings if each.late), key=lambda each: each.late[0].date))

    def cover(self, indicator: str) -> Cover:
        """The measures that are about an indicator."""
        return cover_of(indicator, self.standings)


@dataclass(frozen=True, slots=True)
class MeasureDetail:
    """One measure in full: `history` are its reports that the actor may see, the newest first."""

    standing: MeasureStanding
    due: Period | None
    history: tuple[SubmittedReport, ...]
    evidence: tuple[Evidence, ...]


def late_words(each: MeasureStanding, texts: Texts) -> str:
    """What a measure with a late milestone lacks, as a sentence."""
    first = each.late[0]
    done = each.done
    unknown = texts("screens.measures.attention.unknown")
    return texts(
        "screens.measures.attention.late_one",
        title=f"{each.measure.code} {texts.name(each.measure.title)}",
        date=texts.date(first.date),
        what=texts.name(first.what),
        state=unknown if done is None else texts("screens.measures.attention.done", share=done),
    )


def measures_form(plan: Plan) -> Form | None:
    """The form on which departments report about measures, if the plan has one."""
    return next((form for form in plan.forms if form.layout is FormLayout.MEASURES), None)


def register(database: Database, plan: Plan, actor: Actor, today: date, as_of: datetime | None = None) -> Register:
    """Every measure as it stands, from approved reports (as known then), in the document's order."""
    require(database, actor, Action.VIEW_MEASURES)
    with database.reading() as tx:
        return read_register(tx, plan, today, as_of)


def read_register(tx: Transaction, plan: Plan, today: date, as_of: datetime | None = None) -> Register:
    """As `register`, within a transaction that is already permitted."""
    due = last_due(plan, read_deadlines(tx, plan, as_of), today)
    dated = _dated(tx.measures.counting(plan.head.id, as_of)) if plan.measures else {}
    return Register(
        standings=tuple(standing_of(each, dated.get(each.code, ()), due, today) for each in plan.measures),
        due=due,
        sample=tx.facts.get("sample"),
    )


def measure_detail(
    database: Database, plan: Plan, actor: Actor, code: str, today: date, as_of: datetime | None = None
) -> MeasureDetail:
    """One measure with its history and evidence (as known then).

    Reports that are not approved are seen by who reports or reviews their unit.

    Raises:
        UnknownMeasureError: the plan has no such measure.
    """
    require(database, actor, Action.VIEW_MEASURES)
    measure = plan.measure(code)
    with database.reading() as tx:
        due = last_due(plan, read_deadlines(tx, plan, as_of), today)
        approved = _dated(tx.measures.counting(plan.head.id, as_of)).get(code, ())
        history = tx.measures.history(plan.head.id, code, as_of)
        evidence = tx.measures.evidence(plan.head.id, measure=code)
    return MeasureDetail(
        standing=standing_of(measure, approved, due, today),
        due=due,
        history=tuple(each for each in history if _may_see(actor, each)),
        evidence=tuple(each for each in evidence if as_of is None or each.added_at <= as_of),
    )


def last_due(plan: Plan, deadlines: Deadlines, today: date) -> Period | None:
    """The last period of the plan's year whose reports on measures were due before today."""
    form = measures_form(plan)
    if form is None:
        return None
    periods = form_periods(form, plan.head.year)
    return next((each for each in reversed(periods) if deadlines.due(form, each) < today), None)


_COUNTING = {ReturnState.APPROVED, ReturnState.REOPENED}


def _may_see(actor: Actor, each: SubmittedReport) -> bool:
    unit = each.submission.key.unit
    part = permits(actor, Action.SUBMIT_RETURN, unit) or permits(actor, Action.APPROVE_RETURN, unit)
    return part or each.submission.state in _COUNTING


def _dated(reports: Iterable[SubmittedReport]) -> Mapping[str, list[DatedReport]]:
    found: dict[str, list[DatedReport]] = {}
    for each in reports:
        key = each.submission.key
        found.setdefault(each.report.measure, []).append(DatedReport(key.unit, key.period, each.report))
    return found
