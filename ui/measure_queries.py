"""What the screens of measures ask and do."""

from __future__ import annotations

from services import measure_matrix as matrices
from services import measures as registers
from services.measure_matrix import MeasureMatrix
from services.measures import MeasureDetail, Register
from ui.queries import remembered
from ui.visit import Visit


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
