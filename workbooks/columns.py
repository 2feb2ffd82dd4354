"""The columns of each kind of form, left to right: 甲 乙 丙, then 1 2 3 …, then 情况说明."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from string import ascii_uppercase

from indicators.measure_progress import ProgressPart
from indicators.observations import Basis, ObservationStatus
from indicators.periods import MONTHS_IN_YEAR
from indicators.plan import FormLayout
from indicators.plan_lists import ListField


class ColumnRole(StrEnum):
    """What a column holds."""

    LABEL = "label"
    UNIT = "unit"
    CODE = "code"
    INPUT = "input"
    STATUS = "status"
    MONTH = "month"
    PREVIOUS = "previous"
    LAST_YEAR = "last_year"
    GROWTH = "growth"
    PROGRESS = "progress"
    PREVIOUS_STATUS = "previous_status"
    NUMBER = "number"
    ENTRY = "entry"
    EXPLANATION = "explanation"

    @property
    def by_system(self) -> bool:
        """Whether the system fills the column; such cells are locked and never read."""
        return self in {
            ColumnRole.MONTH,
            ColumnRole.PREVIOUS,
            ColumnRole.LAST_YEAR,
            ColumnRole.GROWTH,
            ColumnRole.PREVIOUS_STATUS,
        }


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `mark` is its number in the row below the heads; `width` in characters.

    `basis` is set on input columns, `month` (1 to 12) on those of a history form, `part` on those of
    a form about measures, `field` on those of a list.
    """

    letter: str
    role: ColumnRole
    mark: str
    width: float
    basis: Basis | None = None
    month: int | None = None
    part: ProgressPart | None = None
    field: ListField | None = None


STATUS_CHOICES: dict[str, ObservationStatus] = {
    "A 正常": ObservationStatus.NORMAL,
    "P 初步": ObservationStatus.PROVISIONAL,
    "E 估计": ObservationStatus.ESTIMATED,
    "F 预测": ObservationStatus.FORECAST,
    "B 口径有变动": ObservationStatus.BREAK,
    "M 缺失": ObservationStatus.MISSING,
}
"""What the drop-down of a CITY form offers, and what it means."""

NOT_APPLICABLE = "不适用"
"""May stand in an input cell instead of a figure; anything else that is no number is a fault."""

_R = ColumnRole
_HEADING: dict[FormLayout, tuple[float, float, float]] = {
    FormLayout.INDICATORS: (29, 10, 6),
    FormLayout.HISTORY: (25, 8, 5.5),
    FormLayout.CITY: (32, 10, 7),
}
_FIGURES: dict[FormLayout, tuple[tuple[ColumnRole, float, Basis | None, int | None], ...]] = {
    FormLayout.INDICATORS: (
        (_R.INPUT, 17, Basis.CURRENT, None),
        (_R.INPUT, 13, Basis.PUBLISHED, None),
        (_R.INPUT, 13, Basis.RESTATED, None),
        (_R.MONTH, 12, None, None),
        (_R.PREVIOUS, 12, None, None),
        (_R.LAST_YEAR, 14, None, None),
        (_R.GROWTH, 13, None, None),
    ),
    FormLayout.HISTORY: tuple((_R.INPUT, 9.5, Basis.CURRENT, month) for month in range(1, MONTHS_IN_YEAR + 1)),
    FormLayout.CITY: (
        (_R.INPUT, 19, Basis.CURRENT, None),
        (_R.STATUS, 12, None, None),
        (_R.PREVIOUS, 14, None, None),
        (_R.LAST_YEAR, 15, None, None),
        (_R.GROWTH, 14, None, None),
    ),
}
_EXPLANATION: dict[FormLayout, float] = {FormLayout.INDICATORS: 30, FormLayout.HISTORY: 24, FormLayout.CITY: 34}


@cache
def columns_of(layout: FormLayout) -> tuple[Column, ...]:
    """The columns of a kind of form, A first."""
    label, unit, code = _HEADING[layout]
    figures = _FIGURES[layout]
    described = [(_R.LABEL, "甲", label), (_R.UNIT, "乙", unit), (_R.CODE, "丙", code)]
    left = [Column(ascii_uppercase[i], role, mark, width) for i, (role, mark, width) in enumerate(described)]
    middle = [
        Column(ascii_uppercase[i + 3], role, str(i + 1), width, basis, month)
        for i, (role, width, basis, month) in enumerate(figures)
    ]
    right = Column(ascii_uppercase[3 + len(figures)], _R.EXPLANATION, "丁", _EXPLANATION[layout])
    return (*left, *middle, right)
