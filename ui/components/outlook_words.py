"""What is said about an outlook: the year-end, its interval, the probability, and how good outlooks have been."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from i18n.texts import Texts
from indicators.backtest import Backtest
from indicators.outlook import Outlook, OutlookReason
from indicators.outlook_course import YEARS_NEEDED
from indicators.periods import MONTHS_IN_YEAR
from indicators.plan import Indicator
from ui.components.words import amount, difference, rate_decimals, target_words

_HUNDRED = Decimal(100)


def outlook_number(outlook: Outlook, indicator: Indicator, texts: Texts) -> str:
    """The expected year-end without its unit; a dash where there is none, and once the year is over."""
    value = None if outlook.reason is OutlookReason.YEAR_OVER else outlook.value
    return texts.number(value, indicator.decimals)


def interval_words(outlook: Outlook, indicator: Indicator, texts: Texts) -> str:
    """The 80% interval, or in a few words why there is none."""
    if outlook.has_interval:
        low, high = (texts.number(value, indicator.decimals) for value in (outlook.low, outlook.high))
        return texts("screens.outlook.interval", low=low, high=high)
    return texts(f"screens.outlook.brief.{outlook.reason}")


def probability_words(outlook: Outlook, texts: Texts) -> str:
    """Whole percent; a simulation is never certain, so 0 and 100 are said as <1% and >99%."""
    if not outlook.has_interval or outlook.probability is None:
        return texts.number(None)
    percent = (outlook.probability * _HUNDRED).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if percent < 1:
        return texts("screens.outlook.certain.no")
    return texts("screens.outlook.certain.yes") if percent >= _HUNDRED else f"{percent}%"


def outlook_sentences(outlook: Outlook, tried: Backtest, indicator: Indicator, texts: Texts) -> Iterator[str]:
    """The outlook, the pace beside it, and the back-test; or why there is no outlook."""
    if outlook.has_interval:
        yield texts(
            "screens.outlook.sentence", target=target_words(indicator, texts), **outlook_told(outlook, indicator, texts)
        )
    else:
        needed = YEARS_NEEDED * MONTHS_IN_YEAR
        yield texts(f"screens.outlook.reason.{outlook.reason}", months=outlook.months, needed=needed)
    if outlook.pace is not None:
        yield texts("screens.outlook.pace", value=amount(indicator, outlook.pace, texts))
    if outlook.has_interval:
        yield backtest_words(tried, indicator, texts)


def outlook_in_brief(outlook: Outlook, indicator: Indicator, texts: Texts) -> str:
    """One short sentence; nothing where nothing can be said."""
    if outlook.has_interval:
        return texts("screens.outlook.attention", **outlook_told(outlook, indicator, texts))
    if outlook.pace is not None:
        return texts("screens.outlook.attention.pace", value=amount(indicator, outlook.pace, texts))
    return ""


def backtest_words(tried: Backtest, indicator: Indicator, texts: Texts) -> str:
    """In how many of the past months the interval held what came, and the usual error."""
    if tried.median_error is None:
        return texts("screens.outlook.backtest.none")
    error = difference(indicator, tried.median_error, texts, rate_decimals(indicator))
    trials = len(tried.trials)
    return texts.plural("screens.outlook.backtest", trials, trials=trials, held=tried.held, error=error)


def outlook_told(outlook: Outlook, indicator: Indicator, texts: Texts) -> dict[str, str]:
    """Value, low, high and probability in words, of an outlook that has them."""
    low, high = (texts.number(value, indicator.decimals) for value in (outlook.low, outlook.high))
    value = amount(indicator, outlook.value or Decimal(0), texts)
    return {"value": value, "low": low, "high": high, "probability": probability_words(outlook, texts)}
