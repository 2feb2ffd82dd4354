"""Long lists for the benchmark: a name list on its whole way to a verdict, and twelve columns cell by cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from i18n.texts import texts
from indicators import list_checks, registry
from indicators.credit_codes import check_character
from indicators.list_checks import ListContext
from indicators.name_lists import NameList
from indicators.periods import Period
from indicators.plan_lists import ListField
from workbooks.matching import has_invisible
from workbooks.numbers import NumberState, parse_number
from workbooks.opening import open_workbook
from workbooks.process import ReaderProcess
from workbooks.reader import read_return
from workbooks.template_list import write_list

_PERIOD, _TODAY = Period.month(2018, 9), date(2018, 10, 20)
_FIRST_ROW = 10


def _code(number: int) -> str:
    body = f"91990200MAX{number:06d}"
    return body + check_character(body)


def write_firms(path: Path, rows: int) -> None:
    """A list of firms (F04) of one unit, every row sound."""
    plan, numbers = registry.load_builtin(), range(rows)
    listed = NameList(
        sheet="F04",
        rows=range(_FIRST_ROW, _FIRST_ROW + rows),
        columns={
            ListField.NAME: [f"示例{number}（大连）有限公司" for number in numbers],
            ListField.CODE: [_code(number) for number in numbers],
            ListField.CERTIFICATE: [f"GR201899{number:06d}" for number in numbers],
            ListField.KIND: [("新认定", "重新认定")[number % 2] for number in numbers],
        },
        days=[date(2016 + number % 3, 1 + number % 8, 1 + number % 28) for number in numbers],
        notes=dict.fromkeys(range(_FIRST_ROW, _FIRST_ROW + rows), "已核实。"),
    )
    path.write_bytes(write_list(plan, plan.form("F04"), plan.unit("210213"), _PERIOD, texts("zh"), listed=listed))


def problems_of_list(content: bytes, process: ReaderProcess) -> int:
    """How many problems a list has: guarded, read in the limited process, every row checked."""
    plan = registry.load_builtin()
    read = read_return(plan, content, "F04.xlsx", process)
    if read.listed is None:
        raise ValueError(read.problems)
    found = list_checks.run(plan.form("F04"), _PERIOD, read.listed, ListContext(), _TODAY)
    return len(read.problems) + len(found)


def problems_of_cells(content: bytes, process: ReaderProcess, numbers_from: int) -> int:
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
