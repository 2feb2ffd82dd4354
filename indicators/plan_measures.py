"""The measures of a plan (重点任务) and who is responsible for them: the shapes of measures.yaml."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from indicators.plan_parts import Bilingual, PlanPart

_NUMERALS = "一二三四五六七八九十"
SECTION_PATTERN = rf"^[{_NUMERALS}]+(\([{_NUMERALS}]+\))?$"
PLACE_PATTERN = rf"^[{_NUMERALS}]+(\([{_NUMERALS}]+\))?[0-9]*(\([0-9]+\))?$"
_SECTION = re.compile(rf"[{_NUMERALS}]+(\([{_NUMERALS}]+\))?")


class MeasureField(StrEnum):
    """What a measure works on: an industry, or the policies and services around all of them."""

    INDUSTRY = "industry"
    POLICY = "policy"


class Contribution(StrEnum):
    """What a measure is expected to do for an indicator within the plan's year.

    DIRECT: its result counts in the indicator. SUPPORTING: it helps others to move the indicator.
    NONE: it moves nothing, and the plan says why.
    """

    DIRECT = "direct"
    SUPPORTING = "supporting"
    NONE = "none"


class MilestoneBasis(StrEnum):
    """Who set a milestone: the document that issued the plan, or whoever set up this system."""

    DOCUMENT = "document"
    SYSTEM = "system"


class Quantity(PlanPart):
    """A number the document itself names for a measure; `up_to` where it names a range."""

    value: Decimal
    up_to: Decimal | None = None
    unit: Bilingual
    what: Bilingual


class MeasureLink(PlanPart):
    """What a measure does for an indicator and why; without an indicator it moves none of them."""

    indicator: str | None = None
    contribution: Contribution
    why: Bilingual


class MeasureMilestone(PlanPart):
    """What should be done by a day, and the share (0 to 1) of the measure that is then done."""

    date: date
    share: Decimal = Field(gt=0, le=1)
    basis: MilestoneBasis
    what: Bilingual


class Measure(PlanPart):
    """One measure. `place` is where the document states it (`三(一)1(2)`); the first department leads."""

    code: str = Field(pattern=r"^M[0-9]{3}$")
    place: str = Field(pattern=PLACE_PATTERN)
    title: Bilingual
    field: MeasureField
    departments: tuple[str, ...] = Field(min_length=1)
    quantities: tuple[Quantity, ...] = ()
    links: tuple[MeasureLink, ...] = Field(min_length=1)
    milestones: tuple[MeasureMilestone, ...] = ()

    @property
    def lead(self) -> str:
        """The unit code of the leading department."""
        return self.departments[0]

    @property
    def section(self) -> str:
        """The section it stands in: `三(一)` of `三(一)1(2)`, `九` of `九`."""
        found = _SECTION.match(self.place)
        return found.group() if found else self.place

    @property
    def part(self) -> str:
        """The part of the document it stands in: `三` of `三(一)1(2)`."""
        return self.section.partition("(")[0]

    @property
    def moved(self) -> tuple[str, ...]:
        """The codes of the indicators it moves, directly or by support, in the plan file's order."""
        return tuple(
            link.indicator for link in self.links if link.indicator and link.contribution is not Contribution.NONE
        )

    def contribution_to(self, indicator: str) -> Contribution | None:
        """What it does for an indicator; None where the plan does not link the two."""
        return next((link.contribution for link in self.links if link.indicator == indicator), None)


class MeasureSection(PlanPart):
    """A part (`三`) or section (`三(一)`) of the document, with a short title of its own."""

    code: str = Field(pattern=SECTION_PATTERN)
    title: Bilingual
