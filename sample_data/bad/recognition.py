"""Workbooks that no longer are the form handed out, or not clearly whose return they are."""

from __future__ import annotations

import re

from sample_data.bad.recipe import BadReturn
from sample_data.bad.spoiling import (
    SHEET_PART,
    STRINGS_PART,
    WORKBOOK_PART,
    good_form,
    part_edited,
    parts_of,
    sheet_edited,
    with_cell,
    with_parts,
    with_sheet,
    with_texts,
)

_UNIT = "填报单位：金普新区"
_PERIOD = "2018年9月"
_DRAFT = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>核算底稿</t></is></c></row></sheetData></worksheet>'
)
_TEXT = ' t="inlineStr"'
_MOVED_FROM = 18


def _last_row_moved() -> bytes:
    """An empty row was inserted above the last variable; it and all below stand one row lower."""
    text = parts_of(good_form())[SHEET_PART].decode()

    def lower(match: re.Match[str]) -> str:
        number = int(match[2])
        return f'{match[1]}{number + (number >= _MOVED_FROM)}"'

    return with_parts({SHEET_PART: re.sub(r'(<(?:row|c) r="[A-Z]*)(\d+)"', lower, text).encode()})


RECOGNITION = (
    BadReturn("form_unknown", lambda: with_texts({"大创统01表": "自制01表"}), "K2"),
    BadReturn("form_conflict", lambda: with_texts({"F01": "F02"}), "K2"),
    BadReturn("form_outdated", lambda: part_edited(STRINGS_PART, "<t>[0-9a-f]{16}</t>", f"<t>{'0' * 16}</t>")),
    BadReturn("several_forms", lambda: with_sheet("F01 副本", parts_of(good_form())[SHEET_PART])),
    BadReturn("other_plan", lambda: with_texts({"dalian-2018": "dalian-2019"})),
    BadReturn("unit_unknown", lambda: with_texts({_UNIT: "填报单位：金湾新区"}), "A5"),
    BadReturn("unit_conflict", lambda: with_texts({_UNIT: "填报单位：甘井子区"}), "A5"),
    BadReturn("unit_not_reporting", lambda: with_texts({_UNIT: "填报单位：市科技局", "210213": "DL-KJJ"}), "A5"),
    BadReturn("period_unknown", lambda: with_texts({_PERIOD: "今年9月"}), "D5"),
    BadReturn("period_conflict", lambda: with_texts({_PERIOD: "2018年8月"}), "D5"),
    BadReturn("period_not_reported", lambda: with_texts({_PERIOD: "2018年三季度", "2018-09": "2018-Q3"}), "D5"),
    BadReturn("columns_changed", lambda: with_cell("D8", "<is><t>9</t></is>", _TEXT), "D8"),
    BadReturn("code_changed", lambda: with_texts({"03": "3甲"}), "C11"),
    BadReturn("label_changed", lambda: with_texts({"高新技术产业产值": "战略性新兴产业产值"}), "A11"),
    BadReturn("measure_changed", lambda: with_cell("B11", "<is><t>万元</t></is>", _TEXT), "B11"),
    BadReturn("row_moved", _last_row_moved, "C19"),
    BadReturn("extra_sheet", lambda: with_sheet("底稿", _DRAFT.encode()), "A1"),
    BadReturn(
        "extra_content",
        lambda: sheet_edited("</sheetData>", '<row r="60"><c r="B60"><v>1287.09</v></c></row></sheetData>'),
        "B60",
    ),
    BadReturn("sheet_hidden", lambda: part_edited(WORKBOOK_PART, 'sheetId="1"', 'sheetId="1" state="hidden"'), "A1"),
    BadReturn("row_hidden", lambda: sheet_edited('<row r="12"', '<row r="12" hidden="1"'), "A12"),
    BadReturn("column_hidden", lambda: sheet_edited('<col min="4"', '<col hidden="1" min="4"'), "D8"),
    BadReturn("characters_invisible", lambda: with_texts({_UNIT: "填报单位：金普\u200b新区"}), "A5", note=True),
)
