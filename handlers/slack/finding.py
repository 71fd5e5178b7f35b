"""What the doctor finds, and how it says how long something took. Safe to paste in public."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Finding:
    """`mend` is empty when all is well."""

    what: str
    found: str
    mend: str = ""


def lasting(long: timedelta) -> str:
    """A length of time in its largest unit: "3 days", "90 min", "40 s"."""
    seconds = max(0, int(long.total_seconds()))
    for unit, name in ((86_400, "days"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * unit:
            return f"{seconds // unit} {name}"
    return f"{seconds} s"
