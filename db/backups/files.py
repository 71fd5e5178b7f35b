"""New files: whole and flushed before they have their name, and nothing left of those that were never finished."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

BEGINNING, END = ".elan-", ".unfinished"


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """An empty file that only its owner may read, in a folder that is made; gone when the block ends, unless it was
    given a name. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _at_work_in(folder):
        handle, name = tempfile.mkstemp(prefix=BEGINNING, suffix=END, dir=folder)
        os.close(handle)
        try:
            yield Path(name)
        finally:
            _remove(folder, f"{Path(name).name}*")


@contextmanager
def _at_work_in(folder: Path) -> Iterator[None]:
    """Holds a lock on the folder, which ends with the process however that ends. Who has it alone removes what others
    left who were killed; where others are at work, nothing is removed."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # others are at work there, or it is a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _remove(folder, f"{BEGINNING}*{END}*")
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def _remove(folder: Path, pattern: str) -> None:
    """SQLite's own files beside one go too."""
    for one in folder.glob(pattern):
        one.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Has the disk keep a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
