"""What the screens of measures ask and do."""

from __future__ import annotations

from collections.abc import Mapping

from indicators.measure_progress import MeasureReport
from indicators.periods import Period
from services.measures import measure_entry, measure_evidence, measure_register
from services.measures import measure_matrix as matrices
from services.measures import measures as registers
from services.measures.measure_entry import BegunEntry
from services.measures.measure_evidence import EvidenceFile
from services.measures.measure_matrix import MeasureMatrix
from services.measures.measure_register import RegisterTaken
from services.measures.measures import MeasureDetail, Register
from services.returns.empty_form import FormFile
from services.returns.verdict import Upload
from ui.visits import queries
from ui.visits.answers import forget, remembered
from ui.visits.visit import Visit


@remembered
def register(visit: Visit) -> Register:
    """Every measure as it stands."""
    return registers.register(visit.database, visit.plan, visit.actor, visit.today, visit.as_of)


@remembered
def measure_detail(visit: Visit, code: str) -> MeasureDetail:
    """One measure in full; raises UnknownMeasureError."""
    return registers.measure_detail(visit.database, visit.plan, visit.actor, code, visit.today, visit.as_of)


@remembered
def matrix(visit: Visit) -> MeasureMatrix:
    """Indicators against measures."""
    return matrices.measure_matrix(visit.database, visit.plan, visit.actor, visit.today, visit.as_of)


def begun_entry(visit: Visit, unit: str, period: Period) -> BegunEntry:
    """What a department has said so far; never remembered: somebody else of it may be faster."""
    return measure_entry.begun_entry(visit.database, visit.plan, visit.actor, unit, period)


def entered_return(visit: Visit, unit: str, period: Period, reports: Mapping[str, MeasureReport]) -> Upload:
    """The entries as a filled form."""
    return measure_entry.entered_return(visit.database, visit.plan, visit.actor, unit, period, reports)


def register_workbook(visit: Visit, period: Period) -> FormFile:
    """The register to hand round, never remembered: every export is noted."""
    return measure_register.register_workbook(
        visit.database, visit.plan, visit.actor, period, visit.today, visit.texts, visit.as_of
    )


def taken_register(visit: Visit, upload: Upload) -> RegisterTaken:
    """A filled register as the forms of the actor's departments."""
    return measure_register.taken_register(visit.database, visit.plan, visit.actor, upload, reader=queries.reader())


def marked_register(visit: Visit, upload: Upload) -> FormFile:
    """A filled register with what cannot be understood marked in it."""
    return measure_register.marked_register(
        visit.database, visit.plan, visit.actor, upload, visit.texts, reader=queries.reader()
    )


def add_evidence(visit: Visit, measure: str, unit: str, period: Period, file_name: str, content: bytes) -> None:
    """Keeps a file as evidence, and forgets every remembered answer."""
    try:
        measure_evidence.add_evidence(
            visit.database, visit.plan, visit.actor, measure, unit, period, file_name, content, visit.now
        )
    finally:
        forget()


def evidence_file(visit: Visit, number: int) -> EvidenceFile:
    """A file of evidence, never remembered: every download is noted."""
    return measure_evidence.evidence_file(visit.database, visit.plan, visit.actor, number)
