"""Guessing over the real way in: from a thousand addresses, several at a time, the right one among the guesses.

`make guesses` tries 10,000 (DABIAO_GUESSES).
"""

from __future__ import annotations

import os
import re
import secrets
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from db.database import Database
from services.accounts.administer_accounts import add_account
from services.accounts.passwords import hasher
from services.rights.actor import LOCAL_OPERATOR
from services.rights.roles import Grant, Role
from settings import Settings
from tests.browser.forms import Forms
from tests.browser.server import Server, running

GUESSES = int(os.environ.get("DABIAO_GUESSES", "80"))
AT_ONCE = 4
LIMIT = 5
PASSWORD = "浑河 落日 圆又圆 7"


def make_account(server: Server) -> None:
    cheap = Settings(database_url=server.database_url, password_hash_rounds=1, password_hash_memory_kib=8)
    database = Database(server.database_url)
    with database.transaction() as tx:
        digest = hasher(cheap).hash(PASSWORD)
        now, grants = datetime.now(tz=UTC), [Grant(Role.ADMINISTRATOR)]
        add_account(tx, LOCAL_OPERATOR, "target", "目标", grants, now, password_hash=digest)
    database.dispose()


def test_no_guess_at_one_account_gets_in(sample_database: Path, tmp_path: Path):
    costs = {"password_hash_rounds": "1", "password_hash_memory_kib": "8"}
    with running(sample_database, tmp_path, trusted_proxies="127.0.0.1", **costs) as server:
        make_account(server)
        page = Forms(server)
        token = re.findall(r'name="form" value="([^"]+)"', page.get("/sign-in").body.decode())[0]

        def guess(number: int) -> int:
            address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
            tried = PASSWORD if number > 2 * LIMIT and number % 7 == 0 else secrets.token_hex(6)
            fields = {"form": token, "name": "target", "password": tried}
            return Forms(server, dict(page.cookies), address).post("/sign-in", fields).status

        first = [guess(number) for number in range(LIMIT)]
        with ThreadPoolExecutor(AT_ONCE) as people:
            answers = Counter(people.map(guess, range(LIMIT, GUESSES)))
    assert first == [HTTPStatus.UNAUTHORIZED] * LIMIT
    assert answers == {HTTPStatus.TOO_MANY_REQUESTS: GUESSES - LIMIT}
