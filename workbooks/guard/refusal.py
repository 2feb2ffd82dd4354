"""How a streaming parser, many calls deep, stops as soon as a limit is passed."""

from __future__ import annotations

from indicators.problems import Problem, Severity


class RefusedFileError(Exception):
    """Carries the problem up to `inspect`, which reports it like any other; never leaves the guard."""

    def __init__(self, code: str, *, sheet: str | None = None, cell: str | None = None, **params: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, Severity.HARD, sheet, cell, params)
