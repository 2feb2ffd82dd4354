"""The JSON document of a summary's verification, from the command line and the page alike: its keys are a contract."""

from __future__ import annotations

from services.exports.verify_summary import SummaryVerification


def verification_document(found: SummaryVerification) -> dict[str, object]:
    """What was exported, whether the file still matches, and every figure and section that differs."""
    export = found.export
    return {
        "matches": found.matches,
        "untouched": found.untouched,
        "exported": {
            "kind": export.kind,
            "period": str(export.period),
            "language": export.language,
            "format": export.format,
            "by": export.made_by,
            "at": export.made_at.isoformat(),
            "as_of": export.as_of.isoformat() if export.as_of else None,
            "checksum": export.checksum,
        },
        "figures": [{"key": each.key, "then": each.then, "now": each.now} for each in found.figures],
        "sections": list(found.sections),
    }
