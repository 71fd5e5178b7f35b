"""Backups that are stopped or killed on the way: what is left of them, and who removes it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.town import ROOT

pytestmark = pytest.mark.parametrize("own_database", ["postgresql"], indirect=True)
ASLEEP = """#!/bin/sh
for word in "$@"; do case "$word" in --file=*) echo half > "${word#--file=}";; esac; done
exec sleep 60
"""
PATIENCE_S = 20.0


@pytest.fixture
def programs(own_database: str, tmp_path: Path) -> Path:
    """A folder with a pg_dump that falls asleep half way."""
    assert own_database
    program = tmp_path / "programs" / "pg_dump"
    program.parent.mkdir()
    program.write_text(ASLEEP)
    program.chmod(0o700)
    return program.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def backup(database: str, folder: Path, *programs: Path) -> subprocess.Popen[bytes]:
    """Typed by an operator, in a group of processes of its own."""
    path = os.pathsep.join([*map(str, programs), os.environ["PATH"]])
    words = [sys.executable, "-m", "bot", "backup", str(folder)]
    environment = {"PATH": path, "DATABASE_URL": database}
    return subprocess.Popen(words, cwd=ROOT, env=environment, start_new_session=True)


@contextmanager
def half_way(database: str, folder: Path, programs: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A backup that has begun to write its file and will not end by itself."""
    before, limit = set(folder.iterdir()), time.monotonic() + PATIENCE_S
    with backup(database, folder, programs) as process:
        try:
            while not any(one.stat().st_size for one in set(folder.iterdir()) - before):
                assert time.monotonic() < limit, "it never began"
                time.sleep(0.02)
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_backup_that_is_stopped_leaves_nothing(
    own_database: str, folder: Path, programs: Path, number: signal.Signals
) -> None:
    with half_way(own_database, folder, programs) as process:
        process.send_signal(number)
        assert process.wait(PATIENCE_S) == 130
    assert list(folder.iterdir()) == []


def test_what_a_killed_backup_left_is_removed_by_the_next_and_what_another_writes_is_not(
    own_database: str, folder: Path, programs: Path
) -> None:
    (folder / ".elan-notes").write_text("somebody's")
    with half_way(own_database, folder, programs) as killed:
        killed.kill()
        killed.wait()
        left = set(folder.glob(".elan-*.unfinished"))
        with half_way(own_database, folder, programs):
            theirs = set(folder.glob(".elan-*.unfinished"))
            assert (len(left), len(theirs), left & theirs) == (1, 1, set())
            with backup(own_database, folder) as another:
                assert another.wait(PATIENCE_S) == 0
            assert set(folder.glob(".elan-*.unfinished")) == theirs
    with backup(own_database, folder / "..") as elsewhere:
        assert elsewhere.wait(PATIENCE_S) == 0
    assert set(folder.glob(".elan-*.unfinished")) == theirs
    time.sleep(1.1)  # so that it has a name of its own
    with backup(own_database, folder) as last:
        assert last.wait(PATIENCE_S) == 0
    assert sorted(one.suffix for one in folder.iterdir()) == ["", ".dump", ".dump"]
