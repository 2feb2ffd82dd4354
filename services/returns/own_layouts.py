"""Tables of a unit's own: mapped to a form once, kept in versions, and recognised the next time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from db.database import Database
from db.own_layouts import SavedLayout
from indicators.errors import UnknownUnitError
from indicators.own_layouts import OwnLayout
from indicators.periods import Period
from indicators.plan import Plan
from services.returns.verdict import Upload, Verdict, verdict_of
from services.rights.actor import Actor
from services.rights.audit_events import layout_object, note
from services.rights.permission import Action, permits, require
from workbooks.addresses import column_letters
from workbooks.file_problems import file_problem
from workbooks.guard import SheetState
from workbooks.opening import Opened, OpenedSheet, open_workbook
from workbooks.own_reading import read_own
from workbooks.own_table import fingerprint, period_in_cell
from workbooks.process import ReaderProcess
from workbooks.reader import ReturnRead


@dataclass(frozen=True, slots=True)
class MappedVerdict:
    """What a mapping gives on a file, before it is kept: the verdict an upload would get with it."""

    layout: OwnLayout
    verdict: Verdict


def open_table(
    database: Database, plan: Plan, actor: Actor, upload: Upload, *, reader: ReaderProcess
) -> tuple[OpenedSheet, ...]:
    """The visible sheets of a file that is to be mapped; none where it may not be opened.

    Raises:
        NotAllowedError: when the actor reports for no unit.
    """
    require(database, actor, Action.MAP_LAYOUT)
    opened = open_workbook(upload.content, upload.file_name, reader)
    return tuple(sheet for sheet in opened.sheets if sheet.facts.state is SheetState.VISIBLE and sheet.facts.valued)


def try_layout(
    database: Database,
    plan: Plan,
    actor: Actor,
    upload: Upload,
    sheet: OpenedSheet,
    layout: OwnLayout,
    period: Period,
    today: date,
) -> MappedVerdict:
    """What an upload of the file would say with a mapping that is not kept yet; nothing is stored.

    Raises:
        NotAllowedError: when the actor does not report for the mapping's unit.
    """
    require(database, actor, Action.MAP_LAYOUT, layout.unit)
    stamped = replace(layout, fingerprint=fingerprint(sheet, layout.first_head_row, layout.last_head_row))
    read = read_own(plan, sheet, stamped, period)
    with database.reading() as tx:
        return MappedVerdict(stamped, verdict_of(tx, plan, upload, read, today))


def save_layout(database: Database, plan: Plan, actor: Actor, layout: OwnLayout, now: datetime) -> SavedLayout:
    """Keeps a mapping as the next version for its unit and form; the versions before stay.

    Raises:
        NotAllowedError: when the actor does not report for the unit.
        UnknownFormError: when there is no such form.
        UnknownUnitError: when there is no such unit, or it does not report this form.
    """
    object_ = layout_object(plan.head.id, layout.form, layout.unit)
    require(database, actor, Action.MAP_LAYOUT, layout.unit, object_)
    if plan.unit(layout.unit) not in plan.reporters(plan.form(layout.form)):
        raise UnknownUnitError(unit=layout.unit)
    with database.transaction() as tx:
        earlier = tx.own_layouts.history(plan.head.id, layout.form, layout.unit)
        saved = tx.own_layouts.add(plan.head.id, layout, actor.name, now)
        before = _digest(earlier[-1].layout) if earlier else None
        detail = f"#{saved.version}"
        note(tx, actor, Action.MAP_LAYOUT, object_, detail=detail, before=before, after=_digest(layout))
    return saved


def saved_layouts(database: Database, plan: Plan, actor: Actor) -> tuple[SavedLayout, ...]:
    """The mappings in force of the actor's own units.

    Raises:
        NotAllowedError: when the actor reports for no unit.
    """
    require(database, actor, Action.MAP_LAYOUT)
    with database.reading() as tx:
        found = tx.own_layouts.in_force(plan.head.id)
    return tuple(each for each in found if permits(actor, Action.MAP_LAYOUT, each.layout.unit))


def read_by_saved_layout(
    database: Database, plan: Plan, actor: Actor, upload: Upload, unread: ReturnRead, reader: ReaderProcess
) -> ReturnRead:
    """A file that is no form of ours, read by a mapping that the actor's units have kept; else `unread`.

    Where several mappings fit, or the period cannot be told, nothing is guessed: a problem asks for it.
    """
    require(database, actor, Action.CHECK_RETURN)
    with database.reading() as tx:
        saved = tx.own_layouts.in_force(plan.head.id)
    own = [each for each in saved if permits(actor, Action.CHECK_RETURN, each.layout.unit)]
    if not own:
        return unread
    opened = open_workbook(upload.content, upload.file_name, reader)
    fitting = [(sheet, each) for sheet in opened.sheets for each in own if _fits(sheet, each.layout)]
    if upload.as_unit is not None:
        fitting = [(sheet, each) for sheet, each in fitting if each.layout.unit == upload.as_unit]
    if len(fitting) == 1:
        return _read(plan, opened, *fitting[0], upload.as_period)
    if fitting:
        names = "、".join(f"{plan.unit(each.layout.unit).name} {each.layout.form}" for _, each in fitting)
        return replace(unread, problems=(file_problem("own_layout_several", layouts=names),))
    return replace(unread, notes=(*unread.notes, file_problem("own_layout_differs", count=str(len(own)))))


def _fits(sheet: OpenedSheet, layout: OwnLayout) -> bool:
    return fingerprint(sheet, layout.first_head_row, layout.last_head_row) == layout.fingerprint


def _read(plan: Plan, opened: Opened, sheet: OpenedSheet, saved: SavedLayout, asked: Period | None) -> ReturnRead:
    layout, form = saved.layout, plan.form(saved.layout.form)
    period = asked or (period_in_cell(sheet, layout.period_cell, form) if layout.period_cell else None)
    if period is None or period.frequency not in form.frequencies:
        cell = layout.period_cell or "A1"
        said = {"unit": plan.unit(layout.unit).name, "form": form.code}
        return ReturnRead(None, (), (file_problem("own_period_unknown", sheet=sheet.name, cell=cell, **said),))
    read = read_own(plan, sheet, layout, period)
    used = file_problem(
        "own_layout_used",
        sheet=sheet.name,
        sheet_shown=sheet.name,
        version=str(saved.version),
        by=saved.made_by,
        at=saved.made_at.date().isoformat(),
        others=_others(opened.sheets, sheet),
    )
    return replace(read, problems=(*opened.problems, *read.problems), notes=(*opened.notes, used, *read.notes))


def _others(sheets: Sequence[OpenedSheet], sheet: OpenedSheet) -> str:
    """The other sheets with something in them, by name; a dash where there is none."""
    return "、".join(each.name for each in sheets if each is not sheet and each.facts.valued) or "—"


def _digest(layout: OwnLayout) -> str:
    return sha256(json.dumps(layout.to_plain(), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def grid(sheet: OpenedSheet, rows: int, columns: int) -> list[list[str]]:
    """The upper left part of a sheet as texts, its column letters as the first row and row numbers before each."""
    last_row, last_column = min(sheet.facts.last_row, rows), min(sheet.facts.last_column, columns)
    heads = ["", *(column_letters(column) for column in range(1, last_column + 1))]
    body = [
        [str(row), *(sheet.text(row, column) for column in range(1, last_column + 1))] for row in range(1, last_row + 1)
    ]
    return [heads, *body]
