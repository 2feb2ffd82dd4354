from __future__ import annotations

import json
import socket
import threading
from pathlib import Path

import psutil
import pytest

from tests.annotating import FORM, HARD, colours, job, mark, opened
from tests.hostile_files import good_return, small_workbook, worksheet
from workbooks.annotation import worker
from workbooks.annotation.errors import AnnotationFailedError
from workbooks.annotation.marks import Job, SheetFeatures, Tint
from workbooks.annotation.process import marked_apart
from workbooks.reading_worker import receive_frame, send_frame

LONG = small_workbook(worksheet("".join(f'<row r="{n}"><c r="B{n}"><v>{n}</v></c></row>' for n in range(1, 6001))))


def asked(content: bytes, wanted: Job, folder: Path) -> tuple[dict[str, object], bytes | None]:
    """The worker's answer, in this process."""
    ours, theirs = socket.socketpair()
    answers: list[bytes] = []

    def listen() -> None:
        send_frame(ours, json.dumps({"seconds": 0}).encode())
        send_frame(ours, wanted.to_json())
        send_frame(ours, content)
        answers.append(bytes(receive_frame(ours)))
        if "end" in json.loads(answers[0]):
            answers.append(bytes(receive_frame(ours)))

    listener = threading.Thread(target=listen)
    listener.start()
    with ours, theirs:
        worker.answer(theirs, folder)
        listener.join()
    return json.loads(answers[0]), answers[1] if len(answers) > 1 else None


def test_a_job_survives_its_way_to_the_process():
    wanted = job(
        mark("D9", tint=Tint.SOFT), mark(None), backgrounds={FORM: {"D9": "none"}}, anew={FORM: SheetFeatures("hidden")}
    )
    again = Job.from_json(wanted.to_json())
    assert again.marks == wanted.marks
    assert again.words == wanted.words
    assert again.backgrounds == wanted.backgrounds
    assert again.anew is not None
    assert again.anew[FORM].state == "hidden"
    assert Job.from_json(job().to_json()).anew is None


def test_a_workbook_is_edited_in_place(tmp_path):
    said, copy = asked(good_return(), job(mark("D9")), tmp_path)
    assert said == {"end": True}
    assert colours(copy, FORM, ["D9"]) == [HARD]


def test_a_long_list_is_written_anew_with_the_same_addresses(tmp_path):
    _, copy = asked(LONG, job(mark("B6000", sheet="表"), anew={"表": SheetFeatures()}), tmp_path)
    sheet = opened(copy)["表"]
    assert (sheet["B6000"].value, sheet["A6000"].value) == (6000, None)
    assert colours(copy, "表", ["B6000"]) == [HARD]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"no package", small_workbook("<worksheet>")])
def test_what_cannot_be_marked_is_answered_with_a_reason(tmp_path, content):
    said, copy = asked(content, job(mark("A1", sheet="表")), tmp_path)
    assert said["error"]
    assert copy is None


def test_a_process_of_its_own_marks_and_ends():
    copy = marked_apart(good_return(), job(mark("D9")), "a.xlsx")
    assert colours(copy, FORM, ["D9"]) == [HARD]
    assert not [p for p in psutil.Process().children() if any("annotation" in part for part in p.cmdline())]


@pytest.mark.parametrize(
    ("content", "limits"),
    [(b"no package", {}), (LONG, {"seconds": 0.05}), (good_return(), {"memory_bytes": 16 * 1024**2})],
    ids=["not a package", "too slow", "too large"],
)
def test_what_fails_or_takes_too_much_is_an_error_that_names_the_file(content, limits):
    with pytest.raises(AnnotationFailedError) as raised:
        marked_apart(content, job(mark("A1", sheet="表")), "a.xlsx", **limits)
    assert raised.value.params == {"file": "a.xlsx"}
