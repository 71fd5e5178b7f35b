"""`make mutants`: takes one safeguard out at a time, in a copy of everything, and sees its tests turn red."""

import shutil
import sys
import tempfile
from pathlib import Path

from tests.mutants.running import report, trials
from tests.mutants.safeguards import MUTATIONS

ROOT = Path(__file__).parents[2]
LEFT_BEHIND = shutil.ignore_patterns(".*", "__pycache__", "var", "build", "dist", "*.egg-info")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "elan"
        shutil.copytree(ROOT, copy, ignore=LEFT_BEHIND)
        shutil.copy(ROOT / ".env.example", copy)
        return report(trials(copy, MUTATIONS))


if __name__ == "__main__":
    sys.exit(main())
