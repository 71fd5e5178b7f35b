"""How the bot is, for whoever keeps it running: 200 when all is well here, 503 and what is not when it is not."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing looked at. Only what is this process's own business makes it ill: another's it only reports."""

    well: bool
    found: str


def health(signs: Mapping[str, Sign]) -> tuple[int, str, str]:
    """The page: `{"ok": …, name: found, …}`."""
    well = all(sign.well for sign in signs.values())
    told = {"ok": well, **{name: sign.found for name, sign in signs.items()}}
    return 200 if well else 503, JSON, json.dumps(told)
