"""Passwords: which are refused, and how they are kept (argon2id)."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from db.accounts import name_key
from services.rights.access_errors import (
    PasswordCommonError,
    PasswordContainsNameError,
    PasswordMonotonousError,
    PasswordTooLongError,
    PasswordTooShortError,
)
from settings import Settings

LONGEST = 200
"""Beyond it nobody remembers, and hashing would be work for nothing."""

_COMMON = Path(__file__).with_name("common_passwords.txt")
_FEWEST_DIFFERENT = 5
_SHORTEST_NAME = 3
_RUNS = (
    "0123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
)
_RANDOM_BYTES = 12


def normal(password: str) -> str:
    """The password as it is compared: full-width signs and composed ones typed elsewhere are the same."""
    return unicodedata.normalize("NFKC", password)


def check_password(settings: Settings, password: str, *names: str) -> None:
    """Lets a new password pass.

    Args:
        settings: the installation's least length.
        password: as typed.
        names: of the account, which it must not contain.

    Raises:
        PasswordRefusedError: one of its kinds, for the first rule it breaks.
    """
    typed = normal(password)
    plain = typed.casefold()
    if len(typed) < settings.password_min_length:
        raise PasswordTooShortError(length=settings.password_min_length)
    if len(typed) > LONGEST:
        raise PasswordTooLongError(length=LONGEST)
    if plain in _common() or _stem(plain) in _common():
        raise PasswordCommonError
    if any(len(key) >= _SHORTEST_NAME and key in plain for key in map(name_key, names)):
        raise PasswordContainsNameError
    if len(set(plain)) < _FEWEST_DIFFERENT or _is_run(plain):
        raise PasswordMonotonousError


def random_password() -> str:
    """A password nobody has chosen: 96 random bits, without signs that are hard to type."""
    return secrets.token_hex(_RANDOM_BYTES)


class Hasher:
    """Argon2id with the installation's cost."""

    def __init__(self, settings: Settings) -> None:
        self._hasher = PasswordHasher(
            time_cost=settings.password_hash_rounds, memory_cost=settings.password_hash_memory_kib, parallelism=1
        )
        self._nobodys = self._hasher.hash(secrets.token_hex())

    def hash(self, password: str) -> str:
        """The password's hash, with its salt and cost."""
        return self._hasher.hash(normal(password))

    def fits(self, password_hash: str | None, password: str) -> bool:
        """Whether the password has this hash; takes the same time where there is no hash."""
        try:
            self._hasher.verify(password_hash or self._nobodys, normal(password)[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
        return password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Whether the hash was made with another cost than the settings ask for now."""
        return self._hasher.check_needs_rehash(password_hash)


@cache
def hasher(settings: Settings) -> Hasher:
    """The hasher of these settings, made once: its first hash costs as much as signing in."""
    return Hasher(settings)


@cache
def _common() -> frozenset[str]:
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _stem(plain: str) -> str:
    """Without what people hang on the end of a word to please a rule."""
    return plain.rstrip("0123456789!@#$%^&*.?~_-")


def _is_run(plain: str) -> bool:
    return any(plain in run * 3 or plain in run[::-1] * 3 for run in _RUNS)
