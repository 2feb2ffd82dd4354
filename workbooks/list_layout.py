"""Where everything stands on the sheet of a name list: shared by the writer and the reader, as of any other form.

The table has no end that is known beforehand, so the signatures stand above it and the notes on a sheet of
their own; nothing has to be found below the last row.
"""

from __future__ import annotations

from string import ascii_uppercase

from indicators.plan_lists import ListDescription
from indicators.returns import ReturnKey
from workbooks.columns import Column, ColumnRole
from workbooks.foot import foot_cells
from workbooks.sheet import (
    APPROVAL_ROW,
    ISSUED_BY_ROW,
    LIST_EXPLANATION_ROW,
    TABLE_NUMBER_ROW,
    TITLE_ROW,
    UNIT_ROW,
    Places,
    SheetLayout,
)

SIGNATURE_ROW = 6
_NUMBER_WIDTH, _NOTE_WIDTH = 7, 34


def list_columns(listing: ListDescription) -> tuple[Column, ...]:
    """序号, the list's own columns, 情况说明."""
    own = [
        Column(
            letter=listing.letter(column.field),
            role=ColumnRole.ENTRY,
            mark=str(place) if place else "乙",
            width=column.width,
            field=column.field,
        )
        for place, column in enumerate(listing.columns)
    ]
    return (
        Column("A", ColumnRole.NUMBER, "甲", _NUMBER_WIDTH),
        *own,
        Column(listing.note_letter, ColumnRole.EXPLANATION, "丙", _NOTE_WIDTH),
    )


def list_places(listing: ListDescription) -> Places:
    """The cells above the table."""
    last = listing.note_letter
    before, end = (ascii_uppercase[ascii_uppercase.index(last) - back] for back in (1, 2))
    return Places(
        title=f"A{TITLE_ROW}",
        table_number_label=f"{before}{TABLE_NUMBER_ROW}",
        table_number=f"{last}{TABLE_NUMBER_ROW}",
        issued_by_label=f"{before}{ISSUED_BY_ROW}",
        issued_by=f"{last}{ISSUED_BY_ROW}",
        approval_label=f"{before}{APPROVAL_ROW}",
        approval=f"{last}{APPROVAL_ROW}",
        stamp_range=f"A{TABLE_NUMBER_ROW}:B{ISSUED_BY_ROW}",
        compiled_by=f"A{APPROVAL_ROW}",
        compiled_by_range=f"A{APPROVAL_ROW}:C{APPROVAL_ROW}",
        unit=f"A{UNIT_ROW}",
        period=f"D{UNIT_ROW}",
        valid_until_label=f"{before}{UNIT_ROW}",
        valid_until=f"{last}{UNIT_ROW}",
        title_range=f"A{TITLE_ROW}:{last}{TITLE_ROW}",
        unit_range=f"A{UNIT_ROW}:C{UNIT_ROW}",
        period_range=f"D{UNIT_ROW}:{end}{UNIT_ROW}",
    )


def explanation_range(listing: ListDescription) -> str:
    """The merged cell for the explanation of the list as a whole, behind its label."""
    return f"C{LIST_EXPLANATION_ROW}:{listing.note_letter}{LIST_EXPLANATION_ROW}"


def list_layout(listing: ListDescription, key: ReturnKey, sheet: str) -> SheetLayout:
    """The sheet of one unit's list for one period."""
    columns = list_columns(listing)
    return SheetLayout(key, sheet, columns, list_places(listing), (), foot_cells(columns, SIGNATURE_ROW), listing)
