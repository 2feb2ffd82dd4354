"""What the audit trail says of a backup that was not made."""

import pytest

from db.audit import AuditFilter
from db.errors import BackupExistsError
from services.rights.actor import LOCAL_OPERATOR
from services.upkeep.keep_copy import back_up_database


def silent(_table, _rows):
    pass


def outcomes(database):
    with database.reading() as tx:
        found = tx.audit.find(AuditFilter(actions=["back_up"]))
    return sorted((each.entry.object, each.entry.outcome) for each in found)


def test_a_backup_that_fails_is_noted_as_failed(sqlite_database, tmp_path):
    (tmp_path / "kept").write_text("kept")
    with pytest.raises(BackupExistsError):
        back_up_database(sqlite_database, LOCAL_OPERATOR, tmp_path / "kept", silent)
    assert outcomes(sqlite_database) == [("backup:kept", "done"), ("backup:kept", "failed")]


def test_a_backup_that_is_made_is_noted_once(sqlite_database, tmp_path):
    back_up_database(sqlite_database, LOCAL_OPERATOR, tmp_path / "new", silent)
    assert outcomes(sqlite_database) == [("backup:new", "done")]
