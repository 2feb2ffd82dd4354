"""Writes one bad return per problem code: `python -m sample_data.bad_returns FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from sample_data.bad.cells import CELLS
from sample_data.bad.figures import FIGURES
from sample_data.bad.files import ARCHIVES, KINDS, PACKAGES, TEXTS
from sample_data.bad.lists import LISTS
from sample_data.bad.measures import MEASURES
from sample_data.bad.own_tables import OWN_TABLES
from sample_data.bad.recipe import BadReturn
from sample_data.bad.recognition import RECOGNITION

BAD_RETURNS: tuple[BadReturn, ...] = (
    *KINDS,
    *ARCHIVES,
    *TEXTS,
    *PACKAGES,
    *RECOGNITION,
    *OWN_TABLES,
    *CELLS,
    *FIGURES,
    *MEASURES,
    *LISTS,
)
"""All recipes, in the order in which a file meets the checks."""

WITHOUT_FILE = {
    "unreadable_rejected": "a file that one reader rejects is given to the other: readers_differed or readers_differ",
    "unreadable_crashed": "no file is known that passes the guard and crashes the reader",
    "unreadable_in_time": "no file is known that passes the guard and keeps the reader busy for so long",
    "share_is_ambiguous": "no variable of this plan is reported in percent",
}
"""Problem codes that no return of this plan can raise, and why."""


def write_bad_returns(folder: Path) -> None:
    """Writes every bad return into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for bad in BAD_RETURNS:
        (folder / bad.file_name).write_bytes(bad.make())


if __name__ == "__main__":
    write_bad_returns(Path(sys.argv[1]))
