"""Small pieces of HTML: every text that comes from outside is inert."""

from __future__ import annotations

import pytest

from ui.look import style

HOSTILE = '<img src=x onerror="alert(1)">\'&'


@pytest.mark.parametrize(
    "html",
    [
        style.table([HOSTILE], [[HOSTILE]]),
        style.table(["a"], [[style.Cell(HOSTILE, HOSTILE, HOSTILE)]]),
        style.facts([(HOSTILE, HOSTILE)]),
        style.empty(HOSTILE),
        style.brand(HOSTILE, HOSTILE),
        style.strip(HOSTILE, HOSTILE, [HOSTILE]),
        style.looks(HOSTILE, [(HOSTILE, HOSTILE, HOSTILE)]),
        style.home_link(HOSTILE, HOSTILE),
    ],
)
def test_hostile_text_is_escaped_everywhere(html: str):
    assert "<img" not in html
    assert 'onerror="' not in html


def test_every_cell_carries_the_head_it_folds_under_on_a_phone():
    html = style.table(["单元格", "问题"], [["E12", style.Cell("应为数字", "db-short")]])
    assert '<td class="" data-head="单元格"><span>E12</span></td>' in html
    assert '<td class="db-short" data-head="问题"><span>应为数字</span></td>' in html


def test_row_of_another_length_than_the_head_is_a_fault():
    with pytest.raises(ValueError, match="zip"):
        style.table(["a", "b"], [["only one"]])


def test_a_cell_can_lead_somewhere():
    assert '<a href="./original/ab"' in style.Cell("F01.xlsx", link="./original/ab").html


def test_strip_without_sample_data_has_no_mark():
    assert "db-sample" not in style.strip("plan", None, [])


def test_markdown_signs_stand_for_themselves_in_labels():
    assert style.plain("[03] *<* ~04~") == r"\[03\] \*\<\* \~04\~"
