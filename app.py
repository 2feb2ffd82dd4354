"""The one entry of the screens: `streamlit run app.py` (what `dabiao serve` and `make run` do).

Page scripts in `pages/` are reachable only through the gates: `ui/access/gate.py` before every
request, `ui/main.py` before every page (docs/decisions/0006 and 0013). What is imported here is
imported before the port opens: little, if the start has been checked (docs/decisions/0036).
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from ui.server import warming
from ui.server.doors import Door, OwnRoutes

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")

if os.environ.pop("DABIAO_START_CHECKED", None) is None:
    warming.open_doors()


def _show(error: Exception) -> bool:
    from ui.frame import boundary

    return boundary.show(error)


app = st.App(
    Path(__file__).resolve().parent / "ui" / "main.py",
    lifespan=warming.lifespan,
    routes=[OwnRoutes(warming.DOORS)],
    middleware=[Middleware(Door, doors=warming.DOORS)],
    on_script_error=_show,
)
