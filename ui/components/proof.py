"""The status proof in sentences: what was computed, against which threshold, and what would flip it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from i18n.texts import Texts
from indicators.digits import display_decimals, pace_decimals
from indicators.observations import ObservationStatus
from indicators.plan import Indicator, Plan
from indicators.standing import Flip, Standing, Status
from ui.components.words import amount, difference, reason_words, status_word

_PACE_DECIMALS = 2
_HUNDRED = Decimal(100)


def proof_title(standing: Standing, texts: Texts) -> str:
    """Why is it this colour?"""
    return texts("statuses.proof.title", word=_word(standing, texts))


def proof_sentences(standing: Standing, plan: Plan, texts: Texts) -> tuple[str, ...]:
    """The judgement first, then what would flip it."""
    return (*_judgement(standing, plan, texts), *(_flip(standing, flip, texts) for flip in standing.proof.flips))


def why(standing: Standing, plan: Plan, texts: Texts) -> str | None:
    """The judgement alone, in one text; None where there is nothing to say."""
    return (" " if texts.language == "en" else "").join(_judgement(standing, plan, texts)) or None


def proof_notes(standing: Standing, plan: Plan, texts: Texts) -> tuple[str, ...]:
    """What the judgement rests on: baseline, path, and what is not settled about the inputs."""
    return tuple(_notes(standing, plan, texts))


def _judgement(standing: Standing, plan: Plan, texts: Texts) -> Iterator[str]:
    indicator, proof, word = standing.indicator, standing.proof, _word(standing, texts)
    told = {
        "actual": _exact_amount(standing, texts),
        "target": amount(indicator, indicator.target.value, texts, _plain_decimals(indicator.target.value)),
        "comparator": indicator.target.comparator.value,
        "word": word,
    }
    match proof.quantity:
        case "pace":
            yield _pace(standing, texts)
        case "actual" if standing.status in {Status.ACHIEVED, Status.MISSED}:
            yield texts(f"statuses.proof.actual.{standing.status.value}", **told)
            if standing.status is Status.ACHIEVED and not standing.at_year_end:
                yield texts("statuses.proof.actual.before_year_end")
        case "actual":
            yield texts("statuses.proof.actual.behind", **told)
        case "coverage":
            counted = {"reported": standing.point.reported, "needed": texts.number(proof.threshold)}
            yield texts("statuses.proof.coverage", word=word, **counted)
    reason = reason_words(standing, plan, texts)
    if reason:
        yield reason


def _pace(standing: Standing, texts: Texts) -> str:
    indicator, value = standing.indicator, standing.proof.value
    limits = (indicator.thresholds.on_schedule, indicator.thresholds.slightly_behind)
    pace = Decimal(0) if value is None else value
    decimals = pace_decimals(standing, _PACE_DECIMALS)
    comparison = texts(
        f"statuses.proof.pace.{standing.status.value}",
        on_schedule=texts.number(limits[0], _PACE_DECIMALS),
        slightly_behind=texts.number(limits[1], _PACE_DECIMALS),
    )
    return texts(
        "statuses.proof.pace",
        formula=_formula(standing, texts),
        pace=texts.number(pace, decimals),
        comparison=comparison,
        word=_word(standing, texts),
    )


def _formula(standing: Standing, texts: Texts) -> str:
    indicator, baseline = standing.indicator, standing.baseline
    from_zero = ".formula_from_zero" if not baseline else ".formula"
    return texts(
        f"statuses.proof.pace{from_zero}",
        actual=texts.number(standing.point.value, display_decimals(standing)),
        baseline=texts.number(baseline, indicator.decimals),
        target=texts.plain(indicator.target.value),
        share=_share(standing, texts),
    )


def _flip(standing: Standing, flip: Flip, texts: Texts) -> str:
    indicator = standing.indicator
    direction = "rise" if flip.change > 0 else "fall"
    return texts(
        f"statuses.proof.flip.{direction}",
        change=difference(indicator, flip.change, texts),
        value=amount(indicator, flip.value, texts),
        word=status_word(flip.to, texts, at_year_end=standing.at_year_end),
    )


def _notes(standing: Standing, plan: Plan, texts: Texts) -> Iterator[str]:
    indicator, point = standing.indicator, standing.point
    if standing.proof.quantity == "pace":
        yield texts(f"statuses.proof.path.{indicator.path.kind}", share=_share(standing, texts))
        if standing.baseline:
            yield _baseline(indicator, standing.baseline, plan, texts)
    if point.carried_from is not None:
        yield texts("statuses.proof.carried", period=texts.period(point.carried_from))
    if point.value is not None and point.status not in {ObservationStatus.NORMAL, ObservationStatus.MISSING}:
        yield texts(f"statuses.proof.status.{point.status.value}")


def _baseline(indicator: Indicator, baseline: Decimal, plan: Plan, texts: Texts) -> str:
    source = "last_year" if indicator.baseline is None else "plan"
    return texts(
        f"statuses.proof.baseline.{source}", baseline=amount(indicator, baseline, texts), year=plan.head.year - 1
    )


def _exact_amount(standing: Standing, texts: Texts) -> str:
    value = standing.point.value
    if value is None:
        return texts.number(None)
    return amount(standing.indicator, value, texts, display_decimals(standing))


def _share(standing: Standing, texts: Texts) -> str:
    share = standing.proof.planned_share
    return texts.number(None if share is None else share * _HUNDRED, 1)


def _plain_decimals(value: Decimal) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent))


def _word(standing: Standing, texts: Texts) -> str:
    return status_word(standing.status, texts, at_year_end=standing.at_year_end)
