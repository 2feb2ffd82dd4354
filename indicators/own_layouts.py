"""A unit's own table, as it was once mapped to a form: which of its rows and columns mean what.

Addresses are those of the unit's own sheet; nothing here was guessed, a person has confirmed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row of the table by the text in its column of names, the variable it is, and its unit of measure.

    `measure` is the table's own (`万元`); figures are converted to the variable's.
    """

    name: str
    variable: str
    measure: str


@dataclass(frozen=True, slots=True)
class OwnLayout:
    """A mapping.

    `columns`: the column of the form (its letter, `D`) → the column of the table (`C`). `period_cell`
    is the cell above the table that names the period; None: the sender says it with each file.
    `fingerprint` stands for the texts of the head rows, by which a later file is recognised.
    """

    form: str
    unit: str
    sheet: str
    first_head_row: int
    last_head_row: int
    name_column: str
    columns: Mapping[str, str]
    rows: tuple[OwnRow, ...]
    period_cell: str | None
    fingerprint: str

    def to_plain(self) -> dict[str, Any]:
        """What can be kept as JSON."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """What `to_plain` gave."""
        return cls(**{**plain, "rows": tuple(OwnRow(**row) for row in plain["rows"])})
