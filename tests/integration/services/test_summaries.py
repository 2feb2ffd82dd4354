"""Summaries from a database: what is kept of an export, what a writer adds, and what has changed since."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest

from db.audit import AuditFilter
from i18n.texts import texts
from indicators.errors import UnknownPeriodError, UnknownSectionError
from indicators.periods import Period
from indicators.year_on_year import UNKNOWN
from reports.figure_names import figure_name
from services.exports.export_summary import export_brief, export_year_end, exports, preview_year_end
from services.exports.report_choice import STAGES, ReportChoice
from services.exports.summary_words import LONGEST, WordsTooLongError, word_places, write_words, written_words
from services.exports.verification_document import verification_document
from services.exports.verify_summary import ReportTooLargeError, ReportUnknownError, verify_summary
from services.exports.year_end_content import year_end_content
from services.returns.comment_return import comment_on_return
from services.rights.actor import LOCAL_OPERATOR
from tests.integration.services.conftest import TODAY
from workbooks.exported import LARGEST_BYTES

NOW = datetime(2018, 10, 20, 2, tzinfo=UTC)
ZH = texts("zh")
SEPTEMBER = {"01": 12, "02": 300, "03": 65, "04": 100, "05": 33, "06": 100, "07": 2, "08": 3000, "09": 8, "10": 40}


@pytest.fixture
def reported(sqlite_database, plan, approve_in):
    for unit in plan.reporters(plan.form("F01")):
        approve_in(sqlite_database, "F01", unit.code, "2018-09", SEPTEMBER)
    return sqlite_database


def export(database, plan, ending="docx", **asked):
    choice = ReportChoice(ending, **asked)
    return export_year_end(database, plan, LOCAL_OPERATOR, 2018, TODAY, ZH, choice, now=NOW)


def test_an_export_is_kept_with_who_when_and_what(reported, plan):
    file = export(reported, plan)
    (kept,) = exports(reported, plan, LOCAL_OPERATOR)
    assert (kept.file_name, kept.made_by, kept.made_at) == (file.file_name, "local-operator", NOW)
    assert kept.period == Period.whole_year(2018)
    assert kept.figures["new_high_tech_firms/actual"] == "156"
    assert "overall" in kept.parts
    with reported.reading() as tx:
        (row,) = tx.audit.find(AuditFilter(actions=["export_report"]))
    assert row.entry.after == kept.sha256


def test_an_export_tells_each_of_its_stages_in_order(reported, plan):
    told = []
    choice, september = ReportChoice("docx", ("overall",)), Period.month(2018, 9)
    about = reported, plan, LOCAL_OPERATOR
    export_year_end(*about, 2018, TODAY, ZH, choice, now=NOW, progress=told.append)
    export_brief(*about, september, TODAY, ZH, choice, now=NOW, progress=told.append)
    assert told == [*STAGES, *STAGES]


def test_an_export_matches_until_a_figure_is_corrected_and_then_says_which(reported, plan, approve_in):
    file = export(reported, plan)
    assert verify_summary(reported, plan, LOCAL_OPERATOR, file.content).matches
    approve_in(reported, "F01", "210202", "2018-09", {**SEPTEMBER, "01": 13}, NOW + timedelta(hours=1))
    found = verify_summary(reported, plan, LOCAL_OPERATOR, file.content)
    assert (found.untouched, found.matches) == (True, False)
    changed = {each.key: (each.then, each.now) for each in found.figures}
    assert changed["new_high_tech_firms/actual"] == ("156", "157")
    assert changed["new_high_tech_firms/unit/210202"] == ("12", "13")
    assert not [key for key in changed if key.startswith("tech_smes/")]
    assert "indicators" in found.sections


def test_what_was_exported_as_known_then_still_matches_after_a_correction(reported, plan, approve_in):
    file = export(reported, plan, as_of=datetime(2018, 10, 15, tzinfo=UTC))
    approve_in(reported, "F01", "210202", "2018-09", {**SEPTEMBER, "01": 13}, NOW + timedelta(hours=1))
    assert verify_summary(reported, plan, LOCAL_OPERATOR, file.content).matches


def bomb() -> bytes:
    """A package whose properties unpack to far more than any properties are."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("docProps/core.xml", b"0" * 30_000_000)
    return target.getvalue()


def test_a_file_of_another_hand_is_not_known(reported, plan):
    for content in (b"", b"PK\x03\x04 broken", b"%PDF-1.7 " + b"0" * 64, bomb()):
        with pytest.raises(ReportUnknownError):
            verify_summary(reported, plan, LOCAL_OPERATOR, content)
    with pytest.raises(ReportTooLargeError):
        verify_summary(reported, plan, LOCAL_OPERATOR, bytes(LARGEST_BYTES + 1))
    with reported.reading() as tx:
        assert len(tx.audit.find(AuditFilter(actions=["verify"], outcome="refused"))) == 5


def test_the_answer_is_one_document_for_page_and_command_line(reported, plan, approve_in):
    file = export(reported, plan)
    approve_in(reported, "F01", "210202", "2018-09", {**SEPTEMBER, "01": 13}, NOW + timedelta(hours=1))
    document = verification_document(verify_summary(reported, plan, LOCAL_OPERATOR, file.content))
    assert list(document) == ["matches", "untouched", "exported", "figures", "sections"]
    assert {"key": "new_high_tech_firms/actual", "then": "156", "now": "157"} in document["figures"]
    assert document["exported"]["by"] == "local-operator"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_figure_of_a_summary_has_a_name_of_its_own_for_people(reported, plan, language):
    export_year_end(reported, plan, LOCAL_OPERATOR, 2018, TODAY, texts(language), ReportChoice("docx"), now=NOW)
    (kept,) = exports(reported, plan, LOCAL_OPERATOR)
    named = {key: figure_name(plan, key, texts(language)) for key in kept.figures}
    assert len(named) > 150
    assert len(set(named.values())) == len(named)
    inner = re.compile(r"[a-z]+_[a-z]+" if language == "en" else r"[a-z_]{3,}")
    assert not [name for name in named.values() if inner.search(name)]


def test_figures_are_named_by_what_and_whose(plan):
    assert figure_name(plan, "new_high_tech_firms/actual", ZH) == "新增高企 · 实际"
    assert figure_name(plan, "new_high_tech_firms/unit/210202", ZH) == "新增高企 · 分单位 · 中山区"
    assert figure_name(plan, "new_high_tech_firms/own_gap/sum", ZH) == "新增高企 · 各单位目标之和与全市目标相差"
    assert figure_name(plan, "high_tech_output_share/gap_rest/below", ZH).endswith(" · 其余单位合计拉低")
    assert figure_name(plan, "former_indicator/unit/000000", ZH) == "former_indicator · 分单位 · 000000"
    assert figure_name(plan, "quality/F99/late", ZH).startswith("数据质量 · F99 · ")
    assert figure_name(plan, "quality/F01/missing", ZH) == "数据质量 · F01 创新指标月报 · 未报份数"


def test_the_writers_words_survive_and_can_be_taken_back(reported, plan):
    write_words(reported, plan, LOCAL_OPERATOR, 2018, "overall", "zh", "  总体平稳。\n下步抓紧。 ", NOW)
    summary = preview_year_end(reported, plan, LOCAL_OPERATOR, 2018, TODAY, ZH, ReportChoice("docx"), now=NOW)
    said = ["".join(str(run) for run in each.runs) for each in summary.blocks if getattr(each, "kind", "") == "words"]
    assert [each.split("（")[0] for each in said] == ["撰稿人补充：总体平稳。", "撰稿人补充：下步抓紧。"]
    write_words(reported, plan, LOCAL_OPERATOR, 2018, "overall", "zh", "改写。", NOW)
    assert [each.text for each in written_words(reported, plan, LOCAL_OPERATOR, 2018, "zh")] == ["改写。"]
    assert written_words(reported, plan, LOCAL_OPERATOR, 2018, "en") == ()
    write_words(reported, plan, LOCAL_OPERATOR, 2018, "overall", "zh", "", NOW)
    assert written_words(reported, plan, LOCAL_OPERATOR, 2018, "zh") == ()
    with reported.reading() as tx:
        assert len(tx.audit.find(AuditFilter(actions=["write_report"]))) == 3


def test_words_have_their_places_and_their_length(reported, plan):
    with pytest.raises(UnknownSectionError):
        write_words(reported, plan, LOCAL_OPERATOR, 2018, "nowhere", "zh", "x", NOW)
    with pytest.raises(WordsTooLongError):
        write_words(reported, plan, LOCAL_OPERATOR, 2018, "overall", "zh", "长" * (LONGEST + 1), NOW)
    with pytest.raises(UnknownPeriodError):
        write_words(reported, plan, LOCAL_OPERATOR, 2019, "overall", "zh", "x", NOW)
    assert "indicators/rd_intensity" in word_places(plan)


def test_only_chosen_sections_are_written_and_there_must_be_one(reported, plan):
    for ending in ("xlsx", "docx", "pdf"):
        export(reported, plan, ending, sections=("overall", "sources"))
    assert exports(reported, plan, LOCAL_OPERATOR)[0].sections == ("overall", "sources")
    for sections in ((), ("nowhere",)):
        with pytest.raises(UnknownSectionError):
            export(reported, plan, sections=sections)


def test_a_brief_is_kept_and_verified_too(reported, plan):
    choice, september = ReportChoice("docx"), Period.month(2018, 9)
    file = export_brief(reported, plan, LOCAL_OPERATOR, september, TODAY, ZH, choice, now=NOW)
    assert verify_summary(reported, plan, LOCAL_OPERATOR, file.content).matches
    with pytest.raises(UnknownPeriodError):
        export_brief(reported, plan, LOCAL_OPERATOR, Period.month(2017, 9), TODAY, ZH, choice, now=NOW)


def test_quotes_are_the_comments_and_explanations_of_the_figures(reported, plan):
    with reported.reading() as tx:
        first = tx.submissions.listing(plan.head.id, form="F01", unit="210202")[0]
    comment_on_return(reported, plan, LOCAL_OPERATOR, first.id, "已与名录核对。", NOW)
    content = year_end_content(reported, plan, LOCAL_OPERATOR, 2018, TODAY, now=NOW)
    assert {(each.kind, each.text, each.unit) for each in content.sections[0].quotes} == {
        ("comment", "已与名录核对。", "210202")
    }


def test_quality_counts_what_was_due_and_what_is_missing(reported, plan):
    content = year_end_content(reported, plan, LOCAL_OPERATOR, 2018, date(2018, 10, 20), now=NOW)
    monthly = content.quality[0]
    assert (monthly.form, monthly.expected, monthly.approved) == ("F01", 9 * 13, 13)
    assert len(monthly.missing) == 8 * 13


def test_without_last_years_figures_nothing_is_compared(reported, plan):
    content = year_end_content(reported, plan, LOCAL_OPERATOR, 2018, TODAY, now=NOW)
    assert [section.last_year.growth for section in content.sections] == [UNKNOWN] * len(plan.indicators)
    assert not any(section.last_year.sources for section in content.sections)
