"""The one entry of the screens: `streamlit run app.py` (what `dabiao serve` and `make run` do).

Page scripts in `pages/` are reachable only through the gates: `ui/access/gate.py` before every
request, `ui/main.py` before every page (docs/decisions/0006 and 0013).
"""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from i18n.texts import texts
from indicators.errors import AppError
from settings import Settings
from ui import boundary, middleware, originals, program_files, style, warming
from ui.access import routes
from ui.access.gate import Gate

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
settings = Settings()

try:
    entrance = routes.entrance()
except AppError as error:
    raise SystemExit(texts(settings.language).error(error)) from error

app = st.App(
    Path(__file__).resolve().parent / "ui" / "main.py",
    lifespan=warming.lifespan,
    routes=[
        Mount(middleware.ASSETS, StaticFiles(directory=style.ASSETS)),
        *routes.routes(entrance),
        originals.route(entrance),
    ],
    middleware=[
        Middleware(middleware.FrameMiddleware, language=settings.language),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False),
        Middleware(Gate, entrance=entrance),
        Middleware(program_files.ProgramFiles),
    ],
    on_script_error=boundary.show,
)
