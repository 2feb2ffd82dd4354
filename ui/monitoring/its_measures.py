"""On an indicator's page: the measures that are about it, and how they stand."""

from __future__ import annotations

import streamlit as st

from indicators.plan import Indicator
from indicators.plan_measures import Contribution
from services.rights.permission import Action, permits
from ui.frame import downloads
from ui.look import style
from ui.measures import measure_queries
from ui.measures.measure_tables import departments, remarks
from ui.returns.report_tables import share_words, status_cell
from ui.visits.looking_back import address_of
from ui.visits.visit import Visit


def its_measures(visit: Visit, indicator: Indicator) -> None:
    """The direct measures as a table, the supporting ones counted; nothing where the plan has no measures."""
    if not visit.plan.measures or not permits(visit.actor, Action.VIEW_MEASURES):
        return
    texts = visit.texts
    cover = measure_queries.register(visit).cover(indicator.code)
    counted = {"direct": len(cover.direct), "moving": len(cover.moving), "supporting": len(cover.supporting)}
    st.html(style.heading(texts("screens.measures.of_indicator")))
    if not cover.direct:
        st.html(style.quiet(texts("screens.measures.of_indicator.none", supporting=counted["supporting"])))
    else:
        st.html(style.quiet(texts("screens.measures.of_indicator.counted", **counted)))
        names = ("code", "title", "departments", "status", "share", "remarks", "reason")
        heads = [texts(f"screens.measures.head.{name}") for name in names]
        rows = []
        for each in cover.direct:
            measure = each.measure
            links = (link for link in measure.links if link.indicator == indicator.code)
            why = next(texts.name(link.why) for link in links if link.contribution is Contribution.DIRECT)
            rows.append(
                (
                    style.Cell(measure.code, "db-code", address_of(visit, "measure", measure=measure.code), here=True),
                    style.Cell(texts.name(measure.title), "db-text"),
                    departments(visit.plan, measure.departments, texts),
                    status_cell(each.status, texts),
                    style.Cell(share_words(each.done), "db-figure"),
                    style.Cell(remarks(each, texts), "db-text"),
                    style.Cell(why, "db-text"),
                )
            )
        title = f"{texts.name(indicator.name)} {texts('screens.measures.of_indicator')}"
        downloads.show(visit, style.table(heads, rows), name=f"indicator/{indicator.code}/measures", title=title)
    st.html(
        style.inner_link(
            texts("screens.measures.of_indicator.all"), address_of(visit, "measures", moves=indicator.code)
        )
    )
