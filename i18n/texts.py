"""All that is said in one language: catalogue texts, and numbers, dates, periods, problems, errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from i18n import formats
from i18n.catalogues import LANGUAGES, Language, forms
from indicators.errors import AppError, NotAllowedError
from indicators.periods import Period
from indicators.plan import Bilingual, ReportingUnit
from indicators.plan_faults import PlanFaultsError
from indicators.problems import Problem

__all__ = ["LANGUAGES", "Language", "ProblemText", "Texts", "texts"]


@dataclass(frozen=True, slots=True)
class ProblemText:
    """A problem in words: what is wrong, and what to do."""

    what: str
    todo: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language; shared, holds no state of a user."""

    language: Language

    def __call__(self, key: str, /, **params: object) -> str:
        """The text of a catalogue key with its `{blanks}` filled; raises KeyError for an unknown key."""
        return forms(self.language, key)[0].format(**params)

    def plural(self, key: str, count: int, /, **params: object) -> str:
        """The form of a key that fits the count; `{count}` is filled with it."""
        available = forms(self.language, key)
        form = available[0] if count == 1 or len(available) == 1 else available[1]
        return form.format(count=count, **params)

    def name(self, text: Bilingual) -> str:
        """A text of the plan."""
        return text.zh if self.language == "zh" else text.en

    def unit(self, named: Bilingual) -> str:
        """A unit of measure as it follows its number: in English one that begins with a number multiplies it."""
        unit = self.name(named)
        return f"× {unit}" if self.language == "en" and unit[:1].isdigit() else unit

    def unit_name(self, unit: ReportingUnit) -> str:
        """A reporting unit's name."""
        return unit.name if self.language == "zh" else unit.name_en

    def aside(self, text: str, beside: str) -> str:
        """A text with what explains it, or its unit of measure, in brackets."""
        return self("statuses.aside", text=text, beside=beside)

    def number(self, value: Decimal | None, decimals: int = 0) -> str:
        """`1,234.50`, rounded half up; a dash for a missing value."""
        return formats.number(value, decimals)

    def signed(self, value: Decimal | None, decimals: int = 0) -> str:
        """`+1.5` or `−1.5`."""
        return formats.signed(value, decimals)

    def plain(self, value: Decimal) -> str:
        """The exact value, without trailing zeros."""
        return formats.plain(value)

    def period(self, period: Period) -> str:
        """2018年9月 / Sep 2018."""
        return formats.period(period, self.language)

    def to_date(self, period: Period) -> str:
        """2018年1—9月 / Jan–Sep 2018."""
        return formats.to_date(period, self.language)

    def month_label(self, month: int) -> str:
        """9月 / Sep."""
        return formats.month_label(month, self.language)

    def date(self, value: date) -> str:
        """2018年9月30日 / 30 Sep 2018."""
        return formats.day(value, self.language)

    def moment(self, value: datetime, time_zone: str = "Asia/Shanghai") -> str:
        """A moment on the plan's clock, to the minute."""
        return formats.moment(value.astimezone(ZoneInfo(time_zone)), self.language)

    def problem(self, problem: Problem) -> ProblemText:
        """What is wrong and what to do; a blank with words of its own in English has them under `<blank>_en`."""
        params = dict(problem.params)
        if self.language == "en":
            params |= {name.removesuffix("_en"): said for name, said in params.items() if name.endswith("_en")}
        return ProblemText(
            what=self(f"problems.{problem.code}.what", **params),
            todo=self(f"problems.{problem.code}.todo", **params),
        )

    def error(self, error: AppError) -> str:
        """The message of an error; of a faulty plan, with a line for every fault."""
        params = error.params
        if isinstance(error, NotAllowedError):
            params = {**params, "action": self(f"permissions.action.{params['action']}")}
        message = self(f"errors.{error.code}", **params)
        if not isinstance(error, PlanFaultsError):
            return message
        told = ((fault, self(f"errors.{fault.code}", **fault.params)) for fault in error.faults)
        return "\n".join((message, *(f"{fault.file}:{fault.line}: {text}" for fault, text in told)))


@cache
def texts(language: Language) -> Texts:
    """The texts of a language; raises KeyError for a language there is none of."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return Texts(language)
