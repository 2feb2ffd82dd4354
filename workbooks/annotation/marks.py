"""What is to be marked, in plain words: all that the marking process needs to know, and no more."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Self

from workbooks.addresses import position

AUTHOR = "达标"
COMMENT_START = "【达标】"
"""Begins every comment of ours: a comment that begins otherwise is never touched."""
PROBLEMS_SHEET = "审核问题（达标）"
"""The sheet that lists the problems. It is never read as part of a return, and is made anew each time."""
PROBLEMS_COLUMN = "审核问题（达标）"
"""Stands in row 1 of the column that holds the problems of a list; that column is never read either."""
COMMENTED = 1000
"""How many problems get a comment: with more, spreadsheet programs become slow."""


class Tint(StrEnum):
    """The background of a marked cell (ARGB), always beside the word that says the same."""

    HARD = "FFF6C4C0"
    SOFT = "FFFFDB8F"


@dataclass(frozen=True, slots=True)
class Mark:
    """One problem, worded. `word` says how grave it is; one without tint is listed only."""

    word: str
    what: str
    todo: str
    sheet: str | None = None
    cell: str | None = None
    tint: Tint | None = None

    @property
    def has_place(self) -> bool:
        """Whether there is a cell to lead to."""
        return self.sheet is not None and position(self.cell or "") is not None


@dataclass(frozen=True, slots=True)
class ListWords:
    """The texts around the list: its title, the lines below it, the heads of its columns, "what to do".

    `colon` stands between a problem's kind and what is wrong.
    """

    title: str
    lines: tuple[str, ...]
    heads: tuple[str, ...]
    remedy: str
    colon: str


@dataclass(frozen=True, slots=True)
class SheetFeatures:
    """What values alone do not tell of a sheet that is written anew; cells by address."""

    state: str = "visible"
    percent: tuple[str, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """A file's marks.

    `backgrounds` are those that cells had before an earlier copy coloured them, by sheet and cell.
    `anew` holds the sheets, in order, of a workbook that is written anew; None where it is edited in place.
    `rows` are those of its one sheet where they come from a text file, all equally long.
    """

    marks: tuple[Mark, ...]
    words: ListWords
    backgrounds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    anew: Mapping[str, SheetFeatures] | None = None
    rows: Sequence[Sequence[str | float]] | None = None

    def to_json(self) -> bytes:
        """For the way to the marking process."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, text: bytes | bytearray) -> Self:
        """What `to_json` wrote."""
        raw = json.loads(text)
        words = raw["words"]
        anew = raw["anew"]
        return cls(
            marks=tuple(
                Mark(**{**mark, "tint": Tint(mark["tint"]) if mark["tint"] else None}) for mark in raw["marks"]
            ),
            words=ListWords(**{**words, "lines": tuple(words["lines"]), "heads": tuple(words["heads"])}),
            backgrounds=raw["backgrounds"],
            anew=None if anew is None else {name: SheetFeatures(**facts) for name, facts in anew.items()},
            rows=raw["rows"],
        )


def comment_texts(marks: Sequence[Mark], words: ListWords) -> dict[tuple[str, str], str]:
    """The comment of each cell, by sheet and cell: the first `COMMENTED` coloured marks, one paragraph each."""
    found: dict[tuple[str, str], list[str]] = {}
    coloured = [mark for mark in marks if mark.tint is not None and mark.has_place]
    for mark in coloured[:COMMENTED]:
        said = f"{mark.word}{words.colon}{mark.what}" + (f"\n{words.remedy}{mark.todo}" if mark.todo else "")
        found.setdefault((mark.sheet or "", mark.cell or ""), []).append(said)
    return {place: COMMENT_START + "\n\n".join(texts) for place, texts in found.items()}


def tints(marks: Sequence[Mark]) -> dict[tuple[str, str], Tint]:
    """The background of each marked cell, by sheet and cell; hard wins."""
    found: dict[tuple[str, str], Tint] = {}
    for mark in marks:
        if mark.tint is not None and mark.has_place:
            place = mark.sheet or "", mark.cell or ""
            found[place] = Tint.HARD if Tint.HARD in {mark.tint, found.get(place)} else mark.tint
    return found
