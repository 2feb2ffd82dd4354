"""A new check relation: typed in the statutory notation, read back in words, tried, kept on trial."""

from __future__ import annotations

from html import escape

import streamlit as st

from indicators.plan_faults import PlanFault
from indicators.problems import Severity
from services.checks.administer_checks import DraftedCheck, add_check, drafted_rule
from services.checks.check_errors import CheckFaultsError
from ui.checks import check_trying
from ui.look import style
from ui.visits.visit import Visit

LONGEST_RELATION = 200
_SAVED = "check saved"


def new(visit: Visit) -> None:
    """The relation, what it reads as, tried on past data, and kept on trial."""
    texts = visit.texts
    if (told := st.session_state.pop(_SAVED, None)) is not None:
        st.success(told)
    st.caption(texts("screens.checks.new.lead"))
    st.html(style.quiet(texts("screens.checks.new.notation")))
    draft = _asked(visit)
    if not draft.relation.strip():
        st.html(style.empty(texts("screens.checks.new.empty")))
        return
    try:
        rule = drafted_rule(visit.database, visit.plan, visit.actor, draft)
    except CheckFaultsError as error:
        _faults(visit, draft.relation.strip(), error)
        return
    st.html(style.facts([(texts("screens.checks.new.read"), texts.name(rule.name))]))
    if st.button(texts("screens.checks.new.save"), key="check_save"):
        kept = add_check(visit.database, visit.plan, visit.actor, draft, visit.now)
        st.session_state[_SAVED] = texts("screens.checks.new.saved", code=kept.code)
        st.rerun()
    check_trying.offered(visit, rule)


def _asked(visit: Visit) -> DraftedCheck:
    texts, plan = visit.texts, visit.plan
    form_box, severity_box = st.columns(2)
    form = form_box.selectbox(
        texts("screens.checks.form"),
        [form.code for form in plan.forms if form.variables],
        format_func=lambda code: f"{code} {texts.name(plan.form(code).title)}",
        key="check_form",
    )
    severity = severity_box.selectbox(
        texts("screens.checks.severity"),
        [Severity.SOFT, Severity.HARD],
        format_func=lambda each: texts(f"screens.checks.severity.{each}"),
        key="check_severity",
    )
    relation = st.text_input(
        texts("screens.checks.new.relation"), max_chars=LONGEST_RELATION, key="check_relation", width=520
    )
    return DraftedCheck(form, Severity(severity), relation)


def _faults(visit: Visit, relation: str, error: CheckFaultsError) -> None:
    """Every fault in words; a fault of the notation also with the place it stands at."""
    texts = visit.texts
    st.error("\n\n".join(style.plain(texts(f"errors.{fault.code}", **fault.params)) for fault in error.faults))
    for fault in error.faults:
        if "column" in fault.params:
            st.html(_pointed(visit, relation, fault))


def _pointed(visit: Visit, relation: str, fault: PlanFault) -> str:
    """The relation with the character marked at which reading stopped."""
    place = int(fault.params["column"]) - 1
    before, at, after = relation[:place], relation[place : place + 1] or " ", relation[place + 1 :]
    said = escape(visit.texts("screens.checks.new.column", column=fault.params["column"]))
    marked = f"{escape(before)}<mark>{escape(at)}</mark>{escape(after)}"
    return f'<div class="db-note">{said}<code>{marked}</code></div>'
