"""The sample as `dabiao init --sample` leaves it: everything accepted, labelled, and in time order."""

import shutil
import subprocess
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from db.database import Database
from i18n.texts import texts
from indicators import registry
from indicators.measure_progress import MeasureStatus
from indicators.observations import Basis, ObservationStatus
from indicators.periods import Period
from indicators.plan import Plan
from indicators.returns import ReturnKey, ReturnState
from sample_data.errors import DatabaseInUseError, OtherSampleError, SampleRefusedError
from sample_data.loading import load_sample
from sample_data.parts import Decision
from sample_data.returns import all_returns
from sample_data.simulation import simulate
from services.exports.export_summary import preview_year_end
from services.exports.report_choice import ReportChoice
from services.groundwork.rollups import untrue_rollups
from services.measures.measure_matrix import measure_matrix
from services.measures.measures import register
from services.monitoring.monitor import overview
from services.rights.actor import LOCAL_OPERATOR
from tests.sample_database import DABIAO, environment

PLAN = registry.load_builtin()
PLAN_ID = PLAN.head.id
AT_THE_YEARS_END = {
    "new_high_tech_firms": "achieved",
    "tech_smes": "achieved",
    "high_tech_output_share": "missed",
    "high_end_equipment_share": "achieved",
    "new_rd_institutions": "missed",
    "invention_patents_per_10k": "missed",
    "technology_contract_value": "achieved",
    "rd_intensity": "not_due",
}


def silent(done, total):
    assert 0 <= done <= total


def path_of(url):
    return Path(url.removeprefix("sqlite:///"))


@pytest.fixture(scope="module")
def sample(sample_database_url):
    database = Database(sample_database_url)
    yield database
    database.dispose()


@pytest.fixture
def copy(sample_database_url, tmp_path):
    """A copy of the sample to change."""
    shutil.copy(path_of(sample_database_url), tmp_path / "copy.sqlite3")
    database = Database(f"sqlite:///{tmp_path / 'copy.sqlite3'}")
    yield database
    database.dispose()


@pytest.fixture
def empty(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    database.upgrade()
    yield database
    database.dispose()


def test_the_database_says_that_it_is_a_sample_and_what_day_it_is(sample):
    with sample.reading() as tx:
        assert (tx.facts.get("sample"), tx.facts.get("today")) == ("october", "2018-10-20")


STATES = {
    Decision.APPROVED: ReturnState.APPROVED,
    Decision.WAITING: ReturnState.SUBMITTED,
    Decision.RETURNED: ReturnState.RETURNED,
}


def test_every_sample_return_is_stored_and_decided_on_in_time_order(sample):
    with sample.reading() as tx:
        stored = sorted(tx.submissions.listing(PLAN_ID), key=lambda submission: submission.id)
    expected = all_returns(PLAN, simulate(), "october")
    assert [submission.key for submission in stored] == [one.key for one in expected]
    assert [submission.submitted_at for submission in stored] == [one.submitted_at for one in expected]
    assert [submission.state for submission in stored] == [
        ReturnState.REOPENED if one.key in {later.key for later in expected[place + 1 :]} else STATES[one.decision]
        for place, one in enumerate(expected)
    ]


def test_the_correction_stands_beside_the_return_that_it_corrects(sample):
    key = ReturnKey("F01", "210281", Period.month(2018, 7))
    with sample.reading() as tx:
        history = tx.submissions.history(PLAN_ID, key)
        now = tx.observations.values(PLAN_ID, {("09", key.period)})
        before = tx.observations.values(
            PLAN_ID, {("09", key.period)}, Basis.CURRENT, as_of=datetime(2018, 8, 15, tzinfo=UTC)
        )
    assert len(history) == 2
    corrected = {one.value for one in now if one.unit == key.unit}
    at_first = {one.value for one in before if one.unit == key.unit}
    assert [f"{value:.2f}" for value in (*at_first, *corrected)] == ["2.10", "1.70"]


def test_the_roll_ups_are_true(sample):
    with sample.reading() as tx:
        assert untrue_rollups(tx, PLAN) == ()


def test_loading_again_changes_nothing(copy):
    with copy.reading() as tx:
        before = tx.submissions.listing(PLAN_ID)
    load_sample(copy, PLAN, "october", silent)
    with copy.reading() as tx:
        assert tx.submissions.listing(PLAN_ID) == before


def test_an_october_sample_can_be_carried_on_to_the_years_end_but_not_back(copy):
    load_sample(copy, PLAN, "year-end", silent)
    with copy.reading() as tx:
        states = {submission.key: submission.state for submission in reversed(tx.submissions.listing(PLAN_ID))}
        stored = set(states)
        today = date.fromisoformat(tx.facts.get("today"))
    assert stored == {one.key for one in all_returns(PLAN, simulate(), "year-end")}
    assert set(states.values()) == {ReturnState.APPROVED}
    assert today == date(2019, 1, 20)
    shown = overview(copy, PLAN, LOCAL_OPERATOR, None, today)
    assert str(shown.period) == "2018-12"
    assert {row.standing.indicator.code: row.standing.status for row in shown.rows} == AT_THE_YEARS_END
    research = next(row.standing.point for row in shown.rows if row.standing.indicator.code == "rd_intensity")
    assert research.status is ObservationStatus.ESTIMATED
    assert 2 < research.value < Decimal("3.2")
    measures_agree(copy, today)
    with pytest.raises(OtherSampleError):
        load_sample(copy, PLAN, "october", silent)


def measures_agree(copy, today):
    """Register, board, matrix and the year-end summary say the same of the measures, and all reports are in."""
    shown = register(copy, PLAN, LOCAL_OPERATOR, today)
    assert (str(shown.due), shown.stale) == ("2018-Q4", ())
    assert shown.counts == {
        MeasureStatus.DONE: 96, MeasureStatus.BLOCKED: 4, MeasureStatus.DELAYED: 1, MeasureStatus.IN_PROGRESS: 1
    }  # fmt: skip
    assert measure_matrix(copy, PLAN, LOCAL_OPERATOR, today).register == shown
    asked = ReportChoice("docx", ("measures",))
    of = preview_year_end(copy, PLAN, LOCAL_OPERATOR, 2018, today, texts("zh"), asked, now=datetime.now(UTC))
    said = {figure.key: figure.number for figure in of.figures}
    assert {status: said[f"measures/{status.value}"] for status in shown.counts} == {
        status: str(count) for status, count in shown.counts.items()
    }
    for unit in {each.measure.lead for each in shown.standings}:
        leads = sum(each.measure.lead == unit for each in shown.standings)
        assert said[f"measures/department/{unit}/all"] == str(leads)
    assert (said["measures/late"], [each.measure.code for each in shown.late]) == ("1", ["M054"])


def test_an_interrupted_load_goes_on_where_it_stopped(empty):
    def stop_after_two(done, _):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_sample(empty, PLAN, "october", stop_after_two)
    with empty.reading() as tx:
        assert tx.facts.get("sample") == "october"
        assert len(tx.submissions.listing(PLAN_ID)) == 2
    with pytest.raises(KeyboardInterrupt):
        load_sample(empty, PLAN, "october", stop_after_two)
    with empty.reading() as tx:
        assert len(tx.submissions.listing(PLAN_ID)) == 2


def test_sample_data_do_not_mix_with_real_returns(copy):
    with copy.transaction() as tx:
        tx.facts.set("sample", None)
    with pytest.raises(DatabaseInUseError):
        load_sample(copy, PLAN, "october", silent)


def test_a_sample_return_that_the_plan_refuses_stops_the_loading(empty):
    def raised(variable):
        return variable.model_copy(update={"minimum": Decimal(100_000)}) if variable.code == "02" else variable

    parts = {name: getattr(PLAN, name) for name in Plan.model_fields}
    plan = Plan(**parts | {"variables": tuple(raised(variable) for variable in PLAN.variables)})
    with pytest.raises(SampleRefusedError) as refused:
        load_sample(empty, plan, "october", silent)
    assert "below_minimum" in refused.value.params["problems"]
    with empty.reading() as tx:
        assert tx.submissions.listing(PLAN_ID) == ()


def test_init_without_a_sample_leaves_an_empty_database(tmp_path):
    url = f"sqlite:///{tmp_path / 'plain.sqlite3'}"
    subprocess.run([DABIAO, "init"], env=environment(url), check=True, capture_output=True, timeout=60)
    database = Database(url)
    with database.reading() as tx:
        assert tx.facts.get("sample") is None
        assert tx.submissions.listing(PLAN_ID) == ()
    database.dispose()
