"""The pages of administrators and auditors, in this process: what each button does, what is said once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from db.account_records import Account, Session, StoredGrant
from db.audit import AuditFilter
from db.database import Database
from services.accounts.administer_accounts import add_account
from services.accounts.one_time_links import link_account
from services.accounts.sessions import SignedIn, begin
from services.rights.actor import LOCAL_OPERATOR
from services.rights.roles import Grant, Role
from settings import Settings
from ui.visits import session

Screen = Callable[..., AppTest]
NOW = datetime.now(tz=UTC)


def html(test: AppTest) -> str:
    return "\n".join(element.proto.body for element in test.get("html"))


@pytest.fixture
def store(own_copy: str, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The screens' database with the account `zhang`; the operator looks."""
    database = Database(own_copy)
    with database.transaction() as tx:
        grants = [Grant(Role.REPORTER, "210202")]
        zhang = add_account(tx, LOCAL_OPERATOR, "zhang", "张三", grants, NOW, password_hash="x")
        begin(tx, Settings(), zhang, NOW, "10.0.0.7", "password")
        add_account(tx, LOCAL_OPERATOR, "li@id", "李四", [], NOW, issuer="https://id.example", subject="1")
    operator = Account(0, "op", "Op", False, False, NOW, None, None, None, (), None)
    own = SignedIn(LOCAL_OPERATOR, operator, Session("own", 0, "password", None, NOW, NOW, NOW))
    monkeypatch.setattr(session, "signed_in", lambda: own)
    return database


def account(store: Database, name: str = "zhang") -> Account:
    with store.reading() as tx:
        found = tx.accounts.by_name(name)
    assert found is not None
    return found


def test_accounts_are_listed_with_roles_units_and_state(screen: Screen, store: Database):
    said = html(screen("accounts"))
    assert "填报人（中山区）" in said
    assert "可用、统一身份认证" in said


def test_roles_are_given_over_units_and_taken_away(screen: Screen, store: Database):
    number = account(store).id
    test = screen("accounts", account="zhang")
    test.selectbox(key=f"role_{number}").select(Role.REVIEWER)
    test.multiselect(key=f"units_{number}").select("210203")
    _button(test, "授予").click()
    test.run()
    assert test.success[0].value == "已授予“张三”角色。"
    assert StoredGrant("reviewer", "210203") in account(store).grants
    test.button(key=f"revoke_{number}_reviewer_210203").click().run()
    assert account(store).grants == (StoredGrant("reporter", "210202"),)
    assert not test.run().success


def test_role_over_units_needs_the_units(screen: Screen, store: Database):
    test = screen("accounts", account="zhang")
    test.selectbox(key=f"role_{account(store).id}").select(Role.REVIEWER)
    _button(test, "授予").click()
    assert "请选择填报单位" in test.run().error[0].value
    assert account(store).grants == (StoredGrant("reporter", "210202"),)


def test_roles_of_the_provider_are_not_given_here(screen: Screen, store: Database):
    test = screen("accounts", account="li@id")
    assert any("用户组" in caption.value for caption in test.caption)
    assert not [button for button in test.button if button.label == "授予"]
    assert not [button for button in test.button if button.label == "确认重置"]


def test_reset_shows_its_link_once(screen: Screen, store: Database):
    number = account(store).id
    test = screen("accounts", account="zhang")
    test.button(key=f"reset_{number}_confirm").click().run()
    link = test.code[0].value
    token = re.findall(r"/one-time/(\S+)$", link)[0]
    assert link_account(store, token, datetime.now(tz=UTC)).name == "zhang"
    assert account(store).password_hash is None
    assert "待设密码" in html(test)
    assert not test.run().code


def test_account_is_disabled_and_enabled_again(screen: Screen, store: Database):
    number = account(store).id
    test = screen("accounts", account="zhang")
    test.button(key=f"disable_{number}_confirm").click().run()
    assert not account(store).enabled
    assert "○ 已停用" in html(test)
    test.button(key=f"enable_{number}").click().run()
    assert account(store).enabled


def test_name_is_changed_and_sessions_are_ended(screen: Screen, store: Database):
    number = account(store).id
    test = screen("accounts", account="zhang")
    test.text_input(key=f"display_name_{number}").input("张三丰")
    _button(test, "修改姓名").click()
    test.run()
    assert account(store).display_name == "张三丰"
    test.button(key=f"end_sessions_{number}_confirm").click().run()
    with store.reading() as tx:
        assert tx.sessions.listing() == []


def test_new_account_gets_a_link(screen: Screen, store: Database):
    test = _view(screen, "new")
    test.text_input[0].input("wang")
    test.text_input[1].input("王五")
    test.selectbox(key="role_new").select(Role.VIEWER)
    _button(test, "新建账号").click()
    test.run()
    assert "/one-time/" in test.code[0].value
    assert account(store, "wang").grants == (StoredGrant("viewer", "*"),)


def test_session_is_ended_from_the_list(screen: Screen, store: Database):
    test = _view(screen, "sessions")
    assert "10.0.0.7" in html(test)
    next(button for button in test.button if button.label == "结束").click()
    test.run()
    with store.reading() as tx:
        assert tx.sessions.listing() == []


def test_trail_is_filtered_by_who_and_what_and_how_and_when(screen: Screen, store: Database):
    test = screen("audit", action="create_account")
    rows = html(test).count("<tr>") - 1
    assert rows >= 2
    today = NOW.astimezone().date().isoformat()
    test.text_input(key="audit_since").input(today)
    test.text_input(key="audit_until").input("2018-01-01")
    assert "没有符合条件" in html(test.run())
    test.text_input(key="audit_until").input("yesterday")
    assert any("2018-10-20" in caption.value for caption in test.run().caption)


def test_trail_is_read_page_by_page(screen: Screen, store: Database):
    with store.reading() as tx:
        total = tx.audit.count(AuditFilter())
    assert total > 200
    test = screen("audit")
    assert f"显示200条，共{total}条" in html(test)
    _button(test, "更早").click()
    assert f"显示200条，共{total}条" not in html(test.run())
    _button(test, "回到最新").click()
    assert f"显示200条，共{total}条" in html(test.run())


def test_history_of_one_object_is_told_in_order(screen: Screen, store: Database):
    test = screen("audit", object="account:zhang")
    assert "账号 zhang" in test.subheader[0].value.replace("\\", "")
    said = html(test)
    assert said.index("新建账号") < said.index("登录")


@pytest.mark.parametrize(("kind", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_export_is_made_once_and_offered(screen: Screen, store: Database, kind: str, begins: bytes):
    test = screen("audit", action="create_account")
    test.button(key=f"make_{kind}").click().run()
    kept = test.session_state[f"audit_export_{kind}"]
    assert kept[1].startswith(begins)
    test.run()
    with store.reading() as tx:
        assert tx.audit.count(AuditFilter(actions=("export_audit",))) == 1


def _button(test: AppTest, label: str):
    return next(button for button in test.button if button.label == label)


def _view(screen: Screen, view: str) -> AppTest:
    test = screen("accounts")
    test.session_state["accounts_view"] = view
    return test.run()
