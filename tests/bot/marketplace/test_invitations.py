"""Asking somebody to join: who may be asked, how often, and whose yes it is."""

from datetime import timedelta

import pytest

from bot.errors.invitations import AlreadyInvited, AlreadyInvolved, InvitationOver, NotMet, SaidNo, TooManyInvitations
from bot.errors.organizing import NotYours
from bot.errors.signing_up import NoSuchOpportunity, NotOpen, RoleFull
from bot.errors.typed import NoLongerThere
from bot.marketplace import invitations, life, opportunities
from bot.marketplace.invitations import Invited, accept, decline, invite
from bot.work import Work
from db.models import Invitation, SignupState
from db.queries.people import account_of
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import TEAM, UNDATED, Village, draft
from tests.town import STARTS


@pytest.fixture
def village(desk: object, village: Village) -> Village:
    """People whose user ids look like a platform's; Rosa's #1."""
    village.people("UROSA", "UANA", "ULUC", "UJEAN")
    village.posts("UROSA")
    return village


def asks(village: Village, who: str, role: str = "designer", number: int = 1, by: str = "UROSA") -> Invited:
    return village.does(by, lambda work: invite(work, TEAM, number, f"<@{who}|x> {role}"))


def refused(village: Village, who: str, role: str = "designer", number: int = 1, by: str = "UROSA") -> object:
    return village.refused(by, lambda work: invite(work, TEAM, number, f"<@{who}|x> {role}"))


def invited(village: Village) -> list[str | None]:
    """What each invitation was answered, oldest first."""
    return village.sees(lambda work: [one.answer for one in work.db.query(Invitation).order_by(Invitation.id)])


def test_nobody_is_in_by_being_asked(village: Village) -> None:
    asks(village, "UANA")
    assert (village.signups("UANA"), village.taken(1)["Designer"]) == ([], 0)
    assert village.told("invitation") == ["UANA"]


def test_the_mention_may_stand_anywhere_and_bear_no_name(village: Village) -> None:
    done = village.does("UROSA", lambda work: invite(work, TEAM, 1, "developer <@UANA>"))
    assert (done.role, done.person.name) == ("Developer", "UANA")


def test_only_its_organizers_ask_and_only_for_what_is_open(village: Village) -> None:
    assert refused(village, "UANA", by="UJEAN") == NotYours(1)
    assert refused(village, "UANA", number=9) == NoSuchOpportunity(9)
    village.does("UROSA", lambda work: life.pause(work, 1))
    assert refused(village, "UANA") == NotOpen(1, "paused")


def test_strangers_and_closed_accounts_are_asked_about(village: Village) -> None:
    assert refused(village, "UZED") == NotMet("UZED")
    assert refused(village, "U0BOT") == NotMet("U0BOT")

    def close(work: Work) -> None:
        account = account_of(work.db, village.place, "UANA")
        assert account is not None
        account.checked_at = None

    village.does("UROSA", close)
    assert refused(village, "UANA") == NotMet("UANA")


def test_somebody_of_another_workspace_is_nobody_here(village: Village) -> None:
    Village(village.desk, "T0ELSEWHERE").person("UFAR")
    assert refused(village, "UFAR") == NotMet("UFAR")


def test_a_yes_is_only_ones_own(village: Village) -> None:
    asks(village, "UANA")
    assert village.refused("ULUC", lambda work: accept(work, 1)) == NoLongerThere()
    assert village.refused("ULUC", lambda work: decline(work, 1)) == NoLongerThere()
    village.does("UANA", lambda work: accept(work, 1))
    assert (village.signups("UANA"), invited(village)) == ([(SignupState.IN, 0)], ["yes"])


def test_a_yes_takes_no_seat_that_is_not_there(village: Village) -> None:
    asks(village, "UANA")
    village.joins("ULUC", 1, "designer")
    assert isinstance(village.refused("UANA", lambda work: accept(work, 1)), RoleFull)
    assert invited(village) == [None], "it can still be answered"
    village.joins("UANA", 1, "designer")
    assert (village.signups("UANA")[0][0], invited(village)) == (SignupState.WAITING, ["yes"])


def test_one_open_invitation_a_person_and_posting(village: Village) -> None:
    asks(village, "UANA")
    assert refused(village, "UANA", "developer") == AlreadyInvited(1, "UANA")
    village.posts("UROSA")
    asks(village, "UANA", number=2)
    assert invited(village) == [None, None]


def test_who_is_in_waits_or_said_no_is_not_asked(village: Village) -> None:
    village.joins("ULUC", 1, "designer")
    assert refused(village, "ULUC") == AlreadyInvolved(1, "ULUC", "Designer")
    asks(village, "UANA")
    village.does("UANA", lambda work: decline(work, 1))
    village.does("UANA", lambda work: decline(work, 1))
    assert refused(village, "UANA", "developer") == SaidNo(1, "UANA")
    assert village.told("invitation.declined") == ["UROSA"], "once"


def test_who_said_no_may_think_again(village: Village) -> None:
    asks(village, "UANA")
    village.does("UANA", lambda work: decline(work, 1))
    village.does("UANA", lambda work: accept(work, 1))
    assert village.signups("UANA") == [(SignupState.IN, 0)]


def test_so_many_a_day(village: Village, clock: FrozenClock) -> None:
    people = village.people(*[f"UP{n:02}" for n in range(invitations.MOST + 1)])
    for one in people[:-1]:
        asks(village, one)
    assert refused(village, people[-1]) == TooManyInvitations(invitations.MOST)
    clock.advance(timedelta(days=1))
    asks(village, people[-1])


def test_it_lapses_when_it_starts(village: Village, clock: FrozenClock) -> None:
    asks(village, "UANA")
    (owed,) = village.owed("invitation")
    assert owed.expires_at == STARTS
    clock.move_to(STARTS)
    assert village.refused("UANA", lambda work: accept(work, 1)) == InvitationOver(1)
    assert village.refused("UANA", lambda work: decline(work, 1)) == InvitationOver(1)
    assert refused(village, "ULUC") == InvitationOver(1)


def test_what_lapsed_does_not_keep_from_being_asked_anew(village: Village, clock: FrozenClock) -> None:
    number = village.posts("UROSA", repeat="week", until=STARTS.date() + timedelta(days=14))
    asks(village, "UANA", number=number)
    clock.move_to(STARTS + timedelta(hours=3))
    village.does("UROSA", life.complete_past)
    asks(village, "UANA", number=number)
    assert invited(village) == ["lapsed", None]


def test_what_was_cancelled_is_over_for_who_was_asked(village: Village) -> None:
    asks(village, "UANA")
    village.does("UROSA", lambda work: life.cancel(work, 1, ""))
    assert village.refused("UANA", lambda work: accept(work, 1)) == NotOpen(1, "cancelled")
    assert village.refused("UANA", lambda work: decline(work, 1)) == InvitationOver(1)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_a_role_somebody_was_asked_to_can_be_taken_away(village: Village) -> None:
    number = village.posts("UROSA", **UNDATED)
    asks(village, "UANA", number=number)
    village.does("UROSA", lambda work: opportunities.edit(work, number, draft(work, roles="Developer 2", **UNDATED)))
    assert village.refused("UANA", lambda work: accept(work, 1)) == InvitationOver(number)
    assert asks(village, "UANA", "developer", number).role == "Developer"
