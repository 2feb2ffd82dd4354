"""Writing workbooks: a large table as our screens let it go, beside XlsxWriter alone and pandas; and an empty form.

`python -m bench.writing` writes 100,000 × 12 cells each way (`--quick`: 4,000 rows). Bars: ours ≤ 1.2 × XlsxWriter
with constant memory, a form ≤ 0.1 s.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from bench.measuring import Measured, measure_apart, measure_here, print_found, processor_seconds, told

LARGE, QUICK, COLUMNS, TEXTS = 100_000, 4_000, 12, 4
OURS, FLOOR, PANDAS, FORM = "ours", "XlsxWriter, constant memory", "pandas + openpyxl", "an empty form (F01)"
WAYS = (OURS, FLOOR, PANDAS)
BAR, FORM_BAR = 1.2, 0.1
_FORMS = 5


def rows_of(count: int) -> list[tuple[str | Decimal, ...]]:
    """Four texts and eight figures a row."""
    texts = ("大连示例科技有限公司", "9121020000000", "新认定", "中山区")
    return [
        (
            *(f"{text}{row % 997}" for text in texts),
            *(Decimal((row * 7919 * (column + 1)) % 1_000_003) / 100 for column in range(COLUMNS - TEXTS)),
        )
        for row in range(count)
    ]


def ours(count: int) -> Callable[[], object]:
    """As a table of a screen leaves."""
    from reports.table_file import TableContent, xlsx_bytes

    heads = tuple(f"列{number}" for number in range(COLUMNS))
    content = TableContent("bench", "名录", ("示例数据",), heads, tuple(rows_of(count)))
    return lambda: xlsx_bytes(content)


def floor(count: int, folder: Path) -> Callable[[], object]:
    """The library alone, rows straight to the disk."""
    from xlsxwriter import Workbook

    rows = rows_of(count)

    def write() -> None:
        with Workbook(folder / "floor.xlsx", {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    else:
                        sheet.write_number(number, column, float(value))

    return write


def with_pandas(count: int, folder: Path) -> Callable[[], object]:
    """What a user would pick."""
    import pandas as pd

    frame = pd.DataFrame([[float(v) if isinstance(v, Decimal) else v for v in row] for row in rows_of(count)])
    return lambda: frame.to_excel(folder / "pandas.xlsx", engine="openpyxl")


def form() -> Callable[[], object]:
    """A form, as a reporter downloads it."""
    from i18n.texts import texts
    from indicators import registry
    from indicators.periods import Period
    from workbooks.template import References, write_form

    plan = registry.load_builtin()
    unit, words = plan.unit("210202"), texts("zh")
    return lambda: write_form(plan, plan.form("F01"), unit, Period.month(2018, 9), References(), words)


def run_one(way: str, count: int) -> None:
    """In the child: one way."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if way == FORM:
            work = form()
            work()  # the first one imports
        elif way == OURS:
            work = ours(count)
        else:
            work = (floor if way == FLOOR else with_pandas)(count, folder)
        before = processor_seconds()
        taken = measure_here(work, _FORMS if way == FORM else 1)
    print_found(taken, processor_seconds() - before)


def judged(large: dict[str, Measured], form_found: Measured) -> list[str]:
    """The bars, with what was measured."""
    ratio, processor = (
        large[OURS].seconds / large[FLOOR].seconds,
        large[OURS].processor_seconds / large[FLOOR].processor_seconds,
    )
    bars = [
        ("ours / XlsxWriter alone", f"{ratio:.2f}", f"≤ {BAR}", ratio <= BAR),
        ("the same in processor time", f"{processor:.2f}", f"≤ {BAR}", processor <= BAR),
        ("an empty form, s", f"{form_found.seconds:.3f}", f"≤ {FORM_BAR}", form_found.seconds <= FORM_BAR),
    ]
    lines = ["| bar | measured | wanted | |", "| --- | ---: | ---: | --- |"]
    return lines + [f"| {what} | {value} | {bar} | {'met' if ok else 'NOT met'} |" for what, value, bar, ok in bars]


def main(*, quick: bool) -> None:
    """All ways by turns, and the table; a quick run keeps no results."""
    count, runs = QUICK if quick else LARGE, 3
    large = measure_apart("bench.writing", {way: [way, str(count)] for way in (OURS, FLOOR)}, runs)
    large |= measure_apart("bench.writing", {PANDAS: [PANDAS, str(count)]}, 1)
    usual = measure_apart("bench.writing", {FORM: [FORM, "0"]}, runs)
    results = {f"{count:,} × {COLUMNS} cells": large, "a form": usual}
    print(told("writing", "Writing workbooks (medians; 2 cores)", results, judged(large, usual[FORM]), keep=not quick))


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments and arguments[0] != "--quick":
        run_one(arguments[0], int(arguments[1]))
    else:
        main(quick=bool(arguments))
