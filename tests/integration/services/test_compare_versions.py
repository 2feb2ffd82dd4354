"""Two moments compared, and any moment against the story told again up to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.database import Database
from i18n.texts import texts
from indicators.errors import MomentsOutOfOrderError, NotAllowedError, UnknownIndicatorError, UnknownUnitError
from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from services.exports.version_documents import changes_document
from services.groundwork.rollups import refresh_rollups
from services.monitoring.compare_versions import compare_versions
from services.monitoring.monitor import overview
from services.rights.actor import LOCAL_OPERATOR, Actor
from tests.integration.services.conftest import TODAY
from tests.integration.services.test_monitor import EVERYTHING

SEPTEMBER = Period.month(2018, 9)
BEFORE = datetime(2018, 10, 15, tzinfo=UTC)
LATER = datetime(2018, 10, 18, tzinfo=UTC)


def compared(database, plan, since=BEFORE, until=None, **only):
    return compare_versions(database, plan, LOCAL_OPERATOR, since, until, **only)


@pytest.fixture
def corrected(all_report, approve):
    all_report("2018-09", EVERYTHING)
    approve("F01", "210202", "2018-09", {**EVERYTHING, "01": 14, "03": "66.5"}, at=LATER)


def test_a_correction_shows_figure_difference_unit_and_cell(database, plan, corrected):
    found = compared(database, plan)
    assert [(each.indicator.code, each.before.value, each.after.numerator) for each in found.revised] == [
        ("new_high_tech_firms", 130, 134),
        ("high_tech_output_share", Decimal("60.5"), Decimal("792.5")),
    ]
    firms, share = found.revised
    assert (firms.difference, [(part.unit.code, part.contribution) for part in firms.units]) == (4, [("210202", 4)])
    assert [round(part.contribution, 20) for part in share.units] == [round(share.difference, 20)]
    (cell,) = firms.cells
    assert (cell.before.figure.observation.value, cell.after.figure.observation.value) == (10, 14)
    assert cell.after.submission.decided_at == LATER
    assert found.appeared == ()


def test_it_ends_where_it_is_told_to(database, plan, corrected):
    assert compared(database, plan, until=LATER - timedelta(microseconds=1)).figures == ()
    assert len(compared(database, plan, until=LATER).figures) == 2


def test_figures_that_appeared_stand_apart(database, plan, corrected):
    found = compared(database, plan, since=datetime(2018, 10, 1, tzinfo=UTC))
    assert found.revised == ()
    assert {each.indicator.code for each in found.appeared} >= {"new_high_tech_firms", "tech_smes"}
    assert all(part.contribution is None for each in found.appeared for part in each.units)


def test_a_unit_that_came_in_late_is_the_whole_change(database, plan, all_report, approve):
    all_report("2018-09", EVERYTHING, but=("DL-GX",))
    approve("F01", "DL-GX", "2018-09", EVERYTHING, at=LATER)
    firms = compared(database, plan, indicator="new_high_tech_firms").revised[0]
    assert (firms.before.reported, firms.after.reported, firms.difference) == (12, 13, 10)
    assert [(part.unit.code, part.contribution) for part in firms.units] == [("DL-GX", 10)]


def test_it_can_be_asked_for_an_indicator_or_a_unit(database, plan, corrected):
    assert [each.indicator.code for each in compared(database, plan, indicator="new_high_tech_firms").figures] == [
        "new_high_tech_firms"
    ]
    assert len(compared(database, plan, unit="中山区").figures) == 2
    assert compared(database, plan, unit="210203").figures == ()


def test_what_cannot_be_compared_is_refused(database, plan):
    with pytest.raises(MomentsOutOfOrderError):
        compared(database, plan, until=BEFORE - timedelta(days=1))
    with pytest.raises(UnknownIndicatorError):
        compared(database, plan, indicator="happiness")
    with pytest.raises(UnknownUnitError):
        compared(database, plan, unit="天津")
    with pytest.raises(NotAllowedError):
        compare_versions(database, plan, Actor("", ""), BEFORE)


def test_the_document_keeps_its_keys(database, plan, corrected):
    entry = changes_document(compared(database, plan), texts("en"))[0]
    assert list(entry) == [
        "code", "name_zh", "name_en", "unit", "period", "before", "after", "difference", "appeared", "contributions",
        "cells",
    ]  # fmt: skip
    assert entry["contributions"] == [{"unit": "210202", "value": 4}]
    assert (entry["cells"][0]["before"]["value"], entry["cells"][0]["after"]["value"]) == (10, 14)


UNITS = ("210202", "210203", "DL-GX")
sending = st.tuples(
    st.sampled_from(UNITS), st.sampled_from(["2018-08", "2018-09"]), st.integers(1, 9), st.sampled_from(ReturnState)
)
deciding = st.tuples(st.integers(0, 20), st.sampled_from(ReturnState))


def tell(database: Database, plan, steps) -> None:
    """Every step an hour after the one before; approvals refresh the roll-ups, as the service does."""
    ids, hours = [], count()
    for step in steps:
        at = BEFORE + timedelta(hours=next(hours))
        with database.transaction() as tx:
            if len(step) == 4:
                unit, period, value, state = step
                key = ReturnKey("F01", unit, Period.parse(period))
                seen = [Observation(code, unit, key.period, Basis.CURRENT, Decimal(value)) for code in ("01", "02")]
                figures = [ReportedFigure(each, "F01", f"D{each.variable}", str(value)) for each in seen]
                sha256 = tx.files.add(f"{len(ids)} {step}".encode(), at)
                ids.append(tx.submissions.add(plan.head.id, key, "F01.xlsx", sha256, "li", at, figures, state).id)
            elif ids:
                tx.submissions.record(ids[step[0] % len(ids)], step[1], "wang", at)
            periods = [Period.parse("2018-08"), SEPTEMBER]
            refresh_rollups(tx, plan, {(code, period) for code in ("01", "02") for period in periods}, at)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(sending | deciding, min_size=1, max_size=6), data=st.data())
def test_status_as_of_a_moment_is_that_of_the_story_told_up_to_it(tmp_path_factory, sqlite_template, plan, steps, data):
    import shutil

    known = data.draw(st.integers(1, len(steps)))
    folder = tmp_path_factory.mktemp("replay")
    whole, replayed = (
        Database(f"sqlite:///{shutil.copy(sqlite_template, folder / name)}") for name in ("whole", "part")
    )
    tell(whole, plan, steps)
    tell(replayed, plan, steps[:known])
    moment = BEFORE + timedelta(hours=known - 1)
    for period in (None, SEPTEMBER, Period.month(2018, 8)):
        then = overview(whole, plan, LOCAL_OPERATOR, period, TODAY, as_of=moment)
        assert then == overview(replayed, plan, LOCAL_OPERATOR, period, TODAY)
    whole.dispose()
    replayed.dispose()
