"""The targets that a plan gives to single units, and whether they add up to the city's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.exact import total
from indicators.inputs import expected_units
from indicators.plan import Indicator, Plan


@dataclass(frozen=True, slots=True)
class OwnTarget:
    """A unit's own target held against its own figure.

    `gap` is d·(T − y), positive while the target is not met; None where the unit has not reported.
    """

    unit: str
    target: Decimal
    value: Decimal | None
    gap: Decimal | None


@dataclass(frozen=True, slots=True)
class OwnTargets:
    """The units' own targets, in the plan's order of units.

    `mismatch` is their sum minus the city's target; None for a ratio, whose targets do not add up.
    """

    rows: tuple[OwnTarget, ...]
    mismatch: Decimal | None


def own_targets(plan: Plan, indicator: Indicator, values: Mapping[str, Decimal | None]) -> OwnTargets | None:
    """The own targets of an indicator's units; None where the plan gives none.

    Args:
        plan: the plan.
        indicator: the indicator.
        values: by unit code, its own figure (its own ratio, for a ratio).
    """
    given = {each.unit: each.value for each in indicator.unit_targets}
    if not given:
        return None
    units = [unit.code for unit in expected_units(plan, indicator) if unit.code in given]
    rows = tuple(_held_against(indicator, code, given[code], values.get(code)) for code in units)
    if indicator.formula.denominator is not None:
        return OwnTargets(rows, None)
    return OwnTargets(rows, total((*given.values(), indicator.target.value.copy_negate())))


def _held_against(indicator: Indicator, unit: str, target: Decimal, value: Decimal | None) -> OwnTarget:
    gap = None if value is None else indicator.direction * total((target, value.copy_negate()))
    return OwnTarget(unit, target, value, gap)
