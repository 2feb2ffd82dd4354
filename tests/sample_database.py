"""Databases made by the command a user would run."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DABIAO = Path(sys.executable).with_name("dabiao")
SECONDS = 300
SECRET = "a secret for tests, told to everybody: 0123456789"


def environment(database_url: str) -> dict[str, str]:
    """This process's environment, with the database to work on and a secret."""
    ours = {"DABIAO_DATABASE_URL": database_url, "DABIAO_LANGUAGE": "zh", "DABIAO_SECRET": SECRET}
    return {**os.environ, **ours}


def make_database(path: Path, *arguments: str) -> Path:
    """`dabiao init ARGUMENTS` on a database file."""
    done = subprocess.run(
        [DABIAO, "init", *arguments],
        cwd=ROOT,
        env=environment(f"sqlite:///{path}"),
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return path


def shared_sample(own: Path) -> Path:
    """The sample data of October, loaded once for all who share TESTS_SAMPLE_FOLDER, or else the folder `own`.

    Read it; whoever changes it takes a copy.
    """
    shared = Path(os.environ.get("TESTS_SAMPLE_FOLDER", own))
    made = shared / "sample.sqlite3"
    with (shared / "sample.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not made.exists():
            make_database(shared / "unfinished.sqlite3", "--sample").rename(made)
    return made


def copied_sample(folder: Path) -> Path:
    """A copy of the shared sample in a folder, to be changed."""
    return Path(shutil.copy(shared_sample(folder), folder / "copy.sqlite3"))
