"""A small highly available PostgreSQL on this machine: etcd, two nodes under Patroni, HAProxy in front.

The configuration is that of deploy/cluster/ with ports of 127.0.0.1, paths of a temporary folder and random passwords
filled in. Everything runs as an ordinary user and is gone at the end.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from string import Template

import psycopg
from psycopg import sql

from bench.servers import family
from tests.postgres import free_port, ordinary_user, programs_folder

DEPLOY = Path(__file__).resolve().parents[1] / "deploy" / "cluster"
ADDRESS, NODES = "127.0.0.1", ("one", "two")
_SECONDS = 120
_LOOK_SECONDS = 0.2
_SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class ProgramMissingError(Exception):
    """One of the cluster's programs is not installed."""


def program(name: str) -> str:
    """Where a program is; raises ProgramMissingError with what to install."""
    found = shutil.which(name, path=_SYSTEM_PATH)
    if found is None:
        message = f"{name} is missing; on Debian: apt-get install patroni etcd-server haproxy postgresql"
        raise ProgramMissingError(message)
    return found


@dataclass
class Cluster:
    """A running cluster."""

    folder: Path
    ports: Mapping[str, int]
    password: str
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def url(self, database: str) -> str:
        """The address of a database through HAProxy."""
        return f"postgresql://postgres:{self.password}@{ADDRESS}:{self.ports['front']}/{database}"

    def create(self, database: str) -> str:
        """Makes a database; its address."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} ENCODING 'UTF8'").format(sql.Identifier(database)))
        return self.url(database)

    def primary(self) -> str | None:
        """The name of the node that is the primary now, None while there is none."""
        return next((node for node in NODES if self._answers(node, "/primary")), None)

    def is_synchronous_standby(self, node: str) -> bool:
        """Whether a node is the standby that has everything that was committed."""
        return self.primary() != node and self._answers(node, "/synchronous")

    def start(self, name: str, *command: str) -> None:
        """Starts one program of the cluster, or once more a node that was killed."""
        user = ordinary_user()
        with (self.folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                command or (program("patroni"), str(self.folder / f"{name}.yml")),
                user=user,
                group=None if user is None else pwd.getpwnam(user).pw_gid,
                extra_groups=None if user is None else [],
                cwd=self.folder,
                env={"PATH": _SYSTEM_PATH, "LANG": "C.UTF-8", "HOME": str(self.folder)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self, node: str) -> None:
        """As if the machine had lost its power: Patroni and every process of its PostgreSQL, without a word."""
        doomed = [self._running[node].pid, *self._postmaster(node)]
        for process in [each for one in doomed for each in family(one)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._running[node].wait()

    def stop(self) -> None:
        """Ends everything."""
        for name in reversed(list(self._running)):
            process = self._running[name]
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _postmaster(self, node: str) -> list[int]:
        path = self.folder / node / "postmaster.pid"
        return [int(path.read_text().split()[0])] if path.exists() else []

    def _answers(self, node: str, path: str) -> bool:
        try:
            with closing(HTTPConnection(ADDRESS, self.ports[f"rest_{node}"], timeout=2)) as connection:
                connection.request("GET", path)
                return connection.getresponse().status == HTTPStatus.OK
        except (HTTPException, OSError):
            return False


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Brings up etcd, both nodes and HAProxy; ends them with the block."""
    programs = {name: program(name) for name in ("etcd", "patroni", "haproxy")}
    names = ("etcd_client", "etcd_peer", "front", *(f"{kind}_{node}" for node in NODES for kind in ("rest", "sql")))
    folder = Path(tempfile.mkdtemp(prefix="dabiao-cluster-"))
    cluster = Cluster(folder, {name: free_port() for name in names}, secrets.token_hex(12))
    _write_configuration(cluster)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        stack.callback(cluster.stop)
        cluster.start("etcd", programs["etcd"], "--config-file", str(folder / "etcd.conf.yml"))
        cluster.start(NODES[0])
        wait_for(lambda: cluster.primary() is not None, "the first node did not become primary", cluster)
        cluster.start(NODES[1])
        cluster.start("haproxy", programs["haproxy"], "-db", "-f", str(folder / "haproxy.cfg"))
        wait_for(lambda: cluster.is_synchronous_standby(NODES[1]), "the second node is no synchronous standby", cluster)
        yield cluster


def wait_for(holds: Callable[[], bool], otherwise: str, cluster: Cluster, seconds: float = _SECONDS) -> float:
    """Waits until something holds; the seconds it took. Raises TimeoutError with the programs' last words."""
    begun = time.monotonic()
    while not holds():
        if time.monotonic() - begun > seconds:
            logs = "\n".join(f"--- {path.name}\n{path.read_text()[-3000:]}" for path in cluster.folder.glob("*.log"))
            message = f"{otherwise}\n{logs}"
            raise TimeoutError(message)
        time.sleep(_LOOK_SECONDS)
    return time.monotonic() - begun


def _write_configuration(cluster: Cluster) -> None:
    folder, ports, user = cluster.folder, cluster.ports, ordinary_user()
    common = {"folder": folder, "address": ADDRESS}
    agreeing = {"name": "dabiao", "client_port": ports["etcd_client"], "peer_port": ports["etcd_peer"]}
    _fill("etcd.conf.yml", folder / "etcd.conf.yml", common | agreeing)
    said = {
        "etcd_hosts": f"{ADDRESS}:{ports['etcd_client']}",
        "trusted_network": f"{ADDRESS}/32",
        "programs": programs_folder(),
        "superuser_password": cluster.password,
        "replication_password": secrets.token_hex(12),
        "rewind_password": secrets.token_hex(12),
    }
    for node in NODES:
        own = {"name": node, "rest_port": ports[f"rest_{node}"], "port": ports[f"sql_{node}"]}
        _fill("patroni.yml", folder / f"{node}.yml", common | said | own)
    servers = "\n".join(
        f"    server {node} {ADDRESS}:{ports[f'sql_{node}']} check port {ports[f'rest_{node}']}" for node in NODES
    )
    _fill("haproxy.cfg", folder / "haproxy.cfg", common | {"port": ports["front"], "servers": servers})
    if user is not None:
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, user, pwd.getpwnam(user).pw_gid)


def _fill(name: str, path: Path, said: Mapping[str, object]) -> None:
    text = Template((DEPLOY / name).read_text(encoding="utf-8")).substitute(said)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
