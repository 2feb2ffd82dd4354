"""The JSON document of `dabiao changes`: its keys are a contract (see docs/command-line.md)."""

from __future__ import annotations

from db.records import ChangedFigure, TracedFigure
from i18n.texts import Texts
from services.exports.documents import Document, json_number
from services.monitoring.compare_versions import Comparison, FigureChange


def changes_document(found: Comparison, texts: Texts) -> list[Document]:
    """One entry per figure that changed or appeared, with the units' parts and the cells."""
    return [_figure_document(change, texts) for change in found.figures]


def _figure_document(change: FigureChange, texts: Texts) -> Document:
    indicator = change.indicator
    return {
        "code": indicator.code,
        "name_zh": indicator.name.zh,
        "name_en": indicator.name.en,
        "unit": texts.name(indicator.unit),
        "period": str(change.period),
        "before": json_number(change.before.value),
        "after": json_number(change.after.value),
        "difference": json_number(change.difference),
        "appeared": change.appeared,
        "contributions": [
            {"unit": part.unit.code, "value": json_number(part.contribution)}
            for part in change.units
            if part.contribution is not None
        ],
        "cells": [_cell_document(cell) for cell in change.cells],
    }


def _cell_document(cell: ChangedFigure) -> Document:
    reopened = cell.reopened
    return {
        "variable": cell.seen.variable,
        "unit": cell.seen.unit,
        "period": str(cell.seen.period),
        "before": _side_document(cell.before),
        "after": _side_document(cell.after),
        "reopened_by": reopened.actor if reopened else None,
        "reopened_at": reopened.at.isoformat() if reopened else None,
        "reason": reopened.reason if reopened else None,
    }


def _side_document(side: TracedFigure | None) -> Document | None:
    if side is None:
        return None
    figure, submission = side.figure, side.submission
    return {
        "value": json_number(figure.observation.value),
        "file": submission.file_name,
        "sha256": submission.sha256,
        "sheet": figure.sheet,
        "cell": figure.cell,
        "explanation": figure.explanation,
        "uploaded_by": submission.submitted_by,
        "uploaded_at": submission.submitted_at.isoformat(),
        "approved_by": submission.decided_by,
        "approved_at": submission.decided_at.isoformat() if submission.decided_at else None,
    }
