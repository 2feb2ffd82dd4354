"""The JSON documents of the command line: their keys are a contract (see docs/command-line.md)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from db.records import TracedFigure
from i18n.texts import Texts
from indicators.errors import AppError
from indicators.problems import Severity
from services.monitoring.monitor import Overview, OverviewRow
from services.returns.submit_return import Verdict

Document = dict[str, object]


def verdict_document(verdict: Verdict, texts: Texts) -> Document:
    """One file's verdict: what an upload would say."""
    return {
        "file": verdict.file_name,
        "form": verdict.key.form if verdict.key else None,
        "unit": verdict.key.unit if verdict.key else None,
        "period": str(verdict.key.period) if verdict.key else None,
        "accepted": verdict.accepted,
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity.value,
                "sheet": problem.sheet,
                "cell": problem.cell,
                "message": " ".join(_words(texts.problem(problem).what, texts.problem(problem).todo)),
            }
            for problem in verdict.problems
        ],
    }


def refusal_document(file_name: str, error: AppError | None, texts: Texts) -> Document:
    """The same for a file that an error kept from a verdict."""
    said = None if error is None else {"code": error.code, "severity": Severity.HARD.value, "sheet": None, "cell": None}
    problems = [] if said is None or error is None else [said | {"message": texts.error(error)}]
    return {"file": file_name, "form": None, "unit": None, "period": None, "accepted": False, "problems": problems}


def status_document(overview: Overview, reasons: Sequence[str | None], texts: Texts) -> list[Document]:
    """One entry per indicator; numbers as JSON numbers, unknown as null.

    Args:
        overview: what is shown.
        reasons: why each row's status holds, in words.
        texts: the language.
    """
    return [_standing_document(row, reason, texts) for row, reason in zip(overview.rows, reasons, strict=True)]


def _standing_document(row: OverviewRow, reason: str | None, texts: Texts) -> Document:
    standing, outlook = row.standing, row.outlook
    indicator, point = standing.indicator, standing.point
    return {
        "code": indicator.code,
        "name_zh": indicator.name.zh,
        "name_en": indicator.name.en,
        "unit": texts.name(indicator.unit),
        "target": json_number(indicator.target.value),
        "period": str(standing.period),
        "actual": json_number(point.value),
        "attainment_percent": json_number(standing.attainment),
        "gap": json_number(standing.gap),
        "planned": json_number(standing.planned),
        "pace": json_number(standing.pace),
        "status": standing.status.value,
        "coverage": {"reported": point.reported, "expected": point.expected},
        "projection": {
            "value": json_number(outlook.value),
            "low": json_number(outlook.low),
            "high": json_number(outlook.high),
            "probability": json_number(outlook.probability),
        },
        "reason": reason,
    }


def trace_document(cells: Sequence[TracedFigure]) -> list[Document]:
    """One entry per cell behind a figure, down to file, hash, sheet, cell and people."""
    return [
        {
            "variable": cell.figure.observation.variable,
            "unit": cell.figure.observation.unit,
            "value": json_number(cell.figure.observation.value),
            "file": cell.submission.file_name,
            "sha256": cell.submission.sha256,
            "sheet": cell.figure.sheet,
            "cell": cell.figure.cell,
            "uploaded_by": cell.submission.submitted_by,
            "uploaded_at": cell.submission.submitted_at.isoformat(),
            "approved_by": cell.submission.decided_by,
            "approved_at": cell.submission.decided_at.isoformat() if cell.submission.decided_at else None,
        }
        for cell in cells
    ]


def json_number(value: Decimal | None) -> float | int | None:
    """A decimal as a JSON number; null stays null."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _words(*parts: str) -> list[str]:
    return [part for part in parts if part]
