"""Choosing a password: with a one-time link, or one's own anew."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from indicators.errors import AppError
from services.accounts.first_start import become_first_administrator, is_first_administrator_link
from services.accounts.one_time_links import choose_password, link_account, note_bad_link
from services.accounts.sessions import NewSession
from services.accounts.sign_in import change_password
from services.rights.access_errors import LinkNotValidError
from ui.access import visitor
from ui.access.entrance import Entrance, now, status_of


class Passwords:
    """The pages `/one-time/{token}` and `/password`."""

    def __init__(self, entrance: Entrance) -> None:
        self._entrance = entrance
        self.routes = [
            Route("/one-time/{token:str}", self.show_link, methods=["GET"]),
            Route("/one-time/{token:str}", self.use_link, methods=["POST"]),
            Route("/password", self.show_change, methods=["GET"]),
            Route("/password", self.change, methods=["POST"]),
        ]

    def show_link(self, request: Request) -> Response:
        """What the link is for; opening it does not use it up."""
        return self._link_page(request)

    async def use_link(self, request: Request) -> Response:
        """Uses the link up."""
        entrance, sent = self._entrance, await visitor.fields(request)
        if not entrance.is_own_form(request, sent):
            return self._link_page(request, entrance.texts(request)("screens.access.form_old"), 403, sent)
        return await entrance.in_turn(self._used, request, sent)

    def show_change(self, request: Request) -> Response:
        """The page to choose a new password on."""
        return self._change_page(request)

    async def change(self, request: Request) -> Response:
        """Changes one's own password."""
        entrance, sent = self._entrance, await visitor.fields(request)
        if not entrance.is_own_form(request, sent):
            return self._change_page(request, entrance.texts(request)("screens.access.form_old"), 403)
        return await entrance.in_turn(self._changed, request, sent)

    def _used(self, request: Request, sent: dict[str, str]) -> Response:
        spoken = self._entrance.texts(request)
        if sent.get("password") != sent.get("again"):
            return self._link_page(request, spoken("screens.access.differ"), 422, sent)
        try:
            session = self._chosen(request, sent)
        except LinkNotValidError as error:
            return self._entrance.page(request, "message.html", 404, error=spoken.error(error))
        except AppError as error:
            return self._link_page(request, spoken.error(error), status_of(error), sent)
        return self._entrance.enter(request, session, "/")

    def _chosen(self, request: Request, sent: dict[str, str]) -> NewSession:
        entrance, token = self._entrance, request.path_params["token"]
        address, password = visitor.address(request), sent.get("password", "")
        if is_first_administrator_link(entrance.database, token, now()):
            name = sent.get("name", "")
            shown = sent.get("display_name", "").strip() or name
            return become_first_administrator(
                entrance.database, entrance.settings, token, name, shown, password, now(), address
            )
        return choose_password(entrance.database, entrance.settings, token, password, now(), address)

    def _link_page(
        self, request: Request, error: str | None = None, status: int = 200, sent: dict[str, str] | None = None
    ) -> Response:
        entrance, token = self._entrance, request.path_params["token"]
        typed = sent or {}
        first = is_first_administrator_link(entrance.database, token, now())
        try:
            account = None if first else link_account(entrance.database, token, now())
        except LinkNotValidError as bad:
            note_bad_link(entrance.database, visitor.address(request))
            return entrance.page(request, "message.html", 404, error=entrance.texts(request).error(bad))
        return entrance.page(
            request,
            "choose.html",
            status,
            error=error,
            account=account,
            name=typed.get("name", ""),
            display_name=typed.get("display_name", ""),
            length=entrance.settings.password_min_length,
        )

    def _changed(self, request: Request, sent: dict[str, str]) -> Response:
        entrance, spoken = self._entrance, self._entrance.texts(request)
        signed_in = entrance.signed_in(request)
        if signed_in is None:
            return RedirectResponse("/sign-in", status_code=303)
        if sent.get("password") != sent.get("again"):
            return self._change_page(request, spoken("screens.access.differ"), 422)
        try:
            change_password(
                entrance.database,
                entrance.settings,
                signed_in,
                sent.get("old", ""),
                sent.get("password", ""),
                now(),
            )
        except AppError as error:
            return self._change_page(request, spoken.error(error), status_of(error))
        return RedirectResponse("/", status_code=303)

    def _change_page(self, request: Request, error: str | None = None, status: int = 200) -> Response:
        entrance = self._entrance
        signed_in = entrance.signed_in(request)
        if signed_in is None:
            return RedirectResponse("/sign-in", status_code=303)
        return entrance.page(
            request,
            "change.html",
            status,
            error=error,
            account=signed_in.account,
            forced=signed_in.must_change_password,
            length=entrance.settings.password_min_length,
        )
