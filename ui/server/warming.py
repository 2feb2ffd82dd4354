"""Nobody waits for a cold server, and the garbage collector does not walk the libraries.

A full collection walks everything that is alive: pandas, SQLAlchemy and the rest, which `gc.freeze`
after the imports takes out of sight once and for all, and every open page, which is why there is none
after each run (`runner.postScriptGC` in .streamlit/config.toml; docs/decisions/0035). Imports and the
first answers come in the background, so that the port opens at once; our own modules too, so this one
imports none that are heavy (docs/decisions/0036).
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
import os
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import perf_counter
from typing import TYPE_CHECKING

from indicators.errors import AppError
from ui.server.doors import Doors

if TYPE_CHECKING:
    import streamlit as st

    from services.rights.actor import Actor

_log = logging.getLogger("dabiao.screens")

DOORS = Doors()
"""Of this process's server."""

LIBRARIES = ("pandas", "openpyxl", "xlsxwriter", "python_calamine", "babel.messages.pofile")
"""What pages and services import late; whoever comes first would wait for them."""

_FAULT = 1
_HEAD_START_SECONDS = 0.05


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Opens the doors, then warms up, while the server already answers."""
    thread = threading.Thread(target=_begin, name="warming", daemon=True)
    # Python runs one thread at a time: first the port, which opens once this has yielded.
    asyncio.get_running_loop().call_later(_HEAD_START_SECONDS, thread.start)
    yield


def _begin() -> None:
    """A server whose doors cannot open ends: everybody would wait for ever."""
    opened = False
    try:
        if not DOORS.are_open:
            open_doors()
        opened = True
    except SystemExit as error:
        sys.stderr.write(f"{error}\n")
    finally:
        if not opened:
            if sys.exc_info()[0] is not None:
                _log.critical("the server cannot go on", exc_info=True)
            sys.stderr.flush()
            os._exit(_FAULT)
    warm()


def open_doors() -> None:
    """Imports and makes our parts of the server; raises SystemExit with the reason where it must not start."""
    from ui.server import server_parts

    try:
        DOORS.open(server_parts.server_parts)
    except AppError as error:
        from i18n.texts import texts
        from ui.visits.queries import settings

        raise SystemExit(texts(settings().language).error(error)) from error


def warm() -> None:
    """Imports, asks the first questions, then hides everything imported from the collector."""
    from ui.server import program_files
    from ui.visits import session
    from ui.visits.queries import first_answers, settings

    began = perf_counter()
    for library in LIBRARIES:
        importlib.import_module(library)
    program_files.warm()
    try:
        first_answers(session.visit_in(settings().language, first_visitor()))
    except AppError as error:
        _log.warning("not warmed up: %s", error)
    gc.collect()
    gc.freeze()
    _log.info("warm after %.1f s, %d objects frozen", perf_counter() - began, gc.get_freeze_count())


def first_visitor() -> Actor:
    """Whoever comes with the rights of a leader finds the first answers ready."""
    from services.rights.actor import Actor
    from services.rights.roles import Grant, Role

    return Actor("first-visitor", "", (Grant(Role.VIEWER),))
