"""Opens the installation's database, with the witnesses of its audit chain outside it."""

from __future__ import annotations

from db.audit_witness import HeadFile, Syslog, Witness
from db.database import Database
from settings import Settings


def open_database(settings: Settings) -> Database:
    """The database of the settings; the audit chain's head goes to a file, and to a syslog where one is set."""
    witnesses: list[Witness] = [HeadFile(settings.witness_file)]
    if settings.audit_syslog is not None:
        witnesses.append(Syslog(settings.audit_syslog))
    return Database(settings.database_url, witnesses)
