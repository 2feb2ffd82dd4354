"""Lists and their description with as few words as a test can bear."""

from __future__ import annotations

from datetime import date

from indicators import registry
from indicators.credit_codes import check_character
from indicators.name_lists import Entry, NameList, RowKey, is_known, row_keys
from indicators.periods import Period
from indicators.plan_lists import ListDescription, ListField

PLAN = registry.load_builtin()
F04, F05 = PLAN.form("F04"), PLAN.form("F05")
FIRMS, INSTITUTIONS = F04.listing_of, F05.listing_of
SEPTEMBER = Period.parse("2018-09")
NEW, ANEW = "新认定", "重新认定"


def code(number: int) -> str:
    """A sound code that is nobody's."""
    body = f"91990200MAX{number:06d}"
    return body + check_character(body)


def firms(*rows: tuple[int, str, str], notes: dict[int, str] | None = None, explanation: str | None = None) -> NameList:
    """A list of firms from (number, date, kind), from row 10 on."""
    return NameList(
        sheet="F04",
        rows=range(10, 10 + len(rows)),
        columns={
            ListField.NAME: [f"示例{number}有限公司" for number, _, _ in rows],
            ListField.CODE: [code(number) for number, _, _ in rows],
            ListField.CERTIFICATE: [f"GR{number}" for number, _, _ in rows],
            ListField.KIND: [kind for _, _, kind in rows],
        },
        days=[date.fromisoformat(day) if day else None for _, day, _ in rows],
        notes=notes or {},
        explanation=explanation,
    )


def rows_of(listed: NameList, description: ListDescription) -> dict[RowKey, Entry]:
    """A list's rows by key; of two rows with one key the last."""
    keys = row_keys(listed, description)
    entries = listed.entries(range(len(listed)))
    return {key: entry for key, entry in zip(keys, entries, strict=True) if is_known(key)}
