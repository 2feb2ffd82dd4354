"""The checksum of a summary's content, and what is kept of an export to say later what has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256

from reports.summary import Section, Summary

_LAYOUT = {"widths", "figures", "code"}
"""How a table is laid out: another version of the system may do that otherwise and still say the same."""


def checksum(summary: Summary) -> str:
    """SHA-256 over all that is said, in 64 hexadecimal digits; not over when and by whom it was made."""
    said = {
        "kind": summary.kind,
        "language": summary.language,
        "title": summary.title,
        "sections": [_said(section) for section in summary.sections],
        "notes": [note.text for note in summary.notes],
    }
    return _digest(said)


def parts(summary: Summary) -> Mapping[str, str]:
    """The digest of each section, by its key; figures and words."""
    return {section.key: _digest(_said(section)) for section in summary.sections}


def shown_figures(summary: Summary) -> Mapping[str, str]:
    """Every figure as it is shown, by its key."""
    return {figure.key: figure.number for figure in summary.figures}


def _said(section: Section) -> list[object]:
    return [
        [type(block).__name__, {name: part for name, part in asdict(block).items() if name not in _LAYOUT}]
        for block in section.blocks
    ]


def _digest(said: object) -> str:
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return sha256(text.encode()).hexdigest()
