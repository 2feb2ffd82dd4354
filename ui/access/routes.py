"""The way in as the server wants it: one entrance, its addresses."""

from __future__ import annotations

from starlette.routing import Route

from services.accounts.external_sign_in import role_mapping
from services.accounts.server_secret import required_secret
from ui.access.entrance import Entrance
from ui.access.passwords import Passwords
from ui.access.sign_in import SignIn
from ui.visits import queries


def entrance() -> Entrance:
    """The installation's way in.

    Raises:
        SecretMissingError: there is no secret to sign cookies with; the server must not start.
        SecretTooShortError: it could be guessed.
        RoleMappingError: the setting of the identity provider's groups cannot be read.
    """
    settings = queries.settings()
    required_secret(settings)
    role_mapping(settings)
    return Entrance(settings, queries.database(settings.database_url), queries.cookies())


def routes(door: Entrance) -> list[Route]:
    """Every address of the way in; those of an identity provider only where one is set."""
    addresses = [*SignIn(door).routes, *Passwords(door).routes]
    if door.settings.has_provider:
        from ui.access.external import External  # its libraries are a tenth of the start

        addresses += External(door, required_secret(door.settings)).routes
    return addresses
