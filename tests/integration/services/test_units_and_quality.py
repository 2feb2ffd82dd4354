"""Units' pages and the data quality page: worked by hand on a few returns."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from indicators.errors import NotAllowedError, UnknownUnitError
from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from services.returns.comment_return import comment_on_return
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.roles import Grant, Role
from services.units.data_quality import data_quality
from services.units.unit_profile import unit_profile
from services.units.unit_returns import units_at

TODAY = date(2018, 10, 20)
SEPTEMBER = Period.month(2018, 9)
ZHONGSHAN, XIGANG = "210202", "210203"
LEADER = Actor("leader", "leader", (Grant(Role.VIEWER),))
REPORTER = Actor("reporter", "reporter", (Grant(Role.REPORTER, ZHONGSHAN),))
WHOLE = {"01": 5, "02": 80, "03": 30, "04": 40, "05": 3, "06": 9, "07": 1, "08": 100, "09": 2, "10": 60}


@pytest.fixture
def monthly(plan):
    """The plan with one monthly form only, so that counts can be told by hand."""
    return plan.model_copy(update={"forms": tuple(form for form in plan.forms if form.code in {"F01", "F02"})})


@pytest.fixture
def store(database, plan):
    """store(unit, period, state, {variable: (value, basis, explanation)}) adds one submission; its id."""

    def add(unit, period, state, figures, at=datetime(2018, 10, 8, tzinfo=UTC), reason=None):
        key = ReturnKey("F01", unit, Period.parse(period))
        reported = [
            ReportedFigure(
                Observation(variable, unit, key.period, basis, None if value is None else Decimal(str(value))),
                "F01",
                f"D{row}",
                str(value),
                explanation,
            )
            for row, (variable, value, basis, explanation) in enumerate(figures, start=9)
        ]
        with database.transaction() as tx:
            sha256 = tx.files.add(f"{unit} {period} {figures} {at}".encode(), at)
            sent = tx.submissions.add(
                plan.head.id, key, "a.xlsx", sha256, "reporter", at, reported, ReturnState.SUBMITTED
            )
            if state is not ReturnState.SUBMITTED:
                tx.submissions.record(sent.id, state, "reviewer", at, reason)
            return sent.id

    return add


def current(**values):
    return [(code.removeprefix("v"), value, Basis.CURRENT, None) for code, value in values.items()]


@pytest.fixture
def profile(database, plan):
    def of(unit=ZHONGSHAN, actor=LOCAL_OPERATOR, period=SEPTEMBER):
        return unit_profile(database, plan, actor, unit, period, TODAY)

    return of


def part(profile, code):
    return next(each for each in profile.contributions if each.indicator.code == code)


def test_a_flow_counts_by_its_months_and_its_share_of_the_city(approve, profile):
    for month, value in (("2018-07", 3), ("2018-08", 5), ("2018-09", 6)):
        approve("F01", ZHONGSHAN, month, {"01": value})
    approve("F01", XIGANG, "2018-09", {"01": 18})
    found = part(profile(), "new_high_tech_firms")
    assert found.row.value == 6
    assert found.row.share == 25
    assert (found.rank, found.ranked) == (2, 2)
    assert found.months == (None, None, None, None, None, None, None, 2, 1)


def test_a_ratio_counts_by_its_own_ratio_and_the_share_of_the_denominator(approve, profile):
    approve("F01", ZHONGSHAN, "2018-09", {"03": 30, "04": 40})
    approve("F01", XIGANG, "2018-09", {"03": 30, "04": 120})
    found = part(profile(), "high_tech_output_share")
    assert (found.row.value, found.row.share, found.rank) == (75, 25, 1)


def test_equal_values_share_a_place_and_who_did_not_report_has_none(approve, profile):
    approve("F01", ZHONGSHAN, "2018-09", {"02": 80})
    approve("F01", XIGANG, "2018-09", {"02": 80})
    assert part(profile(), "tech_smes").rank == 1
    assert part(profile(XIGANG), "tech_smes").rank == 1
    other = part(profile("DL-GX"), "tech_smes")
    assert (other.rank, other.row.value, other.ranked) == (None, None, 2)


def test_what_was_sent_back_is_to_do_and_its_comments_are_open(store, database, plan, profile):
    number = store(ZHONGSHAN, "2018-09", ReturnState.RETURNED, current(v01=5), reason="口径不一致")
    comment_on_return(database, plan, REPORTER, number, "正在核实", datetime(2018, 10, 9, tzinfo=UTC))
    found = profile(actor=REPORTER)
    assert [each.submission.reason for each in found.to_do.sent_back] == ["口径不一致"]
    assert [each.comment.text for each in found.comments] == ["正在核实"]
    assert found.takes_part


def test_leaders_see_no_comments(store, database, plan, profile):
    number = store(ZHONGSHAN, "2018-09", ReturnState.RETURNED, current(v01=5), reason="口径不一致")
    comment_on_return(database, plan, REPORTER, number, "正在核实", datetime(2018, 10, 9, tzinfo=UTC))
    found = profile(actor=LEADER)
    assert not found.comments
    assert not found.takes_part


def test_a_reporter_sees_no_other_unit_and_nobody_an_unknown_one(profile):
    with pytest.raises(NotAllowedError):
        profile(XIGANG, REPORTER)
    with pytest.raises(UnknownUnitError):
        profile("nowhere")


def test_a_department_shows_what_it_leads_and_no_returns_it_does_not_owe(profile, plan):
    found = profile("DL-JXW")
    assert {each.indicator.code for each in found.leads} == {i.code for i in plan.indicators if i.lead == "DL-JXW"}
    assert not found.contributions


def test_the_map_tells_done_late_under_way_and_not_yet_apart(store, database, monthly):
    store(ZHONGSHAN, "2018-09", ReturnState.APPROVED, current(**{f"v{code}": value for code, value in WHOLE.items()}))
    store(XIGANG, "2018-09", ReturnState.SUBMITTED, current(v01=5))
    store("210204", "2018-09", ReturnState.RETURNED, current(v01=5), reason="不符")
    units = {each.unit.code: each for each in units_at(database, monthly, LOCAL_OPERATOR, SEPTEMBER, TODAY)}
    assert units[ZHONGSHAN].is_done
    assert units[XIGANG].is_under_way
    assert not units[XIGANG].is_late
    assert units["210204"].is_late
    assert units["210211"].is_late  # due on 10 October, and nothing came
    october = {
        each.unit.code: each for each in units_at(database, monthly, LOCAL_OPERATOR, Period.month(2018, 10), TODAY)
    }
    assert not october["210211"].is_late
    assert not october["210211"].is_under_way


def test_reporters_see_only_their_own_unit_on_the_map(database, plan):
    assert [each.unit.code for each in units_at(database, plan, REPORTER, SEPTEMBER, TODAY)] == [ZHONGSHAN]


def test_every_district_and_zone_has_a_place_of_its_own_on_the_map(plan):
    places = [unit.tile for unit in plan.units if unit.kind.value in {"district", "zone"}]
    assert None not in places
    assert len(set(places)) == len(places)


def test_a_corrected_return_shows_what_changed_and_by_how_much(store, database, plan):
    store(ZHONGSHAN, "2018-07", ReturnState.APPROVED, current(v01=5, v09="2.10", v02=80))
    later = store(
        ZHONGSHAN,
        "2018-07",
        ReturnState.APPROVED,
        current(v01=5, v09="1.70", v02=None),
        datetime(2018, 10, 9, tzinfo=UTC),
    )
    found = data_quality(database, plan, LOCAL_OPERATOR, TODAY)
    changes = {each.variable: each for each in found.revisions}
    assert changes.keys() == {"02", "09"}
    assert (changes["09"].before, changes["09"].after, changes["09"].submission_id) == (
        Decimal("2.1"),
        Decimal("1.7"),
        later,
    )
    assert round(changes["09"].percent, 2) == Decimal("-19.05")
    assert changes["02"].percent is None
    (unit,) = found.by_unit
    assert (unit.unit.code, unit.changed, unit.returns, unit.largest) == (ZHONGSHAN, 2, 1, changes["09"])


def test_the_quality_of_an_earlier_day_knows_nothing_of_a_later_correction(store, database, plan):
    first, then, later = (datetime(2018, 10, day, tzinfo=UTC) for day in (8, 9, 10))
    explained = ("01", 5, Basis.CURRENT, "集中认定")
    store(ZHONGSHAN, "2018-07", ReturnState.APPROVED, [explained, ("03", 10, Basis.PUBLISHED, None)], first)
    store(
        ZHONGSHAN,
        "2018-07",
        ReturnState.APPROVED,
        [("01", 6, Basis.CURRENT, None), ("03", 10, Basis.PUBLISHED, None), ("03", 11, Basis.RESTATED, None)],
        later,
    )
    before = data_quality(database, plan, LOCAL_OPERATOR, TODAY, then)
    assert [each.figure.explanation for each in before.explained] == ["集中认定"]
    assert not before.revisions
    assert not before.restated
    now = data_quality(database, plan, LOCAL_OPERATOR, TODAY)
    at_the_end = data_quality(database, plan, LOCAL_OPERATOR, TODAY, later)
    assert (now.months, now.explained, now.revisions, now.restated) == (
        at_the_end.months,
        at_the_end.explained,
        at_the_end.revisions,
        at_the_end.restated,
    )
    assert not now.explained
    assert [(each.before, each.after) for each in now.revisions] == [(5, 6)]
    assert [each.restated for each in now.restated] == [11]


def test_a_unit_and_the_map_of_an_earlier_day_know_nothing_of_a_later_return(store, database, monthly):
    then = datetime(2018, 10, 8, 12, tzinfo=UTC)
    store(ZHONGSHAN, "2018-09", ReturnState.APPROVED, current(v01=6), datetime(2018, 10, 9, tzinfo=UTC))
    day = date(2018, 10, 8)
    before = unit_profile(database, monthly, LOCAL_OPERATOR, ZHONGSHAN, SEPTEMBER, day, then)
    assert part(before, "new_high_tech_firms").row.value is None
    after = unit_profile(database, monthly, LOCAL_OPERATOR, ZHONGSHAN, SEPTEMBER, TODAY)
    assert part(after, "new_high_tech_firms").row.value == 6
    (mine,) = (
        each
        for each in units_at(database, monthly, LOCAL_OPERATOR, SEPTEMBER, day, then)
        if each.unit.code == ZHONGSHAN
    )
    assert all(each.submission is None for each in mine.returns)


def test_an_upload_that_was_never_approved_is_no_revision(store, database, plan):
    store(ZHONGSHAN, "2018-07", ReturnState.RETURNED, current(v01=9), reason="不符")
    store(ZHONGSHAN, "2018-07", ReturnState.APPROVED, current(v01=5))
    assert not data_quality(database, plan, LOCAL_OPERATOR, TODAY).revisions


def test_a_base_is_restated_only_where_the_two_differ(store, database, plan):
    figures = [
        ("03", 10, Basis.PUBLISHED, None),
        ("03", 11, Basis.RESTATED, "口径调整"),
        ("04", 20, Basis.PUBLISHED, None),
        ("04", 20, Basis.RESTATED, None),
        ("05", 3, Basis.PUBLISHED, None),
    ]
    store(ZHONGSHAN, "2018-09", ReturnState.APPROVED, figures)
    (found,) = data_quality(database, plan, LOCAL_OPERATOR, TODAY).restated
    assert (found.variable, found.published, found.restated, found.explanation) == ("03", 10, 11, "口径调整")


def test_explanations_are_of_figures_that_count(store, database, plan):
    store(ZHONGSHAN, "2018-09", ReturnState.APPROVED, [("01", 5, Basis.CURRENT, "集中认定")])
    store(XIGANG, "2018-09", ReturnState.SUBMITTED, [("01", 5, Basis.CURRENT, "尚未审核")])
    found = data_quality(database, plan, LOCAL_OPERATOR, TODAY)
    assert [each.figure.explanation for each in found.explained] == ["集中认定"]
    assert not data_quality(database, plan, Actor("o", "o", (Grant(Role.REPORTER, XIGANG),)), TODAY).explained


def test_months_count_what_is_filled_and_frame_what_is_late(store, database, monthly):
    whole = current(**{f"v{code}": value for code, value in WHOLE.items()})
    store(ZHONGSHAN, "2018-09", ReturnState.APPROVED, whole, datetime(2018, 10, 12, tzinfo=UTC))
    rows = dict(data_quality(database, monthly, LOCAL_OPERATOR, TODAY).months)
    month = {each.period: each for each in rows[monthly.unit(ZHONGSHAN)]}[SEPTEMBER]
    assert (month.filled, month.asked, month.late) == (10, 10, True)


def test_values_that_not_every_unit_has_reported_are_not_settled(approve, database, plan):
    approve("F01", ZHONGSHAN, "2018-08", {"02": 80})
    approve("F01", ZHONGSHAN, "2018-09", {"02": 81})
    found = data_quality(database, plan, LEADER, TODAY).unsettled
    (smes,) = [each for each in found if each.indicator.code == "tech_smes"]
    assert (str(smes.first), str(smes.last), smes.point.reported) == ("2018-08", "2018-09", 1)
    assert not data_quality(database, plan, REPORTER, TODAY).unsettled


def test_months_that_are_not_settled_are_joined_only_where_they_follow_each_other(approve, database, plan):
    for month in ("2018-03", "2018-04", "2018-08"):
        approve("F01", ZHONGSHAN, month, {"02": 80})
    found = data_quality(database, plan, LEADER, TODAY).unsettled
    runs = [(str(each.first), str(each.last)) for each in found if each.indicator.code == "tech_smes"]
    assert runs == [("2018-03", "2018-04"), ("2018-08", "2018-08")]
