"""The forms of a plan and their check relations: the shapes of forms.yaml and checks.yaml."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from indicators.observations import Basis
from indicators.periods import Frequency, Period
from indicators.plan_lists import ListDescription
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
    per measure of the department that reports (F03). LIST: as many rows as there are firms or institutions, with
    the columns of the form's `listing` (F04, F05).
    """

    INDICATORS = "indicators"
    HISTORY = "history"
    CITY = "city"
    MEASURES = "measures"
    LIST = "list"


class Deadline(PlanPart):
    """When a return is due: a day of a month counted after the period's last month."""

    months_after: int = Field(ge=0, le=24)
    day: int = Field(ge=1, le=31)


class Form(PlanPart):
    """forms.yaml: a statistical form, printed like an official one.

    `frequencies` are the lengths of period it is reported for (F02: quarterly and yearly); a
    variable is asked for in the periods of its own frequency and, in the yearly return, always.
    A form about measures has no variables: it asks for the measures of whoever fills it in; a name list has none but
    a `listing`. `since` is the first period the form is reported for, where that is not the plan year's first.
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
    listing: ListDescription | None = None
    since: str | None = Field(default=None, pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2]|Q[1-4]))?$")
    deadline: Deadline
    notes: tuple[Bilingual, ...] = ()

    @property
    def listing_of(self) -> ListDescription:
        """How the list is laid out; to be asked of a list's form only (`Plan.list_form`)."""
        if self.listing is None:
            raise ValueError(self.code)
        return self.listing

    def is_reported_for(self, period: Period) -> bool:
        """Whether the form is used for a period at all: of one of its lengths, and not before its first."""
        begun = self.since is None or not period < Period.parse(self.since)
        return period.frequency in self.frequencies and begun


class RuleState(StrEnum):
    """What a check relation does: it asks and forbids, is only counted for the administrator, or is not evaluated."""

    ACTIVE = "active"
    TRIAL = "trial"
    OFF = "off"


class CheckRule(PlanPart):
    """checks.yaml: one check relation (审核关系).

    `relation` is in the statutory notation (`03≤04`, `01≥上期01`, `03≈上年03±30%`); `name` says it in words.
    `state` is where it starts: an administrator may set another.
    """

    code: str = Field(pattern=r"^[A-Z][0-9]{2,3}$")
    form: str
    severity: Severity
    relation: str
    basis: tuple[Basis, ...] = (Basis.CURRENT,)
    name: Bilingual
    state: RuleState = RuleState.ACTIVE
