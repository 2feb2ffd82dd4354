"""Annotated copies of long lists: ours beside plain XlsxWriter, which writes the same cells and marks nothing.

`python -m bench.annotating` makes a list of 100,000 × 12 cells in which every 50th row has a problem,
and runs each way in processes of its own. Ours is the whole way from the file's bytes to the copy's:
the guard, the limited process, reading, 2,000 problems coloured, listed and written beside their
rows, 1,000 comments. The bar is a ratio of one run: ours ≤ 2 × plain writing.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bench.measuring import Measured, measure_apart, measure_here, print_found, processor_seconds, told
from bench.reading import COLUMNS, LARGE, QUICK

OURS, PLAIN, USUAL = "ours", "plain XlsxWriter", "ours, edited in place"
SHEET = "名录"
EVERY = 50


def plain(path: Path, folder: Path) -> Callable[[], object]:
    """What writing alone costs: the values, read beforehand, at the same addresses."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)

    def write() -> None:
        from xlsxwriter import Workbook

        with Workbook(folder / "plain.xlsx", {"constant_memory": True}) as book:
            sheet = book.add_worksheet(SHEET)
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    if isinstance(value, float):
                        sheet.write_number(row, column, value)
                    elif isinstance(value, str):
                        sheet.write_string(row, column, value)
                    else:
                        sheet.write_datetime(row, column, value, day)

    return write


def ours(content: bytes, rows: int, stack: ExitStack) -> Callable[[], object]:
    """The annotated copy of a list with a problem in every 50th row."""
    from i18n.texts import texts
    from indicators.problems import Problem, Severity
    from workbooks.annotated_copy import annotated_copy
    from workbooks.process import ReaderProcess

    process = stack.enter_context(ReaderProcess())
    cells = (f"{'FGH'[row % 3]}{row}" for row in range(2, rows + 2, EVERY))
    problems = [
        Problem("cell_not_number", Severity.HARD, SHEET, cell, {"code": "01", "typed": "十二"}) for cell in cells
    ]
    return lambda: annotated_copy(content, "名录.xlsx", problems, texts("zh"), process)


def in_place(stack: ExitStack) -> Callable[[], object]:
    """The annotated copy of a completed monthly return with one problem."""
    from i18n.texts import texts
    from indicators.problems import Problem, Severity
    from sample_data.bad.spoiling import good_form
    from workbooks.annotated_copy import annotated_copy
    from workbooks.process import ReaderProcess

    process = stack.enter_context(ReaderProcess())
    problem = Problem("cell_not_number", Severity.HARD, "F01 创新指标月报", "D9", {"code": "01", "typed": "十二"})
    return lambda: annotated_copy(good_form(), "F01.xlsx", [problem], texts("zh"), process)


def run_one(way: str, path: Path, rows: int) -> None:
    """In the child: one way on one file."""
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        if way == USUAL:
            work = in_place(stack)
        else:
            work = ours(path.read_bytes(), rows, stack) if way == OURS else plain(path, Path(folder))
        before = processor_seconds()
        taken = measure_here(work, 5 if way == USUAL else 1)
    print_found(taken, processor_seconds() - before)


def judged(found: dict[str, Measured]) -> list[str]:
    """The bar, with what was measured."""
    lines = ["| bar | measured | wanted | |", "| --- | ---: | ---: | --- |"]
    for what, value in (
        ("ours / plain XlsxWriter", found[OURS].seconds / found[PLAIN].seconds),
        ("the same in processor time", found[OURS].processor_seconds / found[PLAIN].processor_seconds),
    ):
        lines.append(f"| {what} | {value:.2f} | ≤ 2 | {'met' if value <= 2 else 'NOT met'} |")
    return lines


def main(rows: int) -> None:
    """Both ways in turn, and the table; a quick run takes a smaller list, one turn, and keeps no results."""
    turns = 3 if rows == LARGE else 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        subprocess.run([sys.executable, "-m", "bench.reading", "write", str(path), str(rows)], check=True)
        ways = {way: [way, str(path), str(rows)] for way in (OURS, PLAIN)}
        large = measure_apart("bench.annotating", ways, turns)
        usual = measure_apart("bench.annotating", {USUAL: [USUAL, str(path), "0"]}, turns)
    results = {f"{rows:,} × {COLUMNS} cells, {rows // EVERY:,} problems": large, "a monthly return (F01)": usual}
    title = "Annotated copies (medians; 2 cores)"
    print(told("annotating", title, results, judged(large), keep=rows == LARGE))


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments and arguments[0] != "--quick":
        run_one(arguments[0], Path(arguments[1]), int(arguments[2]))
    else:
        main(QUICK if arguments else LARGE)
