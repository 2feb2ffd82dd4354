"""Returns from the command line: many files and zips of them, one verdict each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from console.printing import verdict_lines
from console.session import ConsoleSession, write_json, write_line
from services.exports.documents import refusal_document, verdict_document
from services.groundwork.today import today
from services.returns.batch_returns import Arrived, Checked, Submitted, arrivals, check_returns, submit_returns
from services.returns.import_as import importer
from services.returns.submit_return import Upload
from services.rights.roles import Role
from workbooks.process import ReaderProcess


def _arrived(files: Iterable[Path]) -> Iterator[Arrived]:
    """The files with those of zips among them; a system's own files in a zip are passed over."""
    uploads = (Upload(path.name, path.read_bytes()) for path in files)
    return (each for each in arrivals(uploads) if each.upload is not None or each.problem is not None)


def check_files(session: ConsoleSession, files: Iterable[Path], *, as_json: bool) -> bool:
    """Prints what an upload of each file would say; whether all would be accepted."""
    day = today(session.database, session.plan)
    with ReaderProcess() as reader:
        # One by one: a zip may hold more than should be in memory at once.
        checked = [
            check_returns(session.database, session.plan, session.actor, [each], day, reader=reader)[0]
            for each in _arrived(files)
        ]
    if as_json:
        write_json([_document(session, each) for each in checked])
    else:
        for each in checked:
            _print(session, each)
    return bool(checked) and all(each.verdict is not None and each.verdict.accepted for each in checked)


def _document(session: ConsoleSession, checked: Checked) -> dict[str, object]:
    if checked.verdict is not None:
        return verdict_document(checked.verdict, session.texts)
    return refusal_document(checked.arrived.name, checked.error, session.texts)


def _print(session: ConsoleSession, checked: Checked) -> None:
    if checked.verdict is not None:
        write_line("\n".join(verdict_lines(checked.verdict, session.plan, session.texts)))
    elif checked.error is not None:
        session.say("file_failed", file=checked.arrived.name, error=session.texts.error(checked.error))


def import_files(session: ConsoleSession, files: Iterable[Path], user: str, approve_as: str | None) -> bool:
    """Submits each file as `user`, approved by `approve_as` (else the local operator); whether all were accepted.

    A file that is refused does not keep the others out.
    """
    actor = importer(session.database, user, Role.REPORTER)
    approver = importer(session.database, approve_as, Role.REVIEWER) if approve_as else session.actor
    day, accepted, any_file = today(session.database, session.plan), True, False
    with ReaderProcess() as reader:
        for each in _arrived(files):
            any_file = True
            (checked,) = check_returns(session.database, session.plan, actor, [each], day, reader=reader)
            (done,) = submit_returns(
                session.database,
                session.plan,
                actor,
                [checked],
                datetime.now(tz=UTC),
                reader=reader,
                approver=approver,
            )
            accepted = _told(session, done) and accepted
    return accepted and any_file


def _told(session: ConsoleSession, done: Submitted) -> bool:
    """Prints how a file's submission ended; whether it was accepted."""
    receipt, checked = done.receipt, done.checked
    if done.error is not None:
        session.say("file_failed", file=checked.arrived.name, error=session.texts.error(done.error))
        return False
    if receipt is None:
        _print(session, checked)
        return False
    write_line("\n".join(verdict_lines(receipt.verdict, session.plan, session.texts)))
    if receipt.submission is not None:
        session.say("submission", number=receipt.submission.number, sha256=receipt.submission.sha256)
    return receipt.verdict.accepted
