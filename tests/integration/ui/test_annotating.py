from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from sample_data.write_examples import __file__ as examples_module

BAD = Path(examples_module).parent / "examples" / "bad"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Screen = Callable[..., AppTest]


def uploaded(screen: Screen, name: str) -> AppTest:
    """The page after an upload of one of the bad examples."""
    test = screen("upload")
    test.file_uploader(key="return_file").upload("a.xlsx", (BAD / f"{name}_示例数据.xlsx").read_bytes(), MIME)
    return test.run()


def test_a_click_hands_over_the_copy_once(screen: Screen):
    test = uploaded(screen, "cell_not_number")
    assert "deliveries" not in test.session_state
    test.button(key="annotated_copy").click().run()
    assert not test.exception
    assert test.session_state["deliveries"] == 1
    test.run()
    assert test.session_state["deliveries"] == 1


def test_a_file_that_was_refused_at_a_cell_says_why_it_has_none(screen: Screen):
    test = uploaded(screen, "far_cell")
    test.button(key="annotated_copy").click().run()
    assert "未通过安全检查" in test.warning[0].value
    assert "不能提交" in test.error[0].value


def test_without_problems_or_cells_there_is_nothing_to_mark(screen: Screen):
    for name in ("kind_encrypted", "number_normalised"):
        assert "annotated_copy" not in [button.key for button in uploaded(screen, name).button]
