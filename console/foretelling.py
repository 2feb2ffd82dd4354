"""Back-tests as lines for people and as a document for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from i18n.texts import Texts
from indicators.backtest import Trial
from services.exports.documents import Document, json_number
from services.monitoring.outlooks import TriedOutlook
from ui.components.outlook_words import backtest_words

NOMINAL = 0.8
"""What the interval promises."""


def backtest_lines(tried: Sequence[TriedOutlook], texts: Texts) -> Iterator[str]:
    """A line per indicator: in how many past months the interval held, and the median error."""
    for each in tried:
        indicator = each.standing.indicator
        said = backtest_words(each.backtest, indicator, texts)
        yield texts("commands.backtest_row", name=texts.name(indicator.short_name), said=said)


def backtest_document(tried: Sequence[TriedOutlook], texts: Texts) -> list[Document]:
    """One entry per indicator, with its trials."""
    return [_entry(each, texts) for each in tried]


def _entry(each: TriedOutlook, texts: Texts) -> Document:
    indicator, found = each.standing.indicator, each.backtest
    return {
        "code": indicator.code,
        "name_zh": indicator.name.zh,
        "name_en": indicator.name.en,
        "unit": texts.name(indicator.unit),
        "period": str(each.standing.period),
        "nominal": NOMINAL,
        "trials": len(found.trials),
        "held": found.held,
        "median_error": json_number(found.median_error),
        "median_error_percent": json_number(found.median_percent),
        "origins": [_trial(trial) for trial in found.trials],
    }


def _trial(trial: Trial) -> Document:
    return {
        "origin": str(trial.origin),
        "target": str(trial.target),
        "value": json_number(trial.value),
        "low": json_number(trial.low),
        "high": json_number(trial.high),
        "actual": json_number(trial.actual),
        "held": trial.held,
    }
