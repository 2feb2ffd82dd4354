"""A database node dies while people work: what is lost (nothing may be), how long it takes, what people see.

`python -m bench.failover` brings up the cluster of deploy/cluster/ on this machine, loads the sample through HAProxy,
and lets three people correct, send and approve returns through the services while a browser's socket looks at the
overview of a running server. In the middle the primary is killed, Patroni and PostgreSQL, with SIGKILL. The cluster
has to choose a new primary by itself. Afterwards every approval that was confirmed must be there with its figure,
`dabiao verify` must find nothing (audit chain with its witness, files, roll-ups against a fresh computation), and
nobody may have seen more than one error.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from websockets.exceptions import WebSocketException

from bench.cluster import Cluster, running_cluster, wait_for
from bench.measuring import RESULTS
from bench.servers import Started, started
from bench.stream import Visitor
from db.audit_witness import HeadFile
from db.database import Database
from db.errors import DatabaseBusyError, DatabaseReadOnlyError, DatabaseSwitchingError, DatabaseUnavailableError
from i18n.texts import texts
from indicators import registry
from indicators.errors import AppError
from indicators.observations import Basis
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from sample_data.returns import all_returns
from sample_data.simulation import simulate
from sample_data.workbooks import filled_form, with_references
from services.actor import LOCAL_OPERATOR, Actor
from services.opening import open_database
from services.review_return import approve_return, reopen_return
from services.roles import Grant, Role
from services.submit_return import Upload, submit_return
from services.today import today
from services.verify import verify
from settings import Settings
from tests.browser.people import ROLES, header
from tests.browser.server import free_port
from tests.sample_database import DABIAO, ROOT, environment
from workbooks.process import ReaderProcess

UNITS = ("210204", "210211", "210212")
SEPTEMBER = Period.month(2018, 9)
CONTRACTS = "09"
BEFORE, AFTER = 20.0, 20.0
PATIENCE = 120.0
REVIEWER = Actor("切换演练审核人", "切换演练审核人", (Grant(Role.REVIEWER),))
_PAUSE, _STEPS = 0.3, 20
_TROUBLES = (DatabaseSwitchingError, DatabaseUnavailableError, DatabaseBusyError, DatabaseReadOnlyError)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An approval of which its person was told that it was done: monotonic seconds, submission, its figure."""

    at: float
    submission_id: int
    sha256: str
    value: Decimal


@dataclass
class Person:
    """Somebody who works through their unit's return: what was confirmed to them, and the errors they saw."""

    name: str
    confirmed: list[Confirmed] = field(default_factory=list)
    errors: list[tuple[float, str, str, str]] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    longest: float = 0.0

    def saw(self, error: AppError) -> None:
        """An error as the boundary shows it, in both languages."""
        self.errors.append((time.monotonic(), error.code, texts("zh").error(error), texts("en").error(error)))


class Worker(threading.Thread):
    """Reopens an approved return, sends a correction with another figure, has it approved; and again."""

    def __init__(self, database: Database, unit: str, stop: threading.Event) -> None:
        super().__init__(name=unit, daemon=True)
        self.person = Person(unit)
        self.trouble: Exception | None = None
        self._database, self._stop_asked = database, stop
        self._plan = registry.load_builtin()
        self._key = ReturnKey("F01", unit, SEPTEMBER)
        self._reporter = Actor(f"填报人{unit}", f"填报人{unit}", (Grant(Role.REPORTER, unit),))
        pairs = with_references(all_returns(self._plan, simulate(), "october"))
        self._one, self._references = next(pair for pair in pairs if pair[0].key == self._key)
        self._turn = 0

    def run(self) -> None:
        """Until told to stop; an error that is said to the person is noted, and the round begun anew."""
        try:
            with ReaderProcess() as reader:
                while not self._stop_asked.wait(_PAUSE):
                    self._turn += 1
                    begun = time.monotonic()
                    try:
                        self._round(reader)
                    except AppError as error:
                        self.person.saw(error)
                    self.person.longest = max(self.person.longest, time.monotonic() - begun)
        except Exception as error:  # noqa: BLE001 (a campaign's thread: told by whoever waits for it)
            self.trouble = error

    def _round(self, reader: ReaderProcess) -> None:
        now = datetime.combine(today(self._database, self._plan), datetime.now(tz=UTC).timetz())
        with self._database.reading() as tx:
            last = tx.submissions.history(self._plan.head.id, self._key)[-1]
        if last.state is ReturnState.APPROVED:
            last = reopen_return(self._database, self._plan, REVIEWER, last.id, "切换演练", now)
        contracts, patents = ((code, Basis.CURRENT, SEPTEMBER) for code in (CONTRACTS, "08"))
        value = self._one.figures[contracts] + Decimal(self._turn % _STEPS) / 100
        moved = {contracts: value, patents: self._one.figures[patents] + self._turn // _STEPS}
        content = filled_form(self._plan, self._one, self._references, {**self._one.figures, **moved})
        upload = Upload(f"{self.name}.xlsx", content)
        receipt = submit_return(self._database, self._plan, self._reporter, upload, now, reader=reader)
        if receipt.submission is None:
            raise ValueError([f"{each.code} {each.cell}" for each in receipt.verdict.problems])
        approved, _ = approve_return(self._database, self._plan, REVIEWER, receipt.submission.id, now)
        self.person.confirmed.append(Confirmed(time.monotonic(), approved.id, approved.sha256, value))


async def look(server: Started, headers: Mapping[str, str], person: Person, stop: threading.Event) -> None:
    """Looks at the overview again and again; a lost socket is an error too."""
    known = {texts("zh").error(each()) for each in _TROUBLES}
    while not stop.is_set():
        try:
            async with Visitor(server.url, headers) as visitor:
                while not stop.is_set():
                    begun = time.monotonic()
                    await visitor.run()
                    person.longest = max(person.longest, time.monotonic() - begun)
                    said = [each for each in visitor.alerts if each in known]
                    person.errors += [(time.monotonic(), "alert", each, "") for each in said]
                    person.answers.append(time.monotonic())
                    await asyncio.sleep(_PAUSE)
        except (OSError, TimeoutError, WebSocketException) as error:
            person.errors.append((time.monotonic(), type(error).__name__, str(error), ""))
            await asyncio.sleep(_PAUSE)


@dataclass(frozen=True)
class Outcome:
    """What came of it; seconds are from the kill."""

    elected: float
    approving: float
    drawing: float
    rejoined: float
    people: tuple[Person, ...]
    viewer: Person
    before: int
    after: int
    lost: int
    sound: bool
    rows: int


async def campaign(cluster: Cluster, server: Started, database: Database, settings: Settings) -> Outcome:
    """People at work, a kill in the middle, and the accounts afterwards."""
    stop, viewer = threading.Event(), Person("viewer")
    workers = [Worker(database, unit, stop) for unit in UNITS]
    looking = asyncio.create_task(look(server, header(server, ROLES["leader"]), viewer, stop))
    for worker in workers:
        worker.start()
    await asyncio.sleep(BEFORE)
    killed = await asyncio.to_thread(cluster.primary)
    if killed is None:
        raise TimeoutError
    at = time.monotonic()
    await asyncio.to_thread(cluster.kill, killed)
    people = tuple(worker.person for worker in workers)

    def elected() -> bool:
        return cluster.primary() not in {None, killed}

    def approving() -> bool:
        return all(any(each.at > at for each in person.confirmed) for person in people) or any(
            worker.trouble for worker in workers
        )

    await asyncio.to_thread(wait_for, elected, "no new primary", cluster, PATIENCE)
    took = time.monotonic() - at
    await asyncio.to_thread(wait_for, approving, "nobody could go on", cluster, PATIENCE)
    cluster.start(killed)
    await asyncio.sleep(AFTER)
    stop.set()
    await looking
    for worker in workers:
        await asyncio.to_thread(worker.join)
        if worker.trouble is not None:
            raise worker.trouble
    rejoined = lambda: cluster.is_synchronous_standby(killed)  # noqa: E731
    await asyncio.to_thread(wait_for, rejoined, "the killed node did not come back as a standby", cluster, PATIENCE)
    every = [each for person in people for each in person.confirmed]
    found = verify(database, registry.load_builtin(), LOCAL_OPERATOR, HeadFile(settings.witness_file).heads())
    return Outcome(
        elected=took,
        approving=min(each.at for each in every if each.at > at) - at,
        drawing=min(answer for answer in viewer.answers if answer > at + 1) - at,
        rejoined=time.monotonic() - at,
        people=people,
        viewer=viewer,
        before=sum(each.at <= at for each in every),
        after=sum(each.at > at for each in every),
        lost=sum(not is_there(database, each) for each in every),
        sound=found.sound,
        rows=found.chain.rows,
    )


def is_there(database: Database, confirmed: Confirmed) -> bool:
    """Whether a confirmed approval is in the database, with its file and its figure."""
    with database.reading() as tx:
        events = tx.submissions.events(confirmed.submission_id)
        file = tx.files.get(confirmed.sha256)
        values = {
            each.observation.value
            for each in tx.observations.of_submission(confirmed.submission_id)
            if each.observation.variable == CONTRACTS and each.observation.basis is Basis.CURRENT
        }
    return any(each.state is ReturnState.APPROVED for each in events) and file is not None and confirmed.value in values


def told(found: Outcome) -> str:
    """The table, the bars, and the words people saw."""
    most = max(len(each.errors) for each in (*found.people, found.viewer))
    rows = [
        ("a new primary was chosen after", f"{found.elected:.1f} s"),
        ("the next approval was confirmed after", f"{found.approving:.1f} s"),
        ("the killed node was a synchronous standby again after", f"{found.rejoined:.1f} s"),
        ("approvals confirmed before / after the kill", f"{found.before} / {found.after}"),
        ("confirmed approvals that were lost", str(found.lost)),
        *(
            (f"errors person {number} saw; their longest wait", f"{len(each.errors)}; {each.longest:.1f} s")
            for number, each in enumerate(found.people, start=1)
        ),
        ("errors the viewer saw; their longest wait", f"{len(found.viewer.errors)}; {found.viewer.longest:.1f} s"),
        ("rows of the audit trail walked", f"{found.rows:,}"),
    ]
    bars = [
        ("confirmed approvals lost", str(found.lost), "0", found.lost == 0),
        ("errors one person saw, at most", str(most), "≤ 1", most <= 1),
        ("`dabiao verify`: chain with its witness, files, roll-ups", "", "sound", found.sound),
    ]
    seen = sorted({each[2:] for person in found.people for each in person.errors})
    return "\n".join(
        [
            "# A database node dies while people work (two nodes, etcd, HAProxy on one machine)",
            "",
            "| what | measured |",
            "| --- | ---: |",
            *(f"| {what} | {value} |" for what, value in rows),
            "",
            "| bar | measured | wanted | |",
            "| --- | ---: | ---: | --- |",
            *(f"| {what} | {value} | {bar} | {'met' if holds else 'NOT met'} |" for what, value, bar, holds in bars),
            "",
            *(f"Seen: {chinese} / {english}" for chinese, english in seen),
            "",
        ]
    )


def main() -> None:
    """The whole campaign, in about three minutes."""
    with tempfile.TemporaryDirectory() as place, running_cluster() as cluster:
        folder, port = Path(place), free_port()
        url, heads = cluster.create("dabiao"), folder / "audit-head"
        own = {"DABIAO_AUDIT_HEAD_FILE": str(heads)}
        subprocess.run([DABIAO, "init", "--sample"], cwd=ROOT, env=environment(url) | own, check=True)
        settings = Settings(database_url=url, audit_head_file=heads)
        database = open_database(settings)
        command = [DABIAO, "serve", "--port", str(port)]
        said = {"database_url": url, "audit_head_file": str(heads)}
        with started(command, folder, port, folder / "none.sqlite3", **said) as server:
            time.sleep(5)  # it warms up in the background, as at every start
            found = asyncio.run(campaign(cluster, server, database, settings))
        database.dispose()
    text = told(found)
    print(text)
    plain = {name: value for name, value in vars(found).items() if name not in {"people", "viewer"}}
    plain["errors"] = {each.name: [error[1] for error in each.errors] for each in (*found.people, found.viewer)}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "failover.md").write_text(text, encoding="utf-8")
    (RESULTS / "failover.json").write_text(json.dumps(plain, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
