"""What the screens ask and do: most answers are remembered (`ui/visits/answers.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

import streamlit as st

from db.database import Database
from db.records import TracedFigure
from indicators import registry
from indicators.decomposition import RatioChange
from indicators.periods import Period
from indicators.plan import Plan
from services.accounts.server_secret import required_secret
from services.groundwork.opening import open_database
from services.monitoring import freshness as freshness_service
from services.monitoring import indicator_notes, monitor, trace_figure
from services.monitoring import last_visit as last_visits
from services.monitoring import ratio_change as ratio_changes
from services.monitoring.freshness import Freshness
from services.monitoring.last_visit import Changes
from services.monitoring.monitor import IndicatorDetail, Overview
from services.returns import all_forms as all_forms_
from services.returns import batch_returns, original_file, own_layouts, returns_overview
from services.returns import empty_form as empty_forms
from services.returns import submit_return as submitting
from services.returns.batch_returns import Arrived, Checked, Submitted
from services.returns.empty_form import FormFile
from services.returns.original_file import OriginalFile
from services.returns.returns_overview import ReturnRow
from services.returns.submit_return import Receipt
from services.returns.verdict import Upload, Verdict
from services.rights.permission import Action, permits
from settings import Settings
from ui.visits.answers import forget, remembered
from ui.visits.cookies import Cookies
from ui.visits.visit import Visit
from workbooks.opening import OpenedSheet
from workbooks.process import ReaderProcess


@cache
def settings() -> Settings:
    """The process's settings, read once.

    Like the two below asked many times in every run, hence not looked up among Streamlit's resources, which takes
    longer than most of what is done with them. Of two first runs at once each may make its own; both work.
    """
    return Settings()


@cache
def database(url: str) -> Database:
    """The one engine of the process for this database."""
    return open_database(Settings(database_url=url))


@cache
def cookies() -> Cookies:
    """What signs and reads the browser's cookies; raises SecretMissingError."""
    return Cookies(required_secret(settings()))


@st.cache_resource(show_spinner=False)
def reader() -> ReaderProcess:
    """The processes that open uploaded workbooks, kept warm."""
    processes = ReaderProcess()
    processes.warm()
    return processes


def plan(name: str | None = None) -> Plan:
    """A plan of the installation's folder, its own one unless named, loaded once; raises UnknownPlanError."""
    return registry.load_builtin(name or settings().plan, settings().plans_folder or registry.BUILTIN_FOLDER)


def plans() -> tuple[str, ...]:
    """The names of all plans in the installation's folder, looked at anew: one may have been added."""
    return registry.builtin_plans(settings().plans_folder or registry.BUILTIN_FOLDER)


@remembered
def overview(visit: Visit, period: Period | None = None) -> Overview:
    """All indicators at a period, or at the plan's default period."""
    return monitor.overview(
        visit.database, visit.plan, visit.actor, period, visit.today, visit.as_of, submitted=visit.submitted
    )


@remembered
def indicator_detail(visit: Visit, code: str, period: Period) -> IndicatorDetail:
    """One indicator at a period; raises UnknownIndicatorError."""
    return monitor.indicator_detail(
        visit.database, visit.plan, visit.actor, code, period, visit.today, visit.as_of, submitted=visit.submitted
    )


def last_visit(visit: Visit) -> datetime | None:
    """When the visitor's visit before this one ended, None at the first; notes that they are looking now."""
    return last_visits.begin_visit(visit.database, visit.plan, visit.actor, visit.now)


@remembered
def changes_since(visit: Visit, since: datetime) -> Changes:
    """What changed after a moment, of what was shown then."""
    return last_visits.changes_since(visit.database, visit.plan, visit.actor, since, visit.today)


@remembered
def change_between(visit: Visit, code: str, before: Period, after: Period) -> RatioChange | None:
    """A ratio's change between two periods by unit; None where it has no such parts."""
    return ratio_changes.change_between(visit.database, visit.plan, visit.actor, code, before, after, as_of=visit.as_of)


def note_on_indicator(visit: Visit, code: str, period: Period, text: str) -> None:
    """Adds a reviewer's note, and forgets every remembered answer."""
    indicator_notes.note_on_indicator(visit.database, visit.plan, visit.actor, code, period, text, visit.now)
    forget()


@remembered
def freshness(visit: Visit) -> Freshness:
    """Whether the figures are old."""
    return freshness_service.freshness(visit.database, visit.plan, visit.actor, visit.today, visit.as_of)


@remembered
def trace(visit: Visit, code: str, period: Period) -> tuple[TracedFigure, ...]:
    """The cells behind an indicator's value."""
    return trace_figure.trace(visit.database, visit.plan, visit.actor, code, period, as_of=visit.as_of)


def original(visit: Visit, sha256: str) -> OriginalFile:
    """An uploaded workbook, byte for byte, never remembered: every download is noted; raises NotFoundError."""
    return original_file.original(visit.database, visit.actor, sha256)


@remembered
def returns(visit: Visit, period: Period) -> tuple[ReturnRow, ...]:
    """Who has reported what for a period."""
    return returns_overview.returns(visit.database, visit.plan, visit.actor, period, as_of=visit.as_of)


def empty_form(visit: Visit, form: str, unit: str, period: Period) -> FormFile:
    """An official form ready to be filled in, never remembered: every download is noted."""
    return empty_forms.empty_form(visit.database, visit.plan, visit.actor, form, unit, period, visit.texts)


def check_return(visit: Visit, upload: Upload) -> Verdict:
    """What submitting a file would say; stores nothing."""
    return submitting.check_return(visit.database, visit.plan, visit.actor, upload, visit.today, reader=reader())


def submit_return(visit: Visit, upload: Upload) -> Receipt:
    """Submits a file, approved at once where the actor may do that, and forgets every remembered answer."""
    approver = visit.actor if permits(visit.actor, Action.APPROVE_OWN_RETURN) else None
    try:
        return submitting.submit_return(
            visit.database, visit.plan, visit.actor, upload, visit.now, reader=reader(), approver=approver
        )
    finally:
        forget()


def check_returns(visit: Visit, files: Sequence[Arrived], told: batch_returns.Told) -> tuple[Checked, ...]:
    """What submitting each of many files would say; stores nothing."""
    return batch_returns.check_returns(
        visit.database, visit.plan, visit.actor, files, visit.today, reader=reader(), told=told
    )


def open_table(visit: Visit, file_name: str, content: bytes) -> tuple[OpenedSheet, ...]:
    """The sheets of a file that is to be mapped."""
    upload = Upload(file_name, content)
    return own_layouts.open_table(visit.database, visit.plan, visit.actor, upload, reader=reader())


def submit_returns(visit: Visit, files: Sequence[Checked], told: batch_returns.Told) -> tuple[Submitted, ...]:
    """Submits many files as `submit_return` does one, and forgets every remembered answer."""
    approver = visit.actor if permits(visit.actor, Action.APPROVE_OWN_RETURN) else None
    try:
        return batch_returns.submit_returns(
            visit.database, visit.plan, visit.actor, files, visit.now, reader=reader(), approver=approver, told=told
        )
    finally:
        forget()


def all_forms(visit: Visit, period: Period, told: all_forms_.Told) -> FormFile:
    """All forms of the actor's units due for a period in one zip, never remembered: every download is noted."""
    return all_forms_.all_forms(visit.database, visit.plan, visit.actor, period, visit.texts, visit.now, told=told)


def first_answers(visit: Visit) -> None:
    """Asks what the first visitor will ask, and has a reader ready."""
    reader()
    shown = overview(visit)
    for row in shown.rows:
        indicator_detail(visit, row.standing.indicator.code, shown.period)
