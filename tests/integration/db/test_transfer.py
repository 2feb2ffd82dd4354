"""A whole database copied to either engine says the same, to the last row; backups restore."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from db.account_records import AuditEntry
from db.backup import back_up, restore
from db.database import Database
from db.errors import BackupExistsError, DatabaseDamagedError, PermanentRecordError, TargetInUseError
from db.transfer import TableProof
from tests.integration.db.reporting import ZHONGSHAN, current, figure, uploaded


def silent(table: str, rows: int) -> None:
    assert table
    assert rows >= 0


@pytest.fixture
def filled(database: Database) -> Database:
    """Two submissions of one return, awkward text, and an audit trail."""
    uploaded(database, figure("3"))
    uploaded(database, replace(figure("4.25"), explanation="=1+1\0说明\ud800"))
    with database.transaction() as tx:
        tx.audit.append(AuditEntry("submit_return", "return:示例", "done", "张三", None))
    return database


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An upgraded empty database on each engine, besides the source's."""
    if request.param == "sqlite":
        opened = Database(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    else:
        cluster = request.getfixturevalue("postgres_cluster")
        opened = Database(cluster.url(cluster.create(request.getfixturevalue("postgresql_template"))))
    opened.upgrade()
    yield opened
    opened.dispose()


def counted(proofs: tuple[TableProof, ...]) -> dict[str, int]:
    return {proof.table: proof.rows for proof in proofs}


def test_copy_says_the_same_on_both_engines(filled: Database, empty: Database):
    rows = counted(filled.copy_to(empty, silent))
    assert (rows["submissions"], rows["observations"], rows["audit_trail"], rows["audit_anchors"]) == (2, 2, 1, 1)
    assert current(empty) == current(filled) == {("01", ZHONGSHAN): Decimal("4.25")}
    with filled.reading() as here, empty.reading() as there:
        assert here.audit.head() == there.audit.head()
        assert list(here.audit.rows()) == list(there.audit.rows())


def test_copy_goes_on_counting_and_stays_permanent(filled: Database, empty: Database):
    filled.copy_to(empty, silent)
    uploaded(empty, figure("5"))
    assert current(empty) == {("01", ZHONGSHAN): Decimal(5)}
    with pytest.raises(PermanentRecordError), empty._writing() as connection:
        connection.exec_driver_sql("DELETE FROM audit_anchors")


def test_database_in_use_is_never_copied_into(filled: Database, empty: Database):
    uploaded(empty, figure("7"))
    with pytest.raises(TargetInUseError):
        filled.copy_to(empty, silent)
    assert current(empty) == {("01", ZHONGSHAN): Decimal(7)}


def test_backup_restores_on_either_engine(filled: Database, empty: Database, tmp_path: Path):
    back_up(filled, tmp_path / "backup", silent)
    uploaded(filled, figure("9"))
    restore(tmp_path / "backup", empty, silent)
    assert current(empty) == {("01", ZHONGSHAN): Decimal("4.25")}
    assert sorted(path.name for path in tmp_path.glob("backup*")) == ["backup"]


def test_backup_is_taken_while_somebody_reads(filled: Database, tmp_path: Path):
    with filled.reading() as tx:
        assert tx.audit.head().sequence == 1
        back_up(filled, tmp_path / "backup", silent)
    with closing(sqlite3.connect(tmp_path / "backup")) as copy:
        assert copy.execute("SELECT count(*) FROM submissions").fetchone() == (2,)


def test_backup_overwrites_nothing(sqlite_database: Database, tmp_path: Path):
    (tmp_path / "kept").write_text("kept")
    with pytest.raises(BackupExistsError):
        back_up(sqlite_database, tmp_path / "kept", silent)
    assert (tmp_path / "kept").read_text() == "kept"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_backup_is_refused(sqlite_database: Database, tmp_path: Path, content: bytes):
    (tmp_path / "odd").write_bytes(content)
    with pytest.raises(DatabaseDamagedError):
        restore(tmp_path / "odd", sqlite_database, silent)
