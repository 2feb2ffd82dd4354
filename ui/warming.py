"""Nobody waits for a cold server, and the garbage collector does not walk the libraries.

A full collection walks everything that is alive: pandas, SQLAlchemy and the rest, which `gc.freeze`
after the imports takes out of sight once and for all, and every open page, which is why there is none
after each run (`runner.postScriptGC` in .streamlit/config.toml; docs/decisions/0035). Imports and the
first answers come in the background, so that the port opens at once.
"""

from __future__ import annotations

import gc
import importlib
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import perf_counter

import streamlit as st

from indicators.errors import AppError
from services.actor import Actor
from services.roles import Grant, Role
from ui import program_files, session
from ui.queries import first_answers, settings

_log = logging.getLogger("dabiao.screens")

LIBRARIES = ("pandas", "openpyxl", "xlsxwriter", "python_calamine", "babel.messages.pofile")
"""What pages and services import late; whoever comes first would wait for them."""

FIRST_VISITOR = Actor("first-visitor", "", (Grant(Role.VIEWER),))
"""Whoever comes with the rights of a leader finds the first answers ready."""


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Warms up while the server already answers."""
    threading.Thread(target=warm, name="warming", daemon=True).start()
    yield


def warm() -> None:
    """Imports, asks the first questions, then hides everything imported from the collector."""
    began = perf_counter()
    for library in LIBRARIES:
        importlib.import_module(library)
    program_files.warm()
    try:
        first_answers(session.visit_in(settings().language, FIRST_VISITOR))
    except AppError as error:
        _log.warning("not warmed up: %s", error)
    gc.collect()
    gc.freeze()
    _log.info("warm after %.1f s, %d objects frozen", perf_counter() - began, gc.get_freeze_count())
