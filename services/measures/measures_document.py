"""The JSON document of `dabiao measures`: its keys are a contract (see docs/command-line.md)."""

from __future__ import annotations

from services.measures.measures import Register


def measures_document(register: Register) -> list[dict[str, object]]:
    """One entry per measure; `status` is null where nothing has been reported, `indicators` are those it moves."""
    return [
        {
            "id": each.measure.code,
            "section": each.measure.place,
            "title_zh": each.measure.title.zh,
            "departments": list(each.measure.departments),
            "status": each.status.value if each.status else None,
            "indicators": list(each.measure.moved),
        }
        for each in register.standings
    ]
