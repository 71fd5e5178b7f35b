"""Asking somebody to join: they are signed up by their own yes only, and by the same rule as everybody."""

import re
from dataclasses import dataclass
from datetime import timedelta

from bot import events
from bot.errors.invitations import (
    AlreadyInvited,
    AlreadyInvolved,
    InvitationAnswered,
    InvitationOver,
    InvitedOneself,
    PersonNeeded,
    RoleToName,
    SaidNo,
    TooManyInvitations,
)
from bot.errors.signing_up import NotOpen
from bot.errors.typed import NoLongerThere
from bot.marketplace import signups
from bot.marketplace.people import met
from bot.marketplace.permissions import asker, organized
from bot.work import Work
from db.models import Invitation, Opportunity, OpportunityState, Person, Role, Session
from db.queries import invitations as queries
from db.queries.applications import refused_before
from db.queries.communities import place_of
from db.queries.seats import Seat, seats_numbered

MENTION = re.compile(r"<@([UW][A-Z0-9]{2,20})(?:\|[^<>]*)?>")
"""Somebody, as the platform writes them into a command."""
MOST, WITHIN = 20, timedelta(hours=24)
"""So many people an organizer may ask in so long."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Who was asked to take which role of what."""

    opportunity: Opportunity
    role: str
    person: Person


def invite(work: Work, team: str, number: int, words: str) -> Invited:
    """Asks the person mentioned in `words`; the rest of it names the role, which may be left out where there is one.

    Raises NoSuchOpportunity, NotYours, PersonNeeded, NotMet, InvitedOneself, RoleToName, NoSuchRole, NotOpen,
    AlreadyOver, DateGone, InvitationOver, AlreadyInvolved, AlreadyInvited, SaidNo or TooManyInvitations.
    """
    opportunity = organized(work, number)
    if opportunity.state is not OpportunityState.OPEN:
        raise NotOpen(number, opportunity.state)
    person, role_name = _person(work, team, number, words)
    seat = _seat(work, number, person, role_name)
    _must_be_askable(work, opportunity, person, seat)
    invitation = Invitation(
        opportunity_id=opportunity.id,
        role_id=seat.role_id,
        person_id=person.id,
        author_id=asker(work).id,
        created_at=work.now,
    )
    work.db.add(invitation)
    work.db.flush()
    work.happened(events.Invited(invitation.id))
    return Invited(opportunity, seat.role, person)


def _person(work: Work, team: str, number: int, words: str) -> tuple[Person, str]:
    """Who is meant, and the words beside. Raises PersonNeeded, NotMet or InvitedOneself."""
    found, place = MENTION.search(words), place_of(work.db, "slack", team)
    if found is None or place is None:
        raise PersonNeeded(number, words[:80])
    person = met(work, place, found[1])
    if person.id == asker(work).id:
        raise InvitedOneself(number)
    return person, f"{words[: found.start()]} {words[found.end() :]}".strip()


def _seat(work: Work, number: int, person: Person, role_name: str) -> Seat:
    """The role meant, as that person finds it. Raises RoleToName, NoSuchRole, or why nobody can sign up for it."""
    seats = seats_numbered(work.sql, person.community_id, number, person.id)
    if not role_name and len(seats) > 1:
        raise RoleToName(number, tuple(seat.role for seat in seats))
    seat = signups.seat_named(seats, role_name) if role_name else seats[0]
    signups.must_take_signups(work, seat)
    if seat.starts_at is not None and seat.starts_at <= work.now:
        raise InvitationOver(number)
    return seat


def _must_be_askable(work: Work, opportunity: Opportunity, person: Person, seat: Seat) -> None:
    """Nobody is asked twice, nor who has answered. Raises what keeps this person from being asked."""
    number, name = opportunity.number, person.name
    if seat.signup_state is not None or refused_before(work.db, seat.role_id, person.id):
        raise AlreadyInvolved(number, name, seat.role)
    if queries.said_no(work.db, opportunity.id, person.id):
        raise SaidNo(number, name)
    waiting = queries.open_invitation(work.db, opportunity.id, person.id)
    if waiting is not None and is_live(work, waiting):
        raise AlreadyInvited(number, name)
    if queries.invitations_since(work.db, asker(work).id, work.now - WITHIN) >= MOST:
        raise TooManyInvitations(MOST)
    if waiting is not None:
        waiting.answer, waiting.answered_at = queries.LAPSED, work.now
        work.db.flush()


def is_live(work: Work, invitation: Invitation) -> bool:
    """Whether it can still be said yes to: the posting is open, and what it is for has not begun."""
    opportunity = work.db.get_one(Opportunity, invitation.opportunity_id)
    return opportunity.state is OpportunityState.OPEN and not _begun(work, invitation)


def _begun(work: Work, invitation: Invitation) -> bool:
    """Whether its session has started or was called off, or its role is gone."""
    role = work.db.get(Role, invitation.role_id) if invitation.role_id else None
    if role is None or role.session_id is None:
        return role is None
    session = work.db.get_one(Session, role.session_id)
    return session.starts_at <= work.now or session.cancelled_at is not None


def accept(work: Work, invitation_id: int) -> signups.Outcome:
    """Signs the asker up for what they were asked to, if they were.

    Raises NoLongerThere, InvitationOver, and whatever signing up raises.
    """
    invitation, number = _mine(work, invitation_id)
    if _begun(work, invitation):
        raise InvitationOver(number)
    return signups.sign_up(work, signups.seat_with_id(work, invitation.role_id or 0), or_wait=False)


def decline(work: Work, invitation_id: int) -> Opportunity:
    """Notes that the asker does not want to; they are not asked again for this posting.

    Raises NoLongerThere, InvitationOver, InvitationAnswered.
    """
    invitation, number = _mine(work, invitation_id)
    if invitation.answer == queries.YES:
        raise InvitationAnswered(number)
    if invitation.answer != queries.NO:
        if not is_live(work, invitation):
            raise InvitationOver(number)
        invitation.answer, invitation.answered_at = queries.NO, work.now
        work.happened(events.InvitationDeclined(invitation.id))
    return work.db.get_one(Opportunity, invitation.opportunity_id)


def _mine(work: Work, invitation_id: int) -> tuple[Invitation, int]:
    """The asker's invitation, and its posting's number. Raises NoLongerThere."""
    invitation = work.db.get(Invitation, invitation_id)
    if invitation is None or invitation.person_id != asker(work).id:
        raise NoLongerThere
    return invitation, work.db.get_one(Opportunity, invitation.opportunity_id).number
