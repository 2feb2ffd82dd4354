"""Every role tries every action on its own and on another unit's return, through the services themselves.

The expectations are written out here a second time, on purpose: a change of the table in the code
has to be meant.
"""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db.audit import AuditFilter
from db.errors import TargetInUseError
from db.review_records import CalendarDay
from i18n.texts import texts
from indicators.calendar import DayKind, DeadlineException
from indicators.errors import NotAllowedError, NotFoundError, UnknownUnitError
from indicators.periods import Period
from indicators.plan import RuleState
from indicators.problems import Severity
from indicators.returns import ReturnState
from reports.table_file import TableContent
from sample_data.bad.own_tables import layout, opened, rows_of
from services.accounts.administer_accounts import (
    accounts,
    create_account,
    disable_account,
    enable_account,
    grant_role,
    rename_account,
    reset_password,
    revoke_role,
)
from services.accounts.administer_sessions import revoke_session, revoke_sessions, sessions_in_force
from services.accounts.first_page import choose_first_page, first_page
from services.checks.administer_checks import DraftedCheck, add_check, check_rows, drafted_rule, set_check_state
from services.checks.try_check import try_check, years_to_try
from services.exports.export_summary import export_brief, export_year_end, exports, preview_year_end
from services.exports.export_table import export_table
from services.exports.report_choice import ReportChoice
from services.exports.summary_words import write_words, written_words
from services.exports.verify_summary import ReportUnknownError, verify_summary
from services.exports.year_end_content import brief_content, year_end_content
from services.groundwork.deadlines import deadlines
from services.groundwork.return_states import standing
from services.groundwork.review_errors import NobodyToRemindError
from services.lists.firm_history import firm_history
from services.lists.page_lists import list_page
from services.lists.view_lists import ListQuestion, list_periods, view_lists
from services.measures.measure_entry import begun_entry, entered_return
from services.measures.measure_evidence import add_evidence, evidence_file
from services.measures.measure_matrix import measure_matrix
from services.measures.measure_register import (
    marked_register,
    register_exports,
    register_workbook,
    taken_register,
)
from services.measures.measures import measure_detail, register
from services.monitoring.compare_versions import compare_versions
from services.monitoring.indicator_notes import note_on_indicator
from services.monitoring.last_visit import begin_visit, changes_since
from services.monitoring.monitor import indicator_detail, overview
from services.monitoring.outlooks import tried_outlooks
from services.monitoring.ratio_change import change_between
from services.monitoring.trace_figure import trace
from services.returns.all_forms import all_forms, returns_due
from services.returns.comment_return import comment_on_return
from services.returns.compare_return import opened_return
from services.returns.empty_form import empty_form
from services.returns.original_file import original
from services.returns.own_layouts import open_table, save_layout, saved_layouts, try_layout
from services.returns.returns_overview import returns
from services.returns.review_queue import waiting_returns
from services.returns.review_return import approve_return, approve_returns, reopen_return, send_back_return
from services.returns.submit_return import Upload, check_return, keep_draft, submit_return
from services.rights.actor import LOCAL_OPERATOR, NOBODY, Actor
from services.rights.permission import Action, permits, require
from services.rights.roles import Grant, Role
from services.units.administer_calendar import (
    calendar_settings,
    grant_exception,
    remove_day,
    set_contacts,
    set_days,
    set_lock,
    withdraw_exception,
)
from services.units.completeness import completeness
from services.units.remind import reminders, send_reminders
from services.upkeep.audit_trail import apply_retention, choices, export, history, listing
from services.upkeep.keep_copy import back_up_database, move_database, restore_database
from services.upkeep.rebuild import rebuild
from services.upkeep.verify import verify
from tests.integration.accounts.conftest import NOW, OTHER, OWN, SEPTEMBER, key_of
from workbooks.measure_register import RegisterUnreadableError

TODAY = date(2018, 10, 20)
EVERYBODY = {
    "reporter": (Grant(Role.REPORTER, OWN),),
    "reviewer": (Grant(Role.REVIEWER, OWN),),
    "viewer": (Grant(Role.VIEWER),),
    "auditor": (Grant(Role.AUDITOR),),
    "administrator": (Grant(Role.ADMINISTRATOR),),
    "reporter and reviewer": (Grant(Role.REPORTER, OWN), Grant(Role.REVIEWER, OTHER)),
    "operator": LOCAL_OPERATOR.grants,
    "nobody": (),
}

EVERY_ROLE = {who: "any" for who, grants in EVERYBODY.items() if grants}

# Who may: "own" for their own unit's returns only, "other" for the other one's only, "any" for both.
MAY = {
    "overview": {"viewer": "any"},
    "detail": {"viewer": "any"},
    "overview of what waits too": {"viewer": "any"},
    "detail of what waits too": {"viewer": "any"},
    "trace": {"viewer": "any"},
    "what changed": {"viewer": "any"},
    "year-end content": {"viewer": "any"},
    "year-end workbook": {"viewer": "any"},
    "preview of the summary": {"viewer": "any"},
    "brief content": {"viewer": "any"},
    "brief": {"viewer": "any"},
    "exports": {"viewer": "any"},
    "read the writer's words": {"viewer": "any"},
    "write into the summary": {"viewer": "any"},
    "verify a summary": {"viewer": "any", "auditor": "any"},
    "export a table": EVERY_ROLE,
    "first page": EVERY_ROLE,
    "choose first page": EVERY_ROLE,
    "empty form": {"reporter": "own", "reporter and reviewer": "own"},
    "keep a mapping": {"reporter": "own", "reporter and reviewer": "own"},
    "open a table": {"reporter": "any", "reporter and reviewer": "any"},
    "try a mapping": {"reporter": "own", "reporter and reviewer": "own"},
    "kept mappings": {"reporter": "any", "reporter and reviewer": "any"},
    "all forms": {"reporter": "any", "reporter and reviewer": "any"},
    "check": {"reporter": "own", "reporter and reviewer": "own"},
    "submit": {"reporter": "own", "reporter and reviewer": "own"},
    "original": {"reporter": "own", "reviewer": "own", "reporter and reviewer": "any"},
    "approved original": {"reporter": "own", "reviewer": "own", "viewer": "any", "reporter and reviewer": "any"},
    "approve": {"reviewer": "own", "reporter and reviewer": "other"},
    "send back": {"reviewer": "own", "reporter and reviewer": "other"},
    "approve several": {"reviewer": "own", "reporter and reviewer": "other"},
    "what waits": {"reviewer": "any", "reporter and reviewer": "any"},
    "open a return": {"reporter": "own", "reviewer": "own", "reporter and reviewer": "any"},
    "reopen": {"reviewer": "own", "reporter and reviewer": "other"},
    "note beside a figure": {"reviewer": "any", "reporter and reviewer": "any"},
    "outlooks": {"viewer": "any"},
    "change of a ratio": {"viewer": "any"},
    "begin a visit": {"viewer": "any"},
    "changes since a visit": {"viewer": "any"},
    "comment": {"reporter": "own", "reviewer": "own", "reporter and reviewer": "any"},
    "keep draft": {"reporter": "own", "reporter and reviewer": "own"},
    "completeness": {"reporter": "any", "reviewer": "any", "viewer": "any", "reporter and reviewer": "any"},
    "lists of a unit": {"reporter": "own", "reviewer": "own", "viewer": "any", "reporter and reviewer": "any"},
    "rows of a list": {"reporter": "own", "reviewer": "own", "viewer": "any", "reporter and reviewer": "any"},
    "periods of lists": {"reporter": "any", "reviewer": "any", "viewer": "any", "reporter and reviewer": "any"},
    "a firm": {"reporter": "any", "reviewer": "any", "viewer": "any", "reporter and reviewer": "any"},
    "measures": {"reporter": "any", "reviewer": "any", "viewer": "any", "reporter and reviewer": "any"},
    "one measure": {"reporter": "any", "reviewer": "any", "viewer": "any", "reporter and reviewer": "any"},
    "measure matrix": {"reporter": "any", "reviewer": "any", "viewer": "any", "reporter and reviewer": "any"},
    "exports of the register": {"reporter": "any", "reviewer": "any", "viewer": "any", "reporter and reviewer": "any"},
    "register workbook": {"reporter": "any", "reviewer": "any", "viewer": "any", "reporter and reviewer": "any"},
    "filled register": {"reporter": "any", "reporter and reviewer": "any"},
    "marked register": {"reporter": "any", "reporter and reviewer": "any"},
    "evidence": {"reporter": "any", "reviewer": "any", "viewer": "any", "reporter and reviewer": "any"},
    "add evidence": {"reporter": "own", "reporter and reviewer": "own"},
    "begin entry": {"reporter": "own", "reporter and reviewer": "own"},
    "enter progress": {"reporter": "own", "reporter and reviewer": "own"},
    "deadlines": {"reporter": "any", "reviewer": "any", "viewer": "any", "reporter and reviewer": "any"},
    "reminders": {"reviewer": "any", "reporter and reviewer": "any"},
    "send reminders": {"reviewer": "any", "reporter and reviewer": "any"},
    "calendar": {"administrator": "any"},
    "set days": {"administrator": "any"},
    "remove day": {"administrator": "any"},
    "set lock": {"administrator": "any"},
    "set contacts": {"administrator": "any"},
    "grant exception": {"administrator": "any"},
    "withdraw exception": {"administrator": "any"},
    "see checks": {"reviewer": "any", "administrator": "any", "reporter and reviewer": "any"},
    "years to try": {"reviewer": "any", "administrator": "any", "reporter and reviewer": "any"},
    "try a check": {"reviewer": "any", "administrator": "any", "reporter and reviewer": "any"},
    "set a check": {"administrator": "any"},
    "draft a check": {"administrator": "any"},
    "add a check": {"administrator": "any"},
    "approve own": {},
    "send back own": {},
    "list the trail": {"auditor": "any"},
    "history": {"auditor": "any"},
    "choices": {"auditor": "any"},
    "export the trail": {"auditor": "any"},
    "verify": {"auditor": "any"},
    "retention": {},
    "back up": {},
    "restore": {},
    "move the database": {},
    "rebuild": {},
    "list accounts": {"administrator": "any"},
    "create account": {"administrator": "any"},
    "disable account": {"administrator": "any"},
    "enable account": {"administrator": "any"},
    "rename account": {"administrator": "any"},
    "reset password": {"administrator": "any"},
    "grant role": {"administrator": "any"},
    "revoke role": {"administrator": "any"},
    "list sessions": {"administrator": "any"},
    "end session": {"administrator": "any"},
    "end sessions": {"administrator": "any"},
}


class Tries:
    """Each attempt: a method of what it does, on the return of a unit."""

    def __init__(self, database, plan, settings, upload, stored, account, folder):
        self.database, self.plan, self.settings = database, plan, settings
        self.upload, self.stored, self.folder = upload, stored, folder
        self.numbers = itertools.count()
        self.lists = view_lists(database, plan, LOCAL_OPERATOR, ListQuestion("F04", SEPTEMBER))
        account("somebody", Grant(Role.REPORTER, OWN))
        account("second boss", Grant(Role.ADMINISTRATOR))

    def fresh(self):
        return str(next(self.numbers))

    def waiting(self, unit, by="wang"):
        return self.stored(unit, ReturnState.SUBMITTED, by, self.fresh().encode())

    def run(self, what, actor, unit):
        d, p, s = self.database, self.plan, self.settings
        if what in {"original", "approved original"}:
            state = ReturnState.APPROVED if what.startswith("approved") else ReturnState.SUBMITTED
            number = self.stored(unit, state, "wang", self.fresh().encode())
            with d.reading() as tx:
                sha256 = tx.submissions.get(number).sha256
            return original(d, actor, sha256)
        decide = {
            "approve": lambda: approve_return(d, p, actor, self.waiting(unit), NOW),
            "send back": lambda: send_back_return(d, p, actor, self.waiting(unit), "口径不一致", NOW),
            "approve several": lambda: approve_returns(d, p, actor, [self.waiting(unit)], NOW),
            "what waits": lambda: waiting_returns(d, p, actor),
            "open a return": lambda: opened_return(d, p, actor, self.waiting(unit)),
            "approve own": lambda: approve_return(d, p, actor, self.waiting(unit, actor.name), NOW),
            "send back own": lambda: send_back_return(d, p, actor, self.waiting(unit, actor.name), "误报", NOW),
        }
        tries = {
            **decide,
            **self.between_reporter_and_reviewer(actor, unit),
            **self.about_time(actor, unit),
            **self.about_own_tables(actor, unit),
            **self.about_checks(actor),
            **self.about_copies(actor),
            **self.about_figures(actor),
            **self.about_measures(actor, unit),
            "overview": lambda: overview(d, p, actor, SEPTEMBER, TODAY),
            "detail": lambda: indicator_detail(d, p, actor, "tech_smes", SEPTEMBER, TODAY),
            "overview of what waits too": lambda: overview(d, p, actor, SEPTEMBER, TODAY, submitted=True),
            "detail of what waits too": lambda: indicator_detail(
                d, p, actor, "tech_smes", SEPTEMBER, TODAY, submitted=True
            ),
            "what changed": lambda: compare_versions(d, p, actor, NOW),
            "trace": lambda: trace(d, p, actor, "tech_smes", SEPTEMBER),
            **self.reports(actor),
            "empty form": lambda: empty_form(d, p, actor, "F01", unit, SEPTEMBER, texts("zh")),
            "all forms": lambda: all_forms(d, p, actor, SEPTEMBER, texts("zh"), NOW),
            "check": lambda: check_return(d, p, actor, self.upload(unit), TODAY, reader=None),
            "submit": lambda: submit_return(d, p, actor, self.upload(unit, self.fresh()), NOW, reader=None),
            "export a table": lambda: export_table(d, actor, TableContent("t", "表", (), ("甲",), (("1",),)), "csv"),
            "first page": lambda: first_page(d, actor),
            "choose first page": lambda: choose_first_page(d, actor, "overview"),
            "list the trail": lambda: listing(d, actor, AuditFilter()),
            "history": lambda: history(d, actor, "account:somebody"),
            "choices": lambda: choices(d, actor),
            "export the trail": lambda: export(d, actor, AuditFilter()),
            "verify": lambda: verify(d, p, actor),
            "rebuild": lambda: rebuild(d, p, actor, NOW),
            "retention": lambda: apply_retention(d, s, actor, NOW),
            "list accounts": lambda: accounts(d, actor),
            "create account": lambda: create_account(d, s, p, actor, f"new{self.fresh()}", "新人", [], NOW),
            "disable account": lambda: disable_account(d, actor, "somebody", NOW),
            "enable account": lambda: enable_account(d, actor, "somebody"),
            "rename account": lambda: rename_account(d, actor, "somebody", "某人"),
            "reset password": lambda: reset_password(d, s, actor, "somebody", NOW),
            "grant role": lambda: grant_role(d, p, actor, "somebody", Grant(Role.REPORTER, unit)),
            "revoke role": lambda: revoke_role(d, actor, "somebody", Grant(Role.REPORTER, unit)),
            "list sessions": lambda: sessions_in_force(d, s, actor, NOW),
            "end session": lambda: revoke_session(d, actor, "0123"),
            "end sessions": lambda: revoke_sessions(d, actor, "somebody"),
        }
        return tries[what]()

    def reports(self, actor):
        d, p, zh, xlsx = self.database, self.plan, texts("zh"), ReportChoice("xlsx")

        def verify_file():
            with contextlib.suppress(ReportUnknownError):
                verify_summary(d, p, actor, b"")

        return {
            "year-end content": lambda: year_end_content(d, p, actor, 2018, TODAY, now=NOW),
            "year-end workbook": lambda: export_year_end(d, p, actor, 2018, TODAY, zh, xlsx, now=NOW),
            "preview of the summary": lambda: preview_year_end(d, p, actor, 2018, TODAY, zh, xlsx, now=NOW),
            "brief content": lambda: brief_content(d, p, actor, SEPTEMBER, TODAY, now=NOW),
            "brief": lambda: export_brief(d, p, actor, SEPTEMBER, TODAY, zh, ReportChoice("docx"), now=NOW),
            "exports": lambda: exports(d, p, actor),
            "read the writer's words": lambda: written_words(d, p, actor, 2018, "zh"),
            "write into the summary": lambda: write_words(d, p, actor, 2018, "overall", "zh", "补充", NOW),
            "verify a summary": verify_file,
        }

    def between_reporter_and_reviewer(self, actor, unit):
        d, p = self.database, self.plan

        def reopen():
            with d.reading() as tx:
                history = tx.submissions.history(p.head.id, key_of(unit))
            if history and standing(history).state is ReturnState.SUBMITTED:
                approve_return(d, p, LOCAL_OPERATOR, standing(history).id, NOW)
            approved = self.stored(unit, ReturnState.APPROVED, "wang", self.fresh().encode())
            return reopen_return(d, p, actor, approved, "更正", NOW)

        return {
            "reopen": reopen,
            "comment": lambda: comment_on_return(d, p, actor, self.waiting(unit), "依据？", NOW),
            "keep draft": lambda: keep_draft(d, p, actor, self.upload(unit, self.fresh()), NOW, reader=None),
            "completeness": lambda: completeness(d, p, actor, "F01", 2018, TODAY),
            "lists of a unit": lambda: view_lists(d, p, actor, ListQuestion("F04", SEPTEMBER, unit=unit)),
            "rows of a list": lambda: list_page(d, p, actor, ListQuestion("F04", SEPTEMBER, unit=unit), self.lists),
            "periods of lists": lambda: list_periods(d, p, actor, "F04"),
            "a firm": lambda: unheard_of(lambda: firm_history(d, p, actor, "0" * 18, TODAY)),
            "deadlines": lambda: deadlines(d, p, actor),
        }

    def about_own_tables(self, actor, unit):
        d, p = self.database, self.plan
        mapping, sheet, upload = replace(layout(), unit=unit), opened(rows_of()), Upload("a.csv", b"a,b")
        return {
            "keep a mapping": lambda: save_layout(d, p, actor, mapping, NOW),
            "open a table": lambda: open_table(d, p, actor, upload, reader=None),
            "try a mapping": lambda: try_layout(d, p, actor, upload, sheet, mapping, SEPTEMBER, TODAY),
            "kept mappings": lambda: saved_layouts(d, p, actor),
        }

    def about_checks(self, actor):
        d, p = self.database, self.plan
        draft = DraftedCheck("F01", Severity.SOFT, "01≤02")
        return {
            "see checks": lambda: check_rows(d, p, actor),
            "years to try": lambda: years_to_try(d, p, actor),
            "try a check": lambda: try_check(d, p, actor, p.checks[0], 2018),
            "set a check": lambda: set_check_state(d, p, actor, "A01", RuleState.ACTIVE, NOW),
            "draft a check": lambda: drafted_rule(d, p, actor, draft),
            "add a check": lambda: add_check(d, p, actor, draft, NOW),
        }

    def about_time(self, actor, unit):
        d, p, s = self.database, self.plan, self.settings

        def send():
            with contextlib.suppress(NobodyToRemindError):
                send_reminders(d, s, p, actor, texts("zh"), TODAY)

        return {
            "reminders": lambda: reminders(d, p, actor, TODAY),
            "send reminders": send,
            "calendar": lambda: calendar_settings(d, p, actor),
            "set days": lambda: set_days(d, actor, [CalendarDay(TODAY, DayKind.HOLIDAY, "假日")]),
            "remove day": lambda: remove_day(d, actor, TODAY),
            "set lock": lambda: set_lock(d, actor, None),
            "set contacts": lambda: set_contacts(d, p, actor, {unit: ""}),
            "grant exception": lambda: grant_exception(d, p, actor, DeadlineException(TODAY, "停电", unit=unit), NOW),
            "withdraw exception": lambda: withdraw_exception(d, actor, 1),
        }

    def about_figures(self, actor):
        d, p, share = self.database, self.plan, "high_tech_output_share"
        return {
            "note beside a figure": lambda: note_on_indicator(d, p, actor, "tech_smes", SEPTEMBER, "注", NOW),
            "outlooks": lambda: tried_outlooks(d, p, actor, SEPTEMBER, TODAY),
            "change of a ratio": lambda: change_between(d, p, actor, share, SEPTEMBER.previous, SEPTEMBER),
            "begin a visit": lambda: begin_visit(d, p, actor, NOW),
            "changes since a visit": lambda: changes_since(d, p, actor, NOW, TODAY),
        }

    def about_measures(self, actor, unit):
        d, p, third = self.database, self.plan, Period.parse("2018-Q3")

        def goes_on(try_it):
            """What is permitted stops at the next door: these units have no measures, this file is none."""
            with contextlib.suppress(NotFoundError, UnknownUnitError, RegisterUnreadableError):
                try_it()

        file = Upload("x.xlsx", b"")
        evidence = ("M088", unit, third, "x.pdf", b"%PDF-", NOW)
        return {
            "measures": lambda: register(d, p, actor, TODAY),
            "one measure": lambda: measure_detail(d, p, actor, "M001", TODAY),
            "measure matrix": lambda: measure_matrix(d, p, actor, TODAY),
            "register workbook": lambda: register_workbook(d, p, actor, third, TODAY, texts("zh")),
            "exports of the register": lambda: register_exports(d, p, actor),
            "filled register": lambda: goes_on(lambda: taken_register(d, p, actor, file, reader=None)),
            "marked register": lambda: goes_on(lambda: marked_register(d, p, actor, file, texts("zh"), reader=None)),
            "evidence": lambda: goes_on(lambda: evidence_file(d, p, actor, 1)),
            "add evidence": lambda: goes_on(lambda: add_evidence(d, p, actor, *evidence)),
            "begin entry": lambda: goes_on(lambda: begun_entry(d, p, actor, unit, third)),
            "enter progress": lambda: goes_on(lambda: entered_return(d, p, actor, unit, third, {})),
        }

    def about_copies(self, actor):
        folder = Path(tempfile.mkdtemp(dir=self.folder))

        def restore():
            back_up_database(self.database, LOCAL_OPERATOR, folder / "kept", lambda *_: None)
            with contextlib.suppress(TargetInUseError):
                restore_database(self.database, actor, folder / "kept", lambda *_: None)

        return {
            "back up": lambda: back_up_database(self.database, actor, folder / "backup", lambda *_: None),
            "restore": restore,
            "move the database": lambda: move_database(
                self.database, actor, f"sqlite:///{folder / 'moved'}", lambda *_: None
            ),
        }


def unheard_of(ask):
    """Runs it where there is nothing to be found: permission is asked for first."""
    with contextlib.suppress(NotFoundError):
        ask()


@pytest.fixture
def tries(database, plan, settings, upload, stored, account, tmp_path):
    return Tries(database, plan, settings, upload, stored, account, tmp_path)


def goes(tries, what, actor, unit):
    try:
        tries.run(what, actor, unit)
    except NotAllowedError:
        return False
    return True


def expected(who, what, unit):
    if who == "operator":
        return True
    return MAY[what].get(who) in ({"any", "own"} if unit == OWN else {"any", "other"})


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_may_do_exactly_what_the_table_says_and_every_denial_is_kept(tries, trail, who):
    actor = Actor(f"the {who}", who, EVERYBODY[who], "10.1.2.3")
    asked = list(itertools.product(MAY, (OWN, OTHER)))
    went = {(what, unit): goes(tries, what, actor, unit) for what, unit in asked}
    assert went == {(what, unit): expected(who, what, unit) for what, unit in asked}
    denials = trail(outcome="denied")
    assert len(denials) == sum(not each for each in went.values())
    assert {(row.entry.actor, row.entry.address) for row in denials} <= {(actor.name, "10.1.2.3")}


def test_who_has_not_signed_in_may_nothing(tries):
    assert not [what for what in MAY if goes(tries, what, NOBODY, OWN)]


def test_a_grant_without_a_name_gives_nothing(database):
    assert not permits(Actor(" ", "", LOCAL_OPERATOR.grants), Action.VIEW_FIGURES)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_no_role_over_one_unit_reaches_another(role, action):
    actor = Actor("a", "a", (Grant(role, OWN),))
    assert not permits(actor, action, OTHER)
    assert permits(actor, action, OWN) is permits(Actor("a", "a", (Grant(role),)), action, OTHER)


def test_administering_gives_no_sight_of_figures_and_no_approval():
    boss = Actor("boss", "boss", (Grant(Role.ADMINISTRATOR),))
    may = {action for action in Action if permits(boss, action)}
    own = {Action.EXPORT_TABLE, Action.CHOOSE_FIRST_PAGE, Action.VIEW_CHECKS}
    assert may == {Action.ADMINISTER_ACCOUNTS, Action.ADMINISTER_CALENDAR, Action.ADMINISTER_PLANS} | own


def test_lists_of_returns_show_only_the_units_of_the_actor(database, plan, stored):
    stored(OTHER, ReturnState.APPROVED)
    reporter = Actor("a", "a", (Grant(Role.REPORTER, OWN),))
    assert {row.unit.code for row in returns(database, plan, reporter, SEPTEMBER)} == {OWN}
    leader = Actor("b", "b", (Grant(Role.VIEWER),))
    assert len({row.unit.code for row in returns(database, plan, leader, SEPTEMBER)}) > 10


def test_all_forms_are_those_of_the_actors_own_units(plan):
    reporter = Actor("a", "a", (Grant(Role.REPORTER, OWN), Grant(Role.REVIEWER, OTHER)))
    assert {unit.code for _, unit in returns_due(plan, reporter, SEPTEMBER)} == {OWN}


def test_an_unknown_original_is_no_news_for_who_may_have_none(database):
    with pytest.raises(NotAllowedError):
        original(database, Actor("a", "a", (Grant(Role.AUDITOR),)), "0" * 64)


def test_an_unknown_original_is_not_found_for_who_may_have_some(database):
    with pytest.raises(NotFoundError):
        original(database, Actor("a", "a", (Grant(Role.REPORTER, OWN),)), "0" * 64)


def test_an_approver_named_with_a_submission_is_asked_for_permission_too(database, plan, upload, trail):
    reporter = Actor("a", "a", (Grant(Role.REPORTER, OWN),))
    reviewer = Actor("b", "b", (Grant(Role.REVIEWER, OTHER),))
    for approver in (reviewer, reporter, Actor("a", "a", (Grant(Role.REVIEWER),))):
        with pytest.raises(NotAllowedError):
            submit_return(database, plan, reporter, upload(OWN), NOW, reader=None, approver=approver)
    assert [row.entry.action for row in trail(outcome="denied")] == [
        "approve_return", "approve_return", "approve_own_return",
    ]  # fmt: skip
    with database.reading() as tx:
        assert tx.submissions.listing(plan.head.id) == ()


def test_a_denial_says_in_words_what_was_denied(database):
    with pytest.raises(NotAllowedError) as denied:
        require(database, Actor("a", "a"), Action.APPROVE_RETURN, OWN)
    assert "审核通过" in texts("zh").error(denied.value)
    assert "approve returns" in texts("en").error(denied.value)
