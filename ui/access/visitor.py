"""What a request says about who makes it: from where, in which language, where to go on to."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from streamlit import config

from i18n.texts import LANGUAGES, Language
from services.accounts.sign_in import LOOPBACK

HOME = "/"
LONGEST_NEXT = 2000
LARGEST_FORM = 16_384
_FORWARDING = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def address(connection: HTTPConnection) -> str | None:
    """The client's address; behind a trusted proxy the one it tells (the server has put it there)."""
    return connection.client.host if connection.client else None


def is_secure(connection: HTTPConnection) -> bool:
    """Whether the browser came over TLS, here or at a trusted proxy."""
    return connection.url.scheme in {"https", "wss"}


def is_on_this_machine(request: Request) -> bool:
    """Whether server and browser are on one machine, with nothing between them."""
    direct = not any(name in request.headers for name in _FORWARDING)
    return direct and address(request) in LOOPBACK and config.get_option("server.address") in LOOPBACK


def is_same_origin(request: Request) -> bool:
    """Whether a form was sent from a page of ours; browsers that do not tell are judged by the form's token."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}
    return urlsplit(origin).netloc == request.headers.get("host")


def language(request: HTTPConnection, default: Language) -> Language:
    """The language in the address, else in the address to go on to, else the installation's."""
    goes_on = parse_qs(urlsplit(next_address(request.query_params.get("next"))).query)
    asked = (request.query_params.get("lang"), *goes_on.get("lang", []))
    return next((code for code in LANGUAGES if code in asked), default)


def next_address(asked: str | None) -> str:
    """Where to go on to: a path on this server; anything else leads home."""
    if not asked or len(asked) > LONGEST_NEXT or not asked.startswith("/"):
        return HOME
    if asked.startswith("//") or "\\" in asked or not asked.isprintable():
        return HOME
    parts = urlsplit(asked)
    return HOME if parts.scheme or parts.netloc else asked


def way_in(path: str, query: str = "") -> str:
    """The address of the sign-in page that leads on to a path."""
    asked = f"{path}?{query}" if query else path
    wanted = {} if asked == HOME else {"next": asked}
    chosen = parse_qs(query).get("lang", [])
    if chosen and chosen[0] in LANGUAGES:
        wanted["lang"] = chosen[0]
    return f"/sign-in?{urlencode(wanted)}" if wanted else "/sign-in"


async def fields(request: Request) -> dict[str, str]:
    """The fields of a form of ours; more than any of them can hold is refused before it is read."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FORM:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    sent = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in sent.items()}
