"""Each role over a real server: its pages, the pages it has not, and what a raw connection gets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus

import pytest
from playwright.sync_api import Page, expect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from db.audit import AuditFilter
from db.database import Database
from services.rights.permission import RIGHTS
from services.rights.roles import Grant
from tests.browser.conftest import drawn
from tests.browser.heard import heard
from tests.browser.people import NOTHING, ROLES, cookie, header
from tests.browser.server import Server, ask, get
from ui.frame.navigation import HOME, SCREENS, Screen
from ui.visits.cookies import SESSION

Visit = Callable[..., Page]
STREAM = "/_stcore/stream"
NOT_FOR_PEOPLE = re.compile(rb"Traceback|site-packages|\.py\b|/work|/tmp|File \"")


def may(grants: tuple[Grant, ...], screen: Screen) -> bool:
    return any(screen.needs in RIGHTS[grant.role] for grant in grants)


def address_of(screen: Screen) -> str:
    return "/" if screen is HOME else f"/{screen.name}"


@pytest.fixture
def store(server: Server) -> Iterator[Database]:
    database = Database(server.database_url)
    yield database
    database.dispose()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_pages_open_for_who_may_and_are_denied_and_noted_for_who_may_not(
    server: Server, store: Database, role: str, screen: Screen
):
    """By what the server sends, not by what a browser draws of it."""
    grants = ROLES[role]
    said = heard(server, address_of(screen), grants)
    denied = [body for body in said.alerts if "没有进行此项操作的权限" in body]
    if grants == NOTHING:
        assert "您还没有可以使用的页面" in said.markup[-1]
        assert said.headings == 0
    elif may(grants, screen) or screen is HOME:  # who may not see the overview is led to a page that they may see
        assert not denied
        assert any("db-wall-foot" in body for body in said.markup) if screen.bare else said.headings
    else:
        assert denied
        assert said.headings == 0
        with store.reading() as tx:
            rows = tx.audit.find(AuditFilter(object=f"page:{screen.name}", outcome="denied"))
        assert rows
        assert {row.entry.action for row in rows} == {screen.needs.value}


@pytest.mark.parametrize("role", ["reporter", "administrator"])
def test_who_may_not_see_the_overview_is_led_elsewhere(server: Server, visit: Visit, role: str):
    assert not may(ROLES[role], HOME)
    page = visit(server, "/", grants=ROLES[role])
    page.wait_for_url(lambda url: url.rstrip("/") != server.url, timeout=20_000)
    expect(page.get_by_role("heading").first).to_be_visible()


def test_a_page_that_one_may_not_see_says_so_and_shows_nothing(server: Server, visit: Visit):
    page = visit(server, "/audit", grants=ROLES["leader"])
    expect(page.get_by_test_id("stAlert").filter(has_text="没有进行此项操作的权限")).to_be_visible(timeout=20_000)
    expect(page.get_by_test_id("stHeading")).to_have_count(0)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_without_a_session_every_page_leads_to_sign_in(server: Server, screen: Screen):
    answer = get(server, address_of(screen), {"Accept": "text/html"})
    assert answer.status == HTTPStatus.SEE_OTHER
    assert answer.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/_stcore/host-config"),
        ("GET", "/_stcore/allowed-message-origins"),
        ("PUT", "/_stcore/upload_file/session/file"),
        ("DELETE", "/_stcore/upload_file/session/file"),
        ("GET", "/media/0123456789.xlsx"),
        ("GET", "/component/anything"),
        ("GET", "/_stcore/metrics"),
        ("GET", f"/original/{'0' * 64}"),
        ("POST", "/password"),
        ("GET", "/anything/else"),
    ],
)
def test_without_a_session_nothing_else_is_answered(server: Server, method: str, address: str):
    answer = ask(server, method, address, headers={"Accept": "*/*"})
    assert answer.status == HTTPStatus.UNAUTHORIZED
    assert not NOT_FOR_PEOPLE.search(answer.body)


@pytest.mark.parametrize(
    "name", ["/frame/../ui/main.py", "/frame/%2e%2e/main.py", "/static/../../app.py", "//etc/passwd"]
)
def test_open_folders_open_nothing_else(server: Server, name: str):
    answer = get(server, name, {"Accept": "text/html"})
    assert b"import" not in answer.body
    assert b"root:" not in answer.body


def stream(server: Server, held: str | None, origin: str | None = None) -> ClientConnection:
    """The connection a page opens."""
    headers = {"Cookie": f"{SESSION}={held}"} if held else {}
    return connect(
        server.url.replace("http", "ws") + STREAM,
        additional_headers=headers,
        origin=origin or server.url,
        subprotocols=[Subprotocol("streamlit")],
        open_timeout=20,
        proxy=None,
    )


@pytest.mark.parametrize("held", [None, "", "made-up", "eyJhIjoxfQ.abc", "x" * 3000])
def test_raw_connection_without_a_session_is_refused(server: Server, held: str | None):
    with pytest.raises(InvalidStatus) as refused:
        stream(server, held)
    assert refused.value.response.status_code == HTTPStatus.FORBIDDEN


def test_raw_connection_from_another_site_is_refused(server: Server):
    with pytest.raises(InvalidStatus) as refused:
        stream(server, cookie(server), origin="http://evil.example")
    assert refused.value.response.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("frame", [b"\xff" * 200, b"", b"\x0a\xff\xff\xff\xff\x0f", "text", "{}", b"\x00" * 100_000])
def test_malformed_frame_shows_nothing_of_the_inside(server: Server, frame: bytes | str):
    with stream(server, cookie(server)) as connection:
        connection.send(frame)
        got: list[bytes] = []
        try:
            while True:
                said = connection.recv(timeout=3)
                got.append(said if isinstance(said, bytes) else said.encode())
        except (ConnectionClosed, TimeoutError) as end:
            got.append(str(end).encode())
    assert not NOT_FOR_PEOPLE.search(b"".join(got))
    assert get(server, "/_stcore/health").status == HTTPStatus.OK


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "a b"])
def test_host_nobody_has_named_is_refused(server: Server, host: str):
    answer = get(server, "/sign-in", {"Host": host})
    assert answer.status == HTTPStatus.BAD_REQUEST
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", ["/sign-in", "/one-time/unknown", "/original/zzz", "/sign-out", "/frame/none.css"])
def test_every_answer_has_the_security_headers_and_says_nothing_of_the_inside(server: Server, address: str):
    answer = get(server, address, {**header(server), "Accept": "text/html"})
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src" in answer.headers["content-security-policy"]
    assert not NOT_FOR_PEOPLE.search(answer.body)


def test_role_that_is_given_works_on_the_next_action(server: Server, visit: Visit, store: Database):
    grants = [Grant(ROLES["auditor"][0].role), Grant(ROLES["reporter"][0].role, "210211")]
    page = visit(server, "/audit", grants=grants)
    with store.transaction() as tx:
        account = tx.accounts.by_name("test-auditor-reporter210211")
        assert account is not None
        for each in account.grants:
            if each.role == "auditor":
                tx.accounts.revoke(account.id, each)
    page.get_by_role("radio", name="EN").click()
    expect(page.get_by_test_id("stAlert")).to_be_visible(timeout=20_000)
    expect(page.locator(".db-table")).to_have_count(0)
    drawn(page)
