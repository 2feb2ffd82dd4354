"""Starting the server: prints the address and, at the very first start, the first administrator's link.

What must be in order is looked at by a child process while this one imports the server, and the
server does not start before the child has said that it is (docs/decisions/0036).
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from i18n.catalogues import forms

if TYPE_CHECKING:
    from console.session import ConsoleSession
    from settings import Settings

APP = Path(__file__).resolve().parent.parent / "app.py"
CHECKED = "DABIAO_START_CHECKED"
"""Tells app.py that nothing is left that could refuse the start, so that it need not find out before it answers."""

_FAULT = 1


class Start(TypedDict):
    """What the server needs to know from the settings before it has read them."""

    address: str
    trusted_proxies: str


def serve(port: int) -> int:
    """Becomes the server once all is in order; returns only an exit code, in the child and where it is not.

    Raises:
        AppError: in the child, what stands in the way; it is said there.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        start = checked(port)
        os.write(writing, json.dumps(start).encode())
        return 0
    os.close(writing)
    importlib.import_module(".web.bootstrap", "streamlit")
    with os.fdopen(reading, "rb") as answer:
        told = answer.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code != 0 or not told:
        return code if code > 0 else _FAULT
    become_server(json.loads(told), port)
    return 0


def checked(port: int) -> Start:
    """Makes sure that the server can start, and says where it will be.

    Raises:
        SecretMissingError: there is no secret; the server does not start.
        SecretTooShortError: it could be guessed.
        RoleMappingError: the setting of the identity provider's groups cannot be read.
        AppError: the plan or the database cannot be used.
    """
    from services.start_check import may_start_at_once
    from settings import Settings

    settings = Settings()
    if may_start_at_once(settings):
        _say_where(settings, port)
    else:
        _check_all(port)
    return Start(address=settings.server_address, trusted_proxies=settings.trusted_proxies)


def _check_all(port: int) -> None:
    from console.session import console_session
    from services.external_sign_in import role_mapping

    with console_session() as session:
        role_mapping(session.settings)
        greet(session, port)


def become_server(start: Start, port: int) -> None:
    """Becomes the server: what is imported already is not imported again, and signals reach it; does not return."""
    os.chdir(APP.parent)  # Streamlit reads .streamlit/config.toml of the folder it starts in
    # Whose word about the browser's address is taken; nobody's unless it is set.
    os.environ["FORWARDED_ALLOW_IPS"] = start["trusted_proxies"]
    os.environ[CHECKED] = "1"
    sys.argv = ["streamlit", *_arguments(port, start["address"])]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def greet(session: ConsoleSession, port: int) -> None:
    """Prints the address, at the very first start the first administrator's link; lets go of the database."""
    from services.first_start import first_administrator_link

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
    return [sys.executable, "-m", "streamlit", *_arguments(port, address)]


def _arguments(port: int, address: str) -> list[str]:
    return ["run", str(APP), "--server.port", str(port), "--server.address", address]
