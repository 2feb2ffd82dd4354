"""Checking the database, and letting go of old audit rows, from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from console.session import ConsoleSession, write_json, write_line
from db.audit_witness import HeadFile
from i18n.texts import Texts
from services.upkeep.audit_trail import apply_retention
from services.upkeep.rebuild import Rebuilt
from services.upkeep.verify import Verification, verify

_SHORT = 12


def verify_database(session: ConsoleSession, *, as_json: bool) -> bool:
    """Prints what holds and what does not; whether everything holds."""
    witness = HeadFile(session.settings.witness_file)
    found = verify(session.database, session.plan, session.actor, witness.heads())
    if as_json:
        write_json(verification_document(found))
    else:
        write_line("\n".join(verification_lines(found, session.texts)))
    return found.sound


def let_go(session: ConsoleSession) -> None:
    """Applies the retention of the settings, and says how many rows went."""
    count = apply_retention(session.database, session.settings, session.actor, datetime.now(tz=UTC))
    session.say("audit_let_go", count=count, years=session.settings.audit_retention_years)


def verification_document(found: Verification) -> dict[str, object]:
    """The findings as JSON: null and empty lists where nothing was found."""
    chain = found.chain
    fault = {"code": chain.fault.code, "sequence": chain.fault.sequence} if chain.fault else None
    return {
        "sound": found.sound,
        "audit": {
            "rows": chain.rows,
            "head": {"sequence": chain.head.sequence, "hash": chain.head.hash},
            "first_bad": fault,
            "clock_set_back": list(chain.clock_set_back),
            "unwitnessed": chain.unwitnessed,
        },
        "files": {"checked": found.checked_files, "damaged": list(found.files)},
        "submissions": {
            "checked": found.checked_submissions,
            "changed": [
                {"form": s.key.form, "unit": s.key.unit, "period": str(s.key.period), "number": s.number}
                for s in found.submissions
            ],
        },
        **derived_document(found),
    }


def derived_document(found: Verification | Rebuilt) -> dict[str, object]:
    """The part of the findings that could be, or has been, mended by a rebuild."""
    return {
        "rollups": [{"indicator": indicator, "period": str(period)} for indicator, period in found.rollups],
        "current_values": found.current_values,
        "current_lists": found.current_lists,
        "waiting_returns": found.waiting_returns,
    }


def verification_lines(found: Verification, texts: Texts) -> Iterator[str]:
    """A line per part, and one per finding below it."""
    chain = found.chain
    if chain.fault is None:
        yield texts("audit.verify.chain", rows=chain.rows, head=chain.head.sequence, hash=chain.head.hash[:_SHORT])
    else:
        yield texts("audit.verify.chain_broken", rows=chain.rows)
        yield "  " + texts(f"audit.fault.{chain.fault.code}", sequence=chain.fault.sequence)
    if chain.unwitnessed:
        yield "  " + texts("audit.verify.unwitnessed", count=chain.unwitnessed)
    for sequence in chain.clock_set_back:
        yield "  " + texts("audit.verify.clock_set_back", sequence=sequence)
    yield texts("audit.verify.files", count=found.checked_files)
    for digest in found.files:
        yield "  " + texts("audit.verify.file_damaged", sha256=digest)
    yield texts("audit.verify.submissions", count=found.checked_submissions)
    for each in found.submissions:
        yield "  " + texts(
            "audit.verify.submission_changed",
            form=each.key.form,
            unit=each.key.unit,
            period=texts.period(each.key.period),
            number=each.number,
        )
    yield from derived_lines(found, texts)
    yield texts("audit.verify.sound" if found.sound else "audit.verify.unsound")


def derived_lines(found: Verification | Rebuilt, texts: Texts) -> Iterator[str]:
    """What should follow from the approvals and does not, or did not before it was mended."""
    for indicator, period in found.rollups:
        yield "  " + texts("audit.verify.rollup_untrue", indicator=indicator, period=texts.period(period))
    entries = {name: getattr(found, name) for name in ("current_values", "current_lists", "waiting_returns")}
    for name, count in entries.items():
        if count:
            yield "  " + texts(f"audit.verify.{name}", count=count)
