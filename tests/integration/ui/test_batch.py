"""Many files on the upload page, and all forms on the forms page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from db.audit import AuditFilter
from indicators.periods import Period
from sample_data.bad.spoiling import form_for
from sample_data.write_examples import EXAMPLES
from ui.visits import queries
from workbooks.archive import packed

BAD = EXAMPLES / "bad"
NOTED = BAD / "number_normalised_示例数据.xlsx"
SOFT = BAD / "unlike_previous_示例数据.xlsx"
HARD = BAD / "cell_not_number_示例数据.xlsx"
Screen = Callable[..., AppTest]


def html(test: AppTest) -> str:
    return "".join(part.proto.body for part in test.get("html"))


def upload_zip(screen: Screen, *files: tuple[str, bytes]) -> AppTest:
    test = screen("upload")
    content = packed(files, datetime(2018, 10, 20, tzinfo=UTC))
    test.file_uploader(key="return_file").upload("区县.zip", content, "application/zip")
    return test.run()


def example(path: Path) -> tuple[str, bytes]:
    return path.name, path.read_bytes()


def test_a_zip_gives_a_line_for_each_file_and_one_click_sends_what_is_ready(screen: Screen):
    test = upload_zip(screen, example(NOTED), example(HARD))
    shown = html(test)
    assert "审核通过，可以提交" not in shown  # both are the same return: one has to be chosen
    assert "强制性问题1个" in shown
    assert "另一份相同单位" in shown
    assert not [button for button in test.button if button.key == "submit_all"]


def test_what_is_ready_is_sent_together(screen: Screen):
    october = Period.month(2018, 10)
    files = [(f"{unit}.xlsx", form_for("F01", unit, october)) for unit in ("210204", "210211")]
    test = upload_zip(screen, *files, example(HARD))
    ready = [button for button in test.button if button.key == "submit_all"]
    assert ready[0].label == "提交审核通过的2份"
    ready[0].click().run()
    assert not test.exception
    assert "已提交2份" in test.success[0].value
    assert html(test).count("已提交（第1次上报）") == 2


def test_a_file_of_many_opens_below_with_its_problems_and_is_sent_alone(screen: Screen):
    test = upload_zip(screen, example(SOFT))
    box = test.selectbox[0]
    box.select_index(0).run()
    assert not test.exception
    test.text_area[0].input("核减7月重复登记的合同")
    next(button for button in test.button if button.label == "提交上报").click().run()
    assert "第 2 次上报" in test.success[0].value


@pytest.mark.parametrize(("content", "said"), [(packed([], datetime(2018, 1, 1, tzinfo=UTC)), "没有文件")])
def test_an_empty_zip_says_so(screen: Screen, content: bytes, said: str):
    test = screen("upload")
    test.file_uploader(key="return_file").upload("空.zip", content, "application/zip")
    assert said in html(test.run())


def test_all_forms_of_a_period_are_handed_over_in_one_click(screen: Screen, monkeypatch: pytest.MonkeyPatch):
    handed: list[tuple[str, bytes, str]] = []
    monkeypatch.setattr("ui.returns.taking_forms.deliver", lambda *file: handed.append(file))
    test = screen("forms", form="F01", period="2018-10")
    test.button(key="all_forms").click().run()
    assert not test.exception
    ((name, content, kind),) = handed
    assert (name, kind) == ("2018-10报表.zip", "application/zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "F01_中山区_2018-10.xlsx" in archive.namelist()


def test_one_form_is_handed_over_and_noted_only_when_it_is_asked_for(
    screen: Screen, own_copy: str, monkeypatch: pytest.MonkeyPatch
):
    handed: list[tuple[str, bytes]] = []
    monkeypatch.setattr("ui.returns.taking_forms.deliver", lambda *file: handed.append(file))
    test = screen("forms", form="F01", unit="210202", period="2018-10")

    def noted() -> list[str]:
        with queries.database(own_copy).reading() as tx:
            return [row.entry.object for row in tx.audit.find(AuditFilter(actions=["download_form"]))]

    assert (handed, noted()) == ([], [])
    test.button(key="one_form").click().run()
    assert not test.exception
    ((name, content),) = handed
    assert (name, content[:2]) == ("F01_中山区_2018-10.xlsx", b"PK")
    assert noted() == ["return:dalian-2018/F01/210202/2018-10"]
