"""Every problem that opening, recognising and reading a return can find, and how grave it is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from indicators.problems import Problem, Severity

_HARD = (
    # What the file is.
    "archive_encrypted",
    "archive_nested",
    "archive_path_outside",
    "archive_too_many_files",
    "file_empty",
    "file_too_large",
    "kind_archive",
    "kind_document",
    "kind_encrypted",
    "kind_et",
    "kind_html",
    "kind_macros",
    "kind_picture",
    "kind_unknown",
    "kind_xls",
    "kind_xlsb",
    "kind_xml",
    # Whether its text can be read.
    "csv_longer_rows",
    "csv_not_decoded",
    "csv_nul",
    "csv_quotes",
    "csv_replacement",
    # Whether its package may be opened.
    "part_missing",
    "workbook_damaged",
    "xml_declares_entities",
    "xml_malformed",
    "zip_damaged",
    "zip_duplicate_entry",
    "zip_size_lies",
    "zip_too_large_unpacked",
    "zip_too_many_entries",
    # What its sheets hold.
    "duplicate_cell",
    "far_cell",
    "misplaced_cell",
    "too_many_cells",
    "too_many_faulty_cells",
    "too_many_merges",
    "too_many_names",
    # Whether it could be read.
    "readers_differ",
    "unreadable_crashed",
    "unreadable_in_time",
    "unreadable_rejected",
    # Which return it is.
    "form_conflict",
    "form_outdated",
    "form_unknown",
    "other_plan",
    "period_conflict",
    "period_not_reported",
    "period_unknown",
    "several_forms",
    "unit_conflict",
    "unit_not_reporting",
    "unit_unknown",
    # Whether a table of the unit's own gives what the form asks for.
    "own_column_unmapped",
    "own_layout_several",
    "own_period_unknown",
    "own_row_missing",
    "own_row_twice",
    "own_row_unmapped",
    # Whether its form is still the one handed out.
    "code_changed",
    "columns_changed",
    "label_changed",
    "measure_changed",
    # What stands in its cells.
    "blocked_cell_filled",
    "cell_has_too_many_digits",
    "cell_is_date",
    "cell_is_error",
    "cell_is_percentage",
    "cell_is_truth_value",
    "cell_missing",
    "cell_needs_confirmation",
    "cell_not_finite",
    "cell_not_number",
    "cell_text_too_long",
    "formula_not_calculated",
    "measure_share_invalid",
    "measure_status_missing",
    "measure_status_unknown",
    "measure_text_too_long",
    "status_contradicted",
    "status_missing",
    "status_unknown",
    # What stands in the rows of a list.
    "entry_cell_missing",
    "entry_cell_unreadable",
    "entry_code_is_number",
    "entry_date_unreadable",
    "entry_text_too_long",
)
_SOFT = (
    "cell_not_applicable",
    "column_hidden",
    "entry_rows_hidden",
    "extra_content",
    "extra_sheet",
    "formula_zero_doubtful",
    "readers_differed",
    "row_hidden",
    "row_moved",
    "share_is_ambiguous",
    "sheet_hidden",
)
NOTE_CODES = frozenset(
    {
        "characters_invisible",
        "csv_read_as",
        "csv_shorter_rows",
        "kind_differs",
        "number_normalised",
        "own_converted",
        "own_layout_differs",
        "own_layout_used",
        "own_rows_ignored",
    }
)
"""What is told beside the problems and asks for nothing."""

FILE_PROBLEM_CODES: Mapping[str, Severity] = MappingProxyType(
    {**dict.fromkeys(_HARD, Severity.HARD), **dict.fromkeys((*_SOFT, *sorted(NOTE_CODES)), Severity.SOFT)},
)
"""Severity by code; each code has the texts `problems.<code>.what` and `.todo` in both languages."""


def file_problem(code: str, /, *, sheet: str | None = None, cell: str | None = None, **params: str) -> Problem:
    """A problem of this table; the parameters fill the blanks of its texts."""
    return Problem(code, FILE_PROBLEM_CODES[code], sheet, cell, params)
