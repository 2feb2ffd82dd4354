"""Name lists are kept as they were submitted, and which one counts follows from the approvals."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from db.database import Database
from db.errors import PermanentRecordError
from db.list_records import CurrentList, FirstListed
from db.records import Submission
from db.tables_lists import CURRENT_LISTS, LIST_ENTRIES, NAME_LISTS
from indicators.name_lists import NameList
from indicators.returns import ReturnState
from tests.integration.db.reporting import NOON, OCTOBER, PLAN, SEPTEMBER, XIGANG, ZHONGSHAN, key
from tests.unit.indicators.listing import ANEW, NEW, code, firms

ROWS = ((1, "2018-03-01", NEW), (2, "2016-05-06", ANEW), (3, "", "其他"))
LISTED = replace(
    firms(*ROWS, notes={11: "迁址中"}, explanation="月报将更正"), typed={10: f" {code(1).lower()}"}, sheet="F04 名录"
)


def sent(
    database: Database,
    listed: NameList = LISTED,
    unit: str = ZHONGSHAN,
    period=SEPTEMBER,
    state: ReturnState = ReturnState.APPROVED,
    hours: float = 0,
) -> Submission:
    at = NOON + timedelta(hours=hours)
    with database.transaction() as tx:
        sha256 = tx.files.add(f"{unit} {period} {hours} {state}".encode(), at)
        of = key(unit, period, "F04")
        return tx.submissions.add(PLAN, of, "F04.xlsx", sha256, "li", at, (), state, listed=listed)


def current(database: Database, **which) -> list[CurrentList]:
    with database.reading() as tx:
        return tx.lists.current(PLAN, "F04", **which)


def differences(database: Database) -> set[CurrentList]:
    with database.reading() as tx:
        return tx.lists.current_differences(PLAN)


def record(database: Database, submission: Submission, state: ReturnState, hours: float) -> None:
    with database.transaction() as tx:
        tx.submissions.record(submission.id, state, "wang", NOON + timedelta(hours=hours), reason="更正")


def test_a_list_comes_back_as_it_was_given(database: Database):
    stored = sent(database)
    with database.reading() as tx:
        found = tx.lists.of_submission(stored.id)
        assert found == replace(found, rows=list(LISTED.rows), days=LISTED.days, notes=LISTED.notes, typed=LISTED.typed)
        assert found.entries(range(3)) == LISTED.entries(range(3))
        assert (found.sheet, found.explanation) == ("F04 名录", "月报将更正")
        assert tx.lists.sizes([stored.id]) == {stored.id: 3}


def test_an_empty_list_is_a_list_and_a_return_of_figures_is_none(database: Database):
    stored = sent(database, NameList("F04"))
    with database.transaction() as tx:
        sha256 = tx.files.add(b"figures", NOON)
        other = tx.submissions.add(PLAN, key(), "F01.xlsx", sha256, "li", NOON, (), ReturnState.APPROVED)
    with database.reading() as tx:
        assert len(tx.lists.of_submission(stored.id)) == 0
        assert tx.lists.of_submission(other.id) is None
    assert [each.submission_id for each in current(database)] == [stored.id]


def test_texts_that_a_database_refuses_are_made_visible(database: Database):
    odd = replace(firms((1, "2018-03-01", NEW)), notes={10: "甲\0乙\ud800"})
    stored = sent(database, odd)
    with database.reading() as tx:
        assert tx.lists.of_submission(stored.id).notes == {10: "甲␀乙\\ud800"}


def test_the_list_approved_last_counts_until_its_correction_is_approved(database: Database):
    first = sent(database)
    second = sent(database, state=ReturnState.SUBMITTED, hours=1)
    assert current(database) == [CurrentList("F04", ZHONGSHAN, SEPTEMBER, first.id)]
    record(database, first, ReturnState.REOPENED, 2)
    assert [each.submission_id for each in current(database)] == [first.id]
    record(database, second, ReturnState.APPROVED, 3)
    assert [each.submission_id for each in current(database)] == [second.id]
    then = current(database, as_of=NOON + timedelta(hours=2.5))
    assert [each.submission_id for each in then] == [first.id]
    assert differences(database) == set()


def test_current_lists_are_found_by_period_in_time_and_by_unit(database: Database):
    for unit, period in ((XIGANG, OCTOBER), (XIGANG, SEPTEMBER), (ZHONGSHAN, SEPTEMBER)):
        sent(database, unit=unit, period=period)
    assert [(each.unit, each.period) for each in current(database)] == [
        (ZHONGSHAN, SEPTEMBER),
        (XIGANG, SEPTEMBER),
        (XIGANG, OCTOBER),
    ]
    assert [each.unit for each in current(database, period=OCTOBER)] == [XIGANG]


def test_the_index_is_checked_and_rebuilt(database: Database):
    stored = sent(database)
    waiting = sent(database, unit=XIGANG, state=ReturnState.SUBMITTED)
    wrong = {"plan": PLAN, "form": "F04", "unit": XIGANG, "period": SEPTEMBER, "submission_id": waiting.id}
    with database.transaction() as tx:
        tx.facts._connection.execute(delete(CURRENT_LISTS))
        tx.facts._connection.execute(insert(CURRENT_LISTS).values(wrong))
    assert {each.submission_id for each in differences(database)} == {stored.id, waiting.id}
    with database.transaction() as tx:
        tx.lists.rebuild_current(PLAN)
    assert differences(database) == set()
    assert [each.submission_id for each in current(database)] == [stored.id]


def test_who_listed_a_code_first_is_known_drafts_aside(database: Database):
    sent(database, firms((1, "2018-03-01", NEW)), state=ReturnState.SUBMITTED, hours=2)
    sent(database, firms((1, "2018-03-01", NEW)), hours=3)
    sent(database, firms((1, "2018-03-01", NEW)), unit=XIGANG, state=ReturnState.DRAFT)
    sent(database, firms((1, "2018-03-01", NEW)), unit=XIGANG, state=ReturnState.SUBMITTED, hours=1)
    with database.reading() as tx:
        found = tx.lists.first_listed(PLAN, "F04", [code(1), code(9)])
        assert sorted(found, key=lambda each: each.at) == [
            FirstListed(code(1), XIGANG, NOON + timedelta(hours=1)),
            FirstListed(code(1), ZHONGSHAN, NOON + timedelta(hours=2)),
        ]
        assert tx.lists.first_listed(PLAN, "F04", []) == []


def test_a_code_is_found_in_every_list_that_was_ever_approved(database: Database):
    first = sent(database)
    sent(database, unit=XIGANG, state=ReturnState.SUBMITTED)
    record(database, first, ReturnState.REOPENED, 1)
    second = sent(database, firms((1, "2018-03-01", NEW)), hours=2)
    with database.reading() as tx:
        found = tx.lists.of_code(PLAN, code(1))
        assert [each.submission.id for each in found] == [second.id, first.id]
        assert (found[1].entry.row, found[1].entry.name, found[1].sheet) == (10, "示例1有限公司", "F04 名录")
        assert tx.lists.of_code(PLAN, code(2))[0].note == "迁址中"
        assert tx.lists.of_code("other-plan", code(1)) == []


def test_rows_are_compared_by_code_and_normalised_name(database: Database):
    stored = sent(database, firms((1, "2018-03-01", NEW)))
    with database.reading() as tx:
        (row,) = tx.lists.keys([stored.id], {code(1), code(2)})
        assert (row.submission_id, row.code, row.name_key) == (stored.id, code(1), "示例1有限公司")
        assert tx.lists.keys([stored.id], {code(2)}) == []


@pytest.mark.parametrize("table", [NAME_LISTS, LIST_ENTRIES], ids=lambda table: table.name)
def test_what_was_listed_cannot_be_changed_or_deleted(database: Database, table):
    sent(database)
    for statement in (update(table).values(submission_id=table.c.submission_id), delete(table)):
        with pytest.raises(PermanentRecordError), database.transaction() as tx:
            tx.facts._connection.execute(statement)
    with database.reading() as tx:
        assert tx.facts._connection.execute(select(table)).first() is not None
