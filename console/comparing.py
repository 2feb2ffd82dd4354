"""What the command line prints about changes, for people."""

from __future__ import annotations

from collections.abc import Iterator

from db.records import ChangedFigure
from i18n.texts import Texts
from indicators.plan import Plan
from services.monitoring.compare_versions import Comparison, FigureChange


def change_lines(found: Comparison, plan: Plan, texts: Texts) -> Iterator[str]:
    """A line per figure that changed, below it one per cell; then how many appeared."""
    if not found.figures:
        yield texts("commands.changes.none")
    for change in found.revised:
        yield _figure(change, texts)
        for cell in change.cells:
            yield _cell(cell, plan, texts)
    if found.appeared:
        yield texts("commands.changes.appeared", count=len(found.appeared))


def _figure(change: FigureChange, texts: Texts) -> str:
    indicator = change.indicator
    return texts(
        "commands.changes.figure",
        name=texts.name(indicator.short_name),
        period=texts.to_date(change.period),
        before=texts.number(change.before.value, indicator.decimals),
        after=texts.number(change.after.value, indicator.decimals),
        difference=texts.signed(change.difference, indicator.decimals),
        unit=texts.name(indicator.unit),
    )


def _cell(cell: ChangedFigure, plan: Plan, texts: Texts) -> str:
    variable = plan.variable_by_code[cell.seen.variable]
    before, after = (side.figure.observation.value if side is not None else None for side in (cell.before, cell.after))
    traced = cell.after or cell.before
    return texts(
        "commands.changes.cell",
        unit=texts.unit_name(plan.unit(cell.seen.unit)),
        variable=f"{variable.code} {texts.name(variable.name)}",
        before=texts.number(before, variable.decimals),
        after=texts.number(after, variable.decimals),
        place=f"{traced.submission.file_name} {traced.figure.sheet}!{traced.figure.cell}" if traced else "",
        by=traced.submission.submitted_by if traced else "",
        approved_by=(traced.submission.decided_by or "") if traced else "",
    )
