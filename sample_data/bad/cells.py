"""Returns with cells that are no plain number, and packages on whose cells the readers do not agree."""

from __future__ import annotations

from indicators.periods import Period
from sample_data.bad.recipe import BadReturn
from sample_data.bad.spoiling import form_for, form_with, with_cell, with_cells

_VALUE_AS_TEXT = ("<v>36</v>", ' t="inlineStr"')
_TEXT_AS_NUMBER = ("<is><t>36</t></is>", "")


def _city_form(status: str) -> bytes:
    """The city-wide return of 2017 with another text in the status cell of GDP."""
    good = form_for("F02", "DL-TJJ", Period.whole_year(2017))
    return with_cells({"E9": (f"<is><t>{status}</t></is>", ' t="inlineStr"')}, good)


CELLS = (
    BadReturn("readers_differed", lambda: with_cells({"D9": _VALUE_AS_TEXT}), "A1"),
    BadReturn(
        "readers_differ",
        lambda: with_cells({"D9": _VALUE_AS_TEXT, "E9": _VALUE_AS_TEXT, "F9": _TEXT_AS_NUMBER}),
        "A1",
    ),
    BadReturn("cell_missing", lambda: form_with({"05": None}), "D13"),
    BadReturn("cell_not_applicable", lambda: form_with({"07": "不适用"}), "D15"),
    BadReturn("cell_not_number", lambda: form_with({"08": "见附件"}), "D16"),
    BadReturn("cell_needs_confirmation", lambda: form_with({"09": "12万"}), "D17"),
    BadReturn("cell_text_too_long", lambda: form_with({"08": "七千八百" * 100}), "D16"),
    BadReturn("cell_has_too_many_digits", lambda: form_with({"09": "15.7200000000000012345"}), "D17"),
    BadReturn("cell_is_percentage", lambda: form_with({"03": "65%"}), "D11"),
    BadReturn("cell_is_date", lambda: with_cell("D9", "<v>2018-09-30T00:00:00</v>", ' t="d"'), "D9"),
    BadReturn("cell_is_error", lambda: with_cell("D11", "<v>#REF!</v>", ' t="e"'), "D11"),
    BadReturn("cell_is_truth_value", lambda: with_cell("D15", "<v>1</v>", ' t="b"'), "D15"),
    BadReturn("cell_not_finite", lambda: with_cell("D12", "<v>1e400</v>"), "D12"),
    BadReturn("formula_not_calculated", lambda: with_cell("D12", "<f>D11*1.5</f>"), "D12"),
    BadReturn("formula_zero_doubtful", lambda: with_cell("D15", '<f>IF(E15="","",E15)</f><v>0</v>'), "D15"),
    BadReturn("blocked_cell_filled", lambda: form_for("F01", "210213", Period.month(2018, 1), {"03": "101.35"}), "D11"),
    BadReturn("status_missing", lambda: _city_form(""), "E9"),
    BadReturn("status_unknown", lambda: _city_form("大概"), "E9"),
    BadReturn("status_contradicted", lambda: _city_form("M"), "D9"),
    BadReturn("number_normalised", lambda: form_with({"03": "１，２８７．０９"}), "D11", note=True),
)
