"""The words of the audit trail beyond the actions of the permission table, and how objects are named in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from enum import StrEnum
from hashlib import sha256

from db.account_records import Account, AuditEntry
from db.database import Transaction
from indicators.measure_progress import MeasureReport
from indicators.name_lists import NameList
from indicators.observations import ReportedFigure
from indicators.returns import ReturnKey
from services.rights.actor import Actor
from services.rights.data_version import carry_forward
from services.rights.permission import Action


class Event(StrEnum):
    """What happened that is no action of the permission table."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    RENEW = "change_password"
    USE_LINK = "use_link"
    CREATE_LINK = "create_link"
    CREATE_ACCOUNT = "create_account"
    DISABLE_ACCOUNT = "disable_account"
    ENABLE_ACCOUNT = "enable_account"
    RENAME_ACCOUNT = "rename_account"
    RESET = "reset_password"
    GRANT_ROLE = "grant_role"
    REVOKE_ROLE = "revoke_role"
    REVOKE_SESSION = "revoke_session"
    KEEP_DRAFT = "keep_draft"
    SET_CALENDAR_DAY = "set_calendar_day"
    REMOVE_CALENDAR_DAY = "remove_calendar_day"
    SET_LOCK = "set_lock"
    GRANT_EXCEPTION = "grant_exception"
    WITHDRAW_EXCEPTION = "withdraw_exception"
    SET_CONTACT = "set_contact"
    SEND_REMINDER = "send_reminder"
    SET_CHECK_STATE = "set_check_state"
    ADD_CHECK = "add_check"
    SET_FIRST_PAGE = "set_first_page"


class Outcome(StrEnum):
    """How it ended."""

    DONE = "done"
    DENIED = "denied"
    FAILED = "failed"
    PAUSED = "paused"
    REFUSED = "refused"


_LOOKING = frozenset(
    {
        Event.SIGN_IN,
        Event.SIGN_OUT,
        Action.CHECK_RETURN,
        Action.DOWNLOAD_EVIDENCE,
        Action.DOWNLOAD_FORM,
        Action.DOWNLOAD_ORIGINAL,
        Action.DOWNLOAD_APPROVED_ORIGINAL,
        Action.VIEW_AUDIT,
        Action.EXPORT_AUDIT,
        Action.EXPORT_MEASURES,
        Action.EXPORT_REPORT,
        Action.EXPORT_TABLE,
        Action.VERIFY,
    }
)
"""What changes no answer of a screen."""


def note(
    tx: Transaction,
    actor: Actor,
    action: StrEnum,
    object_: str,
    outcome: Outcome = Outcome.DONE,
    *,
    detail: str | None = None,
    before: str | None = None,
    after: str | None = None,
) -> None:
    """Adds to the audit trail within the transaction of what is noted; a change carries the data's stamp forward."""
    tx.audit.append(AuditEntry(action.value, object_, outcome.value, actor.name, actor.address, detail, before, after))
    if outcome is Outcome.DONE and action not in _LOOKING:
        carry_forward(tx)


def account_object(name: str) -> str:
    """An account in the audit trail; the name as it is stored, or as somebody typed it."""
    return f"account:{name}"


def return_object(plan_id: str, key: ReturnKey) -> str:
    """A return in the audit trail, all its submissions together."""
    return f"return:{plan_id}/{key.form}/{key.unit}/{key.period}"


def layout_object(plan_id: str, form: str, unit: str) -> str:
    """The mapping of a unit's own table to a form in the audit trail, all its versions together."""
    return f"layout:{plan_id}/{form}/{unit}"


def forms_object(plan_id: str, period: str) -> str:
    """All forms of a period in the audit trail, taken in one file."""
    return f"forms:{plan_id}/{period}"


def file_object(sha256_: str) -> str:
    """A file in the audit trail."""
    return f"file:{sha256_}"


def submission_digest(
    file_sha256: str,
    figures: Iterable[ReportedFigure],
    reports: Sequence[MeasureReport] = (),
    listed: NameList | None = None,
) -> str:
    """SHA-256 over a submission's file and every figure, report and row as it is stored: none changes unseen.

    They are to be those the store gives back, so that what is compared later is the same.
    """
    rows = sorted(
        [
            figure.observation.variable,
            figure.observation.unit,
            str(figure.observation.period),
            figure.observation.basis.value,
            "" if figure.observation.value is None else f"{figure.observation.value.normalize():f}",
            figure.observation.status.value,
            figure.sheet,
            figure.cell,
            figure.typed,
            figure.explanation or "",
        ]
        for figure in figures
    )
    told = sorted((asdict(report) for report in reports), key=lambda report: str(report["measure"]))
    said = [file_sha256, rows, told] if told else [file_sha256, rows]
    return _digest(said if listed is None else [*said, _rows_said(listed)])


def _rows_said(listed: NameList) -> list[object]:
    """Every row of a list as it is stored, its head first."""
    head = [listed.sheet, listed.explanation or ""]
    rows = (
        [*entry, listed.typed.get(entry.row, ""), listed.notes.get(entry.row, "")]
        for entry in listed.entries(range(len(listed)))
    )
    return [head, *([str(part or "") for part in row] for row in rows)]


def account_digest(account: Account) -> str:
    """SHA-256 over everything about an account that an administrator can change, its password's hash included."""
    said = {**asdict(account), "created_at": None, "disabled_at": account.enabled}
    return _digest(said)


def _digest(said: object) -> str:
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
