"""Backs the database up, restores it, and moves it to another: for who has the machine, by the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from db.account_records import AuditHead
from db.backup import back_up, restore
from db.database import Database
from db.errors import TransferDiffersError
from db.transfer import TableProof, Told
from indicators.errors import AppError
from services.rights.actor import Actor
from services.rights.audit_events import Outcome, note
from services.rights.permission import Action, require
from services.upkeep.audit_chain import check_chain


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move has proved: every table the same on both sides, and the audit chain unbroken to its head."""

    proofs: tuple[TableProof, ...]
    head: AuditHead


def back_up_database(database: Database, actor: Actor, file: Path, told: Told) -> None:
    """Writes a consistent copy to a new file while the server goes on; the copy knows that it was made.

    Raises:
        NotAllowedError: when the actor is not the machine's operator.
        BackupExistsError: when the file is there already.
    """
    require(database, actor, Action.BACK_UP, object_=f"backup:{file.name}")
    with database.transaction() as tx:
        note(tx, actor, Action.BACK_UP, f"backup:{file.name}")  # before it, so that it stands in the copy
    with _failure_noted(database, actor, Action.BACK_UP, f"backup:{file.name}"):
        back_up(database, file, told)


def restore_database(database: Database, actor: Actor, file: Path, told: Told) -> tuple[TableProof, ...]:
    """Fills an empty database from a backup, and notes it there.

    Raises:
        NotAllowedError: when the actor is not the machine's operator.
        DatabaseDamagedError: when the file is no sound backup.
        TargetInUseError: when the database is not empty.
    """
    database.upgrade()
    require(database, actor, Action.RESTORE, object_=f"backup:{file.name}")
    proofs = restore(file, database, told)
    with database.transaction() as tx:
        note(tx, actor, Action.RESTORE, f"backup:{file.name}")
    return proofs


def move_database(database: Database, actor: Actor, address: str, told: Told) -> Moved:
    """Copies everything to an empty database at another address, proved to be the same; the old one stays.

    Args:
        database: the one in use; it should be at rest.
        actor: who asks.
        address: `postgresql://…` or `sqlite:///…`; the audit trail names it without its password.
        told: hears of the progress.

    Raises:
        NotAllowedError: when the actor is not the machine's operator.
        DatabaseUnavailableError: when there is no database at the address.
        TargetInUseError: when it is not empty.
        TransferDiffersError: when what was written reads back differently; then nothing was kept.
    """
    object_ = f"database:{without_password(address)}"
    require(database, actor, Action.MOVE_DATABASE, object_=object_)
    target = Database(address)
    try:
        target.upgrade()
        with database.transaction() as tx:
            note(tx, actor, Action.MOVE_DATABASE, object_)  # before it, so that it stands in the copy
        with _failure_noted(database, actor, Action.MOVE_DATABASE, object_):
            proofs = database.copy_to(target, told)
            return Moved(proofs, _unbroken(target))
    finally:
        target.dispose()


@contextmanager
def _failure_noted(database: Database, actor: Actor, action: Action, object_: str) -> Iterator[None]:
    """What was noted as done before it began is noted as failed when it fails."""
    try:
        yield
    except (AppError, OSError):
        with database.transaction() as tx:
            note(tx, actor, action, object_, Outcome.FAILED)
        raise


def without_password(address: str) -> str:
    """A database's address as it may be shown and noted."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}"


def _unbroken(target: Database) -> AuditHead:
    """The head of the copied audit chain, walked from its beginning; raises TransferDiffersError."""
    with target.reading() as tx, closing(tx.audit.rows()) as rows:
        report = check_chain(rows, tx.audit.anchor(), tx.audit.chain(), None)
    if report.fault is not None:
        raise TransferDiffersError(table="audit_trail")
    return report.head
