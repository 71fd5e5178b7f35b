"""Running tests in a copy of the repository, with one safeguard taken out."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.mutants.mutation import Mutation

Verdict = Literal["green", "red", "endless", "broken"]
LONGEST_S = 150
"""Longer than any of these tests takes, or than one of them is let go on."""
STOPPED = "from pytest-timeout"
"""What pytest says of a test that went on for too long (pyproject.toml says for how long): no other fault is red."""
VERDICTS: dict[int, Verdict] = {0: "green", 1: "red"}
"""By pytest's exit code (docs.pytest.org/en/stable/reference/exit-codes.html). Any other: no test could judge."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of the tests; `wanted` is what should."""

    what: str
    verdict: Verdict
    wanted: tuple[Verdict, ...]
    told: str = ""

    @property
    def passed(self) -> bool:
        return self.verdict in self.wanted

    def line(self) -> str:
        mark = "ok   " if self.passed else "FAULT"
        return f"{mark} {self.verdict:8}{self.what}"


def trials(copy: Path, mutations: Sequence[Mutation]) -> Iterator[Trial]:
    """First the tests as they are, which must be green; then with each safeguard out, which must not."""
    every = list(dict.fromkeys(test for mutation in mutations for test in mutation.tests))
    verdict, told = run(copy, every)
    yield Trial("as it is", verdict, ("green",), told)
    if verdict == "green":
        yield from (tried(copy, mutation) for mutation in mutations)


def tried(copy: Path, mutation: Mutation) -> Trial:
    """The verdict without the safeguard, which is put back."""
    what = f"without: {mutation.safeguard}"
    wanted: tuple[Verdict, ...] = ("endless",) if mutation.endless else ("red",)
    file = copy / mutation.file
    sound = file.read_text(encoding="utf-8")
    try:
        file.write_text(mutation.applied(copy), encoding="utf-8")
        verdict, told = run(copy, mutation.tests)
    except LookupError as error:
        return Trial(what, "broken", wanted, f"It no longer applies: {error}")
    finally:
        file.write_text(sound, encoding="utf-8")
    return Trial(what, verdict, wanted, told)


def run(copy: Path, tests: Sequence[str]) -> tuple[Verdict, str]:
    """Runs these tests there until the first fails; the verdict, and the end of what they said."""
    command = [sys.executable, "-m", "pytest", "-n", "0", "-x", "-q", "-p", "no:cacheprovider", *tests]
    process = subprocess.Popen(
        command,
        cwd=copy,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "ELAN_EVERYWHERE": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # so that what the tests started ends with them
    )
    try:
        told, _errors = process.communicate(timeout=LONGEST_S)
    except subprocess.TimeoutExpired:
        return "endless", ""
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    verdict = "endless" if STOPPED in told else VERDICTS.get(process.returncode, "broken")
    return verdict, "\n".join(told.splitlines()[-15:])


def report(found: Iterable[Trial]) -> int:
    """Prints a line a trial, as it comes, and what a fault said; the process's exit code."""
    faults = 0
    for trial in found:
        sys.stdout.write(f"{trial.line()}\n")
        sys.stdout.flush()
        if not trial.passed:
            faults += 1
            sys.stderr.write(f"{trial.told}\n")
    sys.stdout.write(f"{faults} at fault\n" if faults else "Every safeguard is missed where it is taken out.\n")
    return 1 if faults else 0
