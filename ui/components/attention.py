"""Sentences below the overview, from the data alone: what lags, and what the data lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from charts.marks import TONES
from charts.theme import Tone
from i18n.texts import Texts
from indicators.decomposition import GapShare
from indicators.exact import decimal_of
from indicators.periods import MONTHS_IN_YEAR, Frequency
from indicators.plan import Indicator, Plan
from indicators.standing import Standing, Status
from services.monitoring.monitor import Overview, OverviewRow
from ui.components.board import ordered
from ui.components.outlook_words import outlook_in_brief
from ui.components.words import difference, difference_unit, gap_words, rate_decimals, reason_words, units_listed

MOST = 4
MOST_UNITS = 2
_ATTENTION = Markup(
    '<div class="notes"><section><h2>{title}</h2><ul>{attention}</ul>{late}</section><div class="beside">'
)
_DATA = Markup("<section><h2>{title}</h2><ul>{data}</ul></section></div></div>")
_ITEM = Markup("<li>{text}</li>")
_NAMED = Markup("<li><strong>{name}</strong>{separator}{text}</li>")
_LAGGING = Markup('<li><strong>{name}</strong> <span class="who">{who}</span><br>{text}</li>')
_CHOICE = Markup(
    '<li>{text} <button type="button" class="plain" data-event="period" data-value="{value}">{choose}</button></li>'
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said about an indicator, and who leads it."""

    name: str
    who: str
    text: str


def needs_attention(overview: Overview, plan: Plan, texts: Texts, late: Markup | None = None) -> Markup:
    """What needs attention, `late` measures too; leaves open what `about_data` closes."""
    lagging = [
        _LAGGING.format(name=each.name, who=each.who, text=each.text) for each in attention(overview.rows, plan, texts)
    ]
    judged = any(TONES[row.standing.status] is not Tone.NEUTRAL for row in overview.rows)
    nothing = _ITEM.format(text=texts(f"screens.overview.attention.{'none' if judged else 'not_judged'}"))
    return _ATTENTION.format(
        title=texts("screens.overview.attention.title"),
        attention=Markup("").join(lagging) or nothing,
        late=late or "",
    )


def about_data(overview: Overview, plan: Plan, texts: Texts) -> Markup:
    """How complete the data are, in the elements that `needs_attention` has begun."""
    return _DATA.format(title=texts("screens.overview.data.title"), data=Markup("").join(_data(overview, plan, texts)))


def attention(rows: Sequence[OverviewRow], plan: Plan, texts: Texts) -> list[Sentence]:
    """The indicators that lag, worst first: who leads them, what it would take, where it is heading, who holds back."""
    lagging = [row for row in ordered(rows, "worst") if TONES[row.standing.status] in {Tone.BAD, Tone.WARN}]
    return [_sentence(row, plan, texts) for row in lagging[:MOST]]


def _sentence(row: OverviewRow, plan: Plan, texts: Texts) -> Sentence:
    indicator = row.standing.indicator
    parts = (
        _shortfall(row.standing, texts),
        outlook_in_brief(row.outlook, indicator, texts),
        _held_back(row, plan, texts),
    )
    return Sentence(
        name=texts.name(indicator.short_name),
        who=texts("screens.overview.attention.lead", lead=texts.unit_name(plan.unit(indicator.lead))),
        text=("" if texts.language == "zh" else " ").join(part for part in parts if part),
    )


def _held_back(row: OverviewRow, plan: Plan, texts: Texts) -> str:
    """The units that pull a ratio down most, or how many have nothing of a flow yet."""
    indicator = row.standing.indicator
    worst = sorted((each for each in row.behind.gap), key=lambda each: indicator.direction * each.share)[:MOST_UNITS]
    named = [_unit_share(each, indicator, plan, texts) for each in worst if indicator.direction * each.share < 0]
    if named:
        return texts("screens.overview.attention.held_back", units=texts("statuses.separator").join(named))
    idle = len(row.behind.idle)
    return texts.plural("screens.overview.attention.idle", idle) if idle else ""


def _unit_share(share: GapShare, indicator: Indicator, plan: Plan, texts: Texts) -> str:
    told = texts.signed(decimal_of(share.share), indicator.decimals + 1)
    return texts("screens.overview.attention.unit_share", unit=texts.unit_name(plan.unit(share.unit)), share=told)


def _shortfall(standing: Standing, texts: Texts) -> str:
    gap = gap_words(standing, texts) or ""
    if standing.status is Status.MISSED or standing.required_rate is None:
        return texts("screens.overview.attention.missed", gap=gap)
    behind = _behind_plan(standing, texts)
    needed = _rate(standing, standing.required_rate, texts)
    left = MONTHS_IN_YEAR - standing.period.closing_month
    sentence = texts.plural(
        f"screens.overview.attention.needed.{_direction(standing)}", left, gap=gap, behind=behind, needed=needed
    )
    so_far = _so_far(standing)
    if so_far is None:
        return sentence + texts("screens.overview.full_stop")
    return sentence + texts("screens.overview.attention.so_far", rate=_rate(standing, so_far, texts, signed=True))


def _behind_plan(standing: Standing, texts: Texts) -> str:
    if standing.planned is None or standing.point.value is None:
        return ""
    lag = (standing.planned - standing.point.value) * standing.indicator.direction
    decimals = standing.indicator.decimals + (standing.indicator.decimals == 0)
    return texts("screens.overview.attention.behind", lag=difference(standing.indicator, lag, texts, decimals))


def _direction(standing: Standing) -> str:
    """A share rises, a number grows."""
    verb = "more" if standing.indicator.direction == 1 else "less"
    return f"{verb}.percentage" if standing.indicator.is_percentage else verb


def _rate(standing: Standing, rate: Decimal, texts: Texts, *, signed: bool = False) -> str:
    indicator = standing.indicator
    number = (texts.signed if signed else texts.number)(rate if signed else abs(rate), rate_decimals(indicator))
    return texts("statuses.amount", number=number, unit=difference_unit(indicator, texts))


def _so_far(standing: Standing) -> Decimal | None:
    """The mean change per month since the year began."""
    if standing.baseline is None or standing.point.value is None:
        return None
    return (standing.point.value - standing.baseline) / standing.period.closing_month


def _data(overview: Overview, plan: Plan, texts: Texts) -> Iterator[Markup]:
    monthly = [row.standing for row in overview.rows if row.standing.indicator.frequency is Frequency.MONTHLY]
    period = texts.period(overview.period)
    missing = [unit.code for unit in plan.units if any(unit.code in each.point.missing for each in monthly)]
    expected = max((standing.point.expected for standing in monthly), default=0)
    if not missing:
        yield _ITEM.format(text=texts("screens.overview.data.complete", period=period, expected=expected))
    elif len(missing) < expected:
        told = {"reported": expected - len(missing), "expected": expected}
        units = units_listed(missing, plan, texts)
        yield _ITEM.format(text=texts("screens.overview.data.missing", period=period, units=units, **told))
    else:
        yield _ITEM.format(text=texts("screens.overview.data.nothing", period=period, expected=expected))
    yield from _other_periods(overview, texts)
    yield from _not_yet_due(overview, plan, texts)


def _not_yet_due(overview: Overview, plan: Plan, texts: Texts) -> Iterator[Markup]:
    """Why some figures cannot be known yet: one line per reason, with the names it holds for."""
    names: dict[str, list[str]] = {}
    for row in overview.rows:
        if row.standing.status is Status.NOT_DUE:
            reason = reason_words(row.standing, plan, texts) or ""
            names.setdefault(reason, []).append(texts.name(row.standing.indicator.short_name))
    for reason, named in names.items():
        yield _NAMED.format(
            name=texts("statuses.separator").join(named), separator=texts("screens.overview.colon"), text=reason
        )


def _other_periods(overview: Overview, texts: Texts) -> Iterator[Markup]:
    """A later month that is partly there, and the way back to the complete one."""
    partial = overview.partial
    if partial is not None and partial.period != overview.period:
        text = texts(
            "screens.overview.data.partial",
            period=texts.period(partial.period),
            reported=partial.reported,
            expected=partial.expected,
        )
        yield _choice(text, str(partial.period), texts("screens.overview.data.look"))
    if overview.default_period is not None and overview.default_period != overview.period:
        text = texts("screens.overview.data.latest_complete", period=texts.period(overview.default_period))
        yield _choice(text, str(overview.default_period), texts("screens.overview.data.look"))


def _choice(text: str, value: str, choose: str) -> Markup:
    return _CHOICE.format(text=text, value=value, choose=choose)
