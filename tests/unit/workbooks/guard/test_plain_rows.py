"""The quick way over rows and the careful one must say the same of any sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile_files import worksheet
from workbooks.addresses import address
from workbooks.guard.facts import SheetFacts, SheetState
from workbooks.guard.refusal import RefusedFileError
from workbooks.guard.sheet import read_sheet

PERCENT, EMPTY = (3,), (1,)
CONTENTS = st.sampled_from(
    [
        "<v>12.5</v>",
        "<v></v>",
        "<v/>",
        "",
        "<f>A1</f>",
        "<f>A1</f><v>3</v>",
        "<v>1e5</v>",
        "<v>0</v>",
        "<v>1</v>",
        "<is><t>甲</t></is>",
        '<is><t xml:space="preserve"> </t></is>',
        "<is><t/></is>",
        "<is><r><t>a</t></r><rPh><t>b</t></rPh></is>",
        "<v>a &amp; b</v>",
    ],
)
KINDS = st.sampled_from(["", ' t="n"', ' t="s"', ' t="b"', ' t="str"', ' t="inlineStr"', ' t="e"'])
STYLES = st.sampled_from(["", ' s="0"', ' s="3"', ' s="30"', ' s="13"'])
SPACE = st.sampled_from(["", "\n", "  "])
ROW_ATTRIBUTES = st.sampled_from(["", ' spans="1:12"', ' ht="15" customHeight="1"', ' hidden="1"', ' hidden="0"'])


@st.composite
def sheets(draw) -> bytes:
    rows = []
    numbers = draw(st.lists(st.integers(1, 40), unique=True, max_size=8))
    for row in numbers if draw(st.booleans()) else sorted(numbers):
        columns = draw(st.lists(st.integers(1, 30), unique=True, max_size=6))
        cells = []
        for column in columns if draw(st.booleans()) else sorted(columns):
            reference = f' r="{address(row, column)}"' if draw(st.integers(0, 9)) else ""
            style, kind, content = draw(STYLES), draw(KINDS), draw(CONTENTS)
            attributes = f"{reference}{style}{kind}" if draw(st.booleans()) else f"{reference}{kind}{style}"
            cells.append(f"<c{attributes}>{content}</c>" if content else f"<c{attributes}/>")
        reference = f' r="{row}"' if draw(st.integers(0, 9)) else ""
        rows.append(f"{draw(SPACE)}<row{reference}{draw(ROW_ATTRIBUTES)}>{draw(SPACE)}{''.join(cells)}</row>")
    merges = draw(st.sampled_from(["", '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>']))
    return worksheet("".join(rows), after=merges, before='<cols><col min="2" max="3" hidden="1"/></cols>').encode()


def outcome(sheet: bytes, size: int, *, cutting: bool) -> object:
    facts = SheetFacts("表", SheetState.VISIBLE)
    chunks = [sheet[start : start + size] for start in range(0, len(sheet), size)]
    try:
        read_sheet("sheet1.xml", chunks, facts, PERCENT, EMPTY, cutting=cutting)
    except RefusedFileError as refused:
        return refused.problem.code
    # Only rows that went the careful way keep the text of their numbers.
    facts.numbers = {}
    return facts


@given(sheets(), st.integers(1, 300))
def test_the_quick_way_says_what_the_careful_one_says(sheet, size):
    assert outcome(sheet, size, cutting=True) == outcome(sheet, size, cutting=False)


@given(sheets(), st.data())
def test_a_damaged_sheet_is_judged_alike_or_refused(sheet, data):
    place = data.draw(st.integers(0, len(sheet) - 1))
    damaged = sheet[:place] + data.draw(st.binary(max_size=3)) + sheet[place + data.draw(st.integers(0, 5)) :]
    quick, careful = outcome(damaged, 200, cutting=True), outcome(damaged, 200, cutting=False)
    assert quick == careful or isinstance(careful, str)


@pytest.mark.parametrize(
    "rows",
    [
        '<!-- <row r="1"><c r="A1"><v>1</v></c></row> --><row r="2"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><!-- <row r="2"><c r="A2"><v>1</v></c></row> -->',
        '<row r="1"/><!-- <row r="2"><c r="A2"><v>1</v></c></row> --><row r="3"><c r="A3"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><?x <row r="2"><c r="A2"><v>1</v></c></row> ?>',
    ],
)
@pytest.mark.parametrize("size", [1, 7, 64, 10_000])
def test_rows_in_comments_do_not_count(rows, size):
    sheet = worksheet(rows).encode()
    quick, careful = outcome(sheet, size, cutting=True), outcome(sheet, size, cutting=False)
    assert quick == careful
    assert quick.valued == 1


def test_a_sheet_in_another_encoding_is_not_cut():
    sheet = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace("UTF-8", "UTF-16").encode("utf-16")
    assert outcome(sheet, 50, cutting=True).valued == 1


def test_a_row_that_never_ends_is_not_kept_in_memory():
    endless = worksheet(
        '<row r="1">' + "".join(f'<c r="{address(1, n)}"><v>1</v></c>' for n in range(1, 16_385)) + "</row>"
    )
    assert outcome(endless.encode(), 4096, cutting=True).valued == 16_384


@pytest.mark.parametrize("tag", ["</row>", "</c>", "</v>"])
def test_a_missing_closing_tag_is_found_in_either_way(tag):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 20))
    sheet = worksheet(rows.replace(tag, "", 1)).encode()
    assert outcome(sheet, 100, cutting=True) == outcome(sheet, 100, cutting=False) == "xml_malformed"
