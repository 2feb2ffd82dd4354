"""The examples of docs/statistics.md, by their numbers."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from indicators.aggregation import increments, month_value, point
from indicators.backtest import backtest
from indicators.composite import composite_attainment
from indicators.credit_codes import ALPHABET, check_character
from indicators.decomposition import UnitPair, gap_shares, ratio_change
from indicators.digits import display_decimals, pace_decimals
from indicators.judging import Reason
from indicators.list_changes import changes
from indicators.name_lists import listed_counts
from indicators.observations import ObservationStatus
from indicators.paths import planned_share, seasonal_shares
from indicators.periods import months_of
from indicators.plan import Milestone, PlannedPath
from indicators.progress import attainment, baseline, gap, is_final
from indicators.publication import PartialMonth, default_period
from indicators.standing import Standing, Status
from indicators.status import standing
from indicators.unit_targets import own_targets
from indicators.year_on_year import OTHER_UNITS, Growth, GrowthBasis
from tests.unit.indicators.courses import flow_years, looks, points, to_date
from tests.unit.indicators.listing import ANEW, FIRMS, NEW, code, firms, rows_of
from tests.unit.indicators.listing import SEPTEMBER as SEPTEMBER_2018
from tests.unit.indicators.small_plan import (
    BUREAU,
    FLOW,
    INTENSITY,
    MISSING,
    PER_HEAD,
    PLAN,
    SHARE,
    STOCK,
    UNITS,
    at_least,
    at_most,
    figure,
    figures,
    indicator,
    month,
    reported,
    value_point,
    year,
)
from tests.unit.indicators.test_scope import change, changed, growth

SEPTEMBER, JUNE = month(9), month(6)
ESTIMATED, PROVISIONAL = ObservationStatus.ESTIMATED, ObservationStatus.PROVISIONAL
ENERGY = indicator(target=at_most("80"))
PATENTS = reported("08", SEPTEMBER, "10000 10000 13000")
LATER = date(2019, 6, 30)


def stands(of, at, value: str, base: str | None = "0", today: date = LATER, **more: object) -> Standing:
    return standing(PLAN, of, value_point(of, at, value, **more), None if base is None else Decimal(base), None, today)


def test_every_example_of_the_document_is_repeated_here():
    text = (Path(__file__).parents[3] / "docs" / "statistics.md").read_text(encoding="utf-8")
    told = [int(number) for number in re.findall(r"\*\*Example (\d+)\.\*\*", text)]
    repeated = {int(match[1]) for name in globals() if (match := re.match(r"test_example_(\d+)_", name))}
    assert told == list(range(1, len(told) + 1))
    assert repeated == set(told)


def test_example_1_months_from_year_to_date():
    known = {month(1): Decimal(10), month(2): Decimal(25), month(4): Decimal(60), month(5): Decimal(58)}
    found = month_value(known, months_of(2018)[:5])
    assert [each.value for each in found] == [10, 15, None, None, -2]
    assert [each.negative for each in found] == [False] * 4 + [True]


def test_example_2_january_and_february_together():
    found = month_value({month(2): Decimal(20), month(3): Decimal(30)}, months_of(2018)[:3], first=2)
    assert [(each.starts, each.period.number, each.value) for each in found] == [(1, 2, 20), (3, 3, 10)]


def test_example_3_months_over_units():
    known = figures(*reported("01", month(8), "10 20 30"), *reported("01", SEPTEMBER, "14 28 -"))
    found = increments(PLAN, "01", UNITS, 2018, known)[8]
    assert (found.value, found.reported, found.expected) == (12, 2, 3)


def test_example_4_a_ratio_of_sums():
    known = figures(*reported("03", SEPTEMBER, "90 10 20"), *reported("04", SEPTEMBER, "100 50 50"))
    assert point(PLAN, SHARE, SEPTEMBER, known).value == 60


def test_example_5_only_pairs_enter():
    known = figures(*reported("03", SEPTEMBER, "90 10 -"), *reported("04", SEPTEMBER, "100 - 50"))
    found = point(PLAN, SHARE, SEPTEMBER, known)
    assert (found.value, found.reported, found.expected, found.missing) == (90, 1, 3, ("B", "C"))
    assert standing(PLAN, SHARE, found, Decimal(60), None, LATER).status is Status.INCOMPLETE


@pytest.mark.parametrize(("status", "expected", "missing"), [(MISSING, 3, ("C",)), (None, 2, ())])
def test_example_6_zero_blank_and_not_applicable(status, expected: int, missing: tuple[str, ...]):
    known = figures(*reported("01", SEPTEMBER, "10 0 -"), figure("01", "C", SEPTEMBER, None, status))
    found = point(PLAN, FLOW, SEPTEMBER, known)
    assert (found.value, found.reported, found.expected, found.missing) == (10, 2, expected, missing)


def test_example_7_nothing_under_the_line():
    known = figures(*reported("03", SEPTEMBER, "0 0 0"), *reported("04", SEPTEMBER, "0 0 0"))
    found = standing(PLAN, SHARE, point(PLAN, SHARE, SEPTEMBER, known), None, None, LATER)
    assert (found.status, found.reason) == (Status.NO_DATA, Reason.ZERO_DENOMINATOR)


@pytest.mark.parametrize(
    ("populations", "value", "carried"),
    [
        ({2017: "600"}, 55, None),
        ({2016: "550"}, 60, year(2016)),
        ({2015: "500"}, None, None),
        ({2017: "600", 2018: "700"}, 55, None),
    ],
)
def test_example_8_population_of_the_previous_year_end(populations: dict[int, str], value, carried):
    people = [figure("23", BUREAU, year(each), number) for each, number in populations.items()]
    found = point(PLAN, PER_HEAD, SEPTEMBER, figures(*PATENTS, *people))
    assert (found.value, found.carried_from) == (value, carried)


def test_example_9_research_over_gdp():
    known = figures(figure("22", BUREAU, year(), "240"), figure("21", BUREAU, year(), "7500"))
    found = point(PLAN, INTENSITY, SEPTEMBER, known)
    assert (found.value, found.reported, found.expected, found.period) == (Decimal("3.2"), 1, 1, year())


def test_example_10_the_weakest_status():
    known = figures(figure("22", BUREAU, year(), "240"), figure("21", BUREAU, year(), "7500", PROVISIONAL))
    assert point(PLAN, INTENSITY, year(), known).status is PROVISIONAL


@pytest.mark.parametrize(
    ("target", "actual", "attained", "missing"),
    [
        (at_least("120"), 90, "0.75", 30),
        (at_least("120"), 180, "1.5", -60),
        (at_most("80"), 100, "0.8", 20),
        (at_most("80"), 64, "1.25", -16),
        (at_least("0"), 5, None, -5),
    ],
)
def test_example_11_attainment_and_gap(target, actual: int, attained: str | None, missing: int):
    of = indicator(target=target)
    assert attainment(of, Fraction(actual)) == (None if attained is None else Fraction(attained))
    assert gap(of, Fraction(actual)) == missing


def test_example_12_planned_shares_of_july():
    steps = (Milestone(month=6, share="0.3"), Milestone(month=9, share="0.9"))
    past = {
        at: value_point(FLOW, at, "100" if number == 12 else july)
        for past_year, july in ((2015, "60"), (2016, "50"), (2017, "55"))
        for number in range(1, 13)
        for at in [month(number, past_year)]
    }
    seasonal = indicator(path=PlannedPath(kind="seasonal"))
    two_years = {at: each for at, each in past.items() if at.year > 2015}
    assert planned_share(FLOW, month(7), None) == Fraction(7, 12)
    assert planned_share(indicator(path=PlannedPath(kind="milestones", milestones=steps)), month(7), None) == Fraction(
        1, 2
    )
    assert planned_share(seasonal, month(7), seasonal_shares(PLAN, seasonal, past, month(7))) == Fraction(55, 100)
    assert planned_share(seasonal, month(7), seasonal_shares(PLAN, seasonal, two_years, month(7))) is None
    assert seasonal_shares(changed(change(since="2015-04", variable="01")), seasonal, past, month(7)) is None


@pytest.mark.parametrize(
    ("at", "actual", "planned", "pace", "status", "reason"),
    [
        (5, "2600", 2650, Decimal("0.8"), Status.BEHIND, None),
        (6, "2600", None, None, Status.NO_PATH, Reason.SCOPE_CHANGED),
        (6, "3000", None, None, Status.ACHIEVED, None),
    ],
)
def test_example_12_a_baseline_from_before_a_change_of_scope(at, actual, planned, pace, status, reason):
    plan = changed(change(since="2018-06", variable="02"))
    base = baseline(plan, STOCK, value_point(STOCK, month(12, 2017), "2400"), month(at))
    found = standing(plan, STOCK, value_point(STOCK, month(at), actual), base, None, date(2018, 7, 1))
    assert (found.planned, found.pace, found.status, found.reason) == (planned, pace, status, reason)


@pytest.mark.parametrize(
    ("of", "at", "base", "actual", "shown"),
    [
        (FLOW, SEPTEMBER, "0", "81", "90 0.9 -7.5 13"),
        (SHARE, JUNE, "61", "62.5", "63 0.75 -0.77 0.42"),
        (ENERGY, JUNE, "100", "95", "90 0.5 -4.68 -2.5"),
    ],
)
def test_example_13_progress(of, at, base: str, actual: str, shown: str):
    found = stands(of, at, actual, base)
    figures_shown = [found.planned, found.pace, found.schedule_difference, found.required_rate]
    assert [round(each or Decimal(0), 2) for each in figures_shown] == [Decimal(each) for each in shown.split()]


@pytest.mark.parametrize(
    ("at", "actual", "status"),
    [(JUNE, "65", Status.ACHIEVED), (JUNE, "64.9", Status.BEHIND), (month(12), "64.9", Status.MISSED)],
)
def test_example_14_a_target_to_hold(at, actual: str, status: Status):
    found = stands(SHARE, at, actual, "66")
    assert (found.status, found.planned, found.pace) == (status, None, None)


def test_example_15_final():
    final = value_point(PER_HEAD, month(12), "55")
    assert is_final(final)
    assert not is_final(replace(final, reported=2))
    assert not is_final(replace(final, status=ESTIMATED))
    assert not is_final(replace(final, carried_from=year(2016)))


@pytest.mark.parametrize(
    ("actual", "status"),
    [
        ("53.999999", Status.BEHIND),
        ("54", Status.SLIGHTLY_BEHIND),
        ("59.999999", Status.SLIGHTLY_BEHIND),
        ("60", Status.ON_SCHEDULE),
        ("119.999999", Status.ON_SCHEDULE),
        ("120", Status.ACHIEVED),
    ],
)
def test_example_16_both_sides_of_every_line(actual: str, status: Status):
    assert stands(FLOW, JUNE, actual).status is status


@pytest.mark.parametrize(
    ("asked", "known", "status", "reason"),
    [
        (date(2019, 3, 1), ESTIMATED, Status.NOT_DUE, Reason.AWAITING_PUBLICATION),
        (date(2019, 8, 31), ESTIMATED, Status.NOT_DUE, Reason.AWAITING_PUBLICATION),
        (date(2019, 9, 1), ESTIMATED, Status.NO_DATA, Reason.LATE),
        (date(2019, 8, 20), ObservationStatus.NORMAL, Status.ACHIEVED, None),
    ],
)
def test_example_17_publication(asked: date, known: ObservationStatus, status: Status, reason: Reason | None):
    found = stands(INTENSITY, year(), "3.3", "3.0", asked, status=known)
    assert (found.status, found.reason, found.gap) == (status, reason, Decimal("-0.1"))
    assert round(found.attainment or Decimal(0), 1) == Decimal("103.1")


@pytest.mark.parametrize(
    ("threshold", "present", "incomplete"), [("1", 13, False), ("1", 12, True), ("0.9", 12, False), ("0.9", 11, True)]
)
def test_example_18_coverage(threshold: str, present: int, incomplete: bool):
    of = indicator(coverage_threshold=Decimal(threshold))
    found = stands(of, JUNE, "60", reported=present, expected=13)
    assert (found.status is Status.INCOMPLETE) is incomplete


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("53", [(Status.SLIGHTLY_BEHIND, 1)]),
        ("54", [(Status.ON_SCHEDULE, 6), (Status.BEHIND, -1)]),
        ("60", [(Status.ACHIEVED, 60), (Status.SLIGHTLY_BEHIND, -1)]),
        ("150", [(Status.ON_SCHEDULE, -31)]),
    ],
)
def test_example_19_smallest_flips(actual: str, expected: list[tuple[Status, int]]):
    assert [(flip.to, flip.change) for flip in stands(FLOW, JUNE, actual).proof.flips] == expected


def test_example_19_goes_on_with_a_share_just_below_its_target():
    flip = stands(SHARE, JUNE, "64.96", "55").proof.flips[0]
    assert (flip.to, flip.change, flip.value) == (Status.ACHIEVED, Decimal("0.1"), Decimal("65.06"))


def test_example_20_digits():
    assert [display_decimals(stands(SHARE, JUNE, each, "55")) for each in ("64.94", "64.96", "65.04")] == [1, 2, 1]
    nearly = stands(FLOW, JUNE, "59.76")
    assert (nearly.pace, pace_decimals(nearly)) == (Decimal("0.996"), 3)


def test_example_21_the_month_shown_unasked():
    known = figures(
        *(
            each
            for number, who in ((3, "1 1 -"), (9, "1 1 1"), (10, "1 1 -"))
            for code in ("01", "02", "03", "04", "08")
            for each in reported(code, month(number), who)
        )
    )
    found = default_period(PLAN, [point(PLAN, of, at, known) for of in PLAN.indicators for at in months_of(2018)])
    assert (found.period, found.partial) == (SEPTEMBER, PartialMonth(month(10), 2, 3))


def unit_pairs(*rows: tuple[str, int, int]) -> list[UnitPair]:
    return [UnitPair(code, Decimal(n), Decimal(d)) for code, n, d in rows]


def test_example_22_the_outlook_of_a_flow():
    of = indicator("flow", "01", "150")
    found = looks(of, points(of, flow_years()), 6)
    assert (found.value, found.low, found.high) == (Decimal("151.2"), Decimal("147.6"), Decimal("154.8"))
    assert found.probability == pytest.approx(Decimal(2) / 3, abs=Decimal("0.04"))
    assert found.pace == 144


def test_example_23_the_outlook_of_a_share():
    rising = [round(50 + 0.2 * n, 1) for n in range(11)]
    years = {2016: rising, 2017: rising, 2018: [round(62 + 0.1 * n, 1) for n in range(6)]}
    found = looks(SHARE, points(SHARE, years, first=2), 7, base="62")
    assert (found.value, found.low, found.high) == (Decimal("63.25"), Decimal("63"), Decimal("63.5"))
    assert found.pace == Decimal("62.857")


def test_example_24_the_months_that_can_be_tried():
    years = {2015: to_date([10] * 12), **flow_years(upto=9)}
    found = backtest(PLAN, FLOW, points(FLOW, years), SEPTEMBER)
    assert [trial.origin.year for trial in found.trials] == [2017] * 11 + [2018] * 8


def test_example_25_shares_of_the_gap():
    shares = gap_shares(SHARE, unit_pairs(("A", 90, 100), ("B", 10, 50), ("C", 20, 50)))
    assert [each.share for each in shares] == [Fraction(25, 2), Fraction(-45, 4), Fraction(-25, 4)]


def test_example_26_level_and_mix():
    before, after = unit_pairs(("A", 90, 100), ("B", 20, 100)), unit_pairs(("A", 135, 150), ("B", 15, 50))
    found = ratio_change(SHARE, before, after)
    assert [(each.level, each.mix) for each in found.units] == [(0, Fraction(25, 4)), (Fraction(15, 4), 10)]
    assert found.level + found.mix == found.after - found.before == 20


def test_example_27_a_unit_that_came():
    found = ratio_change(SHARE, unit_pairs(("A", 90, 100)), unit_pairs(("A", 90, 100), ("B", 10, 50)))
    assert (found.level, found.mix, found.membership) == (0, 0, Fraction(-70, 3))


def test_example_28_own_targets():
    of = FLOW.model_validate(
        FLOW.model_dump() | {"unit_targets": ({"unit": "A", "value": 50}, {"unit": "C", "value": 30})}
    )
    found = own_targets(PLAN, of, {"A": Decimal(40)})
    assert (found.mismatch, found.rows[0].gap) == (-40, 10)


def test_example_29_the_check_character_of_a_code():
    values = [ALPHABET.index(sign) for sign in "91350100M000100Y4"]
    weights = [3**place % 31 for place in range(17)]
    assert weights == [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    products = [value * weight for value, weight in zip(values, weights, strict=True)]
    assert products == [9, 3, 27, 135, 0, 26, 0, 0, 420, 0, 0, 0, 8, 0, 0, 900, 112]
    assert (sum(products), divmod(1640, 31)) == (1640, (52, 28))
    assert check_character("91350100M000100Y4") == ALPHABET[31 - 28] == "3"


def test_example_30_what_a_list_counts_to():
    rows = [(1, "2018-03-01", NEW), (2, "2018-05-02", ANEW), (3, "2017-12-31", NEW)]
    listed = firms(*rows, (4, "2015-09-30", NEW), (5, "2015-10-01", ANEW))
    assert listed_counts(FIRMS, listed, SEPTEMBER_2018) == {"01": 1, "10": 4}


def test_example_31_what_became_of_the_rows():
    p, q, r, s, t, u = range(1, 7)
    august = {
        "A": firms((p, "2015-09-20", NEW), (q, "2015-09-10", NEW), (r, "2017-01-01", NEW), (s, "2016-01-01", NEW)),
        "B": firms((u, "2017-01-01", NEW)),
    }
    september = {
        "A": firms((p, "2018-09-03", ANEW), (t, "2018-09-05", NEW)),
        "B": firms((u, "2017-01-01", NEW), (r, "2017-01-01", NEW)),
    }
    before, now = ({unit: rows_of(listed, FIRMS) for unit, listed in lists.items()} for lists in (august, september))
    assert {(each.unit, each.key): each.change.value for each in changes(FIRMS, before, now, SEPTEMBER_2018)} == {
        ("A", code(p)): "renewed",
        ("A", code(q)): "expired",
        ("A", code(r)): "moved_out",
        ("A", code(s)): "left",
        ("A", code(t)): "new",
        ("B", code(u)): "kept",
        ("B", code(r)): "moved_in",
    }
    assert [(len(before[unit]), len(now[unit])) for unit in "AB"] == [(4, 2), (1, 2)]


def test_example_32_growth_against_last_year():
    april, before = month(4), month(4, 2017)
    now, then = reported("01", april, "11 22 33"), reported("01", before, "10 20 20")
    every, only_a = reported("01", april, "22 22 22"), reported("01", april, "15 - -")
    assert growth(known=[*now, *then]) == Growth(50, 32, GrowthBasis.APPROVED)
    assert growth(known=[*now, *then], given=every) == Growth(66, 0, GrowthBasis.RESTATED)
    assert growth(known=[*now, *then], given=only_a) == Growth(55, 20, GrowthBasis.MIXED)
    assert growth(known=[*now, *reported("01", before, "10 20 -")]) == OTHER_UNITS
    broken = change(since="2018-01", variable="01")
    assert growth(changed(broken), known=[*now, *then]) == Growth(None, None, None, broken)
    assert growth(known=[*now, *reported("01", before, "0 0 0")]) == Growth(0, None, GrowthBasis.APPROVED)


def test_example_11_the_composite_of_a_flow_half_done_and_of_nothing_where_nothing_is_asked():
    both = ((at_least("120"), "60"), (at_most("0"), "0"))
    weighed = [indicator(target=target, weight=Decimal(1)) for target, _ in both]
    standings = [stands(of, month(12), value) for of, (_, value) in zip(weighed, both, strict=True)]
    assert composite_attainment(standings) == 75
