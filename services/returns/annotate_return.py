"""Gives an uploaded workbook back with its problems marked in it; nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.database import Database
from i18n.texts import Texts
from indicators.plan import Plan
from reports.file_name import uploaded_stem
from services.returns.submit_return import Upload, Verdict, check_return
from services.rights.actor import Actor
from workbooks.annotated_copy import annotated_copy
from workbooks.process import ReaderProcess

_NAMELESS = "return"


@dataclass(frozen=True, slots=True)
class AnnotatedReturn:
    """The marked copy, a file name safe on every system, and the verdict whose problems it shows."""

    file_name: str
    content: bytes
    verdict: Verdict


def annotate_return(
    database: Database,
    plan: Plan,
    actor: Actor,
    upload: Upload,
    today: date,
    texts: Texts,
    *,
    reader: ReaderProcess,
) -> AnnotatedReturn:
    """The workbook with what an upload of it would say; whoever may check a file may have it marked.

    Raises:
        NotAllowedError: when the actor may not report, or not for the unit the file is of.
        NoAnnotatedCopyError: when the file may not be opened at all.
        AnnotationFailedError: when it cannot be marked, or not in time.
    """
    verdict = check_return(database, plan, actor, upload, today, reader=reader)
    content = annotated_copy(upload.content, upload.file_name, verdict.problems, texts, reader)
    name = texts("annotations.file_name", name=uploaded_stem(upload.file_name, _NAMELESS))
    return AnnotatedReturn(name, content, verdict)
