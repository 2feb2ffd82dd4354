"""Backup, restore and move of the database from the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from hashlib import file_digest
from pathlib import Path

from console.session import ConsoleSession
from db.transfer import TableProof, Told
from i18n.texts import Texts
from services.upkeep.keep_copy import back_up_database, move_database, restore_database, without_password

_MEGABYTE = 1_000_000


def back_up(session: ConsoleSession, file: Path) -> None:
    """Writes a backup and says how large it is and what it hashes to."""
    back_up_database(session.database, session.actor, file, _progress(session.texts))
    with file.open("rb") as written:
        digest = file_digest(written, "sha256").hexdigest()
    session.say("backed_up", file=file, size=f"{file.stat().st_size / _MEGABYTE:.1f}", sha256=digest)


def restore(session: ConsoleSession, file: Path) -> None:
    """Fills the empty database of the settings, and says what was proved table by table."""
    proofs = restore_database(session.database, session.actor, file, _progress(session.texts))
    _say_proofs(session, proofs)
    session.say("restored", file=file, tables=len(proofs), rows=sum(proof.rows for proof in proofs))


def move(session: ConsoleSession, address: str) -> None:
    """Moves the database of the settings, and says what was proved table by table."""
    moved = move_database(session.database, session.actor, address, _progress(session.texts))
    _say_proofs(session, moved.proofs)
    session.say(
        "migrated",
        address=without_password(address),
        tables=len(moved.proofs),
        rows=sum(proof.rows for proof in moved.proofs),
        sequence=moved.head.sequence,
    )


def _say_proofs(session: ConsoleSession, proofs: Sequence[TableProof]) -> None:
    for proof in proofs:
        session.say("copied_table", table=proof.table, rows=proof.rows, checksum=proof.checksum)


def _progress(texts: Texts) -> Told:
    """On the terminal's error output, one line that is written over; nothing where there is no terminal."""

    def told(table: str, rows: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K{texts('commands.copying', table=table, rows=rows)}")

    return told
