"""A check relation tried on past data: how many cells it would have asked about, and which."""

from __future__ import annotations

import streamlit as st

from indicators.list_rules import ListRule
from indicators.plan import CheckRule
from services.checks.try_check import CheckTrial, Flag, try_check, years_to_try
from services.rights.permission import Action, permits
from ui.checks import check_words
from ui.frame import downloads
from ui.look import style
from ui.returns.reviewing import RETURN_KEY
from ui.visits.looking_back import address_of
from ui.visits.visit import Visit

_HEADS = ("unit", "period", "sheet", "cell", "explained", "values")


def offered(visit: Visit, rule: CheckRule | ListRule) -> None:
    """The year to try it on, and what came of it."""
    texts = visit.texts
    st.subheader(texts("screens.checks.try"))
    st.caption(texts("screens.checks.try.lead"))
    years = years_to_try(visit.database, visit.plan, visit.actor)
    if not years:
        st.html(style.empty(texts("screens.checks.try.none")))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year = st.selectbox(texts("screens.checks.try.year"), years, key="check_year", width=160)
        started = st.button(texts("screens.checks.try.start"), key="check_try", type="primary")
    asked = (rule.code, check_words.in_short(rule, texts), rule.form, year)
    if started:
        st.session_state[_TRIED] = asked
    if st.session_state.get(_TRIED) == asked:
        with st.spinner(texts("screens.checks.try.start")):
            _result(visit, try_check(visit.database, visit.plan, visit.actor, rule, year))


_TRIED = "check tried"


def _result(visit: Visit, trial: CheckTrial) -> None:
    texts, rule = visit.texts, trial.rule
    if not trial.returns:
        st.html(style.empty(texts("screens.checks.try.no_returns", year=trial.year)))
        return
    said = texts(
        "screens.checks.try.result",
        code=rule.code,
        relation=check_words.in_short(rule, texts),
        year=trial.year,
        returns=trial.returns,
        judged=trial.judged,
        undecided=trial.undecided,
        cells=len(trial.flags),
        flagged=trial.flagged_returns,
    )
    st.html(style.quiet(said))
    if not trial.flags:
        st.html(style.empty(texts("screens.checks.try.clean")))
        return
    if all(flag.values is None and flag.found is None for flag in trial.flags):
        st.html(style.quiet(texts("screens.checks.try.hidden")))
    heads = [texts(f"screens.checks.try.head.{name}") for name in _HEADS]
    table = style.table(heads, [_row(visit, flag) for flag in trial.flags])
    title = texts("screens.checks.try.file", code=rule.code, year=trial.year)
    downloads.show(visit, table, name=f"checks/{rule.code}/{trial.year}", title=title)


def _row(visit: Visit, flag: Flag) -> tuple[str | style.Cell, ...]:
    texts = visit.texts
    part, opened = permits(visit.actor, Action.COMMENT_ON_RETURN, flag.key.unit), {RETURN_KEY: str(flag.submission_id)}
    link = address_of(visit, "returns", **opened) if part else ""
    said = flag.values if flag.found is None else texts.problem(flag.found).what
    return (
        style.Cell(texts.unit_name(visit.plan.unit(flag.key.unit)), link=link, here=True),
        style.Cell(texts.period(flag.key.period), "db-short"),
        style.Cell(flag.sheet, "db-short"),
        style.Cell(flag.cell, "db-short"),
        style.Cell(texts(f"screens.checks.{'yes' if flag.explained else 'no'}"), "db-short"),
        style.Cell(texts("screens.checks.hidden") if said is None else said, "db-text"),
    )
