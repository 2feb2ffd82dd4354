"""A district's own table, as it might keep one for years: two head rows, money in 万元, extra rows."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from xlsxwriter import Workbook

from indicators.own_layouts import OwnLayout, OwnRow
from sample_data.bad.recipe import BadReturn
from workbooks.guard import SheetFacts, SheetState
from workbooks.opening import OpenedSheet
from workbooks.own_table import fingerprint
from workbooks.process import SheetValues

TITLE = "中山区2018年1-9月科技统计表"
SHEET = "科技统计"
NAMES = {
    "01": "新认定高企数",
    "02": "科技型中小企业",
    "03": "高新技术产业产值",
    "04": "规上工业总产值",
    "05": "高端装备收入",
    "06": "装备制造业收入",
    "07": "新建研发机构",
    "08": "有效发明专利",
    "09": "技术合同额",
    "10": "高企总数",
}
MONEY = {"03", "04", "05", "06", "09"}
THIS = dict(zip(NAMES, (5, 210, 128709, 193469, 20975, 60774, 3, 777, 1566, 36), strict=True))
LAST = dict(zip(NAMES, (5, 200, 114039, 177499, 18814, 57150, 3, 684, 1369, 33), strict=True))
HEADS = ("序号", "项目", "本月累计", "上年同期", "备注")
LAYOUT = OwnLayout(
    form="F01",
    unit="210202",
    sheet=SHEET,
    first_head_row=3,
    last_head_row=4,
    name_column="B",
    columns={"D": "C", "E": "D", "F": "D", "K": "E"},
    rows=tuple(OwnRow(name, code, "万元" if code in MONEY else "") for code, name in NAMES.items()),
    period_cell="A1",
    fingerprint="",
)


def rows_of(
    changed: Mapping[tuple[str, str], object] | None = None,
    *,
    title: str = TITLE,
    heads: tuple[str, ...] = HEADS,
) -> list[list[object]]:
    """The table's rows; `changed` by variable and the letter of the table's column."""
    rows: list[list[object]] = [[title], ["单位：万元、家"], list(heads), ["", "", "2018年9月", "2017年9月", ""]]
    for place, (code, name) in enumerate(NAMES.items(), 1):
        row: list[object] = [place, name, THIS[code], LAST[code], ""]
        for (variable, letter), value in (changed or {}).items():
            if variable == code:
                row["ABCDE".index(letter)] = value
        rows.append(row)
    return [*rows, ["", "其中：外资企业", 1, 2, ""], ["填表人：王"]]


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    """An ordinary .xlsx with these sheets."""
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(date(2018, 10, 8), time())})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value != "":
                        sheet.write(number, column, value)
    return target.getvalue()


def own_table(
    changed: Mapping[tuple[str, str], object] | None = None, *, title: str = TITLE, heads: tuple[str, ...] = HEADS
) -> bytes:
    """The table as a file."""
    return workbook((SHEET, rows_of(changed, title=title, heads=heads)))


def opened(rows: list[list[object]]) -> OpenedSheet:
    """The table as the reader hands it over."""
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    numbers = [[float(v) if isinstance(v, int) else v for v in row] for row in padded]
    values = SheetValues(
        SHEET, columns=[[v if v != "" else None for v in column] for column in zip(*numbers, strict=True)]
    )
    facts = SheetFacts(SHEET, SheetState.VISIBLE)
    facts.valued, facts.last_row, facts.last_column = values.extent
    return OpenedSheet(facts, values)


def layout() -> OwnLayout:
    """The mapping of the table, with its fingerprint."""
    return replace(LAYOUT, fingerprint=fingerprint(opened(rows_of()), 3, 4))


def _bad(code: str, content: bytes, cell: str | None, *mappings: OwnLayout) -> BadReturn:
    return BadReturn(code, lambda: content, cell, mappings=mappings or (layout(),))


def _without_a_row() -> OwnLayout:
    return replace(layout(), rows=LAYOUT.rows[1:])


def _without_a_column() -> OwnLayout:
    return replace(layout(), columns={"D": "C", "E": "D"})


OWN_TABLES = (
    _bad("own_column_unmapped", own_table(), "B4", _without_a_column()),
    _bad("own_row_unmapped", own_table(), "B4", _without_a_row()),
    _bad("own_row_missing", own_table({("08", "B"): "专利"}), "B4"),
    _bad("own_row_twice", own_table({("08", "B"): "技术合同额"}), "B13"),
    _bad("own_layout_several", own_table(), None, layout(), replace(layout(), unit="210203")),
    _bad("own_period_unknown", own_table(title="科技统计表"), "A1"),
    _bad("own_converted", own_table(), "C7"),
    _bad("own_layout_differs", own_table(heads=(*HEADS[:2], "上年同期", "本月累计", "备注")), None),
    _bad("own_layout_used", own_table(), None),
    _bad("own_rows_ignored", own_table(), "B15"),
)
"""Tables that are no form of the system's; their mappings have to be kept before they are checked."""
