"""The files given as evidence for a measure: listed, handed over, and for its departments a way to add one."""

from __future__ import annotations

import streamlit as st

from services.measures.measures import MeasureDetail, measures_form
from services.rights.permission import Action, permits
from ui.components.delivery import deliver
from ui.frame import downloads
from ui.look import style
from ui.measures import measure_queries
from ui.returns.reporting_periods import last_ended, periods_of_form
from ui.visits import session
from ui.visits.visit import Visit

LARGEST_MEGABYTES = 10
KINDS = ["pdf", "png", "jpg", "xlsx", "docx"]
_DONE = "evidence_added"


def evidence(visit: Visit, detail: MeasureDetail) -> None:
    """The list, and below it the upload for who may add."""
    texts = visit.texts
    st.subheader(texts("screens.measures.evidence"))
    done = st.session_state.pop(_DONE, None)
    if done:
        st.success(texts("screens.measures.evidence.added", file=style.plain(done)))
    if detail.evidence:
        _files(detail)
    else:
        st.html(style.quiet(texts("screens.measures.evidence.none")))
    if visit.as_of is None:
        _adding(visit, detail)


@st.fragment
def _files(detail: MeasureDetail) -> None:
    visit = session.current()  # a fragment runs without the gate: who looks is asked anew
    texts, plan = visit.texts, visit.plan
    heads = [texts(f"screens.measures.evidence.{name}") for name in ("file", "period", "unit", "size", "by")]
    rows = [
        (
            style.Cell(each.file_name, "db-text"),
            style.Cell(texts.period(each.period), "db-short"),
            texts.unit_name(plan.unit(each.unit)),
            style.Cell(texts("screens.measures.evidence.kilobytes", size=max(1, each.size // 1024)), "db-figure"),
            texts("screens.measures.history.sent", by=each.added_by, at=texts.moment(each.added_at)),
        )
        for each in detail.evidence
    ]
    name = f"measure/{detail.standing.measure.code}/evidence"
    downloads.show(visit, style.table(heads, rows), name=name, title=texts("screens.measures.evidence"))
    if not permits(visit.actor, Action.DOWNLOAD_EVIDENCE):
        return
    with st.container(horizontal=True):
        for each in detail.evidence:
            label = texts("screens.measures.evidence.take", file=style.plain(each.file_name))
            if st.button(label, key=f"evidence_{each.id}", type="tertiary"):
                file = measure_queries.evidence_file(visit, each.id)
                deliver(file.file_name, file.content, file.media_type, key=f"evidence_file_{each.id}")


def _adding(visit: Visit, detail: MeasureDetail) -> None:
    texts, measure, form = visit.texts, detail.standing.measure, measures_form(visit.plan)
    units = [code for code in measure.departments if permits(visit.actor, Action.ADD_EVIDENCE, code)]
    if not units or form is None:
        return
    period = last_ended(periods_of_form(visit.plan, form, visit.today), visit.today)
    label = texts("screens.measures.evidence.choose", kinds="、".join(KINDS), limit=LARGEST_MEGABYTES)
    with st.form(f"evidence_{measure.code}", clear_on_submit=True, border=False):
        file = st.file_uploader(label, type=KINDS, max_upload_size=LARGEST_MEGABYTES)
        pressed = st.form_submit_button(texts("screens.measures.evidence.add"))
    if pressed and file is not None:
        measure_queries.add_evidence(visit, measure.code, units[0], period, file.name, file.getvalue())
        st.session_state[_DONE] = file.name
        st.rerun()
