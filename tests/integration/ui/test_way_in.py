"""The way in, in this process: what every form answers, who passes the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from db.account_records import Account
from db.database import Database
from db.errors import DatabaseBusyError, DiskFullError
from indicators import registry
from services.accounts.administer_accounts import add_account, disable_account, reset_password
from services.accounts.external_sign_in import Identity, ProviderRefusedError, ProviderUnreachableError
from services.accounts.first_start import first_administrator_link
from services.accounts.passwords import hasher
from services.accounts.sample_accounts import make_sample_accounts
from services.rights.actor import LOCAL_OPERATOR
from services.rights.roles import Grant, Role
from tests.integration.ui.process import begin_anew
from tests.integration.ui.walking import Walker
from tests.sample_database import SECRET
from ui.access import entrance, external, routes
from ui.access import sign_in as sign_in_pages
from ui.access.entrance import Entrance
from ui.access.gate import Gate
from ui.access.provider import Begun
from ui.visits import queries
from ui.visits.cookies import FORM, SESSION

PASSWORD, NEW = "浑河 落日 圆又圆 7", "另一条河 也很长 8"
NOW = datetime.now(tz=UTC)


async def behind(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"behind {request.url.path}")


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


@pytest.fixture
def installed(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """An installation without data, whose settings a test may add to before it opens the door."""
    cheap = {"PASSWORD_HASH_ROUNDS": "1", "PASSWORD_HASH_MEMORY_KIB": "8"}
    for name, value in {"DATABASE_URL": sqlite_url, "SECRET": SECRET, "LANGUAGE": "zh", **cheap}.items():
        monkeypatch.setenv(f"DABIAO_{name}", value)
    begin_anew()
    yield monkeypatch
    queries.database(sqlite_url).dispose()
    begin_anew()


@pytest.fixture
def door(installed: pytest.MonkeyPatch) -> Entrance:
    return routes.entrance()


def building(door: Entrance) -> Starlette:
    """The way in, and behind the gate a program that says which address it was asked for."""
    inside = [WebSocketRoute("/_stcore/stream", stream), Route("/{path:path}", behind, methods=["GET", "POST", "PUT"])]
    return Starlette(routes=[*routes.routes(door), *inside], middleware=[Middleware(Gate, entrance=door)])


@pytest.fixture
def walker(door: Entrance) -> Walker:
    return Walker(building(door))


@pytest.fixture
def account(door: Entrance) -> Callable[..., Account]:
    """account("zhang") makes a viewer with the password PASSWORD."""

    def made(name: str = "zhang", *, must_change: bool = False) -> Account:
        digest = hasher(door.settings).hash(PASSWORD)
        with door.database.transaction() as tx:
            one = add_account(tx, LOCAL_OPERATOR, name, "张三", [Grant(Role.VIEWER)], NOW, password_hash=digest)
            tx.accounts.set_password(one.id, digest, must_change=must_change)
        return one

    return made


def sign_in(walker: Walker, name: str = "zhang", password: str = PASSWORD, page: str = "/sign-in"):
    return walker.send(page, {"name": name, "password": password})


def test_page_is_led_to_sign_in_and_back_with_its_filters_and_language(walker: Walker, account):
    account()
    asked = walker.get("/indicator?code=a&lang=en")
    assert asked.status == 303
    assert asked.headers["location"] == "/sign-in?next=%2Findicator%3Fcode%3Da%26lang%3Den&lang=en"
    page = walker.get(asked.headers["location"])
    assert "Sign in" in page.text
    assert 'lang="en"' in page.text
    entered = sign_in(walker, page=asked.headers["location"])
    assert (entered.status, entered.headers["location"]) == (303, "/indicator?code=a&lang=en")
    assert walker.get("/indicator").text == "behind /indicator"
    assert FORM not in walker.cookies


def test_who_is_signed_in_is_not_asked_again(walker: Walker, account):
    account()
    sign_in(walker)
    assert walker.get("/sign-in?next=/forms").headers["location"] == "/forms"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b", "/media/x.xlsx", "/component/x", "/anything"])
def test_what_is_no_page_is_refused_without_a_session(walker: Walker, method: str, path: str):
    answer = walker.get(path, accept="*/*") if method == "get" else walker.post(path, {})
    assert answer.status == 401


def test_web_socket_opens_only_with_a_session(walker: Walker, account):
    assert not walker.opens_socket("/_stcore/stream")
    account()
    sign_in(walker)
    assert walker.opens_socket("/_stcore/stream")


def test_store_that_cannot_be_asked_lets_nobody_pass_and_says_so(walker: Walker, account, monkeypatch):
    account()
    sign_in(walker)
    kept = dict(walker.cookies)

    def busy(*_: object) -> None:
        raise DatabaseBusyError

    monkeypatch.setattr(entrance, "look_up", busy)
    answer = walker.get("/forms?lang=en")
    assert answer.status == 503
    assert "behind" not in answer.text
    assert not walker.opens_socket("/_stcore/stream")
    monkeypatch.undo()
    walker.cookies = kept


def test_sign_in_that_cannot_be_written_is_to_be_tried_again(walker: Walker, account, monkeypatch):
    account()

    def full(*_: object) -> None:
        raise DiskFullError

    monkeypatch.setattr(sign_in_pages, "sign_in", full)
    answer = sign_in(walker)
    assert answer.status == 503
    assert SESSION not in walker.cookies


def test_health_and_program_files_are_open(walker: Walker):
    for path in ("/_stcore/health", "/static/js/index.js", "/frame/frame.css"):
        assert walker.get(path).text == f"behind {path}"


def test_wrong_password_keeps_the_name_and_never_the_password(walker: Walker, account):
    account()
    answer = sign_in(walker, password="wrong-and-secret")
    assert answer.status == 401
    assert 'value="zhang"' in answer.text
    assert "wrong-and-secret" not in answer.text
    assert "用户名或密码不正确" in answer.text
    assert SESSION not in walker.cookies


def test_paused_account_is_told_for_how_long(walker: Walker):
    for _ in range(5):
        sign_in(walker, "nobody", "x")
    answer = sign_in(walker, "nobody", "x")
    assert answer.status == 429
    assert "15分钟" in answer.text


def test_signing_in_again_ends_the_session_before(walker: Walker, account):
    account()
    sign_in(walker)
    before = dict(walker.cookies)
    page = walker.get("/password").text
    token = page.split('name="form" value="')[1].split('"')[0]
    assert walker.post("/sign-in", {"form": token, "name": "zhang", "password": PASSWORD}).status == 303
    assert walker.cookies[SESSION] != before[SESSION]
    walker.cookies = before
    assert walker.get("/forms").status == 303


@pytest.mark.parametrize("address", ["/sign-in", "/sign-in/sample", "/sign-out", "/one-time/x", "/password"])
def test_form_without_its_token_is_refused(walker: Walker, account, door: Entrance, address: str):
    account()
    link = reset_password(door.database, door.settings, LOCAL_OPERATOR, "zhang", NOW)
    if address == "/password":
        account("li")
        sign_in(walker, "li")
    answer = walker.post(address.replace("/x", f"/{link.token}"), {"form": "made-up", "name": "zhang"})
    assert answer.status == 403
    assert "页面已过期" in answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-origin"}, 303),
        ({"origin": "http://127.0.0.1"}, 303),
    ],
)
def test_form_from_another_place_is_refused(walker: Walker, account, headers: dict[str, str], status: int):
    account()
    token = walker.get("/sign-in").text.split('name="form" value="')[1].split('"')[0]
    fields = {"form": token, "name": "zhang", "password": PASSWORD}
    assert walker.post("/sign-in", fields, **headers).status == status


@pytest.mark.parametrize(
    "address", ["//evil", "https://evil", "/\\evil", "javascript:x", "", "/a\tb", "/" + "x" * 3000]
)
def test_one_goes_on_only_to_a_page_of_ours(walker: Walker, account, address: str):
    account()
    answer = walker.send("/sign-in", {"name": "zhang", "password": PASSWORD, "next": address})
    assert answer.headers["location"] == "/"


def test_form_that_is_too_large_is_not_read(walker: Walker):
    assert walker.post("/sign-in", {"name": "x" * 20_000}).status == 413


def test_cookie_is_for_tls_only_over_tls(door: Entrance, account):
    account()
    over_tls = Walker(building(door), scheme="https")
    answer = sign_in(over_tls)
    assert all("secure" in line.lower() for line in answer.cookies)


def test_signing_out_ends_the_session_and_takes_the_cookie(walker: Walker, account):
    account()
    sign_in(walker)
    kept = dict(walker.cookies)
    answer = walker.send("/password?lang=en", {}, to="/sign-out?lang=en")
    assert answer.headers["location"] == "/signed-out?lang=en"
    assert SESSION not in walker.cookies
    assert "Signed out" in walker.get("/signed-out?lang=en").text
    walker.cookies = kept
    assert walker.get("/forms").status == 303
    assert walker.send("/sign-in", {}, to="/sign-out").status == 303


def test_password_that_must_change_comes_before_everything(walker: Walker, account):
    account(must_change=True)
    assert sign_in(walker).headers["location"] == "/"
    assert walker.get("/forms").headers["location"] == "/password"
    assert not walker.opens_socket("/_stcore/stream")
    assert "请先设置新密码" in walker.get("/password").text
    wrong = walker.send("/password", {"old": PASSWORD, "password": NEW, "again": "other"})
    assert (wrong.status, "不一致" in wrong.text) == (422, True)
    weak = walker.send("/password", {"old": PASSWORD, "password": "1234567890", "again": "1234567890"})
    assert weak.status == 403
    assert walker.send("/password", {"old": PASSWORD, "password": NEW, "again": NEW}).headers["location"] == "/"
    assert walker.get("/forms").text == "behind /forms"


def test_password_page_is_for_who_is_signed_in(walker: Walker, account, door: Entrance):
    one = account()
    sign_in(walker)
    token = walker.get("/password").text.split('name="form" value="')[1].split('"')[0]
    disable_account(door.database, LOCAL_OPERATOR, one.name, NOW)
    assert walker.get("/password").headers["location"].startswith("/sign-in")
    assert walker.post("/password", {"form": token}).status == 401


def test_one_time_link_works_once_and_says_whose_it_is(walker: Walker, account, door: Entrance):
    account()
    link = reset_password(door.database, door.settings, LOCAL_OPERATOR, "zhang", NOW)
    address = f"/one-time/{link.token}"
    assert "张三（zhang）" in walker.get(address).text
    assert walker.send(address, {"password": NEW, "again": "x"}).status == 422
    assert walker.send(address, {"password": "short", "again": "short"}).status == 403
    token = walker.get(address).text.split('name="form" value="')[1].split('"')[0]
    assert walker.send(address, {"password": NEW, "again": NEW}).headers["location"] == "/"
    assert walker.get("/forms").text == "behind /forms"
    late = Walker(walker.app, cookies={FORM: "x"})
    assert late.get(address).status == 404
    walker.cookies = {FORM: "x"}
    assert token
    used = walker.post(address, {"form": door.cookies.form_token("x"), "password": NEW, "again": NEW})
    assert used.status == 404
    assert "该链接无效" in used.text


def test_first_administrator_is_asked_for_a_name(walker: Walker, door: Entrance):
    link = first_administrator_link(door.database, door.settings, NOW)
    assert link is not None
    address = f"/one-time/{link.token}"
    assert "设立首位管理员" in walker.get(address).text
    refused = walker.send(address, {"name": "", "display_name": "", "password": NEW, "again": NEW})
    assert refused.status == 403
    kept = walker.send(address, {"name": "wang", "display_name": "王", "password": NEW, "again": "x"})
    assert 'value="wang"' in kept.text
    fields = {"name": "wang", "display_name": "王", "password": NEW, "again": NEW}
    assert walker.send(address, fields).headers["location"] == "/"
    assert walker.get(address).status == 404


@pytest.fixture
def samples(door: Entrance) -> Database:
    with door.database.transaction() as tx:
        tx.facts.set("sample", "october")
    make_sample_accounts(door.database, door.settings, registry.load_builtin(), NOW)
    return door.database


@pytest.mark.usefixtures("samples")
def test_sample_roles_are_offered_marked_and_entered_with_one_click(walker: Walker):
    page = walker.get("/sign-in").text
    assert "示例" in page
    roles = ("填报人", "责任单位", "审核人", "领导", "审计员", "管理员")
    assert sorted(roles, key=page.index) == list(roles)
    assert walker.send("/sign-in", {"account": "leader"}, to="/sign-in/sample").status == 303
    assert walker.get("/forms").text == "behind /forms"


@pytest.mark.usefixtures("samples")
@pytest.mark.parametrize("client", ["10.0.0.7", "192.168.1.5"])
def test_sample_roles_are_not_offered_elsewhere(walker: Walker, client: str):
    walker.client = client
    assert "一键进入" not in walker.get("/sign-in").text
    answer = walker.send("/sign-in", {"account": "leader"}, to="/sign-in/sample")
    assert answer.status == 403
    assert SESSION not in walker.cookies


@pytest.mark.usefixtures("samples")
def test_sample_roles_are_not_offered_when_the_server_listens_to_all(walker: Walker):
    st.config.set_option("server.address", "10.0.0.1")
    try:
        assert "一键进入" not in walker.get("/sign-in").text
    finally:
        st.config.set_option("server.address", "127.0.0.1")


def test_account_that_is_no_sample_is_not_entered_with_a_click(walker: Walker, account, samples: Database):
    account()
    assert walker.send("/sign-in", {"account": "zhang"}, to="/sign-in/sample").status == 403


def test_no_server_without_a_secret(installed: pytest.MonkeyPatch, tmp_path: Path):
    installed.delenv("DABIAO_SECRET")
    begin_anew()
    with pytest.raises(Exception, match="secret_missing"):
        routes.entrance()


class SaidProvider:
    """A provider that has already made up its mind."""

    def __init__(self, said: Identity | Exception, ends: str | None = "https://id.example/end") -> None:
        self._said, self._ends = said, ends

    def begin(self, _: str) -> Begun:
        if isinstance(self._said, ProviderUnreachableError):
            raise self._said
        return Begun("https://id.example/authorize?x", "state", "nonce", "verifier")

    def finish(self, came_back: str, comes_back_to: str, begun: Begun) -> Identity:
        assert came_back.startswith(comes_back_to)
        assert begun.verifier == "verifier"
        if isinstance(self._said, Exception):
            raise self._said
        return self._said

    def end_address(self, _: str) -> str | None:
        if isinstance(self._said, ProviderUnreachableError):
            raise self._said
        return self._ends


Provided = Callable[..., Walker]
LI = Identity("42", "li", "李明", ("leaders",), NOW + timedelta(hours=1))


@pytest.fixture
def provided(installed: pytest.MonkeyPatch) -> Provided:
    """provided(what the provider says) is somebody at a server with that provider."""
    roles = '{"leaders": ["viewer"]}'
    said = {"OIDC_ISSUER": "https://id.example", "OIDC_CLIENT_ID": "dabiao", "OIDC_ROLES": roles}
    for name, value in (said | {"PUBLIC_URL": "https://dabiao.example/"}).items():
        installed.setenv(f"DABIAO_{name}", value)

    def made(said: Identity | Exception, **more: str | None) -> Walker:
        installed.setattr(external, "Provider", lambda _: SaidProvider(said, **more))
        begin_anew()
        return Walker(building(routes.entrance()))

    return made


def test_person_of_the_provider_comes_back_and_goes_on(provided: Provided):
    walker = provided(LI)
    assert "统一身份认证" in walker.get("/sign-in?next=/forms").text
    there = walker.get("/oidc/start?next=/forms")
    assert there.headers["location"] == "https://id.example/authorize?x"
    back = walker.get("/oidc/callback?code=c&state=s")
    assert (back.status, back.headers["location"]) == (303, "/forms")
    assert walker.get("/forms").text == "behind /forms"
    left = walker.send("/password", {}, to="/sign-out")
    assert left.headers["location"] == "/signed-out?lang=zh&provider"
    assert "/oidc/end" in walker.get(left.headers["location"]).text
    assert walker.get("/oidc/end").headers["location"] == "https://id.example/end"


@pytest.mark.parametrize("said", [ProviderRefusedError(), ProviderUnreachableError()], ids=lambda error: error.code)
def test_what_the_provider_does_not_say_is_no_entry(provided: Provided, said: Exception):
    walker = provided(said)
    walker.get("/oidc/start")
    assert walker.get("/oidc/callback?code=c").status == 403
    assert SESSION not in walker.cookies


def test_coming_back_without_having_gone_is_refused(provided: Provided):
    assert provided(LI).get("/oidc/callback?code=c&state=s").status == 403


def test_provider_without_a_way_out_leads_back(provided: Provided):
    assert provided(LI, ends=None).get("/oidc/end").headers["location"] == "/signed-out"
    assert provided(ProviderUnreachableError()).get("/oidc/end").status == 403
