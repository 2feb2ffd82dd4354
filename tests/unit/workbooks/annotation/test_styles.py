from __future__ import annotations

import pytest

from tests.hostile_files import TRANSITIONAL
from workbooks.annotation.marks import Tint
from workbooks.annotation.styles import StyleBook
from workbooks.annotation.xml_parts import parse

SOLID = '<fill><patternFill patternType="solid">{}</patternFill></fill>'


def book(*fills: str) -> StyleBook:
    formats = "".join(f'<xf numFmtId="0" fillId="{n}"/>' for n in range(len(fills)))
    listed = f"<fills>{''.join(fills)}</fills>" if fills else ""
    return StyleBook(f'<styleSheet xmlns="{TRANSITIONAL}">{listed}<cellXfs>{formats}</cellXfs></styleSheet>'.encode())


@pytest.mark.parametrize(
    ("fill", "background"),
    [
        ("<fill><patternFill/></fill>", "none"),
        ("<fill><gradientFill/></fill>", "none"),
        ('<fill><patternFill patternType="gray125"/></fill>', "pattern:gray125"),
        (SOLID.format('<fgColor rgb="ffFFF8e1"/>'), "rgb:FFFFF8E1"),
        (SOLID.format('<fgColor theme="4"/>'), "theme:4"),
        (SOLID.format('<fgColor theme="4" tint="0.6"/>'), "theme:4:0.6"),
        (SOLID.format('<fgColor indexed="13"/>'), "indexed:13"),
        (SOLID.format('<fgColor auto="1"/>'), "none"),
        (SOLID.format(""), "none"),
    ],
)
def test_a_background_is_described_and_can_be_given_back(fill, background):
    styles = book("<fill><patternFill/></fill>", fill)
    assert styles.background(1) == background
    tinted = styles.with_background(1, f"rgb:{Tint.HARD}")
    assert styles.is_tinted(tinted)
    again = StyleBook(styles.content())
    assert again.tinted == {tinted}
    assert again.background(again.with_background(tinted, background)) == background


@pytest.mark.parametrize("text", ["", "rgb:zz", '"/><x', "pattern:evil", "theme:4:1e", "indexed:999", "rgb:FFF"])
def test_a_description_that_makes_no_sense_is_no_background(text):
    styles = book("<fill><patternFill/></fill>", SOLID.format('<fgColor indexed="13"/>'))
    assert styles.background(styles.with_background(1, text)) == "none"
    assert parse(styles.content())


def test_the_same_format_is_made_only_once():
    styles = book("<fill><patternFill/></fill>")
    assert styles.with_background(0, "rgb:FF000000") == styles.with_background(0, "rgb:FF000000")


def test_lists_that_are_missing_are_put_where_they_belong():
    styles = StyleBook(None)
    assert styles.background(styles.with_background(0, "rgb:FF000000")) == "rgb:FF000000"
    styles.add("fonts", "<{p}font><{p}b/></{p}font>")
    names = [child.name for child in parse(styles.content()).children]
    assert names == ["fonts", "fills", "cellStyleXfs", "cellXfs", "cellStyles"]


def test_counts_are_told_and_lists_may_be_written_short():
    text = f'<styleSheet xmlns="{TRANSITIONAL}"><fills count="0"/><cellXfs count="1"><xf/></cellXfs></styleSheet>'
    styles = StyleBook(text.encode())
    styles.with_background(0, "rgb:FF000000")
    root = parse(styles.content())
    assert [(child.name, child.attributes["count"], len(child.children)) for child in root.children] == [
        ("fills", "3", 3),
        ("cellXfs", "2", 2),
    ]


def test_nothing_added_nothing_changed():
    text = f'<styleSheet xmlns="{TRANSITIONAL}"><cellXfs><xf/></cellXfs></styleSheet>'.encode()
    assert StyleBook(text).content() == text


def test_a_format_that_is_not_there_is_the_plain_one():
    assert book("<fill><patternFill/></fill>").background(99) == "none"
