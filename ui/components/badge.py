"""A status as shape, colour and word."""

from __future__ import annotations

from markupsafe import Markup

from charts.marks import TONES, status_mark_svg
from charts.theme import BY_STYLESHEET
from i18n.texts import Texts
from indicators.standing import Standing
from services.monitoring.submitted_figures import Awaiting
from ui.components.words import status_word

_BADGE = Markup('<span class="status tone-{tone}">{mark}{word}</span>')
_NOT_APPROVED = Markup('<span class="not-approved">{text}</span>')


def status_badge(standing: Standing, texts: Texts, size: int = 14) -> Markup:
    """The shape of a standing's status in its colour, and its word."""
    return _BADGE.format(
        tone=TONES[standing.status].value,
        mark=status_mark_svg(standing.status, BY_STYLESHEET, size),
        word=status_word(standing.status, texts, at_year_end=standing.at_year_end),
    )


def not_approved(standing: Standing, awaiting: Awaiting, texts: Texts) -> Markup:
    """The mark of a figure that counts in what is not approved; nothing on any other."""
    if (standing.indicator.code, standing.period) not in awaiting.figures:
        return Markup("")
    return _NOT_APPROVED.format(text=texts("screens.submitted.mark"))
