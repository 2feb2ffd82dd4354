"""The secret that cookies are signed with. No default: without one there is no server."""

from __future__ import annotations

import os
import secrets

from services.rights.access_errors import SecretMissingError, SecretTooShortError
from settings import Settings

SHORTEST_SECRET = 32
_SECRET_BYTES = 48


def make_secret(settings: Settings) -> bool:
    """Writes a random secret that only its owner can read, unless there is one; tells whether it was made."""
    path = settings.kept_secret_file
    if settings.secret is not None or path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="ascii") as writing:
        writing.write(f"{secrets.token_urlsafe(_SECRET_BYTES)}\n")
    return True


def required_secret(settings: Settings) -> str:
    """The secret cookies are signed with: `DABIAO_SECRET`, else the one the first start has made.

    Raises:
        SecretMissingError: there is neither; the server must not start.
        SecretTooShortError: it could be guessed.
    """
    path = settings.kept_secret_file
    if settings.secret is not None:
        secret = settings.secret.get_secret_value()
    elif path.exists():
        secret = path.read_text(encoding="utf-8").strip()
    else:
        raise SecretMissingError(file=str(path))
    if len(secret) < SHORTEST_SECRET:
        raise SecretTooShortError(length=SHORTEST_SECRET)
    return secret
