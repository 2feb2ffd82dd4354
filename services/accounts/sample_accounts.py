"""Accounts to try the roles with: beside sample data only, with random passwords that are told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType
from zoneinfo import ZoneInfo

from db.account_records import Account
from db.database import Database, Transaction
from db.figure_records import LastVisit
from indicators.plan import Plan
from services.accounts.administer_accounts import add_account
from services.accounts.passwords import hasher, random_password
from services.rights.access_errors import SampleOnlyError
from services.rights.actor import LOCAL_OPERATOR
from services.rights.roles import Grant, Role
from settings import Settings

_LEADER = "leader"
_LOOKED = MappingProxyType({"october": date(2018, 8, 15), "year-end": date(2018, 12, 14)})
_IN_THE_MORNING = time(9)


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """A sample account and its password, which is not kept."""

    account: Account
    password: str


def make_sample_accounts(
    database: Database, settings: Settings, plan: Plan, now: datetime
) -> tuple[SampleAccount, ...]:
    """Makes those that are missing: reporters of the first unit and of the first department, and one of each role.

    Raises:
        SampleOnlyError: the database holds real data.
    """
    wanted = [(name, shown, grants, random_password()) for name, shown, grants in _wanted(plan)]
    hashes = {name: hasher(settings).hash(password) for name, _, _, password in wanted}
    with database.transaction() as tx:
        if tx.facts.get("sample") is None:
            raise SampleOnlyError
        _let_the_leader_have_looked(tx, plan)
        return tuple(
            SampleAccount(
                add_account(tx, LOCAL_OPERATOR, name, shown, grants, now, password_hash=hashes[name], sample=True),
                password,
            )
            for name, shown, grants, password in wanted
            if tx.accounts.by_name(name) is None
        )


def sample_accounts(database: Database) -> tuple[Account, ...]:
    """Those that may be entered with one click; none on real data."""
    with database.reading() as tx:
        if tx.facts.get("sample") is None:
            return ()
        return tuple(account for account in tx.accounts.listing() if account.sample and account.enabled)


def _let_the_leader_have_looked(tx: Transaction, plan: Plan) -> None:
    """A visit some weeks ago, so that what has changed since then can be seen."""
    if tx.last_visits.get(plan.head.id, _LEADER) is None:
        looked = datetime.combine(_LOOKED[tx.facts.get("sample") or ""], _IN_THE_MORNING, ZoneInfo(plan.head.time_zone))
        tx.last_visits.set(plan.head.id, _LEADER, LastVisit(looked, None))


def _wanted(plan: Plan) -> Iterator[tuple[str, str, tuple[Grant, ...]]]:
    unit = plan.reporters(plan.forms[0])[0]
    yield "reporter", f"示例填报人·{unit.name}", (Grant(Role.REPORTER, unit.code),)
    department = next((each for each in plan.units if plan.measures_of(each.code)), None)
    if department is not None:
        yield "department", f"示例填报人·{department.name}", (Grant(Role.REPORTER, department.code),)
    yield "reviewer", "示例审核人", (Grant(Role.REVIEWER), Grant(Role.VIEWER))
    yield _LEADER, "示例领导", (Grant(Role.VIEWER),)
    yield "auditor", "示例审计员", (Grant(Role.AUDITOR),)
    yield "administrator", "示例管理员", (Grant(Role.ADMINISTRATOR),)
