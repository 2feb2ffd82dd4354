"""Signing in at an identity provider: there, back again, and out."""

from __future__ import annotations

from dataclasses import asdict

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from indicators.errors import AppError
from services.accounts.external_sign_in import ProviderRefusedError, note_provider_refused, sign_in_external
from ui.access import visitor
from ui.access.entrance import Entrance, now
from ui.access.provider import Begun, Provider

KEPT = "dabiao_oidc"
SECONDS_KEPT = 600
_PATH = "/oidc"


class External:
    """The addresses `/oidc/start`, `/oidc/callback` and `/oidc/end`."""

    def __init__(self, entrance: Entrance, secret: str) -> None:
        self._entrance = entrance
        self._provider = Provider(entrance.settings)
        self._sealed = URLSafeTimedSerializer(secret, salt="dabiao.oidc")
        self.routes = [
            Route(f"{_PATH}/start", self.start, methods=["GET"]),
            Route(f"{_PATH}/callback", self.come_back, methods=["GET"]),
            Route(f"{_PATH}/end", self.end, methods=["GET"]),
        ]

    def start(self, request: Request) -> Response:
        """Sends the browser to the provider; what must come back is kept in a short-lived cookie."""
        try:
            begun = self._provider.begin(self._address(request, "callback"))
        except AppError as error:
            return self._refused(request, error)
        response = RedirectResponse(begun.address, status_code=303)
        kept = {**asdict(begun), "next": visitor.next_address(request.query_params.get("next"))}
        response.set_cookie(
            KEPT,
            self._sealed.dumps(kept),
            max_age=SECONDS_KEPT,
            path=_PATH,
            httponly=True,
            samesite="lax",
            secure=visitor.is_secure(request),
        )
        return response

    def come_back(self, request: Request) -> Response:
        """Takes the provider's word, once it is checked, and begins a session."""
        entrance, address = self._entrance, visitor.address(request)
        try:
            kept = self._kept(request)
            goes_on = kept.pop("next")
            comes_back_to = self._address(request, "callback")
            came_back = f"{comes_back_to}?{request.url.query}"
            identity = self._provider.finish(came_back, comes_back_to, Begun(**kept))
            session = sign_in_external(entrance.database, entrance.settings, identity, now(), address)
        except AppError as error:
            if isinstance(error, ProviderRefusedError):
                note_provider_refused(entrance.database, address)
            return self._refused(request, error)
        response = entrance.enter(request, session, goes_on)
        response.delete_cookie(KEPT, path=_PATH)
        return response

    def end(self, request: Request) -> Response:
        """Signs out at the provider as well."""
        try:
            address = self._provider.end_address(self._base(request) + "/signed-out")
        except AppError as error:
            return self._refused(request, error)
        return RedirectResponse(address or "/signed-out", status_code=303)

    def _kept(self, request: Request) -> dict[str, str]:
        try:
            kept: dict[str, str] = self._sealed.loads(request.cookies.get(KEPT, ""), max_age=SECONDS_KEPT)
        except BadData as error:
            raise ProviderRefusedError from error
        return kept

    def _base(self, request: Request) -> str:
        """How the browser reaches this server: as set, else as it has asked."""
        return (self._entrance.settings.public_url or str(request.base_url)).rstrip("/")

    def _address(self, request: Request, name: str) -> str:
        return f"{self._base(request)}{_PATH}/{name}"

    def _refused(self, request: Request, error: AppError) -> Response:
        entrance = self._entrance
        response = entrance.page(request, "message.html", 403, error=entrance.texts(request).error(error))
        response.delete_cookie(KEPT, path=_PATH)
        return response
