"""Everything of accounts and of the audit trail that a person may be shown has its words in both languages."""

import pytest

from db.accounts import name_key
from i18n.texts import LANGUAGES, texts
from indicators.errors import NotAllowedError
from services.rights import access_errors
from services.rights.audit_events import Event, Outcome
from services.rights.permission import RIGHTS, Action
from services.rights.roles import ALL_UNITS, Grant, Role
from services.upkeep.audit_trail import COLUMNS

ERRORS = [each for each in vars(access_errors).values() if getattr(each, "__module__", "") == access_errors.__name__]
PARAMS = {
    "minutes": 15, "length": 10, "name": "li", "account": "li", "role": "viewer", "unit": "210202", "file": "secret",
    "what": "li", "action": "check_return",
}  # fmt: skip

both_languages = pytest.mark.parametrize("language", LANGUAGES)


@both_languages
def test_every_error_is_said(language):
    for error in ERRORS:
        assert "{" not in texts(language).error(error(**PARAMS))


@both_languages
def test_every_action_event_outcome_and_column_has_a_name(language):
    say = texts(language)
    keys = [f"permissions.action.{action}" for action in Action]
    keys += [f"audit.action.{action}" for action in (*Action, *Event)]
    keys += [f"audit.outcome.{outcome}" for outcome in Outcome]
    keys += [f"audit.column.{column}" for column in COLUMNS]
    keys += [f"permissions.{part}.{role}" for role in Role for part in ("role", "role_says")]
    assert all(say(key) for key in keys)


@both_languages
def test_a_denial_of_any_action_is_said_in_words(language):
    said = [texts(language).error(NotAllowedError(action=action.value)) for action in Action]
    assert len(set(said)) == len(Action)
    assert not [each for each in said if "_" in each]


def test_every_role_has_rights_and_only_the_operator_all():
    assert RIGHTS.keys() == set(Role)
    assert all(RIGHTS.values())
    assert [role for role in Role if RIGHTS[role] == set(Action)] == [Role.OPERATOR]


def test_no_grantable_role_may_approve_its_own_or_let_go_of_the_trail():
    for role in Role:
        if role.grantable:
            assert not RIGHTS[role] & {Action.APPROVE_OWN_RETURN, Action.APPLY_RETENTION}


def test_figures_and_approval_never_go_with_administering():
    hidden = {
        Action.VIEW_FIGURES, Action.VIEW_RETURNS, Action.EXPORT_REPORT, Action.DOWNLOAD_ORIGINAL,
        Action.DOWNLOAD_APPROVED_ORIGINAL, Action.APPROVE_RETURN, Action.SUBMIT_RETURN, Action.VIEW_AUDIT,
    }  # fmt: skip
    assert not RIGHTS[Role.ADMINISTRATOR] & hidden


@pytest.mark.parametrize(
    ("grant", "unit", "covers"),
    [
        (Grant(Role.REPORTER, "210202"), "210202", True),
        (Grant(Role.REPORTER, "210202"), "210203", False),
        (Grant(Role.REPORTER, "210202"), None, True),
        (Grant(Role.REPORTER), "210203", True),
        (Grant(Role.REPORTER, ""), "210203", False),
        (Grant(Role.REPORTER, "210202"), ALL_UNITS, False),
    ],
)
def test_a_grant_covers_its_unit_or_all(grant, unit, covers):
    assert grant.covers(unit) is covers


@pytest.mark.parametrize("name", ["Zhang", " zhang ", "ＺＨＡＮＧ", "zhang\u3000"])
def test_a_name_is_looked_up_without_width_case_and_spaces(name):
    assert name_key(name) == "zhang"
