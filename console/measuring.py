"""The register of measures from the command line."""

from __future__ import annotations

from collections.abc import Iterator

from console.session import ConsoleSession, write_json, write_line
from services.groundwork.today import today
from services.measures.measures import Register, register
from services.measures.measures_document import measures_document


def print_measures(session: ConsoleSession, *, as_json: bool) -> None:
    """Prints every measure as it stands, as the contract's JSON or as a line each."""
    day = today(session.database, session.plan)
    shown = register(session.database, session.plan, session.actor, day)
    if as_json:
        write_json(measures_document(shown))
    else:
        write_line("\n".join(_lines(session, shown)))


def _lines(session: ConsoleSession, shown: Register) -> Iterator[str]:
    texts, plan = session.texts, session.plan
    for each in shown.standings:
        units = texts("commands.and").join(texts.unit_name(plan.unit(code)) for code in each.measure.departments)
        yield texts(
            "commands.measure_row",
            code=each.measure.code,
            place=each.measure.place,
            status=texts(f"statuses.measure.{each.status.value if each.status else 'unreported'}"),
            title=texts.name(each.measure.title),
            departments=units,
        )
