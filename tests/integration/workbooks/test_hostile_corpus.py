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
from tests.hostile_files import PLAN
from workbooks.guard import inspect
from workbooks.opening import open_workbook
from workbooks.process import Reader, ReaderProcess, SheetValues
from workbooks.reader import read_return

ROOT = Path(__file__).resolve().parents[3]
PLACES = (
    os.environ.get("DABIAO_CORPUS", ""),
    ROOT.parent / "corpus/workbooks",
    ROOT.parent / "shared/corpus/workbooks",
)
FOLDER = next((Path(place) for place in PLACES if place and (Path(place) / "MANIFEST.tsv").exists()), None)
SECONDS = 3.0
KINDS = {
    "kind_encrypted": "encrypted OOXML",
    "kind_ods": "ods",
    "kind_xlsb": "xlsb",
}


def manifest() -> dict[str, str]:
    if FOLDER is None:
        return {}
    with (FOLDER / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["odd"] for row in csv.DictReader(file, delimiter="\t")}


ODD = manifest()


@pytest.mark.parametrize("name", sorted(ODD))
def test_an_odd_file_is_read_or_refused_by_name_in_time(name, process):
    content = (FOLDER / name).read_bytes()
    begun = time.monotonic()
    found = read_return(PLAN, content, name, process)
    assert time.monotonic() - begun < SECONDS
    assert found.key is None
    assert found.problems
    for problem in found.problems:
        assert texts("zh").problem(problem).what
        assert texts("en").problem(problem).todo


@pytest.mark.parametrize("name", sorted(ODD))
def test_the_true_kind_of_a_file_is_named(name):
    codes = [problem.code for problem in inspect((FOLDER / name).read_bytes(), name).problems]
    for code, oddity in KINDS.items():
        if oddity in ODD[name].split("; ") and not name.endswith(".xlsx.xlsb"):
            assert codes == [code]
    if "BIFF8" in ODD[name] and "crash" not in ODD[name]:
        assert codes in (["kind_xls"], ["kind_et"])
    if name.endswith(".csv") and "NUL" not in ODD[name]:
        assert codes == ["kind_text"]


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
