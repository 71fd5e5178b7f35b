"""What is said of a feed that cannot be read."""

import re

import pytest

from bot.messages.feeds import REASONS, failed, reason
from bot.messages.voice import Voice
from db.models import Feed
from tests.bot.messages.samples import ENGLISH, FRENCH, words
from tests.town import ROOT

HOSTILE = "https://x.example.org/<!channel>`*_"


@pytest.mark.parametrize("voice", [ENGLISH, FRENCH])
def test_every_reason_has_its_words(voice: Voice) -> None:
    told = [reason(voice, "status 503" if name == "status" else name) for name in REASONS]
    assert len(set(told)) == len(REASONS)
    assert not any("{" in one for one in told)


def test_every_reason_the_fetcher_gives_is_known() -> None:
    code = "".join((ROOT / "handlers" / "feeds" / name).read_text() for name in ("fetching.py", "apart.py"))
    assert set(re.findall(r'Unfetched\(f?"(\w+)', code)) == set(REASONS)


def test_an_admin_is_told_which_feed_and_why() -> None:
    feed = Feed(id=7, url=HOSTILE, fault="status 410")
    (told,) = words(failed(ENGLISH, feed))
    assert told == (
        f"The feed {HOSTILE} cannot be read: its server answers 410. Its postings stay as they are, and I will keep "
        "trying. Whoever runs Elan can look with python -m bot feed check 7"
    )
