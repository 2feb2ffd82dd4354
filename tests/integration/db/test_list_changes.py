"""What the database says became of lists' rows is what the rules say, and a page reads its own rows only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from sqlalchemy import Engine, event

from db.database import Database
from db.list_changes import ComparedLists
from db.list_records import ChangeCount, Sought
from indicators.list_changes import Changed, ListChange, changes
from indicators.name_lists import NameList, last_expired
from indicators.plan_lists import ListField
from services.lists.page_lists import ROWS_OF_A_PAGE, list_page
from services.lists.view_lists import ListQuestion, view_lists
from services.rights.actor import LOCAL_OPERATOR
from tests.integration.db.reporting import OCTOBER, SEPTEMBER
from tests.integration.db.test_name_lists import sent
from tests.unit.indicators.listing import ANEW, FIRMS, INSTITUTIONS, NEW, PLAN, code, firms, rows_of

UNITS = ("210202", "210203", "210204")
DAYS = ("", "2014-10-31", "2015-10-31", "2015-11-01", "2017-03-01", "2018-10-31", "2018-11-01")
LAST = OCTOBER.last_day


def some(chance: Random, named: bool) -> NameList:
    numbers = chance.sample(range(1, 13), chance.randint(0, 9))
    listed = firms(*((number, chance.choice(DAYS), chance.choice((NEW, ANEW))) for number in numbers))
    if not named:
        return listed
    names = [chance.choice(("甲中心", "乙 中心")) for _ in numbers]
    return NameList(listed.sheet, listed.rows, {**listed.columns, ListField.NAME: names}, listed.days)


def store(database: Database, lists: dict[str, NameList], period) -> dict[str, int]:
    return {unit: sent(database, listed, unit, period).id for unit, listed in lists.items()}


def compared(database: Database, description, before: dict[str, NameList], now: dict[str, NameList]) -> ComparedLists:
    years = description.valid_years
    return ComparedLists(
        store(database, now, OCTOBER),
        store(database, before, SEPTEMBER),
        by_name=description is INSTITUTIONS,
        last=LAST,
        renewed_kind=description.renewed_kind,
        expired=last_expired(LAST, years) if years else None,
    )


def ruled(description, before: dict[str, NameList], now: dict[str, NameList]) -> dict[str, list[Changed]]:
    sides = [{unit: rows_of(listed, description) for unit, listed in side.items()} for side in (before, now)]
    found = list(changes(description, *sides, OCTOBER))
    return {unit: [each for each in found if each.unit == unit] for unit in now}


@pytest.mark.parametrize("description", [FIRMS, INSTITUTIONS], ids=["firms", "institutions"])
def test_the_database_tells_what_the_rules_tell_of_any_lists(database: Database, description):
    chance = Random(7)
    named = description is INSTITUTIONS
    for _ in range(12):
        before, now = ({unit: some(chance, named) for unit in UNITS if chance.random() < 0.85} for _ in range(2))
        lists = compared(database, description, before, now)
        with database.reading() as tx:
            for unit, expected in ruled(description, before, now).items():
                rows = tx.list_changes.rows(lists, unit, [None, *ListChange], count=99)
                told = {(row.entry.row, row.gone): row.change for row in rows}
                assert told == (
                    {((each.now or each.before).row, each.now is None): each.change for each in expected}
                    if unit in before
                    else dict.fromkeys(((row, False) for row in now[unit].rows), None)
                )
                counted = tx.list_changes.counted(lists, unit)
                assert counted_by_change(counted) == Counter(told.values())
                back = sum(each.change is ListChange.RENEWED and each.before is None for each in expected)
                assert sum(each.count for each in counted if each.returns) == back


def counted_by_change(counted: list[ChangeCount]) -> Counter[ListChange | None]:
    found: Counter[ListChange | None] = Counter()
    for each in counted:
        found[each.change] += each.count
    return found


def test_rows_are_sought_by_name_and_code_with_no_sign_taken_for_a_pattern(database: Database):
    listed = firms((1, "2018-03-01", NEW), (2, "2018-03-01", NEW))
    listed = NameList("F04", listed.rows, {**listed.columns, ListField.NAME: ["百分之100%", "百分之1000"]}, listed.days)
    lists = ComparedLists(store(database, {UNITS[0]: listed}, OCTOBER), {}, by_name=False, last=LAST)
    with database.reading() as tx:

        def found(name: str, of: str = "?") -> list[int]:
            return [row.entry.row for row in tx.list_changes.rows(lists, UNITS[0], [None], Sought(name, of), count=9)]

        assert (found("100%"), found("100"), found("?", code(2)[-8:])) == ([10], [10, 11], [11])


@contextmanager
def rows_read() -> Iterator[Counter[str]]:
    """Counts the rows that SQLite hands over, by statement."""
    counted: Counter[str] = Counter()

    def watch(_connection, cursor, statement, *_):
        def counting(_cursor, row):
            counted[statement] += 1
            return row

        cursor.row_factory = counting

    event.listen(Engine, "after_cursor_execute", watch)
    yield counted
    event.remove(Engine, "after_cursor_execute", watch)


def test_a_page_of_a_long_list_reads_its_own_rows_only(sqlite_database: Database):
    database = sqlite_database
    numbers = range(1, 20_001)
    long = firms(*((number, "2017-03-01", NEW) for number in numbers))
    later = firms(*((number, "2017-03-01", NEW) for number in range(21, 20_041)))
    store(database, {UNITS[0]: long}, SEPTEMBER)
    store(database, {UNITS[0]: later}, OCTOBER)
    asked = ListQuestion("F04", OCTOBER, page=300)
    with rows_read() as counted:
        view = view_lists(database, PLAN, LOCAL_OPERATOR, asked)
        page = list_page(database, PLAN, LOCAL_OPERATOR, asked, view)
    assert (page.total, len(page.rows), page.rows[0].entry.row) == (20_040, ROWS_OF_A_PAGE, 14_950)
    assert [(flow.before, flow.now, flow.net) for flow in view.flows] == [(20_000, 20_020, 20)]
    assert counted.total() < 5 * ROWS_OF_A_PAGE
