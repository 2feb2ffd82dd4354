"""Returns from the command line: many files, one verdict each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from console.printing import verdict_lines
from console.session import ConsoleSession, write_json, write_line
from services.documents import verdict_document
from services.import_as import importer
from services.roles import Role
from services.submit_return import Upload, check_return, submit_return
from services.today import today
from workbooks.process import ReaderProcess


@contextmanager
def _uploads(files: Iterable[Path]) -> Iterator[tuple[Iterator[Upload], ReaderProcess]]:
    with ReaderProcess() as reader:
        yield (Upload(path.name, path.read_bytes()) for path in files), reader


def check_files(session: ConsoleSession, files: Iterable[Path], *, as_json: bool) -> bool:
    """Prints what an upload of each file would say; whether all would be accepted."""
    day = today(session.database, session.plan)
    with _uploads(files) as (uploads, reader):
        verdicts = [
            check_return(session.database, session.plan, session.actor, upload, day, reader=reader)
            for upload in uploads
        ]
    if as_json:
        write_json([verdict_document(verdict, session.texts) for verdict in verdicts])
    else:
        for verdict in verdicts:
            write_line("\n".join(verdict_lines(verdict, session.plan, session.texts)))
    return all(verdict.accepted for verdict in verdicts)


def import_files(session: ConsoleSession, files: Iterable[Path], user: str, approve_as: str | None) -> bool:
    """Submits each file as `user`, approved by `approve_as` (else the local operator); whether all were accepted."""
    actor = importer(session.database, user, Role.REPORTER)
    approver = importer(session.database, approve_as, Role.REVIEWER) if approve_as else session.actor
    accepted = True
    with _uploads(files) as (uploads, reader):
        for upload in uploads:
            receipt = submit_return(
                session.database,
                session.plan,
                actor,
                upload,
                datetime.now(tz=UTC),
                reader=reader,
                approver=approver,
            )
            write_line("\n".join(verdict_lines(receipt.verdict, session.plan, session.texts)))
            if receipt.submission is not None:
                session.say("submission", number=receipt.submission.number, sha256=receipt.submission.sha256)
            accepted = accepted and receipt.verdict.accepted
    return accepted
