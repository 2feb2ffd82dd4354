"""Measures with a late milestone, as sentences below what needs attention."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from i18n.texts import Texts
from indicators.measure_standing import MeasureStanding
from services.measures.measures import late_words

MOST = 4
_LATE = Markup('<h2 class="late">{title}</h2><ul>{items}</ul>')
_ITEM = Markup("<li>{text}</li>")


def late_measures(late: Sequence[MeasureStanding], texts: Texts) -> Markup | None:
    """The longest overdue first; None where there are none."""
    told = [_ITEM.format(text=late_words(each, texts)) for each in late[:MOST]]
    if len(late) > MOST:
        told.append(_ITEM.format(text=texts("screens.measures.attention.more", count=len(late) - MOST)))
    if not told:
        return None
    return _LATE.format(title=texts("screens.measures.attention.title"), items=Markup("").join(told))
