"""A trail in memory, altered in every way there is: each alteration is found, and at the right row."""

import os
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from db.account_records import AuditEntry, AuditHead, AuditRow
from db.audit_chain import row_hash
from services.upkeep.audit_chain import ChainFault, check_chain

CHAIN = "c" * 64
ORIGIN = AuditHead(CHAIN, 0, CHAIN)
NOON = datetime(2018, 10, 8, 12, tzinfo=UTC)
ALTERATIONS = int(os.environ.get("DABIAO_ALTERATIONS", "1000"))
LENGTH = 60
TEXT_FIELDS = ("action", "object", "outcome", "actor", "address", "detail", "before", "after")


def trail(length=LENGTH, anchor=ORIGIN, entries=None):
    rows, head = [], anchor
    for number in range(anchor.sequence + 1, anchor.sequence + length + 1):
        entry = (entries or {}).get(number) or AuditEntry(
            "submit_return", f"return:{number % 7}", "done", f"人{number % 5}", "10.0.0.1", None, None, f"{number:064}"
        )
        rows.append(chained(number, NOON + timedelta(minutes=number), entry, head.hash))
        head = AuditHead(CHAIN, number, rows[-1].hash)
    return rows


def chained(sequence, at, entry, previous):
    return AuditRow(sequence, at, entry, previous, row_hash(sequence, at, entry, previous))


def heads(rows):
    return [AuditHead(CHAIN, row.sequence, row.hash) for row in rows]


def rewritten(rows, start):
    """The rows from an index on chained anew: what somebody would do who knows how the chain is made."""
    out, previous = rows[:start], rows[start - 1].hash if start else CHAIN
    for row in rows[start:]:
        out.append(chained(row.sequence, row.at, row.entry, previous))
        previous = out[-1].hash
    return out


def edited(row, chance):
    what = chance.choice((*TEXT_FIELDS, "at", "hash", "previous"))
    if what == "at":
        return replace(row, at=row.at + timedelta(microseconds=chance.choice((-1, 1)) * chance.randrange(1, 10**9)))
    if what in {"hash", "previous"}:
        return replace(row, **{what: f"{chance.getrandbits(256):064x}"})
    was = getattr(row.entry, what)
    became = chance.choice([None if was else "x", (was or "") + " ", "改", "done", "", "0" * 64])
    became = became if became != was else f"{was}!"
    return replace(row, entry=replace(row.entry, **{what: became}))


def other_entry(row, chance):
    entry = edited(row, chance).entry
    return entry if entry != row.entry else other_entry(row, chance)


# Each alteration gives the altered rows and the number of the first bad one.


def edit(rows, chance):
    place = chance.randrange(len(rows))
    return [*rows[:place], edited(rows[place], chance), *rows[place + 1 :]], place + 1


def edit_and_rehash(rows, chance):
    place = chance.randrange(len(rows))
    row = edited(rows[place], chance)
    row = chained(row.sequence, row.at, row.entry, rows[place].previous)
    if row == rows[place]:
        return edit_and_rehash(rows, chance)
    return [*rows[:place], row, *rows[place + 1 :]], place + 1


def edit_and_rewrite_the_rest(rows, chance):
    altered, first = edit_and_rehash(rows, chance)
    return rewritten(altered, first - 1), first


def delete(rows, chance):
    place = chance.randrange(len(rows))
    return rows[:place] + rows[place + 1 :], place + 1


def delete_and_close_the_gap(rows, chance):
    place = chance.randrange(len(rows))
    rest = [replace(row, sequence=row.sequence - 1) for row in rows[place + 1 :]]
    return rewritten(rows[:place] + rest, place), place + 1


def swap(rows, chance):
    first, second = sorted(chance.sample(range(len(rows)), 2))
    altered = list(rows)
    altered[first] = replace(rows[second], sequence=first + 1)
    altered[second] = replace(rows[first], sequence=second + 1)
    return altered, first + 1


def shuffle(rows, chance):
    first, second = sorted(chance.sample(range(len(rows)), 2))
    altered = list(rows)
    altered[first], altered[second] = rows[second], rows[first]
    return altered, first + 1


def insert(rows, chance):
    place = chance.randrange(len(rows))
    new = chained(place + 1, rows[place].at, other_entry(rows[place], chance), rows[place].previous)
    rest = [replace(row, sequence=row.sequence + 1) for row in rows[place:]]
    return rewritten([*rows[:place], new, *rest], place), place + 1


def repeat(rows, chance):
    place = chance.randrange(len(rows))
    return rows[: place + 1] + rows[place:], place + 1


def cut_tail(rows, chance):
    place = chance.randrange(len(rows))
    return rows[:place], place + 1


def replace_tail(rows, chance):
    place = chance.randrange(len(rows))
    entries = [other_entry(row, chance) for row in rows[place:]]
    altered = [replace(row, entry=entry) for row, entry in zip(rows[place:], entries, strict=True)]
    return rewritten(rows[:place] + altered, place), place + 1


WAYS = (
    edit, edit_and_rehash, edit_and_rewrite_the_rest, delete, delete_and_close_the_gap, swap, shuffle, insert, repeat,
    cut_tail, replace_tail,
)  # fmt: skip


def test_a_sound_trail_has_no_fault():
    rows = trail()
    report = check_chain(rows, ORIGIN, CHAIN, heads(rows))
    assert (report.fault, report.rows, report.unwitnessed) == (None, LENGTH, 0)
    assert report.head == heads(rows)[-1]


def test_every_one_of_a_thousand_random_alterations_is_found_at_its_row():
    rows, chance = trail(), random.Random(2018)
    witnessed = heads(rows)
    missed = []
    for number in range(ALTERATIONS):
        way = WAYS[number % len(WAYS)]
        altered, first = way(rows, chance)
        if altered == rows:  # two rows that say the same were swapped
            continue
        fault = check_chain(altered, ORIGIN, CHAIN, witnessed).fault
        # A row repeated behind itself is bad only where it stands a second time.
        if fault is None or abs(fault.sequence - first) > (way is repeat):
            missed.append((way.__name__, first, fault))
    assert not missed


@pytest.mark.parametrize("way", [edit, edit_and_rehash, delete, swap, shuffle, repeat])
def test_what_is_not_rewritten_to_the_end_is_found_without_a_witness_too(way):
    rows, chance = trail(), random.Random(1)
    for _ in range(100):
        altered, first = way(rows, chance)
        if first == len(rows) and way in {edit_and_rehash, delete}:
            continue  # the last row hangs on nothing but the witness
        assert check_chain(altered, ORIGIN, CHAIN).fault is not None


def test_a_cut_tail_is_named_by_its_first_missing_row():
    rows = trail(10)
    report = check_chain(rows[:7], ORIGIN, CHAIN, heads(rows))
    assert (report.fault, report.rows, report.unwitnessed) == (ChainFault("tail_cut", 8), 7, 0)
    assert check_chain([], ORIGIN, CHAIN, heads(rows)).fault == ChainFault("tail_cut", 1)


def test_a_witness_that_lags_is_told_and_no_fault():
    rows = trail(10)
    report = check_chain(rows, ORIGIN, CHAIN, heads(rows)[:7])
    assert (report.fault, report.unwitnessed) == (None, 3)
    assert check_chain(rows, ORIGIN, CHAIN, []).unwitnessed == 10
    assert check_chain(rows, ORIGIN, CHAIN, None).unwitnessed == 0


def test_witnesses_need_not_have_seen_every_row_nor_in_order():
    rows = trail(10)
    assert check_chain(rows, ORIGIN, CHAIN, heads(rows)[::-3]).fault is None


def test_another_databases_witness_says_that_this_one_was_replaced():
    rows = trail(3)
    other = AuditHead("d" * 64, 2, "e" * 64)
    assert check_chain(rows, ORIGIN, CHAIN, [*heads(rows), other]).fault == ChainFault("chain_replaced", 0)


def test_a_clock_set_back_is_noted_and_no_fault():
    rows = trail(3)
    back = chained(4, rows[-1].at - timedelta(hours=1), rows[-1].entry, rows[-1].hash)
    report = check_chain([*rows, back], ORIGIN, CHAIN)
    assert (report.fault, report.clock_set_back) == (None, (4,))


def let_go_of(rows, upto, told=None):
    anchor = heads(rows)[upto - 1]
    entry = AuditEntry("apply_retention", f"audit:{upto}", "done", "boss", after=told or anchor.hash)
    last = rows[-1]
    return [*rows[upto:], chained(last.sequence + 1, last.at, entry, last.hash)], anchor


def test_rows_let_go_of_by_the_retention_leave_a_sound_chain():
    rows = trail(10)
    kept, anchor = let_go_of(rows, 6)
    report = check_chain(kept, anchor, CHAIN, heads(rows))
    assert (report.fault, report.rows) == (None, 5)


def test_rows_let_go_of_without_a_trace_are_a_fault():
    rows = trail(10)
    kept, anchor = let_go_of(rows, 6)
    assert check_chain(rows[6:], anchor, CHAIN).fault == ChainFault("anchor_unfounded", 6)
    kept, anchor = let_go_of(rows, 6, told="0" * 64)
    assert check_chain(kept, anchor, CHAIN).fault == ChainFault("anchor_unfounded", 6)


def test_an_anchor_that_the_witness_does_not_know_is_a_fault():
    rows = trail(10)
    forged = AuditHead(CHAIN, 6, "0" * 64)
    assert check_chain(rows[6:], forged, CHAIN, heads(rows)).fault == ChainFault("head_differs", 6)
