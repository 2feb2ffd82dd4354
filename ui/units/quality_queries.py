"""What the pages about units and data quality ask; remembered like every answer of `ui/visits/queries.py`."""

from __future__ import annotations

from indicators.periods import Period
from indicators.plan import ReportingUnit
from services.rights.permission import Action, permits
from services.units import data_quality as quality_service
from services.units import unit_profile as profile_service
from services.units import unit_returns
from services.units.data_quality import DataQuality
from services.units.unit_profile import UnitProfile
from services.units.unit_returns import UnitReturns
from ui.visits import queries
from ui.visits.answers import remembered
from ui.visits.visit import Visit


def units_seen(visit: Visit) -> tuple[ReportingUnit, ...]:
    """The units whose returns the visitor may see, in the plan's order; asking for their data is refused elsewhere."""
    return tuple(unit for unit in visit.plan.units if permits(visit.actor, Action.VIEW_RETURNS, unit.code))


def latest_period(visit: Visit) -> Period | None:
    """The latest complete month, for who may see the city's figures."""
    return queries.overview(visit).default_period if permits(visit.actor, Action.VIEW_FIGURES) else None


@remembered
def units_at(visit: Visit, period: Period) -> tuple[UnitReturns, ...]:
    """Every unit with how its returns stand."""
    return unit_returns.units_at(visit.database, visit.plan, visit.actor, period, visit.today, visit.as_of)


@remembered
def unit_profile(visit: Visit, unit: str, period: Period) -> UnitProfile:
    """One unit in full; raises UnknownUnitError, NotAllowedError."""
    return profile_service.unit_profile(visit.database, visit.plan, visit.actor, unit, period, visit.today, visit.as_of)


@remembered
def data_quality(visit: Visit) -> DataQuality:
    """How good the figures are."""
    return quality_service.data_quality(visit.database, visit.plan, visit.actor, visit.today, visit.as_of)
