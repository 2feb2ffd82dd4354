"""What reporters and reviewers wrote about the figures of an indicator, word for word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from db.database import Transaction
from db.records import TracedFigure
from db.review_records import Comment
from reports.evidence import Quote


def read_quotes(tx: Transaction, cells: Sequence[TracedFigure], as_of: datetime | None) -> tuple[Quote, ...]:
    """The explanations beside the cells, then the comments at them or about the whole of their returns."""
    comments = [
        each
        for each in tx.comments.of_submissions({cell.submission.id for cell in cells})
        if as_of is None or each.at <= as_of
    ]
    return (*_explanations(cells), *_comments(cells, comments))


def _explanations(cells: Sequence[TracedFigure]) -> Iterator[Quote]:
    for cell in cells:
        if cell.figure.explanation:
            yield _quote("explanation", cell, cell.figure.explanation, cell.submission.submitted_by)


def _comments(cells: Sequence[TracedFigure], comments: Sequence[Comment]) -> Iterator[Quote]:
    for comment in comments:
        about = [cell for cell in cells if _is_about(comment, cell)]
        if about:
            quote = _quote("comment", about[0], comment.text, comment.author)
            yield quote if comment.cell else replace(quote, variable=None)


def _is_about(comment: Comment, cell: TracedFigure) -> bool:
    place = f"{cell.figure.sheet}!{cell.figure.cell}"
    return cell.submission.id == comment.submission_id and comment.cell in {None, place}


def _quote(kind: Literal["explanation", "comment"], cell: TracedFigure, text: str, author: str) -> Quote:
    key, submission = cell.submission.key, cell.submission
    variable = cell.figure.observation.variable
    return Quote(kind, text, author, key.period, key.unit, key.form, submission.number, variable)
