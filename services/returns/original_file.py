"""Gives back an uploaded workbook exactly as it was uploaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.database import Database
from db.records import Submission
from indicators.errors import NotFoundError
from indicators.returns import ReturnState
from services.rights.actor import Actor
from services.rights.audit_events import file_object, note
from services.rights.permission import Action, permits, require
from workbooks.guard import Format
from workbooks.guard.kinds import kind_of

_APPROVED = {ReturnState.APPROVED, ReturnState.REOPENED}
"""What counts, or has counted until its correction was approved."""


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """A stored workbook: a generated name (the uploader's name is not trusted with paths) and its bytes."""

    file_name: str
    content: bytes


def original(database: Database, actor: Actor, sha256: str) -> OriginalFile:
    """The stored bytes with this SHA-256 (64 hex digits); every download is kept in the audit trail.

    Raises:
        NotAllowedError: when the file is of a unit the actor has nothing to do with, or, for who may only see
            what is approved, of no approved return.
        NotFoundError: when no such file was ever uploaded.
    """
    digest = sha256.lower()
    with database.reading() as tx:
        content = tx.files.get(digest)
        submissions = tx.submissions.of_file(digest)
    if not _may_have(actor, submissions):
        require(database, actor, Action.DOWNLOAD_ORIGINAL, _first_unit(submissions), file_object(digest))
    if content is None:
        raise NotFoundError(what=sha256)
    with database.transaction() as tx:
        note(tx, actor, Action.DOWNLOAD_ORIGINAL, file_object(digest), after=digest)
    return OriginalFile(file_name=f"{digest[:12]}{_ending(content)}", content=content)


def _ending(content: bytes) -> str:
    """The ending by what the file is; .xlsx for what is none of the formats that are read."""
    kind = kind_of(content, "")
    return kind.value if isinstance(kind, Format) else Format.XLSX.value


def _may_have(actor: Actor, submissions: Sequence[Submission]) -> bool:
    if not submissions:  # there is nothing to be denied, but not everybody may try
        return permits(actor, Action.DOWNLOAD_APPROVED_ORIGINAL) or permits(actor, Action.DOWNLOAD_ORIGINAL)
    return any(
        permits(actor, Action.DOWNLOAD_ORIGINAL, each.key.unit)
        or (each.state in _APPROVED and permits(actor, Action.DOWNLOAD_APPROVED_ORIGINAL, each.key.unit))
        for each in submissions
    )


def _first_unit(submissions: Sequence[Submission]) -> str | None:
    return submissions[0].key.unit if submissions else None
