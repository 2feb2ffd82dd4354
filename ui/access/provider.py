"""Talks to an identity provider: OpenID Connect, authorization code with PKCE, state and nonce.

Nothing the browser brings back is believed: the code is exchanged for an ID token over our own
connection, and its signature, issuer, audience, nonce and expiry are checked here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from services.accounts.external_sign_in import Identity, ProviderRefusedError, ProviderUnreachableError
from settings import Settings

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a key that only the provider has; never `none`, never our own shared secret."""

SECONDS_TO_ANSWER = 10
CLOCKS_APART = 30
_VERIFIER_LENGTH = 64
_METADATA = "/.well-known/openid-configuration"

Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that has begun: where the browser goes, and what has to come back."""

    address: str
    state: str
    nonce: str
    verifier: str


class Provider:
    """One identity provider, as the settings name it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._issuer = (settings.oidc_issuer or "").rstrip("/")

    def begin(self, comes_back_to: str) -> Begun:
        """Where to send the browser; raises ProviderUnreachableError."""
        nonce, verifier = generate_token(_VERIFIER_LENGTH), generate_token(_VERIFIER_LENGTH)
        endpoint = self._metadata()["authorization_endpoint"]
        address, state = self._client(comes_back_to).create_authorization_url(
            endpoint, nonce=nonce, code_verifier=verifier
        )
        return Begun(str(address), str(state), nonce, verifier)

    def finish(self, came_back: str, comes_back_to: str, begun: Begun) -> Identity:
        """Whom the provider has recognised.

        Args:
            came_back: the whole address the browser came back to, with code and state.
            comes_back_to: the address it was told to come back to.
            begun: what was kept when the sign-in began.

        Raises:
            ProviderRefusedError: nothing that can be trusted.
            ProviderUnreachableError: the provider does not answer.
        """
        metadata = self._metadata()
        client = self._client(comes_back_to, state=begun.state)
        try:
            token = _reached(
                lambda: client.fetch_token(
                    metadata["token_endpoint"],
                    authorization_response=came_back,
                    state=begun.state,
                    code_verifier=begun.verifier,
                )
            )
            return self._identity(self._claims(token.get("id_token", ""), metadata, begun.nonce))
        except (AuthlibBaseError, JoseError, KeyError, TypeError, ValueError) as error:
            raise ProviderRefusedError from error

    def end_address(self, comes_back_to: str) -> str | None:
        """Where the browser signs out at the provider, if it offers that."""
        endpoint = self._metadata().get("end_session_endpoint")
        if not endpoint:
            return None
        said = {"client_id": self._settings.oidc_client_id or "", "post_logout_redirect_uri": comes_back_to}
        return f"{endpoint}?{urlencode(said)}"

    def _client(self, comes_back_to: str, state: str | None = None) -> OAuth2Session:
        secret = self._settings.oidc_client_secret
        return OAuth2Session(
            client_id=self._settings.oidc_client_id,
            client_secret=secret.get_secret_value() if secret else None,
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
            scope=self._settings.oidc_scope,
            redirect_uri=comes_back_to,
            code_challenge_method="S256",
            state=state,
            default_timeout=SECONDS_TO_ANSWER,
        )

    def _metadata(self) -> Mapping[str, Any]:
        """What the provider says about itself; it must be the one that is set."""
        metadata = _json(f"{self._issuer}{_METADATA}")
        if str(metadata.get("issuer", "")).rstrip("/") != self._issuer:
            raise ProviderRefusedError
        return metadata

    def _claims(self, id_token: str, metadata: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        keys = KeySet.import_key_set({"keys": _json(metadata["jwks_uri"])["keys"]})
        claims = jwt.decode(id_token, keys, algorithms=ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            leeway=CLOCKS_APART,
            iss={"essential": True, "value": metadata["issuer"]},
            aud={"essential": True, "value": self._settings.oidc_client_id or ""},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        ).validate(claims)
        return claims

    def _identity(self, claims: Mapping[str, Any]) -> Identity:
        subject = str(claims["sub"])
        name = str(claims.get("preferred_username") or claims.get("email") or subject)
        groups = claims.get(self._settings.oidc_groups_claim) or ()
        return Identity(
            subject=subject,
            name=name,
            display_name=str(claims.get("name") or name),
            groups=(groups,) if isinstance(groups, str) else tuple(map(str, groups)),
            expires_at=datetime.fromtimestamp(int(claims["exp"]), tz=UTC),
        )


def _json(address: str) -> dict[str, Any]:
    def ask() -> dict[str, Any]:
        answer = requests.get(address, timeout=SECONDS_TO_ANSWER)
        answer.raise_for_status()
        return dict(answer.json())

    return _reached(ask)


def _reached(ask: Callable[[], Said]) -> Said:
    try:
        return ask()
    except requests.RequestException as error:
        raise ProviderUnreachableError from error
