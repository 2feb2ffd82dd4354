"""A reviewer's two screens: what waits, with approval of many at once; one return, with the decision on it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import streamlit as st

from indicators.periods import Period
from indicators.returns import ReturnState
from services.returns.compare_return import OpenedReturn
from services.returns.review_queue import WaitingReturn
from services.returns.review_return import Decided
from services.rights.permission import Action, permits
from ui.frame import downloads
from ui.look import style
from ui.returns import (
    commenting,
    feeding,
    report_tables,
    review_queries,
    review_tables,
    reviewing_lists,
    reviewing_units,
    verdicts,
)
from ui.visits.visit import Visit

RETURN_KEY = "return"
"""The address bar's name for the submission that is open."""

LONGEST_REASON = 500
LONGEST_NUMBER = 18
_DONE = "review_done"


def waiting(visit: Visit, found: Iterable[WaitingReturn]) -> None:
    """The list by form and period, each return with a box to choose it and a button to open it."""
    texts = visit.texts
    chosen: list[int] = []
    for (form, period), group in groupby(_by_form(found), key=lambda each: (each.form, each.submission.key.period)):
        st.subheader(f"{form.code} {texts.name(form.title)} · {texts.period(period)}")
        chosen += [each.submission.id for each in group if _line(visit, each)]
    label = texts("screens.review.approve_chosen", count=len(chosen))
    if st.button(label, type="primary", disabled=not chosen):
        st.session_state[_DONE] = review_queries.approve_returns(visit, chosen)
        st.rerun()


def _by_form(found: Iterable[WaitingReturn]) -> list[WaitingReturn]:
    def order(each: WaitingReturn) -> tuple[str, Period]:
        return each.form.code, each.submission.key.period

    return sorted(found, key=order)


def _line(visit: Visit, each: WaitingReturn) -> bool:
    """One waiting return; whether it is chosen for approval."""
    texts, sent = visit.texts, each.submission
    with st.container(key=f"waiting_{sent.id}", horizontal=True, vertical_alignment="center"):
        picked = st.checkbox(texts.unit_name(each.unit), key=f"choose_{sent.id}", disabled=each.own, width=240)
        said = [
            texts("screens.review.sent", at=texts.moment(sent.submitted_at), by=sent.submitted_by),
            texts("screens.returns.number", number=sent.number),
        ]
        if each.explained:
            said.append(texts("screens.review.explained", count=each.explained))
        if each.own:
            said.append(texts("screens.review.own"))
        st.html(style.quiet(" · ".join(said)), width="stretch")
        if st.button(texts("screens.review.open"), key=f"open_{sent.id}"):
            st.query_params[RETURN_KEY] = str(sent.id)
            st.rerun()
    return picked


def asked_for() -> int | None:
    """The submission that the address names, None where it names none."""
    written = st.query_params.get(RETURN_KEY, "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= LONGEST_NUMBER else None


def one(visit: Visit, submission_id: int, *, back: str) -> None:
    """One return with everything that is known about it, and what the actor may do with it."""
    if st.button(back):
        del st.query_params[RETURN_KEY]
        st.rerun()
    shown = review_queries.opened_return(visit, submission_id)
    _opened(visit, shown)
    commenting.comments(visit, shown)
    if visit.as_of is None:
        _decision(visit, shown)
        _reopening(visit, shown)


def _opened(visit: Visit, shown: OpenedReturn) -> None:
    texts = visit.texts
    st.html(review_tables.head(visit, shown))
    if not shown.is_latest:
        st.info(texts("screens.review.superseded"))
    _content(visit, shown)
    if shown.besides is not None:
        reviewing_units.besides(visit, shown, shown.besides)
    if shown.doubts:
        st.subheader(texts("screens.review.doubts"))
        few = shown.doubts[: verdicts.MOST_SHOWN]
        _show(visit, shown, "doubts", review_tables.doubts_table(few, texts))
    if shown.feeds:
        feeding.fed(visit, shown, _show)
    st.subheader(texts("screens.review.history"))
    _show(visit, shown, "history", review_tables.history_table(shown, texts))


def _content(visit: Visit, shown: OpenedReturn) -> None:
    """What was reported: figures beside earlier ones, a list in short, or progress on measures."""
    texts = visit.texts
    if shown.listed is not None:
        reviewing_lists.listed(visit, shown, shown.listed)
    elif shown.figures:
        st.subheader(texts("screens.review.figures"))
        _show(visit, shown, "figures", review_tables.figures_table(shown, texts))
    elif shown.reports:
        st.subheader(texts("screens.review.reports"))
        _show(visit, shown, "reports", report_tables.reports_table(shown.reports, texts))
    else:
        st.html(style.empty(texts("screens.review.draft")))
    if any(row.last_year is not None and not row.restated for row in shown.figures):
        st.caption(texts("screens.review.not_restated"))


def _show(visit: Visit, shown: OpenedReturn, part: str, table: style.Table) -> None:
    """A table of the return, which can be taken away."""
    texts, key = visit.texts, shown.submission.key
    told = texts.unit_name(shown.unit), shown.form.code, texts.period(key.period), texts(f"screens.review.{part}")
    downloads.show(visit, table, name=f"return/{shown.submission.id}/{part}", title=" ".join(told))


def _decision(visit: Visit, shown: OpenedReturn) -> None:
    """Approve, or send back with a reason; nothing for who may not decide."""
    texts, sent = visit.texts, shown.submission
    reviews = permits(visit.actor, Action.APPROVE_RETURN, sent.key.unit)
    if not reviews or sent.state is not ReturnState.SUBMITTED or not shown.is_latest:
        return
    st.subheader(texts("screens.review.decide"))
    if shown.own:
        st.info(texts("screens.review.own_long"))
        return
    with st.form(f"decide_{sent.id}", border=False):
        reason = st.text_area(texts("screens.review.reason"), max_chars=LONGEST_REASON, height=80)
        with st.container(horizontal=True):
            approve = st.form_submit_button(texts("screens.review.approve"), type="primary")
            send_back = st.form_submit_button(texts("screens.review.send_back"))
    if approve:
        st.session_state[_DONE] = review_queries.approve_returns(visit, [sent.id])
    elif send_back:
        review_queries.send_back_return(visit, sent.id, reason)
        st.session_state[_DONE] = texts("screens.review.sent_back", unit=texts.unit_name(shown.unit))
    else:
        return
    st.query_params.pop(RETURN_KEY, None)
    st.rerun()


def _reopening(visit: Visit, shown: OpenedReturn) -> None:
    """Reopen what is approved, with a reason."""
    texts, sent = visit.texts, shown.submission
    reviews = permits(visit.actor, Action.REOPEN_RETURN, sent.key.unit)
    if not reviews or sent.state is not ReturnState.APPROVED or not shown.is_latest:
        return
    st.subheader(texts("screens.review.reopen_head"))
    st.caption(texts("screens.review.reopen_lead"))
    with st.form(f"reopen_{sent.id}", border=False):
        reason = st.text_area(texts("screens.review.reopen_reason"), max_chars=LONGEST_REASON, height=80)
        pressed = st.form_submit_button(texts("screens.review.reopen"))
    if pressed:
        review_queries.reopen_return(visit, sent.id, reason)
        st.session_state[_DONE] = texts("screens.review.reopened", unit=texts.unit_name(shown.unit))
        st.query_params.pop(RETURN_KEY, None)
        st.rerun()


def outcome(visit: Visit) -> None:
    """What the last decision did, told once."""
    texts, done = visit.texts, st.session_state.pop(_DONE, None)
    if isinstance(done, str):
        st.success(done)
    if not isinstance(done, Decided):
        return
    if done.approved:
        st.success(texts("screens.review.approved", count=len(done.approved)))
    if done.passed_over:
        st.warning(texts("screens.review.passed_over", count=len(done.passed_over)))
    if done.moved:
        table = verdicts.movements_table(done.moved, visit.plan, texts)
        downloads.show(visit, table, name="movements", title=texts("screens.upload.moved"))
