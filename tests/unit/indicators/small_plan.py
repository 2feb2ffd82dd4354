"""A plan of three districts, a zone and a bureau, for tests of the statistics."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from indicators.aggregation import Figures, figures_of
from indicators.observations import Basis, Observation, ObservationStatus
from indicators.periods import Frequency, Period
from indicators.plan import (
    Bilingual,
    Comparator,
    Deadline,
    DenominatorRule,
    Document,
    Form,
    FormLayout,
    Formula,
    Indicator,
    Plan,
    PlanHead,
    ReportingUnit,
    Source,
    Target,
    UnitKind,
    Variable,
    VariableKind,
)
from indicators.standing import IndicatorPoint

YEAR = 2018
UNITS = ("A", "B", "C")
BUREAU = "S"
MISSING = ObservationStatus.MISSING
_TEXT = Bilingual(zh="文", en="text")


def month(number: int, year: int = YEAR) -> Period:
    return Period.month(year, number)


def year(number: int = YEAR) -> Period:
    return Period.whole_year(number)


def variable(code: str, kind: str, frequency: str = "monthly", first_month: int = 1) -> Variable:
    return Variable(
        code=code,
        name=_TEXT,
        unit=_TEXT,
        kind=VariableKind(kind),
        frequency=Frequency(frequency),
        decimals=2,
        first_month=first_month,
        definition=_TEXT,
    )


def unit(code: str, kind: UnitKind = UnitKind.DISTRICT) -> ReportingUnit:
    return ReportingUnit(code=code, name=f"{code}区", name_en=code, kind=kind)


def form(code: str, layout: str, frequencies: tuple[str, ...], reported_by: str, variables: tuple[str, ...]) -> Form:
    return Form(
        code=code,
        title=_TEXT,
        layout=FormLayout(layout),
        table_number="表",
        issued_by="局",
        approval_number="号",
        valid_until="年",
        compiled_by="局",
        frequencies=tuple(Frequency(each) for each in frequencies),
        reported_by=(UnitKind(reported_by),),
        variables=variables,
        deadline=Deadline(months_after=1, day=10),
    )


def indicator(code: str = "some", numerator: str = "01", target: str | Target = "120", **settings: object) -> Indicator:
    """An indicator with a target to reach from below; `settings` are further fields of the model."""
    fields: dict[str, object] = {
        "code": code,
        "name": _TEXT,
        "short_name": _TEXT,
        "unit": _TEXT,
        "decimals": 0,
        "target": at_least(target) if isinstance(target, str) else target,
        "formula": Formula(numerator=numerator),
        "frequency": Frequency.MONTHLY,
        "lead": BUREAU,
        "source": Source(section="二", quote="文"),
        "definition": _TEXT,
        "note": _TEXT,
    }
    return Indicator.model_validate(fields | settings)


def at_least(value: str) -> Target:
    return Target(value=Decimal(value), comparator=Comparator.AT_LEAST)


def at_most(value: str) -> Target:
    return Target(value=Decimal(value), comparator=Comparator.AT_MOST)


FLOW = indicator("flow", "01", "120")
STOCK = indicator("stock", "02", "3000")
SHARE = indicator(
    "share",
    target="65",
    decimals=1,
    unit=Bilingual(zh="%", en="%"),
    formula=Formula(numerator="03", denominator="04", factor=Decimal(100)),
)
PER_HEAD = indicator(
    "per_head",
    target="55",
    decimals=1,
    formula=Formula(numerator="08", denominator="23", denominator_rule=DenominatorRule.CITY_PREVIOUS_YEAR_END),
)
INTENSITY = indicator(
    "intensity",
    target="3.2",
    decimals=2,
    unit=Bilingual(zh="%", en="%"),
    formula=Formula(numerator="22", denominator="21", denominator_rule=DenominatorRule.CITY, factor=Decimal(100)),
    frequency=Frequency.YEARLY,
    publication={"month": 8, "day": 31},
)


def small_plan(*indicators: Indicator) -> Plan:
    """The plan with these indicators, by default one of each sort."""
    return Plan(
        head=PlanHead(
            id="small",
            version="1",
            name=_TEXT,
            short_name=_TEXT,
            year=YEAR,
            time_zone="Asia/Shanghai",
            document=Document(title="通知", issued_by="市", issued_on=date(YEAR, 1, 1)),
            note=_TEXT,
        ),
        indicators=indicators or (FLOW, STOCK, SHARE, PER_HEAD, INTENSITY),
        variables=(
            variable("01", "flow"),
            variable("02", "stock"),
            variable("03", "flow", first_month=2),
            variable("04", "flow", first_month=2),
            variable("08", "stock"),
            variable("21", "flow", "quarterly"),
            variable("22", "flow", "yearly"),
            variable("23", "stock", "yearly"),
            variable("31", "flow"),
        ),
        units=(*(unit(code) for code in UNITS), unit("Z", UnitKind.ZONE), unit(BUREAU, UnitKind.STATISTICS)),
        forms=(
            form("F01", "indicators", ("monthly",), "district", ("01", "02", "03", "04", "08")),
            form("F02", "city", ("quarterly", "yearly"), "statistics", ("21", "22", "23")),
            form("F09", "indicators", ("monthly",), "zone", ("31",)),
        ),
        checks=(),
    )


PLAN = small_plan()


def figure(
    variable_code: str, unit_code: str, period: Period, value: str | None, status: ObservationStatus | None = None
) -> Observation:
    """A current figure: a value, or a stated 不适用 (None without status), or a missing one (None, M)."""
    return Observation(
        variable_code,
        unit_code,
        period,
        Basis.CURRENT,
        None if value is None else Decimal(value),
        status or ObservationStatus.NORMAL,
    )


def reported(variable_code: str, period: Period, values: str) -> list[Observation]:
    """Figures of the districts A, B, C in order, written `10 20 -`; `-` is not reported at all."""
    pairs = zip(UNITS, values.split(), strict=True)
    return [figure(variable_code, code, period, value) for code, value in pairs if value != "-"]


def figures(*observations: Observation) -> Figures:
    return figures_of(observations)


def value_point(
    of: Indicator,
    period: Period,
    value: str | None,
    status: ObservationStatus = ObservationStatus.NORMAL,
    **fields: object,
) -> IndicatorPoint:
    """A point with a value as it stands, complete unless told otherwise by `fields`."""
    found = IndicatorPoint(of.code, period, None if value is None else Decimal(value), None, None, 3, 3, (), status)
    return replace(found, **fields)
