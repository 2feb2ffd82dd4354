"""Signing in with name and password or, beside sample data, with one click; signing out."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from indicators.errors import AppError
from services.accounts.sample_accounts import sample_accounts
from services.accounts.sessions import sign_out
from services.accounts.sign_in import enter_sample, sign_in
from services.rights.access_errors import SampleOnlyError
from ui.access import visitor
from ui.access.entrance import Entrance, now, status_of


class SignIn:
    """The pages `/sign-in`, `/sign-in/sample`, `/sign-out` and `/signed-out`."""

    def __init__(self, entrance: Entrance) -> None:
        self._entrance = entrance
        self.routes = [
            Route("/sign-in", self.show, methods=["GET"]),
            Route("/sign-in", self.enter, methods=["POST"]),
            Route("/sign-in/sample", self.enter_as_sample, methods=["POST"]),
            Route("/sign-out", self.leave, methods=["POST"]),
            Route("/signed-out", self.left, methods=["GET"]),
        ]

    def show(self, request: Request) -> Response:
        """The page; who is signed in already goes on."""
        if self._entrance.signed_in(request) is not None:
            return RedirectResponse(visitor.next_address(request.query_params.get("next")), status_code=303)
        return self._page(request)

    async def enter(self, request: Request) -> Response:
        """Checks name and password."""
        sent = await visitor.fields(request)
        if not self._entrance.is_own_form(request, sent):
            return self._page(request, 403, said="screens.access.form_old", kept=_kept(sent))
        return await self._entrance.in_turn(self._entered, request, sent)

    async def enter_as_sample(self, request: Request) -> Response:
        """Enters as a sample account, on this machine only."""
        sent = await visitor.fields(request)
        if not self._entrance.is_own_form(request, sent):
            return self._page(request, 403, said="screens.access.form_old", kept=_kept(sent))
        return await self._entrance.in_turn(self._entered_as_sample, request, sent)

    async def leave(self, request: Request) -> Response:
        """Ends the session, here and in the database."""
        entrance, sent = self._entrance, await visitor.fields(request)
        if not entrance.is_own_form(request, sent):
            return PlainTextResponse(entrance.texts(request)("screens.access.form_old"), status_code=403)
        return await entrance.in_turn(self._left, request)

    def left(self, request: Request) -> Response:
        """Says that the session has ended."""
        provider = self._entrance.settings.has_provider and "provider" in request.query_params
        return self._entrance.page(request, "signed_out.html", provider=provider)

    def _entered(self, request: Request, sent: dict[str, str]) -> Response:
        entrance, address = self._entrance, visitor.address(request)
        name, password = sent.get("name", ""), sent.get("password", "")
        try:
            session = sign_in(entrance.database, entrance.settings, name, password, now(), address)
        except AppError as error:
            return self._page(request, status_of(error), error=error, kept=_kept(sent))
        return entrance.enter(request, session, sent.get("next", ""))

    def _entered_as_sample(self, request: Request, sent: dict[str, str]) -> Response:
        entrance = self._entrance
        try:
            if not visitor.is_on_this_machine(request):
                raise SampleOnlyError
            name, address = sent.get("account", ""), visitor.address(request)
            session = enter_sample(entrance.database, entrance.settings, name, now(), address)
        except AppError as error:
            return self._page(request, status_of(error), error=error, kept=_kept(sent))
        return entrance.enter(request, session, sent.get("next", ""))

    def _left(self, request: Request) -> Response:
        entrance = self._entrance
        token, signed_in = entrance.cookies.token(request.cookies), entrance.signed_in(request)
        if token is not None:
            sign_out(entrance.database, token, visitor.address(request))
        elsewhere = signed_in is not None and signed_in.session.method == "oidc"
        spoken = entrance.texts(request).language
        address = f"/signed-out?lang={spoken}" + ("&provider" if elsewhere else "")
        response = RedirectResponse(address, status_code=303)
        entrance.cookies.forget(response, secure=visitor.is_secure(request))
        return response

    def _page(
        self,
        request: Request,
        status: int = 200,
        error: AppError | None = None,
        said: str | None = None,
        kept: dict[str, object] | None = None,
    ) -> Response:
        entrance = self._entrance
        spoken = entrance.texts(request)
        message = spoken.error(error) if error is not None else spoken(said) if said else None
        local = visitor.is_on_this_machine(request)
        samples = sorted(sample_accounts(entrance.database) if local else (), key=lambda each: each.id)
        return entrance.page(
            request,
            "sign_in.html",
            status,
            **{"name": "", **(kept or {})},
            error=message,
            samples=samples,
            provider=entrance.settings.has_provider,
        )


def _kept(sent: dict[str, str]) -> dict[str, object]:
    """What was typed, for the page that says why it was not enough; never the password."""
    return {"name": sent.get("name", "")[:100], "next": visitor.next_address(sent.get("next"))}
