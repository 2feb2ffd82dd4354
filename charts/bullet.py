"""The bullet: how much of the target is reached, on an axis that starts at zero.

The target stands at the same place in every bullet, whatever its unit, so that in a column of them
one vertical line tells who is there.
"""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from charts.theme import Palette, Tone

TARGET_AT = Decimal(80)
"""Where the target stands, in percent of the width: bars up to 125% of the target fit."""

_FULL = Decimal(100)
_FRAME = Markup(
    '<svg class="bullet" width="100%" height="20" role="img" aria-label="{label}">'
    '<rect y="6" width="100%" height="8" rx="2" fill="{track}"/>{bar}{schedule}'
    '<line x1="{target}%" x2="{target}%" y1="1" y2="19" stroke="{ink}" stroke-width="2"/></svg>'
)
_BAR = Markup('<rect class="bar" y="6" width="{width}%" height="8" rx="2" fill="{colour}"/>')
_BEYOND = Markup(
    '<svg x="100%" y="10" overflow="visible"><path d="M-12 -6l5 6-5 6M-7 -6l5 6-5 6" fill="none" '
    'stroke="{ground}" stroke-width="2"/></svg>'
)
_SCHEDULE = Markup(
    '<line class="schedule" x1="{at}%" x2="{at}%" y1="1" y2="19" stroke="{ink}" stroke-width="1.5" '
    'stroke-dasharray="2 2"/>'
)


def bullet_svg(
    attainment: Decimal | None, schedule: Decimal | None, tone: Tone, palette: Palette, label: str
) -> Markup:
    """A bar of the attainment with the target's tick and the schedule's dashed tick.

    Args:
        attainment: actual as percent of the target; None draws no bar.
        schedule: the planned value as percent of the target; None draws no tick.
        tone: what the bar's colour says.
        palette: literal colours, or the ones of the stylesheet.
        label: the drawing in words.
    """
    bar = Markup("")
    if attainment is not None:
        bar = _BAR.format(width=_at(attainment), colour=palette.tone(tone))
        if attainment * TARGET_AT > _FULL * _FULL:
            bar += _BEYOND.format(ground=palette.ground)
    tick = Markup("") if schedule is None else _SCHEDULE.format(at=_at(schedule), ink=palette.secondary)
    return _FRAME.format(label=label, track=palette.track, bar=bar, schedule=tick, target=TARGET_AT, ink=palette.ink)


def _at(percent_of_target: Decimal) -> Decimal:
    """A share of the target as a place on the axis, kept inside it."""
    place = percent_of_target * TARGET_AT / _FULL
    return max(Decimal(0), min(_FULL, place)).quantize(Decimal("0.01"))
