"""What the guard lets through: far above any return, far below what harms the server."""

from __future__ import annotations

MEBIBYTE = 1024 * 1024
FILE_BYTES = 20 * MEBIBYTE
UNPACKED_BYTES = 200 * MEBIBYTE
ENTRIES = 2000
ARCHIVED_FILES = 500
"""Files of a zip of returns: every unit's forms of a year."""
SHEETS = 200
VALUED_CELLS = 2_000_000
AREA = 6_000_000
"""Cells of the rectangle from A1 to the last valued cell: readers allocate all of it."""
ELEMENTS = 4_000_000
"""Elements of a part that had to go through the careful parser."""
DEPTH = 100
COMPARED_NUMBERS = 20_000
MERGES = 10_000
NAMES = 10_000
NOTED_CELLS = 50_000
"""Cells of a sheet that need a mention (errors, formulas, percent formats): more is no return."""
CLAIMED_STRINGS = 1_000_000
"""How many more shared strings than there are a file may claim: readers allocate what is claimed."""
TOKEN_BYTES = 4 * MEBIBYTE
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
