"""CSV files: strict encodings, a separator that is told, and rows that cannot shift."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbooks.text_table import read_text

ROWS = (("指标", "数值"), ("产值", "12.5"), ("企业", "3"))
TEXT = "指标,数值\r\n产值,12.5\r\n企业,3\r\n"


def codes(content: bytes) -> list[str]:
    return [problem.code for problem in read_text(content).problems]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("gb18030", "GB18030"), ("gbk", "GB18030"), ("utf-16", "UTF-16")],
)
def test_every_usual_encoding_is_read_and_told(encoding, told):
    table = read_text(TEXT.encode(encoding))
    assert table.rows == ROWS
    assert not table.problems
    assert table.notes[0].params == {"encoding": told, "separator": "，"}


def test_big_endian_utf_16_is_known_by_its_mark():
    assert read_text(b"\xfe\xff" + TEXT.encode("utf-16-be")).rows == ROWS


@pytest.mark.parametrize(("separator", "told"), [(",", "，"), (";", "；"), ("\t", "Tab")])
def test_three_separators_are_found_and_told(separator, told):
    table = read_text(TEXT.replace(",", separator).encode())
    assert table.rows == ROWS
    assert table.notes[0].params["separator"] == told


def test_decimal_commas_do_not_make_the_comma_a_separator():
    table = read_text("名称;数值;单位\r\n产值;12,5;亿元\r\n收入;7;亿元\r\n".encode())
    assert table.rows[1] == ("产值", "12,5", "亿元")


def test_any_other_separator_is_none():
    assert read_text("名称|数值\r\n产值|1\r\n".encode()).rows == (("名称|数值",), ("产值|1",))


def test_a_byte_that_means_nothing_is_said_with_its_line():
    (problem,) = read_text(TEXT.encode("gb18030").replace(b"12.5", b"\xff12")).problems
    assert (problem.code, problem.params["line"]) == ("csv_not_decoded", "2")
    (problem,) = read_text(b"\xff\xfe" + "a,b\n1,2\n".encode("utf-16-le") + b"\x00\xd8\x41\x00").problems
    assert (problem.code, problem.params["line"]) == ("csv_not_decoded", "3")
    (problem,) = read_text(b"\xef\xbb\xbfa,b\n\xff,1\n").problems
    assert problem.params == {"line": "2", "encoding": "UTF-8"}


def test_what_was_lost_before_is_never_taken_for_text():
    (problem,) = read_text("a,b\n1,�\n".encode()).problems
    assert (problem.code, problem.params["line"]) == ("csv_replacement", "2")


def test_a_nul_is_said_with_its_line():
    (problem,) = read_text(b"a,b\n1,2\n3,\x004\n").problems
    assert (problem.code, problem.params["line"]) == ("csv_nul", "3")


@pytest.mark.parametrize("text", ['a,"b\n1,2\n', 'a,"b"c\n1,2\n'])
def test_quotation_marks_that_do_not_match_refuse_the_file(text):
    assert codes(text.encode()) == ["csv_quotes"]


def test_a_thousands_comma_without_quotes_cannot_shift_figures():
    (problem,) = read_text("代码,本期,上期\n01,1,287,3\n02,5,6\n".encode()).problems
    assert problem.code == "csv_longer_rows"
    assert problem.params == {"lines": "2", "count": "1", "usual": "3"}


def test_a_blank_cell_at_the_end_may_have_been_pushed_there():
    assert codes("代码,本期,说明\n01,1,287,\n02,5,\n".encode()) == ["csv_longer_rows"]


def test_shorter_rows_are_read_and_told():
    table = read_text("表\n代码,本期\n01,5\n02,6\n".encode())
    assert table.rows[0] == ("表",)
    assert [(note.code, note.params["lines"]) for note in table.notes[1:]] == [("csv_shorter_rows", "1")]


def test_lines_are_counted_in_the_file_and_not_in_rows():
    (problem,) = read_text(b'a,"b\nc"\n1,2\n3,4\n5,6,7\n').problems
    assert problem.params["lines"] == "5"


def test_the_words_of_spreadsheet_errors_are_found():
    assert read_text(b"a,b\n#REF!, #N/A \n").errors == {"A2": "#REF!", "B2": "#N/A"}


def test_more_cells_than_any_return_has_are_refused():
    assert codes(b"," * 2_000_001) == ["too_many_cells"]


def test_nothing_is_no_table_and_no_problem():
    assert read_text(b"\xef\xbb\xbf").rows == ()


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_no_bytes_raise_and_no_sign_is_invented(content):
    table = read_text(content)
    assert all("�" not in cell for row in table.rows for cell in row)
    assert table.rows == () or not table.problems


@settings(max_examples=40)
@given(st.lists(st.lists(st.text("甲乙a1,;\"' \n", min_size=1), min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_a_program_writes_is_read_as_it_was(rows):
    import csv
    import io

    target = io.StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL).writerows(rows)
    assert read_text(target.getvalue().encode("gb18030")).rows == tuple(map(tuple, rows))
