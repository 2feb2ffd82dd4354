"""Submissions: added, decided, found, never changed."""

from datetime import timedelta
from decimal import Decimal
from threading import Thread

import pytest
from sqlalchemy import insert, literal, select

from db.database import Database
from db.errors import ConflictError, DuplicateFigureError, UnknownSubmissionError, UnstorableNumberError
from db.tables import SUBMISSIONS
from indicators.errors import NotFoundError
from indicators.observations import Basis
from indicators.periods import Period
from indicators.returns import ReturnState
from tests.integration.db.reporting import (
    NOON,
    OCTOBER,
    PLAN,
    SEPTEMBER,
    XIGANG,
    ZHONGSHAN,
    current,
    figure,
    key,
    upload,
    uploaded,
)


def test_a_submission_keeps_who_when_what_and_which_return(database: Database):
    given = uploaded(database, figure("3"), content=b"workbook", state=ReturnState.SUBMITTED)
    with database.reading() as tx:
        kept = tx.submissions.get(given.id)
        content = tx.files.get(kept.sha256)
    assert kept == given
    assert (kept.plan_id, kept.key, kept.number) == (PLAN, key(), 1)
    assert (kept.file_name, kept.submitted_by, kept.submitted_at) == ("中山区.xlsx", "li", NOON)
    assert (kept.state, kept.decided_by, kept.decided_at, kept.reason) == (ReturnState.SUBMITTED, None, None, None)
    assert content == b"workbook"


def test_every_observation_knows_its_submission_sheet_and_cell(database: Database):
    wanted = figure("12.5", variable="03")
    given = uploaded(database, figure("3"), wanted, figure("11", variable="03", basis=Basis.RESTATED))
    with database.reading() as tx:
        (traced,) = tx.observations.traced(PLAN, [("03", SEPTEMBER)])
    assert traced.figure == wanted
    assert traced.submission == given


def test_a_figure_is_kept_as_typed_with_its_explanation(database: Database):
    from dataclasses import replace

    odd = replace(figure("1234.5"), typed="１，２３４．５０\0", explanation="含新区企业")
    given = uploaded(database, odd)
    with database.reading() as tx:
        (kept,) = tx.observations.of_submission(given.id)
    assert kept == replace(odd, typed="１，２３４．５０␀")


def test_a_submission_that_starts_approved_was_submitted_first(database: Database):
    given = uploaded(database, figure("3"))
    with database.reading() as tx:
        events = tx.submissions.events(given.id)
    assert [event.state for event in events] == [ReturnState.SUBMITTED, ReturnState.APPROVED]
    assert [event.sequence for event in events] == [1, 2]
    assert (given.decided_by, given.decided_at) == ("li", NOON)


def test_a_draft_is_only_a_draft(database: Database):
    given = uploaded(database, figure("3"), state=ReturnState.DRAFT)
    with database.reading() as tx:
        assert [event.state for event in tx.submissions.events(given.id)] == [ReturnState.DRAFT]
    assert current(database) == {}


def test_a_decision_is_an_event_with_actor_and_reason(database: Database):
    given = uploaded(database, figure("3"), state=ReturnState.SUBMITTED)
    later = NOON + timedelta(hours=2)
    with database.transaction() as tx:
        returned = tx.submissions.record(given.id, ReturnState.RETURNED, "wang", later, "口径不一致")
    assert returned.state is ReturnState.RETURNED
    assert (returned.decided_by, returned.decided_at, returned.reason) == ("wang", later, "口径不一致")
    assert current(database) == {}


def test_submissions_of_a_return_are_numbered_from_one(database: Database):
    with database.transaction() as tx:
        first, second = upload(tx, figure("3")), upload(tx, figure("4"))
        elsewhere = upload(tx, of=key(unit=XIGANG))
        history = tx.submissions.history(PLAN, key())
    assert [submission.number for submission in (first, second, elsewhere)] == [1, 2, 1]
    assert [submission.id for submission in history] == [first.id, second.id]


def test_the_same_file_twice_is_noticed(database: Database):
    first = uploaded(database, figure("3"), content=b"the file")
    with database.reading() as tx:
        assert tx.submissions.with_file(PLAN, key(), first.sha256) == first
        assert tx.submissions.with_file(PLAN, key(unit=XIGANG), first.sha256) is None
        assert tx.submissions.with_file(PLAN, key(), "0" * 64) is None
        assert tx.submissions.of_file(first.sha256) == (first,)


def test_the_listing_has_the_newest_first_and_can_be_narrowed(database: Database):
    with database.transaction() as tx:
        september, october = upload(tx), upload(tx, of=key(period=OCTOBER))
        other_unit = upload(tx, of=key(unit=XIGANG))
        other_form = upload(tx, of=key(form="F02"))
        upload(tx, plan="another-plan")
        submissions = tx.submissions
        assert submissions.listing(PLAN) == (other_form, other_unit, october, september)
        assert submissions.listing(PLAN, form="F02") == (other_form,)
        assert submissions.listing(PLAN, unit=XIGANG) == (other_unit,)
        assert submissions.listing(PLAN, form="F01", unit=ZHONGSHAN, periods=[OCTOBER]) == (october,)
        assert submissions.listing(PLAN, periods=[]) == ()


def test_a_return_is_approved_while_one_of_its_submissions_counts(database: Database):
    with database.transaction() as tx:
        upload(tx)
        upload(tx, of=key(unit=XIGANG), state=ReturnState.SUBMITTED)
        upload(tx, of=key(period=Period.whole_year(2017), form="F01H"))
        assert tx.submissions.approved_keys(PLAN) == {key(), key(period=Period.whole_year(2017), form="F01H")}
        assert tx.submissions.approved_keys(PLAN, years=[2018]) == {key()}
        assert tx.submissions.approved_keys("another-plan") == set()


def test_the_years_of_approved_returns_are_told(database: Database):
    later, before = key(period=Period.month(2019, 1)), key(period=Period.month(2017, 12))
    uploaded(database)
    uploaded(database, of=later, state=ReturnState.SUBMITTED)
    with database.reading() as tx:
        assert tx.submissions.approved_years(PLAN) == {2018}
        assert tx.submissions.approved_years("another") == set()
    earlier = uploaded(database, of=before)
    with database.transaction() as tx:
        tx.submissions.record(earlier.id, ReturnState.REOPENED, "wang", NOON)
        assert tx.submissions.approved_years(PLAN) == {2017, 2018}


def test_returns_approved_later_were_not_approved_then(database: Database):
    uploaded(database)
    uploaded(database, of=key(unit=XIGANG), hours=5)
    with database.reading() as tx:
        assert tx.submissions.approved_keys(PLAN, as_of=NOON + timedelta(hours=1)) == {key()}
        assert tx.submissions.approved_keys(PLAN, as_of=NOON - timedelta(hours=1)) == set()


def test_a_submission_nobody_made_is_not_found(database: Database):
    with database.transaction() as tx:
        with pytest.raises(UnknownSubmissionError):
            tx.submissions.get(7)
        with pytest.raises(NotFoundError):
            tx.submissions.record(7, ReturnState.APPROVED, "wang", NOON)


def test_a_figure_cannot_be_given_twice(database: Database):
    with pytest.raises(DuplicateFigureError) as caught:
        uploaded(database, figure("3"), figure("4"))
    assert caught.value.params["cell"] == "D6"
    with database.reading() as tx:
        assert tx.submissions.listing(PLAN) == ()


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1E+400", "0.0000001"])
def test_a_number_that_is_none_is_never_stored(database: Database, value: str):
    with pytest.raises(UnstorableNumberError):
        uploaded(database, figure(value))
    assert current(database) == {}


def test_missing_is_kept_apart_from_zero(database: Database):
    uploaded(database, figure("0"), figure(None, variable="02"))
    assert current(database, "01", "02", "03") == {("01", ZHONGSHAN): Decimal(0), ("02", ZHONGSHAN): None}


def test_many_people_at_once_all_get_their_turn(database: Database):
    units = [f"unit-{number}" for number in range(12)]
    people = [
        Thread(target=uploaded, args=(database, figure("1", unit=unit)), kwargs={"of": key(unit=unit)})
        for unit in units
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert current(database).keys() == {("01", unit) for unit in units}
    with database.reading() as tx:
        sequence = sorted(e.sequence for s in tx.submissions.listing(PLAN) for e in tx.submissions.events(s.id))
    assert sequence == list(range(1, 25))


def test_a_number_within_a_return_is_given_once(database: Database):
    first = uploaded(database, figure("3"))
    names = SUBMISSIONS.columns.keys()
    same = (literal(99) if name == "id" else SUBMISSIONS.c[name] for name in names)
    again = insert(SUBMISSIONS).from_select(names, select(*same).where(SUBMISSIONS.c.id == first.id))
    with pytest.raises(ConflictError), database.transaction() as tx:
        tx.facts._connection.execute(again)
