"""Reading workbooks: ours (guard, limited process, every cell checked) beside pandas and calamine alone.

`python -m bench.reading` makes the files, runs each way in processes of its own, and prints and
writes a table. The bars are ratios of one run: ours ≤ 3 × calamine alone, ≥ 5 × faster than pandas
with openpyxl, ≤ 300 MB on 100,000 × 12 cells, a verdict on a usual return ≤ 0.5 s.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from bench.measuring import Measured, measure_apart, measure_here, print_found, processor_seconds, told

USUAL, QUICK, LARGE = 200, 10_000, 100_000
TURNS, QUICK_TURNS = (3, 5), (1, 1)
"""Of what takes milliseconds within a process, and of what a process does once."""
QUICK_TIMES = 3
"""A small list is read more than once: the first one pays for what a server has loaded at its start."""
COLUMNS = 12
OURS, OPENPYXL, PANDAS_CALAMINE, FLOOR = "ours", "pandas + openpyxl", "pandas + calamine", "calamine alone"
VERDICT = "guard, reader, checks"
FIRMS = "name list: guard, reader, checks"
NUMBERS_FROM = 5


def write_list(path: Path, rows: int) -> None:
    """A list of firms as Excel would save it: number, three texts, a date, seven figures."""
    from xlsxwriter import Workbook

    with Workbook(path) as book:
        sheet = book.add_worksheet("名录")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, [f"列{number}" for number in range(1, COLUMNS + 1)])
        for row in range(1, rows + 1):
            sheet.write_number(row, 0, row)
            sheet.write_string(row, 1, f"大连示例科技有限公司{row}")
            sheet.write_string(row, 2, f"91210200{row:010d}")
            sheet.write_string(row, 3, ("新认定", "重新认定")[row % 2])
            sheet.write_datetime(
                row, 4, datetime(2018, row % 12 + 1, row % 28 + 1, tzinfo=UTC).replace(tzinfo=None), day
            )
            for column in range(NUMBERS_FROM, COLUMNS):
                sheet.write_number(row, column, round((row * 7919 * column) % 1_000_003 / 100, 2))


def ours(content: bytes, stack: ExitStack) -> Callable[[], object]:
    """Guard, read in the warm process, then check every cell."""
    from bench.list_check import problems_of_cells
    from workbooks.process import ReaderProcess

    process = stack.enter_context(ReaderProcess())
    process.warm()
    return lambda: problems_of_cells(content, process, NUMBERS_FROM)


def firms(content: bytes, stack: ExitStack) -> Callable[[], object]:
    """A list of firms (F04): guard, reader, and every check of its rows."""
    from bench.list_check import problems_of_list
    from workbooks.process import ReaderProcess

    process = stack.enter_context(ReaderProcess())
    process.warm()
    return lambda: problems_of_list(content, process)


def with_pandas(path: Path, engine: Literal["openpyxl", "calamine"]) -> Callable[[], object]:
    """What a user would pick instead."""
    import pandas as pd

    return lambda: pd.read_excel(path, engine=engine)


def calamine_alone(path: Path) -> Callable[[], object]:
    """The floor: values into Python, unguarded."""
    from python_calamine import CalamineWorkbook

    return lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)


def verdict(stack: ExitStack) -> Callable[[], object]:
    """An upload's dry run on a completed monthly return: guard, reader, checks, database."""
    from db.database import Database
    from indicators.registry import load_builtin
    from sample_data.bad.spoiling import good_form
    from services.returns.submit_return import Upload, check_return
    from services.rights.actor import LOCAL_OPERATOR
    from workbooks.process import ReaderProcess

    folder = stack.enter_context(tempfile.TemporaryDirectory())
    database = Database(f"sqlite:///{folder}/bench.sqlite3")
    database.upgrade()
    stack.callback(database.dispose)
    process = stack.enter_context(ReaderProcess())
    process.warm()
    upload, today = Upload("F01.xlsx", good_form()), datetime(2018, 10, 20, tzinfo=UTC).date()
    return lambda: check_return(database, load_builtin(), LOCAL_OPERATOR, upload, today, reader=process)


def run_one(way: str, path: Path, repeats: int) -> None:
    """In the child: one way on one file."""
    with ExitStack() as stack:
        if way == VERDICT:
            work = verdict(stack)
        elif way == FIRMS:
            work = firms(path.read_bytes(), stack)
        elif way == OURS:
            work = ours(path.read_bytes(), stack)
        elif way == FLOOR:
            work = calamine_alone(path)
        else:
            work = with_pandas(path, "openpyxl" if way == OPENPYXL else "calamine")
        before = processor_seconds()
        taken = measure_here(work, repeats)
    print_found(taken, processor_seconds() - before)


def judged(large: dict[str, Measured], verdict_found: Measured, listed: dict[str, Measured]) -> list[str]:
    """The bars, each with what was measured."""
    mine = large[OURS]
    rows = (
        ("ours / calamine alone", mine.seconds / large[FLOOR].seconds, "≤ 3", mine.seconds <= 3 * large[FLOOR].seconds),
        (
            "the same in processor time",
            mine.processor_seconds / large[FLOOR].processor_seconds,
            "≤ 3",
            mine.processor_seconds <= 3 * large[FLOOR].processor_seconds,
        ),
        (
            "pandas + openpyxl / ours",
            large[OPENPYXL].seconds / mine.seconds,
            "≥ 5",
            large[OPENPYXL].seconds >= 5 * mine.seconds,
        ),
        ("peak memory of ours, reading process included, MB", mine.megabytes, "≤ 300", mine.megabytes <= 300),
        (
            "a list of firms / calamine alone",
            listed[FIRMS].seconds / listed[FLOOR].seconds,
            "≤ 3",
            listed[FIRMS].seconds <= 3 * listed[FLOOR].seconds,
        ),
        (
            "the same in processor time",
            listed[FIRMS].processor_seconds / listed[FLOOR].processor_seconds,
            "≤ 3",
            listed[FIRMS].processor_seconds <= 3 * listed[FLOOR].processor_seconds,
        ),
        ("its peak memory, MB", listed[FIRMS].megabytes, "≤ 300", listed[FIRMS].megabytes <= 300),
        ("verdict on a usual return, s", verdict_found.seconds, "≤ 0.5", verdict_found.seconds <= 0.5),
    )
    table = [f"| {what} | {value:.2f} | {bar} | {'met' if met else 'NOT met'} |" for what, value, bar, met in rows]
    return ["| bar | measured | wanted | |", "| --- | ---: | ---: | --- |", *table]


def main(large: int) -> None:
    """Everything, and the table; a quick run takes a smaller list and fewer turns, and keeps no results."""
    (few, many), times = (TURNS, 1) if large == LARGE else (QUICK_TURNS, QUICK_TIMES)
    results: dict[str, dict[str, Measured]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for rows, repeats, runs in ((USUAL, 10, few), (large, times, many)):
            path = Path(folder) / f"{rows}.xlsx"
            # Written by a child: a process inherits its parent's peak of memory.
            subprocess.run([sys.executable, "-m", "bench.reading", "write", str(path), str(rows)], check=True)
            ways = {way: [way, str(path), str(repeats)] for way in (OURS, FLOOR, PANDAS_CALAMINE)}
            ways[OPENPYXL] = [OPENPYXL, str(path), "1"]  # it is slow enough to be measured once a turn
            results[f"{rows:,} × {COLUMNS} cells"] = measure_apart("bench.reading", ways, runs)
        path = Path(folder) / "firms.xlsx"
        subprocess.run([sys.executable, "-m", "bench.reading", "write-firms", str(path), str(large)], check=True)
        listed = measure_apart("bench.reading", {way: [way, str(path), str(times)] for way in (FIRMS, FLOOR)}, many)
        usual = measure_apart("bench.reading", {VERDICT: [VERDICT, folder, "10"]}, few)
    results[f"a list of {large:,} firms (F04, 7 columns)"] = listed
    results["a completed monthly return (F01): dry run of an upload"] = usual
    title = "Reading workbooks (medians; 2 cores)"
    said = judged(results[f"{large:,} × {COLUMNS} cells"], usual[VERDICT], listed)
    print(told("reading", title, results, said, keep=large == LARGE))


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments and arguments[0] != "--quick":
        if arguments[0] == "write":
            write_list(Path(arguments[1]), int(arguments[2]))
        elif arguments[0] == "write-firms":
            from bench.list_check import write_firms

            write_firms(Path(arguments[1]), int(arguments[2]))
        else:
            run_one(arguments[0], Path(arguments[1]), int(arguments[2]))
    else:
        main(QUICK if arguments else LARGE)
