"""What a posting's organizers are told and asked, and what they have the bot say."""

from bot.delivery.saying import NOTHING, Said, Wording, community_voice, reader, reader_voice, redrawing
from bot.marketplace import owners
from bot.marketplace.freshness import is_asked
from bot.marketplace.shortfall import still_short
from bot.messages import drafts, freshness, notices, shortfall
from bot.messages import owners as owner_words
from bot.messages.message import Message
from bot.work import Work
from db.models import Delivery, Notice, Opportunity, OpportunityState, Person, Session
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


@redrawing
def asked_open_redrawn(work: Work, delivery: Delivery, first: Delivery) -> Message:
    facts = posting(work.db, first.subject_id)
    word = freshness.asked if is_asked(facts.opportunity) else freshness.answered
    return word(reader_voice(work, delivery), facts)


def expired(work: Work, delivery: Delivery) -> Said:
    facts = posting(work.db, delivery.subject_id)
    over = facts.opportunity.state is OpportunityState.EXPIRED
    if not over or reader(work, delivery).id not in owners.organizers(work, facts.opportunity):
        return NOTHING
    return Said(freshness.ended(reader_voice(work, delivery), facts))


def fell_short(work: Work, delivery: Delivery) -> Said:
    session = work.db.get_one(Session, delivery.subject_id)
    facts, roles = posting(work.db, session.opportunity_id), short_roles(work.db, session.id)
    moved_away = session.warned_at is None
    if facts.opportunity.state is not OpportunityState.OPEN or not roles or moved_away or session.starts_at <= work.now:
        return NOTHING
    return Said(shortfall.warned(reader_voice(work, delivery), facts, session, roles, work.now))


def help_wanted(work: Work, delivery: Delivery) -> Said:
    session = work.db.get_one(Session, delivery.subject_id)
    if not still_short(work, session, work.db.get_one(Opportunity, session.opportunity_id)):
        return NOTHING
    return Said(_wanted(work, session))


def _wanted(work: Work, session: Session) -> Message:
    facts, roles = posting(work.db, session.opportunity_id), short_roles(work.db, session.id)
    voice = community_voice(work, facts.opportunity.community_id)
    return shortfall.wanted(voice, facts, session, roles, work.now)


@redrawing
def help_redrawn(work: Work, delivery: Delivery, first: Delivery) -> Message:
    session = work.db.get_one(Session, first.subject_id)
    opportunity = work.db.get_one(Opportunity, session.opportunity_id)
    if still_short(work, session, opportunity):
        return _wanted(work, session)
    return shortfall.no_longer(community_voice(work, opportunity.community_id), opportunity, session, work.now)


@redrawing
def short_redrawn(work: Work, delivery: Delivery, first: Delivery) -> Message:
    session = work.db.get_one(Session, first.subject_id)
    facts = posting(work.db, session.opportunity_id)
    name = work.db.get_one(Person, delivery.facts["by"]).name
    return shortfall.helped(reader_voice(work, delivery), facts, session, name, work.now)


def notice(work: Work, delivery: Delivery) -> Said:
    written = work.db.get_one(Notice, delivery.subject_id)
    opportunity = work.db.get_one(Opportunity, written.opportunity_id)
    author = work.db.get_one(Person, written.author_id).name
    return Said(notices.notice(reader_voice(work, delivery), opportunity, author, written))


WORDING: dict[str, Wording] = {
    "posting.due": fell_due,
    "posting.fresh": asked_open,
    "posting.fresh.redraw": asked_open_redrawn,
    "posting.expired": expired,
    "posting.short": fell_short,
    "posting.short.redraw": short_redrawn,
    "posting.help": help_wanted,
    "posting.help.redraw": help_redrawn,
    "posting.owner": owner_added,
    "posting.passed": passed_on,
    "notice": notice,
}
