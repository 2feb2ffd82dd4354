"""The way in over a real server: forms, cookies, lockout, links, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from db.database import Database
from services.accounts.administer_accounts import add_account, disable_account, reset_password
from services.accounts.first_start import first_administrator_link
from services.accounts.passwords import hasher
from services.rights.actor import LOCAL_OPERATOR
from services.rights.roles import Grant, Role
from settings import Settings
from tests.browser.conftest import drawn
from tests.browser.forms import Forms
from tests.browser.people import cookie
from tests.browser.server import Server, running
from ui.visits.cookies import SESSION

Visit = Callable[..., Page]
PASSWORD = "浑河 落日 圆又圆 7"
CHEAP = {"password_hash_rounds": "1", "password_hash_memory_kib": "8"}


def settings(server: Server) -> Settings:
    return Settings(database_url=server.database_url, password_hash_rounds=1, password_hash_memory_kib=8)


@pytest.fixture(scope="module")
def cheap(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that hashes passwords cheaply: how dear it is makes no difference here."""
    with running(sample_database, tmp_path_factory.mktemp("cheap"), **CHEAP) as started:
        yield started


@pytest.fixture
def store(cheap: Server) -> Iterator[Database]:
    database = Database(cheap.database_url)
    with database.transaction() as tx:
        tx.failures.forget("address", "127.0.0.1")
    yield database
    database.dispose()


@pytest.fixture
def account(cheap: Server, store: Database) -> Callable[..., str]:
    """account("zhang", Role.VIEWER) makes an account with the password PASSWORD."""

    def made(name: str, *roles: Role, must_change: bool = False) -> str:
        digest = hasher(settings(cheap)).hash(PASSWORD)
        now = datetime.now(tz=UTC)
        with store.transaction() as tx:
            grants = [Grant(role) for role in roles]
            one = add_account(tx, LOCAL_OPERATOR, name, f"姓名{name}", grants, now, password_hash=digest)
            tx.accounts.set_password(one.id, digest, must_change=must_change)
        return name

    return made


def test_nobody_is_led_to_sign_in_and_on_to_the_address_asked_for(cheap: Server, visit: Visit, account):
    name = account("on-to", Role.VIEWER)
    page = visit(cheap, "/year_end?year=2018", grants=None)
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    drawn(page)
    expect(page.get_by_role("heading", name="年终报告")).to_be_visible()
    expect(page.locator(".db-account")).to_contain_text("姓名on-to")


@pytest.mark.parametrize(("button", "heading"), [("领导", "2018年目标完成情况"), ("审计员", "审计记录")])
def test_sample_roles_are_one_click_away(cheap: Server, visit: Visit, button: str, heading: str):
    page = visit(cheap, "/", grants=None)
    expect(page.locator(".samples")).to_contain_text("示例")
    page.get_by_role("button", name=re.compile(f"^{button}")).click()
    expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=30_000)


def test_signing_out_ends_the_session_also_for_a_copy_of_its_cookie(cheap: Server, visit: Visit):
    kept = cookie(cheap)
    page = visit(cheap, "/", grants=None)
    page.context.add_cookies([{"name": SESSION, "value": kept, "url": cheap.url}])
    page.goto(cheap.url)
    drawn(page).locator(".db-account button").click()
    expect(page.get_by_role("heading", name="已退出登录")).to_be_visible()
    assert not [each for each in page.context.cookies() if each["name"] == SESSION]
    replay = Forms(cheap, {SESSION: kept})
    assert replay.get("/returns").status == HTTPStatus.SEE_OTHER
    assert replay.get("/_stcore/host-config").status == HTTPStatus.UNAUTHORIZED


def test_open_page_of_an_ended_session_goes_to_sign_in_on_the_next_action(cheap: Server, visit: Visit, store: Database):
    grants = [Grant(Role.REPORTER, "210203")]
    page = visit(cheap, "/forms", grants=grants)
    disable_account(store, LOCAL_OPERATOR, "test-reporter210203", datetime.now(tz=UTC))
    page.get_by_role("radio", name="EN").click()
    page.wait_for_url(re.compile(r"/sign-in\?next=%2Fforms"), timeout=20_000)


def test_cookie_is_kept_from_scripts_and_other_sites(cheap: Server, account):
    answer = Forms(cheap).sign_in(account("cookie", Role.VIEWER), PASSWORD)
    assert answer.status == HTTPStatus.SEE_OTHER
    (told,) = (SimpleCookie(line)[SESSION] for line in answer.cookies if line.startswith(SESSION))
    assert told["httponly"]
    assert told["samesite"] == "lax"
    assert not told["secure"]
    assert not told["max-age"]


def test_cookie_is_only_for_tls_when_a_trusted_proxy_says_tls(sample_database: Path, tmp_path: Path):
    with running(sample_database, tmp_path, trusted_proxies="127.0.0.1") as behind:
        visitor = Forms(behind, forwarded_for="10.1.1.1")
        answer = visitor.post("/sign-in", {}, **{"X-Forwarded-Proto": "https"})
        assert all("secure" in line.lower() for line in answer.cookies)
        assert answer.cookies


def test_forwarded_address_of_a_proxy_nobody_trusts_is_not_believed(cheap: Server, store: Database):
    forms = Forms(cheap, forwarded_for="10.9.9.9")
    forms.sign_in("nobody-there", "x" * 12)
    with store.reading() as tx:
        assert tx.failures.get("address", "10.9.9.9") is None
        assert tx.failures.get("address", "127.0.0.1") is not None


def test_wrong_password_unknown_name_and_disabled_account_get_the_same_answer(cheap: Server, account, store: Database):
    known, disabled = account("same-known", Role.VIEWER), account("same-disabled", Role.VIEWER)
    disable_account(store, LOCAL_OPERATOR, disabled, datetime.now(tz=UTC))
    tried = [(known, "wrong"), ("same-unknown", "wrong"), (disabled, PASSWORD)]
    answers = {_said(Forms(cheap).sign_in(name, password).body) for name, password in tried}
    assert len(answers) == 1


def test_five_failures_pause_the_account_even_for_the_right_password(cheap: Server, account, store: Database):
    name = account("paused", Role.VIEWER)
    for _ in range(5):
        assert Forms(cheap).sign_in(name, "wrong").status == HTTPStatus.UNAUTHORIZED
    with store.transaction() as tx:
        tx.failures.forget("address", "127.0.0.1")
    answer = Forms(cheap).sign_in(name, PASSWORD)
    assert answer.status == HTTPStatus.TOO_MANY_REQUESTS
    assert "15分钟" in answer.body.decode()


def test_five_failures_pause_the_address_for_every_name(cheap: Server, account):
    for number in range(5):
        Forms(cheap).sign_in(f"guessed-{number}", "wrong")
    assert Forms(cheap).sign_in(account("same-address", Role.VIEWER), PASSWORD).status == HTTPStatus.TOO_MANY_REQUESTS


def test_password_that_must_be_changed_is_changed_before_anything_else(cheap: Server, visit: Visit, account):
    name = account("must-change", Role.VIEWER, must_change=True)
    page = visit(cheap, "/", grants=None)
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", name="修改密码")).to_be_visible()
    page.goto(f"{cheap.url}/returns")
    expect(page.get_by_role("heading", name="修改密码")).to_be_visible()
    page.get_by_label("原密码").fill(PASSWORD)
    page.get_by_label("新密码").fill("密码")
    page.get_by_label("再输一遍").fill("密码")
    page.evaluate("document.querySelectorAll('input').forEach(each => each.removeAttribute('minlength'))")
    page.get_by_role("button", name="保存并继续").click()
    expect(page.get_by_role("alert")).to_contain_text("密码至少10个字符")
    page.get_by_label("原密码").fill(PASSWORD)
    page.get_by_label("新密码").fill("另一条河 也很长 8")
    page.get_by_label("再输一遍").fill("另一条河 也很长 8")
    page.get_by_role("button", name="保存并继续").click()
    expect(drawn(page).locator(".db-account")).to_contain_text("must-change")


def test_one_time_link_lets_choose_a_password_once(cheap: Server, visit: Visit, account, store: Database):
    name = account("link", Role.VIEWER)
    link = reset_password(store, settings(cheap), LOCAL_OPERATOR, name, datetime.now(tz=UTC))
    page = visit(cheap, f"/one-time/{link.token}", grants=None)
    expect(page.get_by_role("heading", name="设置密码")).to_be_visible()
    page.get_by_label("新密码").fill("另一条河 也很长 8")
    page.get_by_label("再输一遍").fill("另一条河 也很长 9")
    page.get_by_role("button", name="保存并继续").click()
    expect(page.get_by_role("alert")).to_contain_text("不一致")
    page.get_by_label("新密码").fill("另一条河 也很长 8")
    page.get_by_label("再输一遍").fill("另一条河 也很长 8")
    page.get_by_role("button", name="保存并继续").click()
    expect(drawn(page).locator(".db-account")).to_contain_text("姓名link")
    again = Forms(cheap).get(f"/one-time/{link.token}")
    assert again.status == HTTPStatus.NOT_FOUND
    assert "该链接无效" in again.body.decode()


def test_first_administrator_is_made_with_the_link_and_lands_on_the_accounts(
    tmp_path: Path, sqlite_template: Path, visit: Visit
):
    with running(sqlite_template, tmp_path, **CHEAP) as empty:
        database = Database(empty.database_url)
        link = first_administrator_link(database, settings(empty), datetime.now(tz=UTC))
        database.dispose()
        assert link is not None
        page = visit(empty, f"/one-time/{link.token}", grants=None)
        expect(page.locator(".samples")).to_have_count(0)
        page.get_by_label("用户名").fill("wang")
        page.get_by_label("姓名").fill("王")
        page.get_by_label("新密码").fill(PASSWORD)
        page.get_by_label("再输一遍").fill(PASSWORD)
        page.get_by_role("button", name="保存并继续").click()
        expect(page.get_by_role("heading", name="账号与角色")).to_be_visible(timeout=30_000)
        assert Forms(empty).get(f"/one-time/{link.token}").status == HTTPStatus.NOT_FOUND
        assert "samples" not in Forms(empty).get("/sign-in").body.decode()


@pytest.mark.parametrize(
    "address",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/%09/evil.example", "\t/x"],
)
def test_nobody_is_led_away_after_signing_in(cheap: Server, store: Database, account, address: str):
    name = account(f"away-{abs(hash(address))}", Role.VIEWER)
    forms = Forms(cheap)
    answer = forms.send("/sign-in", {"name": name, "password": PASSWORD, "next": address})
    assert answer.headers["location"] in {"/", "/%09/evil.example"}


def test_form_of_another_site_is_refused(cheap: Server, account):
    name = account("cross-site", Role.VIEWER)
    forms = Forms(cheap)
    fields = {"name": name, "password": PASSWORD}
    assert forms.post("/sign-in", fields).status == HTTPStatus.FORBIDDEN
    page = forms.get("/sign-in").body.decode()
    token = re.findall(r'name="form" value="([^"]+)"', page)[0]
    assert forms.post("/sign-in", fields | {"form": token}, Origin="http://evil.example").status == HTTPStatus.FORBIDDEN
    assert Forms(cheap).post("/sign-in", fields | {"form": token}).status == HTTPStatus.FORBIDDEN
    assert forms.post("/sign-in", fields | {"form": token}, Origin=cheap.url).status == HTTPStatus.SEE_OTHER
    assert forms.post("/sign-out", {}).status == HTTPStatus.FORBIDDEN


def test_form_larger_than_any_of_ours_is_refused(cheap: Server):
    answer = Forms(cheap).post("/sign-in", {"name": "x" * 50_000})
    assert answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert b"Traceback" not in answer.body


def test_sample_entry_is_refused_through_a_proxy(cheap: Server):
    forms = Forms(cheap)
    hidden = re.findall(r'name="form" value="([^"]+)"', forms.get("/sign-in").body.decode())[0]
    forms.forwarded_for = "10.0.0.7"
    answer = forms.post("/sign-in/sample", {"form": hidden, "account": "administrator"})
    assert answer.status == HTTPStatus.FORBIDDEN
    assert "samples" not in answer.body.decode()


def test_session_that_was_idle_too_long_is_over(cheap: Server, store: Database):
    forms = Forms(cheap, {SESSION: cookie(cheap, [Grant(Role.AUDITOR)])})
    assert forms.get("/audit").status == HTTPStatus.OK
    with store.transaction() as tx:
        for each in tx.sessions.listing():
            tx.sessions.seen(each.id, datetime.now(tz=UTC) - timedelta(minutes=31))
    assert forms.get("/audit").status == HTTPStatus.SEE_OTHER


def test_secrets_are_never_in_the_log(cheap: Server, account):
    name = account("logged", Role.VIEWER)
    forms = Forms(cheap)
    forms.sign_in(name, "a-wrong-password-that-is-secret")
    forms.sign_in(name, PASSWORD)
    log = cheap.log.read_text(encoding="utf-8", errors="replace")
    for secret in (PASSWORD, "a-wrong-password-that-is-secret", forms.cookies[SESSION], "told to everybody"):
        assert secret not in log


def _said(body: bytes) -> str:
    """What an answer says, without what differs in every form: its token and what was typed."""
    return re.sub(r'value="[^"]*"|autofocus', "", body.decode())
