from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from i18n.texts import texts
from indicators.observations import Basis, ObservationStatus
from indicators.periods import Period
from indicators.problems import Severity, accepted
from indicators.returns import ReturnKey
from tests.hostile_files import (
    FORM_SHEET,
    PLAN,
    SEPTEMBER,
    cell_replaced,
    edited,
    filled,
    good_return,
    package,
    parts_of,
    plausible,
    sheet_edited,
)
from workbooks.file_problems import FILE_PROBLEM_CODES, NOTE_CODES
from workbooks.reader import ReturnRead, read_return

SHEET = "F01 创新指标月报"
META_PART = "xl/worksheets/sheet2.xml"
SLOT_D9 = ("01", Basis.CURRENT, SEPTEMBER)
JANUARY = Period.month(2018, 1)
THIRD_QUARTER = Period.quarter(2018, 3)


@pytest.fixture
def read(process):
    def reading(content: bytes) -> ReturnRead:
        found = read_return(PLAN, content, "报表.xlsx", process)
        for problem in (*found.problems, *found.notes):
            assert problem.severity is FILE_PROBLEM_CODES[problem.code]
            for language in ("zh", "en"):
                said = texts(language).problem(problem)
                assert said.what
                assert said.todo
        assert all(note.code in NOTE_CODES for note in found.notes)
        return found

    return reading


def codes(found: ReturnRead) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.cell) for problem in found.problems]


def typed(slot: tuple[str, Basis, Period], text: str | Decimal) -> bytes:
    return filled(changed={slot: text})


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("form", "period"),
    [
        ("F01", SEPTEMBER),
        ("F01", JANUARY),
        ("F01H", Period.whole_year(2016)),
        ("F02", THIRD_QUARTER),
        ("F02", Period.whole_year(2018)),
    ],
)
def test_a_completed_form_gives_every_figure_as_it_was_filled_in(read, form, period, language):
    statuses = dict.fromkeys(("21", "22", "23"), ObservationStatus.PROVISIONAL)
    found = read(filled(form, period, statuses=statuses, language=language))
    assert found.problems == found.notes == ()
    assert found.key == ReturnKey(form, PLAN.reporters(PLAN.form(form))[0].code, period)
    values = {(o.variable, o.basis, o.period): o.value for o in (figure.observation for figure in found.figures)}
    assert values == plausible(form, period)
    expected = ObservationStatus.PROVISIONAL if form == "F02" else ObservationStatus.NORMAL
    assert {figure.observation.status for figure in found.figures} == {expected}


def test_a_figure_knows_its_cell_what_was_typed_and_its_explanation(read):
    found = read(filled(changed={SLOT_D9: "１，２３４"}, explanations={"01": " 新政策带动。 "}))
    figure = found.figures[0]
    assert (figure.sheet, figure.cell, figure.typed) == (SHEET, "D9", "１，２３４")
    assert figure.observation.value == 1234
    assert figure.explanation == "新政策带动。"
    assert [(note.code, note.cell, note.params["value"]) for note in found.notes] == [
        ("number_normalised", "D9", "1234")
    ]


def test_a_blank_cell_is_not_reported_and_not_zero(read):
    found = read(filled(left_out=(SLOT_D9,)))
    assert codes(found) == [("cell_missing", "D9")]
    assert not any(figure.cell == "D9" for figure in found.figures)


def test_zero_is_a_figure(read):
    found = read(typed(SLOT_D9, Decimal(0)))
    assert found.problems == ()
    assert found.figures[0].observation.value == 0


@pytest.mark.parametrize("explanation", ["", "无此类企业"])
def test_not_applicable_is_stated_and_wants_a_reason(read, explanation):
    found = read(filled(changed={SLOT_D9: "不适用"}, explanations={"01": explanation}))
    assert codes(found) == [("cell_not_applicable", "D9")]
    assert found.figures[0].observation.value is None
    assert accepted(found.problems) is bool(explanation)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12万", "cell_needs_confirmation"),
        ("一千二百", "cell_needs_confirmation"),
        ("待定", "cell_not_number"),
        ("65%", "cell_is_percentage"),
        ("12345678901234567890", "cell_has_too_many_digits"),
        ("长" * 4000, "cell_text_too_long"),
    ],
)
def test_a_doubtful_text_is_a_problem_at_its_cell(read, text, code):
    found = read(typed(SLOT_D9, text))
    assert codes(found) == [(code, "D9")]
    assert len(found.figures) == len(plausible("F01", SEPTEMBER)) - 1


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ('<c r="D9" t="e"><v>#REF!</v></c>', "cell_is_error"),
        ('<c r="D9" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "cell_is_error"),
        ('<c r="D9"><f>1+1</f></c>', "formula_not_calculated"),
        ('<c r="D9"><f>1+1</f><v></v></c>', "formula_not_calculated"),
        ('<c r="D9"><f>""</f><v>0</v></c>', "formula_not_calculated"),
        ('<c r="D9" t="b"><v>1</v></c>', "cell_is_truth_value"),
        ('<c r="D9"><v>1e400</v></c>', "cell_not_finite"),
        ('<c r="D9"><v>NaN</v></c>', "cell_not_finite"),
        ('<c r="D9" t="d"><v>2018-09-30</v></c>', "cell_is_date"),
        ('<c r="D9" t="inlineStr"><is><t>  </t></is></c>', "cell_missing"),
        ('<c r="D9" t="str"><f>""</f><v></v></c>', "cell_missing"),
    ],
)
def test_what_a_cell_cannot_hold_is_a_problem_there_never_blank_zero_or_nan(read, xml, code):
    found = read(cell_replaced("D9", xml))
    assert (code, "D9") in codes(found)
    assert all(figure.cell != "D9" for figure in found.figures)


def test_an_error_only_newer_programs_know_is_a_problem_at_its_cell(read):
    found = read(cell_replaced("D9", '<c r="D9" t="e"><v>#SPILL!</v></c>'))
    assert ("cell_is_error", "D9") in codes(found)
    assert ("readers_differed", "A1") in codes(found)


def test_a_formula_with_its_result_is_a_figure(read):
    found = read(cell_replaced("D9", '<c r="D9"><f>100+20</f><v>120</v></c>'))
    assert found.problems == ()
    assert found.figures[0].observation.value == 120


def test_all_problems_are_told_at_once(read):
    changed = {SLOT_D9: "待定", ("02", Basis.CURRENT, SEPTEMBER): "12万"}
    found = read(filled(changed=changed, left_out=(("03", Basis.CURRENT, SEPTEMBER),)))
    assert codes(found) == [("cell_not_number", "D9"), ("cell_needs_confirmation", "D10"), ("cell_missing", "D11")]


def test_a_figure_in_a_blocked_cell_is_a_problem(read):
    found = read(filled("F01", JANUARY, {("03", Basis.CURRENT, JANUARY): Decimal(5)}))
    assert codes(found) == [("blocked_cell_filled", "D11")]


def test_a_stored_zero_that_may_be_a_blank_is_asked_about_and_an_explanation_settles_it(read):
    stale = '<c r="D9"><f>IF(E9="","",E9)</f><v>0</v></c>'
    found = read(cell_replaced("D9", stale))
    assert codes(found) == [("formula_zero_doubtful", "D9")]
    assert not accepted(found.problems)
    assert next(figure for figure in found.figures if figure.cell == "D9").observation.value == 0
    explained = edited(filled(explanations={"01": "确为零"}), FORM_SHEET, r'<c r="D9"[^>]*>.*?</c>', stale)
    assert accepted(read(explained).problems)


@pytest.mark.parametrize("mark", ["—", "-", ""])
def test_a_blocked_cell_may_hold_its_mark_or_nothing(read, mark):
    assert read(filled("F01", JANUARY, {("03", Basis.CURRENT, JANUARY): mark})).problems == ()


def test_errors_in_the_explanation_column_are_told(read):
    found = read(cell_replaced("K9", '<c r="K9" t="e"><v>#N/A</v></c>'))
    assert codes(found) == [("cell_is_error", "K9")]


def test_a_formula_in_the_explanation_column_must_be_calculated(read):
    assert codes(read(cell_replaced("K9", '<c r="K9"><f>A1</f></c>'))) == [("formula_not_calculated", "K9")]


def test_an_endless_explanation_is_a_problem(read):
    assert codes(read(filled(explanations={"01": "因" * 2001}))) == [("cell_text_too_long", "K9")]


class TestObservationStatus:
    """The column of form F02."""

    def filled(self, status: str | None, value: str | None = "5000") -> bytes:
        slot = ("21", Basis.CURRENT, THIRD_QUARTER)
        content = filled(
            "F02",
            THIRD_QUARTER,
            {slot: Decimal(value)} if value else None,
            left_out=() if value else (slot,),
            statuses={"21": ObservationStatus.NORMAL},
        )
        xml = f'<c r="E9" t="inlineStr"><is><t>{status}</t></is></c>' if status else '<c r="E9"/>'
        return edited(content, FORM_SHEET, r'<c r="E9"[^>]*>.*?</c>', xml)

    @pytest.mark.parametrize("written", ["E 估计", "e", "Ｅ　估计", "E"])
    def test_a_status_is_understood_as_code_or_choice(self, read, written):
        found = read(self.filled(written))
        assert found.problems == ()
        assert found.figures[0].observation.status is ObservationStatus.ESTIMATED

    def test_a_missing_status_is_asked_for(self, read):
        assert codes(read(self.filled(None))) == [("status_missing", "E9")]

    def test_an_unknown_status_is_a_problem(self, read):
        assert codes(read(self.filled("大概"))) == [("status_unknown", "E9")]

    def test_a_figure_said_to_be_missing_may_be_blank(self, read):
        found = read(self.filled("M 缺失", None))
        assert found.problems == ()
        assert found.figures[0].observation.value is None
        assert found.figures[0].observation.status is ObservationStatus.MISSING

    def test_a_figure_said_to_be_missing_must_be_blank(self, read):
        assert codes(read(self.filled("M 缺失"))) == [("status_contradicted", "D9")]


class TestChangedForms:
    """Rows, columns and texts that are not those handed out."""

    def test_a_code_that_excel_made_a_number_is_still_the_code(self, read):
        assert read(cell_replaced("C9", '<c r="C9"><v>1</v></c>')).problems == ()

    def test_an_inserted_row_is_followed_by_code(self, read):
        parts = parts_of(good_return())
        sheet = parts[FORM_SHEET].decode()
        for row in range(60, 11, -1):
            sheet = sheet.replace(f'<row r="{row}"', f'<row r="{row + 1}"')
            for letter in "ABCDEFGHIJK":
                sheet = sheet.replace(f'<c r="{letter}{row}"', f'<c r="{letter}{row + 1}"')
        found = read(package({**parts, FORM_SHEET: sheet.encode()}))
        assert {problem.code for problem in found.problems} == {"row_moved"}
        assert (found.problems[0].params["code"], found.problems[0].cell) == ("04", "C13")
        values = {(o.variable, o.basis, o.period): o.value for o in (figure.observation for figure in found.figures)}
        assert values == plausible("F01", SEPTEMBER)

    def test_swapped_codes_are_followed_only_as_far_as_names_agree(self, read):
        content = cell_replaced("C9", '<c r="C9" t="inlineStr"><is><t>02</t></is></c>')
        content = edited(
            content, FORM_SHEET, r'<c r="C10"[^>]*>.*?</c>', '<c r="C10" t="inlineStr"><is><t>01</t></is></c>'
        )
        found = read(content)
        assert ("label_changed", "A10") in codes(found)
        assert ("label_changed", "A9") in codes(found)

    def test_a_code_that_is_gone_is_a_problem_at_its_cell(self, read):
        found = read(cell_replaced("C9", '<c r="C9" t="inlineStr"><is><t>99</t></is></c>'))
        assert codes(found)[0] == ("code_changed", "C9")
        assert all(figure.observation.variable != "01" for figure in found.figures)

    def test_another_unit_of_measure_is_a_conflict(self, read):
        found = read(cell_replaced("B11", '<c r="B11" t="inlineStr"><is><t>万元</t></is></c>'))
        assert codes(found) == [("measure_changed", "B11")]
        assert found.problems[0].params["expected"] == "亿元"
        assert found.problems[0].params["found"] == "万元"

    def test_a_changed_name_is_a_problem(self, read):
        found = read(cell_replaced("A9", '<c r="A9" t="inlineStr"><is><t>别的指标</t></is></c>'))
        assert codes(found) == [("label_changed", "A9")]

    def test_moved_columns_stop_the_reading(self, read):
        found = read(cell_replaced("D8", '<c r="D8" t="inlineStr"><is><t>2</t></is></c>'))
        assert codes(found) == [("columns_changed", "D8")]
        assert found.figures == ()

    def test_hidden_rows_and_columns_are_read_and_told(self, read):
        found = read(sheet_edited(r'<row r="9" ', r'<row r="9" hidden="1" '))
        assert codes(found) == [("row_hidden", "A9")]
        assert len(found.figures) == 30
        found = read(sheet_edited("<cols>.*?</cols>", '<cols><col min="5" max="6" width="9" hidden="1"/></cols>'))
        assert codes(found) == [("column_hidden", "E8"), ("column_hidden", "F8")]

    def test_content_outside_the_form_is_listed(self, read):
        row = '<row r="80"><c r="B80" t="inlineStr"><is><t>附注</t></is></c></row></sheetData>'
        found = read(sheet_edited("</sheetData>", row))
        assert codes(found) == [("extra_content", "B80")]
        found = read(sheet_edited('(<row r="9".*?)</row>', r'\1<c r="Z9"><v>5</v></c></row>'))
        assert codes(found) == [("extra_content", "Z9")]

    def test_much_content_outside_the_form_is_one_problem(self, read):
        rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(80, 100))
        (problem,) = read(sheet_edited("</sheetData>", f"{rows}</sheetData>")).problems
        assert problem.params["count"] == "20"
        assert problem.params["cells"].endswith("A89…")


class TestRecognition:
    """Which return a file is."""

    def without_meta(self) -> bytes:
        return edited(good_return(), "xl/workbook.xml", r'<sheet name="dabiao_meta"[^>]*/>', "")

    def meta(self, key: str, value: str) -> bytes:
        """The good return with another text in its very hidden sheet."""
        parts = parts_of(good_return())
        strings = parts["xl/sharedStrings.xml"].decode()
        count = strings.count("<si>")
        parts["xl/sharedStrings.xml"] = strings.replace("</sst>", f"<si><t>{value}</t></si></sst>").encode()
        rows = ["format", "plan", "plan_version", "form", "unit", "period", "layout", "sample"]
        content = package(parts)
        return edited(content, META_PART, rf'(<c r="B{rows.index(key) + 1}"[^>]*><v>)\d+', rf"\g<1>{count}")

    def head(self, address: str, text: str, content: bytes | None = None) -> bytes:
        xml = rf'<c r="{address}"\1 t="inlineStr"><is><t>{text}</t></is></c>'
        return edited(content or good_return(), FORM_SHEET, rf'<c r="{address}"( s="\d+")?[^>]*>.*?</c>', xml)

    def test_a_form_without_its_hidden_sheet_is_known_by_its_head(self, read):
        found = read(self.without_meta())
        assert found.problems == ()
        assert found.key == ReturnKey("F01", "210202", SEPTEMBER)
        assert len(found.figures) == 30

    def test_invisible_and_full_width_characters_in_the_unit_do_not_matter_but_are_told(self, read):
        found = read(self.head("A5", "填报单位：中\u200b山　区"))
        assert found.problems == ()
        assert [(note.code, note.cell) for note in found.notes] == [("characters_invisible", "A5")]

    @pytest.mark.parametrize(
        ("key", "value", "code", "cell"),
        [
            ("form", "F02", "form_conflict", "K2"),
            ("unit", "210203", "unit_conflict", "A5"),
            ("period", "2018-08", "period_conflict", "D5"),
        ],
    )
    def test_hidden_record_and_visible_head_must_agree(self, read, key, value, code, cell):
        found = read(self.meta(key, value))
        assert codes(found) == [(code, cell)]
        assert found.key is None

    def test_a_changed_head_conflicts_with_the_hidden_record(self, read):
        (problem,) = read(self.head("A5", "填报单位：西岗区")).problems
        assert (problem.code, problem.params) == ("unit_conflict", {"hidden": "中山区", "visible": "西岗区"})

    def test_a_form_of_another_layout_is_outdated(self, read):
        assert codes(read(self.meta("layout", "0000"))) == [("form_outdated", None)]

    def test_a_form_of_another_plan_is_told_apart(self, read):
        assert codes(read(self.meta("plan", "dalian-2019"))) == [("other_plan", None)]

    def test_nonsense_in_the_hidden_record_leaves_the_head(self, read):
        assert read(self.meta("period", "何时")).problems == ()

    @pytest.mark.parametrize(
        ("address", "text", "code"),
        [
            ("A5", "填报单位：火星", "unit_unknown"),
            ("A5", "填报单位：市统计局", "unit_not_reporting"),
            ("D5", "九月", "period_unknown"),
            ("D5", "2018年三季度", "period_not_reported"),
        ],
    )
    def test_an_unknown_or_unfit_head_is_refused_at_its_cell(self, read, address, text, code):
        found = read(self.head(address, text, self.without_meta()))
        assert (code, address) in codes(found)
        assert found.key is None

    def test_a_workbook_without_a_form_is_told_what_is_expected(self, read):
        found = read(self.head("K2", "别的表"))
        assert codes(found) == [("form_unknown", "K2")]
        assert "大创统01表" in found.problems[0].params["expected"]
        assert codes(read(self.head("K2", "别的表", self.without_meta()))) == [("form_unknown", None)]

    def test_two_forms_in_one_file_are_refused(self, read):
        parts = parts_of(good_return())
        parts["xl/worksheets/sheet2.xml"] = parts[FORM_SHEET]
        content = package(parts)
        content = edited(content, "xl/workbook.xml", "dabiao_meta", "副本")
        assert codes(read(content)) == [("several_forms", None)]

    def test_a_hidden_form_is_read_and_told(self, read):
        content = edited(good_return(), "xl/workbook.xml", r'(<sheet name="F01[^"]*")', r'\1 state="hidden"')
        found = read(content)
        assert codes(found) == [("sheet_hidden", "A1")]
        assert len(found.figures) == 30

    def test_another_filled_sheet_is_told_and_not_read(self, read):
        content = edited(self.meta("sample", "0"), "xl/workbook.xml", "dabiao_meta", "底稿")
        assert codes(read(content)) == [("extra_sheet", "A1")]

    def test_the_sample_mark_is_known(self, read):
        assert read(self.meta("sample", "1")).sample
        assert not read(good_return()).sample


def test_soft_problems_of_a_row_are_explained_in_its_explanation_column(read):
    content = edited(filled(explanations={"01": "按要求隐藏"}), FORM_SHEET, r'<row r="9" ', r'<row r="9" hidden="1" ')
    (problem,) = read(content).problems
    assert problem.explained == "按要求隐藏"
    assert problem.severity is Severity.SOFT


def test_no_explanation_excuses_a_hard_problem(read):
    found = read(filled(left_out=(SLOT_D9,), explanations={"01": "以后再报"}))
    assert found.problems[0].explained is None
    assert not accepted(found.problems)
    assert not accepted([replace(found.problems[0])])
