"""Where the indicator is heading, beside how good such outlooks have been."""

from __future__ import annotations

from markupsafe import Markup

from i18n.texts import Texts
from services.monitoring.monitor import IndicatorDetail
from ui.components.outlook_words import outlook_sentences

_BOX = Markup('<section class="box outlook-box"><h2>{title}</h2>{sentences}</section>')
_SENTENCE = Markup("<p>{text}</p>")


def outlook_box(detail: IndicatorDetail, texts: Texts) -> Markup:
    """The outlook in sentences, or why there is none."""
    indicator = detail.standing.indicator
    sentences = outlook_sentences(detail.outlook, detail.backtest, indicator, texts)
    return _BOX.format(
        title=texts("screens.outlook.title"),
        sentences=Markup("").join(_SENTENCE.format(text=text) for text in sentences),
    )
