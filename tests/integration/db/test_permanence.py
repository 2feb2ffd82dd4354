"""What was reported cannot be changed or deleted, not even by a slip of the program."""

import pytest
from sqlalchemy import Executable, Table, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from db.database import Database
from db.errors import PermanentRecordError
from db.tables import OBSERVATIONS, PERMANENT, SUBMISSIONS
from db.tables_reports import REPORT_EXPORTS, REPORT_WORDS
from indicators.returns import ReturnState
from tests.integration.db.reporting import NOON, PLAN, SEPTEMBER, export, figure, key, uploaded

EVERY = (*PERMANENT, REPORT_EXPORTS, REPORT_WORDS)
every_permanent_table = pytest.mark.parametrize("table", EVERY, ids=lambda table: table.name)


def filled(database: Database) -> None:
    """A row in every permanent table."""
    uploaded(database, figure("3"))
    with database.transaction() as tx:
        tx.reports.add_export(export())
        tx.reports.add_words(PLAN, 2018, "overall", "zh", "总体平稳。", "zhang", NOON)


def execute(database: Database, statement: Executable) -> None:
    with database.transaction() as tx:
        tx.facts._connection.execute(statement)


def contents(database: Database, table: Table) -> list[tuple]:
    with database.reading() as tx:
        return [tuple(row) for row in tx.facts._connection.execute(select(table))]


@every_permanent_table
def test_a_permanent_row_cannot_be_changed(database: Database, table: Table):
    filled(database)
    before = contents(database, table)
    column = next(iter(table.primary_key))
    with pytest.raises(PermanentRecordError):
        execute(database, update(table).values({column: column}))
    assert contents(database, table) == before


@every_permanent_table
def test_a_permanent_row_cannot_be_deleted(database: Database, table: Table):
    filled(database)
    before = contents(database, table)
    with pytest.raises(PermanentRecordError):
        execute(database, delete(table))
    assert contents(database, table) == before != []


@every_permanent_table
def test_a_permanent_row_cannot_be_added_again(database: Database, table: Table):
    filled(database)
    before = contents(database, table)
    with pytest.raises(IntegrityError):
        execute(database, insert(table).values(before[0]))
    assert contents(database, table) == before


@every_permanent_table
def test_sqlite_does_not_replace_a_permanent_row(sqlite_database: Database, table: Table):
    filled(sqlite_database)
    before = contents(sqlite_database, table)
    with pytest.raises(PermanentRecordError):
        execute(sqlite_database, insert(table).prefix_with("OR REPLACE").values(before[0]))
    assert contents(sqlite_database, table) == before


@every_permanent_table
def test_postgresql_does_not_truncate_a_permanent_table(postgresql_url: str, table: Table):
    database = Database(postgresql_url)
    with pytest.raises(PermanentRecordError):
        execute(database, text(f"TRUNCATE {table.name} CASCADE"))
    database.dispose()


def test_an_observation_without_its_submission_is_refused(database: Database):
    which = {"submission_id": 7, "variable": "01", "period": SEPTEMBER, "basis": "current", "unit": "210202"}
    rest = {"status": "A", "sheet": "F01", "cell": "D6", "typed": "3"}
    with pytest.raises(IntegrityError):
        execute(database, insert(OBSERVATIONS).values(which | rest))


def test_a_submission_without_its_file_is_refused(database: Database):
    with pytest.raises(IntegrityError), database.transaction() as tx:
        tx.submissions.add(PLAN, key(), "a.xlsx", "0" * 64, "li", NOON, [], ReturnState.DRAFT)
    assert contents(database, SUBMISSIONS) == []
