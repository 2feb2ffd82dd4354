"""The reading process's own code, run here in this process."""

from __future__ import annotations

import gc
import json
import socket
import threading
from datetime import time, timedelta

import pytest

from tests.hostile_files import TRANSITIONAL, good_return, one_cell, small_workbook, worksheet
from workbooks import reading_worker
from workbooks.reading_worker import LENGTH, answer, receive_frame, send_frame, serve


def frames(channel: socket.socket):
    while True:
        frame = receive_frame(channel)
        (size,) = LENGTH.unpack_from(frame)
        head = json.loads(frame[LENGTH.size : LENGTH.size + size])
        yield head
        if isinstance(head, dict):
            return


def answered(content: bytes, reader: str, sheets: list[str]) -> list[object]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        request = {"reader": reader, "sheets": sheets, "seconds": 60}
        worker = threading.Thread(target=answer, args=(theirs, request, content))
        worker.start()
        found = list(frames(ours))
        worker.join()
    return found


@pytest.mark.parametrize("reader", ["calamine", "openpyxl"])
def test_a_sheet_comes_in_batches_and_a_closing_frame(reader):
    rows = '<row r="2"><c r="B2" t="inlineStr"><is><t>甲</t></is></c><c r="C2" t="b"><v>1</v></c></row>'
    *batches, closing = answered(small_workbook(worksheet(rows)), reader, ["表"])
    assert closing == {"end": True}
    assert "甲" in json.dumps(batches, ensure_ascii=False)


@pytest.mark.parametrize("reader", ["calamine", "openpyxl"])
def test_a_whole_form_is_answered(reader):
    *batches, closing = answered(good_return(), reader, ["F01 创新指标月报", "dabiao_meta"])
    assert closing == {"end": True}
    assert {batch[0] for batch in batches} == {"F01 创新指标月报", "dabiao_meta"}


def test_dates_and_durations_travel_as_text():
    styles = (
        f'<styleSheet xmlns="{TRANSITIONAL}"><numFmts><numFmt numFmtId="200" formatCode="[h]:mm"/></numFmts><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="200"/></cellXfs>'
        "</styleSheet>"
    )
    row = "".join(f'<c r="{letter}1" s="{n}"><v>43373.5</v></c>' for n, letter in enumerate("ABCDE"))
    dates = '<row r="2"><c r="F2" s="1"><v>43373</v></c></row>'
    content = small_workbook(worksheet(f'<row r="1">{row}</row>{dates}'), styles=styles)
    (batch,), closing = answered(content, "calamine", ["表"])[:-1], answered(content, "calamine", ["表"])[-1]
    assert closing == {"end": True}
    assert json.dumps(batch).count('"d"') >= 2
    assert reading_worker._plain(time(12, 30)) == {"t": 45000.0}
    assert reading_worker._plain(timedelta(hours=30)) == {"t": 108000.0}


def test_an_empty_sheet_needs_no_batch():
    assert answered(small_workbook(worksheet("")), "calamine", ["表"]) == [{"end": True}]


def test_a_rejected_file_is_answered_with_the_readers_words():
    (closing,) = answered(one_cell('<c r="A1" t="b"><v>7</v></c>'), "calamine", ["表"])
    assert "7" in closing["error"]


def test_rows_that_do_not_add_up_are_an_error():
    with pytest.raises(ValueError, match="1 rows instead of 2"):
        list(reading_worker._counted([[1.0]], 2))


def test_serving_ends_when_the_other_side_is_gone():
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            send_frame(ours, b"{}")
        serve(theirs)
    gc.enable()


def test_what_json_does_not_know_is_an_error():
    with pytest.raises(TypeError):
        reading_worker._plain(object())
