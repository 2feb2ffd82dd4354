"""Triggers that refuse to change or delete rows: what was reported stays as it was reported.

They guard against mistakes of programs and people; an owner of the database can drop them.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from db.translation import PERMANENT_RECORD_STATE

_SQLITE = """
CREATE TRIGGER {table}_refuse_{action} BEFORE {action} ON {table}
BEGIN SELECT RAISE(ABORT, 'rows of {table} are permanent'); END
"""

# The driver takes a single % for a placeholder.
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of %% are permanent', TG_TABLE_NAME USING ERRCODE = '{state}';
END $$
"""

_POSTGRESQL = """
CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def forbid_changes(connection: Connection, tables: Iterable[str]) -> None:
    """Makes the triggers for these tables; UPDATE and DELETE (and TRUNCATE) then raise."""
    if connection.dialect.name == "sqlite":
        for table in tables:
            for action in ("update", "delete"):
                connection.exec_driver_sql(_SQLITE.format(table=table, action=action))
        return
    connection.exec_driver_sql(_POSTGRESQL_FUNCTION.format(state=PERMANENT_RECORD_STATE))
    for table in tables:
        connection.exec_driver_sql(_POSTGRESQL.format(table=table))


_KEPT_SQLITE = (
    """
CREATE TRIGGER audit_trail_refuse_update BEFORE UPDATE ON audit_trail
BEGIN SELECT RAISE(ABORT, 'rows of audit_trail are permanent'); END
""",
    """
CREATE TRIGGER audit_trail_refuse_delete BEFORE DELETE ON audit_trail
WHEN OLD.sequence > (SELECT max(sequence) FROM audit_anchors)
BEGIN SELECT RAISE(ABORT, 'rows of audit_trail are permanent'); END
""",
)

_KEPT_POSTGRESQL = (
    """
CREATE FUNCTION keep_audit_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.sequence > (SELECT max(sequence) FROM audit_anchors) THEN
    RAISE EXCEPTION 'rows of audit_trail are permanent' USING ERRCODE = '{state}';
  END IF;
  RETURN OLD;
END $$
""",
    """
CREATE TRIGGER audit_trail_refuse_change BEFORE UPDATE OR TRUNCATE ON audit_trail
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
""",
    """
CREATE TRIGGER audit_trail_refuse_delete BEFORE DELETE ON audit_trail
FOR EACH ROW EXECUTE FUNCTION keep_audit_row()
""",
)


def keep_audit_trail(connection: Connection) -> None:
    """Makes the audit trail's triggers: rows are deleted only up to an anchor, and never changed."""
    statements = _KEPT_SQLITE if connection.dialect.name == "sqlite" else _KEPT_POSTGRESQL
    for statement in statements:
        connection.exec_driver_sql(statement.format(state=PERMANENT_RECORD_STATE))
