"""What follows where people are asked: to join, for an answer, for help. Joined in `bot.reactions`."""

from bot import events
from bot.delivery.outbox import Owed, owe_people, owe_redraws
from bot.marketplace.permissions import asker
from bot.work import Work
from db.models import Invitation, Role, Session
from db.queries import invitations


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
