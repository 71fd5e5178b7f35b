"""What the doctor says, and what happened before."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.settings import Settings
from db.queries.heartbeats import beat
from handlers.slack.doctor import examine
from tests.bot.marketplace.village import Village
from tests.town import ROOT

MANIFEST = ROOT / "manifest.json"


def happened(village: Village, name: str, ago: timedelta = timedelta()) -> None:
    """Something that should happen every so often last did so long ago, by this machine's clock."""
    with village.desk.work() as work:
        beat(work.sql, name, datetime.now(UTC) - ago)


def told(settings: Settings, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = examine(settings, MANIFEST)
    return code, capsys.readouterr().out.splitlines()
