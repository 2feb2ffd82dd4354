"""Backup, restore and the move to PostgreSQL as an administrator would do them."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import cli
from tests.postgres import PostgresCluster

Run = Callable[..., Result]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Sets the database that the commands work on, with a file of audit heads of its own."""
    monkeypatch.setenv("DABIAO_LANGUAGE", "zh")

    def on(url: str) -> None:
        monkeypatch.setenv("DABIAO_DATABASE_URL", url)
        monkeypatch.setenv("DABIAO_AUDIT_HEAD_FILE", str(tmp_path / f"{url.rpartition('/')[2]}.audit-head"))

    return on


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


def figures() -> object:
    return json.loads(run("status", "--period", "2018-09", "--format", "json").stdout)


@pytest.fixture
def sample(sample_database: Path, tmp_path: Path, use: Callable[[str], None]) -> Path:
    copy = shutil.copyfile(sample_database, tmp_path / "dabiao.sqlite3")
    use(f"sqlite:///{copy}")
    return copy


def test_sample_moves_to_postgresql_and_every_figure_with_it(
    sample: Path, use: Callable[[str], None], postgres_cluster: PostgresCluster
):
    before = figures()
    address = postgres_cluster.url(postgres_cluster.create())
    done = run("migrate-to", address)
    assert done.exit_code == 0, done.output
    assert "observations" in done.stdout
    assert "审计链完整" in done.stdout
    use(address)
    assert figures() == before
    checked = json.loads(run("verify", "--format", "json").stdout)
    assert checked["audit"]["first_bad"] is None
    assert (checked["files"]["damaged"], checked["submissions"]["changed"], checked["rollups"]) == ([], [], [])
    again = run("migrate-to", address)
    assert again.exit_code == 1
    assert "目标数据库中已有数据" in again.output


def test_backup_is_restored_into_an_empty_database(sample: Path, tmp_path: Path, use: Callable[[str], None]):
    before = figures()
    kept = tmp_path / "kept.backup"
    done = run("backup", kept)
    assert (done.exit_code, "SHA-256" in done.stdout) == (0, True)
    assert run("backup", kept).exit_code == 1
    use(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert run("restore", kept).exit_code == 0
    assert figures() == before
    assert run("restore", kept).exit_code == 1


def test_spoilt_roll_ups_are_named_by_verify_and_mended_by_rebuild(sample: Path):
    before = figures()
    with contextlib.closing(sqlite3.connect(sample)) as connection, connection:
        connection.execute("UPDATE rollups SET value = '1' WHERE indicator = 'tech_smes' AND period = '2018-09'")
        connection.execute("DELETE FROM current_values WHERE unit = '210202' AND period = '2018-08'")
    assert figures() != before
    assert run("verify").exit_code == 1
    done = json.loads(run("rebuild", "--format", "json").stdout)
    assert done["changed"]
    assert {"indicator": "tech_smes", "period": "2018-09"} in done["rollups"]
    assert done["current_values"] > 0
    checked = json.loads(run("verify", "--format", "json").stdout)
    assert (checked["rollups"], checked["current_values"], checked["current_lists"]) == ([], 0, 0)
    assert figures() == before
    again = run("rebuild")
    assert (again.exit_code, again.stdout) == (0, "索引和汇总数均与已审核的数据一致，无需改动。\n")


def test_rebuild_says_in_words_what_it_mended(sample: Path):
    with contextlib.closing(sqlite3.connect(sample)) as connection, connection:
        connection.execute("DELETE FROM rollups WHERE indicator = 'tech_smes' AND period = '2018-09'")
    done = run("rebuild")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "  汇总数不实：tech_smes 2018年9月",
        "已重新计算，上列不实之处均已改正。请再运行 dabiao verify 核验。",
    ]
