"""Chance that repeats: the same key gives the same number on every machine and Python version.

Each draw depends on its key alone, not on the draws before it, so that a new variable or unit does
not move the figures of the others.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal

_STEPS = 1_000_000


def swing(*key: object) -> Decimal:
    """A number in [−1, 1), in steps of 1/1 000 000, that follows from the key."""
    digest = hashlib.sha256("|".join(str(part) for part in key).encode()).digest()
    return Decimal(int.from_bytes(digest[:8]) % (2 * _STEPS) - _STEPS) / _STEPS
