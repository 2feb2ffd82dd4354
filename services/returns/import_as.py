"""As whom the command line brings files in."""

from __future__ import annotations

from db.database import Database
from services.accounts.sessions import actor_of
from services.rights.access_errors import SignInRefusedError
from services.rights.actor import Actor, named_by_console
from services.rights.roles import Role


def importer(database: Database, name: str, role: Role) -> Actor:
    """The person with this name: with an account, the account's own roles; else as the operator vouches.

    A name without an account gets the role over all units: it tells whose figures they are, and who runs the
    command line could write into the database anyway.

    Raises:
        SignInRefusedError: the account is disabled.
    """
    with database.reading() as tx:
        account = tx.accounts.by_name(name)
    if account is None:
        return named_by_console(name, role)
    if not account.enabled:
        raise SignInRefusedError
    return actor_of(account, None)
