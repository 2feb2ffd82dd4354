"""Who takes a table away, and that it is kept."""

from __future__ import annotations

import pytest

from db.audit import AuditFilter
from indicators.errors import NotAllowedError
from reports.table_file import TableContent
from services.exports.export_table import KINDS, export_table
from services.rights.actor import LOCAL_OPERATOR, NOBODY

TABLE = TableContent("returns/F01/2018-09", "上报情况", (), ("单位",), (("中山区",), ("西岗区",)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_export_is_kept_with_table_kind_and_rows(database, kind):
    assert export_table(database, LOCAL_OPERATOR, TABLE, kind)
    with database.reading() as tx:
        (row,) = tx.audit.find(AuditFilter(actions=("export_table",)))
    assert (row.entry.object, row.entry.detail) == ("table:returns/F01/2018-09", f"{kind} 2")


def test_who_has_no_role_takes_nothing_and_that_is_kept(database):
    with pytest.raises(NotAllowedError):
        export_table(database, NOBODY, TABLE, "csv")
    with database.reading() as tx:
        (row,) = tx.audit.find(AuditFilter(actions=("export_table",)))
    assert row.entry.outcome == "denied"
