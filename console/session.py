"""One run of the command line: what it works on, and the boundary where errors become messages."""

from __future__ import annotations

import json
import logging
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from db.database import Database
from i18n.texts import Texts, texts
from indicators import registry
from indicators.errors import (
    AppError,
    MomentsOutOfOrderError,
    UnknownFormError,
    UnknownIndicatorError,
    UnknownMomentError,
    UnknownPeriodError,
    UnknownPlanError,
    UnknownSectionError,
    UnknownUnitError,
)
from indicators.moments import parse_moment
from indicators.plan import Plan
from services.groundwork.opening import open_database
from services.rights.actor import LOCAL_OPERATOR, Actor
from settings import Settings

FAULT = 1
WRONG_USAGE = 2
_USAGE_ERRORS = (
    MomentsOutOfOrderError,
    UnknownFormError,
    UnknownIndicatorError,
    UnknownMomentError,
    UnknownPeriodError,
    UnknownPlanError,
    UnknownSectionError,
    UnknownUnitError,
)


@dataclass(frozen=True, slots=True)
class ConsoleSession:
    """What a command works on."""

    settings: Settings
    database: Database
    plan: Plan
    texts: Texts
    actor: Actor = LOCAL_OPERATOR

    def moment(self, written: str | None) -> datetime | None:
        """A moment as typed, on the plan's clock; raises UnknownMomentError."""
        return None if written is None else parse_moment(written, self.plan.head.time_zone)

    def say(self, key: str, **params: object) -> None:
        """One line of ordinary output, from the catalogue `commands`."""
        write_line(self.texts(f"commands.{key}", **params))


@contextmanager
def console_session(plan_id: str | None = None, *, upgrade: bool = False) -> Iterator[ConsoleSession]:
    """Opens the settings' database and plan; closes the database at the end.

    Raises:
        UnknownPlanError: when there is no such plan.
        AppError: when the database cannot be opened; reading one that was never made says so.
    """
    settings = Settings()
    plan = registry.load_builtin(plan_id or settings.plan, folder=settings.plans_folder)
    database = open_database(settings)
    try:
        if upgrade:
            database.upgrade()
        yield ConsoleSession(settings, database, plan, texts(settings.language))
    finally:
        database.dispose()


def write_line(text: str) -> None:
    """One line on standard output."""
    sys.stdout.write(f"{text}\n")


def write_json(document: object) -> None:
    """One JSON document on standard output, and nothing else there."""
    write_line(json.dumps(document, ensure_ascii=False, indent=2))


def said_error(error: Exception) -> int:
    """Says an error on standard error; gives the exit code. Unexpected ones are logged under a number."""
    language = Settings().language
    if isinstance(error, AppError):
        sys.stderr.write(f"{texts(language).error(error)}\n")
        return WRONG_USAGE if isinstance(error, _USAGE_ERRORS) else FAULT
    incident = uuid.uuid4().hex[:8]
    logging.getLogger("dabiao").error("incident %s", incident, exc_info=error)
    sys.stderr.write(f"{texts(language)('errors.internal', incident=incident)}\n")
    return FAULT
