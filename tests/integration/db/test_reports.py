"""Exports and writers' words come back as they were kept, on either engine."""

from __future__ import annotations

from datetime import timedelta

from db.database import Database
from indicators.periods import Period
from tests.integration.db.reporting import NOON, PLAN, SEPTEMBER, export


def words(database: Database, **when: object) -> dict[str, str]:
    with database.reading() as tx:
        return {each.section: each.text for each in tx.reports.words(PLAN, 2018, "zh", **when)}


def test_an_export_comes_back_as_it_was_kept(database: Database):
    odd = export(as_of=NOON - timedelta(days=1), file_name="=1+1\u202e.docx", figures={"a/b": "−2.50", "c": ">99"})
    with database.transaction() as tx:
        kept = tx.reports.add_export(odd)
    with database.reading() as tx:
        (found,) = tx.reports.exports(PLAN)
    assert found == kept
    assert (found.as_of, found.made_at, found.today) == (odd.as_of, odd.made_at, odd.today)
    assert (found.sections, found.figures, found.parts) == (odd.sections, odd.figures, odd.parts)


def test_exports_are_listed_the_newest_first_and_of_their_plan(database: Database):
    with database.transaction() as tx:
        first = tx.reports.add_export(export())
        second = tx.reports.add_export(export(kind="brief", period=SEPTEMBER))
        tx.reports.add_export(export(plan_id="another"))
    assert second.id > first.id
    with database.reading() as tx:
        assert [each.id for each in tx.reports.exports(PLAN)] == [second.id, first.id]
        assert [each.period for each in tx.reports.exports(PLAN, limit=1)] == [SEPTEMBER]


def test_a_file_is_found_by_its_hash_and_by_its_content_the_newest_export_of_it(database: Database):
    with database.transaction() as tx:
        tx.reports.add_export(export())
        again = tx.reports.add_export(export(period=Period.quarter(2018, 3)))
        tx.reports.add_export(export(sha256="d" * 64, checksum="e" * 64))
    with database.reading() as tx:
        assert tx.reports.export_of_file(PLAN, "a" * 64) == again
        assert tx.reports.export_of_content(PLAN, "b" * 64) == again
        assert tx.reports.export_of_file(PLAN, "b" * 64) is None
        assert tx.reports.export_of_content("another", "b" * 64) is None


def test_the_last_words_count_as_they_were_at_any_moment_and_empty_ones_take_them_back(database: Database):
    told = (
        ("overall", "zh", "初稿。"),
        ("overall", "zh", "定稿。\n第二段"),
        ("overall", "en", "Draft."),
        ("open", "zh", "x"),
    )
    with database.transaction() as tx:
        for hours, (section, language, text) in enumerate((*told, ("open", "zh", ""))):
            tx.reports.add_words(PLAN, 2018, section, language, text, "zhang", NOON + timedelta(hours=hours))
    assert words(database) == {"overall": "定稿。\n第二段"}
    assert words(database, as_of=NOON) == {"overall": "初稿。"}
    assert words(database, as_of=NOON + timedelta(hours=3)) == {"overall": "定稿。\n第二段", "open": "x"}
