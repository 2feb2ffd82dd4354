"""What the tests of annotated copies share: marks, words, and looking into a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from workbooks.annotation.marks import Job, ListWords, Mark, Tint

FORM = "F01 创新指标月报"
WORDS = ListWords(
    title="清单",
    lines=("共1个。", "改好后上传。"),
    heads=("序号", "类别", "工作表", "单元格", "问题", "怎么办", "原底色"),
    remedy="怎么办：",
    colon="：",
)
HARD, SOFT = f"{Tint.HARD}", f"{Tint.SOFT}"


def mark(
    cell: str | None, *, sheet: str | None = FORM, tint: Tint | None = Tint.HARD, what: str = "应填数字。"
) -> Mark:
    """A problem at a cell."""
    return Mark("强制" if tint is Tint.HARD else "核实", what, "请改正。", sheet, cell, tint)


def job(*marks: Mark, **more: object) -> Job:
    """A job with these marks."""
    return Job(tuple(marks), WORDS, **more)


def opened(content: bytes) -> Workbook:
    """The workbook as openpyxl sees it."""
    return load_workbook(io.BytesIO(content))


def colours(content: bytes, sheet: str, cells: Iterable[str]) -> list[str]:
    """The background of cells, ARGB."""
    found = opened(content)[sheet]
    return [found[cell].fill.fgColor.rgb for cell in cells]


def comments(content: bytes, sheet: str) -> dict[str, str]:
    """The comments of a sheet by cell."""
    rows = opened(content)[sheet].iter_rows()
    return {cell.coordinate: cell.comment.text for row in rows for cell in row if cell.comment}
