"""Every number of the Word document, the workbook and the PDF is the one the command line tells."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from i18n.formats import number
from indicators.plan import Indicator
from indicators.registry import load_builtin
from tests.sample_database import DABIAO, ROOT, environment

PLAN = load_builtin("dalian-2018")


def run(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(DABIAO), *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment(url), capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def exported(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The three files of a copy of the sample database, and what `dabiao status` says of it."""
    folder = tmp_path_factory.mktemp("exports")
    url = f"sqlite:///{shutil.copy(sample_database, folder / 'copy.sqlite3')}"
    files = {"database": folder / "copy.sqlite3", "status": folder / "status.json"}
    files["status"].write_text(run(url, "status", "--format", "json").stdout, encoding="utf-8")
    for ending in ("docx", "xlsx", "pdf"):
        files[ending] = folder / f"summary.{ending}"
        done = run(url, "export", "year-end", "--year", "2018", "-o", str(files[ending]))
        assert done.returncode == 0, done.stderr
    return files


def told(exported: dict[str, Path]) -> list[tuple[Indicator, dict[str, float]]]:
    rows = json.loads(exported["status"].read_text(encoding="utf-8"))
    return [(PLAN.indicator(row["code"]), row) for row in rows]


def shown(indicator: Indicator, row: dict[str, float]) -> list[str]:
    """Actual, attainment and distance as they are written everywhere."""
    if row["actual"] is None:
        return []
    actual, gap = Decimal(str(row["actual"])), abs(Decimal(str(row["gap"])))
    attainment = number(Decimal(str(row["attainment_percent"])), 1)
    return [number(actual, indicator.decimals), attainment, number(gap, indicator.decimals)]


def test_the_word_document_says_what_the_command_line_says(exported: dict[str, Path]) -> None:
    document = docx.Document(str(exported["docx"]))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    for indicator, row in told(exported):
        (line,) = [each for each in rows if each[0] == indicator.short_name.zh]
        bare = [re.sub(r"\d+$", "", cell) if cell.endswith("\u0000") else cell for cell in line]
        for figure in shown(indicator, row):
            assert any(figure in cell for cell in bare), (indicator.code, figure, line)


def test_the_pdf_says_what_the_command_line_says(exported: dict[str, Path]) -> None:
    command = ["pdftotext", "-layout", str(exported["pdf"]), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for indicator, row in told(exported):
        lines = "\n".join(line for line in text.splitlines() if indicator.short_name.zh in line)
        for figure in shown(indicator, row):
            assert figure in lines, (indicator.code, figure)


def test_the_workbook_says_what_the_command_line_says_to_the_last_digit(exported: dict[str, Path]) -> None:
    sheet = load_workbook(io.BytesIO(exported["xlsx"].read_bytes()), data_only=True).worksheets[1]
    rows = {line[1].value: [cell.value for cell in line] for line in sheet.iter_rows(min_row=5, max_row=12)}
    for indicator, row in told(exported):
        line = rows[indicator.name.zh]
        wanted = [row["target"], row["actual"], row["attainment_percent"], row["gap"]]
        expected = ["—" if value is None else pytest.approx(value, rel=1e-12) for value in wanted]
        assert line[3:7] == expected


def test_exported_files_verify_until_something_changes(exported: dict[str, Path]) -> None:
    url = f"sqlite:///{exported['database']}"
    for ending in ("docx", "xlsx", "pdf"):
        assert run(url, "verify", str(exported[ending])).returncode == 0
    changed = exported["docx"].with_name("edited.docx")
    document = docx.Document(str(exported["docx"]))
    document.add_paragraph("手工补充")
    document.save(str(changed))
    answer = json.loads(run(url, "verify", str(changed), "--format", "json").stdout)
    assert (answer["untouched"], answer["figures"], answer["matches"]) == (False, [], False)
    foreign = exported["docx"].with_name("foreign.docx")
    docx.Document().save(str(foreign))
    assert run(url, "verify", str(foreign)).returncode == 1
