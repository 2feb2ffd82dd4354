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
from indicators.aggregation import point
from indicators.inputs import periods_of_year
from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import MONTHS_IN_YEAR, Period
from indicators.plan import Plan, ReportingUnit, UnitKind
from indicators.registry import load_builtin
from indicators.returns import ReturnKey
from indicators.standing import IndicatorPoint
from services.groundwork.rollups import compute_points

YEARS = range(2009, 2019)
FORM = "F01"
MILLION = 1_000_000
FILE = b"the same bytes for every invented return"
BEGUN = datetime(2018, 11, 1, tzinfo=UTC)
_PRIME, _SPREAD = 7919, 100_003
_CURRENT = list(Basis).index(Basis.CURRENT)


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
    _keep_history(database, plan, vintages)
    return Filled(plan, vintages * per_vintage, vintages, BEGUN + timedelta(days=vintages / 2))


def figures_of(plan: Plan, unit: str, period: Period, salt: int) -> list[ReportedFigure]:
    """A completed return: every variable in every column, with invented values."""
    variables = plan.form(FORM).variables
    made = []
    for row, variable in enumerate(variables):
        for column, basis in enumerate(Basis):
            value = _value(plan, unit, period, salt, row, column)
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


def _value(plan: Plan, unit: str, period: Period, salt: int, row: int, column: int) -> Decimal:
    number = (crc32(unit.encode()) * _PRIME + period.number * 31 + row * 7 + column + salt) % _SPREAD
    whole = plan.variable_by_code[plan.form(FORM).variables[row]].decimals == 0
    return Decimal(number) if whole else Decimal(number) / 100


def _keep_history(database: Database, plan: Plan, vintages: int) -> None:
    """What the approvals would have left in the history: the city's figures after every vintage, from its figures.

    Within a vintage all approvals have one moment, so that no other state can be asked for.
    """
    counties = [unit.code for unit in plan.reporters(plan.form(FORM))]
    events_each = 2 * len(counties) * len(YEARS) * MONTHS_IN_YEAR
    for vintage in range(vintages):
        at = BEGUN + timedelta(days=vintage, hours=1)
        with database.transaction() as tx:
            for year in YEARS:
                points = _points(plan, counties, year, vintage)
                tx.figure_history.add(plan.head.id, at, points, sequence=events_each * (vintage + 1))
    with database.reading() as tx:
        kept = [each for each in tx.figure_history.known(plan.head.id, YEARS) or () if each.reported]
        if kept != [each for each in tx.rollups.points(plan.head.id, years=YEARS) if each.reported]:
            message = "the history of the invented returns does not end with their roll-ups"
            raise ValueError(message)


def _points(plan: Plan, counties: list[str], year: int, vintage: int) -> list[IndicatorPoint]:
    """The points of a year, of those that have any figure."""
    figures = {
        (variable, unit, period): Observation(
            variable, unit, period, Basis.CURRENT, _value(plan, unit, period, vintage, row, _CURRENT)
        )
        for number in range(1, MONTHS_IN_YEAR + 1)
        for period in [Period.month(year, number)]
        for unit in counties
        for row, variable in enumerate(plan.form(FORM).variables)
    }
    every = (
        point(plan, indicator, period, figures)
        for indicator in plan.indicators
        for period in periods_of_year(indicator.frequency, year)
    )
    return [each for each in every if each.reported]
