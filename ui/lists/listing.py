"""The page of name lists in its parts: choices, gross beside net, units, rows; and one firm."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from i18n.texts import Texts
from indicators.errors import NotFoundError
from indicators.list_changes import ListChange
from indicators.periods import Period
from indicators.plan import Form, Plan
from services.lists.page_lists import ROWS_AT_ONCE, ROWS_OF_A_PAGE, ListPage
from services.lists.view_lists import ListQuestion, ListView
from services.rights.permission import Action, permits
from ui.components.words import refused_words
from ui.frame import downloads
from ui.lists import list_queries, list_tables
from ui.lists.list_tables import FIRM_KEY
from ui.look import style
from ui.visits import address, looking_back
from ui.visits.visit import Visit

LONGEST_SEARCH = 60
EVERY = ""


def choose_form(visit: Visit) -> Form:
    """Firms or institutions."""
    texts, forms = visit.texts, [form for form in visit.plan.forms if form.listing is not None]
    form: Form = address.chosen(
        texts("screens.lists.form"),
        forms,
        key="form",
        default=forms[0],
        code=lambda each: each.code,
        show=lambda each: f"{each.code} {texts.name(each.title)}",
    )
    return form


def choose_period(visit: Visit, form: Form, periods: tuple[Period, ...]) -> Period:
    """One of the periods with an approved list; unasked, the latest that every unit has."""
    label, complete = visit.texts("screens.lists.period"), list_queries.latest_complete(visit, form.code)
    default = complete or periods[0]
    return address.chosen(label, periods, key="period", default=default, code=str, show=visit.texts.period)


def choose_unit(visit: Visit, form: Form) -> str | None:
    """All units that the actor may see, or one."""
    texts, plan = visit.texts, visit.plan
    mine = [unit.code for unit in plan.reporters(form) if permits(visit.actor, Action.VIEW_LISTS, unit.code)]
    chosen: str = address.chosen(
        texts("screens.lists.unit"),
        [EVERY, *mine],
        key="unit",
        default=EVERY,
        code=str,
        show=lambda code: texts.unit_name(plan.unit(code)) if code else texts("screens.lists.every_unit"),
    )
    return chosen or None


def choose_rows(visit: Visit, view: ListView, asked: ListQuestion) -> ListQuestion:
    """Which change, which name: the question with these."""
    texts = visit.texts
    first, second = st.columns([2, 3])
    with first:
        changes = [EVERY, *(change.value for change in list_tables.CHANGES)]
        change: str = address.chosen(
            texts("screens.lists.state"), changes, key="state", default=EVERY, code=str,
            show=lambda name: _counted(name, view, texts),
        )  # fmt: skip
    with second:
        typed = st.text_input(
            texts("screens.lists.search"), st.query_params.get("q", ""), max_chars=LONGEST_SEARCH, key="search"
        )
    search = (typed or "").strip()
    if search:
        st.query_params["q"] = search
    else:
        st.query_params.pop("q", None)
    return ListQuestion(
        asked.form, asked.period, asked.compared_with, asked.unit, ListChange(change) if change else None, search
    )


def _counted(name: str, view: ListView, texts: Texts) -> str:
    if not name:
        return texts("screens.lists.every_row")
    count = view.counted.get(ListChange(name), 0)
    return texts("screens.lists.counted", change=texts(f"screens.lists.change.{name}"), count=count)


def key_figures(view: ListView, plan: Plan, texts: Texts) -> None:
    """Gross and net beside each other, and how many rows there are."""
    pairs = [(texts("screens.lists.rows"), f"{sum(flow.now for flow in view.flows):,}")]
    if view.year is not None:
        gross = plan.variable_by_code[view.year.gross_variable]
        name = texts("screens.lists.gross", name=texts.name(gross.name), period=texts.to_date(view.period))
        pairs.append((name, texts.number(view.year.gross)))
        if view.year.net_variable is not None:
            stock = plan.variable_by_code[view.year.net_variable]
            name = texts("screens.lists.net", name=texts.name(stock.name), since=texts.period(view.year.since))
            refused = view.year.refused
            pairs.append((name, refused_words(refused, texts) if refused else texts.signed(view.year.net)))
    st.html(style.facts(pairs))
    if view.missing:
        units = texts("forms.separator").join(texts.unit_name(plan.unit(unit)) for unit in view.missing)
        st.caption(texts("screens.lists.missing", count=len(view.missing), units=units))


def rows(visit: Visit, asked: ListQuestion, view: ListView, page: ListPage) -> None:
    """One page of the rows; the files hold all of them."""
    texts, kept = visit.texts, looking_back.kept(visit)
    narrowed = [
        texts.unit_name(visit.plan.unit(asked.unit)) if asked.unit else "",
        texts(f"screens.lists.change.{asked.change}") if asked.change else "",
        asked.search,
    ]
    title = " ".join([texts.name(view.form.title), texts.period(asked.period), *filter(None, narrowed)])

    def table(of: ListPage) -> style.Table:
        return list_tables.rows_table(of, view.form, visit.plan, texts, kept)

    def whole(visit: Visit) -> style.Table:
        numbers = range((page.total - 1) // ROWS_AT_ONCE + 1)
        every = [
            table(list_queries.rows(visit, replace(asked, page=number), view, size=ROWS_AT_ONCE)) for number in numbers
        ]
        return style.Table.of("", every[0].heads, (row for each in every for row in each.rows))

    downloads.show(visit, table(page), name=f"list/{asked.form}/{asked.period}", title=title, whole=whole)


def pages(total: int, texts: Texts) -> int:
    """Which page of the rows is shown; the choice stands in the address bar."""
    last = max(0, (total - 1) // ROWS_OF_A_PAGE)
    if not last:
        return 0
    numbers = list(range(last + 1))
    return address.chosen(
        texts("screens.lists.page", total=total), numbers, key="page", default=0, code=lambda page: str(page + 1),
        show=lambda page: texts("screens.lists.page_of", page=page + 1, pages=last + 1),
    )  # fmt: skip


def firm(visit: Visit, code: str) -> None:
    """One firm, with the way back."""
    texts = visit.texts
    if st.button(texts("screens.lists.back")):
        del st.query_params[FIRM_KEY]
        st.rerun()
    try:
        history = list_queries.firm(visit, code)
    except NotFoundError:
        st.html(style.empty(texts("screens.lists.no_firm", code=code)))
        return
    st.subheader(style.plain(history.name))
    units = texts("forms.separator").join(texts.unit_name(unit) for unit in history.units)
    pairs = [
        (texts("screens.lists.code"), history.code),
        (texts("screens.lists.listed_by"), units or list_tables.NOWHERE),
    ]
    if history.valid is not None:
        valid = "valid" if history.valid else "not_valid"
        pairs.append((texts("screens.lists.validity"), texts(f"screens.lists.{valid}")))
    if history.former:
        pairs.append((texts("screens.lists.former"), texts("forms.separator").join(history.former)))
    st.html(style.facts(pairs))
    if len(history.units) > 1:
        st.warning(texts("screens.lists.in_several", units=units))
    st.subheader(texts("screens.lists.history"))
    table = list_tables.history_table(history, texts)
    downloads.show(visit, table, name=f"firm/{history.code}", title=f"{history.name} {texts('screens.lists.history')}")
