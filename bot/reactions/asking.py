"""What follows where people are asked: to join, for an answer, for help."""

from datetime import timedelta

from bot import events
from bot.delivery.outbox import THREAD, Owed, owe_channel, owe_people, owe_redraws
from bot.marketplace import owners, shortfall
from bot.marketplace.permissions import asker
from bot.reactions import organizing
from bot.work import Work
from db.models import Card, Channel, Invitation, Opportunity, Question, Role, Session
from db.queries import invitations
from db.queries.shortfall import first_warned_with, helped_sessions_of

SOON = timedelta(seconds=5)
"""By then a question usually stands in its thread; where it does not, telling of it waits half a minute more."""


def tell_invitee(work: Work, event: events.Invited) -> None:
    invitation = work.db.get_one(Invitation, event.invitation_id)
    role = work.db.get(Role, invitation.role_id) if invitation.role_id else None
    session = work.db.get_one(Session, role.session_id) if role and role.session_id else None
    until = session.starts_at if session else None
    key = _key(invitation.id)
    owe_people(work, [invitation.person_id], lambda _one: Owed(key, "invitation", invitation.id, work.now, until))


def _key(invitation_id: int) -> str:
    return f"invitation:{invitation_id}"


def agree(work: Work, event: events.SignedUp | events.JoinedWaitingList | events.Applied) -> None:
    """Whoever was asked to and came in, by whatever way, has said yes."""
    agreed = invitations.agree(work.sql, event.opportunity_id, asker(work).id, work.now)
    if agreed is not None:
        owe_redraws(work, "invitation.redraw", [_key(agreed)])


def tell_inviter(work: Work, event: events.InvitationDeclined) -> None:
    """Who asked learns of a no, once; the message that asked has no buttons any more."""
    invitation = work.db.get_one(Invitation, event.invitation_id)
    key = f"{_key(invitation.id)}:declined"
    owe_people(work, [invitation.author_id], lambda _one: Owed(key, "invitation.declined", invitation.id, work.now))
    owe_redraws(work, "invitation.redraw", [_key(invitation.id)])


def post_question(work: Work, event: events.QuestionAsked) -> None:
    """Into the thread of the card, where there is one."""
    question = work.db.get_one(Question, event.question_id)
    if question.card_id is None:
        return
    card = work.db.get_one(Card, question.card_id)
    owed = Owed(f"question:{question.id}:post", "question.post", question.id, work.now, facts={THREAD: card.message})
    owe_channel(work, work.db.get_one(Channel, card.channel_id), owed)


def tell_of_question(work: Work, event: events.QuestionAsked) -> None:
    """To its organizers, once it stands in the thread, or cannot."""
    question = work.db.get_one(Question, event.question_id)
    due = work.now if question.card_id is None else work.now + SOON
    opportunity = work.db.get_one(Opportunity, question.opportunity_id)
    owe_people(
        work,
        owners.organizers(work, opportunity),
        lambda one: Owed(f"question:{question.id}:told:{one}", "question.told", question.id, due),
    )


def redraw_warnings(work: Work, event: events.HelpWanted) -> None:
    """What warned the organizers says who asked, and offers it no more."""
    session = work.db.get_one(Session, event.session_id)
    everyone = owners.organizers(work, work.db.get_one(Opportunity, event.opportunity_id))
    first = first_warned_with(work.db, session)
    warned = [organizing.short_key(first, one) for one in everyone] if first else []
    owe_redraws(work, "posting.short.redraw", warned, by=asker(work).id, of=session.id)


def redraw_help(work: Work, event: events.Moved) -> None:
    """What asks a channel for help says the new time or place."""
    for session in helped_sessions_of(work.db, event.opportunity_id, work.now):
        owe_redraws(work, "posting.help.redraw", shortfall.posts(work, session))


def ask_for_help(work: Work, event: events.HelpWanted) -> None:
    """In the channels that were chosen, and of the people whom it matches."""
    session, until = event.session_id, work.db.get_one(Session, event.session_id).starts_at
    for channel_id in event.channel_ids:
        key = shortfall.post_key(session, channel_id)
        owe_channel(work, work.db.get_one(Channel, channel_id), Owed(key, "posting.help", session, work.now, until))
    owe_people(
        work,
        event.person_ids,
        lambda one: Owed(f"session:{session}:asked:{one}", "posting.asked", session, work.now, until),
    )
