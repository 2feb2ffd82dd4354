"""What the README says of speed is what was measured."""

from __future__ import annotations

from bench import table


def test_the_table_of_measurements_is_made_of_the_results_that_were_kept():
    _, quoted, _ = table.parts_of(table.README.read_text(encoding="utf-8"))
    assert quoted == table.table()
