import itertools
import stat
from datetime import date, timedelta

import pytest

from indicators.errors import UnknownUnitError
from services.accounts.administer_accounts import (
    accounts,
    add_account,
    create_account,
    disable_account,
    enable_account,
    grant_role,
    rename_account,
    reset_password,
    revoke_role,
)
from services.accounts.first_start import (
    become_first_administrator,
    first_administrator_link,
    is_first_administrator_link,
)
from services.accounts.one_time_links import choose_password, link_account
from services.accounts.sample_accounts import make_sample_accounts, sample_accounts
from services.accounts.server_secret import make_secret, required_secret
from services.accounts.sessions import look_up
from services.accounts.sign_in import sign_in
from services.returns.import_as import importer
from services.rights.access_errors import (
    AccountExistsError,
    AccountNameError,
    AdministratorExistsError,
    ExternalPasswordError,
    LastAdministratorError,
    LinkNotValidError,
    PasswordTooShortError,
    RoleScopeError,
    SampleOnlyError,
    SecretMissingError,
    SecretTooShortError,
    SignInRefusedError,
    UnknownAccountError,
)
from services.rights.actor import LOCAL_OPERATOR
from services.rights.roles import ALL_UNITS, Grant, Role
from settings import Settings
from tests.integration.accounts.conftest import NOW, OTHER, OWN, PASSWORD

HERE = "10.0.0.7"
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
NEW = "另一句 很长的 话 42"
BOSS = Grant(Role.ADMINISTRATOR)


@pytest.fixture
def create(database, settings, plan, administrator):
    return lambda name, *grants, shown="新人": create_account(
        database, settings, plan, administrator, name, shown, grants, NOW
    )


def test_a_new_account_chooses_its_own_password_by_a_link_that_works_once(create, database, settings):
    made = create("li", Grant(Role.REPORTER, OWN), Grant(Role.REVIEWER))
    assert link_account(database, made.link.token, NOW).name == "li"
    with pytest.raises(SignInRefusedError):
        sign_in(database, settings, "li", "", NOW, HERE)
    entered = choose_password(database, settings, made.link.token, NEW, NOW, HERE)
    assert look_up(database, settings, entered.token, NOW).account.name == "li"
    assert sign_in(database, settings, "li", NEW, NOW, HERE)
    with pytest.raises(LinkNotValidError):
        choose_password(database, settings, made.link.token, PASSWORD, NOW, HERE)
    assert sign_in(database, settings, "li", NEW, NOW, HERE)


@pytest.mark.parametrize(("after", "works"), [(DAY - SECOND, True), (DAY, False), (-SECOND, False)])
def test_a_link_works_for_a_day_and_not_before_it_was_made(create, database, after, works):
    token = create("li").link.token
    if works:
        assert link_account(database, token, NOW + after)
    else:
        with pytest.raises(LinkNotValidError):
            link_account(database, token, NOW + after)


def test_a_refused_password_does_not_use_the_link_up(create, database, settings):
    token = create("li").link.token
    with pytest.raises(PasswordTooShortError):
        choose_password(database, settings, token, "short", NOW, HERE)
    assert choose_password(database, settings, token, NEW, NOW, HERE)


def test_a_link_that_does_not_work_is_kept_in_the_trail(database, settings, trail):
    with pytest.raises(LinkNotValidError):
        choose_password(database, settings, "made up", NEW, NOW, HERE)
    (row,) = trail(actions=["use_link"])
    assert (row.entry.outcome, row.entry.address) == ("failed", HERE)


def test_a_reset_takes_the_password_away_and_withdraws_earlier_links(create, database, settings, administrator):
    made = create("li")
    first = reset_password(database, settings, administrator, "li", NOW)
    second = reset_password(database, settings, administrator, "li", NOW)
    for token in (made.link.token, first.token):
        with pytest.raises(LinkNotValidError):
            choose_password(database, settings, token, NEW, NOW, HERE)
    entered = choose_password(database, settings, second.token, NEW, NOW, HERE)
    assert not entered.signed_in.must_change_password


def test_a_disabled_account_cannot_use_its_link(create, account, database, settings, administrator):
    token = create("li").link.token
    disable_account(database, administrator, "li", NOW)
    enable_account(database, administrator, "li")
    with pytest.raises(LinkNotValidError):
        choose_password(database, settings, token, NEW, NOW, HERE)


def test_names_are_one_persons_whatever_their_case_and_width(create):
    create("Li")
    for name in ("li", " LI ", "ｌｉ"):
        with pytest.raises(AccountExistsError):
            create(name)


@pytest.mark.parametrize(
    "name", ["", "  ", "x" * 61, "li\0", "l\u200bi", "li\u202e", LOCAL_OPERATOR.name, "Local-Operator", "\ud800"]
)
def test_an_empty_long_reserved_or_deceptive_name_is_refused(create, database, administrator, account, name):
    with pytest.raises(AccountNameError):
        create(name)
    account("zhang")
    with pytest.raises(AccountNameError):
        rename_account(database, administrator, "zhang", name)


@pytest.mark.parametrize(
    ("grant", "error"),
    [
        (Grant(Role.VIEWER, OWN), RoleScopeError),
        (Grant(Role.AUDITOR, OWN), RoleScopeError),
        (Grant(Role.ADMINISTRATOR, OWN), RoleScopeError),
        (Grant(Role.OPERATOR), RoleScopeError),
        (Grant(Role.REPORTER, "999999"), UnknownUnitError),
    ],
)
def test_a_role_that_cannot_be_held_is_not_given(create, account, database, plan, administrator, grant, error):
    account("zhang")
    with pytest.raises(error):
        grant_role(database, plan, administrator, "zhang", grant)
    with pytest.raises(error):
        create("li", grant)
    assert [each.name for each in accounts(database, administrator)] == ["zhang"]


def test_giving_and_taking_twice_changes_nothing_more(account, database, plan, administrator, trail):
    account("zhang")
    for _ in range(2):
        assert len(grant_role(database, plan, administrator, "zhang", Grant(Role.REPORTER, OWN)).grants) == 1
    for _ in range(2):
        assert revoke_role(database, administrator, "zhang", Grant(Role.REPORTER, OWN)).grants == ()
    assert [row.entry.action for row in trail(object="account:zhang")] == [
        "create_account", "grant_role", "revoke_role",
    ]  # fmt: skip


def test_the_last_administrator_cannot_be_disabled_or_lose_the_role(account, database, administrator):
    account("boss", BOSS)
    with pytest.raises(LastAdministratorError):
        disable_account(database, administrator, "boss", NOW)
    with pytest.raises(LastAdministratorError):
        revoke_role(database, administrator, "boss", BOSS)
    account("second", BOSS)
    disable_account(database, administrator, "second", NOW)
    with pytest.raises(LastAdministratorError):
        disable_account(database, administrator, "boss", NOW)
    enable_account(database, administrator, "second")
    revoke_role(database, administrator, "boss", BOSS)
    with pytest.raises(LastAdministratorError):
        disable_account(database, administrator, "second", NOW)


def test_every_change_of_an_account_is_in_the_trail_with_what_it_was_and_became(
    create, database, settings, plan, administrator, trail
):
    create("li", Grant(Role.REPORTER, OWN))
    grant_role(database, plan, administrator, "li", Grant(Role.REPORTER, OTHER))
    rename_account(database, administrator, "li", "李四")
    reset_password(database, settings, administrator, "li", NOW)
    disable_account(database, administrator, "li", NOW)
    enable_account(database, administrator, "li")
    rows = [row.entry for row in trail(object="account:li") if row.entry.action != "create_link"]
    assert [entry.action for entry in rows] == [
        "create_account", "grant_role", "rename_account", "reset_password", "disable_account", "enable_account",
    ]  # fmt: skip
    assert all(earlier.after == later.before for earlier, later in itertools.pairwise(rows))
    assert all(entry.before != entry.after for entry in rows)
    assert {entry.actor for entry in rows} == {"boss"}


def test_nothing_is_changed_about_an_account_there_is_not(database, settings, plan, administrator):
    for change in (
        lambda: disable_account(database, administrator, "nobody", NOW),
        lambda: enable_account(database, administrator, "nobody"),
        lambda: reset_password(database, settings, administrator, "nobody", NOW),
        lambda: grant_role(database, plan, administrator, "nobody", Grant(Role.VIEWER)),
    ):
        with pytest.raises(UnknownAccountError):
            change()


def test_an_account_of_an_identity_provider_has_no_password_here(database, settings, administrator):
    with database.transaction() as tx:
        add_account(tx, administrator, "sso", "某人", [Grant(Role.VIEWER)], NOW, issuer="https://id", subject="7")
    with database.reading() as tx:
        assert tx.accounts.by_subject("https://id", "7").name == "sso"
        assert tx.accounts.by_subject("https://id", "8") is None
    with pytest.raises(ExternalPasswordError):
        reset_password(database, settings, administrator, "sso", NOW)
    with pytest.raises(SignInRefusedError):
        sign_in(database, settings, "sso", "", NOW, HERE)


def test_the_first_administrator_comes_by_a_link_that_works_once(database, settings):
    earlier = first_administrator_link(database, settings, NOW)
    link = first_administrator_link(database, settings, NOW)
    assert not is_first_administrator_link(database, earlier.token, NOW)
    assert is_first_administrator_link(database, link.token, NOW)
    with pytest.raises(PasswordTooShortError):
        become_first_administrator(database, settings, link.token, "boss", "主任", "short", NOW, HERE)
    entered = become_first_administrator(database, settings, link.token, "boss", "主任", NEW, NOW, HERE)
    assert entered.signed_in.actor.grants == (BOSS,)
    assert first_administrator_link(database, settings, NOW) is None
    for token in (link.token, earlier.token, ""):
        with pytest.raises(LinkNotValidError):
            become_first_administrator(database, settings, token, "boss2", "主任", NEW, NOW, HERE)


def test_the_first_administrators_link_expires(database, settings):
    link = first_administrator_link(database, settings, NOW)
    assert not is_first_administrator_link(database, link.token, NOW + DAY)
    with pytest.raises(LinkNotValidError):
        become_first_administrator(database, settings, link.token, "boss", "主任", NEW, NOW + DAY, HERE)


def test_a_first_administrator_is_made_only_while_there_is_none(database, settings, account):
    link = first_administrator_link(database, settings, NOW)
    account("boss", BOSS)
    with pytest.raises((LinkNotValidError, AdministratorExistsError)):
        become_first_administrator(database, settings, link.token, "boss2", "主任", NEW, NOW, HERE)


def test_there_is_a_way_back_in_when_no_administrator_could_sign_in(account, database, settings, administrator):
    account("boss", BOSS)
    reset_password(database, settings, administrator, "boss", NOW)
    assert first_administrator_link(database, settings, NOW) is not None


def test_the_first_start_makes_a_secret_that_only_its_owner_reads(tmp_path):
    fresh = Settings(database_url=f"sqlite:///{tmp_path}/new/dabiao.sqlite3")
    with pytest.raises(SecretMissingError):
        required_secret(fresh)
    assert make_secret(fresh)
    assert not make_secret(fresh)
    path = tmp_path / "new" / "dabiao.sqlite3.secret"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert required_secret(fresh) == path.read_text().strip()
    assert len(required_secret(fresh)) >= 32


def test_a_secret_of_the_environment_comes_first_and_must_be_long(tmp_path):
    url = f"sqlite:///{tmp_path}/dabiao.sqlite3"
    given = Settings(database_url=url, secret="x" * 32)
    assert required_secret(given) == "x" * 32
    assert not make_secret(given)
    assert "x" * 32 not in repr(given)
    with pytest.raises(SecretTooShortError):
        required_secret(Settings(database_url=url, secret="x" * 31))


def test_sample_accounts_are_made_once_beside_sample_data_only(database, settings, plan):
    with pytest.raises(SampleOnlyError):
        make_sample_accounts(database, settings, plan, NOW)
    assert sample_accounts(database) == ()
    with database.transaction() as tx:
        tx.facts.set("sample", "october")
    made = make_sample_accounts(database, settings, plan, NOW)
    assert {role for each in made for role in (grant.role for grant in each.account.grants)} == {
        role.value for role in Role if role.grantable
    }
    for each in made:
        assert sign_in(database, settings, each.account.name, each.password, NOW, "127.0.0.1")
    with database.reading() as tx:
        assert tx.last_visits.get(plan.head.id, "leader").seen_at.date() == date(2018, 8, 15)
    assert make_sample_accounts(database, settings, plan, NOW) == ()
    assert len(sample_accounts(database)) == len(made)
    with database.transaction() as tx:
        tx.facts.set("sample", None)
    with pytest.raises(SignInRefusedError):
        sign_in(database, settings, made[0].account.name, made[0].password, NOW, "127.0.0.1")


def test_the_command_line_acts_as_an_account_with_that_accounts_roles_only(account, database, administrator):
    account("zhang", Grant(Role.REPORTER, OWN))
    account("boss", BOSS)
    assert importer(database, "zhang", Role.REVIEWER).grants == (Grant(Role.REPORTER, OWN),)
    assert importer(database, "统计员", Role.REPORTER).grants == (Grant(Role.REPORTER, ALL_UNITS),)
    disable_account(database, administrator, "zhang", NOW)
    with pytest.raises(SignInRefusedError):
        importer(database, "zhang", Role.REPORTER)
