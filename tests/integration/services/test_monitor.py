from datetime import UTC, datetime
from decimal import Decimal

import pytest

from indicators.errors import NotAllowedError, UnknownIndicatorError
from indicators.observations import ObservationStatus
from indicators.periods import Period
from indicators.standing import Status
from services.exports.documents import status_document
from services.groundwork.rollups import untrue_rollups
from services.monitoring.monitor import indicator_detail, overview
from services.rights.actor import LOCAL_OPERATOR, Actor
from tests.integration.services.conftest import TODAY
from ui.components.proof import why

SEPTEMBER = Period.parse("2018-09")
EVERYTHING = {
    "01": 10, "02": 300, "03": "60.5", "04": 100, "05": 30, "06": 100, "07": 2, "08": 2000, "09": "6.5", "10": 200,
}  # fmt: skip


def look(database, plan, period=None, as_of=None):
    return overview(database, plan, LOCAL_OPERATOR, period, TODAY, as_of=as_of)


def row_of(view, code):
    return next(row for row in view.rows if row.standing.indicator.code == code)


def test_an_empty_database_shows_every_indicator_without_data(database, plan):
    view = look(database, plan)
    assert [row.standing.indicator.code for row in view.rows] == [each.code for each in plan.indicators]
    assert view.default_period is None
    assert view.periods == ()
    assert all(row.standing.point.value is None for row in view.rows)


def test_flows_add_up_and_ratios_are_ratios_of_sums(database, plan, all_report):
    all_report("2018-09", EVERYTHING)
    view = look(database, plan)
    assert view.period == SEPTEMBER
    assert row_of(view, "new_high_tech_firms").standing.point.value == 130
    assert row_of(view, "high_tech_output_share").standing.point.value == Decimal("60.5")
    assert row_of(view, "tech_smes").standing.status is Status.ACHIEVED


def test_a_later_partly_reported_month_is_offered_beside_the_complete_one(database, plan, all_report, approve):
    all_report("2018-09", EVERYTHING)
    approve("F01", "210202", "2018-10", EVERYTHING)
    view = look(database, plan)
    assert view.period == SEPTEMBER
    assert (str(view.partial.period), view.partial.reported, view.partial.expected) == ("2018-10", 1, 13)
    october = look(database, plan, Period.parse("2018-10"))
    assert row_of(october, "new_high_tech_firms").standing.status is Status.INCOMPLETE


def test_a_missing_unit_leaves_the_figure_incomplete_and_never_zero(database, plan, all_report):
    all_report("2018-09", EVERYTHING, but=("DL-GX",))
    row = row_of(look(database, plan, SEPTEMBER), "new_high_tech_firms")
    assert row.standing.status is Status.INCOMPLETE
    assert row.standing.point.missing == ("DL-GX",)
    assert row.standing.point.value == 120


def test_a_correction_moves_the_figure_and_the_roll_ups_stay_true(database, plan, all_report, approve):
    all_report("2018-09", EVERYTHING)
    moved = approve("F01", "210202", "2018-09", {**EVERYTHING, "01": 14})
    assert [(m.indicator, m.before.value, m.after.value) for m in moved] == [("new_high_tech_firms", 130, 134)]
    assert row_of(look(database, plan), "new_high_tech_firms").standing.point.value == 134
    with database.reading() as tx:
        assert untrue_rollups(tx, plan) == ()


def test_a_figure_can_be_seen_as_it_was_known_before_its_correction(database, plan, all_report, approve):
    all_report("2018-09", EVERYTHING)
    approve("F01", "210202", "2018-09", {**EVERYTHING, "01": 14}, at=datetime(2018, 10, 18, tzinfo=UTC))
    before = look(database, plan, SEPTEMBER, as_of=datetime(2018, 10, 15, tzinfo=UTC))
    assert row_of(before, "new_high_tech_firms").standing.point.value == 130
    assert row_of(look(database, plan, SEPTEMBER), "new_high_tech_firms").standing.point.value == 134


def test_patents_use_the_population_of_the_year_before_and_flag_a_carried_one(database, plan, all_report, approve):
    approve("F02", "DL-TJJ", "2016", {"23": 500})
    all_report("2018-09", EVERYTHING)
    carried = row_of(look(database, plan), "invention_patents_per_10k").standing.point
    assert carried.value == 13 * 2000 / Decimal(500)
    assert carried.carried_from == Period.parse("2016")
    approve("F02", "DL-TJJ", "2017", {"23": 520})
    point = row_of(look(database, plan), "invention_patents_per_10k").standing.point
    assert point.value == 50
    assert point.carried_from is None


def test_rd_intensity_is_not_due_before_its_publication(database, plan, all_report):
    all_report("2018-09", EVERYTHING)
    standing = row_of(look(database, plan), "rd_intensity").standing
    assert (standing.status, standing.reason) == (Status.NOT_DUE, "awaiting_publication")


def test_change_is_given_only_between_months_with_the_same_units(database, plan, all_report):
    all_report("2018-08", {**EVERYTHING, "01": 8})
    all_report("2018-09", EVERYTHING)
    assert row_of(look(database, plan), "new_high_tech_firms").change == 26
    all_report("2018-10", {**EVERYTHING, "01": 11}, but=("DL-GX",))
    assert row_of(look(database, plan, Period.parse("2018-10")), "new_high_tech_firms").change is None


def test_detail_lists_every_unit_with_its_own_ratio_and_share(database, plan, all_report):
    all_report("2018-09", EVERYTHING, but=("DL-GX",))
    detail = indicator_detail(database, plan, LOCAL_OPERATOR, "high_tech_output_share", SEPTEMBER, TODAY)
    rows = {row.unit.code: row for row in detail.units}
    assert len(rows) == 13
    assert rows["210202"].value == Decimal("60.5")
    assert round(rows["210202"].share, 6) == round(Decimal(100) / 12, 6)
    assert (rows["DL-GX"].value, rows["DL-GX"].share) == (None, None)
    assert detail.months == ()


def test_detail_of_a_flow_has_months_and_the_net_change_of_its_stock(database, plan, all_report):
    all_report("2017-12", EVERYTHING)
    all_report("2018-01", {**EVERYTHING, "01": 3})
    all_report("2018-02", {**EVERYTHING, "01": 4, "10": 210})
    detail = indicator_detail(database, plan, LOCAL_OPERATOR, "new_high_tech_firms", Period.parse("2018-02"), TODAY)
    assert [month.value for month in detail.months] == [39, 13]
    assert (detail.net_change.before, detail.net_change.now, detail.net_change.change) == (2600, 2730, 130)
    assert [point.period.number for point in detail.last_year] == [12]


def test_an_unknown_indicator_is_an_error(database, plan):
    with pytest.raises(UnknownIndicatorError):
        indicator_detail(database, plan, LOCAL_OPERATOR, "happiness", SEPTEMBER, TODAY)


def test_nobody_may_look(database, plan):
    with pytest.raises(NotAllowedError):
        overview(database, plan, Actor("", ""), SEPTEMBER, TODAY)


def test_the_status_document_keeps_its_keys_and_says_unknown_as_null(database, plan, all_report):
    from i18n.texts import texts

    all_report("2018-09", EVERYTHING)
    view = look(database, plan)
    reasons = [why(row.standing, plan, texts("en")) for row in view.rows]
    document = {entry["code"]: entry for entry in status_document(view, reasons, texts("en"))}
    assert list(document["rd_intensity"]) == [
        "code", "name_zh", "name_en", "unit", "target", "period", "actual", "attainment_percent", "gap", "planned",
        "pace", "status", "coverage", "projection", "reason",
    ]  # fmt: skip
    assert document["rd_intensity"]["actual"] is None
    assert document["new_high_tech_firms"]["actual"] == 130
    assert document["new_high_tech_firms"]["coverage"] == {"reported": 13, "expected": 13}
    assert document["rd_intensity"]["projection"] == {"value": None, "low": None, "high": None, "probability": None}
    assert document["rd_intensity"]["reason"].startswith("The final value is due about")
    pace = {"value": 173.33, "low": None, "high": None, "probability": None}
    assert document["new_high_tech_firms"]["projection"] == pace


def test_a_provisional_denominator_shows_in_the_points_status(database, plan, approve):
    approve("F02", "DL-TJJ", "2017", {"21": 7000, "22": 200})
    points = overview(database, plan, LOCAL_OPERATOR, Period.parse("2018"), TODAY).rows
    assert row_of(type("V", (), {"rows": points}), "rd_intensity").standing.point.status is ObservationStatus.MISSING
    detail = indicator_detail(database, plan, LOCAL_OPERATOR, "rd_intensity", SEPTEMBER, TODAY)
    assert [round(point.value, 4) for point in detail.last_year] == [round(Decimal(20000) / 7000, 4)]
