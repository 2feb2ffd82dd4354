"""How numbers, dates and periods are written in each language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from i18n.catalogues import Language
from indicators.periods import Frequency, Period

NOTHING = "—"
MINUS = "−"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up (away from zero), as statistical yearbooks round."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def number(value: Decimal | None, decimals: int) -> str:
    """`1,234.50`, with a true minus sign; a missing value is a dash, never a zero."""
    if value is None:
        return NOTHING
    shown = rounded(value, decimals)
    text = f"{abs(shown):,f}"
    return f"{MINUS}{text}" if shown < 0 else text


def signed(value: Decimal | None, decimals: int) -> str:
    """Like `number`, with a plus sign on gains and none on zero."""
    text = number(value, decimals)
    return f"+{text}" if value is not None and rounded(value, decimals) > 0 else text


def plain(value: Decimal) -> str:
    """The exact value without trailing zeros: `65`, `3.2`, `1,234.5`."""
    normal = value.normalize()
    decimals = max(0, -int(normal.as_tuple().exponent))
    return number(value, decimals)


def period(value: Period, language: Language) -> str:
    """The period itself: 2018年9月 / Sep 2018, 2018年三季度 / Q3 2018, 2018年 / 2018."""
    return _PERIOD[language][value.frequency](value)


def to_date(value: Period, language: Language) -> str:
    """From the year's beginning to the end of the period: 2018年1—9月 / Jan–Sep 2018."""
    month = value.closing_month
    if value.frequency is Frequency.YEARLY or month == 1:
        return period(value, language)
    if language == "zh":
        return f"{value.year}年1—{month}月"
    return f"Jan–{_MONTHS[month - 1]} {value.year}"


def month_label(month: int, language: Language) -> str:
    """A month of a chart's axis: 9月 / Sep."""
    return f"{month}月" if language == "zh" else _MONTHS[month - 1]


def day(value: date, language: Language) -> str:
    """2018年9月30日 / 30 Sep 2018."""
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime, language: Language) -> str:
    """The day and the minute, in the time zone the moment carries."""
    return f"{day(value.date(), language)} {value:%H:%M}"


_QUARTERS = "一二三四"
_PERIOD: dict[Language, dict[Frequency, Callable[[Period], str]]] = {
    "zh": {
        Frequency.MONTHLY: lambda p: f"{p.year}年{p.number}月",
        Frequency.QUARTERLY: lambda p: f"{p.year}年{_QUARTERS[p.number - 1]}季度",
        Frequency.YEARLY: lambda p: f"{p.year}年",
    },
    "en": {
        Frequency.MONTHLY: lambda p: f"{_MONTHS[p.number - 1]} {p.year}",
        Frequency.QUARTERLY: lambda p: f"Q{p.number} {p.year}",
        Frequency.YEARLY: lambda p: f"{p.year}",
    },
}
