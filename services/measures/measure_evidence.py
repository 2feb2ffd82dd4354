"""Files that departments give as evidence: kept by their content, and given back as they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.database import Database
from indicators.errors import AppError, NotFoundError
from indicators.periods import Period
from indicators.plan import Plan
from reports.file_name import uploaded_stem
from services.rights.actor import Actor
from services.rights.audit_events import file_object, note
from services.rights.permission import Action, require
from workbooks.evidence import LARGEST_BYTES, MEDIA, evidence_kind


class EvidenceTooLargeError(AppError):
    """The file is larger than evidence may be; params: limit (MB)."""

    code = "evidence_too_large"


class EvidenceKindError(AppError):
    """The file is of no kind that is taken; params: kinds."""

    code = "evidence_kind"


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A stored file: a file name safe on every system, its media type, its bytes."""

    file_name: str
    media_type: str
    content: bytes


def add_evidence(
    database: Database,
    plan: Plan,
    actor: Actor,
    measure: str,
    unit: str,
    period: Period,
    file_name: str,
    content: bytes,
    now: datetime,
) -> int:
    """Keeps a file for a measure of the unit; its number.

    Raises:
        NotAllowedError: the actor does not report for the unit.
        NotFoundError: the unit is not responsible for the measure.
        UnknownMeasureError: the plan has no such measure.
        EvidenceTooLargeError, EvidenceKindError: the file is not taken.
    """
    object_ = f"measure:{plan.head.id}/{measure}"
    require(database, actor, Action.ADD_EVIDENCE, unit, object_)
    if unit not in plan.measure(measure).departments:
        raise NotFoundError(what=measure)
    kind = _taken_kind(content, file_name)
    name = f"{uploaded_stem(file_name, 'evidence')}.{kind}"
    with database.transaction() as tx:
        digest = tx.files.add(content, now)
        about = {"file_name": name, "kind": kind, "sha256": digest, "added_by": actor.name}
        number = tx.measures.add_evidence(plan.head.id, measure, unit, period, size=len(content), added_at=now, **about)
        note(tx, actor, Action.ADD_EVIDENCE, object_, detail=f"#{number} {name}", after=digest)
    return number


def _taken_kind(content: bytes, file_name: str) -> str:
    if len(content) > LARGEST_BYTES:
        raise EvidenceTooLargeError(limit=LARGEST_BYTES // 1024 // 1024)
    kind = evidence_kind(content, file_name)
    if kind is None:
        raise EvidenceKindError(kinds="、".join(MEDIA))
    return kind


def evidence_file(database: Database, plan: Plan, actor: Actor, number: int) -> EvidenceFile:
    """The bytes of a file that was given as evidence; every download is kept in the audit trail.

    Raises:
        NotAllowedError: the actor may not see evidence.
        NotFoundError: there is no such file.
    """
    require(database, actor, Action.DOWNLOAD_EVIDENCE, object_=f"evidence:{number}")
    with database.reading() as tx:
        found = next((each for each in tx.measures.evidence(plan.head.id) if each.id == number), None)
        content = tx.files.get(found.sha256) if found else None
    if found is None or content is None:
        raise NotFoundError(what=number)
    with database.transaction() as tx:
        note(tx, actor, Action.DOWNLOAD_EVIDENCE, file_object(found.sha256), detail=f"#{number}", after=found.sha256)
    return EvidenceFile(found.file_name, MEDIA[found.kind], content)
