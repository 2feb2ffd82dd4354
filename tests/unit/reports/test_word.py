"""The Word document: element order, relationships, and what an official document must have."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from posixpath import dirname, join, normpath
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest
from defusedxml.ElementTree import fromstring

from reports.summary import Summary
from reports.word.writer import write_word
from tests.unit.reports.invented import FIRST_WORDS, last_years, summary

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p",
    "settings": "writeProtection view zoom mirrorMargins defaultTabStop evenAndOddHeaders characterSpacingControl "
    "footnotePr endnotePr compat themeFontLang clrSchemeMapping decimalSymbol listSeparator",
}


@cache
def package(language: Any = "zh") -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write_word(made(language), "张三"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def made(language: Any = "zh") -> Summary:
    last = {"new_high_tech_firms": last_years("new_high_tech_firms", "100")}
    return summary(language, sample=True, before=last, words=FIRST_WORDS)


def parts(pattern: str) -> list[ET.Element]:
    return [fromstring(content) for name, content in package().items() if re.fullmatch(pattern, name)]


def test_children_stand_in_the_order_of_the_schema() -> None:
    for root in parts(r"word/[a-z]+\d*\.xml"):
        for element in root.iter():
            name = element.tag.removeprefix(W)
            if name not in ORDER:
                continue
            order = ORDER[name].split()
            places = [order.index(child.tag.removeprefix(W)) for child in element]
            assert places == sorted(places), (name, [child.tag for child in element])


def test_every_relationship_leads_somewhere_and_every_reference_has_one() -> None:
    files = package()
    for name, content in files.items():
        if not name.endswith(".rels"):
            continue
        folder = dirname(dirname(name))
        known = set()
        for relation in fromstring(content):
            target = relation.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            assert relation.get("TargetMode") != "External"
            assert path in files, (name, target)
            known.add(relation.get("Id"))
        source = join(folder, name.rsplit("/", 1)[1].removesuffix(".rels"))
        if source.endswith(".xml") and source in files:
            root = fromstring(files[source])
            used = {element.get(f"{R}{key}") for element in root.iter() for key in ("id", "embed")} - {None}
            assert used <= known, source


def test_every_part_has_a_content_type() -> None:
    types = fromstring(package()["[Content_Types].xml"])
    named = {each.get("PartName") for each in types if each.get("PartName")}
    endings = {each.get("Extension") for each in types if each.get("Extension")}
    for name in package():
        assert f"/{name}" in named or name.rsplit(".", 1)[-1] in endings


def test_the_page_is_that_of_the_standard() -> None:
    section = docx.Document(io.BytesIO(write_word(made(), "张三"))).sections[0]
    millimetres = [round(edge.mm) for edge in (section.page_width, section.page_height, section.top_margin)]
    assert millimetres == [210, 297, 37]
    assert [round(edge.mm) for edge in (section.bottom_margin, section.left_margin, section.right_margin)] == [
        35,
        28,
        26,
    ]
    document = package()["word/document.xml"].decode()
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in document
    styles = package()["word/styles.xml"].decode()
    assert 'w:line="579" w:lineRule="exact"' in styles
    assert 'w:firstLineChars="200"' in styles
    assert 'w:eastAsia="仿宋_GB2312"' in styles


def test_a_page_holds_22_lines_of_28_characters() -> None:
    styles, document = package()["word/styles.xml"].decode(), package()["word/document.xml"].decode()
    size, closer = int(re.findall(r'<w:sz w:val="(\d+)"/>', styles)[0]) / 2, 0.25
    assert '<w:spacing w:val="-5"/>' in styles
    page = re.search(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"/><w:pgMar ([^>]*)/>', document)
    assert page is not None
    edges = {name: int(value) for name, value in re.findall(r'w:(\w+)="(\d+)"', page.group(3))}
    width = (int(page.group(1)) - edges["left"] - edges["right"]) / 20
    height = (int(page.group(2)) - edges["top"] - edges["bottom"]) / 20
    assert (int(width / (size - closer)), int(height / 28.95)) == (28, 22)


def test_page_numbers_stand_outside() -> None:
    feet = [content.decode() for name, content in package().items() if "footer" in name]
    assert len(feet) == 2
    assert all("— " in foot and " PAGE " in foot for foot in feet)
    assert {re.search(r'<w:jc w:val="(\w+)"/>', foot).group(1) for foot in feet} == {"left", "right"}
    assert "<w:evenAndOddHeaders/>" in package()["word/settings.xml"].decode()


def test_headings_are_real_and_the_contents_list_them_already() -> None:
    document = docx.Document(io.BytesIO(write_word(made(), "张三")))
    styles = {"Heading 1", "Heading 2", "Annex Heading"}
    headings = [each.text for each in document.paragraphs if each.style and each.style.name in styles]
    assert headings == [heading.text for heading in made().headings]
    body = package()["word/document.xml"].decode()
    anchors = re.findall(r'<w:hyperlink w:anchor="([^"]+)"', body)
    assert len(anchors) == len(headings)
    assert all(f'w:name="{anchor}"' in body for anchor in anchors)


def test_pages_in_the_contents_are_left_to_who_lays_them_out_and_nobody_is_asked() -> None:
    body = package()["word/document.xml"].decode()
    assert re.findall(r" PAGEREF (\S+) ", body) == re.findall(r'<w:hyperlink w:anchor="([^"]+)"', body)
    assert not re.search(
        r"PAGEREF[^<]*</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t", body
    )
    settings = package()["word/settings.xml"].decode()
    assert "updateFields" not in settings
    assert "w:dirty" not in body


def test_tables_repeat_their_heads_and_break_no_row() -> None:
    (document,) = parts(r"word/document\.xml")
    tables = list(document.iter(f"{W}tbl"))
    assert len(tables) > 4
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        assert {len(row.findall(f"{W}tc")) for row in rows} == {columns}


def test_footnotes_are_real_once_each_and_later_mentions_refer_to_them() -> None:
    (notes,) = parts(r"word/footnotes\.xml")
    said = [note.get(f"{W}id") for note in notes][2:]
    assert said == [str(note.number) for note in made().notes]
    body = package()["word/document.xml"].decode()
    assert re.findall(r'<w:footnoteReference w:id="(\d+)"/>', body) == said
    for name in set(re.findall(r"NOTEREF (\S+) ", body)):
        assert f'w:name="{name}"' in body


def test_charts_are_native_with_their_numbers_and_a_workbook_behind() -> None:
    charts = [name for name in package() if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    assert len(charts) == 3
    for name in charts:
        xml = package()[name].decode()
        assert "<c:v>" in xml
        assert '<c:dispBlanksAs val="gap"/>' in xml
        assert "<c:externalData" in xml
    books = [content for name, content in package().items() if name.startswith("word/embeddings/")]
    assert all(zipfile.is_zipfile(io.BytesIO(content)) for content in books)
    assert len(re.findall(r'<wp:docPr [^>]*descr="[^"]+"', package()["word/document.xml"].decode())) == 3


def test_ids_of_bookmarks_and_drawings_are_unique() -> None:
    body = package()["word/document.xml"].decode()
    for pattern in (
        r'<w:bookmarkStart w:id="(\d+)"',
        r'<wp:docPr id="(\d+)"',
        r'<w:bookmarkStart [^>]*w:name="([^"]+)"',
    ):
        found = re.findall(pattern, body)
        assert len(found) == len(set(found))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_summary_is_the_same_bytes(language: Any) -> None:
    assert write_word(made(language), "张三") == write_word(made(language), "张三")


def test_the_writers_words_are_marked_as_the_writers() -> None:
    document = docx.Document(io.BytesIO(write_word(made(), "张三")))
    (words,) = [p.text for p in document.paragraphs if p.style and p.style.name == "Writer Words"]
    assert words.startswith("撰稿人补充：全年工作扎实。（李四")
