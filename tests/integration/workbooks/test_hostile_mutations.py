"""A good return damaged at random: right values or a problem, never an exception, a hang or a dead server.

DABIAO_MUTATIONS sets how many damaged files each way of damaging makes; `make test` takes 50 of each.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable

import numpy as np
import pytest

from i18n.texts import texts
from indicators.problems import accepted
from tests.hostile_files import FORM_SHEET, PLAN, good_return, package, parts_of
from workbooks.process import ReaderProcess
from workbooks.reader import read_return

EACH = int(os.environ.get("DABIAO_MUTATIONS", "150")) // 3
BATCH = 50
PARTS = (FORM_SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet2.xml")


def damaged(content: bytes, chance: np.random.Generator) -> bytes:
    """A few bytes changed, removed, doubled, or the end cut off."""
    data = bytearray(content)
    for _ in range(int(chance.choice((1, 1, 1, 2, 8)))):
        place = int(chance.integers(len(data)))
        match int(chance.integers(4)):
            case 0:
                data[place] = int(chance.integers(256))
            case 1:
                del data[place : place + int(chance.choice((1, 4, 100)))]
            case 2:
                data[place:place] = data[place : place + int(chance.choice((1, 4, 100)))]
            case _ if chance.random() < 0.2:
                del data[place:]
            case _:
                data[place] ^= 1 << int(chance.integers(8))
        if not data:
            break
    return bytes(data)


def damaged_file(chance: np.random.Generator) -> bytes:
    return damaged(good_return(), chance)


def damaged_stored_file(chance: np.random.Generator) -> bytes:
    return damaged(package(parts_of(good_return()), zipfile.ZIP_STORED), chance)


def damaged_part(chance: np.random.Generator) -> bytes:
    """Damage inside a part, in a package that is whole: this reaches the parsers."""
    parts = parts_of(good_return())
    part = str(chance.choice(PARTS))
    return package({**parts, part: damaged(parts[part], chance)})


WAYS: tuple[Callable[[np.random.Generator], bytes], ...] = (damaged_file, damaged_stored_file, damaged_part)


@pytest.mark.parametrize("first", range(0, EACH, BATCH))
@pytest.mark.parametrize("make", WAYS)
def test_a_damaged_return_gives_right_values_or_a_problem(make, first, process: ReaderProcess):
    good = read_return(PLAN, good_return(), "a.xlsx", process)
    expected = {figure.cell: figure.observation.value for figure in good.figures}
    for seed in range(first, min(first + BATCH, EACH)):
        content = make(np.random.default_rng([WAYS.index(make), seed]))
        found = read_return(PLAN, content, "a.xlsx", process)
        for problem in (*found.problems, *found.notes):
            assert texts("zh").problem(problem).what
            assert texts("en").problem(problem).todo
        if make is not damaged_part and accepted(found.problems):
            assert found.key == good.key
            assert {figure.cell: figure.observation.value for figure in found.figures} == expected
        if found.key is None:
            assert found.problems
    assert read_return(PLAN, good_return(), "a.xlsx", process) == good
