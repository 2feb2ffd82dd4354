"""People for the browser tests: an account with roles, and the cookie of a session of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from db.database import Database
from services.accounts.administer_accounts import add_account
from services.accounts.sessions import begin
from services.rights.actor import LOCAL_OPERATOR
from services.rights.roles import ALL_UNITS, Grant, Role
from settings import Settings
from tests.browser.server import SECRET, Server
from ui.visits.cookies import SESSION, Cookies

EVERYTHING = tuple(Grant(role) for role in Role if role.grantable)
NOTHING: tuple[Grant, ...] = ()
ROLES = {
    "reporter": (Grant(Role.REPORTER, "210202"),),
    "reviewer": (Grant(Role.REVIEWER),),
    "leader": (Grant(Role.VIEWER),),
    "auditor": (Grant(Role.AUDITOR),),
    "administrator": (Grant(Role.ADMINISTRATOR),),
    "nobody": NOTHING,
}


def cookie(server: Server, grants: Sequence[Grant] = EVERYTHING) -> str:
    """The session cookie of somebody with these roles, as signing in would have given it."""
    now, settings = datetime.now(tz=UTC), Settings(database_url=server.database_url)
    held = (f"{grant.role}{grant.unit.removeprefix(ALL_UNITS)}" for grant in grants)
    name = "-".join(("test", *held))
    database = Database(server.database_url)
    try:
        with database.transaction() as tx:
            account = tx.accounts.by_name(name[:60])
            if account is None:
                account = add_account(tx, LOCAL_OPERATOR, name[:60], "测试人员", grants, now)
            token = begin(tx, settings, account, now, "127.0.0.1", "password").token
    finally:
        database.dispose()
    return signed(token)


def signed(token: str) -> str:
    """A session's token as the browser holds it."""
    return Cookies(SECRET)._session.dumps(token)


def header(server: Server, grants: Sequence[Grant] = EVERYTHING) -> dict[str, str]:
    """The same as a header of a request without a browser."""
    return {"Cookie": f"{SESSION}={cookie(server, grants)}"}
