"""The summary as a piece of HTML for the screen: the same blocks, escaped, with charts as SVG."""

from __future__ import annotations

from html import escape

from reports.chart_svg import chart_svg
from reports.summary import Block, Chart, Figure, Heading, Marked, Paragraph, Summary, Table, marked, marked_rows

_LOOKS = {"body": "", "quote": "db-paper-quote", "words": "db-paper-words", "small": "db-paper-small"}


def preview_html(summary: Summary) -> str:
    """The whole summary as one article; headings begin below those of the page."""
    title = "".join(f"<div>{escape(line)}</div>" for line in summary.title_lines)
    head = "".join(f"<p>{escape(line)}</p>" for line in summary.particulars)
    body = "".join(_block(block, summary) for block in summary.blocks)
    notes = "".join(f"<li>{escape(note.text)}</li>" for note in summary.notes)
    foot = "".join(f"<p>{escape(line)}</p>" for line in summary.closing)
    return (
        f'<article class="db-paper" lang="{summary.language}"><div class="db-paper-title">{title}</div>'
        f'<div class="db-paper-head">{head}</div>{body}'
        f'<ol class="db-paper-notes">{notes}</ol><div class="db-paper-foot">{foot}</div></article>'
    )


def _block(block: Block, summary: Summary) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level + 2}>{escape(block.text)}</h{block.level + 2}>"
    if isinstance(block, Paragraph):
        return f'<p class="{_LOOKS[block.kind]}">{_runs(marked(block.runs))}</p>'
    if isinstance(block, Chart):
        return f"<figure>{chart_svg(block)}<figcaption>{escape(block.caption)}</figcaption></figure>"
    return _table(block)


def _table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.heads)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td class="{"db-figure" if column in table.figures else ""}">{_runs(cell)}</td>'
            for column, cell in enumerate(cells)
        )
        + "</tr>"
        for cells in marked_rows(table)
    )
    inside = f"<caption>{escape(table.caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
    return f'<div class="db-paper-table"><table>{inside}</table></div>'


def _runs(runs: Marked) -> str:
    return "".join(
        escape(run.text if isinstance(run, Figure) else run) + (f"<sup>{note}</sup>" if note is not None else "")
        for run, note in runs
    )
