"""What is said where people are asked: to join, for an answer, for help; worked out when it is sent."""

from bot.delivery.saying import NOTHING, ON_ITS_WAY, Said, Wording, reader_voice
from bot.marketplace import invitations as rules
from bot.messages import invitations
from bot.work import Work
from db.models import Delivery, Invitation, Opportunity, Person, Role, Session
from db.queries.opportunities import posting


def invited(work: Work, delivery: Delivery) -> Said:
    invitation = work.db.get_one(Invitation, delivery.subject_id)
    if invitation.answer is not None or not rules.is_live(work, invitation):
        return NOTHING
    role = work.db.get_one(Role, invitation.role_id)
    session = work.db.get_one(Session, role.session_id) if role.session_id else None
    asked = invitations.Asked(
        invitation.id,
        posting(work.db, invitation.opportunity_id),
        role,
        session,
        work.db.get_one(Person, invitation.author_id).name,
    )
    return Said(invitations.invitation(reader_voice(work, delivery), asked, work.now))


def invitation_redrawn(work: Work, delivery: Delivery) -> Said:
    first = work.db.get_one(Delivery, delivery.subject_id)
    if first.message is None:
        return Said(None, later=first.state in ON_ITS_WAY)
    invitation = work.db.get_one(Invitation, first.subject_id)
    opportunity = work.db.get_one(Opportunity, invitation.opportunity_id)
    told = invitations.answered(reader_voice(work, delivery), opportunity, invitation)
    return Said(told, edits=first.message)


def invitation_declined(work: Work, delivery: Delivery) -> Said:
    invitation = work.db.get_one(Invitation, delivery.subject_id)
    opportunity = work.db.get_one(Opportunity, invitation.opportunity_id)
    name = work.db.get_one(Person, invitation.person_id).name
    return Said(invitations.declined(reader_voice(work, delivery), opportunity, name))


WORDING: dict[str, Wording] = {
    "invitation": invited,
    "invitation.redraw": invitation_redrawn,
    "invitation.declined": invitation_declined,
}
"""Joined with the others in `bot.delivery.wording`."""
