"""A return's annotated copy from the command line."""

from __future__ import annotations

from pathlib import Path

from console.session import ConsoleSession
from services.groundwork.today import today
from services.returns.annotate_return import annotate_return
from services.returns.submit_return import Upload
from workbooks.process import ReaderProcess


def annotate_file(session: ConsoleSession, file: Path, output: Path) -> None:
    """Writes the copy of a file with its problems marked, and says how many there are."""
    day = today(session.database, session.plan)
    upload = Upload(file.name, file.read_bytes())
    with ReaderProcess() as reader:
        copy = annotate_return(session.database, session.plan, session.actor, upload, day, session.texts, reader=reader)
    output.write_bytes(copy.content)
    problems = len(copy.verdict.problems)
    session.say("annotated" if problems else "annotated_clean", file=output, count=problems)
