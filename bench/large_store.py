"""A database as large as one likes: an invented province whose counties report Dalian's form for ten years.

Every vintage is a whole resubmission of all returns, approved, so that only the last one counts: what
grows is the history, as it does in use.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zlib import crc32

from db.database import Database
from db.loading import ApprovedReturn
from indicators.inputs import periods_of_year
from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import MONTHS_IN_YEAR, Period
from indicators.plan import Plan, ReportingUnit, UnitKind
from indicators.registry import load_builtin
from indicators.returns import ReturnKey
from services.rollups import compute_points

YEARS = range(2009, 2019)
FORM = "F01"
MILLION = 1_000_000
FILE = b"the same bytes for every invented return"
BEGUN = datetime(2018, 11, 1, tzinfo=UTC)
_PRIME, _SPREAD = 7919, 100_003


@dataclass(frozen=True, slots=True)
class Filled:
    """What was put in: the plan, cells and vintages, and the moment in the middle of the history."""

    plan: Plan
    cells: int
    vintages: int
    middle: datetime


def province(counties: int) -> Plan:
    """Dalian's plan with so many counties instead of its districts and zones."""
    plan = load_builtin()
    invented = tuple(
        ReportingUnit(code=f"P{number:05d}", name=f"示例县{number}", name_en=f"County {number}", kind=UnitKind.DISTRICT)
        for number in range(1, counties + 1)
    )
    rest = tuple(unit for unit in plan.units if unit.kind not in {UnitKind.DISTRICT, UnitKind.ZONE})
    return plan.model_copy(update={"units": (*invented, *rest)})


def fill(database: Database, cells: int, plan: Plan) -> Filled:
    """Fills an upgraded, empty database with whole vintages of a plan's own units, at least `cells` cells in all."""
    per_vintage = (
        len(plan.reporters(plan.form(FORM))) * len(YEARS) * MONTHS_IN_YEAR * len(plan.form(FORM).variables) * len(Basis)
    )
    vintages = -(-cells // per_vintage)
    with database.transaction() as tx:
        digest = tx.files.add(FILE, BEGUN)
        tx.submissions.load(plan.head.id, _returns(plan, digest, vintages))
    _roll_up(database, plan)
    return Filled(plan, vintages * per_vintage, vintages, BEGUN + timedelta(days=vintages / 2))


def figures_of(plan: Plan, unit: str, period: Period, salt: int) -> list[ReportedFigure]:
    """A completed return: every variable in every column, with invented values."""
    variables = plan.form(FORM).variables
    made = []
    for row, variable in enumerate(variables):
        for column, basis in enumerate(Basis):
            number = (crc32(unit.encode()) * _PRIME + period.number * 31 + row * 7 + column + salt) % _SPREAD
            value = Decimal(number) if plan.variable_by_code[variable].decimals == 0 else Decimal(number) / 100
            seen = Observation(variable, unit, period, basis, value)
            made.append(ReportedFigure(seen, FORM, f"{'DEF'[column]}{row + 9}", str(value)))
    return made


def _returns(plan: Plan, digest: str, vintages: int) -> Iterator[ApprovedReturn]:
    counties = [unit.code for unit in plan.reporters(plan.form(FORM))]
    for vintage in range(vintages):
        at = BEGUN + timedelta(days=vintage)
        for year in YEARS:
            for number in range(1, MONTHS_IN_YEAR + 1):
                period = Period.month(year, number)
                for unit in counties:
                    figures = figures_of(plan, unit, period, vintage)
                    key, end = ReturnKey(FORM, unit, period), at + timedelta(hours=1)
                    yield ApprovedReturn(
                        key, vintage + 1, "示例.xlsx", digest, "示例填报人", at, "示例审核人", end, figures
                    )


def _roll_up(database: Database, plan: Plan) -> None:
    for year in YEARS:
        wanted = [(each, period) for each in plan.indicators for period in periods_of_year(each.frequency, year)]
        with database.transaction() as tx:
            tx.rollups.replace(plan.head.id, compute_points(tx, plan, wanted))
