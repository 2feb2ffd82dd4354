"""Name lists as tables: rows with what became of them, units with what came and went, a firm's history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from urllib.parse import urlencode

from i18n.texts import Texts
from indicators.list_changes import ListChange
from indicators.plan import Form, Plan
from indicators.plan_lists import ListField
from services.lists.firm_history import FirmHistory, Listing
from services.lists.list_flows import Flow, KnownRow
from services.lists.page_lists import ListedRow, ListPage
from services.lists.view_lists import ListView
from ui.frame.original_link import original_link
from ui.look import style

FIRM_KEY = "firm"
"""The address bar's name for the firm that is shown."""

NOWHERE = "—"
_CAME = (ListChange.NEW, ListChange.RENEWED, ListChange.MOVED_IN, ListChange.DOUBLE)
_WENT = (ListChange.EXPIRED, ListChange.LEFT, ListChange.MOVED_OUT)
CHANGES = (*_CAME, *_WENT, ListChange.KEPT)


def firm_link(code: str, kept: Mapping[str, str]) -> str:
    """The address of a firm's page; `kept` is what links carry on."""
    return f"./lists?{urlencode({FIRM_KEY: code, **kept})}"


def rows_table(page: ListPage, form: Form, plan: Plan, texts: Texts, kept: Mapping[str, str]) -> style.Table:
    """One page of rows: the list's own columns, and what became of each; links carry `kept`."""
    listing = form.listing_of
    fields = [column.field for column in listing.columns]
    heads = [texts("screens.lists.unit"), *(texts.name(column.name) for column in listing.columns)]
    if listing.valid_years is not None:
        heads.append(texts("screens.lists.expires"))
    said = [_row(row, fields, plan, texts, kept) for row in page.rows]
    if listing.valid_years is None:
        return style.table([*heads, texts("screens.lists.change")], said)
    ends = (style.Cell(row.expires.isoformat() if row.expires else NOWHERE, "db-short") for row in page.rows)
    rows = ([*cells[:-1], end, cells[-1]] for cells, end in zip(said, ends, strict=True))
    return style.table([*heads, texts("screens.lists.change")], rows)


def _row(
    row: ListedRow, fields: list[ListField], plan: Plan, texts: Texts, kept: Mapping[str, str]
) -> list[style.Cell]:
    entry, link = row.entry, firm_link(row.entry.code, kept)
    shown = {
        ListField.NAME: style.Cell(entry.name, "db-text", link, here=True),
        ListField.CODE: style.Cell(entry.code, "db-code", link, here=True),
        ListField.CERTIFICATE: style.Cell(entry.certificate, "db-short"),
        ListField.DATE: style.Cell(entry.day.isoformat() if entry.day else NOWHERE, "db-short"),
        ListField.KIND: style.Cell(entry.kind, "db-short"),
        ListField.HOST: style.Cell(entry.host, "db-text"),
    }
    cells = [style.Cell(texts.unit_name(plan.unit(row.unit)), "db-short"), *(shown[field] for field in fields)]
    return [*cells, style.Cell(change_said(row, plan, texts), "db-text")]


def change_said(row: ListedRow, plan: Plan, texts: Texts) -> str:
    """What became of a row, from or to whom, and who else has it."""
    said = [] if row.change is None else [_change(row.change, row.other, plan, texts)]
    if row.doubled:
        units = texts("forms.separator").join(texts.unit_name(plan.unit(unit)) for unit in row.doubled)
        said.append(texts("screens.lists.doubled", units=units))
    return texts("screens.lists.and").join(said) or NOWHERE


def _change(change: ListChange, other: str | None, plan: Plan, texts: Texts) -> str:
    word = texts(f"screens.lists.change.{change}")
    return texts("screens.lists.with_unit", change=word, unit=texts.unit_name(plan.unit(other))) if other else word


def flows_table(view: ListView, plan: Plan, texts: Texts) -> style.Table:
    """Each unit's rows before, what came, what went, its rows now; and all units together."""
    names = ["unit", "before", *(f"change.{change}" for change in (*_CAME, *_WENT)), "now", "net_head"]
    heads = [texts(f"screens.lists.{name}") for name in names]
    rows = [_flow_cells(texts.unit_name(plan.unit(flow.unit)), flow, texts) for flow in view.flows]
    compared = [flow for flow in view.flows if flow.before is not None]
    if len(compared) > 1:
        whole = Flow(
            unit="",
            before=sum(flow.before or 0 for flow in compared),
            now=sum(flow.now for flow in compared),
            changes={each: sum(flow.changes.get(each, 0) for flow in compared) for each in ListChange},
        )
        rows.append(_flow_cells(texts("screens.lists.whole"), whole, texts, strong=True))
    return style.table(heads, rows)


def _flow_cells(name: str, flow: Flow, texts: Texts, *, strong: bool = False) -> list[style.Cell]:
    look = "db-figure db-strong" if strong else "db-figure"

    def number(value: int | None) -> style.Cell:
        return style.Cell(NOWHERE if value is None else f"{value:,}", look)

    moved = [number(flow.changes.get(each, 0) if flow.before is not None else None) for each in (*_CAME, *_WENT)]
    net = NOWHERE if flow.net is None else texts.signed(Decimal(flow.net)) if flow.net else "0"
    return [
        style.Cell(name, "db-strong" if strong else ""),
        number(flow.before),
        *moved,
        number(flow.now),
        style.Cell(net, look),
    ]


def changed_table(changed: Iterable[KnownRow], form: Form, plan: Plan, texts: Texts) -> style.Table:
    """What a reviewer sees of a list: only the rows that came, went or were renewed."""
    heads = [texts(f"screens.lists.{name}") for name in ("change", "cell", "name", "code", "date")]
    rows = []
    for each in changed:
        row = each.changed
        if row.change is not None:
            cell = NOWHERE if row.gone else f"{form.listing_of.letter(ListField.NAME)}{row.entry.row}"
            rows.append(
                (
                    style.Cell(_change(row.change, each.other, plan, texts), "db-short"),
                    style.Cell(cell, "db-short"),
                    style.Cell(row.entry.name, "db-text"),
                    style.Cell(row.entry.code, "db-code"),
                    style.Cell(row.entry.day.isoformat() if row.entry.day else NOWHERE, "db-short"),
                )
            )
    return style.table(heads, rows)


def history_table(history: FirmHistory, texts: Texts) -> style.Table:
    """Every row of the firm, the latest period first, each with its cell and its file."""
    names = ("period", "form", "unit", "name", "certificate", "date", "kind", "cell", "submission", "file")
    heads = [texts(f"screens.lists.{name}") for name in names]
    return style.table(heads, (_history_row(each, texts) for each in history.listings))


def _history_row(each: Listing, texts: Texts) -> tuple[style.Cell, ...]:
    entry, sent = each.found.entry, each.found.submission
    number = texts("screens.returns.number", number=sent.number)
    return (
        style.Cell(texts.period(sent.key.period), "db-short"),
        style.Cell(f"{each.form.code} {texts.name(each.form.title)}", "db-short"),
        style.Cell(texts.unit_name(each.unit), "db-short"),
        style.Cell(entry.name, "db-text"),
        style.Cell(entry.certificate, "db-short"),
        style.Cell(entry.day.isoformat() if entry.day else NOWHERE, "db-short"),
        style.Cell(entry.kind, "db-short"),
        style.Cell(f"{each.found.sheet}!{each.cell}", "db-short"),
        style.Cell(number if each.counts else texts("screens.lists.superseded", number=number), "db-short"),
        style.Cell(sent.file_name, link=original_link(sent.sha256)),
    )
