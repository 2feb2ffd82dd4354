"""How many indicators stand how: four numbers above the overview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from charts.marks import TONES, tone_mark_svg
from charts.theme import BY_STYLESHEET, Tone
from i18n.texts import Texts
from indicators.standing import Standing

_LIST = Markup('<ul class="counts">{items}</ul>')
_ITEM = Markup('<li class="{none}">{mark}<strong class="{tone}">{count}</strong>{words}</li>')


def status_counts(standings: Sequence[Standing], texts: Texts) -> Markup:
    """One number per tone, all four always there, so that the eye finds them at the same place."""
    counts = Counter(TONES[standing.status] for standing in standings)
    at_end = bool(standings) and all(standing.at_year_end for standing in standings)
    return _LIST.format(items=Markup("").join(_item(tone, counts[tone], texts, at_end=at_end) for tone in Tone))


def _item(tone: Tone, count: int, texts: Texts, *, at_end: bool) -> Markup:
    ending = ".at_year_end" if at_end and tone in {Tone.GOOD, Tone.BAD} else ""
    return _ITEM.format(
        none="" if count else "none",
        mark=tone_mark_svg(tone, BY_STYLESHEET),
        tone=f"tone-{tone.value}" if count else "",
        count=count,
        words=texts(f"statuses.tone.{tone.value}{ending}"),
    )
