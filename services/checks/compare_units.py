"""A return held against the other units': relations over the city, firms listed twice, and how its figures moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from db.database import Transaction
from db.records import Submission
from indicators import checks
from indicators.among_units import Comparison, among_units
from indicators.observations import Basis, ReportedFigure
from indicators.outliers import growth
from indicators.periods import Period
from indicators.plan import CheckRule, Plan, RuleState, Variable, VariableKind
from indicators.relations import Reference, parse
from indicators.returns import ReturnKey
from indicators.scope import figure_break
from services.checks.check_context import check_context
from services.checks.check_rules import plan_of, plan_with
from services.checks.doubled_rows import ListBesides, lists_besides
from services.checks.listed_counts import said_elsewhere
from services.rights.actor import Actor
from services.rights.permission import Action, permits


@dataclass(frozen=True, slots=True)
class CityCheck:
    """A relation over the whole city at one figure; `holds` None: other units' figures are not all approved yet."""

    rule: CheckRule
    figure: ReportedFigure
    holds: bool | None
    values: Mapping[Reference, Decimal]


@dataclass(frozen=True, slots=True)
class ChangeBesides:
    """How far a figure moved since the period before, among the other units' figures of the same cell.

    `comparison` None: this figure has no change, because there is no figure before, or none above zero.
    """

    figure: ReportedFigure
    variable: Variable
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class UnitsBesides:
    """What a reviewer holds a return against beyond its unit; all empty where its form has nothing of the kind."""

    city: tuple[CityCheck, ...]
    lists: tuple[ListBesides, ...]
    changes: tuple[ChangeBesides, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to hold it against."""
        return not (self.city or self.lists or self.changes)


def units_besides(
    tx: Transaction,
    plan: Plan,
    actor: Actor,
    asked: Submission,
    figures: Sequence[ReportedFigure],
    as_of: datetime | None = None,
) -> UnitsBesides | None:
    """A submission against the other units as they stand (stood): submitted or approved.

    None for who does not review the return's unit; who reviews some units only sees changes among those.
    """
    if not permits(actor, Action.APPROVE_RETURN, asked.key.unit):
        return None
    current = [each for each in figures if each.observation.basis is Basis.CURRENT]
    return UnitsBesides(
        city=_city(tx, plan, asked, figures, as_of),
        lists=lists_besides(tx, plan, asked, as_of),
        changes=_changes(tx, plan, actor, asked, current, as_of),
    )


def _city(
    tx: Transaction, plan: Plan, asked: Submission, figures: Sequence[ReportedFigure], as_of: datetime | None
) -> tuple[CityCheck, ...]:
    active = plan_with(tx, plan, RuleState.ACTIVE, as_of=as_of)
    rules = [
        rule
        for rule in active.checks
        if rule.form == asked.key.form and any(each.whole_city for each in parse(rule.relation).references)
    ]
    alone = plan_of(plan, rules)
    context = check_context(tx, alone, asked.key, as_of) if rules else checks.CheckContext()
    return tuple(
        CityCheck(rule, each.figure, each.holds, each.values)
        for rule in rules
        for each in checks.judgements(alone, rule, asked.key.period, figures, context)
        if each.figure.observation.period == asked.key.period
    )


def _changes(
    tx: Transaction,
    plan: Plan,
    actor: Actor,
    asked: Submission,
    figures: Sequence[ReportedFigure],
    as_of: datetime | None,
) -> tuple[ChangeBesides, ...]:
    key = asked.key
    here = [each for each in figures if each.observation.period == key.period]
    reviewed = {
        unit.code for unit in plan.reporters(plan.form(key.form)) if permits(actor, Action.APPROVE_RETURN, unit.code)
    }
    if not here or reviewed <= {key.unit}:
        return ()
    now = _values_elsewhere(tx, plan, key, reviewed, as_of)
    before = _values_before(tx, plan, key, [each.observation.variable for each in here], as_of)
    order = {code: place for place, code in enumerate(plan.form(key.form).variables)}
    return tuple(
        _change(plan, key, figure, now, before)
        for figure in sorted(here, key=lambda each: order[each.observation.variable])
    )


_Values = Mapping[tuple[str, str], Decimal]
"""By variable and unit."""


def _change(plan: Plan, key: ReturnKey, figure: ReportedFigure, now: _Values, before: _Values) -> ChangeBesides:
    seen = figure.observation
    variable = plan.variable_by_code[seen.variable]

    def grown(unit: str, value: Decimal | None) -> Decimal | None:
        if figure_break(plan, seen.variable, unit, key.period.previous, key.period) is not None:
            return None
        return growth(value, before.get((seen.variable, unit)))

    own = grown(key.unit, seen.value)
    others = [grown(unit, value) for (code, unit), value in now.items() if code == seen.variable]
    known = [each for each in others if each is not None]
    return ChangeBesides(figure, variable, None if own is None else among_units(own, known))


def _values_elsewhere(
    tx: Transaction, plan: Plan, key: ReturnKey, units: set[str], as_of: datetime | None
) -> dict[tuple[str, str], Decimal]:
    """What the other units say for the period, as their returns stand."""
    standing = said_elsewhere(tx, plan, key, as_of)
    seen = (
        figure.observation
        for unit, submission in standing.items()
        if unit in units
        for figure in tx.observations.of_submission(submission.id)
    )
    return {
        (each.variable, each.unit): each.value
        for each in seen
        if each.basis is Basis.CURRENT and each.period == key.period and each.value is not None
    }


def _values_before(
    tx: Transaction, plan: Plan, key: ReturnKey, variables: Sequence[str], as_of: datetime | None
) -> dict[tuple[str, str], Decimal]:
    """What is approved for the period before; a flow begins anew each year."""
    previous = key.period.previous
    wanted = {(code, previous) for code in variables if _goes_on(plan.variable_by_code[code], previous, key.period)}
    found = tx.observations.values(plan.head.id, wanted, as_of=as_of)
    return {(each.variable, each.unit): each.value for each in found if each.value is not None}


def _goes_on(variable: Variable, before: Period, after: Period) -> bool:
    return variable.kind is not VariableKind.FLOW or before.year == after.year
