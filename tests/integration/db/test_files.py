"""Original files: kept once, byte for byte."""

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select

from db.database import Database
from db.errors import StoredFileDamagedError
from db.tables import FILES
from tests.integration.db.reporting import NOON


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=2000))
def test_a_file_comes_back_byte_for_byte(database: Database, content: bytes):
    with database.transaction() as tx:
        digest = tx.files.add(content, NOON)
    with database.reading() as tx:
        assert tx.files.get(digest) == content
    assert digest == hashlib.sha256(content).hexdigest()


def test_the_same_bytes_are_stored_once(database: Database):
    with database.transaction() as tx:
        assert tx.files.add(b"workbook", NOON) == tx.files.add(b"workbook", NOON)
        assert tx.files._connection.scalar(select(func.count()).select_from(FILES)) == 1
        assert tx.files.digests() == [hashlib.sha256(b"workbook").hexdigest()]


def test_an_unknown_file_is_none(database: Database):
    with database.reading() as tx:
        assert tx.files.get("0" * 64) is None


def test_a_large_file_is_kept(database: Database):
    content = bytes(range(256)) * (20 * 4096)
    with database.transaction() as tx:
        digest = tx.files.add(content, NOON)
    with database.reading() as tx:
        assert tx.files.get(digest) == content


def test_a_damaged_file_is_not_given_out(database: Database):
    digest = hashlib.sha256(b"what was uploaded").hexdigest()
    with database.transaction() as tx:
        tx.files._connection.execute(insert(FILES).values(sha256=digest, content=b"something else", added_at=NOON))
    with database.reading() as tx, pytest.raises(StoredFileDamagedError) as caught:
        tx.files.get(digest)
    assert caught.value.params == {"sha256": digest}
