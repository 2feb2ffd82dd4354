"""What every page of the way in needs: settings, database, cookies, and how an answer is made."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from db.database import Database
from db.errors import (
    DatabaseBusyError,
    DatabaseNotPreparedError,
    DatabaseReadOnlyError,
    DatabaseUnavailableError,
    DiskFullError,
)
from i18n.texts import Texts, texts
from indicators.errors import AppError
from services.accounts.sessions import NewSession, SignedIn, look_up, sign_out
from services.rights.access_errors import SignInPausedError, SignInRefusedError
from settings import Settings
from ui.access import visitor
from ui.visits.cookies import Cookies

HTML_LANGUAGES = {"zh": "zh-CN", "en": "en"}
OWN_PAGES = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; \
form-action 'self'; frame-ancestors 'none'"
_TROUBLES = (
    DatabaseBusyError,
    DatabaseNotPreparedError,
    DatabaseReadOnlyError,
    DatabaseUnavailableError,
    DiskFullError,
)
AT_ONCE = 4
"""Passwords are hashed for so many people at a time: each takes 64 MB."""

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).resolve().parents[1] / "templates" / "access"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class Entrance:
    """The way in of one installation."""

    def __init__(self, settings: Settings, database: Database, cookies: Cookies) -> None:
        self.settings = settings
        self.database = database
        self.cookies = cookies
        self._turns = CapacityLimiter(AT_ONCE)

    def signed_in(self, connection: HTTPConnection) -> SignedIn | None:
        """Who makes a request, asked anew every time."""
        token = self.cookies.token(connection.cookies)
        if token is None:
            return None
        return look_up(self.database, self.settings, token, now(), visitor.address(connection))

    def texts(self, request: HTTPConnection) -> Texts:
        """The texts of the request's language."""
        return texts(visitor.language(request, self.settings.language))

    async def in_turn(self, act: Callable[Asked, Answer], /, *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        """Runs a service beside the server, a few at a time."""
        return await to_thread.run_sync(lambda: act(*args, **kwargs), limiter=self._turns)

    def is_own_form(self, request: Request, sent: dict[str, str]) -> bool:
        """Whether the form came from a page that this server gave to this browser."""
        return visitor.is_same_origin(request) and self.cookies.is_own_form(request.cookies, sent.get("form", ""))

    def page(self, request: Request, template: str, status: int = 200, **said: object) -> Response:
        """A page of the way in; never kept by the browser, framed by nobody, with nothing from elsewhere."""
        spoken = self.texts(request)
        response = HTMLResponse(status_code=status)
        secure = visitor.is_secure(request)
        seed = self.cookies.seed(request.cookies) or self.cookies.plant(response, secure=secure)
        asked_next = visitor.next_address(request.query_params.get("next"))
        html = _TEMPLATES.get_template(template).render(
            {"error": None, "next": asked_next, **said},
            t=spoken,
            language=spoken.language,
            html_language=HTML_LANGUAGES[spoken.language],
            page_data=json.dumps({"language": spoken.language, "languages": HTML_LANGUAGES, "words": []}),
            form=self.cookies.form_token(seed),
            path=request.url.path,
        )
        response.body = html.encode()
        response.headers["content-length"] = str(len(response.body))
        response.headers["content-security-policy"] = OWN_PAGES
        response.headers["cache-control"] = "no-store"
        return response

    def enter(self, request: Request, session: NewSession, goes_on: str) -> Response:
        """Gives the browser its session and leads on; the one it had before ends."""
        before = self.cookies.token(request.cookies)
        if before is not None:
            sign_out(self.database, before, visitor.address(request))
        response = RedirectResponse(visitor.next_address(goes_on), status_code=303)
        self.cookies.keep(response, session.token, secure=visitor.is_secure(request))
        return response


def now() -> datetime:
    """The moment; sessions live by the clock, also beside sample data of another day."""
    return datetime.now(tz=UTC)


def status_of(error: AppError) -> int:
    """The status of a page that says an error."""
    if isinstance(error, SignInPausedError):
        return HTTPStatus.TOO_MANY_REQUESTS
    if isinstance(error, SignInRefusedError):
        return HTTPStatus.UNAUTHORIZED
    return HTTPStatus.SERVICE_UNAVAILABLE if isinstance(error, _TROUBLES) else HTTPStatus.FORBIDDEN
