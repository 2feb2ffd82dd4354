"""Many uploaded files on the screen: a line for each, one opened below, and those without faults sent together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from indicators.problems import Severity
from indicators.returns import ReturnState
from services.returns import batch_returns
from services.returns.batch_returns import Checked, Outcome, Submitted
from services.returns.verdict import Upload
from ui.look import style
from ui.returns import uploading, verdicts
from ui.visits import queries
from ui.visits.visit import Visit
from workbooks.archive import is_archive

_MARKS = {
    Outcome.ACCEPTED: ("●", "db-mark db-mark-good"),
    Outcome.HARD: verdicts.MARKS[Severity.HARD],
    Outcome.SOFT: verdicts.MARKS[Severity.SOFT],
    Outcome.SAME: ("○", "db-mark db-mark-none"),
    Outcome.UNRECOGNISED: verdicts.MARKS[Severity.HARD],
    Outcome.BARRED: verdicts.MARKS[Severity.SOFT],
    Outcome.TWIN: verdicts.MARKS[Severity.SOFT],
    Outcome.FAILED: verdicts.MARKS[Severity.HARD],
    Outcome.SKIPPED: ("○", "db-mark db-mark-none"),
}
_SENT = ("●", "db-mark db-mark-good")


def is_one(uploads: Sequence[Upload]) -> bool:
    """Whether there is just one file, and it is not a zip of several."""
    return len(uploads) == 1 and not is_archive(uploads[0].content)


def many_files(visit: Visit, uploads: Sequence[Upload], key: str) -> None:
    """The lines, the button that sends what is ready, and one file opened; `key` names the upload."""
    checked = _checked(visit, uploads, key)
    if not checked:
        st.html(style.empty(visit.texts("batch.no_files")))
        return
    _summary(visit, checked, key)
    st.html(_lines(visit, checked, key))
    _submit_all(visit, checked, key)
    _opened(visit, checked, key)


def _checked(visit: Visit, uploads: Sequence[Upload], key: str) -> tuple[Checked, ...]:
    """Checked once per upload, with a bar that tells how far it is."""
    kept = f"batch_{key}"
    if kept not in st.session_state:
        files = list(batch_returns.arrivals(uploads))
        bar = st.progress(0.0)

        def told(done: int, total: int) -> None:
            bar.progress(done / total, visit.texts("batch.checking", done=done, total=total))

        st.session_state[kept] = queries.check_returns(visit, files, told)
        bar.empty()
    found: tuple[Checked, ...] = st.session_state[kept]
    return found


def _receipt_key(key: str, number: int) -> str:
    return f"{key}_{number}"


def _sent(key: str, number: int) -> Submitted | None:
    found: Submitted | None = st.session_state.get(f"sent_{_receipt_key(key, number)}")
    return found


def _waiting(checked: Sequence[Checked], key: str) -> list[int]:
    """The places of the files that may be sent together and have not been sent yet."""
    return [
        number
        for number, each in enumerate(checked)
        if each.ready and _sent(key, number) is None and f"receipt_{_receipt_key(key, number)}" not in st.session_state
    ]


def _summary(visit: Visit, checked: Sequence[Checked], key: str) -> None:
    texts = visit.texts
    counted = Counter(each.outcome for each in checked if each.outcome is not Outcome.SKIPPED)
    ready, files = counted[Outcome.ACCEPTED], sum(counted.values())
    st.markdown(style.plain(texts("batch.summary", files=files, ready=ready, rest=files - ready)))
    sent = [found for number in range(len(checked)) if (found := _sent(key, number)) is not None]
    failed = [found for found in sent if found.receipt is None or found.receipt.submission is None]
    if sent and failed:
        st.warning(texts("batch.sent_partly", sent=len(sent) - len(failed), failed=len(failed)))
    elif sent:
        st.success(texts("batch.sent", sent=len(sent)))


def _submit_all(visit: Visit, checked: Sequence[Checked], key: str) -> None:
    texts, waiting = visit.texts, _waiting(checked, key)
    if not waiting:
        return
    if not st.button(texts("batch.submit_all", count=len(waiting)), type="primary", key="submit_all"):
        return
    bar = st.progress(0.0)

    def told(done: int, total: int) -> None:
        bar.progress(done / total, texts("batch.submitting", done=done, total=total))

    for number, found in zip(waiting, queries.submit_returns(visit, [checked[n] for n in waiting], told), strict=True):
        st.session_state[f"sent_{_receipt_key(key, number)}"] = found
        if found.receipt is not None:
            st.session_state[f"receipt_{_receipt_key(key, number)}"] = found.receipt
    st.rerun()


def _lines(visit: Visit, checked: Sequence[Checked], key: str) -> str:
    heads = [visit.texts(f"batch.head.{name}") for name in ("file", "return", "period", "verdict")]
    return style.table(heads, (_line(visit, each, key, number) for number, each in enumerate(checked)))


def _line(visit: Visit, checked: Checked, key: str, number: int) -> tuple[str | style.Cell, ...]:
    texts, plan = visit.texts, visit.plan
    of, period = verdicts.NOWHERE, verdicts.NOWHERE
    if checked.verdict is not None and checked.verdict.key is not None:
        returned = checked.verdict.key
        of = f"{returned.form} · {texts.unit_name(plan.unit(returned.unit))}"
        period = texts.period(returned.period)
    sign, look, said = _said(visit, checked, key, number)
    return (
        style.Cell(checked.arrived.name, "db-text db-break"),
        style.Cell(of, "db-short"),
        style.Cell(period, "db-short"),
        style.Cell(f"{sign} {said}", f"{look} db-wraps"),
    )


def _said(visit: Visit, checked: Checked, key: str, number: int) -> tuple[str, str, str]:
    """Sign, look and words of a file's verdict, or of its submission."""
    texts = visit.texts
    receipt = st.session_state.get(f"receipt_{_receipt_key(key, number)}")
    if receipt is not None and receipt.submission is not None:
        draft = receipt.submission.state is ReturnState.DRAFT
        word = "batch.outcome.draft" if draft else "batch.outcome.sent"
        return *(verdicts.MARKS[Severity.SOFT] if draft else _SENT), texts(word, number=receipt.submission.number)
    sent = _sent(key, number)
    error = sent.error if sent is not None and sent.error is not None else checked.error
    if error is not None:
        return *_MARKS[Outcome.FAILED], texts.error(error)
    verdict, outcome = checked.verdict, checked.outcome
    problems = verdict.problems if verdict is not None else ()
    hard = sum(problem.severity is Severity.HARD for problem in problems)
    blanks = {
        "hard": hard,
        "soft": len(problems) - hard,
        "number": verdict.same_as.number if verdict is not None and verdict.same_as is not None else 0,
        "why": texts.problem(problems[0]).what if problems else "",
    }
    return *_MARKS[outcome], texts(f"batch.outcome.{outcome}", **blanks)


def _opened(visit: Visit, checked: Sequence[Checked], key: str) -> None:
    """The file chosen to be looked at, as if it had come alone."""
    texts = visit.texts
    places = [number for number, each in enumerate(checked) if each.verdict is not None]
    if not places:
        return
    number = st.selectbox(
        texts("batch.open"),
        places,
        index=None,
        format_func=lambda place: checked[place].arrived.name,
        placeholder=texts("batch.open_hint"),
        key=f"opened_{key}",
    )
    if number is None:
        return
    each = checked[number]
    upload = each.arrived.upload or Upload(each.arrived.name, b"")
    own = _receipt_key(key, number)
    # What was said on the page about a table of the unit's own is asked about anew.
    verdict = uploading.checked(visit, upload, own) if f"own_said_{own}" in st.session_state else each.verdict
    if verdict is not None:
        uploading.one_file(visit, upload, verdict, own)
