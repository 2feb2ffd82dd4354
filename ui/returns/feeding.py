"""Lineage back on a return's page: which indicators its cells go into, with the way there."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from urllib.parse import urlencode

import streamlit as st

from indicators.periods import Period
from indicators.returns import ReturnState
from services.monitoring.indicators_fed import Fed
from services.returns.compare_return import OpenedReturn
from services.rights.permission import Action, permits
from ui.look import style
from ui.visits import looking_back
from ui.visits.visit import Visit

_HEADS = ("indicator", "part", "item", "cells", "periods")
_COUNTING = {ReturnState.APPROVED, ReturnState.REOPENED}
Show = Callable[[Visit, OpenedReturn, str, style.Table], None]


def fed(visit: Visit, shown: OpenedReturn, show: Show) -> None:
    """The indicators that the return's figures go into; one that is not approved goes into none yet."""
    texts = visit.texts
    st.subheader(texts("screens.review.feeds"))
    counting = shown.submission.state in _COUNTING
    st.caption(texts("screens.review.feeds.now" if counting else "screens.review.feeds.later"))
    heads = [texts(f"screens.review.feeds.head.{name}") for name in _HEADS]
    groups = groupby(shown.feeds, key=lambda each: (each.indicator.code, each.part))
    show(visit, shown, "feeds", style.table(heads, [_row(visit, list(group)) for _, group in groups]))


def _row(visit: Visit, group: list[Fed]) -> tuple[str | style.Cell, ...]:
    """An indicator with the cells of one item: one cell, or those of the months of a year."""
    texts, first = visit.texts, group[0]
    variable = visit.plan.variable_by_code[first.figure.observation.variable]
    periods = sorted({period for each in group for period in each.periods})
    cells = [each.figure.cell for each in group]
    item = texts(
        "screens.review.item", code=variable.code, name=texts.name(variable.name), unit=texts.name(variable.unit)
    )
    return (
        style.Cell(texts.name(first.indicator.short_name), link=_link(visit, first, periods), here=True),
        style.Cell(texts(f"screens.review.feeds.part.{first.part}"), "db-short"),
        item,
        style.Cell(_span(cells), "db-short"),
        style.Cell(_span([texts.period(period) for period in periods]), "db-short"),
    )


def _link(visit: Visit, each: Fed, periods: list[Period]) -> str:
    """The indicator's page at the last of the periods; nothing for who may not see figures."""
    if not permits(visit.actor, Action.VIEW_FIGURES):
        return ""
    asked = {"code": each.indicator.code, "period": str(periods[-1])} | looking_back.kept(visit)
    return f"./indicator?{urlencode(asked)}"


def _span(said: list[str]) -> str:
    return said[0] if len(said) == 1 else f"{said[0]} – {said[-1]}"
