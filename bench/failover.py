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
from dataclasses import dataclass
from pathlib import Path

from bench.cluster import Cluster, running_cluster, wait_for
from bench.measuring import RESULTS
from bench.people_at_work import CONTRACTS, Confirmed, Person, Worker, look
from bench.servers import Started, started
from db.audit_witness import HeadFile
from db.database import Database
from indicators import registry
from indicators.observations import Basis
from indicators.returns import ReturnState
from services.groundwork.opening import open_database
from services.rights.actor import LOCAL_OPERATOR
from services.upkeep.verify import Verification, verify
from settings import Settings
from tests.browser.people import ROLES, header
from tests.browser.server import free_port
from tests.sample_database import DABIAO, ROOT, environment

UNITS = ("210204", "210211", "210212")
BEFORE, AFTER = 20.0, 20.0
PATIENCE = 120.0


@dataclass(frozen=True)
class Outcome:
    """What came of it; seconds are from the kill."""

    elected: float
    approving: float
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
    working = [asyncio.create_task(asyncio.to_thread(worker.work)) for worker in workers]
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
        return all(any(each.at > at for each in person.confirmed) for person in people)

    def rejoined() -> bool:
        return cluster.is_synchronous_standby(killed)

    await asyncio.to_thread(wait_for, elected, "no new primary", cluster, PATIENCE)
    took = time.monotonic() - at
    await asyncio.to_thread(wait_for, approving, "nobody could go on", cluster, PATIENCE)
    cluster.start(killed)
    await asyncio.sleep(AFTER)
    stop.set()
    await asyncio.gather(looking, *working)
    await asyncio.to_thread(wait_for, rejoined, "the killed node did not come back as a standby", cluster, PATIENCE)
    return accounts(at, took, people, viewer, verified(database, settings), database)


def verified(database: Database, settings: Settings) -> Verification:
    """What `dabiao verify` finds, the head of the audit chain outside the database included."""
    return verify(database, registry.load_builtin(), LOCAL_OPERATOR, HeadFile(settings.witness_file).heads())


def accounts(
    at: float, took: float, people: tuple[Person, ...], viewer: Person, found: Verification, database: Database
) -> Outcome:
    """What was confirmed, and what is there."""
    rejoined = time.monotonic() - at
    every = [each for person in people for each in person.confirmed]
    return Outcome(
        elected=took,
        approving=min(each.at for each in every if each.at > at) - at,
        rejoined=rejoined,
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
