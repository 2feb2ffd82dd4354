"""What stands around Streamlit in our server: the addresses of our own, and the doors before every request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from ui.access import routes
from ui.access.entrance import Entrance
from ui.access.gate import Gate
from ui.look import style
from ui.server import middleware, originals, program_files

ICON = "/favicon.png"
"""Where Streamlit's page looks for the tab's icon, also long after the page's head was read."""


@dataclass(frozen=True)
class ServerParts:
    """The parts of one server."""

    entrance: Entrance
    routes: Sequence[BaseRoute]

    def around(self, app: ASGIApp) -> ASGIApp:
        """Streamlit and the routes behind the doors, the outermost first asked."""
        settings = self.entrance.settings
        gated = Gate(program_files.ProgramFiles(app), self.entrance)
        hosted = TrustedHostMiddleware(gated, allowed_hosts=list(settings.hosts), www_redirect=False)
        return middleware.FrameMiddleware(hosted, settings.language)


def server_parts() -> ServerParts:
    """Makes them; raises what `routes.entrance` raises."""
    entrance = routes.entrance()
    own = [Mount(middleware.ASSETS, StaticFiles(directory=style.ASSETS)), *routes.routes(entrance)]
    return ServerParts(entrance, [*own, originals.route(entrance), Route(ICON, _icon)])


def _icon(_: Request) -> FileResponse:
    return FileResponse(style.ASSETS / "favicon.png")
