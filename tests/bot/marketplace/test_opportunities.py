"""Postings: published, and decided on."""

from datetime import timedelta

import pytest

from bot.errors.administration import AdminsOnly, DateGoneBy, TextNeeded
from bot.errors.organizing import NotYours, WrongState
from bot.errors.typed import TextTooLong
from bot.marketplace import life, reviewing
from bot.marketplace.kinds import Kind
from db.models import Community, OpportunityState
from db.queries.organizations import is_member
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import Village
from tests.town import START

S = OpportunityState


@pytest.fixture
def people(village: Village) -> Village:
    """Rosa and jean post, maya is an admin, ana and luc volunteer."""
    village.people("rosa", "jean", "ana", "luc")
    village.person("maya", admin=True)
    return village


def moderate(village: Village) -> None:
    with village.desk.work() as work:
        work.db.get_one(Community, village.id).moderation = True


def member(village: Village, who: str, number: int) -> bool:
    organization = village.facts(number).organization.id
    with village.work(who) as work:
        return is_member(work.db, organization, village.known(work, who).id)


# publishing


def test_a_new_organizations_first_posting_opens_at_once_and_makes_its_author_an_organizer(people: Village) -> None:
    number = people.posts("rosa")
    assert (people.state(number), member(people, "rosa", number)) == (S.OPEN, True)
    assert people.facts(number).opportunity.published_at == START
    assert people.owed("posting.review", "posting.decided") == []


def test_an_organizers_next_posting_opens_at_once(people: Village) -> None:
    people.posts("rosa")
    assert people.state(people.posts("rosa", organization="  PARKS  Ottàwa")) is S.OPEN


def test_nobody_posts_in_anothers_name_unseen(people: Village) -> None:
    people.posts("rosa")
    number = people.posts("jean")
    assert (people.state(number), member(people, "jean", number)) == (S.SUBMITTED, False)
    assert people.facts(number).opportunity.published_at is None
    assert people.told("posting.review") == ["maya"]


def test_an_admins_posting_opens_at_once_for_anybody(people: Village) -> None:
    moderate(people)
    people.posts("rosa")
    assert people.state(people.posts("maya")) is S.OPEN


@pytest.mark.parametrize("organization", ["Parks Ottawa", "Libraries"])
def test_with_review_on_every_posting_waits(people: Village, organization: str) -> None:
    people.posts("rosa")
    moderate(people)
    assert people.state(people.posts("rosa", organization=organization)) is S.SUBMITTED


def test_numbers_are_short_and_never_given_twice(people: Village) -> None:
    assert [people.posts("rosa") for _ in range(3)] == [1, 2, 3]


def test_a_card_is_owed_where_the_kind_is_announced(people: Village) -> None:
    people.channel("C1")
    people.channel("C2", Kind.EVENT)
    people.posts("rosa", kind="advice", question="Build or buy?")
    assert [one.channel for one in people.owed("card.post")] == ["C1"]
    people.posts("rosa", kind="event")
    assert [one.channel for one in people.owed("card.post")] == ["C1", "C1", "C2"]


# deciding


def submitted(people: Village) -> int:
    people.posts("rosa")
    return people.posts("jean")


def test_approving_opens_a_posting_and_tells_its_author(people: Village) -> None:
    people.channel("C1")
    number = submitted(people)
    people.does("maya", lambda work: reviewing.approve(work, number))
    assert (people.state(number), people.facts(number).opportunity.published_at) == (S.OPEN, START)
    assert people.told("posting.decided") == ["jean"]
    assert len(people.owed("card.post")) == 2


def test_an_organization_with_organizers_keeps_its_own(people: Village) -> None:
    """Who posted runs this posting, and none of the others."""
    number = submitted(people)
    people.does("maya", lambda work: reviewing.approve(work, number))
    assert member(people, "jean", number) is False
    people.does("jean", lambda work: life.pause(work, number))
    assert people.refused("jean", lambda work: life.pause(work, 1)) == NotYours(1)


def test_the_first_author_of_an_organization_becomes_its_organizer_when_approved(people: Village) -> None:
    moderate(people)
    number = people.posts("jean")
    assert member(people, "jean", number) is False
    people.does("maya", lambda work: reviewing.approve(work, number))
    assert member(people, "jean", number) is True


def test_what_is_over_is_not_approved(people: Village, clock: FrozenClock) -> None:
    number = submitted(people)
    clock.advance(timedelta(days=9))
    refusal = people.refused("maya", lambda work: reviewing.approve(work, number))
    assert (refusal, people.state(number)) == (DateGoneBy(number), S.SUBMITTED)


def test_declining_needs_a_text_and_tells_the_author(people: Village) -> None:
    number = submitted(people)
    assert people.refused("maya", lambda work: reviewing.decline(work, number, " \n")) == TextNeeded(number)
    assert people.refused("maya", lambda work: reviewing.decline(work, number, "w" * 1001)) == TextTooLong(1000, 1001)
    assert people.state(number) is S.SUBMITTED
    people.does("maya", lambda work: reviewing.decline(work, number, "  Say where, please. "))
    assert (people.state(number), people.facts(number).opportunity.reason) == (S.DECLINED, "Say where, please.")
    assert (people.told("posting.decided"), member(people, "jean", number)) == (["jean"], False)


@pytest.mark.parametrize("who", ["jean", "rosa", "ana"])
def test_only_admins_decide(people: Village, who: str) -> None:
    number = submitted(people)
    assert people.refused(who, lambda work: reviewing.approve(work, number)) == AdminsOnly()
    assert people.refused(who, lambda work: reviewing.decline(work, number, "no")) == AdminsOnly()


def test_what_was_decided_is_not_decided_again(people: Village) -> None:
    number = submitted(people)
    people.does("maya", lambda work: reviewing.approve(work, number))
    assert people.refused("maya", lambda work: reviewing.approve(work, number)) == WrongState(number, S.OPEN, S.OPEN)
    assert people.refused("maya", lambda work: reviewing.decline(work, number, "no")) == WrongState(
        number, S.OPEN, S.DECLINED
    )


def test_approving_does_not_reopen_what_was_closed(people: Village) -> None:
    number = people.posts("rosa")
    people.does("rosa", lambda work: life.pause(work, number))
    refusal = people.refused("maya", lambda work: reviewing.approve(work, number))
    assert (refusal, people.state(number)) == (WrongState(number, S.PAUSED, S.OPEN), S.PAUSED)
