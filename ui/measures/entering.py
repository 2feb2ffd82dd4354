"""Progress typed in on the page: one measure at a time, kept for the session until it is checked and submitted."""

from __future__ import annotations

import streamlit as st

from indicators.measure_progress import LONGEST_TEXT, TEXT_PARTS, WHOLE, MeasureReport, MeasureStatus
from indicators.periods import Period
from indicators.plan import Measure
from services.measures.measure_entry import BegunEntry
from ui.look import style
from ui.measures import measure_queries
from ui.returns import report_tables, uploading
from ui.visits.visit import Visit

_CHECKING = "measures_checking"


def entry(visit: Visit, unit: str, period: Period) -> None:
    """The form for one measure, the list of what is kept, and the way on; or the verdict on it."""
    key = f"measures_{unit}_{period}"
    begun = measure_queries.begun_entry(visit, unit, period)
    kept: dict[str, MeasureReport] = st.session_state.setdefault(key, dict(begun.reports))
    if st.session_state.get(_CHECKING) == key:
        _verdict(visit, unit, period, kept)
        return
    measures = visit.plan.measures_of(unit)
    done = sum(measure.code in kept for measure in measures)
    st.html(style.quiet(visit.texts("screens.measures.entry.done", done=done, all=len(measures))))
    measure = _chosen(visit, measures, kept, key)
    _form(visit, measure, begun, kept, key)
    if st.button(visit.texts("screens.measures.entry.check"), type="primary", disabled=not kept):
        st.session_state[_CHECKING] = key
        st.rerun()


def _chosen(visit: Visit, measures: tuple[Measure, ...], kept: dict[str, MeasureReport], key: str) -> Measure:
    texts = visit.texts

    def shown(measure: Measure) -> str:
        mark = "✓" if measure.code in kept else "○"
        return texts("screens.measures.entry.mark", mark=mark, code=measure.code, title=texts.name(measure.title))

    found: Measure = st.selectbox(
        texts("screens.measures.entry.measure"), measures, format_func=shown, key=f"{key}_measure"
    )
    return found


def _form(visit: Visit, measure: Measure, begun: BegunEntry, kept: dict[str, MeasureReport], key: str) -> None:
    texts = visit.texts
    before, now = begun.previous.get(measure.code), kept.get(measure.code)
    if before is not None:
        _before(visit, before)
    statuses = list(MeasureStatus)
    with st.form(f"{key}_{measure.code}"):
        left, right = st.columns(2)
        status = left.selectbox(
            texts("screens.measures.entry.status"),
            statuses,
            index=statuses.index(now.status) if now else None,
            format_func=lambda each: texts(f"statuses.measure.{each.value}"),
            placeholder=texts("screens.measures.entry.choose_status"),
        )
        share = right.text_input(
            texts("screens.measures.entry.share"), value="" if now is None or now.share is None else str(now.share)
        )
        said_parts = {
            part.value: st.text_area(
                texts(f"screens.measures.report.{part.value}"),
                value=now.text(part) if now else "",
                max_chars=LONGEST_TEXT,
                height=80,
            )
            for part in TEXT_PARTS
        }
        explained = st.text_input(
            texts("screens.measures.entry.explanation"),
            value=(now.explanation if now else None) or "",
            max_chars=LONGEST_TEXT,
        )
        pressed = st.form_submit_button(texts("screens.measures.entry.save"))
    if pressed:
        _keep(visit, measure, status, share.strip(), {**said_parts, "explanation": explained}, kept)


def _before(visit: Visit, before: MeasureReport) -> None:
    """What was said for the period before."""
    texts = visit.texts
    said = texts(
        "screens.measures.entry.previous",
        status=report_tables.status_words(before.status, texts),
        share=report_tables.share_words(before.done),
        progress=before.progress,
    )
    st.html(style.quiet(said))


def _keep(
    visit: Visit,
    measure: Measure,
    status: MeasureStatus | None,
    share: str,
    said: dict[str, str],
    kept: dict[str, MeasureReport],
) -> None:
    texts = visit.texts
    if status is None:
        st.error(texts("screens.measures.entry.choose_status"))
        return
    if share and not (share.isascii() and share.isdecimal() and int(share) <= WHOLE):
        st.error(texts("screens.measures.entry.bad_share"))
        return
    explanation = said.pop("explanation").strip() or None
    parts = {name: text.strip() for name, text in said.items()}
    kept[measure.code] = MeasureReport(
        measure.code, status, int(share) if share else None, **parts, sheet="", cell="", explanation=explanation
    )
    st.success(texts("screens.measures.entry.kept", code=measure.code))


def _verdict(visit: Visit, unit: str, period: Period, kept: dict[str, MeasureReport]) -> None:
    """What the check says about the entries, and the same steps as for an uploaded file."""
    if st.button(visit.texts("screens.measures.entry.back")):
        del st.session_state[_CHECKING]
        st.rerun()
    upload = measure_queries.entered_return(visit, unit, period, kept)
    key = f"entered_{hash(upload.content)}"
    uploading.one_file(visit, upload, uploading.checked(visit, upload, key), key)
