"""Thirty ways to smuggle something in: whatever people write comes out as the text it is, in every format."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook

from i18n.texts import texts
from indicators.periods import Period
from reports.compose import compose
from reports.evidence import Quote, WriterWords
from reports.file_name import file_name, uploaded_stem
from reports.inert import inert
from reports.pdf import write_pdf
from reports.preview import preview_html
from reports.word.writer import write_word
from reports.year_end_workbook import write_year_end
from tests.unit.reports.invented import MOMENT, content

PAYLOADS = (
    "=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(1,1)", "\t=1+1", "\r=1+1", "=HYPERLINK(\"http://x.invalid\",\"y\")",
    "=DDE(\"cmd\";\"/C calc\")", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</w:t></w:r><w:r><w:t>x",
    "]]><!--", "&lt;b&gt;&amp;", "\"quoted\" 'single'", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
    "#read(\"/etc/passwd\")", "#include \"/etc/passwd\"", "*bold* _it_ `raw` $x^2$ @ref <label>", "#{1+1} \\ // ~",
    "{ INCLUDETEXT \"/etc/passwd\" }", "{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe }", "\x13 HYPERLINK x \x14y\x15",
    "\u202egnp.exe\u202c", "\u200f\u200e\u2066x\u2069", "zero\u200bwidth\ufeff", "nul\x00byte",
    "bell\x07escape\x1b[31m", "line\nbreak\u2028sep", "../../etc/passwd", "{name} %s {{x}}",
)  # fmt: skip
LINES = [
    inert(line).strip()
    for number, payload in enumerate(PAYLOADS)
    for line in f"{payload} W{number}".splitlines()
    if line.strip()
]
"""What a writer typed, as it is shown: every line is a paragraph."""


@cache
def files() -> dict[str, bytes]:
    quotes = tuple(
        Quote("explanation", f"{payload} Q{number}", payload, Period.month(2018, 12), "210202", "F01", 1, "01")
        for number, payload in enumerate(PAYLOADS)
    )
    words = tuple(WriterWords("overall", f"{payload} W{n}", payload, MOMENT) for n, payload in enumerate(PAYLOADS))
    of = content(quotes=quotes, words=words)
    said = texts("zh")
    made = compose(of, said)
    return {
        "docx": write_word(made, PAYLOADS[8]),
        "xlsx": write_year_end(of, made, said),
        "pdf": write_pdf(made, PAYLOADS[15]),
        "html": preview_html(made).encode(),
    }


def test_there_are_thirty_of_them() -> None:
    assert len(PAYLOADS) == 30


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_what_cannot_be_seen_is_written_out_and_the_rest_stays(payload: str) -> None:
    shown = inert(payload)
    assert shown.isprintable()
    assert inert(shown) == shown
    if payload.isprintable():
        assert shown == payload


def test_word_shows_every_text_as_text_and_has_no_field_of_theirs() -> None:
    document = docx.Document(io.BytesIO(files()["docx"]))
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert not [line for line in LINES if line not in told]
    with zipfile.ZipFile(io.BytesIO(files()["docx"])) as archive:
        xml = archive.read("word/document.xml").decode()
    fields = re.findall(r"<w:instrText[^>]*>\s*(\w+)", xml)
    assert set(fields) <= {"PAGEREF", "SEQ", "NOTEREF", "PAGE"}
    assert "<!DOCTYPE" not in xml
    fromstring(xml)


def test_excel_keeps_every_text_a_text() -> None:
    book = load_workbook(io.BytesIO(files()["xlsx"]))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert not [each for each in formulas if "cmd" in each or "HYPERLINK" in each or "DDE" in each or "1+1" in each]
    assert not [cell for cell in cells if cell.hyperlink and not cell.hyperlink.location]
    told = "\n".join(str(cell.value) for cell in cells if cell.value is not None)
    assert not [line for line in LINES if line not in told]


def test_the_pdf_shows_them_and_reads_no_file(tmp_path: Path) -> None:
    (tmp_path / "made.pdf").write_bytes(files()["pdf"])
    command = ["pdftotext", "-layout", str(tmp_path / "made.pdf"), "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "root:" not in told
    flat = re.sub(r"\s", "", told)
    assert '#read("/etc/passwd")' in flat
    assert "*bold*_it_`raw`" in flat
    assert b"/JavaScript" not in files()["pdf"]
    assert b"/Launch" not in files()["pdf"]


def test_the_preview_has_no_tag_of_theirs() -> None:
    html = files()["html"].decode()
    assert "<script" not in html
    assert "<img" not in html
    assert "onerror=alert(1)&gt;" in html


@pytest.mark.parametrize("payload", [*PAYLOADS, "CON", "com1.pdf", "...", "", "长" * 300, "a\\b:c|d", "＝1+1"])
def test_a_file_is_called_one_harmless_name_whatever_its_title(payload: str) -> None:
    for name in (file_name(payload, "docx"), file_name(f"{payload}_2018", "docx")):
        assert name.endswith(".docx")
        assert name.isprintable()
        assert not set(name) & set(" /\\<>:\"|?*'`")
        assert name[0] not in ".-=+@＝"
        assert ".." not in name[:2]
        assert len(name) <= 86
        assert name.partition(".")[0].casefold() not in {"con", "com1"}


def test_an_ordinary_title_stays_as_it_is() -> None:
    assert file_name("2018年度主要目标完成情况报告", "docx") == "2018年度主要目标完成情况报告.docx"
    assert file_name("F01_中山区_2018-09", "xlsx") == "F01_中山区_2018-09.xlsx"
    assert file_name("分县区情况", "csv", "20181020_示例数据") == "分县区情况_20181020_示例数据.csv"
    assert uploaded_stem("..\\报表\\9月.xlsx", "return") == "9月"
    assert uploaded_stem("../\u202e.xlsx", "return") == "return"


def test_of_a_long_name_the_day_and_the_sample_mark_stay() -> None:
    name = file_name("很长的标题" * 40, "xlsx", "20181020_示例数据")
    assert name.endswith("_20181020_示例数据.xlsx")
    assert len(name.removesuffix(".xlsx")) == 80
