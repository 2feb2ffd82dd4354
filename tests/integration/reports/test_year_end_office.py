from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.integration.office import converted, formulas, page_facts, recomputed
from tests.unit.reports.invented import content
from tests.unit.reports.test_year_end_workbook import written


def test_an_office_program_computes_what_the_workbook_says_already(tmp_path: Path) -> None:
    made = written(content())
    cached, anew = load_workbook(io.BytesIO(made), data_only=True), recomputed(made, tmp_path)
    found = formulas(made)
    assert len(found) > 40
    for sheet, address in found:
        expected = cached[sheet][address].value
        # The sheets compute in binary floating point, the summary in decimals.
        wanted = expected if isinstance(expected, str) else pytest.approx(expected, rel=1e-12)
        assert anew[sheet][address].value == wanted, (sheet, address)


def test_it_prints_in_landscape_and_in_few_pages(tmp_path: Path) -> None:
    pdf = converted({"year": written(content())}, tmp_path, "pdf")["year"]
    facts = page_facts(pdf)
    assert facts["Page size"].startswith("841.")
    assert int(facts["Pages"]) <= 20
