"""What has come in: every return due in a period, with its state, its deadline and its file."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import streamlit as st

from indicators.periods import Frequency
from services.returns.returns_overview import ReturnRow
from ui.frame import downloads
from ui.look import style
from ui.returns import reviewing
from ui.returns.reporting_periods import last_ended, periods_of_form, periods_of_returns
from ui.returns.returns_table import returns_table
from ui.visits import address, queries, session
from ui.visits.visit import Visit


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.returns.title"))
    reviewing.outcome(visit)
    asked = reviewing.asked_for()
    if asked is not None:
        reviewing.one(visit, asked, back=texts("screens.review.back_to_returns"))
        return
    periods = periods_of_returns(visit.plan, visit.today)
    months = tuple(each for each in periods if each.frequency is Frequency.MONTHLY)
    with st.container(width=260):
        period = address.chosen(
            texts("screens.returns.period"),
            periods,
            key="period",
            default=last_ended(months or periods, visit.today),
            code=str,
            show=texts.period,
        )
    rows = [row for row in queries.returns(visit, period) if row.submission or _is_asked_for(visit, row)]
    if not rows:
        st.html(style.empty(texts("screens.returns.none", period=texts.period(period))))
    for form, due in groupby(rows, key=lambda row: row.form):
        st.subheader(f"{form.code} {texts.name(form.title)}")
        _form(visit, list(due))


def _is_asked_for(visit: Visit, row: ReturnRow) -> bool:
    return row.period in periods_of_form(visit.plan, row.form, visit.today)


def _form(visit: Visit, rows: list[ReturnRow]) -> None:
    texts = visit.texts
    counted = Counter(row.submission is not None for row in rows)
    st.caption(
        texts("screens.returns.counted", reported=counted[True], expected=len(rows), due=texts.date(rows[0].due))
    )
    form, period = rows[0].form, rows[0].period
    title = texts("screens.returns.table", form=texts.name(form.title), period=texts.period(period))
    downloads.show(visit, returns_table(visit, rows), name=f"returns/{form.code}/{period}", title=title)


page(session.current())
