"""The digest: what is in each part, when it is owed, and when there is nothing to say."""

from datetime import timedelta

import pytest

from bot.errors.administration import AdminsOnly
from bot.marketplace import applicants, digests, life
from bot.marketplace.digests import Digest
from db.models import Community
from sandbox.clock import FrozenClock
from tests.bot.marketplace.cohort import applies, asks
from tests.bot.marketplace.village import UNDATED, Village
from tests.town import START, TUESDAY

WEEK = timedelta(days=7)


@pytest.fixture
def admin(village: Village) -> str:
    village.people("rosa", "jean", "ana", "luc")
    return village.person("maya", admin=True)


def now(village: Village) -> Digest:
    found = village.does("maya", digests.digest_now)
    assert found is not None
    return found


def numbers(part: digests.Part) -> list[int]:
    return [one.opportunity.number for one in part.postings]


def test_a_week_in_which_nothing_happened_has_no_digest(village: Village, admin: str) -> None:
    assert village.does(admin, digests.digest_now) is None


def test_only_admins_ask_for_it(village: Village, admin: str) -> None:
    assert village.refused("ana", digests.digest_now) == AdminsOnly()


def test_what_is_new_is_listed_newest_first(village: Village, admin: str, clock: FrozenClock) -> None:
    clock.advance(timedelta(minutes=1))
    village.posts("rosa")
    clock.advance(timedelta(minutes=1))
    village.posts("rosa")
    assert numbers(now(village).new) == [2, 1]


def test_what_was_reported_is_not_new_again(village: Village, admin: str, clock: FrozenClock) -> None:
    clock.advance(timedelta(minutes=1))
    village.posts("rosa", **UNDATED)
    clock.advance(WEEK)
    with village.desk.work() as work:
        digests.owe_due(work)
    assert village.does(admin, digests.digest_now) is None


def test_what_waits_for_review_is_listed_oldest_first(village: Village, admin: str) -> None:
    village.posts("rosa", **UNDATED)
    for _ in range(7):
        village.posts("jean", **UNDATED)
    waiting = now(village).waiting
    assert (numbers(waiting), waiting.total) == ([2, 3, 4, 5, 6], 7)


def test_what_is_short_of_people_is_dated_within_a_week_with_limited_seats_empty(
    village: Village, admin: str, clock: FrozenClock
) -> None:
    clock.move_to(START + timedelta(days=3))
    near = village.posts("rosa", roles="Designer 1")
    village.posts("rosa", day=TUESDAY + WEEK)
    village.posts("rosa", **UNDATED)
    village.posts("rosa", roles="Walker")
    full = village.posts("rosa", roles="Designer 1")
    village.joins("ana", full)
    assert numbers(now(village).short) == [near]
    village.does("rosa", lambda work: life.pause(work, near))
    assert numbers(now(village).short) == []


def test_what_fills_is_at_least_half_full_the_fullest_first(village: Village, admin: str) -> None:
    half, full, third, most = (village.posts("rosa", roles=f"Designer {n}", **UNDATED) for n in (2, 1, 3, 3))
    for number in (half, full, third, most):
        village.joins("ana", number)
    village.joins("luc", most)
    assert numbers(now(village).filling) == [most, half], "what is full fills no more"


def test_what_is_quiet_for_a_month_is_undated_and_joined_by_nobody_since(
    village: Village, admin: str, clock: FrozenClock
) -> None:
    quiet, joined = village.posts("rosa", **UNDATED), village.posts("rosa", **UNDATED)
    village.posts("rosa", day=TUESDAY.replace(year=2027))
    clock.advance(timedelta(days=30))
    village.joins("ana", joined, "designer")
    assert numbers(now(village).stale) == []
    clock.advance(timedelta(seconds=1))
    assert numbers(now(village).stale) == [quiet]


def test_what_was_edited_or_reopened_is_not_quiet(village: Village, admin: str, clock: FrozenClock) -> None:
    edited, reopened, quiet = (village.posts("rosa", **UNDATED) for _ in range(3))
    clock.advance(timedelta(days=20))
    village.edits("rosa", edited, summary="Still here")
    village.does("rosa", lambda work: life.pause(work, reopened))
    village.does("rosa", lambda work: life.reopen(work, reopened))
    clock.advance(timedelta(days=20))
    assert numbers(now(village).stale) == [quiet]


def test_who_applied_before_the_last_and_was_taken_since_has_signed_up(
    village: Village, admin: str, clock: FrozenClock
) -> None:
    number = asks(village)
    applied, _withdrawn = applies(village, "ana", number), applies(village, "luc", number)
    clock.advance(timedelta(hours=1))
    with village.desk.work() as work:
        work.db.get_one(Community, village.id).digested_at = work.now
    clock.advance(timedelta(hours=1))
    village.does("rosa", lambda work: applicants.accept(work, applied))
    village.leaves("luc", number)
    assert (now(village).signed_up, now(village).left) == (1, 0)


def test_sign_ups_and_departures_are_counted_since_the_last(village: Village, admin: str, clock: FrozenClock) -> None:
    number = village.posts("rosa", **UNDATED)
    village.joins("luc", number, "developer")
    clock.advance(timedelta(hours=1))
    with village.desk.work() as work:
        work.db.get_one(Community, village.id).digested_at = work.now
    clock.advance(timedelta(hours=1))
    village.joins("ana", number, "designer")
    village.leaves("luc", number)
    found = now(village)
    assert (found.since, found.signed_up, found.left) == (START + timedelta(hours=1), 1, 1)


def test_another_communitys_week_is_not_told(village: Village, admin: str) -> None:
    elsewhere = Village(village.desk, "T0ELSEWHERE")
    elsewhere.people("zoe")
    elsewhere.joins("zoe", elsewhere.posts("zoe", **UNDATED), "designer")
    assert village.does(admin, digests.digest_now) is None


def test_the_digest_is_owed_to_every_admin_once_its_time_has_come(
    village: Village, admin: str, clock: FrozenClock
) -> None:
    village.person("moss", admin=True)
    clock.advance(timedelta(days=6, hours=22, minutes=59))
    owe(village)
    assert village.owed("digest") == []
    clock.advance(timedelta(minutes=1))
    owe(village)
    owe(village)
    assert village.told("digest") == ["maya", "moss"]
    first = village.owed("digest")[0]
    assert (first.due_at, first.expires_at) == (clock.now(), clock.now() + timedelta(days=2))
    assert first.facts == {"since": START.isoformat()}


def test_after_a_long_silence_one_digest_is_owed_for_all_of_it(
    village: Village, admin: str, clock: FrozenClock
) -> None:
    clock.advance(timedelta(days=40))
    owe(village)
    assert [one.facts for one in village.owed("digest")] == [{"since": START.isoformat()}]


def test_turned_off_the_weeks_still_pass(village: Village, admin: str, clock: FrozenClock) -> None:
    with village.desk.work() as work:
        work.db.get_one(Community, village.id).digest_on = False
    clock.advance(timedelta(days=14))
    owe(village)
    assert village.owed("digest") == []
    assert village.sees(lambda work: work.db.get_one(Community, village.id).digested_at) == clock.now()


def test_another_hour_chosen_on_its_day_brings_another_digest(village: Village, admin: str, clock: FrozenClock) -> None:
    """An admin who moves the digest to this afternoon, to see one, sees one."""
    clock.advance(WEEK)
    owe(village)
    with village.desk.work() as work:
        work.db.get_one(Community, village.id).digest_minute = 14 * 60
    clock.advance(timedelta(hours=6))
    owe(village)
    assert len(village.owed("digest")) == 2


def owe(village: Village) -> None:
    with village.desk.work() as work:
        digests.owe_due(work)
