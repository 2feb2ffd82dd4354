"""What changed since the last visit, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from markupsafe import Markup

from i18n.texts import Texts
from indicators.plan import Plan
from indicators.standing import Standing
from services.monitoring.last_visit import Changes, CorrectedFigure, MovedStatus
from ui.components.badge import status_badge
from ui.components.words import amount

MOST = 6
_SECTION = Markup("<section><h2>{title}</h2><ul>{items}</ul></section>")
_ITEM = Markup("<li>{text}</li>")
_NAMED = Markup("<li><strong>{name}</strong>{separator}{text}</li>")
_TURNED = Markup('<span class="turned">{before}<span aria-hidden="true">→</span>{now}</span>')


def since_last_visit(changes: Changes | None, plan: Plan, texts: Texts) -> Markup:
    """New months, statuses that turned, figures that were corrected; at a first visit, what will stand here."""
    if changes is None:
        first = _ITEM.format(text=texts("screens.overview.since.first"))
        return _SECTION.format(title=texts("screens.overview.since.title"), items=first)
    found = list(_items(changes, texts))
    if len(found) > MOST:
        more = texts.plural("screens.overview.since.more", len(found) - MOST)
        found = [*found[:MOST], _ITEM.format(text=more)]
    nothing = _ITEM.format(text=texts("screens.overview.since.nothing"))
    day = changes.since.astimezone(ZoneInfo(plan.head.time_zone)).date()
    return _SECTION.format(
        title=texts("screens.overview.since.title_dated", date=texts.date(day)),
        items=Markup("").join(found) or nothing,
    )


def _items(changes: Changes, texts: Texts) -> Iterator[Markup]:
    if changes.now is not None and changes.before != changes.now:
        now = texts.period(changes.now)
        if changes.before is None:
            yield _ITEM.format(text=texts("screens.overview.since.first_month", now=now))
        else:
            before = texts.period(changes.before)
            yield _ITEM.format(text=texts("screens.overview.since.new_month", now=now, before=before))
    yield from (_corrected(each, texts) for each in changes.figures)
    yield from (_turned(each, texts) for each in changes.statuses)


def _turned(moved: MovedStatus, texts: Texts) -> Markup:
    turned = _TURNED.format(before=_word(moved.before, texts), now=_word(moved.now, texts))
    return _named(texts.name(moved.now.indicator.short_name), turned, texts)


def _word(standing: Standing, texts: Texts) -> Markup:
    return status_badge(standing, texts)


def _corrected(figure: CorrectedFigure, texts: Texts) -> Markup:
    indicator = figure.indicator
    text = texts(
        "screens.overview.since.corrected",
        period=texts.period(figure.period),
        before=texts.number(figure.before, indicator.decimals),
        now=amount(indicator, figure.now, texts),
    )
    return _named(texts.name(indicator.short_name), text, texts)


def _named(name: str, text: str | Markup, texts: Texts) -> Markup:
    return _NAMED.format(name=name, separator=texts("screens.overview.colon"), text=text)
