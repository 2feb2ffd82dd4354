"""Footnotes numbered in the order in which a reader meets them, as a word processor would number them."""

from __future__ import annotations

from dataclasses import replace

from reports.summary import Block, Figure, Note, Paragraph, Run, Runs, Summary, Table


def renumbered(summary: Summary) -> Summary:
    """The summary with its notes in the order of first mention; a note nobody mentions is left out."""
    numbers: dict[int, int] = {}
    for figure in summary.figures:
        if figure.note is not None:
            numbers.setdefault(figure.note, len(numbers) + 1)
    texts = {note.number: note.text for note in summary.notes}
    sections = tuple(
        replace(section, blocks=tuple(_block(block, numbers) for block in section.blocks))
        for section in summary.sections
    )
    notes = tuple(Note(new, texts[old]) for old, new in numbers.items())
    return replace(summary, sections=sections, notes=notes)


def _block(block: Block, numbers: dict[int, int]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, runs=_runs(block.runs, numbers))
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(_runs(cell, numbers) for cell in row) for row in block.rows))
    return block


def _runs(runs: Runs, numbers: dict[int, int]) -> Runs:
    return tuple(_run(run, numbers) for run in runs)


def _run(run: Run, numbers: dict[int, int]) -> Run:
    return replace(run, note=numbers[run.note]) if isinstance(run, Figure) and run.note is not None else run
