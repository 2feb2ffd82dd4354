"""A stored zero beside a formula that may give a text is not taken for a figure without a question."""

from __future__ import annotations

import struct

import pytest

from tests.unit.workbooks.guard.test_old_formats import cell, facts, ods, row, workbook
from workbooks.guard import SheetState, inspect
from workbooks.guard.facts import SheetFacts
from workbooks.guard.formulas import is_stored_text, is_text_alone, is_zero, names_text, parts_of, stores_text
from workbooks.guard.sheet import read_sheet

BLANK = b"\x17\x00\x00"
A1 = b"\x44\x00\x00\x02\xc0"
IF_BLANK = bytes.fromhex("44000002c01700000b1902070017000019080c0024000002c01908030042030100")
"""IF(C1="","",C1) as LibreOffice stores it."""

IF_C1 = 'IF(C1="","",C1)'
CHOOSE = b"\x1e\x01\x00\x19\x04\x01\x00\x06\x00\x0a\x00" + b"\x17\x01\x01a\x00" + b"\x19\x08\x03\x00\x42\x02\x64\x00"


def stored(tokens: bytes, value: float = 0.0):
    data = struct.pack("<d", value) + b"\0" * 6 + struct.pack("<H", len(tokens)) + tokens
    found = facts(workbook(cell(0x0006, 0, 0, data)))
    return found.uncached, found.doubtful


@pytest.mark.parametrize("tokens", [BLANK, b"\x17\x01\x00a", b"\x17\x01\x01a\x00"])
def test_a_formula_that_is_nothing_but_a_text_has_no_number(tokens):
    assert stored(tokens) == (["A1"], set())
    assert stored(tokens, 5.0) == (["A1"], set())


@pytest.mark.parametrize("tokens", [IF_BLANK, CHOOSE, A1 + BLANK + b"\x08"], ids=["if", "choose", "joined"])
def test_a_zero_beside_a_formula_that_names_a_text_is_doubtful_and_another_number_is_not(tokens):
    assert stored(tokens) == ([], {"A1"})
    assert stored(tokens, 5.0) == ([], set())


@pytest.mark.parametrize(
    "tokens",
    [A1, b"\x1e\x01\x00" * 2 + b"\x04", b"\x25" + b"\0" * 8 + b"\x19\x10\0\0", b"\x7f\x17\x00\x00", b""],
    ids=["cell", "difference", "sum", "unknown", "none"],
)
def test_a_zero_beside_any_other_formula_is_a_zero(tokens):
    assert stored(tokens) == ([], set())


def test_a_formula_cut_off_is_a_damaged_workbook():
    with pytest.raises((struct.error, IndexError)):
        list(parts_of(b"\x17\x05"))
    assert stores_text(IF_BLANK)
    assert not is_stored_text(IF_BLANK)


@pytest.mark.parametrize(
    ("formula", "alone", "names"),
    [
        ('""', True, True),
        ('of:=""', True, True),
        (' "a""b" ', True, True),
        ('"a"&"b"', False, True),
        ('IF(A1="","",A1)', False, True),
        ("SUM(A1:A3)", False, False),
        ('"', False, True),
        ("", False, False),
    ],
)
def test_a_written_formula_is_judged_by_its_quotes(formula, alone, names):
    assert (is_text_alone(formula), names_text(formula)) == (alone, names)


@pytest.mark.parametrize(("written", "zero"), [("0", True), ("-0.0", True), ("0e0", True), ("0.1", False), ("", False)])
def test_a_zero_is_a_zero_however_it_is_written(written, zero):
    assert is_zero(written) is zero


@pytest.mark.parametrize(
    ("formula", "value", "expected"),
    [
        ("of:=&quot;&quot;", "0", (["A1"], set())),
        ("of:=IF([.C1]=&quot;&quot;;&quot;&quot;;[.C1])", "0", ([], {"A1"})),
        ("of:=IF([.C1]=&quot;&quot;;&quot;&quot;;[.C1])", "7", ([], set())),
        ("of:=[.C1]", "0", ([], set())),
    ],
)
def test_the_same_holds_in_opendocument(formula, value, expected):
    cells = row(f'<table:table-cell table:formula="{formula}" office:value-type="float" office:value="{value}"/>')
    (sheet,) = inspect(ods(cells), "a.ods").sheets
    assert (sheet.uncached, sheet.doubtful) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ('<c r="A1"><f>""</f><v>0</v></c>', (["A1"], set())),
        ('<c r="A1"><f>IF(C1="","",C1)</f><v>0</v></c>', ([], {"A1"})),
        ('<c r="A1"><f>IF(C1="","",C1)</f><v>7</v></c>', ([], set())),
        ('<c r="A1" t="str"><f>IF(C1="","",C1)</f><v></v></c>', ([], set())),
        ('<c r="A1"><f>C1</f><v>0</v></c>', ([], set())),
        (
            f'<c r="A1"><f t="shared" si="0">{IF_C1}</f><v>3</v></c><c r="B1"><f t="shared" si="0"/><v>0</v></c>',
            ([], {"B1"}),
        ),
    ],
)
def test_and_in_workbooks_of_today(cells, expected):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = f'<worksheet xmlns="{main}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    found = SheetFacts("S", SheetState.VISIBLE)
    read_sheet("sheet1.xml", [part.encode()], found, (), ())
    assert (found.uncached, found.doubtful) == expected
