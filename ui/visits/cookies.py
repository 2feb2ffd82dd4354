"""What the browser holds: the session's token in a signed cookie, and a signed token in every form.

The signature is no secret-keeping (the session is looked up in the database every time): it throws
out what this server never gave before the database is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer
from starlette.responses import Response

SESSION = "dabiao_session"
FORM = "dabiao_form"
FORM_SECONDS = 12 * 60 * 60
_SEED_BYTES = 24


class Cookies:
    """Signs and reads with the installation's secret."""

    def __init__(self, secret: str) -> None:
        self._session = URLSafeSerializer(secret, salt="dabiao.session")
        self._form = URLSafeTimedSerializer(secret, salt="dabiao.form")

    def token(self, cookies: Mapping[str, str]) -> str | None:
        """The session's token, or None where there is none with our signature."""
        try:
            token = self._session.loads(cookies.get(SESSION, ""))
        except BadData:
            return None
        return token if isinstance(token, str) else None

    def keep(self, response: Response, token: str, *, secure: bool) -> None:
        """Gives the session's token to the browser, until it is closed; scripts cannot read it."""
        response.set_cookie(SESSION, self._session.dumps(token), httponly=True, samesite="lax", secure=secure)
        response.delete_cookie(FORM, httponly=True, samesite="lax", secure=secure)

    @staticmethod
    def forget(response: Response, *, secure: bool) -> None:
        """Takes the session's token from the browser."""
        response.delete_cookie(SESSION, httponly=True, samesite="lax", secure=secure)

    @staticmethod
    def seed(cookies: Mapping[str, str]) -> str | None:
        """What a form is bound to: the session's cookie, else one that is only for forms."""
        return cookies.get(SESSION) or cookies.get(FORM)

    @staticmethod
    def plant(response: Response, *, secure: bool) -> str:
        """Gives the browser something to bind a form to."""
        seed = token_urlsafe(_SEED_BYTES)
        response.set_cookie(FORM, seed, httponly=True, samesite="lax", secure=secure)
        return seed

    def form_token(self, seed: str) -> str:
        """What stands in a form: only a page that this server gave to this browser has it."""
        return str(self._form.dumps(_digest(seed)))

    def is_own_form(self, cookies: Mapping[str, str], token: str) -> bool:
        """Whether a form that came in was given to this browser, not too long ago."""
        seed = self.seed(cookies)
        try:
            digest = self._form.loads(token, max_age=FORM_SECONDS)
        except BadData:
            return False
        return seed is not None and isinstance(digest, str) and compare_digest(digest, _digest(seed))


def _digest(seed: str) -> str:
    return sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()
