"""Whom an identity provider has recognised: account and roles follow its groups."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.account_records import StoredGrant
from db.audit import AuditFilter
from services.accounts.administer_accounts import disable_account
from services.accounts.external_sign_in import (
    Identity,
    NoRoleError,
    RoleMappingError,
    note_provider_refused,
    role_mapping,
    sign_in_external,
)
from services.accounts.sessions import look_up
from services.rights.access_errors import SignInRefusedError
from services.rights.roles import Grant, Role
from settings import Settings
from tests.integration.accounts.conftest import NOW, SYSTEM

ROLES = '{"leaders": ["viewer"], "zhongshan": ["reporter:210202"], "all": ["reporter", "reviewer"]}'
SETTINGS = Settings(oidc_issuer="https://id.example", oidc_client_id="dabiao", oidc_roles=ROLES)
HOUR = timedelta(hours=1)
HERE = "10.0.0.7"


def person(*groups: str, subject: str = "1", name: str = "li", ends_in: timedelta = HOUR) -> Identity:
    return Identity(subject, name, "李明", groups, NOW + ends_in)


def test_roles_are_those_of_all_groups(database):
    session = sign_in_external(database, SETTINGS, person("leaders", "zhongshan", "unknown"), NOW, HERE)
    assert session.signed_in.session.method == "oidc"
    assert set(session.signed_in.actor.grants) == {Grant(Role.VIEWER), Grant(Role.REPORTER, "210202")}
    assert session.signed_in.account.password_hash is None


def test_session_ends_with_the_word_of_the_provider_but_not_later_than_others(database):
    short = sign_in_external(database, SETTINGS, person("leaders"), NOW, HERE)
    assert look_up(database, SETTINGS, short.token, NOW + HOUR) is None
    long = sign_in_external(database, SETTINGS, person("leaders", ends_in=timedelta(days=30)), NOW, HERE)
    assert long.signed_in.session.ends_at == NOW + SETTINGS.session_length


def test_roles_follow_the_groups_at_every_sign_in_and_each_change_is_noted(database):
    sign_in_external(database, SETTINGS, person("leaders", "zhongshan"), NOW, HERE)
    session = sign_in_external(database, SETTINGS, person("leaders", "all"), NOW, HERE)
    held = {StoredGrant("reporter", "*"), StoredGrant("reviewer", "*"), StoredGrant("viewer", "*")}
    assert set(session.signed_in.account.grants) == held
    with database.reading() as tx:
        changes = tx.audit.find(AuditFilter(actions=("grant_role", "revoke_role")))
    assert {row.entry.detail for row in changes} == {
        "oidc reporter:210202",
        "oidc reporter:*",
        "oidc reviewer:*",
    }
    assert all(row.entry.before != row.entry.after for row in changes)


def test_who_has_left_all_groups_loses_the_roles_and_stays_out(database):
    before = sign_in_external(database, SETTINGS, person("leaders"), NOW, HERE)
    with pytest.raises(NoRoleError):
        sign_in_external(database, SETTINGS, person("others"), NOW, HERE)
    signed_in = look_up(database, SETTINGS, before.token, NOW)
    assert signed_in is not None
    assert signed_in.actor.grants == ()


def test_who_never_had_a_role_gets_no_account(database):
    with pytest.raises(NoRoleError):
        sign_in_external(database, SETTINGS, person(), NOW, HERE)
    with database.reading() as tx:
        assert tx.accounts.listing() == []
        (row,) = tx.audit.find(AuditFilter())
    assert (row.entry.outcome, row.entry.object, row.entry.address) == ("refused", "account:li", HERE)


def test_account_disabled_here_stays_out(database):
    sign_in_external(database, SETTINGS, person("leaders"), NOW, HERE)
    disable_account(database, administrator(), "li", NOW)
    with pytest.raises(SignInRefusedError):
        sign_in_external(database, SETTINGS, person("leaders"), NOW, HERE)


def administrator():
    return type(SYSTEM)("boss", "管理员", (Grant(Role.ADMINISTRATOR),))


def test_subject_is_who_it_is_not_the_name(database, account):
    account("li")
    first = sign_in_external(database, SETTINGS, person("leaders"), NOW, HERE)
    assert first.signed_in.account.name == "li@id.example"
    again = sign_in_external(database, SETTINGS, person("leaders", name="renamed"), NOW, HERE)
    assert again.signed_in.account.id == first.signed_in.account.id


def test_long_name_leaves_room_for_the_host(database, account):
    name = "l" * 55
    account(name)
    session = sign_in_external(database, SETTINGS, person("leaders", name=name), NOW, HERE)
    assert session.signed_in.account.name.endswith("@id.example")
    assert len(session.signed_in.account.name) == 60


def test_answer_that_cannot_be_trusted_is_noted(database):
    note_provider_refused(database, HERE)
    with database.reading() as tx:
        (row,) = tx.audit.find(AuditFilter())
    assert (row.entry.action, row.entry.outcome, row.entry.address) == ("sign_in", "failed", HERE)


@pytest.mark.parametrize(
    "value",
    ["", "[]", '{"a": "viewer"}', '{"a": ["boss"]}', '{"a": ["operator"]}', '{"a": ["viewer:210202"]}'],
)
def test_mapping_that_cannot_be_read_is_said(value: str):
    with pytest.raises(RoleMappingError):
        role_mapping(Settings(oidc_roles=value))
