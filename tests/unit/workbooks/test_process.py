from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import date, datetime, timedelta

import psutil
import pytest

from tests.hostile_files import TRANSITIONAL, good_return, one_cell, small_workbook, worksheet
from workbooks.addresses import address
from workbooks.process import Reader, ReaderProcess, SheetValues

STYLES = (
    f'<styleSheet xmlns="{TRANSITIONAL}"><numFmts><numFmt numFmtId="200" formatCode="[h]:mm"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="200"/></cellXfs></styleSheet>'
)
# Half a billion cells: more than the memory allowed. The guard refuses such a file.
TOO_WIDE = small_workbook(
    worksheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1000000"><c r="XFD1000000"><v>1</v></c></row>')
)


def children() -> list[psutil.Process]:
    return [p for p in psutil.Process().children() if any("reading_worker" in part for part in p.cmdline())]


def test_values_keep_their_types(process):
    row = (
        '<c r="A1"><v>1.5</v></c><c r="B1" t="inlineStr"><is><t>甲</t></is></c><c r="C1" t="b"><v>1</v></c>'
        '<c r="D1" s="1"><v>43373</v></c><c r="E1" s="2"><v>43373.5</v></c><c r="F1" s="3"><v>1.25</v></c>'
        '<c r="G1" t="e"><v>#REF!</v></c><c r="H1" s="1"/>'
    )
    sheet = process.read(small_workbook(worksheet(f'<row r="1">{row}</row>'), styles=STYLES), ["表"]).sheets["表"]
    values = [sheet.at(1, column) for column in range(1, 9)]
    assert values[:3] == [1.5, "甲", True]
    assert type(values[3]) is datetime or values[3] == date(2018, 9, 30)
    assert values[4] == datetime.fromisoformat("2018-09-30T12:00:00")
    assert values[5] == timedelta(hours=30)
    assert values[6:] == [None, None]


@pytest.mark.parametrize("reader", Reader)
def test_addresses_do_not_shift_where_the_sheet_begins_late(process, reader):
    rows = '<row r="5"><c r="C5"><v>1</v></c><c r="D5"><v>2</v></c></row><row r="7"><c r="D7"><v>3</v></c></row>'
    sheet = process.read(small_workbook(worksheet(rows)), ["表"], reader).sheets["表"]
    assert sorted(sheet.cells()) == [(5, 3, 1.0), (5, 4, 2.0), (7, 4, 3.0)]
    assert sheet.extent == (3, 7, 4)
    assert sheet.at(1, 1) is None
    assert sheet.at(100, 100) is None


def test_long_sheets_come_whole_and_in_order(process):
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="inlineStr"><is><t>甲{n}</t></is></c></row>'
        for n in range(1, 5002)
    )
    sheet = process.read(small_workbook(worksheet(rows)), ["表"]).sheets["表"]
    assert sheet.columns == [[float(n) for n in range(1, 5002)], [f"甲{n}" for n in range(1, 5002)]]


def test_half_a_character_made_by_escapes_is_not_passed_on(process):
    content = one_cell('<c r="A1" t="inlineStr"><is><t>_xD83D_甲</t></is></c>')
    for reader in Reader:
        text = process.read(content, ["表"], reader).sheets["表"].at(1, 1)
        assert text.endswith("甲")
        assert text.encode()


def test_an_empty_sheet_has_no_values(process):
    assert process.read(small_workbook(worksheet("")), ["表"]).sheets["表"].extent == (0, 0, 0)


def test_a_file_the_reader_rejects_is_a_problem(process):
    problem = process.read(one_cell('<c r="A1" t="b"><v>7</v></c>'), ["表"]).problem
    assert problem.code == "unreadable_rejected"
    assert "7" in problem.params["reason"]


@pytest.mark.parametrize("reader", Reader)
def test_a_sheet_that_is_not_there_is_a_problem(process, reader):
    assert process.read(good_return(), ["没有"], reader).problem.code == "unreadable_rejected"


def test_a_crash_costs_one_file_and_the_next_is_read():
    with ReaderProcess() as own:
        assert own.read(TOO_WIDE, ["表"]).problem.code == "unreadable_crashed"
        assert own.read(one_cell('<c r="A1"><v>1</v></c>'), ["表"]).sheets["表"].extent == (1, 1, 1)


def test_a_reader_that_takes_too_long_is_ended_and_replaced():
    endless = small_workbook(worksheet('<row r="1000000000"><c r="A1000000000"><v>1</v></c></row>'))
    with ReaderProcess(seconds=0.5) as own:
        assert own.read(endless, ["表"]).problem.code == "unreadable_in_time"
        assert own.read(one_cell('<c r="A1"><v>1</v></c>'), ["表"]).problem is None
    assert children() == [] or all(child.status() != psutil.STATUS_ZOMBIE for child in children())


def test_a_process_killed_while_idle_is_replaced():
    with ReaderProcess() as own:
        before = {child.pid for child in children()}
        own.warm()
        (started,) = [child for child in children() if child.pid not in before]
        started.send_signal(signal.SIGKILL)
        time.sleep(0.2)
        assert own.read(one_cell('<c r="A1"><v>1</v></c>'), ["表"]).problem is None


def test_closing_leaves_no_process_and_no_zombie():
    before = {child.pid for child in children()}
    own = ReaderProcess()
    own.warm()
    assert {child.pid for child in children()} - before
    own.close()
    assert {child.pid for child in children()} <= before
    assert own.read(one_cell('<c r="A1"><v>1</v></c>'), ["表"]).problem is None
    assert {child.pid for child in children()} <= before


def test_several_threads_may_read_at_once(process):
    files = {number: one_cell(f'<c r="A1"><v>{number}</v></c>') for number in range(20)}
    found: dict[int, object] = {}

    def read(number: int) -> None:
        found[number] = process.read(files[number], ["表"]).sheets["表"].at(1, 1)

    threads = [threading.Thread(target=read, args=(number,)) for number in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: float(number) for number in files}


def test_a_large_answer_gives_its_memory_back():
    cells = {n: "".join(f'<c r="{address(n, c)}"><v>{n}.5</v></c>' for c in range(1, 61)) for n in range(1, 20_001)}
    rows = "".join(f'<row r="{n}">{row}</row>' for n, row in cells.items())
    content = small_workbook(worksheet(rows))
    with ReaderProcess() as own:
        before = {child.pid for child in children()}
        own.warm()
        first = {child.pid for child in children()} - before
        assert own.read(content, ["表"]).sheets["表"].extent == (1_200_000, 20_000, 60)
        assert ({child.pid for child in children()} - before).isdisjoint(first)


def test_reading_processes_end_with_their_parent():
    script = (
        "import time; from workbooks.process import ReaderProcess; p = ReaderProcess(); p.warm(); time.sleep(0.3);"
        "import psutil; print(psutil.Process().children()[0].pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    reading = int(parent.stdout.readline())
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 5
    while psutil.pid_exists(reading) and time.monotonic() < deadline:
        time.sleep(0.05)
    gone = not psutil.pid_exists(reading) or psutil.Process(reading).status() == psutil.STATUS_ZOMBIE
    assert gone


def test_values_know_their_extent():
    assert SheetValues("表", 3, 2, [[None, None], [1.0, None], [None, None]]).extent == (1, 3, 3)
