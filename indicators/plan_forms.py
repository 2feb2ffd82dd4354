"""The forms of a plan and their check relations: the shapes of forms.yaml and checks.yaml."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from indicators.observations import Basis
from indicators.periods import Frequency
from indicators.plan_parts import Bilingual, PlanPart
from indicators.problems import Severity


class UnitKind(StrEnum):
    """What a reporting unit is."""

    DISTRICT = "district"
    ZONE = "zone"
    DEPARTMENT = "department"
    STATISTICS = "statistics"


class FormLayout(StrEnum):
    """How a form's sheet is laid out.

    INDICATORS: one row per variable, one column per basis (F01). HISTORY: one row per variable, one
    column per month (F01H). CITY: one row per variable with its observation status (F02). MEASURES: one row
    per measure of the department that reports (F03).
    """

    INDICATORS = "indicators"
    HISTORY = "history"
    CITY = "city"
    MEASURES = "measures"


class Deadline(PlanPart):
    """When a return is due: a day of a month counted after the period's last month."""

    months_after: int = Field(ge=0, le=24)
    day: int = Field(ge=1, le=31)


class Form(PlanPart):
    """forms.yaml: a statistical form, printed like an official one.

    `frequencies` are the lengths of period it is reported for (F02: quarterly and yearly); a
    variable is asked for in the periods of its own frequency and, in the yearly return, always.
    A form about measures has no variables: it asks for the measures of whoever fills it in.
    """

    code: str = Field(pattern=r"^F[0-9]{2}[A-Z]?$")
    title: Bilingual
    layout: FormLayout
    table_number: str
    issued_by: str
    approval_number: str
    valid_until: str
    compiled_by: str
    frequencies: tuple[Frequency, ...] = Field(min_length=1)
    reported_by: tuple[UnitKind, ...] = Field(min_length=1)
    variables: tuple[str, ...] = ()
    deadline: Deadline
    notes: tuple[Bilingual, ...] = ()


class CheckRule(PlanPart):
    """checks.yaml: one check relation (审核关系).

    `relation` is in the statutory notation (`03≤04`, `01≥上期01`, `03≈上年03±30%`); `name` says it in words.
    """

    code: str = Field(pattern=r"^[A-Z][0-9]{2,3}$")
    form: str
    severity: Severity
    relation: str
    basis: tuple[Basis, ...] = (Basis.CURRENT,)
    name: Bilingual
