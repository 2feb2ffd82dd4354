"""Slows guessing down: after a number of failures in a row nobody signs in for a while, by name and by address.

Every attempt counts as a failure before its password is looked at, and is forgiven when it was right:
so a thousand attempts at once are no better than one after another. Names nobody has count alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from db.account_records import SignInFailures
from db.accounts import name_key
from db.database import Transaction
from settings import Settings

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who is tried, and from where; `address` is None on the command line."""

    name: str
    address: str | None

    @property
    def subjects(self) -> Sequence[tuple[str, str]]:
        """What the attempt is counted under."""
        by_name = ("account", name_key(self.name))
        return (by_name,) if self.address is None else (by_name, ("address", self.address))


def charge(tx: Transaction, settings: Settings, attempt: Attempt, now: datetime) -> timedelta | None:
    """Counts the attempt as a failure; or says how long it must wait, and does not count it."""
    known = {subject: _known(tx, subject, now) for subject in attempt.subjects}
    waits = [wait for each in known.values() if each is not None and (wait := _wait(settings, each, now)) is not None]
    if waits:
        return max(waits)
    for subject, failures in known.items():
        tx.failures.set(*subject, _one_more(settings, failures, now))
    tx.failures.forget_older(now - 2 * settings.sign_in_pause)
    return None


def forgive(tx: Transaction, attempt: Attempt) -> None:
    """Takes the attempt's count back: it was right.

    The name begins anew. The address only loses this one count: else somebody with an account of their
    own could guess at others' between two of their own sign-ins for ever.
    """
    for kind, subject in attempt.subjects:
        failures = tx.failures.get(kind, subject)
        if kind == "account" or failures is None or failures.count <= 1:
            tx.failures.forget(kind, subject)
        else:
            tx.failures.set(kind, subject, SignInFailures(failures.count - 1, failures.last_at, None))


def minutes_of(wait: timedelta) -> int:
    """Whole minutes, rounded up."""
    return ceil(wait.total_seconds() / _SECONDS)


def _known(tx: Transaction, subject: tuple[str, str], now: datetime) -> SignInFailures | None:
    """The failures so far; a pause that begins in the future (the clock was set back) begins now instead."""
    failures = tx.failures.get(*subject)
    if failures is not None and failures.locked_at is not None and failures.locked_at > now:
        failures = SignInFailures(failures.count, now, now)
        tx.failures.set(*subject, failures)
    return failures


def _wait(settings: Settings, failures: SignInFailures, now: datetime) -> timedelta | None:
    if failures.locked_at is None:
        return None
    left = failures.locked_at + settings.sign_in_pause - now
    return left if left > timedelta(0) else None


def _one_more(settings: Settings, failures: SignInFailures | None, now: datetime) -> SignInFailures:
    over = failures is None or failures.locked_at is not None or now - failures.last_at >= settings.sign_in_pause
    count = 1 if failures is None or over else failures.count + 1
    return SignInFailures(count, now, now if count >= settings.sign_in_failures else None)
