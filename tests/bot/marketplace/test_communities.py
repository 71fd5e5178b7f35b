"""A community's settings, places and channels, and when its digest comes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.desk import Desk
from bot.errors.administration import AdminsOnly
from bot.errors.typed import ChoiceNeeded, UnknownTimezone
from bot.marketplace import communities
from bot.marketplace.communities import ElsewhereAlready, Identity, Settings, digest_instant
from bot.marketplace.kinds import Kind
from db.models import Card, Channel, Community, DeliveryState, Place
from tests.bot.marketplace.village import Village

MONDAY_AT_NINE = Settings(False, "en", "America/Toronto", digest_on=True, weekday=0, minute=540)


@pytest.fixture
def admin(village: Village) -> str:
    village.people("ana")
    return village.person("maya", admin=True)


def due(zone: str, weekday: int, minute: int, after: str) -> str:
    community = Community(timezone=zone, digest_weekday=weekday, digest_minute=minute)
    found = digest_instant(community, datetime.fromisoformat(after).replace(tzinfo=UTC))
    assert found.tzinfo is UTC
    return f"{found:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("after", "comes"),
    [
        ("2026-11-23 13:59:59", "2026-11-23 14:00"),
        ("2026-11-23 14:00", "2026-11-30 14:00"),
        ("2026-11-23 15:00", "2026-11-30 14:00"),
        ("2026-11-29 23:00", "2026-11-30 14:00"),
        ("2027-03-09 00:00", "2027-03-15 13:00"),
        ("2026-10-27 00:00", "2026-11-02 14:00"),
    ],
)
def test_the_digest_comes_on_mondays_at_nine_by_the_communitys_clock(after: str, comes: str) -> None:
    assert due("America/Toronto", 0, 540, after) == comes


@pytest.mark.parametrize(
    ("zone", "minute", "after", "comes"),
    [
        ("America/Toronto", 150, "2027-03-13 12:00", "2027-03-14 07:00"),
        ("America/Toronto", 150, "2027-03-14 07:00", "2027-03-21 06:30"),
        ("America/Toronto", 90, "2026-10-31 12:00", "2026-11-01 05:30"),
        ("America/Toronto", 90, "2026-11-01 05:30", "2026-11-08 06:30"),
        ("America/Toronto", 90, "2026-11-01 06:15", "2026-11-08 06:30"),
        ("America/St_Johns", 150, "2027-03-13 12:00", "2027-03-14 05:30"),
        ("Australia/Lord_Howe", 135, "2026-10-03 00:00", "2026-10-03 15:30"),
    ],
)
def test_the_digest_comes_once_on_the_sundays_the_clocks_change(zone: str, minute: int, after: str, comes: str) -> None:
    assert due(zone, 6, minute, after) == comes


def test_a_year_has_fifty_two_digests_whatever_the_clocks_do() -> None:
    community = Community(timezone="America/St_Johns", digest_weekday=6, digest_minute=150)
    at, times = datetime(2026, 11, 23, tzinfo=UTC), []
    for _ in range(52):
        at = digest_instant(community, at)
        times.append(at)
    gaps = {later - sooner for sooner, later in pairwise(times)}
    hour = timedelta(hours=1)
    week = timedelta(days=7)
    assert gaps <= {week, week - hour, week + hour, week - hour / 2, week + hour / 2}
    assert times[-1] - times[0] == 51 * week


def test_the_community_is_founded_once(desk: Desk) -> None:
    with desk.work() as work:
        first = communities.home(work, "fr", "America/Montreal")
        assert (first.language, first.timezone, first.moderation, first.digest_on) == (
            "fr", "America/Montreal", False, True,
        )  # fmt: skip
    with desk.work() as work:
        assert communities.home(work, "en", "UTC").id == first.id
        assert work.db.query(Community).count() == 1


def test_a_place_is_met_again_and_not_doubled(village: Village) -> None:
    again = Identity("slack", village.team, "Harbour, renamed", "U0NEW", "B0NEW")
    with village.desk.work() as work:
        place = communities.meet(work, work.db.get_one(Community, village.id), again, ["U2", "U1"])
        assert (place.id, place.name, place.bot_user, place.appointed) == (
            village.place, "Harbour, renamed", "U0NEW", ["U1", "U2"],
        )  # fmt: skip
        assert work.db.query(Place).count() == 1


def test_a_community_meets_at_one_place(village: Village) -> None:
    """A database of another workspace's people is not served by mistake."""
    another = Identity("slack", "T0ANOTHER", "Another", "U0NEW", "B0NEW")
    with pytest.raises(ElsewhereAlready, match=village.team), village.desk.work() as work:
        communities.meet(work, work.db.get_one(Community, village.id), another, [])


def test_cards_are_painted_again_in_their_new_language(village: Village, admin: str) -> None:
    village.channel("C1")
    village.posts("ana")
    with village.desk.work() as work:
        work.db.query(Card).one().message = "1.1"
    village.does(admin, lambda work: communities.change_settings(work, replace(MONDAY_AT_NINE, moderation=True)))
    assert village.owed("card.repaint") == []
    village.does(admin, lambda work: communities.change_settings(work, replace(MONDAY_AT_NINE, language="fr")))
    assert len(village.owed("card.repaint")) == 1


def test_what_a_channel_shows_is_painted_again_when_it_is_chosen_again(village: Village, admin: str) -> None:
    village.channel("C1")
    village.posts("ana")
    with village.desk.work() as work:
        work.db.query(Card).one().message = "1.1"
    village.channel("C1")
    assert len(village.owed("card.repaint")) == 1


def test_settings_are_read_and_changed_by_admins(village: Village, admin: str) -> None:
    assert village.does(admin, communities.settings) == MONDAY_AT_NINE
    wanted = Settings(True, "fr", "America/St_Johns", digest_on=False, weekday=6, minute=1439)
    village.does(admin, lambda work: communities.change_settings(work, wanted))
    assert village.does(admin, communities.settings) == wanted


def test_settings_are_not_for_volunteers(village: Village, admin: str) -> None:
    assert village.refused("ana", communities.settings) == AdminsOnly()
    assert village.refused("ana", lambda work: communities.change_settings(work, MONDAY_AT_NINE)) == AdminsOnly()
    assert village.refused("ana", communities.channels) == AdminsOnly()
    assert village.refused("ana", lambda work: communities.announce_in(work, 1, "C1", [])) == AdminsOnly()
    assert village.refused("ana", lambda work: communities.stop_announcing(work, 1, "C1")) == AdminsOnly()


def test_a_language_or_zone_nobody_knows_changes_nothing(village: Village, admin: str) -> None:
    german, mars = replace(MONDAY_AT_NINE, language="de"), replace(MONDAY_AT_NINE, moderation=True, timezone="Mars")
    assert village.refused(admin, lambda work: communities.change_settings(work, german)) == ChoiceNeeded(
        "volunteer-admin settings", "de", ("en", "fr")
    )
    assert village.refused(admin, lambda work: communities.change_settings(work, mars)) == UnknownTimezone("Mars")
    assert village.does(admin, communities.settings) == MONDAY_AT_NINE


def test_a_channel_announces_what_it_was_last_told(village: Village, admin: str) -> None:
    village.does(admin, lambda work: communities.announce_in(work, village.place, "C1", [Kind.EVENT]))
    village.does(admin, lambda work: communities.announce_in(work, village.place, "C1", [Kind.TEAM, Kind.ADVICE]))
    assert [(one.platform_id, one.kinds) for one in village.does(admin, communities.channels)] == [
        ("C1", ["team", "advice"])
    ]
    village.does(admin, lambda work: communities.stop_announcing(work, village.place, "C1"))
    assert village.does(admin, communities.channels) == []
    assert village.sees(lambda work: work.db.query(Channel).count()) == 1


def test_what_was_parked_for_a_channel_goes_out_when_it_is_chosen_again(village: Village, admin: str) -> None:
    village.channel("C1")
    village.channel("C2")
    village.posts("ana")
    with village.desk.work() as work:
        for one in village.owed("card.post"):
            work.db.merge(one).state = DeliveryState.PARKED
    village.channel("C1")
    assert [one.channel for one in village.owed("card.post")] == ["C1"]
