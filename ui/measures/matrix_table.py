"""Indicators against measures as one table; what moves nothing, and what nothing moves, in words."""

from __future__ import annotations

from html import escape
from itertools import groupby

from i18n.texts import Texts
from indicators.measure_standing import MeasureStanding
from indicators.plan_measures import Contribution
from services.measures.measure_matrix import MatrixColumn, MeasureMatrix
from ui.look import style
from ui.returns.report_tables import MARKS, UNREPORTED
from ui.visits.looking_back import address_of
from ui.visits.visit import Visit

_SIGNS = {Contribution.DIRECT: "◉", Contribution.SUPPORTING: "○", Contribution.NONE: "—"}


def matrix_table(visit: Visit, matrix: MeasureMatrix) -> style.Table:
    """Rows are the measures by part of the document; a sign says what each does for an indicator."""
    texts = visit.texts
    titles = {section.code: texts.name(section.title) for section in visit.plan.sections}
    width = len(matrix.columns) + 2
    heads = "".join(_head(visit, column) for column in matrix.columns)
    rows = []
    for part, group in groupby(matrix.register.standings, key=lambda each: each.measure.part):
        name = escape(f"{part}　{titles[part]}")
        rows.append(f'<tr class="db-cover-part"><th colspan="{width}" scope="rowgroup">{name}</th></tr>')
        rows += [_row(visit, matrix, each) for each in group]
    label, status = escape(texts("screens.measures.head.title")), escape(texts("screens.measures.head.status"))
    html = (
        f'<div class="db-cover" tabindex="0" role="region" aria-label="{escape(texts("screens.measures.matrix"))}">'
        f'<table><thead><tr><th scope="col">{label}</th><th scope="col">{status}</th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )
    return style.Table.of(html, *_plain(visit, matrix))


def _plain(visit: Visit, matrix: MeasureMatrix) -> tuple[list[str], list[list[style.Cell]]]:
    """The same for a file: the code and the place in columns of their own, the words without their signs."""
    texts = visit.texts
    heads = [texts(f"screens.measures.head.{name}") for name in ("code", "place", "title", "status")]
    heads += [texts.name(column.indicator.short_name) for column in matrix.columns]
    rows = []
    for each in matrix.register.standings:
        measure = each.measure
        status = texts(f"statuses.measure.{each.status.value if each.status else 'unreported'}")
        moves = (measure.contribution_to(column.indicator.code) for column in matrix.columns)
        told = [texts(f"statuses.contribution.{each.value}") if each else "" for each in moves]
        cells = (measure.code, measure.place, texts.name(measure.title), status, *told)
        rows.append([style.Cell(text) for text in cells])
    return heads, rows


def _head(visit: Visit, column: MatrixColumn) -> str:
    texts = visit.texts
    counted = texts("screens.measures.cover", direct=len(column.cover.direct), supporting=len(column.cover.supporting))
    behind = texts("screens.measures.behind") if column.has_gap else ""
    mark = f'<small class="db-mark db-mark-bad">■ {escape(behind)}</small>' if behind else ""
    name = escape(texts.name(column.indicator.short_name))
    return f'<th scope="col">{name}<small>{escape(counted)}</small>{mark}</th>'


def _row(visit: Visit, matrix: MeasureMatrix, each: MeasureStanding) -> str:
    texts, measure = visit.texts, each.measure
    sign, look = MARKS[each.status] if each.status else UNREPORTED
    word = escape(texts(f"statuses.measure.{each.status.value if each.status else 'unreported'}"))
    link = escape(address_of(visit, "measure", measure=measure.code))
    cells = "".join(_cell(each, column, texts) for column in matrix.columns)
    return (
        f'<tr><th scope="row"><a href="{link}" target="_self">{escape(measure.code)}</a> '
        f"{escape(texts.name(measure.title))}<small>{escape(measure.place)}</small></th>"
        f'<td><span class="{look}">{sign} {word}</span></td>{cells}</tr>'
    )


def _cell(each: MeasureStanding, column: MatrixColumn, texts: Texts) -> str:
    contribution = each.measure.contribution_to(column.indicator.code)
    if contribution is None:
        return "<td></td>"
    word = escape(texts(f"statuses.contribution.{contribution.value}"))
    return f"<td>{_SIGNS[contribution]} <small>{word}</small></td>"


def uncovered(visit: Visit, matrix: MeasureMatrix) -> str:
    """The indicators that no measure is closing, as sentences; a quiet line where there are none."""
    texts = visit.texts
    lines = []
    for column in matrix.uncovered:
        name = "gap" if column.has_gap else ("no_gap" if column.standing else "unseen")
        blocked = len(column.cover.direct)
        said = texts(
            f"screens.measures.uncovered.{name}",
            indicator=texts.name(column.indicator.short_name),
            direct=blocked,
            supporting=len(column.cover.supporting),
        )
        sign, look = ("■", "db-mark db-mark-bad") if column.has_gap else ("○", "db-mark db-mark-none")
        lines.append(style.marked_item(f"{sign} {texts('screens.measures.uncovered.mark')}", look, said))
    if not lines:
        return style.quiet(texts("screens.measures.uncovered.none"))
    return f'<ul class="db-list">{"".join(lines)}</ul>'


def idle_table(visit: Visit, matrix: MeasureMatrix) -> style.Table:
    """The measures that move none of the indicators, with the plan's reason."""
    texts = visit.texts
    heads = [texts(f"screens.measures.head.{name}") for name in ("code", "place", "title", "departments", "reason")]
    rows = []
    for each in matrix.idle:
        measure = each.measure
        reasons = texts("screens.measures.stop").join(texts.name(link.why) for link in measure.links)
        units = texts("screens.measures.and").join(
            texts.unit_name(visit.plan.unit(code)) for code in measure.departments
        )
        link = address_of(visit, "measure", measure=measure.code)
        rows.append(
            (
                style.Cell(measure.code, "db-code", link=link, here=True),
                style.Cell(measure.place, "db-short"),
                style.Cell(texts.name(measure.title), "db-text"),
                units,
                style.Cell(reasons, "db-text"),
            )
        )
    return style.table(heads, rows)
