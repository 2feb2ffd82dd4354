"""A name list as its reviewer sees it: never all its rows, but what they count to and what has changed."""

from __future__ import annotations

import streamlit as st

from services.returns.compare_return import OpenedReturn
from services.returns.review_list import CountedVariable, ReviewedList
from ui.frame import downloads
from ui.lists import list_tables
from ui.look import style
from ui.visits.visit import Visit


def listed(visit: Visit, shown: OpenedReturn, found: ReviewedList) -> None:
    """Rows by kind, counts against the return, and changes since the unit's last list."""
    texts, plan = visit.texts, visit.plan
    st.subheader(texts("screens.lists.reviewed"))
    kinds = [(kind, f"{count:,}") for kind, count in found.kinds]
    st.html(style.facts([(texts("screens.lists.rows"), f"{found.size:,}"), *kinds]))
    told = f"{texts.unit_name(plan.unit(shown.submission.key.unit))} {texts.period(shown.submission.key.period)}"
    name, title = f"return/{shown.submission.id}", f"{told} {texts('screens.lists.reviewed')}"
    downloads.show(visit, _counts_table(visit, found), name=f"{name}/counts", title=title)
    if found.compared_with is None or found.flow is None:
        st.caption(texts("screens.lists.nothing_before"))
        return
    since = texts("screens.lists.since", period=texts.period(found.compared_with))
    st.subheader(since)
    pairs = [(texts("screens.lists.before"), f"{found.flow.before:,}")]
    pairs += [
        (texts(f"screens.lists.change.{change}"), f"{found.flow.changes.get(change, 0):,}")
        for change in list_tables.CHANGES
    ]
    st.html(style.facts([*pairs, (texts("screens.lists.now"), f"{found.flow.now:,}")]))
    if found.changed:
        table = list_tables.changed_table(found.changed, shown.form, plan, texts)
        downloads.show(visit, table, name=f"{name}/changed", title=f"{title} {since}")
    gone = sum(count for change, count in found.flow.changes.items() if change.value != "kept") - len(found.changed)
    if gone > 0:
        st.caption(texts("screens.lists.more_rows", more=gone))


def _counts_table(visit: Visit, found: ReviewedList) -> style.Table:
    texts = visit.texts
    heads = [texts(f"screens.lists.count.{name}") for name in ("item", "listed", "reported", "agrees")]
    return style.table(heads, (_count_row(visit, each) for each in found.counts))


def _count_row(visit: Visit, each: CountedVariable) -> tuple[str | style.Cell, ...]:
    texts, variable = visit.texts, visit.plan.variable_by_code[each.code]
    if each.reported is None:
        said, look = "○ " + texts("screens.lists.count.awaited"), "db-mark db-mark-none"
    elif each.reported == each.listed:
        said, look = "● " + texts("screens.lists.count.same"), "db-mark db-mark-good"
    else:
        said, look = "■ " + texts("screens.lists.count.different"), "db-mark db-mark-bad"
    return (
        f"{variable.code} {texts.name(variable.name)}",
        style.Cell(texts.number(each.listed), "db-figure"),
        style.Cell(texts.number(each.reported), "db-figure"),
        style.Cell(said, look),
    )
