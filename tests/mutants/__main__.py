"""`make mutants`: takes one safeguard out at a time, in a copy of everything, and sees its tests turn red.

`PYTHONPATH=. .venv/bin/python -m tests.mutants lease quarantine` takes out only those whose names hold a word of these.
"""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.mutants.running import report, trials
from tests.mutants.safeguards import MUTATIONS

ROOT = Path(__file__).parents[2]
LEFT_BEHIND = shutil.ignore_patterns(".*", "__pycache__", "var", "build", "dist", "*.egg-info")


def main(words: Sequence[str]) -> int:
    chosen = [one for one in MUTATIONS if not words or any(word in one.safeguard for word in words)]
    if not chosen:
        sys.stderr.write(f"No safeguard's name holds {' or '.join(words)}.\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "elan"
        shutil.copytree(ROOT, copy, ignore=LEFT_BEHIND)
        shutil.copy(ROOT / ".env.example", copy)
        return report(trials(copy, chosen))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
