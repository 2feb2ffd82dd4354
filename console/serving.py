"""Starting the server: prints the address and, at the very first start, the first administrator's link."""

from __future__ import annotations

import os
import runpy
import sys
from datetime import UTC, datetime
from pathlib import Path

from console.session import ConsoleSession
from services.first_start import first_administrator_link, required_secret

APP = Path(__file__).resolve().parent.parent / "app.py"


def start_server(session: ConsoleSession, port: int) -> None:
    """Becomes the server: what is imported already is not imported again, and signals reach it; does not return.

    Raises:
        SecretMissingError: there is no secret; the server does not start.
        SecretTooShortError: it could be guessed.
    """
    settings = session.settings
    required_secret(settings)
    greet(session, port)
    os.chdir(APP.parent)  # Streamlit reads .streamlit/config.toml of the folder it starts in
    # Whose word about the browser's address is taken; nobody's unless it is set.
    os.environ["FORWARDED_ALLOW_IPS"] = settings.trusted_proxies
    sys.argv = ["streamlit", *_arguments(port, settings.server_address)]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def greet(session: ConsoleSession, port: int) -> None:
    """Prints the address, at the very first start the first administrator's link; lets go of the database."""
    settings = session.settings
    address = (settings.public_url or f"http://{settings.server_address}:{port}").rstrip("/")
    link = first_administrator_link(session.database, settings, datetime.now(tz=UTC))
    session.database.dispose()
    if link is not None:
        session.say("first_link", link=f"{address}/one-time/{link.token}", until=session.texts.moment(link.expires_at))
    session.say("serving", address=address)
    sys.stdout.flush()


def server_command(port: int, address: str) -> list[str]:
    """The command that runs one server process."""
    return [sys.executable, "-m", "streamlit", *_arguments(port, address)]


def _arguments(port: int, address: str) -> list[str]:
    return ["run", str(APP), "--server.port", str(port), "--server.address", address]
