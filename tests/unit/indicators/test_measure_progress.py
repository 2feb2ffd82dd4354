"""What a report about a measure must say, and when it is odd beside the last one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.measure_progress import MeasureReport, MeasureStatus, ProgressPart, report_problems
from indicators.problems import Severity

IN_PROGRESS = MeasureReport(
    "M001", MeasureStatus.IN_PROGRESS, 40, "已立项", "拨付经费", "", "立项通知.pdf", "F03", "D9", None
)
CELLS = {("M001", part): f"{letter}9" for part, letter in zip(ProgressPart, "DEFGHI", strict=True)}


def codes(
    report: MeasureReport, before: MeasureReport | None = None, milestones: bool = False
) -> list[tuple[str, str]]:
    shared = frozenset({"M001"} if milestones else ())
    previous = {} if before is None else {"M001": before}
    return [(p.code, p.cell) for p in report_problems([report], CELLS, shared, previous)]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"progress": ""}, [("measure_progress_missing", "F9")]),
        ({"next_step": ""}, [("measure_next_step_missing", "G9")]),
        ({"status": MeasureStatus.BLOCKED}, [("measure_difficulty_missing", "H9")]),
        ({"status": MeasureStatus.BLOCKED, "difficulty": "无经费"}, []),
        ({"status": MeasureStatus.DELAYED}, [("measure_difficulty_missing", "H9")]),
        ({"status": MeasureStatus.DONE, "share": 100, "next_step": ""}, []),
        ({"status": MeasureStatus.DONE, "share": None, "next_step": ""}, []),
        ({"status": MeasureStatus.DONE, "share": 90}, [("measure_share_contradicted", "E9")]),
        ({"status": MeasureStatus.NOT_STARTED, "share": 0, "progress": ""}, []),
        ({"status": MeasureStatus.NOT_STARTED, "share": 5, "progress": ""}, [("measure_share_contradicted", "E9")]),
        ({"share": 100}, [("measure_share_contradicted", "E9")]),
        ({"share": 99}, []),
        ({"share": None}, []),
    ],
)
def test_status_asks_for_what_belongs_to_it(changes, found):
    assert codes(replace(IN_PROGRESS, **changes)) == found


def test_measure_with_milestones_must_say_how_much_is_done():
    assert codes(replace(IN_PROGRESS, share=None), milestones=True) == [("measure_share_missing", "E9")]
    assert codes(IN_PROGRESS, milestones=True) == []


def test_done_measure_that_is_not_done_any_more_is_asked_about():
    done = replace(IN_PROGRESS, status=MeasureStatus.DONE, share=100, progress="全部完成")
    assert codes(IN_PROGRESS, before=done) == [("measure_went_back", "D9")]
    assert codes(done, before=done) == []


def test_same_words_as_last_time_are_asked_about_unless_the_measure_is_done():
    assert codes(IN_PROGRESS, before=IN_PROGRESS) == [("measure_not_updated", "F9")]
    assert codes(replace(IN_PROGRESS, progress="新进展"), before=IN_PROGRESS) == []


def test_explanation_of_the_row_answers_what_is_asked_and_not_what_is_wrong():
    explained = replace(IN_PROGRESS, explanation="确无变化", next_step="")
    found = report_problems([explained], {}, frozenset(), {"M001": IN_PROGRESS})
    assert {(p.severity, p.explained, p.cell) for p in found} == {
        (Severity.HARD, None, "D9"),
        (Severity.SOFT, "确无变化", "D9"),
    }


def test_share_done_follows_from_the_status_where_it_is_not_said():
    assert replace(IN_PROGRESS, status=MeasureStatus.DONE, share=None).done == 100
    assert replace(IN_PROGRESS, status=MeasureStatus.NOT_STARTED, share=None).done == 0
    assert replace(IN_PROGRESS, share=None).done is None
    assert IN_PROGRESS.done == 40
