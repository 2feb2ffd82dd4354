"""Name lists with one row that is wrong, seen beside the sample's own lists and returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

from indicators import registry
from indicators.name_lists import NameList
from indicators.periods import Period
from indicators.plan_lists import ListField
from indicators.returns import ReturnKey
from sample_data.bad.recipe import BadReturn
from sample_data.bad.spoiling import SHEET_PART, package, parts_of, with_cells
from sample_data.firms import NEW, RENEWED
from sample_data.parts import SampleReturn
from sample_data.schedule import sample_returns
from sample_data.simulation import simulate
from sample_data.workbooks import filled_form
from workbooks.template import References

_UNIT, _OTHER, _PERIOD = "210224", "210202", Period.month(2018, 9)
_PLACE = 4
"""The row that is spoiled, from 0: the sheet's row 14."""


@cache
def _good(unit: str = _UNIT) -> SampleReturn:
    wanted = ReturnKey("F04", unit, _PERIOD)
    returns = sample_returns(registry.load_builtin(), simulate(), "october")
    return next(one for one in returns if one.key == wanted)


def _listed(unit: str = _UNIT) -> NameList:
    listed = _good(unit).listed
    if listed is None:
        raise LookupError(unit)
    return listed


def list_of(listed: NameList) -> bytes:
    """长海县's list of September 2018 with other rows."""
    return filled_form(registry.load_builtin(), replace(_good(), listed=listed), References())


def good_list() -> bytes:
    """The list that all start from, accepted as it is."""
    return list_of(_listed())


def _with(of: ListField, change: Callable[[str], str], place: int = _PLACE) -> bytes:
    """The list with another text in one cell."""
    listed = _listed()
    column = list(listed.texts(of))
    column[place] = change(column[place])
    return list_of(replace(listed, columns={**listed.columns, of: column}))


def _dated(day: date, kind: str | None = None) -> bytes:
    listed = _listed()
    days, kinds = list(listed.days), list(listed.texts(ListField.KIND))
    days[_PLACE], kinds[_PLACE] = day, kind or kinds[_PLACE]
    return list_of(replace(listed, days=days, columns={**listed.columns, ListField.KIND: kinds}))


def _wrong_check(code: str) -> str:
    """Two signs in the middle exchanged, as happens in typing."""
    return code[:11] + code[12] + code[11] + code[13:] if code[11] != code[12] else code[:10] + "7" + code[11:]


def _elsewhere() -> bytes:
    """A firm that another district lists too takes the place of one of the unit's own."""
    own, other = _listed(), _listed(_OTHER)
    columns = {of: [*column[:_PLACE], other.texts(of)[0], *column[_PLACE + 1 :]] for of, column in own.columns.items()}
    return list_of(replace(own, columns=columns, days=[*own.days[:_PLACE], other.days[0], *own.days[_PLACE + 1 :]]))


def _without_last() -> bytes:
    listed = _listed()
    columns = {of: column[:-1] for of, column in listed.columns.items()}
    return list_of(replace(listed, rows=listed.rows[:-1], columns=columns, days=listed.days[:-1]))


def _row_hidden() -> bytes:
    parts = parts_of(good_list())
    sheet = parts[SHEET_PART].replace(b'<row r="14"', b'<row r="14" hidden="1"', 1)
    return package({**parts, SHEET_PART: sheet})


def _cell(cell: str, inner: str, attributes: str = "") -> bytes:
    return with_cells({cell: (inner, attributes)}, good_list())


LISTS = (
    BadReturn("entry_cell_missing", lambda: _with(ListField.NAME, lambda _: ""), "B14"),
    BadReturn("entry_cell_unreadable", lambda: _cell("B14", "<v>#REF!</v>", ' t="e"'), "B14"),
    BadReturn("entry_code_is_number", lambda: _cell("C14", "<v>9.19902050010001E+17</v>"), "C14"),
    BadReturn("entry_date_unreadable", lambda: _cell("E14", "<is><t>2017年9月</t></is>", ' t="inlineStr"'), "E14"),
    BadReturn("entry_text_too_long", lambda: _with(ListField.NAME, lambda name: name * 20), "B14"),
    BadReturn("entry_rows_hidden", _row_hidden, "A14"),
    BadReturn("entry_code_length", lambda: _with(ListField.CODE, lambda code: code[:-1]), "C14"),
    BadReturn("entry_code_character", lambda: _with(ListField.CODE, lambda code: code.replace("0", "O", 1)), "C14"),
    BadReturn("entry_code_check", lambda: _with(ListField.CODE, _wrong_check), "C14"),
    BadReturn("entry_date_future", lambda: _dated(date(2018, 10, 8)), "E14"),
    BadReturn("entry_kind_unknown", lambda: _with(ListField.KIND, lambda _: "复审"), "F14"),
    BadReturn("entry_duplicate", lambda: _with(ListField.CODE, lambda _: _listed().texts(ListField.CODE)[0]), "C14"),
    BadReturn("entry_expired", lambda: _dated(date(2015, 8, 3), RENEWED), "E14"),
    BadReturn("entry_not_new", lambda: _dated(date(2018, 9, 3), NEW), "F14"),
    BadReturn("entry_elsewhere", _elsewhere, "C14"),
    BadReturn("list_count_differs", _without_last, "C7"),
)
