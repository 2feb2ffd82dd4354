"""Where everything stands on a form about measures: shared by the writer and the reader, as of any other form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from string import ascii_uppercase

from indicators.measure_progress import MeasureStatus, ProgressPart
from indicators.plan import Measure
from workbooks.columns import Column, ColumnRole
from workbooks.sheet import FIRST_BODY_ROW, BodyRow, ProgressCell

STATUS_WORDS: dict[MeasureStatus, str] = {
    MeasureStatus.NOT_STARTED: "未启动",
    MeasureStatus.IN_PROGRESS: "推进中",
    MeasureStatus.DONE: "已完成",
    MeasureStatus.BLOCKED: "受阻",
    MeasureStatus.DELAYED: "延期",
}
"""What the drop-down offers; Chinese whatever the language, as all official forms are."""

_R, _P = ColumnRole, ProgressPart
_COLUMNS: tuple[tuple[ColumnRole, str, float, ProgressPart | None], ...] = (
    (_R.LABEL, "甲", 34, None),
    (_R.UNIT, "乙", 11, None),
    (_R.CODE, "丙", 7, None),
    (_R.PROGRESS, "1", 10, _P.STATUS),
    (_R.PROGRESS, "2", 9, _P.SHARE),
    (_R.PROGRESS, "3", 38, _P.PROGRESS),
    (_R.PROGRESS, "4", 26, _P.NEXT_STEP),
    (_R.PROGRESS, "5", 24, _P.DIFFICULTY),
    (_R.PROGRESS, "6", 18, _P.EVIDENCE),
    (_R.PREVIOUS_STATUS, "7", 10, None),
    (_R.EXPLANATION, "丁", 20, None),
)


@cache
def measure_columns() -> tuple[Column, ...]:
    """The columns, A first."""
    return tuple(
        Column(ascii_uppercase[place], role, mark, width, part=part)
        for place, (role, mark, width, part) in enumerate(_COLUMNS)
    )


def measure_rows(measures: Sequence[Measure]) -> tuple[BodyRow, ...]:
    """One row for each measure."""
    return tuple(_row(FIRST_BODY_ROW + place, measure) for place, measure in enumerate(measures))


def _row(number: int, measure: Measure) -> BodyRow:
    at = {column.role: f"{column.letter}{number}" for column in measure_columns()}
    return BodyRow(
        number=number,
        variable=measure.code,
        label=at[ColumnRole.LABEL],
        unit=at[ColumnRole.UNIT],
        code=at[ColumnRole.CODE],
        inputs=(),
        system=(),
        status=None,
        explanation=at[ColumnRole.EXPLANATION],
        progress=tuple(
            ProgressCell(f"{column.letter}{number}", column.part) for column in measure_columns() if column.part
        ),
        previous_status=at[ColumnRole.PREVIOUS_STATUS],
    )
