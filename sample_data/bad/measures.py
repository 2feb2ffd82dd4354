"""Returns about measures that lack something, contradict themselves, or say the same as the last one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from indicators import registry
from indicators.measure_progress import LONGEST_TEXT, MeasureReport, MeasureStatus
from indicators.periods import Period
from indicators.plan import Plan
from indicators.returns import ReturnKey
from sample_data.bad.recipe import BadReturn
from sample_data.bad.spoiling import with_cells
from sample_data.measure_returns import measure_returns
from sample_data.parts import SampleReturn
from sample_data.workbooks import filled_form
from workbooks.template import References

_KEY = ReturnKey("F03", "DL-RSJ", Period.quarter(2018, 3))


@cache
def _good() -> tuple[Plan, dict[ReturnKey, SampleReturn]]:
    plan = registry.load_builtin()
    return plan, {one.key: one for one in measure_returns(plan, "october")}


def _form(*changed: MeasureReport, without: str = "") -> bytes:
    """The third quarter's return of 市人社局 with other reports on some measures."""
    plan, returns = _good()
    one, before = returns[_KEY], returns[replace(_KEY, period=_KEY.period.previous)]
    reports = {**one.reports, **{report.measure: report for report in changed}}
    reports.pop(without, None)
    return filled_form(plan, replace(one, reports=reports), References(reports=before.reports))


def _report(measure: str, quarter: int = 3) -> MeasureReport:
    return _good()[1][replace(_KEY, period=Period.quarter(2018, quarter))].reports[measure]


def _text(text: str) -> tuple[str, str]:
    return f"<is><t>{text}</t></is>", ' t="inlineStr"'


def _same_words() -> bytes:
    return _form(replace(_report("M099"), progress=_report("M099", 2).progress))


MEASURES = (
    BadReturn("measure_status_missing", lambda: _form(without="M098"), "D10"),
    BadReturn("measure_status_unknown", lambda: with_cells({"D9": _text("差不多了")}, _form()), "D9"),
    BadReturn("measure_share_invalid", lambda: with_cells({"E9": ("<v>140</v>", "")}, _form()), "E9"),
    BadReturn(
        "measure_text_too_long", lambda: _form(replace(_report("M099"), progress="详" * (LONGEST_TEXT + 1))), "F11"
    ),
    BadReturn("measure_progress_missing", lambda: _form(replace(_report("M099"), progress="")), "F11"),
    BadReturn("measure_next_step_missing", lambda: _form(replace(_report("M099"), next_step="")), "G11"),
    BadReturn(
        "measure_difficulty_missing", lambda: _form(replace(_report("M099"), status=MeasureStatus.BLOCKED)), "H11"
    ),
    BadReturn("measure_share_missing", lambda: _form(replace(_report("M088"), share=None)), "E9"),
    BadReturn("measure_share_contradicted", lambda: _form(replace(_report("M099"), share=100)), "E11"),
    BadReturn(
        "measure_went_back",
        lambda: _form(replace(_report("M099"), measure="M098", share=90)),
        "D10",
    ),
    BadReturn("measure_not_updated", _same_words, "F11"),
)
