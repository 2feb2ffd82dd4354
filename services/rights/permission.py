"""Who may do what on whose returns: one table. Every service asks here; hiding a page is not access control.

A denial is itself kept in the audit trail, in a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from db.account_records import AuditEntry
from db.database import Database
from indicators.errors import NotAllowedError
from services.rights.actor import Actor
from services.rights.roles import Role


class Action(StrEnum):
    """What a service does on somebody's behalf."""

    VIEW_FIGURES = "view_figures"
    VIEW_SUBMITTED_FIGURES = "view_submitted_figures"
    EXPORT_REPORT = "export_report"
    WRITE_REPORT = "write_report"
    EXPORT_TABLE = "export_table"
    CHOOSE_FIRST_PAGE = "choose_first_page"
    VIEW_MEASURES = "view_measures"
    EXPORT_MEASURES = "export_measures"
    ADD_EVIDENCE = "add_evidence"
    DOWNLOAD_EVIDENCE = "download_evidence"
    VIEW_RETURNS = "view_returns"
    VIEW_LISTS = "view_lists"
    DOWNLOAD_FORM = "download_form"
    CHECK_RETURN = "check_return"
    SUBMIT_RETURN = "submit_return"
    MAP_LAYOUT = "map_layout"
    DOWNLOAD_ORIGINAL = "download_original"
    DOWNLOAD_APPROVED_ORIGINAL = "download_approved_original"
    APPROVE_RETURN = "approve_return"
    APPROVE_OWN_RETURN = "approve_own_return"
    SEND_BACK_RETURN = "send_back_return"
    REOPEN_RETURN = "reopen_return"
    COMMENT_ON_RETURN = "comment_on_return"
    NOTE_ON_INDICATOR = "note_on_indicator"
    SEND_REMINDERS = "send_reminders"
    VIEW_AUDIT = "view_audit"
    EXPORT_AUDIT = "export_audit"
    VERIFY = "verify"
    APPLY_RETENTION = "apply_retention"
    ADMINISTER_ACCOUNTS = "administer_accounts"
    ADMINISTER_CALENDAR = "administer_calendar"
    ADMINISTER_PLANS = "administer_plans"
    VIEW_CHECKS = "view_checks"
    BACK_UP = "back_up"
    RESTORE = "restore"
    MOVE_DATABASE = "move_database"
    REBUILD = "rebuild"


RIGHTS: Mapping[Role, frozenset[Action]] = MappingProxyType(
    {
        Role.REPORTER: frozenset(
            {
                Action.VIEW_RETURNS,
                Action.VIEW_LISTS,
                Action.DOWNLOAD_FORM,
                Action.CHECK_RETURN,
                Action.SUBMIT_RETURN,
                Action.MAP_LAYOUT,
                Action.COMMENT_ON_RETURN,
                Action.DOWNLOAD_ORIGINAL,
                Action.EXPORT_TABLE,
                Action.CHOOSE_FIRST_PAGE,
                Action.VIEW_MEASURES,
                Action.EXPORT_MEASURES,
                Action.ADD_EVIDENCE,
                Action.DOWNLOAD_EVIDENCE,
            }
        ),
        Role.REVIEWER: frozenset(
            {
                Action.VIEW_SUBMITTED_FIGURES,
                Action.VIEW_RETURNS,
                Action.VIEW_LISTS,
                Action.DOWNLOAD_ORIGINAL,
                Action.APPROVE_RETURN,
                Action.SEND_BACK_RETURN,
                Action.REOPEN_RETURN,
                Action.COMMENT_ON_RETURN,
                Action.NOTE_ON_INDICATOR,
                Action.SEND_REMINDERS,
                Action.VIEW_CHECKS,
                Action.EXPORT_TABLE,
                Action.CHOOSE_FIRST_PAGE,
                Action.VIEW_MEASURES,
                Action.EXPORT_MEASURES,
                Action.DOWNLOAD_EVIDENCE,
            }
        ),
        Role.VIEWER: frozenset(
            {
                Action.VIEW_FIGURES,
                Action.VIEW_SUBMITTED_FIGURES,
                Action.EXPORT_REPORT,
                Action.WRITE_REPORT,
                Action.VIEW_RETURNS,
                Action.VIEW_LISTS,
                Action.DOWNLOAD_APPROVED_ORIGINAL,
                Action.EXPORT_TABLE,
                Action.CHOOSE_FIRST_PAGE,
                Action.VIEW_MEASURES,
                Action.EXPORT_MEASURES,
                Action.DOWNLOAD_EVIDENCE,
            }
        ),
        Role.AUDITOR: frozenset(
            {Action.VIEW_AUDIT, Action.EXPORT_AUDIT, Action.VERIFY, Action.EXPORT_TABLE, Action.CHOOSE_FIRST_PAGE}
        ),
        Role.ADMINISTRATOR: frozenset(
            {
                Action.ADMINISTER_ACCOUNTS,
                Action.ADMINISTER_CALENDAR,
                Action.ADMINISTER_PLANS,
                Action.VIEW_CHECKS,
                Action.EXPORT_TABLE,
                Action.CHOOSE_FIRST_PAGE,
            }
        ),
        Role.OPERATOR: frozenset(Action),
    }
)
"""What each role may do, on the returns of the units it is held over."""


def permits(actor: Actor, action: Action, unit: str | None = None) -> bool:
    """Whether the actor may; without a unit, whether they may for any unit at all. Keeps no record."""
    return bool(actor.name.strip()) and any(
        action in RIGHTS[grant.role] and grant.covers(unit) for grant in actor.grants
    )


def require(database: Database, actor: Actor, action: Action, unit: str | None = None, object_: str = "") -> None:
    """Lets the actor go on, or keeps the denial in the audit trail and raises.

    Not to be called inside a transaction: the denial needs one of its own, that stays when the
    refused action is rolled back. `object_` names what was asked for, where a unit does not.

    Raises:
        NotAllowedError: when no grant of the actor gives this right (for this unit).
    """
    if permits(actor, action, unit):
        return
    with database.transaction() as tx:
        asked = object_ or (f"unit:{unit}" if unit is not None else "")
        tx.audit.append(AuditEntry(action.value, asked, "denied", actor.name, actor.address))
    raise NotAllowedError(action=action.value)


def require_four_eyes(database: Database, actor: Actor, submitted_by: str, object_: str) -> None:
    """Nobody decides on what they submitted themselves (but the operator of a machine without accounts).

    Raises:
        NotAllowedError: when the actor is the submitter; kept in the audit trail.
    """
    if actor.name == submitted_by:
        require(database, actor, Action.APPROVE_OWN_RETURN, object_=object_)
