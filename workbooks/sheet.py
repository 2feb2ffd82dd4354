"""The parts of a form's sheet: what a layout is made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from indicators.measure_progress import ProgressPart
from indicators.observations import Basis
from indicators.periods import Period
from indicators.plan_lists import ListDescription
from indicators.returns import ReturnKey
from workbooks.columns import Column, ColumnRole

TITLE_ROW = 1
TABLE_NUMBER_ROW = 2
ISSUED_BY_ROW = 3
APPROVAL_ROW = 4
UNIT_ROW = 5
HEAD_ROW = 6
SUBHEAD_ROW = 7
MARK_ROW = 8
FIRST_BODY_ROW = 9

LIST_EXPLANATION_ROW = 7
LIST_HEAD_ROW = 8
LIST_MARK_ROW = 9
LIST_FIRST_ROW = 10
"""A list's signatures stand above its table (row 6), for nobody knows where it ends."""

BLOCKED_MARK = "—"
"""Stands in a cell that is not filled in this period; anything else there is a fault."""

NOTES_SHEET = "填表说明"
"""A list's notes stand on a sheet of their own; it is never read."""

META_SHEET = "dabiao_meta"
META_FORMAT = "dabiao-form/1"


class MetaKey(StrEnum):
    """The rows of the very hidden sheet: the key in column A, its text in column B."""

    FORMAT = "format"
    PLAN = "plan"
    PLAN_VERSION = "plan_version"
    FORM = "form"
    UNIT = "unit"
    PERIOD = "period"
    LAYOUT = "layout"
    SAMPLE = "sample"

    @property
    def address(self) -> str:
        """The cell that holds this key's text."""
        return f"B{list(MetaKey).index(self) + 1}"


class Signature(StrEnum):
    """The foot of a statutory form: who answers for it."""

    UNIT_HEAD = "unit_head"
    STATISTICS_HEAD = "statistics_head"
    FILLED_BY = "filled_by"
    TELEPHONE = "telephone"
    REPORTED_ON = "reported_on"


@dataclass(frozen=True, slots=True)
class InputCell:
    """A cell the reporter fills; `period` is the figure's own (a month of a history form).

    A blocked cell belongs to a figure that is not asked for in this period; it holds `BLOCKED_MARK`.
    """

    address: str
    variable: str
    basis: Basis
    period: Period
    blocked: bool


@dataclass(frozen=True, slots=True)
class SystemCell:
    """A cell the system fills: a formula (MONTH, GROWTH) or a stored figure (PREVIOUS, LAST_YEAR).

    `period` is the period of the figure shown; an inapplicable cell holds `BLOCKED_MARK`.
    """

    address: str
    variable: str
    role: ColumnRole
    period: Period
    applies: bool


@dataclass(frozen=True, slots=True)
class ProgressCell:
    """A cell of a form about measures that the reporter fills."""

    address: str
    part: ProgressPart


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One variable's row. `status` is the observation-status cell, only on CITY forms.

    On a form about measures `variable` is the measure's code, and `progress` are its cells.
    """

    number: int
    variable: str
    label: str
    unit: str
    code: str
    inputs: tuple[InputCell, ...]
    system: tuple[SystemCell, ...]
    status: str | None
    explanation: str
    progress: tuple[ProgressCell, ...] = ()
    previous_status: str | None = None

    @property
    def blocked(self) -> bool:
        """Whether nothing in this row is asked for in this period."""
        return not self.progress and all(cell.blocked for cell in self.inputs)


@dataclass(frozen=True, slots=True)
class Places:
    """The addresses above the table. The unit's cell reads `填报单位：…`; the others hold the bare text."""

    title: str
    table_number_label: str
    table_number: str
    issued_by_label: str
    issued_by: str
    approval_label: str
    approval: str
    stamp_range: str
    compiled_by: str
    compiled_by_range: str
    unit: str
    period: str
    valid_until_label: str
    valid_until: str
    title_range: str
    unit_range: str
    period_range: str


@dataclass(frozen=True, slots=True)
class FootCell:
    """A signature of the foot and the cells it spans."""

    signature: Signature
    address: str
    cell_range: str


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """A whole sheet: what stands where, for one return."""

    key: ReturnKey
    sheet: str
    columns: tuple[Column, ...]
    places: Places
    rows: tuple[BodyRow, ...]
    foot: tuple[FootCell, ...]
    listing: ListDescription | None = None

    @property
    def mark_row(self) -> int:
        """The row with the columns' numbers; the table's body begins below it."""
        return MARK_ROW if self.listing is None else LIST_MARK_ROW

    @property
    def inputs(self) -> tuple[InputCell, ...]:
        """All input cells, row by row, blocked ones included."""
        return tuple(cell for row in self.rows for cell in row.inputs)

    @property
    def last_column(self) -> str:
        """The letter of the right-most column."""
        return self.columns[-1].letter

    @property
    def foot_row(self) -> int:
        """The row of the signatures, just below the table."""
        return FIRST_BODY_ROW + len(self.rows)

    @property
    def checksum(self) -> str:
        """16 hex digits that change whenever a cell's meaning does; kept in the meta sheet."""
        cells = ((c.address, c.variable, c.basis.value, str(c.period), c.blocked) for c in self.inputs)
        rows = ((row.status, row.explanation) for row in self.rows)
        measures = ((row.variable, cell.address, cell.part.value) for row in self.rows for cell in row.progress)
        listed = ((column.letter, column.field.value) for column in self.columns if column.field is not None)
        return hashlib.sha256(repr((self.sheet, *cells, *rows, *measures, *listed)).encode()).hexdigest()[:16]
