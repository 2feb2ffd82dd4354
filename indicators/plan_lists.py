"""Name lists as forms: what their columns hold, and which variables are counted from their rows."""

from __future__ import annotations

from enum import StrEnum
from string import ascii_uppercase
from typing import Literal

from pydantic import Field

from indicators.plan_parts import Bilingual, PlanPart

EXPLANATION_CELL = "C7"
"""Where the explanation of a list as a whole stands on its sheet."""


class ListField(StrEnum):
    """What a column of a list holds; a list has each of them once at most.

    NAME: of the firm or institution. CODE: the unified social credit code (of the firm, or of the institution's
    host). CERTIFICATE: the certificate's or approval's number. DATE: the day it was issued. KIND: one of the
    column's choices. HOST: whom an institution belongs to.
    """

    NAME = "name"
    CODE = "code"
    CERTIFICATE = "certificate"
    DATE = "date"
    KIND = "kind"
    HOST = "host"


class ListColumn(PlanPart):
    """A column of a list; `choices` are what its drop-down offers, `width` is in characters."""

    field: ListField
    name: Bilingual
    prompt: Bilingual
    width: float = Field(gt=0, le=80)
    choices: tuple[Bilingual, ...] = ()


class ListCount(PlanPart):
    """A variable that a list's rows give.

    `within: year` counts the rows dated in the period's year up to its end, `validity` those whose certificate is
    valid at the period's end; `kind` only the rows of that kind.
    """

    variable: str
    kind: str | None = None
    within: Literal["year", "validity"]


class ListDescription(PlanPart):
    """How a list is laid out and counted.

    `identity` says by what a row is known again in another list: a firm by its code, an institution by its
    host's code and its own name. `valid_years`: how long a certificate is valid, None for ever. `renewed_kind`: the
    kind that says that a certificate was issued anew: never a new firm.
    """

    columns: tuple[ListColumn, ...] = Field(min_length=1)
    identity: tuple[ListField, ...] = Field(min_length=1)
    valid_years: int | None = Field(default=None, ge=1, le=50)
    renewed_kind: str | None = None
    counts: tuple[ListCount, ...] = ()

    def column(self, field: ListField) -> ListColumn | None:
        """The column that holds it, None where the list has none."""
        return next((column for column in self.columns if column.field is field), None)

    def letter(self, field: ListField) -> str:
        """The column's letter on the sheet; the list's first column, A, is the row's number."""
        return ascii_uppercase[1 + [column.field for column in self.columns].index(field)]

    @property
    def note_letter(self) -> str:
        """The letter of the last column, 情况说明."""
        return ascii_uppercase[1 + len(self.columns)]

    @property
    def kinds(self) -> tuple[str, ...]:
        """What may stand in the kind's column, as the drop-down offers it."""
        column = self.column(ListField.KIND)
        return tuple(choice.zh for choice in column.choices) if column else ()
