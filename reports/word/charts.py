"""Native charts: a chart part that keeps its values, with the workbook that can be edited behind it."""

from __future__ import annotations

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from reports.office_chart import office_chart
from reports.summary import Chart
from reports.word.xml import escaped

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_BEHIND = "rId1"
WIDTH, HEIGHT = 5_500_000, 2_230_000
"""In English Metric Units, 36,000 to the millimetre: as wide as the lines are long."""


def add_chart(document: Document, chart: Chart, number: int) -> str:
    """Adds the parts of a chart; gives the run that shows it."""
    made = office_chart(chart)
    package = document.part.package
    workbook = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), _SHEET_TYPE, made.workbook, package
    )
    external = f'<c:externalData r:id="{_BEHIND}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    filled = made.xml.replace(b"</c:chartSpace>", external.encode())
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, filled, package)
    part.load_rel(f"{_RELATIONS}/package", workbook, _BEHIND)
    shown = document.part.relate_to(part, f"{_RELATIONS}/chart")
    return _inline(shown, number, chart)


def _inline(relation: str, number: int, chart: Chart) -> str:
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{WIDTH}" cy="{HEIGHT}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="{escaped(chart.caption)}" descr="{escaped(chart.description)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART_URI}">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
