"""Writes a summary as a Word document: python-docx keeps the package, the contents are written by ourselves.

python-docx has no footnotes, no charts and no captions, and building tables cell by cell through it is
slow; its package, parts and relationships are used, the XML inside is ours, in the schema's order.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, time

import docx
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from reports.packing import repacked
from reports.summary import Heading, Summary
from reports.word.body import BodyWriter, anchor
from reports.word.footnotes import CONTINUATION, SEPARATOR, footnotes_xml
from reports.word.page import add_heads_and_feet, brief_page, section_properties
from reports.word.styles import styles_xml
from reports.word.xml import NAMESPACES, escaped, field, paragraph, run

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_LEVELS_LISTED = 2


def write_word(summary: Summary, author: str) -> bytes:
    """The document as .docx bytes; the same summary and author give the same bytes."""
    document = docx.Document()
    _set_parts(document, summary)
    _set_properties(document, summary, author)
    references = add_heads_and_feet(document, summary.sample, numbered=summary.kind != "brief")
    body = document.element.body
    for child in list(body):
        body.remove(child)
    written = "".join(_written(document, summary, references))
    for child in list(parse_xml(f"<w:body {NAMESPACES}>{written}</w:body>")):
        body.append(child)
    target = io.BytesIO()
    document.save(target)
    return repacked(target.getvalue())


def _set_parts(document: Document, summary: Summary) -> None:
    for element, xml in (
        (document.styles.element, styles_xml(summary.language, brief=summary.kind == "brief")),
        (document.settings.element, _settings_xml(summary)),
    ):
        for child in list(element):
            element.remove(child)
        for child in list(parse_xml(xml)):
            element.append(child)
    package = document.part.package
    notes = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, footnotes_xml(summary.notes).encode(), package)
    document.part.relate_to(notes, f"{_RELATIONS}/footnotes")


def _settings_xml(summary: Summary) -> str:
    main = "zh-CN" if summary.language == "zh" else "en-US"
    office = "http://schemas.microsoft.com/office/word"
    mode = f'<w:compatSetting w:name="compatibilityMode" w:uri="{office}" w:val="15"/>'
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:footnotePr><w:footnote w:id="{SEPARATOR}"/><w:footnote w:id="{CONTINUATION}"/></w:footnotePr>'
        f"<w:compat><w:useFELayout/>{mode}</w:compat>"
        f'<w:themeFontLang w:val="{main}" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def _set_properties(document: Document, summary: Summary, author: str) -> None:
    properties, made = document.core_properties, datetime.combine(summary.made_on, time(), UTC)
    properties.title, properties.author, properties.language = summary.title, author, summary.language
    properties.keywords, properties.comments, properties.last_modified_by = summary.checksum, "", author
    properties.created = properties.modified = made


def _written(document: Document, summary: Summary, references: str) -> Iterator[str]:
    """Title, contents, chapters, signing line, annexes, the last page's lines, and every section's page."""
    yield from (paragraph("Title", run(line)) for line in summary.title_lines)
    yield from (paragraph("Subtitle", run(line)) for line in summary.particulars)
    if summary.kind == "year-end":
        yield from _contents(summary)
    writer, wide, signed = BodyWriter(document, summary), False, False
    gridded = summary.language == "zh"
    for place, section in enumerate(summary.sections):
        if section.annex and not signed:
            yield paragraph("Remark", run(summary.words.signing))
            signed = True
        if place and (section.wide or wide):
            yield _page_ends(section_properties(references, wide=wide, gridded=gridded))
        wide = section.wide
        yield from writer.section(section)
    if not signed:
        yield paragraph("Remark", run(summary.words.signing))
    yield from (paragraph("Closing", run(line)) for line in summary.closing)
    if summary.kind == "brief":
        yield brief_page(references)
    else:
        yield section_properties(references, wide=wide, gridded=gridded)


def _page_ends(properties: str) -> str:
    """A paragraph too small to be seen, which carries the page of what stands before it."""
    tiny = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{tiny}{properties}</w:pPr></w:p>"


def _contents(summary: Summary) -> Iterator[str]:
    """The table of contents: a link to every heading, and its page as a live cross-reference.

    The page number is left for whoever lays the pages out: an office program that shows them, or Word before it
    prints. A number guessed here could be wrong, and would be signed (decision 0032).
    """
    yield paragraph("ContentsHead", run(summary.words.contents))
    for place, heading in enumerate(summary.headings):
        if heading.level <= _LEVELS_LISTED:
            yield paragraph(f"TOC{heading.level}", _entry(anchor(place), heading))


def _entry(name: str, heading: Heading) -> str:
    inside = run(heading.text) + "<w:r><w:tab/></w:r>" + field(f"PAGEREF {name} \\h", "")
    return f'<w:hyperlink w:anchor="{escaped(name)}" w:history="1">{inside}</w:hyperlink>'
