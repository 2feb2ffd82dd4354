import pytest

from sample_data.bad.spoiling import SHEET_PART, good_form, package, part_edited, parts_of, with_cell, with_texts


def test_only_the_named_cell_changes():
    before = parts_of(good_form())
    after = parts_of(with_cell("D9", "<v>99</v>"))
    changed = [name for name in before if before[name] != after[name]]
    assert changed == [SHEET_PART]
    assert b"<v>99</v>" in after[SHEET_PART]


def test_a_recipe_that_finds_nothing_to_spoil_says_so():
    with pytest.raises(LookupError):
        part_edited(SHEET_PART, "no such thing", "")
    with pytest.raises(LookupError):
        with_texts({"no such text": ""})


def test_a_package_keeps_its_parts():
    parts = {"a.txt": b"1", "b/c.txt": b"2"}
    assert parts_of(package(parts)) == parts
