"""What each kind of delivery says, worked out when it is sent: today's facts, the reader's language and zone.

A kind that has nothing left to say (the person left, the posting was cancelled) says nothing, and is not sent.
"""

from datetime import datetime

from bot.delivery import files, wording_asking, wording_organizers
from bot.delivery.answers import ANSWERS
from bot.delivery.organizing import ORGANIZING
from bot.delivery.saying import NOTHING, ON_ITS_WAY, Said, Wording
from bot.delivery.saying import about as _about
from bot.delivery.saying import community_voice as _community_voice
from bot.delivery.saying import live as _live
from bot.delivery.saying import place_of_reader as _place_of_reader
from bot.delivery.saying import places_of_reader as _places_of_reader
from bot.delivery.saying import reader as _reader
from bot.delivery.saying import reader_voice as _reader_voice
from bot.marketplace import digests
from bot.marketplace.states import LIVE
from bot.messages import cards, digest, feeds, freshness, news, reminders
from bot.work import Work
from db.models import (
    Card,
    Community,
    Delivery,
    DeliveryState,
    Feed,
    OpportunityState,
    Person,
    Session,
    Signup,
    SignupState,
)
from db.queries.delivery import state_of
from db.queries.opportunities import posting
from db.queries.sessions import person_on
from db.queries.signups import place_in_line


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
    """One message for all of the reader's dates: the latest of these says it for those before it."""
    mine = [_about(work, signup) for signup in _places_of_reader(work, delivery) if _live(work, signup)]
    if not mine:
        return NOTHING
    return Said(news.moved(_reader_voice(work, delivery), mine, work.now))


def date_cancelled(work: Work, delivery: Delivery) -> Said:
    session = work.db.get_one(Session, delivery.subject_id)
    mine = person_on(work.db, session.id, _reader(work, delivery).id)
    if not mine or session.cancelled_at is None:
        return NOTHING
    return Said(news.date_cancelled(_reader_voice(work, delivery), _about(work, mine[0])))


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


def feed_failed(work: Work, delivery: Delivery) -> Said:
    feed = work.db.get(Feed, delivery.subject_id)
    if feed is None or not feed.fault or not _reader(work, delivery).admin:
        return NOTHING
    return Said(feeds.failed(_reader_voice(work, delivery), feed))


WORDING: dict[str, Wording] = {
    "card.post": card_posted,
    "card.repaint": card_repainted,
    "signup.promoted": promoted,
    "signup.moved": moved,
    "session.cancelled": date_cancelled,
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
    **ORGANIZING,
    **wording_organizers.WORDING,
    **files.WORDING,
    **wording_asking.WORDING,
    "digest": digest_due,
    "import.summary": imported,
    "undeliverable": undeliverable,
    **ANSWERS,
    "feed.failed": feed_failed,
}
"""Every kind of delivery there is."""
