"""What a bad return is: the problem it must raise, at which cell, and how its bytes are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from indicators.own_layouts import OwnLayout


@dataclass(frozen=True, slots=True)
class BadReturn:
    """A file that raises the problem `code`, at `cell` where the problem stands in a cell.

    `make` gives the bytes, the same each time. `large` marks files that are slow to make or over
    1 MB, which are not among the committed examples. `note` marks what is only told: the file is
    accepted. `zipped` marks zips of returns, which are opened before their files are checked. `mappings` are kept
    before a table of a unit's own is checked.
    """

    code: str
    make: Callable[[], bytes]
    cell: str | None = None
    suffix: str = ".xlsx"
    large: bool = False
    note: bool = False
    zipped: bool = False
    mappings: tuple[OwnLayout, ...] = ()

    @property
    def file_name(self) -> str:
        """`not_integer_示例数据.xlsx`: the code says what is wrong."""
        return f"{self.code}_示例数据{self.suffix}"
