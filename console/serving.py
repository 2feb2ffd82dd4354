"""Starting the server: prints the address and, at the very first start, the first administrator's link.

What must be in order is looked at by this process while its parent imports the server, which
does not start before this one has said that it is (docs/decisions/0036, `console/beside.py`).
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from console.beside import Start, begin_server, is_begun, server_arguments, tell
from i18n.catalogues import forms

if TYPE_CHECKING:
    from console.session import ConsoleSession
    from settings import Settings


def serve(port: int) -> int:
    """Starts the server once all is in order; the exit code of the process that made sure of it.

    Raises:
        AppError: what stands in the way.
    """
    if not is_begun():
        begin_server()
    tell(checked(port))
    return 0


def checked(port: int) -> Start:
    """Makes sure that the server can start, and says where it will be.

    Raises:
        SecretMissingError: there is no secret; the server does not start.
        SecretTooShortError: it could be guessed.
        RoleMappingError: the setting of the identity provider's groups cannot be read.
        AppError: the plan or the database cannot be used.
    """
    from services.upkeep.start_check import may_start_at_once
    from settings import Settings

    settings = Settings()
    if may_start_at_once(settings):
        _say_where(settings, port)
    else:
        _check_all(port)
    return Start(port=port, address=settings.server_address, trusted_proxies=settings.trusted_proxies)


def _check_all(port: int) -> None:
    from console.session import console_session
    from services.accounts.external_sign_in import role_mapping

    with console_session() as session:
        role_mapping(session.settings)
        greet(session, port)


def greet(session: ConsoleSession, port: int) -> None:
    """Prints the address, at the very first start the first administrator's link; lets go of the database."""
    from services.accounts.first_start import first_administrator_link

    settings = session.settings
    link = first_administrator_link(session.database, settings, datetime.now(tz=UTC))
    session.database.dispose()
    if link is not None:
        where = f"{_public_address(settings, port)}/one-time/{link.token}"
        session.say("first_link", link=where, until=session.texts.moment(link.expires_at))
    _say_where(settings, port)


def _say_where(settings: Settings, port: int) -> None:
    said = forms(settings.language, "commands.serving")[0].format(address=_public_address(settings, port))
    sys.stdout.write(f"{said}\n")
    sys.stdout.flush()


def _public_address(settings: Settings, port: int) -> str:
    return (settings.public_url or f"http://{settings.server_address}:{port}").rstrip("/")


def server_command(port: int, address: str) -> list[str]:
    """The command that runs one server process."""
    return [sys.executable, "-m", "streamlit", *server_arguments(port, address)]
