"""What the overview draws for everybody with the same rights in the same language: drawn once, then remembered."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from i18n.texts import Language
from i18n.texts import texts as texts_of
from indicators.periods import Period
from reports.table_file import TableContent
from ui.components.attention import about_data
from ui.components.board import Order, ordered
from ui.components.late_measures import late_measures
from ui.components.overview_board import above_since, overview_head
from ui.measures import measure_queries
from ui.monitoring import leaders_files
from ui.visits import looking_back, queries, submitted
from ui.visits.answers import remembered
from ui.visits.visit import Visit


@dataclass(frozen=True, slots=True)
class OverviewDrawn:
    """The head; what stands above and below the visitor's own section; the table that can be taken away."""

    head: Markup
    above: Markup
    below: Markup
    table: TableContent


def overview_drawn(visit: Visit, period: Period, order: Order) -> OverviewDrawn:
    """The overview at a period, its rows in an order."""
    return _drawn(visit, period, order, visit.language)


@remembered
def _drawn(visit: Visit, period: Period, order: Order, language: Language) -> OverviewDrawn:
    """`language` is the visit's: the drawing depends on it, what the visit's answers depend on does not hold it."""
    overview, texts = queries.overview(visit, period), texts_of(language)
    rows = ordered(overview.rows, order)
    late = late_measures(measure_queries.register(visit).late, texts)
    kept = looking_back.kept(visit) | submitted.kept(visit)
    return OverviewDrawn(
        head=overview_head(overview, visit.plan, texts),
        above=above_since(overview, rows, visit.plan, texts, kept, late),
        below=about_data(overview, visit.plan, texts),
        table=leaders_files.board_table(visit, overview, rows),
    )
