from __future__ import annotations

import pytest

from indicators.plan_yaml import parse

TEXT = """\
# a comment
name: 大连
list:
  - 1
  - {a: 1.50, b: "07"}
none: ~
"""


def test_values_are_plain_and_fractions_stay_as_written():
    assert parse("x.yaml", TEXT.encode()).value == {"name": "大连", "list": [1, {"a": "1.50", "b": "07"}], "none": None}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("name",), 2),
        (("list",), 3),
        (("list", 1), 5),
        (("list", 1, "b"), 5),
        (("none",), 6),
        (("list", 0, "absent"), 4),
        (("list", 9), 3),
        (("absent", "b"), 1),
    ],
)
def test_line_of_a_value_or_of_its_nearest_parent(path: tuple[str | int, ...], line: int):
    assert parse("x.yaml", TEXT.encode()).line(path) == line


@pytest.mark.parametrize(
    "text", ["0b11", "1_000", "0x1F", "012", "12:30", "yes", "2018-05-16", "!!python/object:os.system x"]
)
def test_what_yaml_would_turn_into_something_else_stays_text(text: str):
    value = parse("x.yaml", f"a: {text}\n".encode()).value
    assert value == {"a": text.rpartition(" ")[2]}
