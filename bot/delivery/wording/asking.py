"""What is said where people are asked: to join, for an answer, for help."""

from bot.delivery.saying import NOTHING, ON_ITS_WAY, Said, Wording, community_voice, reader, reader_voice, redrawing
from bot.marketplace import invitations as rules
from bot.marketplace.matching import common
from bot.messages import invitations, questions, shortfall
from bot.messages.message import Message
from bot.work import Work
from db.models import (
    Delivery,
    DeliveryState,
    Invitation,
    Opportunity,
    OpportunityState,
    Person,
    Question,
    Role,
    Session,
)
from db.queries.delivery import state_of
from db.queries.opportunities import posting
from db.queries.sessions import person_on
from db.queries.shortfall import short_roles


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


@redrawing
def invitation_redrawn(work: Work, delivery: Delivery, first: Delivery) -> Message:
    invitation = work.db.get_one(Invitation, first.subject_id)
    opportunity = work.db.get_one(Opportunity, invitation.opportunity_id)
    return invitations.answered(reader_voice(work, delivery), opportunity, invitation)


def invitation_declined(work: Work, delivery: Delivery) -> Said:
    invitation = work.db.get_one(Invitation, delivery.subject_id)
    opportunity = work.db.get_one(Opportunity, invitation.opportunity_id)
    name = work.db.get_one(Person, invitation.person_id).name
    return Said(invitations.declined(reader_voice(work, delivery), opportunity, name))


def question_posted(work: Work, delivery: Delivery) -> Said:
    question = work.db.get_one(Question, delivery.subject_id)
    opportunity = work.db.get_one(Opportunity, question.opportunity_id)
    return Said(questions.asked(community_voice(work, opportunity.community_id), question, _asker(work, question)))


def question_told(work: Work, delivery: Delivery) -> Said:
    """After it stands in the thread, so that it can say where to answer."""
    question = work.db.get_one(Question, delivery.subject_id)
    state = state_of(work.db, f"question:{question.id}:post")
    if state in ON_ITS_WAY:
        return Said(None, later=True)
    posted = state is DeliveryState.SENT
    opportunity = work.db.get_one(Opportunity, question.opportunity_id)
    name, voice = _asker(work, question), reader_voice(work, delivery)
    return Said(questions.told(voice, opportunity, question, name, posted=posted))


def _asker(work: Work, question: Question) -> str:
    """The name to be said; empty for who asks without it."""
    return work.db.get_one(Person, question.person_id).name if question.named else ""


def asked_for_help(work: Work, delivery: Delivery) -> Said:
    """Of somebody whom it matches; nothing once they are in, or want no such messages."""
    session, who = work.db.get_one(Session, delivery.subject_id), reader(work, delivery)
    facts, roles = posting(work.db, session.opportunity_id), short_roles(work.db, session.id)
    over = facts.opportunity.state is not OpportunityState.OPEN or session.starts_at <= work.now
    if over or not roles or not who.may_be_asked or person_on(work.db, session.id, who.id):
        return NOTHING
    skills = common(facts.opportunity, roles, who.skills, who.work_languages, who.hours_per_week).skills
    wanted = shortfall.Wanted(facts, session, roles)
    return Said(shortfall.wanted_of(reader_voice(work, delivery), wanted, skills, work.now))


WORDING: dict[str, Wording] = {
    "invitation": invited,
    "invitation.redraw": invitation_redrawn,
    "invitation.declined": invitation_declined,
    "question.post": question_posted,
    "question.told": question_told,
    "posting.asked": asked_for_help,
}
