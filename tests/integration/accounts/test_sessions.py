from datetime import timedelta

import pytest

from db.database import Database
from services.accounts.administer_accounts import (
    add_account,
    disable_account,
    enable_account,
    grant_role,
    rename_account,
    reset_password,
    revoke_role,
)
from services.accounts.administer_sessions import revoke_session, revoke_sessions, sessions_in_force
from services.accounts.sessions import begin, digest_of, look_up, new_token, sign_out
from services.accounts.sign_in import sign_in
from services.rights.access_errors import UnknownAccountError
from services.rights.actor import NOBODY
from services.rights.roles import Grant, Role
from settings import Settings
from tests.integration.accounts.conftest import NOW, OTHER, OWN, PASSWORD

HERE = "10.0.0.7"
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def zhang(account):
    return account("zhang", Grant(Role.REPORTER, OWN))


@pytest.fixture
def token(zhang, database, settings):
    return sign_in(database, settings, "zhang", PASSWORD, NOW, HERE).token


@pytest.fixture
def at(database, settings, token):
    """at(moment) tells who the token's holder is then."""
    return lambda moment: look_up(database, settings, token, moment, HERE)


def test_a_token_is_32_random_bytes_and_only_its_hash_is_kept(token, database, sqlite_url, tmp_path):
    assert len(token) == 43
    assert len({new_token() for _ in range(100)}) == 100
    with database.reading() as tx:
        assert tx.sessions.held(token) is None
        assert tx.sessions.held(digest_of(token)) is not None


def test_a_session_survives_as_many_look_ups_as_there_are(at):
    assert all(at(NOW + n * SECOND).account.name == "zhang" for n in range(20))


@pytest.mark.parametrize(("unused", "lives"), [(30 * MINUTE - SECOND, True), (30 * MINUTE, False)])
def test_a_session_left_idle_ends_after_half_an_hour(at, unused, lives):
    assert (at(NOW + unused) is not None) is lives


def test_an_ended_session_does_not_come_back(at):
    assert at(NOW + 31 * MINUTE) is None
    assert at(NOW + 31 * MINUTE) is None


@pytest.mark.parametrize(("age", "lives"), [(12 * HOUR - SECOND, True), (12 * HOUR, False)])
def test_a_session_in_use_ends_after_twelve_hours(at, age, lives):
    moment = NOW
    while moment < NOW + age - 20 * MINUTE:
        moment += 20 * MINUTE
        assert at(moment) is not None
    assert (at(NOW + age) is not None) is lives


def test_use_is_written_down_at_most_once_a_minute(at, database, token):
    def seen():
        with database.reading() as tx:
            return tx.sessions.held(digest_of(token))[0].last_seen_at

    at(NOW + 59 * SECOND)
    assert seen() == NOW
    at(NOW + 60 * SECOND)
    assert seen() == NOW + 60 * SECOND


def test_where_nothing_can_be_written_signed_in_people_go_on_reading(sqlite_url, settings):
    writable = Database(sqlite_url)
    with writable.transaction() as tx:
        zhang = add_account(tx, NOBODY, "li", "李", [Grant(Role.VIEWER)], NOW)
        token = begin(tx, settings, zhang, NOW, HERE, "password").token
    writable.dispose()
    path = sqlite_url.removeprefix("sqlite:///")
    read_only = Database(f"sqlite:///file:{path}?mode=ro&uri=true")
    signed_in = look_up(read_only, settings, token, NOW + 5 * MINUTE)
    assert signed_in.account.name == "li"
    read_only.dispose()


def test_limits_come_from_the_settings(zhang, database):
    short = Settings(password_hash_rounds=1, password_hash_memory_kib=8, session_idle_minutes=1, session_hours=0.05)
    token = sign_in(database, short, "zhang", PASSWORD, NOW, HERE).token
    assert look_up(database, short, token, NOW + 59 * SECOND) is not None
    assert look_up(database, short, token, NOW + 118 * SECOND) is not None
    assert look_up(database, short, token, NOW + 177 * SECOND) is not None
    assert look_up(database, short, token, NOW + 180 * SECOND) is None


def test_an_identity_providers_token_may_end_a_session_earlier_but_not_later(zhang, database, settings):
    with database.transaction() as tx:
        short = begin(tx, settings, zhang, NOW, HERE, "oidc", NOW + 5 * MINUTE)
        long = begin(tx, settings, zhang, NOW, HERE, "oidc", NOW + 90 * HOUR)
    assert look_up(database, settings, short.token, NOW + 5 * MINUTE) is None
    assert long.signed_in.session.ends_at == NOW + 12 * HOUR


@pytest.mark.parametrize(("back", "lives"), [(60 * SECOND, True), (61 * SECOND, False), (HOUR, False)])
def test_a_clock_set_back_ends_sessions_instead_of_lengthening_them(at, back, lives):
    assert (at(NOW - back) is not None) is lives


def test_a_replayed_token_after_signing_out_is_worth_nothing(at, database, token, trail):
    assert at(NOW) is not None
    sign_out(database, token, HERE)
    assert at(NOW) is None
    sign_out(database, token, HERE)
    assert [row.entry.actor for row in trail(actions=["sign_out"])] == ["zhang"]


@pytest.mark.parametrize("forged", ["", "a", "\0", "\ud800", "' OR 1=1 --", "x" * 100_000])
def test_a_forged_token_is_nobodys(zhang, token, database, settings, forged):
    assert look_up(database, settings, forged, NOW) is None


def test_a_disabled_account_is_out_on_its_next_action_and_stays_out(at, database, administrator, account):
    account("other boss", Grant(Role.ADMINISTRATOR))
    assert at(NOW) is not None
    disable_account(database, administrator, "zhang", NOW)
    assert at(NOW) is None
    enable_account(database, administrator, "zhang")
    assert at(NOW) is None


def test_a_role_given_or_taken_works_on_the_next_action(at, database, plan, administrator):
    grant_role(database, plan, administrator, "zhang", Grant(Role.REVIEWER, OTHER))
    assert set(at(NOW).actor.grants) == {Grant(Role.REPORTER, OWN), Grant(Role.REVIEWER, OTHER)}
    revoke_role(database, administrator, "zhang", Grant(Role.REPORTER, OWN))
    assert at(NOW).actor.grants == (Grant(Role.REVIEWER, OTHER),)


def test_a_new_name_shows_on_the_next_action(at, database, administrator):
    rename_account(database, administrator, "zhang", "张三丰")
    assert at(NOW).actor.display_name == "张三丰"


def test_a_reset_ends_all_sessions(at, database, settings, administrator):
    reset_password(database, settings, administrator, "zhang", NOW)
    assert at(NOW) is None


def test_who_must_change_the_password_holds_no_role_until_then(at, database, zhang):
    with database.transaction() as tx:
        tx.accounts.set_password(zhang.id, zhang.password_hash, must_change=True)
    signed_in = at(NOW)
    assert signed_in.must_change_password
    assert signed_in.actor.grants == ()


def test_one_session_or_all_of_an_account_can_be_ended(zhang, database, settings, administrator, trail):
    tokens = [sign_in(database, settings, "zhang", PASSWORD, NOW + n * SECOND, HERE).token for n in range(3)]
    listed = sessions_in_force(database, settings, administrator, NOW + MINUTE)
    assert [each.account.name for each in listed] == ["zhang"] * 3
    revoke_session(database, administrator, listed[0].session.id)
    assert [look_up(database, settings, token, NOW + MINUTE) is not None for token in tokens] == [True, True, False]
    assert revoke_sessions(database, administrator, "zhang") == 2
    assert sessions_in_force(database, settings, administrator, NOW + MINUTE) == ()
    assert [row.entry.object for row in trail(actions=["revoke_session"])] == ["account:zhang"] * 2
    with pytest.raises(UnknownAccountError):
        revoke_sessions(database, administrator, "nobody")


def test_sessions_that_have_run_out_are_not_in_force_and_are_forgotten(token, database, settings, administrator):
    later = NOW + HOUR
    assert sessions_in_force(database, settings, administrator, later) == ()
    sign_in(database, settings, "zhang", PASSWORD, later, HERE)
    with database.reading() as tx:
        assert len(tx.sessions.listing()) == 1
