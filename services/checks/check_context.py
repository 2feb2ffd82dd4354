"""What a return is checked against beyond its own sheet, gathered from approved figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from db.database import Transaction
from indicators.aggregation import does_not_apply, reported_value
from indicators.checks import CheckContext
from indicators.exact import total
from indicators.observations import Basis, Observation
from indicators.outliers import past_growths
from indicators.periods import Period, corresponding
from indicators.plan import Plan
from indicators.relations import Reference, When, parse
from indicators.returns import ReturnKey
from indicators.scope import figure_break
from services.checks.listed_counts import listed_counts
from services.groundwork.earlier_figures import earlier_figures, known_values

_WITHOUT_PAST = {When.THIS, When.LISTED}


def check_context(tx: Transaction, plan: Plan, key: ReturnKey, as_of: datetime | None = None) -> CheckContext:
    """The context of a return; only what the plan's check relations of its form ask for is looked up, as known then."""
    references = {
        reference for rule in plan.checks if rule.form == key.form for reference in parse(rule.relation).references
    }
    over_time = {reference.code for reference in references if reference.when not in _WITHOUT_PAST}
    earlier = earlier_figures(tx, plan, key, as_of, only=over_time)
    return CheckContext(
        previous=earlier.previous,
        last_year=earlier.last_year,
        history=earlier.history,
        listed=_listed(tx, plan, key, references, as_of),
        growths=_growths(tx, plan, key, references, as_of),
        elsewhere=_elsewhere(tx, plan, key, references, as_of),
    )


def _listed(
    tx: Transaction, plan: Plan, key: ReturnKey, references: Iterable[Reference], as_of: datetime | None
) -> Mapping[str, Decimal]:
    """The counts from the unit's name lists, where any relation asks for them."""
    asked = any(reference.when is When.LISTED for reference in references)
    return listed_counts(tx, plan, key, as_of) if asked else {}


def _growths(
    tx: Transaction, plan: Plan, key: ReturnKey, references: Iterable[Reference], as_of: datetime | None
) -> Mapping[str, Sequence[Decimal]]:
    """The unit's past growths on last year, for the variables whose growth is judged."""
    codes = {reference.code for reference in references if reference.when is When.NORMAL}

    def growths(code: str) -> tuple[Decimal, ...]:
        def comparable(earlier: Period, later: Period) -> bool:
            return figure_break(plan, code, key.unit, earlier, later) is None

        return tuple(past_growths(current[code], restated[code], key.period, comparable))

    current, restated = (
        known_values(tx, plan, key.unit, codes, basis, as_of) for basis in (Basis.CURRENT, Basis.RESTATED)
    )
    return {code: growths(code) for code in codes}


def _elsewhere(
    tx: Transaction, plan: Plan, key: ReturnKey, references: Iterable[Reference], as_of: datetime | None
) -> Mapping[Reference, Decimal]:
    found: dict[Reference, Decimal] = {}
    for reference in references:
        if reference.form is None and not reference.whole_city:
            continue
        period = _period_meant(plan, key, reference)
        if period is None:
            continue
        value = _value_elsewhere(tx, plan, key, reference, period, as_of)
        if value is not None:
            found[reference] = value
    return found


def _period_meant(plan: Plan, key: ReturnKey, reference: Reference) -> Period | None:
    """The period of the variable's own length that ends with the return's, or the one before, or a year before."""
    frequency = plan.variable_by_code[reference.code].frequency
    at = key.period if reference.form is None else corresponding(key.period, frequency)
    if at is None or reference.when is When.THIS:
        return at
    return at.previous if reference.when is When.PREVIOUS else at.last_year


def _value_elsewhere(
    tx: Transaction, plan: Plan, key: ReturnKey, reference: Reference, period: Period, as_of: datetime | None
) -> Decimal | None:
    """Of another form: the unit's own value or its only reporter's; over the city: the sum, this return left out.

    A unit that says 不适用 is not waited for. One whose scope has changed since enters with its restated figure of last
    year, or the sum is not known.
    """
    form = plan.form(reference.form or key.form)
    wanted = {unit.code for unit in plan.reporters(form)}
    if reference.form is None:
        wanted.discard(key.unit)
    elif not reference.whole_city and key.unit in wanted:
        wanted = {key.unit}
    found = _reported(tx, plan, reference.code, period, Basis.CURRENT, as_of)
    broken = {unit for unit in wanted if figure_break(plan, reference.code, unit, period, key.period)}
    if broken:
        here = Period(period.frequency, period.year + 1, period.number)
        restated = _reported(tx, plan, reference.code, here, Basis.RESTATED, as_of)
        usable = restated if reference.when is When.LAST_YEAR else {}
        found = {unit: each for unit, each in found.items() if unit not in broken}
        found |= {unit: usable[unit] for unit in broken & usable.keys()}
    return _sum_over({unit: found.get(unit) for unit in wanted}, alone=reference.form is not None)


def _sum_over(figures: Mapping[str, Observation | None], *, alone: bool) -> Decimal | None:
    """The sum over units, those to which it does not apply aside; a sum that lacks a unit says nothing.

    `alone`: nothing is to be added to it, so that over no unit at all there is none.
    """
    values = [reported_value(figure) for figure in figures.values() if not does_not_apply(figure)]
    known = [value for value in values if value is not None]
    return None if len(known) < len(values) or (alone and not known) else total(known)


def _reported(
    tx: Transaction, plan: Plan, variable: str, period: Period, basis: Basis, as_of: datetime | None
) -> Mapping[str, Observation]:
    """By unit, the approved figures of a variable for a period."""
    return {each.unit: each for each in tx.observations.values(plan.head.id, {(variable, period)}, basis, as_of)}
