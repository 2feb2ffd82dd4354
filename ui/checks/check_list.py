"""The list of check relations, and one of them: in words, its state, tried on past data."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import streamlit as st

from db.check_records import FiringCount
from i18n.texts import Texts
from indicators.list_rules import ListRule
from indicators.plan import CheckRule, RuleState
from services.checks.administer_checks import CheckRow, check_rows, set_check_state
from services.rights.permission import Action, permits
from ui.checks import check_trying, check_words
from ui.frame import downloads
from ui.look import style
from ui.visits import address
from ui.visits.looking_back import address_of
from ui.visits.visit import Visit

_HEADS = ("code", "form", "relation", "words", "severity", "state", "submissions", "cells", "explained", "last")
_PERCENT = 100
_EVERY = "all"
_SIGNS = {RuleState.ACTIVE: "●", RuleState.TRIAL: "◐", RuleState.OFF: "○"}
_DONE = "check state set"


def listed(visit: Visit) -> None:
    """Every rule, by form and state."""
    texts, plan = visit.texts, visit.plan
    rows = check_rows(visit.database, plan, visit.actor)
    form_box, state_box = st.columns(2)
    with form_box:
        form = address.chosen(
            texts("screens.checks.form"),
            [_EVERY, *dict.fromkeys(row.rule.form for row in rows)],
            key="form",
            default=_EVERY,
            code=str,
            show=lambda code: _form_name(visit, code),
        )
    with state_box:
        state = address.chosen(
            texts("screens.checks.state"),
            [_EVERY, *RuleState],
            key="state",
            default=_EVERY,
            code=str,
            show=lambda code: texts("screens.checks.every_state") if code == _EVERY else _state_word(code, texts),
        )
    shown = [row for row in rows if form in {_EVERY, row.rule.form} and state in {_EVERY, row.rule.state}]
    if not shown:
        st.html(style.empty(texts("screens.checks.none")))
        return
    counted = Counter(row.rule.state.value for row in shown)
    numbers = {each.value: counted[each.value] for each in RuleState}
    st.caption(texts("screens.checks.counted", count=len(shown), **numbers))
    table = style.table([texts(f"screens.checks.head.{name}") for name in _HEADS], [_row(visit, row) for row in shown])
    downloads.show(visit, table, name="checks", title=texts("screens.checks.title"))


def _row(visit: Visit, row: CheckRow) -> tuple[str | style.Cell, ...]:
    texts, rule, fired = visit.texts, row.rule, row.fired
    return (
        style.Cell(rule.code, "db-short", link=address_of(visit, "checks", view="one", rule=rule.code), here=True),
        style.Cell(rule.form, "db-short"),
        style.Cell(check_words.notation(rule)),
        style.Cell(check_words.words(rule, visit.plan, texts), "db-text"),
        style.Cell(texts(f"screens.checks.severity.{rule.severity}"), "db-short"),
        style.Cell(f"{_SIGNS[rule.state]} {_state_word(rule.state, texts)}", "db-short"),
        style.Cell(str(fired.submissions if fired else 0), "db-figure"),
        style.Cell(str(fired.cells if fired else 0), "db-figure"),
        style.Cell(_share(fired, texts) if fired else "", "db-figure"),
        style.Cell(texts.moment(fired.last, visit.plan.head.time_zone) if fired else "", "db-short"),
    )


def one(visit: Visit) -> None:
    """One rule: everything about it, its state to be set, and tried on past data."""
    texts = visit.texts
    rows = check_rows(visit.database, visit.plan, visit.actor)
    by_code = {row.rule.code: row for row in rows}
    with st.container(width=520):
        code = address.chosen(
            texts("screens.checks.which"),
            list(by_code),
            key="rule",
            default=rows[0].rule.code,
            code=str,
            show=lambda each: f"{each}　{by_code[each].rule.form}　{check_words.in_short(by_code[each].rule, texts)}",
        )
    row = by_code[code]
    if (told := st.session_state.pop(_DONE, None)) is not None:
        st.success(told)
    st.html(style.facts(_facts(visit, row)))
    if permits(visit.actor, Action.ADMINISTER_PLANS):
        _set_state(visit, row)
    check_trying.offered(visit, row.rule)


def _facts(visit: Visit, row: CheckRow) -> list[tuple[str, str]]:
    texts, rule = visit.texts, row.rule
    heads = ("relation", "words", "severity", "state")
    values = (
        check_words.notation(rule),
        check_words.words(rule, visit.plan, texts),
        texts(f"screens.checks.severity.{rule.severity}"),
        _state_said(visit, row),
    )
    return [
        (texts("screens.checks.form"), _form_name(visit, rule.form)),
        (texts("screens.checks.name"), check_words.name(rule, texts)),
        *((texts(f"screens.checks.head.{head}"), value) for head, value in zip(heads, values, strict=True)),
        (texts("screens.checks.columns"), _columns(rule, texts)),
        (texts("screens.checks.origin"), _origin(visit, row)),
        (texts("screens.checks.fired"), _fired(visit, row.fired)),
    ]


def _columns(rule: CheckRule | ListRule, texts: Texts) -> str:
    if isinstance(rule, ListRule):
        return texts("screens.checks.columns.rows")
    return texts("screens.checks.join").join(texts(f"screens.checks.basis.{basis}") for basis in rule.basis)


def _state_said(visit: Visit, row: CheckRow) -> str:
    texts, setting = visit.texts, row.known.setting
    word = _state_word(row.rule.state, texts)
    if setting is None:
        return word
    when = texts.moment(setting.set_at, visit.plan.head.time_zone)
    return texts("screens.checks.join").join((word, texts("screens.checks.set_by", who=setting.set_by, when=when)))


def _origin(visit: Visit, row: CheckRow) -> str:
    texts, added = visit.texts, row.known.added
    if added is None:
        return texts("screens.checks.origin.plan")
    when = texts.moment(added.added_at, visit.plan.head.time_zone)
    return texts("screens.checks.origin.added", who=added.added_by, when=when)


def _fired(visit: Visit, fired: FiringCount | None) -> str:
    texts = visit.texts
    if fired is None:
        return texts("screens.checks.fired.never")
    return texts(
        "screens.checks.fired.said",
        submissions=fired.submissions,
        cells=fired.cells,
        explained=_share(fired, texts),
        last=texts.moment(fired.last, visit.plan.head.time_zone),
    )


def _set_state(visit: Visit, row: CheckRow) -> None:
    texts, rule = visit.texts, row.rule
    with st.form("check_state", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            texts("screens.checks.state"),
            list(RuleState),
            index=list(RuleState).index(rule.state),
            format_func=lambda each: _state_word(each, texts),
            key=f"state_{rule.code}",
            width=220,
        )
        pressed = st.form_submit_button(texts("screens.checks.set"))
    state = RuleState(chosen or rule.state)
    if pressed and state is not rule.state:
        set_check_state(visit.database, visit.plan, visit.actor, rule.code, state, visit.now)
        word = _state_word(state, texts)
        st.session_state[_DONE] = texts("screens.checks.set.done", code=rule.code, state=word)
        st.rerun()


def _form_name(visit: Visit, code: str) -> str:
    texts = visit.texts
    return texts("screens.checks.every_form") if code == _EVERY else f"{code} {texts.name(visit.plan.form(code).title)}"


def _state_word(state: str, texts: Texts) -> str:
    return texts(f"screens.checks.state.{state}")


def _share(fired: FiringCount, texts: Texts) -> str:
    return f"{texts.number(Decimal(fired.explained * _PERCENT) / fired.cells)}%"
