"""What a list's reader does with each cell, for the benchmark until lists are a form of their own."""

from __future__ import annotations

from workbooks.matching import has_invisible
from workbooks.numbers import NumberState, parse_number
from workbooks.opening import open_workbook
from workbooks.process import ReaderProcess


def problems_of_list(content: bytes, process: ReaderProcess, numbers_from: int) -> int:
    """How many problems a list has: figures are parsed, texts looked through for invisible signs.

    `numbers_from` is the index of the first column of figures; the one before it holds dates.
    """
    opened = open_workbook(content, "名录.xlsx", process)
    columns = opened.sheets[0].values.columns
    found = len(opened.problems)
    for column in columns[numbers_from:]:
        parsed = (parse_number(cell, unit="亿元") for cell in column[1:])
        found += sum(1 for number in parsed if number.state is NumberState.PROBLEM)
    for column in columns[1 : numbers_from - 1]:
        found += sum(1 for text in column if has_invisible(str(text)))
    return found
