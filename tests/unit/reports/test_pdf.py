"""The PDF: tagged, with bookmarks, an embedded Chinese font, and a clear error where there is none."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import pytest

from reports import pdf
from reports.chart_svg import chart_svg
from reports.pdf import ChineseFontMissingError, write_pdf
from reports.summary import Chart
from tests.unit.reports.invented import summary


@cache
def made() -> bytes:
    return write_pdf(summary("zh"), "张三")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "made.pdf"
    path.write_bytes(made())
    return path


def told(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_it_is_tagged_titled_and_names_its_content(file: Path) -> None:
    facts = told("pdfinfo", str(file))
    assert "Tagged:          yes" in facts
    assert summary("zh").title in facts
    assert summary("zh").checksum in facts
    assert "JavaScript:      no" in facts


def test_every_font_is_embedded(file: Path) -> None:
    rows = told("pdffonts", str(file)).splitlines()[2:]
    assert rows
    assert all(row[len(row) - 25 :].split()[0] == "yes" or " yes " in row for row in rows)


def test_every_heading_is_a_bookmark() -> None:
    assert made().count(b"/Title") >= len(summary("zh").headings)


def test_the_same_summary_is_the_same_bytes() -> None:
    assert write_pdf(summary("zh"), "张三") == made()


def test_without_a_chinese_font_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_SERIF", ("No Such Serif",))
    monkeypatch.setattr(pdf, "_SANS", ("No Such Sans",))
    pdf._fonts.cache_clear()
    try:
        with pytest.raises(ChineseFontMissingError):
            write_pdf(summary("zh"), "张三")
    finally:
        pdf._fonts.cache_clear()


def test_charts_are_drawn_from_zero_as_columns_and_gaps_stay_gaps() -> None:
    charts = [block for block in summary("zh").blocks if isinstance(block, Chart)]
    columns, line = chart_svg(charts[0]), chart_svg(charts[1])
    assert columns.count("<rect") == 12
    assert "<rect" not in line
    assert line.count("<circle") == 11
    assert ">0</text>" in columns
