"""Uploaded workbooks by address: `/original/<sha256>` gives the bytes back exactly as they came."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from indicators.errors import AppError, NotFoundError
from services.returns.original_file import original
from services.rights.access_errors import NotSignedInError
from ui.access.entrance import Entrance
from ui.frame.original_link import ADDRESS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def route(entrance: Entrance) -> Route:
    """Where originals are; the service asks for permission, in a worker thread."""

    def answer(request: Request) -> Response:
        return _answer(entrance, request)

    return Route(f"/{ADDRESS}/{{sha256:str}}", answer, methods=["GET"])


def _answer(entrance: Entrance, request: Request) -> Response:
    try:
        signed_in = entrance.signed_in(request)
        if signed_in is None:
            raise NotSignedInError
        file = original(entrance.database, signed_in.actor, request.path_params["sha256"])
    except AppError as error:
        status = 404 if isinstance(error, NotFoundError) else 403
        return PlainTextResponse(entrance.texts(request).error(error), status_code=status)
    disposition = f'attachment; filename="{file.file_name}"'
    return Response(file.content, media_type=XLSX, headers={"Content-Disposition": disposition})
