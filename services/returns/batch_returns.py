"""Many returns at once: each file is checked and submitted on its own, and none spoils the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from db.database import Database
from indicators.errors import AppError
from indicators.plan import Plan
from indicators.problems import Problem, Severity
from services.returns.submit_return import Receipt, check_return, submit_return
from services.returns.verdict import Upload, Verdict
from services.rights.actor import Actor
from workbooks.archive import archived_files, is_archive
from workbooks.process import ReaderProcess

Told = Callable[[int, int], None]
"""Is told how many of how many are done."""


class Outcome(StrEnum):
    """What is said about one file of many, in a word."""

    ACCEPTED = "accepted"
    HARD = "hard"
    SOFT = "soft"
    SAME = "same"
    UNRECOGNISED = "unrecognised"
    BARRED = "barred"
    TWIN = "twin"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file of a batch; `upload` is None where there is nothing to read, `problem` then says why.

    With neither it is none of the sender's (a system's own file in a zip).
    """

    name: str
    upload: Upload | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A file with what is said about it: a verdict, or the error that kept it from one.

    `twin` tells that another file of the batch is the same return.
    """

    arrived: Arrived
    verdict: Verdict | None = None
    error: AppError | None = None
    twin: bool = False

    @property
    def outcome(self) -> Outcome:
        """The word for it."""
        if self.error is not None:
            return Outcome.FAILED
        if self.verdict is None:
            return Outcome.SKIPPED
        return _of_verdict(self.verdict, twin=self.twin)

    @property
    def ready(self) -> bool:
        """Whether it may be submitted together with others."""
        return self.outcome is Outcome.ACCEPTED


@dataclass(frozen=True, slots=True)
class Submitted:
    """A checked file after its submission: the receipt, or the error that kept it from one."""

    checked: Checked
    receipt: Receipt | None = None
    error: AppError | None = None


def _of_verdict(verdict: Verdict, *, twin: bool) -> Outcome:
    if verdict.key is None:
        return Outcome.UNRECOGNISED
    if verdict.same_as is not None:
        return Outcome.SAME
    if not verdict.accepted:
        hard = any(problem.severity is Severity.HARD for problem in verdict.problems)
        return Outcome.HARD if hard else Outcome.SOFT
    if twin:
        return Outcome.TWIN
    return Outcome.BARRED if verdict.bar is not None else Outcome.ACCEPTED


def arrivals(uploads: Iterable[Upload]) -> Iterator[Arrived]:
    """The files one by one, those of zips among them under `zip name/path`; zips within zips are not opened."""
    for upload in uploads:
        if not is_archive(upload.content):
            yield Arrived(upload.file_name, upload)
            continue
        for file in archived_files(upload.content):
            name = f"{upload.file_name}/{file.name}" if file.name else upload.file_name
            content = None if file.content is None else Upload(name, file.content)
            yield Arrived(name, content, file.problem)


def check_returns(
    database: Database,
    plan: Plan,
    actor: Actor,
    files: Sequence[Arrived],
    today: date,
    *,
    reader: ReaderProcess,
    told: Told | None = None,
) -> tuple[Checked, ...]:
    """What submitting each file would say, in their order; each is kept in the audit trail as a single one is.

    What is refused for one file (another unit's return) is said at that file.
    """
    found = []
    for done, arrived in enumerate(files, 1):
        found.append(_checked(database, plan, actor, arrived, today, reader))
        if told is not None:
            told(done, len(files))
    keys = Counter(each.verdict.key for each in found if each.verdict is not None and each.verdict.key is not None)
    return tuple(
        replace(each, twin=each.verdict is not None and each.verdict.key is not None and keys[each.verdict.key] > 1)
        for each in found
    )


def _checked(
    database: Database, plan: Plan, actor: Actor, arrived: Arrived, today: date, reader: ReaderProcess
) -> Checked:
    if arrived.upload is None:
        refused = Verdict(arrived.name, None, (arrived.problem,), ()) if arrived.problem else None
        return Checked(arrived, refused)
    try:
        return Checked(arrived, check_return(database, plan, actor, arrived.upload, today, reader=reader))
    except AppError as error:
        return Checked(arrived, error=error)


def submit_returns(
    database: Database,
    plan: Plan,
    actor: Actor,
    files: Sequence[Checked],
    now: datetime,
    *,
    reader: ReaderProcess,
    approver: Actor | None = None,
    told: Told | None = None,
) -> tuple[Submitted, ...]:
    """Submits each file in a transaction of its own; what was not accepted at its check is tried again all the same.

    Where somebody else was faster than the check, the file is kept as a draft, as a single one is.
    """
    done: list[Submitted] = []
    for each in files:
        done.append(_submitted(database, plan, actor, each, now, reader, approver))
        if told is not None:
            told(len(done), len(files))
    return tuple(done)


def _submitted(
    database: Database,
    plan: Plan,
    actor: Actor,
    checked: Checked,
    now: datetime,
    reader: ReaderProcess,
    approver: Actor | None,
) -> Submitted:
    upload, verdict = checked.arrived.upload, checked.verdict
    if upload is None or verdict is None:
        return Submitted(checked, error=checked.error)
    seen = verdict.stands.number if verdict.stands else 0
    try:
        receipt = submit_return(
            database, plan, actor, replace(upload, after=seen), now, reader=reader, approver=approver
        )
    except AppError as error:
        return Submitted(checked, error=error)
    return Submitted(checked, receipt)
