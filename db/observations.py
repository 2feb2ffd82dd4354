"""Reported figures, as they count now or counted at a moment, each with the cell it stands in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import pairwise
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select, true

from db.bulk import insert_rows
from db.columns import scaled, storable
from db.current_values import FIGURE, CurrentValueIndex
from db.errors import DuplicateFigureError
from db.in_force import approvals_among, in_parts, sequence_at, was_there
from db.records import CurrentValue, Submission, TracedFigure
from db.review_records import Arrival
from db.submission_rows import of_form, submission_of, submissions_query
from db.tables import CURRENT_VALUES, OBSERVATIONS, SUBMISSION_EVENTS, SUBMISSIONS
from indicators.observations import Basis, Observation, ObservationStatus, ReportedFigure
from indicators.periods import Period
from indicators.returns import ReturnState

_NAMES = OBSERVATIONS.columns.keys()
_KEY = itemgetter(*(_NAMES.index(part) for part in FIGURE))
_CELL = _NAMES.index("cell")

Wanted = Collection[tuple[str, Period]]
"""Variables' codes with periods."""


def add_figures(connection: Connection, submission_id: int, figures: Iterable[ReportedFigure]) -> None:
    """Inserts a submission's figures; see `SubmissionStore.add` for the errors."""
    insert_rows(connection, OBSERVATIONS, figure_rows(submission_id, figures))


def figure_rows(submission_id: int, figures: Iterable[ReportedFigure]) -> list[tuple[Any, ...]]:
    """A submission's figures as rows for `insert_rows`; raises DuplicateFigureError, UnstorableNumberError."""
    # In the order of the key, rows are appended to table and indexes; in any other they are strewn.
    rows = sorted((_row(submission_id, figure) for figure in figures), key=_KEY)
    for row, following in pairwise(rows):
        if _KEY(row) == _KEY(following):
            raise DuplicateFigureError(**dict(zip(FIGURE, _KEY(row), strict=True)), cell=following[_CELL])
    return rows


def _row(submission_id: int, figure: ReportedFigure) -> tuple[Any, ...]:
    o = figure.observation
    return (
        submission_id,
        o.variable,
        str(o.period),
        o.basis.value,
        o.unit,
        scaled(o.value),
        o.status.value,
        storable(figure.sheet),
        figure.cell,
        storable(figure.typed),
        storable(figure.explanation),
    )


def _observation(row: Row[Any]) -> Observation:
    return Observation(row.variable, row.unit, row.period, Basis(row.basis), row.value, ObservationStatus(row.status))


def figure_of(row: Row[Any]) -> ReportedFigure:
    """The reported figure of a row of observations."""
    return ReportedFigure(_observation(row), row.sheet, row.cell, row.typed, row.explanation)


def _current(plan_id: str, variables: Collection[str]) -> Select[Any]:
    same = (CURRENT_VALUES.c[part] == OBSERVATIONS.c[part] for part in ("submission_id", *FIGURE))
    return (
        select(OBSERVATIONS)
        .join_from(CURRENT_VALUES, OBSERVATIONS, and_(*same))
        .where(CURRENT_VALUES.c.plan == plan_id, CURRENT_VALUES.c.variable.in_(variables))
    )


def _approved_last(plan_id: str, wanted: ColumnElement[bool], upto: int) -> Select[Any]:
    """Of each wanted figure, the submission that was approved last up to an event; whether or not it counts."""
    o, e, s = OBSERVATIONS.c, SUBMISSION_EVENTS.c, SUBMISSIONS.c
    approvals = (
        select(func.max(e.sequence))
        .where(e.submission_id == o.submission_id, s.id == o.submission_id, s.plan == plan_id, wanted)
        .where(e.state == ReturnState.APPROVED.value, e.sequence <= upto)
        .group_by(o.variable, o.period, o.unit)
    )
    event = SUBMISSION_EVENTS.alias("approved_last")
    return select(event.c.submission_id).where(event.c.sequence.in_(approvals)).distinct()


class ObservationStore:
    """Finds figures. They are added with their submission and never change."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = CurrentValueIndex(connection)
        self._laid_over: dict[tuple[str, Period, str], Observation] = {}

    def values(
        self, plan_id: str, wanted: Wanted, basis: Basis = Basis.CURRENT, as_of: datetime | None = None
    ) -> list[Observation]:
        """For each wanted variable and period, every unit's approved figure (as known then)."""
        found = [_observation(row) for row in self._rows(plan_id, wanted, basis, as_of)]
        if not self._laid_over or as_of is not None or basis is not Basis.CURRENT:
            return found
        pairs = set(wanted)
        over = {key: each for key, each in self._laid_over.items() if key[:2] in pairs}
        whole = {(each.variable, each.period, each.unit): each for each in found} | over
        return [whole[key] for key in sorted(whole)]

    def lay_over(self, figures: Iterable[Observation]) -> None:
        """From here on `values` gives these in place of what counts; the other questions do not.

        To be used in a reading transaction only, to look at figures that were submitted.
        """
        self._laid_over = {(each.variable, each.period, each.unit): each for each in figures}

    def traced(
        self, plan_id: str, wanted: Wanted, as_of: datetime | None = None, basis: Basis = Basis.CURRENT
    ) -> list[TracedFigure]:
        """The same figures as `values`, each with its cell and its submission (as it was decided on last, then).

        Of a reopened submission, which still counts, that is its approval.
        """
        rows = self._rows(plan_id, wanted, basis, as_of)
        submissions = self._submissions({row.submission_id for row in rows}, sequence_at(self._connection, as_of))
        return [TracedFigure(figure_of(row), submissions[row.submission_id]) for row in rows]

    def series(
        self,
        plan_id: str,
        variables: Collection[str],
        unit: str | None = None,
        basis: Basis = Basis.CURRENT,
        as_of: datetime | None = None,
    ) -> list[Observation]:
        """The figures of some variables (as known then) in all periods, of one unit or of all, in time."""
        o, upto = OBSERVATIONS.c, sequence_at(self._connection, as_of)
        if not variables:
            return []
        if upto is not None:
            of_unit = o.unit == unit if unit is not None else true()
            wanted = and_(o.variable.in_(variables), o.basis == basis.value, of_unit)
            given = self._counted(plan_id, wanted, basis, upto)
            rows = [row for row in given if row.variable in variables and unit in {None, row.unit}]
        else:
            query = _current(plan_id, variables).where(CURRENT_VALUES.c.basis == basis.value)
            if unit is not None:
                query = query.where(CURRENT_VALUES.c.unit == unit)
            rows = list(self._connection.execute(query))
        return sorted(map(_observation, rows), key=lambda each: (each.period, each.unit, each.variable))

    def of_submission(self, submission_id: int) -> list[ReportedFigure]:
        """All figures of one submission, whatever its state."""
        query = select(OBSERVATIONS).where(OBSERVATIONS.c.submission_id == submission_id)
        return [figure_of(row) for row in self._connection.execute(query)]

    def arrivals(
        self, plan_id: str, form: str, years: Collection[int], unit: str | None = None, as_of: datetime | None = None
    ) -> list[Arrival]:
        """When each current figure of a form's returns of some years first came in filled (by then).

        Filled is with a value, or with a word for why there is none. Of one unit where told.
        """
        s, o = SUBMISSIONS.c, OBSERVATIONS.c
        what = (s.form, s.unit, s.period, o.variable, o.period.label("figure_period"))
        query = (
            select(*what, func.min(s.submitted_at).label("at"))
            .join_from(SUBMISSIONS, OBSERVATIONS, o.submission_id == s.id)
            .where(*of_form(plan_id, form, years, unit), o.basis == Basis.CURRENT.value)
            .where(or_(o.value.is_not(None), o.typed != ""))
            .group_by(s.form, s.unit, s.period, o.variable, o.period)
        )
        if (upto := sequence_at(self._connection, as_of)) is not None:
            query = query.where(was_there(upto))
        rows = self._connection.execute(query)
        return [Arrival(r.form, r.unit, r.period, r.variable, r.figure_period, r.at) for r in rows]

    def ever_approved(self, plan_id: str) -> set[tuple[str, Period]]:
        """The variables and periods of all figures in submissions that were ever approved, counting now or not."""
        o, e, s = OBSERVATIONS.c, SUBMISSION_EVENTS.c, SUBMISSIONS.c
        approved = (
            select(e.submission_id)
            .join_from(SUBMISSION_EVENTS, SUBMISSIONS, s.id == e.submission_id)
            .where(s.plan == plan_id, e.state == ReturnState.APPROVED.value)
        )
        query = select(o.variable, o.period).where(o.submission_id.in_(approved)).distinct()
        return {(variable, period) for variable, period in self._connection.execute(query)}

    def rebuild_current(self, plan_id: str) -> None:
        """Makes the plan's current-value index anew."""
        self._index.rebuild(plan_id)

    def current_differences(self, plan_id: str) -> set[CurrentValue]:
        """Where the current-value index is not what follows from approvals; empty when sound."""
        return self._index.differences(plan_id)

    def _rows(self, plan_id: str, wanted: Wanted, basis: Basis, as_of: datetime | None) -> list[Row[Any]]:
        if not wanted:
            return []
        pairs = set(wanted)
        upto = sequence_at(self._connection, as_of)
        rows = self._rows_now(plan_id, pairs, basis) if upto is None else self._rows_then(plan_id, pairs, basis, upto)
        return sorted(
            (row for row in rows if (row.variable, row.period) in pairs), key=lambda r: (r.variable, r.period, r.unit)
        )

    def _rows_now(self, plan_id: str, pairs: set[tuple[str, Period]], basis: Basis) -> list[Row[Any]]:
        query = _current(plan_id, {variable for variable, _ in pairs}).where(
            CURRENT_VALUES.c.period.in_({period for _, period in pairs}), CURRENT_VALUES.c.basis == basis.value
        )
        return list(self._connection.execute(query))

    def _rows_then(self, plan_id: str, pairs: set[tuple[str, Period]], basis: Basis, upto: int) -> list[Row[Any]]:
        o = OBSERVATIONS.c
        wanted = and_(
            o.variable.in_({variable for variable, _ in pairs}),
            o.period.in_({period for _, period in pairs}),
            o.basis == basis.value,
        )
        return self._counted(plan_id, wanted, basis, upto)

    def _counted(self, plan_id: str, wanted: ColumnElement[bool], basis: Basis, upto: int) -> list[Row[Any]]:
        """The figures of the submissions that gave a wanted one and counted at a point in the sequence of events.

        Of each figure, the one approved last. There are others than wanted among them: asked for by variable
        and period too, SQLite would go through all that was ever given, not through what counted.
        """
        o = OBSERVATIONS.c
        last = set(self._connection.scalars(_approved_last(plan_id, wanted, upto)))
        approvals = approvals_among(self._connection, plan_id, last, upto)
        if len(approvals) < len(last):
            # A correction has left a figure out: who gave it last does not count. Then everybody who ever did is asked.
            givers = set(self._connection.scalars(select(o.submission_id).where(wanted).distinct()))
            approvals = approvals_among(self._connection, plan_id, givers, upto)
        ids, winners = sorted(approvals, key=approvals.__getitem__), dict[tuple[str, Period, str], Row[Any]]()
        for part in in_parts(ids):
            given = o.submission_id.in_(part), o.basis == basis.value
            rows = sorted(
                self._connection.execute(select(OBSERVATIONS).where(*given)),
                key=lambda row: approvals[row.submission_id],
            )
            winners.update({(row.variable, row.period, row.unit): row for row in rows})
        return list(winners.values())

    def _submissions(self, ids: set[int], upto: int | None) -> dict[int, Submission]:
        approved = submissions_query(SUBMISSIONS.c.id.in_(ids), upto=upto, passing_over=ReturnState.REOPENED)
        rows = self._connection.execute(approved)
        return {row.id: submission_of(row) for row in rows}
