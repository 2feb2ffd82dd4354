"""Revisions and reviewers' notes, listed below the chart that marks them."""

from __future__ import annotations

from markupsafe import Markup

from i18n.texts import Texts
from indicators.plan import Indicator, Plan
from services.monitoring.monitor import IndicatorDetail
from services.monitoring.revisions import Revision
from ui.components.words import amount

_SECTION = Markup('<section class="section beside remarks"><ul>{items}</ul></section>')
_REVISION = Markup('<li><span class="sign" aria-hidden="true">◎</span>{text}</li>')
_NOTE = Markup(
    '<li><span class="sign">{mark}</span>{period}{separator}{text} '
    '<span class="small quiet">{author} {moment}</span></li>'
)


def remarks(detail: IndicatorDetail, plan: Plan, texts: Texts) -> Markup:
    """One line per revision and note; nothing where there are none."""
    items = [_REVISION.format(text=revision_words(each, detail, plan, texts)) for each in detail.revisions]
    items += [
        _NOTE.format(
            mark=note_mark(number, texts),
            period=texts.period(note.period),
            separator=texts("screens.overview.colon"),
            text=note.text,
            author=note.author,
            moment=texts.moment(note.at, plan.head.time_zone),
        )
        for number, note in enumerate(detail.notes, 1)
    ]
    return _SECTION.format(items=Markup("").join(items)) if items else Markup("")


def remark_lines(detail: IndicatorDetail, plan: Plan, texts: Texts) -> tuple[str, ...]:
    """The same in plain words, for a picture of the chart."""
    revised = (f"◎ {revision_words(each, detail, plan, texts)}" for each in detail.revisions)
    colon = texts("screens.overview.colon")
    noted = (
        f"{note_mark(number, texts)} {texts.period(note.period)}{colon}{note.text} {note.author}"
        for number, note in enumerate(detail.notes, 1)
    )
    return (*revised, *noted)


def note_mark(number: int, texts: Texts) -> str:
    """What stands at a note, in the chart and in the list."""
    return texts("screens.notes.mark", number=number)


def revision_words(revision: Revision, detail: IndicatorDetail, plan: Plan, texts: Texts) -> str:
    """The month, the value it had when first complete, the value now, and when it changed."""
    indicator = detail.standing.indicator
    decimals = revision_decimals(revision, indicator)
    told = {
        "period": texts.period(revision.period),
        "before": texts.number(revision.first, decimals),
        "now": amount(indicator, revision.now, texts, decimals),
        "moment": texts.moment(revision.at, plan.head.time_zone),
    }
    if revision.carried is not None:
        return texts("screens.notes.revision.denominator", carried=texts.period(revision.carried), **told)
    return texts("screens.notes.revision", **told)


def revision_decimals(revision: Revision, indicator: Indicator) -> int:
    """The fewest decimals, from the usual ones on, with which the two values differ."""
    decimals = indicator.decimals
    while round(revision.first, decimals) == round(revision.now, decimals):
        decimals += 1
    return decimals
