"""A district's own table: unknown on the upload page, mapped on its page, recognised from then on."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from sample_data.bad.own_tables import NAMES, own_table
from ui.returns import own_files

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Screen = Callable[..., AppTest]


def html(test: AppTest) -> str:
    return "".join(part.proto.body for part in test.get("html"))


def uploaded(screen: Screen, content: bytes) -> AppTest:
    test = screen("upload")
    test.file_uploader(key="return_file").upload("本区.xlsx", content, MIME)
    return test.run()


def test_an_unknown_table_is_mapped_once_and_known_the_next_time(screen: Screen):
    test = uploaded(screen, own_table())
    assert "map_" in " ".join(button.key or "" for button in test.button)

    page = screen("own_layout")
    page.session_state[own_files._KEY] = own_files.OwnFile("本区.xlsx", own_table())
    page.run()
    assert not page.exception
    boxes = {box.key: box for box in page.selectbox}
    key = own_files.OwnFile("本区.xlsx", own_table()).key
    boxes[f"own_period_{key}_F01"].select_index(1).run()
    for number in page.number_input:
        if number.key.startswith("own_last"):
            number.set_value(4).run()
    boxes = {box.key: box for box in page.selectbox}
    for code, name in NAMES.items():
        box = next(
            each for each_key, each in boxes.items() if each_key.startswith("own_row_") and each_key.endswith(code)
        )
        if box.value != name:
            box.set_value(name)
    page.run()
    assert not page.exception
    shown = html(page)
    assert "C7" in shown
    assert "12.87 亿元" in shown
    page.button(key=f"own_save_{key}").click().run()
    assert not page.exception
    assert "第1版" in page.success[0].value
    assert "自有" in page.title[0].value

    again = uploaded(screen, own_table())
    assert not [button for button in again.button if (button.key or "").startswith("map_")]
    assert "F01 创新指标月报" in html(again)
    assert any("第1版" in caption.value for caption in again.caption)


def test_a_table_without_its_period_asks_for_it(screen: Screen):
    from datetime import UTC, datetime

    from sample_data.bad.own_tables import layout
    from services.returns.own_layouts import save_layout
    from ui.visits import session

    test = screen("upload")
    visit = session.visit_in("zh", session.actor())
    save_layout(visit.database, visit.plan, visit.actor, layout(), datetime.now(tz=UTC))
    test.file_uploader(key="return_file").upload("本区.xlsx", own_table(title="科技统计表"), MIME)
    test.run()
    assert "看不出报告期" in html(test)
    next(button for button in test.button if button.label == "重新审核").click().run()
    assert not test.exception
    assert "2018年9月" in html(test)


def test_a_file_that_cannot_be_opened_says_so(screen: Screen):
    page = screen("own_layout")
    page.session_state[own_files._KEY] = own_files.OwnFile("a.xlsx", b"%PDF-1.7")
    page.run()
    assert "打不开" in page.warning[0].value
    page.button(key="own_other").click().run()
    assert page.file_uploader
