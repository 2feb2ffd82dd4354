"""A table of a screen as a file to keep. What it shows was already permitted; that it left is noted."""

from __future__ import annotations

from typing import Literal

from db.database import Database
from reports.table_file import TableContent, csv_bytes, xlsx_bytes
from services.rights.actor import Actor
from services.rights.audit_events import note
from services.rights.permission import Action, require

Kind = Literal["csv", "xlsx"]
KINDS: tuple[Kind, ...] = ("csv", "xlsx")
_WRITERS = {"csv": csv_bytes, "xlsx": xlsx_bytes}


def export_table(database: Database, actor: Actor, content: TableContent, kind: Kind) -> bytes:
    """The file's bytes; which table, of what kind and how many rows is kept in the audit trail.

    Raises:
        NotAllowedError: for who may take no table away.
    """
    object_ = f"table:{content.name}"
    require(database, actor, Action.EXPORT_TABLE, object_=object_)
    file = _WRITERS[kind](content)
    with database.transaction() as tx:
        note(tx, actor, Action.EXPORT_TABLE, object_, detail=f"{kind} {len(content.rows)}")
    return file
