"""The words of the summary that follow from a standing."""

from __future__ import annotations

from collections.abc import Iterator

from i18n.texts import Texts
from indicators.digits import display_decimals
from indicators.observations import ObservationStatus
from indicators.plan import Indicator, Plan
from indicators.publication import publication_date, returns_due
from indicators.standing import Standing, Status
from reports.book import number_format

_MARKS = {
    Status.ACHIEVED: "✓",
    Status.ON_SCHEDULE: "●",
    Status.SLIGHTLY_BEHIND: "▲",
    Status.BEHIND: "■",
    Status.MISSED: "×",
}
_COLOURS = {
    Status.ACHIEVED: "#1F7A4D",
    Status.ON_SCHEDULE: "#1F7A4D",
    Status.SLIGHTLY_BEHIND: "#8F5B0E",
    Status.BEHIND: "#B42318",
    Status.MISSED: "#B42318",
}
_GREY, _RING = "#667085", "○"


def status_words(standing: Standing, texts: Texts) -> str:
    """The status as a shape and a word: ✓ 已完成."""
    return f"{_MARKS.get(standing.status, _RING)} {status_name(standing, texts)}"


def status_name(standing: Standing, texts: Texts) -> str:
    """The status as a word: 已完成."""
    ending = ".at_year_end" if standing.status is Status.ACHIEVED and standing.at_year_end else ""
    return texts(f"statuses.word.{standing.status}{ending}")


def status_colour(status: Status) -> str:
    """The colour of a status word on white."""
    return _COLOURS.get(status, _GREY)


def remarks(plan: Plan, standing: Standing, texts: Texts) -> Iterator[str]:
    """Sentences on what must be known beside the figures: a grey status, estimates, a carried denominator."""
    if standing.reason is not None:
        yield reason_words(plan, standing, texts)
    yield from data_remarks(standing, texts)


def reason_words(plan: Plan, standing: Standing, texts: Texts) -> str:
    """Why a status is grey, in a sentence; only for a standing with a reason."""
    point, indicator = standing.point, standing.indicator
    published = publication_date(indicator, point.period)
    return texts(
        f"statuses.reason.{standing.reason}",
        period=texts.period(point.period),
        date=texts.date(published) if published else texts.number(None),
        due=texts.date(returns_due(plan, indicator, point.period)),
        reported=point.reported,
        expected=point.expected,
        units=texts("statuses.separator").join(texts.unit_name(plan.unit(code)) for code in point.missing),
    )


def data_remarks(standing: Standing, texts: Texts) -> Iterator[str]:
    """Estimates that entered the figure, and a denominator carried forward."""
    point = standing.point
    if point.value is not None and point.status is not ObservationStatus.NORMAL:
        yield texts("reports.remark.status", code=point.status.value, name=texts(f"reports.observation.{point.status}"))
    if point.carried_from is not None:
        yield texts("reports.remark.carried", period=texts.period(point.carried_from))


def target_format(indicator: Indicator) -> str:
    """The number format of a target, with its comparator before it: ≥65."""
    places = max(0, -int(indicator.target.value.normalize().as_tuple().exponent))
    return f'"{indicator.target.comparator.value}"{number_format(places)}'


def gap_format(standing: Standing, texts: Texts) -> str:
    """The number format of a gap, percentage points named: 2.1 个百分点 is not 2.1%."""
    shown = number_format(display_decimals(standing))
    return f'{shown}" {texts("reports.points")}"' if standing.indicator.is_percentage else shown


def formula_words(plan: Plan, indicator: Indicator, texts: Texts) -> str:
    """The indicator's formula over variables: `03 高新技术产业产值 ÷ 04 规上工业总产值 × 100`."""
    formula = indicator.formula

    def named(code: str) -> str:
        return f"{code} {texts.name(plan.variable_by_code[code].name)}"

    said = named(formula.numerator)
    if formula.denominator is not None:
        said = f"{said} ÷ {named(formula.denominator)}"
    return said if formula.factor == 1 else f"{said} × {texts.plain(formula.factor)}"
