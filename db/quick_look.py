"""Whether an SQLite file needs anything before a server works on it, without loading the toolkit: that takes a second.

It only ever says "nothing is needed" of what it has seen; of everything else it says "look properly".
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_PREFIX = "sqlite:///"
_VERSIONS = Path(__file__).parent / "migrations" / "versions"
_BUSY_SECONDS = 1.0
_CAN_ENTER = """
    SELECT 1 FROM accounts JOIN role_grants ON role_grants.account_id = accounts.id
    WHERE role_grants.role = ? AND accounts.disabled_at IS NULL
      AND (accounts.password_hash IS NOT NULL OR accounts.issuer IS NOT NULL) LIMIT 1
"""


def nothing_is_needed(address: str, role: str) -> bool:
    """Whether it is a file that can be written, of this version, with somebody of a role who can sign in.

    False also for what this look does not know: another engine, options in the address, a busy or a broken file.
    """
    path = address.removeprefix(_PREFIX)
    if path == address or not path or any(sign in path for sign in "?%:") or not Path(path).is_file():
        return False
    try:
        with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            versions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
            able = connection.execute(_CAN_ENTER, (role,)).fetchone()
            connection.execute("ROLLBACK")
    except sqlite3.Error:
        return False
    return versions == [(_newest_version(),)] and able is not None


def _newest_version() -> str:
    return max(each.name for each in _VERSIONS.glob("[0-9]*.py")).partition("_")[0]
