"""Feeds: when each is looked at, what becomes of its items, and whom they trouble."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete

from bot.desk import Desk
from bot.marketplace import digests, feed_items, feeds, life, organizations, reviewing
from bot.marketplace.feed_items import Taken
from bot.marketplace.feed_readings import Item, Reading
from bot.marketplace.feeds import BadAddress, Known, NoSuchFeed, SecretAddress
from db.models import Feed, FeedItem, Membership, Opportunity, OpportunityState
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import UNDATED, Village
from tests.town import START

URL = "https://feeds.example.org/volunteer.xml"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PARKS = Item("1", "Map the parks", "Walk a park.\nWrite down what is in it.", "https://example.org/1")
NIGHT = Item("2", "Hack night", "Bring a laptop", "", "12 rue Principale", "2026-12-01T18:30:00", "2026-12-01T21:00:00")


@pytest.fixture
def admin(village: Village) -> str:
    village.people("rosa", "luc")
    village.channel("C1")
    return village.person("maya", admin=True)


def add(village: Village, url: str = URL, *, publish: bool = False) -> int:
    with village.desk.work() as work:
        return feeds.add(work, village.id, url, publish=publish).id


def takes(village: Village, feed_id: int, *items: Item, title: str = "Volunteer & Co", whole: bool = True) -> Taken:
    with village.desk.work() as work:
        known = feeds.claim(work, feeds.found(work, village.id, feed_id))
    return feed_items.take_in(village.desk, known, Reading(title, items, whole), '"1"', None)


def feed(village: Village, feed_id: int) -> Feed:
    return village.sees(lambda work: work.db.get_one(Feed, feed_id))


def counted(village: Village, model: type[Opportunity | FeedItem]) -> int:
    return village.sees(lambda work: work.db.query(model).count())


# when


def test_a_feed_is_due_at_once_and_then_about_every_hour(village: Village, clock: FrozenClock) -> None:
    number = add(village)
    with village.desk.work() as work:
        assert feeds.claim_due(work) == Known(number, URL, None, None)
        assert feeds.claim_due(work) is None
    takes(village, number)
    assert 0.9 * HOUR <= feed(village, number).next_at - clock.now() <= 1.1 * HOUR
    clock.advance(1.1 * HOUR)
    with village.desk.work() as work:
        assert feeds.claim_due(work) == Known(number, URL, '"1"', None)


def test_the_one_due_for_longest_comes_first_and_they_do_not_all_come_at_once(
    village: Village, clock: FrozenClock
) -> None:
    numbers = [add(village, f"{URL}?{n}") for n in range(12)]
    claimed = []
    for _ in numbers:
        with village.desk.work() as work:
            found = feeds.claim_due(work)
            assert found is not None
            claimed.append(found.id)
    assert claimed == numbers
    assert len({feed(village, number).next_at for number in numbers}) > 6


def test_a_feed_that_fails_is_left_alone_for_longer_and_at_most_for_a_day(village: Village, clock: FrozenClock) -> None:
    number = add(village)
    pauses = []
    for _ in range(8):
        with village.desk.work() as work:
            feeds.failed(work, number, "slow")
        pauses.append((feed(village, number).next_at - clock.now()) / HOUR)
    wanted = [2, 4, 8, 16, 24, 24, 24, 24]
    assert all(0.9 * hours <= pause <= 1.1 * hours for pause, hours in zip(pauses, wanted, strict=True))
    takes(village, number)
    assert (feed(village, number).failures, feed(village, number).fault) == (0, None)
    assert feed(village, number).next_at - clock.now() <= 1.1 * HOUR


def test_the_admins_are_told_of_a_bad_feed_after_three_failures_once_a_day(
    village: Village, admin: str, clock: FrozenClock
) -> None:
    number, other = add(village), add(village, f"{URL}?2")

    def fails(times: int) -> int:
        for _ in range(times):
            with village.desk.work() as work:
                feeds.failed(work, number, "status 500")
        return len(village.owed("feed.failed"))

    assert [fails(2), fails(1), fails(5)] == [0, 1, 1]
    assert village.told("feed.failed") == ["maya"]
    clock.advance(DAY)
    assert fails(1) == 2
    assert feed(village, other).failures == 0


def test_a_removed_feed_that_was_being_fetched_changes_nothing(village: Village) -> None:
    number = add(village)
    with village.desk.work() as work:
        known = feeds.claim(work, feeds.found(work, village.id, number))
        assert feeds.remove(work, village.id, number) == URL
    with pytest.raises(NoSuchFeed):
        feed_items.take_in(village.desk, known, Reading("", (PARKS,)), None, None)
    with village.desk.work() as work:
        feeds.failed(work, number, "slow")
    assert counted(village, Opportunity) == 0


@pytest.mark.parametrize(
    "url",
    ["", "parks", "ftp://example.org/", "https://", "https://u:p@example.org/", "http://[", "https://x/" + "y" * 250],
)
def test_what_is_no_address_is_refused(village: Village, url: str) -> None:
    with pytest.raises(BadAddress):
        add(village, url)


@pytest.mark.parametrize("who", ["u:p", "u", ":p", ""])
def test_an_address_with_a_secret_is_refused_without_repeating_it(village: Village, who: str) -> None:
    with pytest.raises(SecretAddress, match=r"^$"):
        add(village, f"https://{who}@example.org/")


def test_the_same_address_is_one_feed_and_another_communitys_is_not_found(village: Village) -> None:
    number = add(village)
    assert (add(village, publish=True), feed(village, number).publishes) == (number, True)
    other = Village(village.desk, "T0OTHER")
    with village.desk.work() as work:
        assert feeds.listed(work, other.id) == []
        for wrong in (number, 99, 2**40):
            with pytest.raises(NoSuchFeed):
                feeds.found(work, other.id, wrong)


# what becomes of items


def test_items_wait_for_review_as_postings_of_what_the_feed_calls_itself(village: Village, admin: str) -> None:
    assert takes(village, add(village), PARKS, NIGHT) == Taken(new=2)
    parks, night = village.facts(1), village.facts(2)
    told = parks.opportunity
    assert (told.state, told.author_id, parks.organization.name) == (OpportunityState.SUBMITTED, None, "Volunteer & Co")
    assert (told.title, told.summary, told.links) == (
        "Map the parks", "Walk a park. Write down what is in it.", "https://example.org/1",
    )  # fmt: skip
    assert told.description == "Walk a park.\nWrite down what is in it."
    assert [(one.role.name, one.role.capacity) for one in parks.roles] == [("Contributor", None)]
    assert night.session is not None
    assert (night.session.starts.isoformat(), night.session.timezone, night.opportunity.place) == (
        "2026-12-01T18:30:00", "America/Toronto", "in_person",
    )  # fmt: skip


def test_what_a_feed_has_when_it_is_first_read_is_told_in_one_message_at_most(village: Village, admin: str) -> None:
    takes(village, add(village), PARKS)
    assert village.owed() == []
    takes(village, add(village, f"{URL}?2", publish=True), PARKS, NIGHT)
    assert [(one.kind, one.facts) for one in village.owed()] == [("import.summary", {"count": 2})]


def test_a_few_new_items_are_told_one_by_one_and_many_together(
    village: Village, admin: str, clock: FrozenClock
) -> None:
    first, second = add(village), add(village, f"{URL}?2", publish=True)
    for number in (first, second):
        takes(village, number)
        takes(village, number, *[replace(PARKS, key=f"{n}") for n in range(5)])
    assert [one.kind for one in village.owed()] == ["posting.review"] * 5 + ["card.post"] * 5
    for number in (first, second):
        clock.advance(HOUR)
        takes(village, number, *[replace(PARKS, key=f"{n}") for n in range(11)])
    assert [one.kind for one in village.owed()][10:] == ["import.summary"]


def claimed(village: Village, *, vetted: bool) -> None:
    """Code for Canada, which has an organizer, or else is vetted."""
    if vetted:
        village.posts("maya", **UNDATED, organization="Code for Canada")
        village.does("maya", lambda work: organizations.vet(work, "Code for Canada", vetted=True))
        with village.desk.work() as work:
            work.db.execute(delete(Membership))
    else:
        village.posts("rosa", **UNDATED, organization="Code for Canada")


@pytest.mark.parametrize("vetted", [True, False])
def test_what_a_feed_says_in_the_name_of_a_known_organization_waits_for_review(
    village: Village, admin: str, *, vetted: bool
) -> None:
    claimed(village, vetted=vetted)
    number = add(village, publish=True)
    takes(village, number, PARKS, title="Some feed")
    takes(village, number, PARKS, NIGHT, title="CODE for Canada")
    assert (village.state(2), village.state(3)) == (OpportunityState.OPEN, OpportunityState.SUBMITTED)
    assert (village.told("posting.review"), village.facts(3).organization.name) == (["maya"], "Code for Canada")


def test_once_an_admin_has_opened_one_a_feed_speaks_for_the_organization(
    village: Village, admin: str, clock: FrozenClock
) -> None:
    claimed(village, vetted=False)
    first, second = add(village, publish=True), add(village, f"{URL}?2", publish=True)
    takes(village, first, PARKS, title="Code for Canada")
    clock.advance(HOUR)
    village.does("maya", lambda work: reviewing.approve(work, 2))
    takes(village, first, PARKS, NIGHT, title="Code for Canada")
    takes(village, second, NIGHT, title="Code for Canada")
    assert (village.state(3), village.state(4)) == (OpportunityState.OPEN, OpportunityState.SUBMITTED)


def test_channels_are_told_of_those_that_opened_only(village: Village, admin: str) -> None:
    claimed(village, vetted=False)
    takes(village, add(village, publish=True), PARKS, NIGHT, title="Code for Canada")
    assert village.owed("import.summary") == []


def test_the_same_items_again_are_the_same_postings(village: Village, admin: str) -> None:
    number = add(village)
    takes(village, number, PARKS, NIGHT, replace(PARKS, title="Twice in one feed"))
    assert takes(village, number, PARKS, NIGHT) == Taken()
    assert (counted(village, Opportunity), counted(village, FeedItem)) == (2, 2)


def test_an_edited_item_edits_its_posting_and_who_signed_up_is_told_of_another_hour(
    village: Village, admin: str
) -> None:
    number = add(village, publish=True)
    takes(village, number, NIGHT)
    village.joins("luc", 1)
    later = replace(NIGHT, title="Hack night!", starts="2026-12-01T19:00:00")
    assert takes(village, number, later) == Taken(changed=1)
    assert takes(village, number, replace(later, text="Bring two")) == Taken(changed=1)
    assert (village.facts(1).opportunity.title, village.facts(1).opportunity.summary) == ("Hack night!", "Bring two")
    assert village.told("signup.moved") == ["luc"]
    assert village.taken(1) == {"Contributor": 1}


def test_what_an_organizer_has_edited_since_stays_as_they_left_it(village: Village, admin: str) -> None:
    number = add(village)
    takes(village, number, PARKS, NIGHT)
    village.edits(admin, 1, **UNDATED, organization="Volunteer & Co", title="Ours now")
    assert takes(village, number, replace(PARKS, title="Theirs"), replace(NIGHT, title="Theirs")) == Taken(changed=1)
    assert [village.facts(n).opportunity.title for n in (1, 2)] == ["Ours now", "Theirs"]


def test_what_has_ended_is_not_edited_nor_posted_again(village: Village, admin: str) -> None:
    number = add(village, publish=True)
    takes(village, number, PARKS)
    village.does(admin, lambda work: life.cancel(work, 1, ""))
    assert takes(village, number, replace(PARKS, title="Again")) == Taken()
    assert (village.state(1), counted(village, Opportunity)) == (OpportunityState.CANCELLED, 1)


def test_a_date_that_an_item_loses_is_not_taken_from_those_who_count_on_it(village: Village, admin: str) -> None:
    number = add(village, publish=True)
    takes(village, number, NIGHT)
    assert takes(village, number, replace(NIGHT, starts="", ends="")) == Taken()
    assert village.facts(1).session is not None


def test_what_vanishes_is_flagged_in_the_digest_once_and_stays_open(
    village: Village, admin: str, clock: FrozenClock
) -> None:
    number = add(village, publish=True)
    takes(village, number, PARKS, NIGHT)
    clock.advance(HOUR)
    assert takes(village, number, NIGHT) == Taken(gone=1)
    found = village.does(admin, digests.digest_now)
    assert found is not None
    assert [one.opportunity.number for one in found.gone.postings] == [1]
    assert (village.state(1), takes(village, number, NIGHT)) == (OpportunityState.OPEN, Taken())
    assert takes(village, number, PARKS, NIGHT) == Taken()
    assert village.does(admin, digests.digest_now) is None


def test_a_feed_that_is_cut_short_has_lost_nothing(village: Village, admin: str) -> None:
    number = add(village, publish=True)
    takes(village, number, PARKS, NIGHT)
    assert takes(village, number, NIGHT, whole=False) == Taken()


@pytest.mark.parametrize(
    "over",
    [
        replace(NIGHT, starts="2026-11-22T18:30:00", ends="2026-11-22T20:30:00"),
        replace(NIGHT, starts="2026-11-01T10:00:00", ends="2026-11-20T10:00:00"),
        replace(PARKS, over="2026-11-22"),
    ],
)
def test_what_is_over_is_not_posted(village: Village, admin: str, over: Item) -> None:
    assert takes(village, add(village), over) == Taken()


@pytest.mark.parametrize(
    "odd",
    [
        replace(NIGHT, ends="2026-12-04T20:30:00"),
        replace(NIGHT, starts="9999-12-31T23:00:00", ends="9999-12-31T23:30:00"),
        replace(NIGHT, timezone="Mars/Olympus"),
        replace(NIGHT, starts="soon"),
        replace(NIGHT, ends="2026-12-01T18:30:00"),
    ],
)
def test_hours_that_cannot_be_are_left_out(village: Village, admin: str, odd: Item) -> None:
    assert takes(village, add(village), odd) == Taken(new=1)
    assert village.facts(1).session is None


@pytest.mark.parametrize(
    "item",
    [
        Item("x", "t" * 1_000, "w " * 9_000, "https://x.example.org/" + "l" * 2_000, "place " * 200),
        Item("k" * 5_000, "<!channel> *bold* @everyone", "\u202e\x00<script>", "javascript:alert(1)"),
        Item("", "\ud800 half", "\udcff"),
        Item("y", "A", timezone="\x00"),
    ],
)
def test_whatever_an_item_says_is_cut_to_size_or_left(village: Village, admin: str, item: Item) -> None:
    takes(village, add(village), item, PARKS, title="Title\ud800 " * 50)
    assert "Map the parks" in {village.facts(n + 1).opportunity.title for n in range(counted(village, Opportunity))}


@pytest.mark.parametrize("title", ["\u200b", "", "\x00"])
def test_an_item_without_a_title_is_no_posting(village: Village, admin: str, title: str) -> None:
    assert takes(village, add(village), replace(PARKS, title=title)) == Taken()


def test_a_feed_that_was_removed_and_comes_again_posts_nothing_twice(village: Village, admin: str) -> None:
    takes(village, add(village, publish=True), PARKS)
    with village.desk.work() as work:
        feeds.remove(work, village.id, feeds.listed(work, village.id)[0].feed.id)
    assert village.state(1) is OpportunityState.OPEN
    again = add(village, publish=True)
    assert takes(village, again, replace(PARKS, title="Edited meanwhile")) == Taken()
    assert (counted(village, Opportunity), village.facts(1).opportunity.title) == (1, "Map the parks")


def test_somebody_else_writes_between_two_batches(village: Village) -> None:
    """Their clock is asked once a transaction."""
    number = add(village)
    turns: list[int] = []

    def now() -> datetime:
        turns.append(1)
        return START

    with village.desk.work() as work:
        known = feeds.claim(work, feeds.found(work, village.id, number))
    reading = Reading("Many", tuple(replace(PARKS, key=f"{n}") for n in range(200)))
    found = feed_items.take_in(Desk(village.desk.engine, now), known, reading, None, None)
    assert (found, counted(village, Opportunity), len(turns)) == (Taken(new=200), 200, 2 + 200 // feed_items.BATCH)


def test_a_feed_without_a_title_is_called_by_its_host(village: Village, desk: Desk) -> None:
    takes(village, add(village), PARKS, title="")
    assert village.facts(1).organization.name == "feeds.example.org"
