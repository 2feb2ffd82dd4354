"""scope_changes.yaml: from which month on a figure means something else (口径变化), and what changed."""

from __future__ import annotations

from pydantic import Field

from indicators.periods import Period
from indicators.plan_parts import Bilingual, PlanPart


class ScopeChange(PlanPart):
    """A change of scope: of a variable, of what a unit reports, of both (that unit's variable), or of an indicator.

    `since` is the first month reported in the new scope; `text` says what changed.
    """

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    variable: str | None = None
    unit: str | None = None
    indicator: str | None = None
    since: str = Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")
    text: Bilingual

    @property
    def first(self) -> Period:
        """The first month in the new scope."""
        return Period.parse(self.since)

    def lies_between(self, before: Period, after: Period) -> bool:
        """Whether `before` is still in the old scope and `after` already in the new one."""
        return _end(before) < _end(self.first) <= _end(after)

    def concerns(self, variable: str, unit: str) -> bool:
        """Whether a unit's figures of a variable are affected (an indicator's own change affects no figure)."""
        named = self.variable is not None or self.unit is not None
        return named and self.variable in {None, variable} and self.unit in {None, unit}


def _end(period: Period) -> tuple[int, int]:
    return period.year, period.closing_month
