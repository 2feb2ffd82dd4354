"""Outlooks, revisions, notes, and what changed since the last visit, through the services."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from indicators.errors import NotAllowedError, UnknownIndicatorError
from indicators.outlook import OutlookReason
from indicators.periods import Period
from indicators.standing import Status
from services.groundwork.points import read_points
from services.monitoring.figure_errors import EmptyNoteError, NoteTooLongError
from services.monitoring.indicator_notes import LONGEST_NOTE, note_on_indicator
from services.monitoring.last_visit import begin_visit, changes_since
from services.monitoring.monitor import indicator_detail, overview
from services.monitoring.outlooks import tried_outlooks
from services.monitoring.ratio_change import change_between
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.roles import Grant, Role
from tests.integration.services.conftest import TODAY
from tests.integration.services.test_monitor import EVERYTHING, row_of

AUGUST, SEPTEMBER = Period.parse("2018-08"), Period.parse("2018-09")
LEADER = Actor("leader", "领导", (Grant(Role.VIEWER),))
REVIEWER = Actor("reviewer", "审核人", (Grant(Role.REVIEWER),))
NOW = datetime(2018, 10, 20, 1, tzinfo=UTC)
EARLY = datetime(2018, 9, 10, 1, tzinfo=UTC)


def on(day: int, month: int = 10) -> datetime:
    return datetime(2018, month, day, 1, tzinfo=UTC)


@pytest.fixture
def report(approve, plan):
    """Every unit reports the same for a month; `first` units report something else."""

    def reported(period, at, first=0, **other):
        for number, unit in enumerate(plan.reporters(plan.form("F01"))):
            approve("F01", unit.code, period, EVERYTHING | (other if number < first else {}), at=at)

    return reported


def detail(database, plan, code="new_high_tech_firms", period=SEPTEMBER, **how):
    return indicator_detail(database, plan, LOCAL_OPERATOR, code, period, TODAY, **how)


def test_history_is_what_would_be_computed_for_every_moment(database, plan, report, approve):
    report("2018-08", EARLY)
    report("2018-09", on(9))
    approve("F01", "210202", "2018-08", EVERYTHING | {"01": 12}, at=on(12))
    approve("F02", "DL-TJJ", "2017", {"23": 600}, at=on(13))
    for moment in (EARLY, on(9), on(12), on(13)):
        with database.reading() as tx:
            computed = {k: v for k, v in read_points(tx, plan, [2018], moment).items() if v.reported or v.denominator}
            kept = {(p.indicator, p.period): p for p in tx.figure_history.known(plan.head.id, [2018], moment)}
        assert {k: v for k, v in kept.items() if k in computed} == computed


def test_an_overview_row_has_its_outlook(database, plan, report):
    report("2018-09", on(9))
    view = overview(database, plan, LOCAL_OPERATOR, SEPTEMBER, TODAY)
    firms, research = row_of(view, "new_high_tech_firms").outlook, row_of(view, "rd_intensity").outlook
    assert (firms.reason, firms.pace) == (OutlookReason.SHORT_HISTORY, Decimal("173.33"))
    assert research.reason is OutlookReason.CANNOT_BE_KNOWN


def test_back_tests_come_with_the_outlooks_of_the_latest_complete_month(database, plan, report):
    report("2018-09", on(9))
    found = tried_outlooks(database, plan, LEADER, None, TODAY)
    assert [each.standing.indicator.code for each in found] == [each.code for each in plan.indicators]
    assert {each.standing.period for each in found[:-1]} == {SEPTEMBER}
    assert all(each.backtest.trials == () for each in found)


def test_a_corrected_figure_is_a_revision_and_a_late_unit_is_none(database, plan, report, approve):
    report("2018-08", EARLY)
    approve("F01", "210202", "2018-08", EVERYTHING | {"01": 14}, at=on(1))
    report("2018-09", on(9))
    (revision,) = detail(database, plan).revisions
    assert (revision.period, revision.first, revision.now, revision.at) == (AUGUST, 130, 134, on(1))
    assert detail(database, plan, as_of=on(1) - timedelta(days=1)).revisions == ()
    assert detail(database, plan, period=Period.parse("2018-07")).revisions == ()


def test_a_population_that_arrives_late_is_told_apart_from_a_correction(database, plan, report, approve):
    approve("F02", "DL-TJJ", "2016", {"23": 600}, at=EARLY)
    report("2018-09", on(9))
    approve("F02", "DL-TJJ", "2017", {"23": 610}, at=on(12))
    (revision,) = detail(database, plan, "invention_patents_per_10k").revisions
    assert (revision.carried, revision.at) == (Period.parse("2016"), on(12))


def test_a_figure_corrected_and_corrected_back_is_no_revision(database, plan, report, approve):
    report("2018-09", on(9))
    approve("F01", "210202", "2018-09", EVERYTHING | {"01": 14}, at=on(10))
    approve("F01", "210202", "2018-09", EVERYTHING, at=on(11))
    assert detail(database, plan).revisions == ()


def test_shares_of_the_gap_add_up_to_actual_minus_target(database, plan, report):
    report("2018-09", on(9), first=3, **{"03": 10})
    found = detail(database, plan, "high_tech_output_share")
    assert len(found.gap) == 13
    assert sum(each.share for each in found.gap) == pytest.approx(-float(found.standing.gap))
    assert detail(database, plan).gap == ()


def test_a_change_between_two_periods_is_level_and_mix(database, plan, report):
    report("2018-08", EARLY)
    report("2018-09", on(9), first=3, **{"04": 200})
    found = change_between(database, plan, LEADER, "high_tech_output_share", AUGUST, SEPTEMBER)
    assert found.level + found.mix == found.after - found.before
    assert found.mix != 0
    assert change_between(database, plan, LEADER, "tech_smes", AUGUST, SEPTEMBER) is None
    with pytest.raises(UnknownIndicatorError):
        change_between(database, plan, LEADER, "happiness", AUGUST, SEPTEMBER)


def test_own_targets_of_units_stand_beside_their_figures(database, plan, report):
    report("2018-09", on(9))
    firms = plan.indicator("new_high_tech_firms").model_dump() | {"unit_targets": [{"unit": "DL-GX", "value": 40}]}
    own = plan.model_copy(update={"indicators": (type(plan.indicators[0]).model_validate(firms), *plan.indicators[1:])})
    found = detail(database, own).targets
    assert (found.rows[0].gap, found.mismatch) == (30, -110)


def test_a_reviewers_note_stands_beside_its_period_and_is_kept_in_the_trail(database, plan, trail):
    note_on_indicator(database, plan, REVIEWER, "new_high_tech_firms", AUGUST, " 证书分批下发 ", NOW)
    note_on_indicator(database, plan, REVIEWER, "rd_intensity", SEPTEMBER, "快报", NOW)
    (found,) = detail(database, plan).notes
    assert (found.period, found.author, found.text) == (AUGUST, "审核人", "证书分批下发")
    assert [each.period for each in detail(database, plan, "rd_intensity").notes] == [Period.parse("2018")]
    assert detail(database, plan, as_of=NOW - timedelta(days=1)).notes == ()
    assert detail(database, plan, period=Period.parse("2018-07")).notes == ()
    noted = [row.entry for row in trail(actions=("note_on_indicator",))]
    assert {(each.object, each.detail) for each in noted} == {
        ("indicator:dalian-2018/new_high_tech_firms/2018-08", "证书分批下发"),
        ("indicator:dalian-2018/rd_intensity/2018", "快报"),
    }


@pytest.mark.parametrize(("text", "error"), [("  ", EmptyNoteError), ("长" * (LONGEST_NOTE + 1), NoteTooLongError)])
def test_a_note_without_or_with_too_much_text_is_refused(database, plan, text, error):
    with pytest.raises(error):
        note_on_indicator(database, plan, REVIEWER, "tech_smes", AUGUST, text, NOW)


def test_only_who_reviews_may_note(database, plan):
    with pytest.raises(NotAllowedError):
        note_on_indicator(database, plan, LEADER, "tech_smes", AUGUST, "好", NOW)


def test_looks_within_half_an_hour_are_one_visit(database, plan):
    assert begin_visit(database, plan, LEADER, NOW) is None
    assert begin_visit(database, plan, LEADER, NOW + timedelta(minutes=20)) is None
    later = NOW + timedelta(minutes=55)
    assert begin_visit(database, plan, LEADER, later) == NOW + timedelta(minutes=20)
    assert begin_visit(database, plan, LEADER, later + timedelta(minutes=1)) == NOW + timedelta(minutes=20)
    assert begin_visit(database, plan, LEADER, later - timedelta(hours=9)) == NOW + timedelta(minutes=20)
    assert begin_visit(database, plan, LOCAL_OPERATOR, later) is None


def test_since_the_last_visit_a_status_turned_and_a_figure_was_corrected(database, plan, report, approve):
    report("2018-08", EARLY)
    report("2018-09", on(9), first=13, **{"01": 12})
    approve("F01", "210202", "2018-08", EVERYTHING | {"09": 7}, at=on(10))
    found = changes_since(database, plan, LEADER, on(20, 9), TODAY)
    assert (found.before, found.now) == (AUGUST, SEPTEMBER)
    turned = {each.now.indicator.code: (each.before.status, each.now.status) for each in found.statuses}
    assert turned["new_high_tech_firms"] == (Status.ON_SCHEDULE, Status.ACHIEVED)
    (corrected,) = found.figures
    assert (corrected.indicator.code, corrected.period) == ("technology_contract_value", AUGUST)
    assert (corrected.before, corrected.now) == (Decimal("84.5"), Decimal(85))


def test_before_anything_was_shown_nothing_has_changed(database, plan, report):
    report("2018-09", on(9))
    found = changes_since(database, plan, LEADER, EARLY, TODAY)
    assert (found.before, found.now, found.statuses, found.figures) == (None, SEPTEMBER, (), ())
    assert changes_since(database, plan, LEADER, NOW, date(2018, 10, 20)).figures == ()
