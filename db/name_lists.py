"""Rows of name lists, as they were submitted, and which list of each unit and period counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, func, insert, select

from db.bulk import insert_rows
from db.columns import storable
from db.in_force import APPROVAL, SUBMISSION, counts, in_parts, sequence_at
from db.list_records import CurrentList, FirstListed, ListedEntry, ListedKey
from db.submission_rows import submission_of, submissions_query
from db.tables import SUBMISSION_EVENTS, SUBMISSIONS
from db.tables_lists import CURRENT_LISTS, LIST_ENTRIES, NAME_LISTS
from indicators.firm_names import name_key
from indicators.name_lists import Entry, NameList
from indicators.periods import Period
from indicators.plan_lists import ListField
from indicators.returns import ReturnKey, ReturnState

_FIELDS = {
    ListField.NAME: "name",
    ListField.CODE: "code",
    ListField.CERTIFICATE: "certificate",
    ListField.KIND: "kind",
    ListField.HOST: "host",
}


def add_list(connection: Connection, submission_id: int, listed: NameList) -> None:
    """Inserts a submission's list."""
    head = (submission_id, storable(listed.sheet), len(listed), storable(listed.explanation))
    insert_rows(connection, NAME_LISTS, [head])
    text = {of: listed.texts(of) for of in _FIELDS}
    columns = zip(
        listed.rows,
        text[ListField.NAME],
        text[ListField.CODE],
        text[ListField.CERTIFICATE],
        listed.days,
        text[ListField.KIND],
        text[ListField.HOST],
        strict=True,
    )
    insert_rows(
        connection,
        LIST_ENTRIES,
        [
            (
                submission_id,
                row,
                storable(name),
                storable(name_key(name)),
                storable(code),
                storable(listed.typed.get(row)),
                storable(certificate),
                None if day is None else day.isoformat(),
                storable(kind),
                storable(host),
                storable(listed.notes.get(row)),
            )
            for row, name, code, certificate, day, kind, host in columns
        ],
    )


class NameListStore:
    """Finds lists. They are added with their submission and never change."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_submission(self, submission_id: int) -> NameList | None:
        """The list that a submission brought, None where it is no list's."""
        head = self._connection.execute(
            select(NAME_LISTS).where(NAME_LISTS.c.submission_id == submission_id)
        ).one_or_none()
        if head is None:
            return None
        e = LIST_ENTRIES.c
        wanted = (e.row, e.name, e.code, e.certificate, e.kind, e.host, e.day, e.note, e.typed)
        query = select(*wanted).where(e.submission_id == submission_id).order_by(e.row)
        rows = self._connection.execute(query).all()
        columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in wanted]
        numbers, names, codes, certificates, kinds, hosts, days, notes, typed = columns
        texts = (names, codes, certificates, kinds, hosts)
        return NameList(
            sheet=head.sheet,
            rows=numbers,
            columns=dict(zip(_FIELDS, texts, strict=True)),
            days=days,
            notes={row: note for row, note in zip(numbers, notes, strict=True) if note is not None},
            typed={row: text for row, text in zip(numbers, typed, strict=True) if text is not None},
            explanation=head.explanation,
        )

    def sizes(self, submission_ids: Collection[int]) -> Mapping[int, int]:
        """How many rows the lists of these submissions have; a submission without list is absent."""
        query = select(NAME_LISTS.c.submission_id, NAME_LISTS.c.entries)
        rows = self._connection.execute(query.where(NAME_LISTS.c.submission_id.in_(submission_ids)))
        return {row.submission_id: row.entries for row in rows}

    def current(
        self, plan_id: str, form: str, *, period: Period | None = None, as_of: datetime | None = None
    ) -> list[CurrentList]:
        """Which list of each unit counts (as known then), of one period or of all, in time and by unit."""
        if as_of is None:
            c = CURRENT_LISTS.c
            query = select(c.form, c.unit, c.period, c.submission_id).where(c.plan == plan_id, c.form == form)
            found = [CurrentList(*row) for row in self._connection.execute(query)]
        else:
            due = self._due(plan_id, sequence_at(self._connection, as_of))
            found = [each for each in due if each.form == form]
        return sorted(
            (each for each in found if period in {None, each.period}), key=lambda each: (each.period, each.unit)
        )

    def keys(self, submission_ids: Collection[int], codes: Collection[str]) -> list[ListedKey]:
        """By what the rows with one of the codes in these submissions' lists are known again."""
        e, found = LIST_ENTRIES.c, list[ListedKey]()
        for some in in_parts(sorted(codes)):
            query = select(e.submission_id, e.code, e.name_key).where(
                e.code.in_(some), e.submission_id.in_(submission_ids)
            )
            found += [ListedKey(*row) for row in self._connection.execute(query.order_by(e.code, e.submission_id))]
        return found

    def first_listed(self, plan_id: str, form: str, codes: Collection[str]) -> list[FirstListed]:
        """When each unit's list first had each of the codes."""
        s, e, event, found = SUBMISSIONS.c, LIST_ENTRIES.c, SUBMISSION_EVENTS.c, list[FirstListed]()
        sent = select(event.sequence).where(event.submission_id == s.id, event.state == ReturnState.SUBMITTED.value)
        for some in in_parts(sorted(codes)):
            query = (
                select(e.code, s.unit, func.min(s.submitted_at).label("at"))
                .join_from(LIST_ENTRIES, SUBMISSIONS, e.submission_id == s.id)
                .where(s.plan == plan_id, s.form == form, e.code.in_(some), exists(sent))
                .group_by(e.code, s.unit)
            )
            found += [FirstListed(row.code, row.unit, row.at) for row in self._connection.execute(query)]
        return found

    def of_code(self, plan_id: str, code: str) -> list[ListedEntry]:
        """Every row with this code, in any list that was ever approved, the newest submission first."""
        e = LIST_ENTRIES.c
        query = (
            select(LIST_ENTRIES, NAME_LISTS.c.sheet)
            .join_from(LIST_ENTRIES, NAME_LISTS, NAME_LISTS.c.submission_id == e.submission_id)
            .where(e.code == code)
        )
        rows = self._connection.execute(query).all()
        ids = {row.submission_id for row in rows}
        approved = submissions_query(
            SUBMISSIONS.c.id.in_(ids), SUBMISSIONS.c.plan == plan_id, passing_over=ReturnState.REOPENED
        )
        submissions = {each.id: each for each in map(submission_of, self._connection.execute(approved))}
        found = [
            ListedEntry(
                Entry(row.row, row.name, row.code, row.certificate, row.day, row.kind, row.host),
                row.sheet,
                row.note,
                submission,
            )
            for row in rows
            if (submission := submissions.get(row.submission_id)) and submission.state is ReturnState.APPROVED
        ]
        return sorted(found, key=lambda each: (-each.submission.id, each.entry.row))

    def replace(self, plan_id: str, key: ReturnKey, before: Collection[int], after: Collection[int]) -> None:
        """Of a return, other submissions count now than before: so do their lists, where they brought any."""
        listed = self.sizes({*before, *after})
        if listed:
            c = CURRENT_LISTS.c
            same = (c.plan == plan_id, c.form == key.form, c.unit == key.unit, c.period == key.period)
            self._connection.execute(delete(CURRENT_LISTS).where(*same))
            self._keep(plan_id, [CurrentList(key.form, key.unit, key.period, each) for each in after if each in listed])

    def rebuild_current(self, plan_id: str) -> None:
        """Makes the plan's index of lists anew."""
        self._connection.execute(delete(CURRENT_LISTS).where(CURRENT_LISTS.c.plan == plan_id))
        self._keep(plan_id, self._due(plan_id))

    def current_differences(self, plan_id: str) -> set[CurrentList]:
        """Where the index of lists is not what follows from approvals; empty when sound."""
        c = CURRENT_LISTS.c
        query = select(c.form, c.unit, c.period, c.submission_id).where(c.plan == plan_id)
        kept = {CurrentList(*row) for row in self._connection.execute(query)}
        return kept ^ set(self._due(plan_id))

    def _due(self, plan_id: str, upto: int | None = None) -> list[CurrentList]:
        s = SUBMISSION.c
        query = (
            select(s.form, s.unit, s.period, s.id)
            .join_from(SUBMISSION, NAME_LISTS, NAME_LISTS.c.submission_id == s.id)
            .join(APPROVAL, APPROVAL.c.submission_id == s.id)
            .where(counts(plan_id, upto))
        )
        return [CurrentList(*row) for row in self._connection.execute(query)]

    def _keep(self, plan_id: str, lists: Collection[CurrentList]) -> None:
        rows = [
            {
                "plan": plan_id,
                "form": each.form,
                "unit": each.unit,
                "period": each.period,
                "submission_id": each.submission_id,
            }
            for each in lists
        ]
        if rows:
            self._connection.execute(insert(CURRENT_LISTS), rows)
