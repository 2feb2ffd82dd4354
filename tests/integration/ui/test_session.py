"""Who looks is asked of the database on every run, and what a page keeps is only theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from db.database import Database
from services.accounts.administer_accounts import add_account, disable_account
from services.accounts.sessions import begin
from services.rights.access_errors import NotSignedInError
from services.rights.actor import LOCAL_OPERATOR
from services.rights.roles import Grant, Role
from settings import Settings
from tests.integration.ui.process import begin_anew
from tests.sample_database import SECRET
from ui.visits import queries, session
from ui.visits.cookies import SESSION, Cookies

NOW = datetime.now(tz=UTC)
Enter = Callable[..., None]


@pytest.fixture
def store(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setenv("DABIAO_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("DABIAO_SECRET", SECRET)
    begin_anew()
    monkeypatch.setattr(session.st, "session_state", {})
    yield queries.database(sqlite_url)
    queries.database(sqlite_url).dispose()
    begin_anew()


@pytest.fixture
def enter(store: Database, monkeypatch: pytest.MonkeyPatch) -> Enter:
    """enter("zhang") makes the browser that of somebody with a session."""

    def entered(name: str, ip_address: str | None = None, *, must_change: bool = False) -> None:
        with store.transaction() as tx:
            grants = [Grant(Role.VIEWER)]
            one = add_account(tx, LOCAL_OPERATOR, name, name, grants, NOW, password_hash="x")
            tx.accounts.set_password(one.id, "x", must_change=must_change)
            token = begin(tx, Settings(), tx.accounts.get(one.id) or one, NOW, None, "password").token
        held = {SESSION: Cookies(SECRET)._session.dumps(token)}
        monkeypatch.setattr(session.st, "context", SimpleNamespace(cookies=held, ip_address=ip_address))

    return entered


@pytest.mark.parametrize(("told", "address"), [(None, "127.0.0.1"), ("10.0.0.7", "10.0.0.7")])
def test_actor_has_the_roles_of_the_account_and_the_address_of_the_browser(enter: Enter, told, address: str):
    enter("zhang", told)
    assert session.actor().grants == (Grant(Role.VIEWER),)
    assert session.actor().address == address


@pytest.mark.parametrize(
    "cookies", [{}, {SESSION: ""}, {SESSION: "made-up"}, {SESSION: Cookies("other")._session.dumps("x")}]
)
def test_browser_without_a_session_of_ours_is_nobody(store: Database, monkeypatch, cookies: dict[str, str]):
    monkeypatch.setattr(session.st, "context", SimpleNamespace(cookies=cookies, ip_address=None))
    with pytest.raises(NotSignedInError):
        session.actor()


def test_disabled_account_is_out_on_the_next_run(enter: Enter, store: Database):
    enter("zhang")
    session.actor()
    disable_account(store, LOCAL_OPERATOR, "zhang", NOW)
    with pytest.raises(NotSignedInError):
        session.actor()


def test_who_must_change_the_password_sees_no_page(enter: Enter):
    enter("zhang", must_change=True)
    with pytest.raises(NotSignedInError):
        session.actor()


def test_what_a_page_keeps_is_forgotten_when_somebody_else_comes(enter: Enter):
    enter("zhang")
    session.actor()
    session.st.session_state["receipt"] = "zhang's"
    session.actor()
    assert session.st.session_state["receipt"] == "zhang's"
    enter("li")
    session.actor()
    assert "receipt" not in session.st.session_state


def test_form_of_a_page_is_taken_from_this_browser_only(enter: Enter):
    enter("zhang")
    cookies = queries.cookies()
    assert cookies.is_own_form(session.st.context.cookies, session.form_token())
    assert not cookies.is_own_form({SESSION: "another"}, session.form_token())
