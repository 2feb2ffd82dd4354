"""Nobody passes without a session: pages lead to sign-in, all else is refused, web sockets before they open.

This is the outer door only. `ui/visits/session.py` asks the database again on every rerun of an open page,
and every service asks for permission itself.
"""

from __future__ import annotations

from http import HTTPStatus

from anyio import to_thread
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from indicators.errors import AppError
from ui.access import visitor
from ui.access.entrance import Entrance

OPEN = frozenset({"/sign-in", "/sign-in/sample", "/sign-out", "/signed-out", "/_stcore/health", "/favicon.png"})
OPEN_BELOW = ("/one-time/", "/oidc/", "/frame/", "/static/")
CHANGE = "/password"
_NO_PAGES = ("/_stcore/", "/media/", "/component/")
_POLICY_VIOLATION, _TRY_AGAIN_LATER = 1008, 1013
_SECONDS_TO_WAIT = 10


class Gate:
    """Pure ASGI, before Streamlit and before every route of ours."""

    def __init__(self, app: ASGIApp, entrance: Entrance) -> None:
        self._app = app
        self._entrance = entrance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets one request or web socket through, or answers it here."""
        if scope["type"] not in {"http", "websocket"} or is_open(scope["path"]):
            await self._app(scope, receive, send)
            return
        refusal = await self._refusal(HTTPConnection(scope))
        await (refusal or self._app)(scope, receive, send)

    async def _refusal(self, connection: HTTPConnection) -> Response | WebSocketClose | None:
        try:
            signed_in = await to_thread.run_sync(self._entrance.signed_in, connection)
        except AppError as error:  # the store cannot be asked: nobody passes, and everybody is told why
            return self._trouble(connection, error)
        if signed_in is not None and (not signed_in.must_change_password or connection.url.path == CHANGE):
            return None
        if connection.scope["type"] == "websocket":
            return WebSocketClose(_POLICY_VIOLATION)
        if not _asks_for_page(connection):
            return PlainTextResponse("401", status_code=401)
        if signed_in is not None:
            return RedirectResponse(CHANGE, status_code=303)
        return RedirectResponse(visitor.way_in(connection.url.path, connection.url.query), status_code=303)

    def _trouble(self, connection: HTTPConnection, error: AppError) -> Response | WebSocketClose:
        if connection.scope["type"] == "websocket":
            return WebSocketClose(_TRY_AGAIN_LATER)
        said = self._entrance.texts(connection).error(error)
        return PlainTextResponse(said, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": str(_SECONDS_TO_WAIT)})


def is_open(path: str) -> bool:
    """Whether a path is for everybody: the way in itself, Streamlit's public program files, the health check."""
    return path in OPEN or path.startswith(OPEN_BELOW)


def _asks_for_page(connection: HTTPConnection) -> bool:
    if connection.scope["method"] not in {"GET", "HEAD"} or connection.url.path.startswith(_NO_PAGES):
        return False
    accepted = connection.headers.get("accept", "")
    return "text/html" in accepted or not accepted or connection.headers.get("sec-fetch-mode") == "navigate"
