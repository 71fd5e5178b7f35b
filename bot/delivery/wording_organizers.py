"""What each kind of delivery to a posting's organizers says, worked out when it is sent."""

from bot.delivery.saying import NOTHING, ON_ITS_WAY, Said, Wording, reader, reader_voice
from bot.marketplace import owners
from bot.marketplace.freshness import is_asked
from bot.messages import drafts, freshness, shortfall
from bot.messages import owners as owner_words
from bot.messages.voice import Voice
from bot.work import Work
from db.models import Community, Delivery, Opportunity, OpportunityState, Person, Session
from db.queries.opportunities import posting
from db.queries.shortfall import short_roles


def fell_due(work: Work, delivery: Delivery) -> Said:
    facts = posting(work.db, delivery.subject_id)
    if facts.opportunity.state is OpportunityState.CANCELLED:
        return NOTHING
    return Said(drafts.fell_due(reader_voice(work, delivery), facts))


def owner_added(work: Work, delivery: Delivery) -> Said:
    facts = posting(work.db, delivery.subject_id)
    if reader(work, delivery).id not in owners.organizers(work, facts.opportunity):
        return NOTHING
    return Said(owner_words.added(reader_voice(work, delivery), facts))


def passed_on(work: Work, delivery: Delivery) -> Said:
    """Those that are still the reader's to run."""
    passed = [work.db.get_one(Opportunity, one) for one in delivery.facts["opportunities"]]
    own = [one for one in passed if reader(work, delivery).id in owners.organizers(work, one)]
    name = work.db.get_one(Person, delivery.subject_id).name
    return Said(owner_words.passed(reader_voice(work, delivery), name, own)) if own else NOTHING


def asked_open(work: Work, delivery: Delivery) -> Said:
    facts = posting(work.db, delivery.subject_id)
    if not is_asked(facts.opportunity) or reader(work, delivery).id not in owners.organizers(work, facts.opportunity):
        return NOTHING
    return Said(freshness.asked(reader_voice(work, delivery), facts))


def asked_open_redrawn(work: Work, delivery: Delivery) -> Said:
    first = work.db.get_one(Delivery, delivery.subject_id)
    if first.message is None:
        return Said(None, later=first.state in ON_ITS_WAY)
    facts = posting(work.db, first.subject_id)
    word = freshness.asked if is_asked(facts.opportunity) else freshness.answered
    return Said(word(reader_voice(work, delivery), facts), edits=first.message)


def fell_short(work: Work, delivery: Delivery) -> Said:
    session = work.db.get_one(Session, delivery.subject_id)
    facts, roles = posting(work.db, session.opportunity_id), short_roles(work.db, session.id)
    moved_away = session.warned_at is None
    if facts.opportunity.state is not OpportunityState.OPEN or not roles or moved_away or session.starts_at <= work.now:
        return NOTHING
    return Said(shortfall.warned(reader_voice(work, delivery), facts, session, roles, work.now))


def help_wanted(work: Work, delivery: Delivery) -> Said:
    session = work.db.get_one(Session, delivery.subject_id)
    facts, roles = posting(work.db, session.opportunity_id), short_roles(work.db, session.id)
    if facts.opportunity.state is not OpportunityState.OPEN or not roles or session.starts_at <= work.now:
        return NOTHING
    community = work.db.get_one(Community, facts.opportunity.community_id)
    voice = Voice(community.language, community.timezone)
    return Said(shortfall.wanted(voice, facts, session, roles, work.now))


WORDING: dict[str, Wording] = {
    "posting.due": fell_due,
    "posting.fresh": asked_open,
    "posting.fresh.redraw": asked_open_redrawn,
    "posting.short": fell_short,
    "posting.help": help_wanted,
    "posting.owner": owner_added,
    "posting.passed": passed_on,
}
"""Joined with the others in `bot.delivery.wording`."""
