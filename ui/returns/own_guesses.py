"""What is chosen beforehand when a table is mapped. Only suggestions: everything is shown, and saved by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indicators.observations import Basis
from indicators.plan import Form, Variable
from workbooks.columns import ColumnRole
from workbooks.matching import comparable
from workbooks.opening import OpenedSheet
from workbooks.own_table import mapped_columns, row_names

_LOOKED_AT = 20
_WORDS = {
    Basis.CURRENT: ("本月累计", "累计", "本期", "本年", "本月", "期末"),
    Basis.PUBLISHED: ("公布", "上年同期", "去年同期", "同期"),
    Basis.RESTATED: ("可比", "上年同期", "去年同期", "同期"),
}
_EXPLAINING = ("情况说明", "说明", "备注")
_STATUS = ("状态",)


def head_row(sheet: OpenedSheet) -> int:
    """The row of the heads: among the first, the one with the most texts."""
    rows = range(1, min(sheet.facts.last_row, _LOOKED_AT) + 1)
    return max(rows, key=lambda row: (_texts_in(sheet, row), -row), default=1)


def _texts_in(sheet: OpenedSheet, row: int) -> int:
    columns = range(1, sheet.facts.last_column + 1)
    return sum(isinstance(sheet.values.at(row, column), str) for column in columns)


def name_column(sheet: OpenedSheet, last_head_row: int, letters: Sequence[str]) -> str:
    """The column with the most different texts below the heads."""

    def texts(letter: str) -> int:
        return sum(not name.replace(".", "").isdecimal() for name in row_names(sheet, letter, last_head_row))

    return max(letters, key=texts)


def columns(form: Form, heads: Mapping[str, str]) -> dict[str, str]:
    """For each column of the form, the table's column whose head has its usual words."""
    found = {}
    for column in mapped_columns(form):
        words = _words(column.role, column.basis) if column.month is None else (f"{column.month}月",)
        for word in words:
            letter = next((each for each, text in heads.items() if word in comparable(text)), None)
            if letter is not None:
                found[column.letter] = letter
                break
    return found


def _words(role: ColumnRole, basis: Basis | None) -> Sequence[str]:
    if basis is not None:
        return _WORDS[basis]
    return _EXPLAINING if role is ColumnRole.EXPLANATION else _STATUS


def row(variable: Variable, names: Mapping[str, object]) -> str | None:
    """The name that holds the variable's own name or is its code; None where none or several do."""
    wanted = comparable(variable.name.zh)
    same = [name for name in names if comparable(name) in {wanted, variable.code}]
    holding = [name for name in names if wanted in comparable(name)]
    found = same or holding
    return found[0] if len(found) == 1 else None


def measure(sheet: OpenedSheet, last_head_row: int, measures: Sequence[str], name: str) -> int:
    """The place of the measure that the row's name or the head of the table writes, the variable's own else."""
    above = (sheet.text(line, column) for line in range(1, last_head_row + 1) for column in range(1, _LOOKED_AT))
    written = comparable(name) + "|" + "|".join(comparable(text) for text in above if "单位" in text or "元" in text)
    longest = sorted(range(len(measures)), key=lambda place: -len(measures[place]))
    return next((place for place in longest if measures[place] in written), 0)
