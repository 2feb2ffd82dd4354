"""What a provider says is believed only with its signature, for us, now, and in answer to what we asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from services.accounts.external_sign_in import Identity, ProviderRefusedError, ProviderUnreachableError
from settings import Settings
from ui.access import provider as providers
from ui.access.provider import Begun, Provider

ISSUER = "https://id.example"
BACK = "https://dabiao.example/oidc/callback"
NOW = int(datetime.now(tz=UTC).timestamp())
KEY, OTHER_KEY = RSAKey.generate_key(2048, private=True), RSAKey.generate_key(2048, private=True)
SETTINGS = Settings(oidc_issuer=f"{ISSUER}/", oidc_client_id="dabiao", oidc_client_secret="s" * 40)
METADATA = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
}
CLAIMS: dict[str, Any] = {
    "iss": ISSUER,
    "aud": "dabiao",
    "sub": "42",
    "iat": NOW,
    "exp": NOW + 600,
    "nonce": "n",
    "name": "李明",
    "preferred_username": "li",
    "groups": ["leaders"],
}
Finish = Callable[..., Identity]


def signed(claims: dict[str, Any], key: RSAKey | OctKey = KEY, algorithm: str = "RS256") -> str:
    return jwt.encode({"alg": algorithm}, claims, key, algorithms=[algorithm])


@pytest.fixture
def finish(monkeypatch: pytest.MonkeyPatch) -> Finish:
    """finish(id_token) is what comes of coming back with this token from the provider."""
    answers = {f"{ISSUER}/.well-known/openid-configuration": METADATA}
    answers[f"{ISSUER}/keys"] = {"keys": [KEY.as_dict(private=False)]}
    monkeypatch.setattr(providers, "_json", answers.__getitem__)

    def came_back(id_token: str, **said: object) -> Identity:
        class Client:
            def fetch_token(self, *_: object, **__: object) -> dict[str, object]:
                return {"access_token": "a", "id_token": id_token, **said}

        one = Provider(SETTINGS)
        monkeypatch.setattr(one, "_client", lambda *_, **__: Client())
        return one.finish(f"{BACK}?code=c&state=s", BACK, Begun("", "s", "n", "v"))

    return came_back


def test_person_is_taken_from_the_claims(finish: Finish):
    found = finish(signed(CLAIMS))
    assert found == Identity("42", "li", "李明", ("leaders",), datetime.fromtimestamp(NOW + 600, tz=UTC))


@pytest.mark.parametrize(
    ("claims", "name", "groups"),
    [
        ({"preferred_username": None, "email": "li@example.cn"}, "li@example.cn", ("leaders",)),
        ({"preferred_username": None}, "42", ("leaders",)),
        ({"groups": "one"}, "li", ("one",)),
        ({"groups": None}, "li", ()),
    ],
)
def test_claims_that_are_not_there_are_made_do_without(finish: Finish, claims, name: str, groups):
    found = finish(signed(CLAIMS | claims))
    assert (found.name, found.groups) == (name, groups)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://other.example"},
        {"aud": "another-client"},
        {"aud": None},
        {"exp": NOW - 60},
        {"exp": None},
        {"exp": "soon"},
        {"iat": NOW + 600},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
    ],
    ids=" ".join,
)
def test_token_that_is_not_for_us_now_is_refused(finish: Finish, claims):
    told = {name: value for name, value in (CLAIMS | claims).items() if value is not None}
    with pytest.raises(ProviderRefusedError):
        finish(signed(told))


def test_token_signed_by_another_is_refused(finish: Finish):
    with pytest.raises(ProviderRefusedError):
        finish(signed(CLAIMS, OTHER_KEY))


def test_token_signed_with_a_secret_both_know_is_refused(finish: Finish):
    with pytest.raises(ProviderRefusedError):
        finish(signed(CLAIMS, OctKey.import_key("s" * 40), "HS256"))


@pytest.mark.parametrize("token", ["", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiI0MiJ9.", "\x00", "中"])
def test_what_is_no_token_is_refused(finish: Finish, token: str):
    with pytest.raises(ProviderRefusedError):
        finish(token)


def test_provider_that_calls_itself_otherwise_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(providers, "_json", lambda _: {**METADATA, "issuer": "https://evil.example"})
    with pytest.raises(ProviderRefusedError):
        Provider(SETTINGS).begin(BACK)


def test_provider_that_does_not_answer_is_said_so(monkeypatch: pytest.MonkeyPatch):
    def silence(*_: object, **__: object) -> None:
        raise requests.ConnectionError

    monkeypatch.setattr(requests, "get", silence)
    with pytest.raises(ProviderUnreachableError):
        Provider(SETTINGS).begin(BACK)


def test_browser_is_sent_with_state_nonce_and_challenge_but_no_secret(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(providers, "_json", lambda _: METADATA)
    begun = Provider(SETTINGS).begin(BACK)
    for part in (f"state={begun.state}", f"nonce={begun.nonce}", "code_challenge_method=S256", "code_challenge="):
        assert part in begun.address
    assert begun.verifier not in begun.address
    assert "s" * 40 not in begun.address
    assert Provider(SETTINGS).begin(BACK).state != begun.state


@pytest.mark.parametrize(("endpoint", "leads"), [(None, False), (f"{ISSUER}/end", True)])
def test_signing_out_there_is_offered_where_the_provider_offers_it(monkeypatch, endpoint, leads: bool):
    monkeypatch.setattr(providers, "_json", lambda _: {**METADATA, "end_session_endpoint": endpoint})
    address = Provider(SETTINGS).end_address("https://dabiao.example/signed-out")
    assert (address is not None) == leads
