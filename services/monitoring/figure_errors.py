"""What may be wrong with a note beside a figure."""

from __future__ import annotations

from indicators.errors import AppError


class EmptyNoteError(AppError):
    """A note without text."""

    code = "note_empty"


class NoteTooLongError(AppError):
    """A note longer than `length` characters."""

    code = "note_too_long"
