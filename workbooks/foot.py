"""Where the signatures of a form stand."""

from __future__ import annotations

from workbooks.columns import Column
from workbooks.sheet import FootCell, Signature


def foot_cells(columns: tuple[Column, ...], row: int) -> tuple[FootCell, ...]:
    """The signatures side by side, each about as wide as the others."""
    share = sum(column.width for column in columns) / len(Signature)
    spans: list[list[str]] = [[] for _ in Signature]
    reached = 0.0
    for column in columns:
        spans[int((reached + column.width / 2) / share)].append(column.letter)
        reached += column.width
    return tuple(
        FootCell(signature, f"{span[0]}{row}", f"{span[0]}{row}:{span[-1]}{row}")
        for signature, span in zip(Signature, spans, strict=True)
    )
