from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from services.accounts.administer_accounts import disable_account, reset_password
from services.accounts.passwords import hasher
from services.accounts.sessions import look_up, sign_out
from services.accounts.sign_in import change_password, enter_sample, sign_in
from services.rights.access_errors import (
    ExternalPasswordError,
    NotSignedInError,
    PasswordCommonError,
    PasswordUnchangedError,
    SampleOnlyError,
    SignInPausedError,
    SignInRefusedError,
)
from services.rights.roles import Grant, Role
from settings import Settings
from tests.integration.accounts.conftest import NOW, OWN, PASSWORD

HERE, THERE = "10.0.0.7", "10.0.0.8"
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
NEW = "另一句 很长的 话 42"


@pytest.fixture
def enter(database, settings):
    """enter("zhang", "password", at, address) tells what came of it."""

    def tried(name="zhang", password=PASSWORD, at=NOW, address=HERE):
        try:
            return sign_in(database, settings, name, password, at, address)
        except (SignInRefusedError, SignInPausedError) as error:
            return error.code

    return tried


@pytest.fixture
def zhang(account):
    return account("zhang", Grant(Role.REPORTER, OWN))


def test_the_right_password_gives_a_session_with_the_roles_of_the_account(zhang, enter, database, settings):
    session = enter()
    assert session.signed_in.actor.name == "zhang"
    assert session.signed_in.actor.grants == (Grant(Role.REPORTER, OWN),)
    assert session.signed_in.actor.address == HERE
    assert look_up(database, settings, session.token, NOW).account.id == zhang.id


@pytest.mark.parametrize("name", ["ZHANG", " zhang ", "ｚｈａｎｇ"])
def test_case_width_and_spaces_of_a_name_make_no_difference(zhang, enter, name):
    assert enter(name).signed_in.account.id == zhang.id


def test_wrong_password_unknown_name_disabled_and_reset_get_one_answer(
    zhang, account, enter, database, settings, administrator
):
    account("gone", Grant(Role.REPORTER, OWN))
    account("reset", Grant(Role.REPORTER, OWN))
    disable_account(database, administrator, "gone", NOW)
    reset_password(database, settings, administrator, "reset", NOW)
    answers = [
        enter("zhang", "wrong", address="10.1.0.1"),
        enter("nobody", "wrong", address="10.1.0.2"),
        enter("gone", PASSWORD, address="10.1.0.3"),
        enter("reset", PASSWORD, address="10.1.0.4"),
        enter("", "", address="10.1.0.5"),
        enter("nul\0\ud800", "\0", address="10.1.0.6"),
    ]
    assert answers == ["sign_in_refused"] * 6


def test_five_failures_pause_the_account_even_for_the_right_password(zhang, enter):
    assert [enter(password="wrong", address=f"10.2.0.{n}") for n in range(5)] == ["sign_in_refused"] * 5
    assert enter(address=THERE) == "sign_in_paused"


def test_four_failures_pause_nothing(zhang, enter):
    for n in range(4):
        enter(password="wrong", address=f"10.2.0.{n}")
    assert enter(address=THERE).signed_in.account.id == zhang.id


@pytest.mark.parametrize(("passed", "paused"), [(15 * MINUTE - SECOND, True), (15 * MINUTE, False)])
def test_a_pause_lasts_fifteen_minutes_from_the_fifth_failure(zhang, enter, passed, paused):
    for n in range(5):
        enter(password="wrong", at=NOW + n * MINUTE, address=f"10.2.0.{n}")
    came = enter(at=NOW + 4 * MINUTE + passed, address=THERE)
    assert (came == "sign_in_paused") is paused


def test_the_pause_says_how_many_minutes_are_left(zhang, enter, database, settings):
    for n in range(5):
        enter(password="wrong", address=f"10.2.0.{n}")
    with pytest.raises(SignInPausedError) as paused:
        sign_in(database, settings, "zhang", PASSWORD, NOW + 10 * MINUTE + SECOND, THERE)
    assert paused.value.params == {"minutes": 5}


def test_attempts_during_a_pause_do_not_lengthen_it(zhang, enter):
    for n in range(5):
        enter(password="wrong", address=f"10.2.0.{n}")
    for n in range(6):
        assert enter(password="wrong", at=NOW + n * MINUTE, address=f"10.3.0.{n}") == "sign_in_paused"
    assert enter(at=NOW + 15 * MINUTE, address=THERE).signed_in.account.id == zhang.id


def test_after_a_pause_there_are_five_more_attempts(zhang, enter):
    for n in range(5):
        enter(password="wrong", address=f"10.2.0.{n}")
    later = NOW + 15 * MINUTE
    assert [enter(password="wrong", at=later, address=f"10.3.0.{n}") for n in range(5)] == ["sign_in_refused"] * 5
    assert enter(at=later, address=THERE) == "sign_in_paused"


def test_a_success_begins_the_count_anew(zhang, enter):
    for n in range(4):
        enter(password="wrong", address=f"10.2.0.{n}")
    enter(address=THERE)
    assert [enter(password="wrong", address=f"10.3.0.{n}") for n in range(4)] == ["sign_in_refused"] * 4
    assert enter(address=THERE).signed_in.account.id == zhang.id


def test_failures_long_apart_do_not_add_up(zhang, enter):
    for n in range(12):
        assert enter(password="wrong", at=NOW + n * 15 * MINUTE, address=HERE) == "sign_in_refused"


def test_names_nobody_has_are_paused_alike(enter):
    assert [enter("nobody", "wrong", address=f"10.2.0.{n}") for n in range(6)][-2:] == [
        "sign_in_refused", "sign_in_paused",
    ]  # fmt: skip


def test_five_failures_of_any_names_pause_their_address(zhang, enter):
    assert [enter(f"name{n}", "wrong") for n in range(5)] == ["sign_in_refused"] * 5
    assert enter() == "sign_in_paused"
    assert enter(address=THERE).signed_in.account.id == zhang.id
    assert enter(at=NOW + 15 * MINUTE).signed_in.account.id == zhang.id


def test_ones_own_successes_do_not_buy_guesses_at_others(zhang, account, enter):
    account("li", Grant(Role.REPORTER, OWN))
    for n in range(5):
        enter(f"victim{n}", "wrong")
        enter("li")
    assert enter("li") == "sign_in_paused"


def test_right_passwords_alone_pause_no_address(account, enter):
    for n in range(8):
        account(f"user{n}", Grant(Role.REPORTER, OWN))
    assert all(enter(f"user{n}").signed_in for n in range(8))


def test_a_clock_set_back_neither_lifts_a_pause_nor_keeps_it_for_ever(zhang, enter):
    ahead = NOW + timedelta(days=900)
    for n in range(5):
        enter(password="wrong", at=ahead, address=f"10.2.0.{n}")
    assert enter(at=NOW, address=THERE) == "sign_in_paused"
    assert enter(at=NOW + 15 * MINUTE - SECOND, address=THERE) == "sign_in_paused"
    assert enter(at=NOW + 15 * MINUTE, address=THERE).signed_in.account.id == zhang.id


def test_many_attempts_at_once_get_no_more_than_five_looks(zhang, enter):
    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(lambda n: enter(password=f"wrong {n}", address=f"10.2.1.{n}"), range(16)))
    assert came.count("sign_in_refused") == 5
    assert came.count("sign_in_paused") == 11


def test_limits_come_from_the_settings(zhang, database):
    lax = Settings(password_hash_rounds=1, password_hash_memory_kib=8, sign_in_failures=2, sign_in_pause_minutes=1)
    for n in range(2):
        with pytest.raises(SignInRefusedError):
            sign_in(database, lax, "zhang", "wrong", NOW, f"10.2.0.{n}")
    with pytest.raises(SignInPausedError):
        sign_in(database, lax, "zhang", PASSWORD, NOW + 59 * SECOND, THERE)
    assert sign_in(database, lax, "zhang", PASSWORD, NOW + MINUTE, THERE)


def test_every_attempt_is_in_the_trail_with_its_address(zhang, enter, trail):
    enter(password="wrong")
    enter("nobody", "wrong", address=THERE)
    enter()
    rows = [(r.entry.actor, r.entry.address, r.entry.object, r.entry.outcome) for r in trail(actions=["sign_in"])]
    assert rows == [
        ("", HERE, "account:zhang", "failed"),
        ("", THERE, "account:nobody", "failed"),
        ("zhang", HERE, "account:zhang", "done"),
    ]


def test_no_password_is_ever_in_the_trail(zhang, enter, trail, database, settings):
    session = enter()
    change_password(database, settings, session.signed_in, PASSWORD, NEW, NOW)
    enter(password=PASSWORD)
    said = repr(trail())
    assert PASSWORD not in said
    assert NEW not in said
    assert session.token not in said


def test_a_changed_password_ends_other_sessions_and_the_old_password(zhang, enter, database, settings):
    here, there = enter(), enter(address=THERE)
    change_password(database, settings, here.signed_in, PASSWORD, NEW, NOW)
    assert look_up(database, settings, here.token, NOW) is not None
    assert look_up(database, settings, there.token, NOW) is None
    assert enter() == "sign_in_refused"
    assert enter(password=NEW).signed_in.account.id == zhang.id


def test_a_wrong_old_password_counts_as_a_failure(zhang, enter, database, settings):
    session = enter()
    for _ in range(5):
        with pytest.raises(SignInRefusedError):
            change_password(database, settings, session.signed_in, "wrong", NEW, NOW)
    with pytest.raises(SignInPausedError):
        change_password(database, settings, session.signed_in, PASSWORD, NEW, NOW)


@pytest.mark.parametrize(("new", "error"), [("password123", PasswordCommonError), (PASSWORD, PasswordUnchangedError)])
def test_a_new_password_keeps_the_rules(zhang, enter, database, settings, new, error):
    session = enter()
    with pytest.raises(error):
        change_password(database, settings, session.signed_in, PASSWORD, new, NOW)


def test_an_account_of_an_identity_provider_has_no_password_to_change(zhang, enter, database, settings):
    signed_in = enter().signed_in
    external = replace(signed_in, account=replace(signed_in.account, issuer="https://id"))
    with pytest.raises(ExternalPasswordError):
        change_password(database, settings, external, PASSWORD, NEW, NOW)


def test_a_session_that_was_ended_changes_no_password(zhang, enter, database, settings):
    session = enter()
    sign_out(database, session.token)
    with pytest.raises(NotSignedInError):
        change_password(database, settings, session.signed_in, PASSWORD, NEW, NOW)
    assert enter()


def test_a_hash_of_an_old_cost_is_renewed_when_its_owner_comes(zhang, enter, database):
    dearer = Settings(password_hash_rounds=2, password_hash_memory_kib=8)
    sign_in(database, dearer, "zhang", PASSWORD, NOW, HERE)
    with database.reading() as tx:
        assert not hasher(dearer).is_outdated(tx.accounts.by_name("zhang").password_hash)
    assert sign_in(database, dearer, "zhang", PASSWORD, NOW, HERE)


def test_sample_accounts_are_entered_only_beside_sample_data_and_from_this_machine(account, database, settings):
    account("reporter", Grant(Role.REPORTER, OWN), sample=True)
    account("zhang", Grant(Role.REPORTER, OWN))
    with pytest.raises(SampleOnlyError):
        enter_sample(database, settings, "reporter", NOW, "127.0.0.1")
    with database.transaction() as tx:
        tx.facts.set("sample", "october")
    for name, address in (("reporter", HERE), ("zhang", "127.0.0.1"), ("nobody", "127.0.0.1")):
        with pytest.raises(SampleOnlyError):
            enter_sample(database, settings, name, NOW, address)
    entered = enter_sample(database, settings, "reporter", NOW, "127.0.0.1")
    assert look_up(database, settings, entered.token, NOW) is not None
    with database.transaction() as tx:
        tx.facts.set("sample", None)
    assert look_up(database, settings, entered.token, NOW) is None
