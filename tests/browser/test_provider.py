"""Signing in at an identity provider: a real one runs beside the server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from db.account_records import StoredGrant
from db.database import Database
from tests.browser.server import Server, free_port, running
from ui.access.external import KEPT
from ui.visits.cookies import SESSION

LI = {"sub": "u-1", "preferred_username": "li", "name": "李明", "groups": ["leaders", "reporters-zhongshan"]}
NEW = {"sub": "u-2", "preferred_username": "new", "name": "新人", "groups": ["somewhere"]}
ROLES = {"leaders": ["viewer"], "reporters-zhongshan": ["reporter:210202"]}


@contextmanager
def provider(seconds: int = 3600) -> Iterator[str]:
    """A real OpenID Connect provider; its address."""
    port = free_port()
    program = [Path(sys.executable).with_name("oidc-provider-mock"), "--port", str(port), "--require-nonce", "true"]
    program += ["--token-max-age", str(seconds)]
    for user in (LI, NEW):
        program += ["--user-claims", json.dumps(user)]
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
    with subprocess.Popen(program, env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield _answering(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


def _answering(address: str) -> str:
    for _ in range(200):
        try:
            requests.get(f"{address}/.well-known/openid-configuration", timeout=5).raise_for_status()
        except requests.RequestException:
            time.sleep(0.1)
        else:
            return address
    raise RuntimeError("the provider did not start")


@contextmanager
def served(sample: Path, folder: Path, issuer: str) -> Iterator[Server]:
    said = {"oidc_issuer": issuer, "oidc_client_id": "dabiao", "oidc_client_secret": "not-told-to-the-browser"}
    with running(sample, folder, **said, oidc_roles=json.dumps(ROLES)) as server:
        yield server


@pytest.fixture(scope="module")
def together(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A provider, and a server that sends people there."""
    with provider() as issuer, served(sample_database, tmp_path_factory.mktemp("oidc"), issuer) as server:
        yield server


def at_provider(browser: requests.Session, server: Server, subject: str, goes_on: str = "/") -> str:
    """Goes to the provider and says who one is; the address it sends the browser back to."""
    assert "/oidc/start" in browser.get(f"{server.url}/sign-in", timeout=30).text
    there = browser.get(f"{server.url}/oidc/start", params={"next": goes_on}, timeout=30, allow_redirects=False)
    form = browser.post(there.headers["location"], data={"sub": subject}, timeout=30, allow_redirects=False)
    return str(form.headers["location"])


def come_back(browser: requests.Session, address: str) -> requests.Response:
    return browser.get(address, timeout=30, allow_redirects=False)


def test_person_of_a_known_group_enters_with_its_roles(together: Server):
    browser = requests.Session()
    answer = come_back(browser, at_provider(browser, together, "u-1", "/returns?period=2018-09"))
    assert answer.status_code == 303
    assert answer.headers["location"] == "/returns?period=2018-09"
    assert browser.get(f"{together.url}/", headers={"Accept": "text/html"}, allow_redirects=False, timeout=30).ok
    with Database(together.database_url).reading() as tx:
        account = tx.accounts.by_name("li")
        assert account is not None
        assert account.display_name == "李明"
        assert account.password_hash is None
        assert account.grants == (StoredGrant("reporter", "210202"), StoredGrant("viewer", "*"))


def test_person_of_no_known_group_is_told_so(together: Server):
    browser = requests.Session()
    answer = come_back(browser, at_provider(browser, together, "u-2"))
    assert answer.status_code == 403
    assert "没有角色" in answer.text
    assert SESSION not in browser.cookies


def test_answer_of_the_provider_works_once(together: Server):
    browser = requests.Session()
    address = at_provider(browser, together, "u-1")
    kept = browser.cookies[KEPT]
    assert come_back(browser, address).status_code == 303
    again = requests.Session()
    again.cookies.set(KEPT, kept, domain="127.0.0.1", path="/oidc")
    assert come_back(again, address).status_code == 403


@pytest.mark.parametrize("part", ["state", "code"])
def test_answer_that_was_altered_is_refused(together: Server, part: str):
    browser = requests.Session()
    address = at_provider(browser, together, "u-1")
    value = parse_qs(urlsplit(address).query)[part][0]
    answer = come_back(browser, address.replace(value, value[::-1]))
    assert answer.status_code == 403
    assert "统一身份认证没有通过" in answer.text
    assert SESSION not in browser.cookies


def test_answer_that_another_browser_began_is_refused(together: Server):
    mine, theirs = requests.Session(), requests.Session()
    at_provider(mine, together, "u-1")
    assert come_back(mine, at_provider(theirs, together, "u-1")).status_code == 403
    assert come_back(requests.Session(), at_provider(theirs, together, "u-1")).status_code == 403


def test_refusal_of_the_provider_is_said(together: Server):
    browser = requests.Session()
    there = browser.get(f"{together.url}/oidc/start", timeout=30, allow_redirects=False)
    denied = browser.post(there.headers["location"], data={"action": "deny"}, timeout=30, allow_redirects=False)
    assert come_back(browser, denied.headers["location"]).status_code == 403


def test_signing_out_offers_to_sign_out_there_as_well(together: Server):
    browser = requests.Session()
    come_back(browser, at_provider(browser, together, "u-1"))
    page = browser.get(f"{together.url}/password", timeout=30).text
    token = page.split('name="form" value="')[1].split('"')[0]
    left = browser.post(f"{together.url}/sign-out", data={"form": token}, timeout=30)
    assert "同时退出统一身份认证" in left.text
    end = browser.get(f"{together.url}/oidc/end", timeout=30, allow_redirects=False)
    assert "/oauth2/end_session?client_id=dabiao" in end.headers["location"]


def test_session_ends_with_the_word_of_the_provider(sample_database: Path, tmp_path: Path):
    with provider(seconds=20) as issuer, served(sample_database, tmp_path, issuer) as server:
        browser = requests.Session()
        assert come_back(browser, at_provider(browser, server, "u-1")).status_code == 303
        with Database(server.database_url).reading() as tx:
            (session,) = tx.sessions.listing()
        assert (session.ends_at - session.created_at).total_seconds() <= 20


def test_provider_that_is_down_is_said_and_the_own_sign_in_stays(sample_database: Path, tmp_path: Path):
    with served(sample_database, tmp_path, f"http://127.0.0.1:{free_port()}") as server:
        answer = requests.get(f"{server.url}/oidc/start", timeout=30)
        assert answer.status_code == 403
        assert "没有响应" in answer.text
        assert requests.get(f"{server.url}/sign-in", timeout=30).ok
