"""What each kind of delivery says, worked out when it is sent: today's facts, the reader's language and zone.

A kind that has nothing left to say (the person left, the posting was cancelled) says nothing, and is not sent.
"""

from datetime import datetime

from bot.delivery import wording_organizers
from bot.delivery.said import NOTHING, ON_ITS_WAY, Said, Wording
from bot.delivery.said import reader as _reader
from bot.delivery.said import reader_voice as _reader_voice
from bot.marketplace import digests
from bot.marketplace.states import LIVE
from bot.messages import cards, digest, freshness, news, reminders
from bot.messages.voice import Voice
from bot.work import Work
from db.models import (
    Card,
    Community,
    Delivery,
    DeliveryState,
    Opportunity,
    OpportunityState,
    Person,
    Role,
    Session,
    Signup,
    SignupState,
)
from db.queries.delivery import state_of
from db.queries.opportunities import posting
from db.queries.signups import current_signups_of_person, place_in_line

__all__ = ["NOTHING", "WORDING", "Said", "Wording"]


def card_posted(work: Work, delivery: Delivery) -> Said:
    card = work.db.get_one(Card, delivery.subject_id)
    facts = posting(work.db, card.opportunity_id)
    if facts.opportunity.state not in LIVE and card.message is None:
        return NOTHING
    return Said(cards.card(_community_voice(work, facts.opportunity.community_id), facts, work.now))


def card_repainted(work: Work, delivery: Delivery) -> Said:
    card = work.db.get_one(Card, delivery.subject_id)
    if card.message is None:
        return Said(None, later=_still_to_come(work, card))
    facts = posting(work.db, card.opportunity_id)
    message = cards.card(_community_voice(work, facts.opportunity.community_id), facts, work.now)
    return Said(message, edits=card.message)


def _still_to_come(work: Work, card: Card) -> bool:
    return state_of(work.db, f"card:{card.id}:post") in ON_ITS_WAY


def promoted(work: Work, delivery: Delivery) -> Said:
    signup = work.db.get_one(Signup, delivery.subject_id)
    if signup.state is not SignupState.IN or not _live(work, signup):
        return NOTHING
    return Said(news.promoted(_reader_voice(work, delivery), _about(work, signup), work.now))


def moved(work: Work, delivery: Delivery) -> Said:
    signup = _place_of_reader(work, delivery)
    if signup is None or not _live(work, signup):
        return NOTHING
    return Said(news.moved(_reader_voice(work, delivery), _about(work, signup), work.now))


def unseated(work: Work, delivery: Delivery) -> Said:
    signup = work.db.get_one(Signup, delivery.subject_id)
    if signup.state is not SignupState.WAITING or not _live(work, signup):
        return NOTHING
    place = place_in_line(work.db, signup)
    return Said(news.unseated(_reader_voice(work, delivery), _about(work, signup), place))


def edited(work: Work, delivery: Delivery) -> Said:
    signup = _place_of_reader(work, delivery)
    if signup is None or not _live(work, signup):
        return NOTHING
    return Said(news.edited(_reader_voice(work, delivery), _about(work, signup)))


def cancelled(work: Work, delivery: Delivery) -> Said:
    signup = _place_of_reader(work, delivery)
    if signup is None:
        return NOTHING
    return Said(news.cancelled(_reader_voice(work, delivery), _about(work, signup)))


def expired(work: Work, delivery: Delivery) -> Said:
    signup = _place_of_reader(work, delivery)
    if signup is None or _about(work, signup).opportunity.state is not OpportunityState.EXPIRED:
        return NOTHING
    return Said(freshness.expired(_reader_voice(work, delivery), _about(work, signup)))


def closed(work: Work, delivery: Delivery) -> Said:
    signup = _place_of_reader(work, delivery)
    if signup is None:
        return NOTHING
    return Said(news.closed(_reader_voice(work, delivery), _about(work, signup)))


def reminder(work: Work, delivery: Delivery) -> Said:
    signup = work.db.get_one(Signup, delivery.subject_id)
    about = _about(work, signup)
    wanted = work.db.get_one(Person, signup.person_id).reminders
    if signup.state is not SignupState.IN or not _live(work, signup) or not wanted:
        return NOTHING
    if about.session is None or about.session.starts_at != _planned_for(delivery):
        return NOTHING
    return Said(reminders.reminder(_reader_voice(work, delivery), about, work.now))


def _planned_for(delivery: Delivery) -> datetime:
    return datetime.fromisoformat(delivery.facts["starts_at"])


def review_asked(work: Work, delivery: Delivery) -> Said:
    facts = posting(work.db, delivery.subject_id)
    if facts.opportunity.state is not OpportunityState.SUBMITTED or not _reader(work, delivery).admin:
        return NOTHING
    return Said(news.review_asked(_reader_voice(work, delivery), facts, work.now))


def review_redrawn(work: Work, delivery: Delivery) -> Said:
    first = work.db.get_one(Delivery, delivery.subject_id)
    if first.message is None:
        return Said(None, later=first.state in ON_ITS_WAY)
    facts = posting(work.db, first.subject_id)
    waits = facts.opportunity.state is OpportunityState.SUBMITTED
    word = news.review_asked if waits and _reader(work, delivery).admin else news.reviewed
    return Said(word(_reader_voice(work, delivery), facts, work.now), edits=first.message)


def decided(work: Work, delivery: Delivery) -> Said:
    facts = posting(work.db, delivery.subject_id)
    if facts.opportunity.state not in LIVE | {OpportunityState.DECLINED}:
        return NOTHING
    edited = bool(delivery.facts.get("edited"))
    return Said(news.decided(_reader_voice(work, delivery), facts, edited=edited))


def digest_due(work: Work, delivery: Delivery) -> Said:
    community = work.db.get_one(Community, delivery.subject_id)
    since = datetime.fromisoformat(delivery.facts["since"])
    found = digests.digest(work, community, since) if _reader(work, delivery).admin else None
    return Said(digest.digest(_reader_voice(work, delivery), found)) if found else NOTHING


def imported(work: Work, delivery: Delivery) -> Said:
    voice = _community_voice(work, delivery.subject_id)
    return Said(news.imported(voice, int(delivery.facts["count"])))


def undeliverable(work: Work, delivery: Delivery) -> Said:
    lost = work.db.get_one(Delivery, delivery.subject_id)
    if lost.state is not DeliveryState.PARKED or not _reader(work, delivery).admin:
        return NOTHING
    voice, reason = _reader_voice(work, delivery), lost.fault or ""
    if lost.channel is not None:
        return Said(news.undeliverable(voice, lost.channel, reason))
    return Said(news.unreachable(voice, _reader(work, lost).name, reason))


WORDING: dict[str, Wording] = {
    "card.post": card_posted,
    "card.repaint": card_repainted,
    "signup.promoted": promoted,
    "signup.moved": moved,
    "signup.unseated": unseated,
    "signup.edited": edited,
    "signup.cancelled": cancelled,
    "signup.closed": closed,
    "signup.expired": expired,
    "reminder.day": reminder,
    "reminder.hour": reminder,
    "posting.review": review_asked,
    "posting.review.redraw": review_redrawn,
    "posting.decided": decided,
    **wording_organizers.WORDING,
    "digest": digest_due,
    "import.summary": imported,
    "undeliverable": undeliverable,
}
"""Every kind of delivery there is."""


def _about(work: Work, signup: Signup) -> news.About:
    role = work.db.get_one(Role, signup.role_id)
    session = work.db.get(Session, role.session_id) if role.session_id else None
    opportunity = work.db.get_one(Opportunity, role.opportunity_id)
    return news.About(opportunity, role, session, _contact(work, opportunity), signup.state)


def _contact(work: Work, opportunity: Opportunity) -> str:
    """Whom to reach: the name of who posted it; empty for an imported one."""
    return work.db.get_one(Person, opportunity.author_id).name if opportunity.author_id else ""


def _place_of_reader(work: Work, delivery: Delivery) -> Signup | None:
    """The reader's sign-up to the opportunity; of several the one with a seat."""
    mine = current_signups_of_person(work.db, delivery.subject_id, _reader(work, delivery).id)
    seats = [signup for signup in mine if signup.state is SignupState.IN]
    return next(iter(seats or mine), None)


def _live(work: Work, signup: Signup) -> bool:
    """Whether there is still something to come to."""
    role = work.db.get_one(Role, signup.role_id)
    if role.session_id is not None and work.db.get_one(Session, role.session_id).ends_at <= work.now:
        return False
    return work.db.get_one(Opportunity, role.opportunity_id).state in LIVE


def _community_voice(work: Work, community_id: int) -> Voice:
    community = work.db.get_one(Community, community_id)
    return Voice(community.language, community.timezone)
