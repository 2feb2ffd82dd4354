"""The parts of the audit page: filters, the table of rows, exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db.account_records import AuditRow
from i18n.catalogues import catalogue
from services.upkeep.audit_trail import AuditFilter, Choices, export
from services.upkeep.audit_workbook import audit_workbook
from ui.look import style
from ui.visits import address
from ui.visits.looking_back import address_of
from ui.visits.visit import Visit

ALL = "*"
NOBODY = "—"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "csv": ("text/csv", lambda visit, wanted: export(visit.database, visit.actor, wanted)),
    "xlsx": (XLSX, lambda visit, wanted: audit_workbook(visit.database, visit.actor, wanted, visit.texts)),
}
_LOOKS = {"done": ("●", "db-mark db-mark-good"), "denied": ("■", "db-mark db-mark-bad")}
_OTHER_LOOK = ("▲", "db-mark db-mark-warn")


def filters(visit: Visit, offered: Choices) -> AuditFilter:
    """Who, what, how it ended, between which days (both included); all in the address bar but the days."""
    texts = visit.texts
    who, what, how, first, last = st.columns([3, 3, 3, 2, 2])
    with who:
        actor = _chosen(visit, "actor", offered.actors, lambda name: name or texts("screens.audit.nobody"))
    with what:
        action = _chosen(visit, "action", offered.actions, lambda code: _word(visit, f"audit.action.{code}", code))
    with how:
        outcome = _chosen(visit, "outcome", offered.outcomes, lambda code: _word(visit, f"audit.outcome.{code}", code))
    zone = ZoneInfo(visit.plan.head.time_zone)
    since, until = _day(visit, first, "since"), _day(visit, last, "until")
    return AuditFilter(
        actor=actor,
        actions=(action,) if action is not None else None,
        outcome=outcome,
        since=datetime.combine(since, time(), zone) if since is not None else None,
        until=datetime.combine(until + timedelta(days=1), time(), zone) if until is not None else None,
    )


def rows_table(visit: Visit, rows: Iterable[AuditRow]) -> style.Table:
    """Rows of the trail; an object leads to its history."""
    texts = visit.texts
    names = ("sequence", "at", "actor", "address", "action", "object", "outcome", "detail")
    return style.table([texts(f"audit.column.{name}") for name in names], (_row(visit, row) for row in rows))


def object_name(visit: Visit, object_: str) -> str:
    """An object's kind in words, and which one."""
    kind, _, identity = object_.partition(":")
    return f"{_word(visit, f'audit.object.{kind}', kind)} {identity}".strip()


def exports(visit: Visit, wanted: AuditFilter) -> None:
    """Buttons that make an export, which is itself noted, and then give it."""
    texts = visit.texts
    st.caption(texts("screens.audit.export_lead"))
    with st.container(horizontal=True):
        for kind, (mime, make) in _KINDS.items():
            made = f"audit_export_{kind}"
            if st.button(texts(f"screens.audit.export.{kind}"), key=f"make_{kind}"):
                st.session_state[made] = (wanted, make(visit, wanted))
            kept = st.session_state.get(made)
            if kept is not None and kept[0] == wanted:
                name = f"{texts('screens.audit.file')}.{kind}"
                st.download_button(texts("screens.audit.download", file=name), kept[1], name, mime, on_click="ignore")


def _chosen(visit: Visit, key: str, offered: tuple[str, ...], show: Callable[[str], str]) -> str | None:
    """One of what occurs in the trail, or None for all."""
    everything = visit.texts("screens.audit.everything")
    coded: dict[str, str | None] = {ALL: None, **{value: value for value in offered}}
    code = address.chosen(
        visit.texts(f"audit.column.{key}"),
        tuple(coded),
        key=key,
        default=ALL,
        code=str,
        show=lambda code: everything if code == ALL else show(code),
    )
    return coded[code]


def _day(visit: Visit, place: DeltaGenerator, key: str) -> date | None:
    """A day typed as 2018-10-20; None for none, and for what is no day, which is said."""
    texts = visit.texts
    typed = place.text_input(texts(f"screens.audit.{key}"), key=f"audit_{key}", placeholder=texts("screens.audit.day"))
    if not typed:
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        place.caption(texts("screens.audit.no_day"))
        return None


def _row(visit: Visit, row: AuditRow) -> tuple[str | style.Cell, ...]:
    texts, entry = visit.texts, row.entry
    sign, look = _LOOKS.get(entry.outcome, _OTHER_LOOK)
    return (
        style.Cell(str(row.sequence), "db-code"),
        style.Cell(texts.moment(row.at, visit.plan.head.time_zone), "db-short"),
        entry.actor or NOBODY,
        style.Cell(entry.address or NOBODY, "db-short"),
        _word(visit, f"audit.action.{entry.action}", entry.action),
        style.Cell(object_name(visit, entry.object), "db-break", link=address_of(visit, "audit", object=entry.object)),
        style.Cell(f"{sign} {_word(visit, f'audit.outcome.{entry.outcome}', entry.outcome)}", look),
        style.Cell(entry.detail or "", "db-break"),
    )


def _word(visit: Visit, key: str, otherwise: str) -> str:
    """The catalogue's word; rows of an earlier version may say what there is no word for any more."""
    known = catalogue(visit.language, "audit")
    return visit.texts(key) if key in known else otherwise
