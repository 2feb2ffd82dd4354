"""Starting: what `dabiao init` and `dabiao serve` say once, and what the server does not start without."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.beside import CHECKED, become_server
from console.serving import checked
from console.session import ConsoleSession, console_session
from console.setting_up import set_up
from db.quick_look import nothing_is_needed
from services.accounts.first_start import is_first_administrator_link
from services.accounts.sign_in import sign_in
from services.rights.access_errors import SecretMissingError, SecretTooShortError
from services.rights.roles import Role
from services.upkeep.start_check import may_start_at_once
from tests.browser.server import free_port
from tests.sample_database import DABIAO, ROOT, SECRET, environment

Started = list[list[str]]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """The commands this process would have run on as."""
    programs: Started = []
    monkeypatch.setattr(sys, "argv", ["dabiao"])
    monkeypatch.setattr(runpy, "run_module", lambda *_, **__: programs.append(sys.argv))
    monkeypatch.setattr(os, "chdir", lambda _: None)
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    monkeypatch.setenv(CHECKED, "")
    return programs


@contextmanager
def installed(folder: Path, monkeypatch: pytest.MonkeyPatch, **settings: str) -> Iterator[ConsoleSession]:
    said = {"DATABASE_URL": f"sqlite:///{folder / 'real.sqlite3'}", "LANGUAGE": "zh", **settings}
    monkeypatch.delenv("DABIAO_SECRET", raising=False)
    for name, value in said.items():
        monkeypatch.setenv(f"DABIAO_{name}", value)
    with console_session(upgrade=True) as session:
        yield session


def test_no_server_starts_without_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started: Started):
    with installed(tmp_path, monkeypatch), pytest.raises(SecretMissingError):
        checked(8501)
    with installed(tmp_path, monkeypatch, SECRET="short"), pytest.raises(SecretTooShortError):
        checked(8501)
    assert not started


def test_init_makes_a_secret_that_only_its_owner_reads(tmp_path: Path, monkeypatch, capsys):
    with installed(tmp_path, monkeypatch) as session:
        assert set_up(session, None) == 0
        first = session.settings.kept_secret_file.read_text(encoding="ascii")
        assert set_up(session, None) == 0
        kept = session.settings.kept_secret_file
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert kept.read_text(encoding="ascii") == first
    said = capsys.readouterr().out
    assert said.count("已生成随机密钥") == 1
    assert first.strip() not in said


def test_first_start_prints_one_link_for_the_first_administrator(tmp_path: Path, monkeypatch, started: Started, capsys):
    with installed(tmp_path, monkeypatch, SECRET=SECRET, PUBLIC_URL="https://dabiao.example/") as session:
        become_server(checked(8600))
        said = capsys.readouterr().out
        token = re.findall(r"https://dabiao\.example/one-time/(\S+)", said)[0]
        assert is_first_administrator_link(session.database, token, datetime.now(tz=UTC))
        assert SECRET not in said
    (arguments,) = started
    assert arguments[:2] == ["streamlit", "run"]
    assert arguments[-4:] == ["--server.port", "8600", "--server.address", "127.0.0.1"]
    assert SECRET not in " ".join(arguments)


def test_no_proxy_is_believed_unless_it_is_named(tmp_path: Path, monkeypatch, started: Started):
    with installed(tmp_path, monkeypatch, SECRET=SECRET):
        become_server(checked(8501))
        assert not os.environ["FORWARDED_ALLOW_IPS"]
    with installed(tmp_path, monkeypatch, SECRET=SECRET, TRUSTED_PROXIES="10.0.0.1"):
        become_server(checked(8501))
        assert os.environ["FORWARDED_ALLOW_IPS"] == "10.0.0.1"
    assert len(started) == 2


def test_sample_passwords_are_told_once_and_work(sample_database_url: str, tmp_path: Path, monkeypatch, capsys):
    (tmp_path / "real.sqlite3").write_bytes(Path(sample_database_url.removeprefix("sqlite:///")).read_bytes())
    with installed(tmp_path, monkeypatch, SECRET=SECRET) as session:
        with session.database.transaction() as tx:
            for account in tx.accounts.listing():
                tx.accounts.set_password(account.id, None, must_change=False)
        set_up(session, "october")
        assert "随机生成" not in capsys.readouterr().out
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    with installed(fresh, monkeypatch, SECRET=SECRET) as session:
        with session.database.transaction() as tx:
            for name, value in (("sample", "october"), ("today", "2018-10-20"), ("sample_loaded", "october")):
                tx.facts.set(name, value)
        set_up(session, "october")
        told = dict(re.findall(r"^  (\w+)\s+([0-9a-f]{24})$", capsys.readouterr().out, re.MULTILINE))
        assert set(told) == {"reporter", "reviewer", "leader", "auditor", "administrator", "department"}
        entered = sign_in(session.database, session.settings, "leader", told["leader"], datetime.now(tz=UTC), None)
        assert entered.signed_in.account.name == "leader"
        set_up(session, "october")
        assert "leader" not in capsys.readouterr().out


def test_look_is_enough_only_where_nothing_is_needed(sample_database_url: str, tmp_path: Path, monkeypatch):
    with installed(tmp_path, monkeypatch, SECRET=SECRET) as session:
        assert not may_start_at_once(session.settings)  # nobody could sign in: the link is to be made
        sample = session.settings.model_copy(update={"database_url": sample_database_url})
        assert may_start_at_once(sample)
        for another in (
            {"plan": "elsewhere"},
            {"plans_folder": tmp_path},
            {"oidc_issuer": "https://issuer.example", "oidc_client_id": "dabiao"},
            {"database_url": f"sqlite:///{tmp_path / 'none.sqlite3'}"},
            {"database_url": "postgresql://127.0.0.1:1/dabiao"},
        ):
            assert not may_start_at_once(sample.model_copy(update=another))


@pytest.mark.parametrize(
    "spoiled",
    [
        "UPDATE alembic_version SET version_num = '0001'",
        "UPDATE accounts SET password_hash = NULL",
        "UPDATE accounts SET disabled_at = '2018-01-01'",
        "DROP TABLE alembic_version",
    ],
)
def test_look_sends_every_other_database_to_the_whole_check(sample_database_url: str, tmp_path: Path, spoiled: str):
    copy = tmp_path / "copy.sqlite3"
    shutil.copyfile(sample_database_url.removeprefix("sqlite:///"), copy)
    assert nothing_is_needed(f"sqlite:///{copy}", Role.ADMINISTRATOR)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute(spoiled)
    assert not nothing_is_needed(f"sqlite:///{copy}", Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"DABIAO_SECRET": "short"}, "32"),
        ({"DABIAO_DATABASE_URL": "sqlite:////nowhere/none.sqlite3"}, "数据库"),
        ({"DABIAO_PLAN": "elsewhere"}, "elsewhere"),
    ],
)
def test_server_is_refused_before_its_port_opens(sample_database_url: str, settings: dict[str, str], said: str):
    command = [DABIAO, "serve", "--port", str(free_port())]
    known = environment(sample_database_url) | settings
    done = subprocess.run(command, env=known, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode in {1, 2}
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "http" not in done.stdout


NOT_BY_THE_ENTRY = "import sys; from cli import main; sys.argv[0] = 'dabiao'; main()"


@pytest.mark.parametrize("command", [[DABIAO], [sys.executable, "-c", NOT_BY_THE_ENTRY]], ids=["entry", "cli alone"])
@pytest.mark.parametrize(("arguments", "code"), [(["--help"], 0), (["--nonsense"], 2), ([], 1)])
def test_a_start_that_comes_to_no_server_ends_with_the_commands_own_code(
    sample_database_url: str, command: list[str | Path], arguments: list[str], code: int
):
    known = environment(sample_database_url) | {"DABIAO_SECRET": "short"}
    run = [*command, "serve", *arguments]
    done = subprocess.run(run, env=known, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert ("--port" in done.stdout, bool(done.stderr)) == (code == 0, code != 0)
