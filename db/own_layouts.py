"""Mapped layouts of units' own tables: each saved again is a new version, the last is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from db.tables_own_layouts import OWN_LAYOUTS
from indicators.own_layouts import OwnLayout


@dataclass(frozen=True, slots=True)
class SavedLayout:
    """A version of a unit's mapping for a form; versions count from 1."""

    layout: OwnLayout
    version: int
    made_by: str
    made_at: datetime


class OwnLayoutStore:
    """Adds and finds mappings."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, plan_id: str, layout: OwnLayout, made_by: str, made_at: datetime) -> SavedLayout:
        """Adds the next version for the mapping's unit and form."""
        table = OWN_LAYOUTS.c
        same = (table.plan == plan_id, table.form == layout.form, table.unit == layout.unit)
        last = self._connection.scalar(select(func.coalesce(func.max(table.version), 0)).where(*same)) or 0
        values = {"plan": plan_id, "form": layout.form, "unit": layout.unit, "version": last + 1}
        made = {"layout": layout.to_plain(), "made_by": made_by, "made_at": made_at}
        self._connection.execute(insert(OWN_LAYOUTS).values(values | made))
        return self.history(plan_id, layout.form, layout.unit)[-1]

    def history(self, plan_id: str, form: str, unit: str) -> tuple[SavedLayout, ...]:
        """All versions of a unit's mapping for a form, the first first."""
        return tuple(each for each in self._all(plan_id) if (each.layout.form, each.layout.unit) == (form, unit))

    def in_force(self, plan_id: str) -> tuple[SavedLayout, ...]:
        """The last version of every unit's mapping for every form."""
        last = {(each.layout.form, each.layout.unit): each for each in self._all(plan_id)}
        return tuple(last[key] for key in sorted(last))

    def _all(self, plan_id: str) -> list[SavedLayout]:
        table = OWN_LAYOUTS.c
        query = select(OWN_LAYOUTS).where(table.plan == plan_id).order_by(table.version)
        return [
            SavedLayout(OwnLayout.from_plain(row.layout), row.version, row.made_by, row.made_at)
            for row in self._connection.execute(query)
        ]
