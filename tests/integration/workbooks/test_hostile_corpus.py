"""Odd workbooks collected from the tests of public libraries, where a folder of them is present.

DABIAO_CORPUS names the folder; without it, `corpus/workbooks` beside the project is looked for. Its
MANIFEST.tsv says what is odd in each file. No folder means no cases.
"""

from __future__ import annotations

import csv
import os
import time
from datetime import datetime
from pathlib import Path

import pytest

from i18n.texts import texts
from tests.hostile_files import PLAN, good_return
from workbooks.archive import archived_files, is_archive
from workbooks.guard import Format, inspect
from workbooks.opening import open_workbook
from workbooks.process import Reader, ReaderProcess, SheetValues
from workbooks.reader import read_return

ROOT = Path(__file__).resolve().parents[3]
PLACES = (
    os.environ.get("DABIAO_CORPUS", ""),
    ROOT.parent / "corpus/workbooks",
    ROOT.parent / "shared/corpus/workbooks",
    ROOT.parents[1] / "shared/corpus/workbooks",
)
FOLDER = next((Path(place) for place in PLACES if place and (Path(place) / "MANIFEST.tsv").exists()), None)
SECONDS = 3.0
KINDS = {
    "kind_encrypted": ("encrypted OOXML", "BIFF encrypted (FILEPASS)"),
    "kind_xlsb": ("xlsb",),
    "kind_et": ("WPS .et",),
    "kind_xls": ("old BIFF2-5",),
}
DAMAGED_OLE = "bad OLE", "clusterfuzz/crash fuzz input"


def manifest() -> dict[str, str]:
    if FOLDER is None:
        return {}
    with (FOLDER / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["odd"] for row in csv.DictReader(file, delimiter="\t")}


ODD = manifest()


def test_every_file_of_the_folder_is_tried():
    present = {path.name for path in FOLDER.iterdir()} if FOLDER else {"MANIFEST.tsv"}
    assert present == {*ODD, "MANIFEST.tsv"}


@pytest.mark.parametrize("name", sorted(ODD))
def test_an_odd_file_is_read_or_refused_by_name_in_time(name, process):
    content = (FOLDER / name).read_bytes()
    begun = time.monotonic()
    found = read_return(PLAN, content, name, process)
    assert time.monotonic() - begun < SECONDS
    assert found.key is None
    assert found.problems
    for problem in (*found.problems, *found.notes):
        assert texts("zh").problem(problem).what
        assert texts("en").problem(problem).todo


def test_the_reading_process_is_as_good_as_new_after_all_of_them(process):
    for name in sorted(ODD):
        read_return(PLAN, (FOLDER / name).read_bytes(), name, process)
    assert read_return(PLAN, good_return(), "a.xlsx", process).problems == ()


@pytest.mark.parametrize("name", sorted(ODD))
def test_the_true_kind_of_a_file_is_named(name):
    found = inspect((FOLDER / name).read_bytes(), name)
    codes = [problem.code for problem in found.problems]
    oddities = ODD[name].split("; ")
    for code, odd in KINDS.items():
        damaged = any(oddity.startswith(DAMAGED_OLE) for oddity in oddities)
        if set(odd) & set(oddities) and not damaged and not name.endswith(".xlsx.xlsb"):
            assert codes == [code]
    if "ods" in oddities:
        assert found.format is Format.ODS
    if "BIFF8" in oddities and not codes:
        assert found.format is Format.XLS
    if name.endswith(".csv") and "not UTF-8; NUL bytes" not in ODD[name]:
        assert found.format is Format.CSV


@pytest.mark.parametrize("name", sorted(ODD))
def test_as_a_zip_of_returns_an_odd_file_is_no_danger_either(name):
    content = (FOLDER / name).read_bytes()
    if is_archive(content):
        for file in archived_files(content):
            assert file.content is None or file.problem is None


@pytest.mark.parametrize("name", [name for name in sorted(ODD) if name.endswith((".xls", ".ods", ".csv"))])
def test_old_formats_and_texts_open_with_every_cell_or_say_why_not(name, process):
    opened = open_workbook((FOLDER / name).read_bytes(), name, process)
    assert opened.sheets or opened.problems
    for sheet in opened.sheets:
        if opened.notes and opened.notes[0].code == "csv_read_as":
            continue
        assert sheet.values.extent[0] == sheet.facts.valued


@pytest.fixture(scope="module")
def impatient():
    """openpyxl hangs on some of these files: it is given a few seconds."""
    with ReaderProcess(seconds=SECONDS) as started:
        yield started


@pytest.mark.parametrize("name", [name for name in sorted(ODD) if name.endswith(".xlsx")])
def test_numbers_are_those_that_openpyxl_finds_where_it_reads_the_file(name, process, impatient):
    content = (FOLDER / name).read_bytes()
    opened = open_workbook(content, name, process)
    second = impatient.read(content, [sheet.name for sheet in opened.sheets], Reader.OPENPYXL)
    for sheet in opened.sheets if second.problem is None else ():
        found, expected = numbers(sheet.values), numbers(second.sheets[sheet.name])
        # openpyxl does not know some formats as dates: what is a number in both must be the same.
        assert found == {place: expected[place] for place in found}
        assert all(isinstance(sheet.values.at(*place), datetime) for place in expected.keys() - found.keys())


def numbers(values: SheetValues) -> dict[tuple[int, int], float]:
    return {(row, column): value for row, column, value in values.cells() if type(value) is float}
