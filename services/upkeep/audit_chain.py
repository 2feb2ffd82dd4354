"""Whether the audit trail is the one that was written: hashes, order, gaps, and the head kept outside.

The walk is over rows, not over a database, so that a trail can be tried in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from db.account_records import AuditHead, AuditRow
from db.audit_chain import true_hash
from services.rights.permission import Action

LET_GO = "audit:"
"""Before the number of the last row removed, as the object of applying the retention."""


@dataclass(frozen=True, slots=True)
class ChainFault:
    """The first place where the trail is not what was written; `code` says how, `sequence` where.

    Codes: `row_missing` and `row_order` (numbers), `row_changed` (hashes), `tail_cut`, `head_differs` and
    `chain_replaced` (against the head outside), `anchor_unfounded` (rows let go of without a trace).
    """

    code: str
    sequence: int


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What was found; `fault` is None for a sound chain.

    `clock_set_back` are rows earlier in time than the row before them: noted, no fault. `unwitnessed` is how
    many of the last rows of a sound chain no witness outside has seen. With a fault, `rows` and `head` are
    those before it.
    """

    rows: int
    head: AuditHead
    fault: ChainFault | None
    clock_set_back: tuple[int, ...] = ()
    unwitnessed: int = 0


@dataclass
class _Walk:
    """Where the walk is, and what it has met."""

    head: AuditHead
    rows: int = 0
    clock_set_back: list[int] = field(default_factory=list)
    last: AuditRow | None = None
    let_go: list[AuditHead] = field(default_factory=list)


def check_chain(
    rows: Iterable[AuditRow], anchor: AuditHead, chain: str, witnessed: Iterable[AuditHead] | None = None
) -> ChainReport:
    """Walks the rows from the anchor on, up to the first fault.

    Args:
        rows: the trail in the order of its numbers.
        anchor: what the first row is chained to.
        chain: where this database's chain began.
        witnessed: the heads that were kept outside the database; None where nobody keeps them.
    """
    seen = _by_sequence(witnessed) if witnessed is not None else {}
    if any(each.chain != chain for heads in seen.values() for each in heads):
        return ChainReport(0, anchor, ChainFault("chain_replaced", 0))
    walk = _Walk(anchor)
    fault = _witness_fault(seen, anchor) if anchor.sequence in seen else None
    for row in rows:
        if fault is not None:
            break
        fault = _row_fault(walk.head, row) or _witness_fault(seen, AuditHead(chain, row.sequence, row.hash))
        if fault is None:
            _step(walk, chain, row)
    else:
        fault = fault or _tail_fault(seen, walk) or _anchor_fault(walk, anchor)
    unseen = _unwitnessed(seen, walk, anchor) if witnessed is not None and fault is None else 0
    return ChainReport(walk.rows, walk.head, fault, tuple(walk.clock_set_back), unseen)


def _step(walk: _Walk, chain: str, row: AuditRow) -> None:
    if walk.last is not None and row.at < walk.last.at:
        walk.clock_set_back.append(row.sequence)
    walk.head, walk.last = AuditHead(chain, row.sequence, row.hash), row
    walk.rows += 1
    if (anchor := _let_go(chain, row)) is not None:
        walk.let_go.append(anchor)


def _row_fault(before: AuditHead, row: AuditRow) -> ChainFault | None:
    if row.sequence > before.sequence + 1:
        return ChainFault("row_missing", before.sequence + 1)
    if row.sequence <= before.sequence:
        return ChainFault("row_order", row.sequence)
    if row.hash != true_hash(row):
        return ChainFault("row_changed", row.sequence)
    if row.previous != before.hash:  # this row is as it was written, so the one before it is not
        return ChainFault("row_changed", before.sequence)
    return None


def _by_sequence(witnessed: Iterable[AuditHead]) -> Mapping[int, list[AuditHead]]:
    seen: dict[int, list[AuditHead]] = {}
    for head in witnessed:
        seen.setdefault(head.sequence, []).append(head)
    return seen


def _witness_fault(seen: Mapping[int, list[AuditHead]], here: AuditHead) -> ChainFault | None:
    if any(each.hash != here.hash for each in seen.get(here.sequence, ())):
        return ChainFault("head_differs", here.sequence)
    return None


def _tail_fault(seen: Mapping[int, list[AuditHead]], walk: _Walk) -> ChainFault | None:
    if seen and max(seen) > walk.head.sequence:
        return ChainFault("tail_cut", walk.head.sequence + 1)
    return None


def _anchor_fault(walk: _Walk, anchor: AuditHead) -> ChainFault | None:
    """An anchor after the beginning must have come from applying the retention, which is itself in the trail."""
    if anchor.sequence == 0 or anchor in walk.let_go:
        return None
    return ChainFault("anchor_unfounded", anchor.sequence)


def _let_go(chain: str, row: AuditRow) -> AuditHead | None:
    entry = row.entry
    if entry.action != Action.APPLY_RETENTION.value or entry.after is None:
        return None
    number = entry.object.removeprefix(LET_GO)
    return AuditHead(chain, int(number), entry.after) if number.isdecimal() else None


def _unwitnessed(seen: Mapping[int, list[AuditHead]], walk: _Walk, anchor: AuditHead) -> int:
    return walk.head.sequence - max(max(seen, default=0), anchor.sequence)
