"""Every page through the gate, in this process: what it offers, what it says, what it stores."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from db.database import Database
from i18n.texts import texts
from indicators import registry
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from sample_data.write_examples import __file__ as examples_module
from services.exports.export_summary import export_year_end
from services.exports.report_choice import ReportChoice
from services.rights.actor import LOCAL_OPERATOR
from ui.frame.navigation import SCREENS

Screen = Callable[..., AppTest]
PLAN = registry.load_builtin()
SEPTEMBER = Period.month(2018, 9)
BAD = Path(examples_module).parent / "examples" / "bad"
TODAY, NOW = date(2018, 10, 20), datetime(2018, 10, 20, 2, tzinfo=UTC)
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def html(test: AppTest) -> str:
    """All our own HTML on the page."""
    return "\n".join(element.proto.body for element in test.get("html"))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", [screen.name for screen in SCREENS])
def test_every_page_is_drawn_in_both_languages(screen: Screen, name: str, language: str):
    test = screen(name, lang=language)
    assert not test.exception
    assert not test.error
    assert {"zh": "示例数据", "en": "Sample data"}[language] in html(test)


def test_form_is_offered_for_the_last_month_that_ended(screen: Screen):
    test = screen("forms")
    assert [box.value for box in test.selectbox] == ["F01", PLAN.units[0].code, "2018-09"]
    assert "2018年10月10日" in html(test)


def test_choosing_another_form_offers_its_own_units_and_periods(screen: Screen):
    test = screen("forms")
    test.selectbox(key="form").select("F02").run()
    assert test.selectbox(key="unit").options == ["市统计局"]
    assert test.selectbox(key="period").options[0] == "2018年"
    assert not test.exception


def test_district_is_told_which_zones_it_leaves_out(screen: Screen):
    test = screen("forms", unit=PLAN.unit("瓦房店市").code)
    assert any("长兴岛经济区" in caption.value for caption in test.caption)


def test_returns_of_a_half_reported_month_show_both_kinds(screen: Screen):
    shown = html(screen("returns", period="2018-10"))
    assert "● 已审核" in shown
    assert "○ 未报" in shown
    assert "./original/" in shown


@pytest.mark.parametrize(
    ("period", "forms"), [("2017", ["F01H", "F02"]), ("2018", ["F02"]), ("2018-09", ["F01", "F04", "F05"])]
)
def test_period_lists_the_forms_asked_for_then(screen: Screen, period: str, forms: list[str]):
    test = screen("returns", period=period)
    assert [heading.value.split()[0] for heading in test.subheader] == forms


def test_year_end_workbook_waits_for_the_button(screen: Screen):
    test = screen("year_end")
    assert any("2018年1—9月" in info.value for info in test.info)
    assert not test.get("download_button")
    test.button(key="make_summary").click().run()
    assert not test.exception
    (download,) = test.get("download_button")
    assert "2018年度主要目标完成情况报告.docx" in download.label


def test_an_exported_summary_is_verified_where_it_was_made(screen: Screen, own_copy: str):
    plan, database = PLAN, Database(own_copy)
    made = export_year_end(
        database, plan, LOCAL_OPERATOR, 2018, TODAY, texts("zh"), ReportChoice("pdf", ("overall",)), now=NOW
    )
    test = screen("year_end")
    upload = test.file_uploader(key="verify_file")
    upload.upload(made.file_name, made.content, "application/pdf").run()
    assert any("一致：文件未经改动" in each.value for each in test.success)
    assert [each.label for each in test.get("download_button")] == ["下载核验结果（JSON）"]
    test.file_uploader(key="verify_file").upload("别处.pdf", b"%PDF-1.7 nothing", "application/pdf").run()
    assert any("没有导出过这个文件" in each.value for each in test.error)
    database.dispose()


def test_the_register_of_measures_is_taken_there_too_and_stands_in_the_history(screen: Screen):
    test = screen("year_end")
    next(button for button in test.button if button.label == "导出任务分解表").click().run()
    assert not test.exception
    test.run()
    assert any(each.value == "任务分解表" for each in test.subheader)


def uploaded(screen: Screen, name: str, content: bytes) -> AppTest:
    test = screen("upload")
    test.file_uploader(key="return_file").upload(name, content, MIME)
    return test.run()


def submit(test: AppTest) -> None:
    next(button for button in test.button if button.label == "提交上报").click().run()


def offered(test: AppTest) -> list[str | None]:
    """The buttons of the page itself, without those of the frame around it."""
    return [button.key for button in test.button if button.key != "first_page_button"]


def test_hard_problem_stops_the_return(screen: Screen):
    test = uploaded(screen, "bad.xlsx", (BAD / "cell_not_number_示例数据.xlsx").read_bytes())
    assert "不能提交" in test.error[0].value
    assert "■ 强制" in html(test)
    assert offered(test) == [
        "take_csv_problems/bad.xlsx",
        "take_xlsx_problems/bad.xlsx",
        "annotated_copy",
        "keep_draft",
    ]


def test_soft_problem_asks_for_an_explanation_and_takes_it(screen: Screen, own_copy: str):
    test = uploaded(screen, "soft.xlsx", (BAD / "unlike_previous_示例数据.xlsx").read_bytes())
    assert "核实" in test.warning[0].value
    submit(test)
    assert "没有写明原因" in test.error[0].value
    test.text_area[0].input("核减7月重复登记的合同")
    submit(test)
    assert "第 2 次上报" in test.success[0].value
    unit = PLAN.unit("金普新区").code
    with Database(own_copy).reading() as tx:
        kept = tx.submissions.history(PLAN.head.id, ReturnKey("F01", unit, SEPTEMBER))
    assert [each.state for each in kept] == [ReturnState.REOPENED, ReturnState.APPROVED]
    assert kept[-1].submitted_at.astimezone(ZoneInfo("Asia/Shanghai")).date().isoformat() == "2018-10-20"


def test_number_read_from_other_signs_is_shown_with_its_original(screen: Screen):
    test = uploaded(screen, "wide.xlsx", (BAD / "number_normalised_示例数据.xlsx").read_bytes())
    assert "没有发现问题" in test.success[0].value
    assert "读作" in html(test)


def test_same_file_again_is_said_and_changes_nothing(screen: Screen):
    content = (BAD / "number_normalised_示例数据.xlsx").read_bytes()
    test = uploaded(screen, "first.xlsx", content)
    submit(test)
    assert test.success
    again = uploaded(screen, "second.xlsx", content)
    assert "与第 2 次上报" in again.info[0].value
    assert not offered(again)


def test_corrected_figure_moves_the_citys(screen: Screen):
    book = load_workbook(BAD / "number_normalised_示例数据.xlsx")
    sheet = book.worksheets[0]
    sheet["D17"].value = float(Decimal(str(sheet["D17"].value)) + Decimal("0.5"))
    out = io.BytesIO()
    book.save(out)
    test = uploaded(screen, "more.xlsx", out.getvalue())
    for box in test.text_area:
        box.input("补登记合同")
    submit(test)
    assert "技术市场交易额" in html(test)
    assert "79.82 亿元" in html(test)
