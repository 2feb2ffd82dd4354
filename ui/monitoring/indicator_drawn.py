"""What an indicator's page draws for everybody with the same rights, language and look: drawn once, then remembered."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from charts.theme import Palette
from i18n.texts import Language
from i18n.texts import texts as texts_of
from indicators.periods import Frequency, Period
from ui.components.definition import definition
from ui.components.key_figures import indicator_head, key_figures
from ui.components.outlook_box import outlook_box
from ui.components.proof_box import proof_box
from ui.components.provenance import provenance
from ui.components.remarks import remarks
from ui.components.who_is_behind import who_is_behind
from ui.components.year_charts import YearCharts, year_charts
from ui.components.yearly import yearly_note
from ui.visits import queries
from ui.visits.answers import remembered
from ui.visits.visit import Visit


@dataclass(frozen=True, slots=True)
class IndicatorDrawn:
    """The page's parts from top to bottom; of the year either charts or, of a yearly indicator, a note."""

    head: Markup
    proof: Markup
    year: YearCharts | None
    yearly: Markup
    outlook: Markup
    units: Markup
    cells: Markup
    definition: Markup


def indicator_drawn(visit: Visit, code: str, period: Period, palette: Palette) -> IndicatorDrawn:
    """One indicator at a period, its charts in the colours of a look; raises UnknownIndicatorError."""
    return _drawn(visit, code, period, visit.language, palette)


@remembered
def _drawn(visit: Visit, code: str, period: Period, language: Language, palette: Palette) -> IndicatorDrawn:
    """`language` is the visit's: the drawing depends on it, what the visit's answers depend on does not hold it."""
    detail, plan, texts = queries.indicator_detail(visit, code, period), visit.plan, texts_of(language)
    yearly = detail.standing.indicator.frequency is Frequency.YEARLY
    traced = queries.trace(visit, code, detail.standing.period)
    return IndicatorDrawn(
        head=indicator_head(detail, plan, texts) + key_figures(detail, plan, texts),
        proof=proof_box(detail, plan, texts),
        year=None if yearly else year_charts(detail, plan, texts, palette),
        yearly=yearly_note(detail, texts) if yearly else Markup(""),
        outlook=remarks(detail, plan, texts) + outlook_box(detail, texts),
        units=who_is_behind(detail, plan, texts),
        cells=provenance(traced, detail.standing, plan, texts),
        definition=definition(detail.standing.indicator, plan, texts),
    )
