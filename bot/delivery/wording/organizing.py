"""What a posting's organizers are told and asked, and what they have the bot say."""

from bot.delivery.saying import NOTHING, Said, Wording, about, community_voice, reader, reader_voice, redrawing
from bot.marketplace import owners
from bot.marketplace.freshness import is_asked
from bot.marketplace.shortfall import still_looks, still_short
from bot.marketplace.states import LIVE
from bot.messages import drafts, freshness, leaving, notices, shortfall
from bot.messages import owners as owner_words
from bot.messages.message import Message
from bot.work import Work
from db.models import Delivery, Notice, Opportunity, OpportunityState, Person, Role, Session, Signup, SignupState
from db.queries.opportunities import Posting, posting
from db.queries.shortfall import short_roles
from db.queries.signups import current_signups_of_person


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


def author_replaced(work: Work, delivery: Delivery) -> Said:
    facts, former = posting(work.db, delivery.subject_id), reader(work, delivery).id
    heir = facts.opportunity.author_id
    if heir in (None, former):
        return NOTHING
    names = [work.db.get_one(Person, one).name for one in (delivery.facts["by"], heir)]
    stays = owners.stays(work, facts.opportunity, former)
    return Said(owner_words.replaced(reader_voice(work, delivery), facts, names, stays))


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
    """Of the sessions it is about, those that still lack people; one that was moved away is warned of anew."""
    facts, short = _short(work, delivery)
    if not still_looks(work, facts.opportunity) or not short:
        return NOTHING
    return Said(shortfall.warned(reader_voice(work, delivery), facts, short, work.now))


def _short(work: Work, delivery: Delivery) -> tuple[Posting, list[shortfall.Short]]:
    every = [work.db.get_one(Session, one) for one in delivery.facts.get("sessions", [delivery.subject_id])]
    near = [one for one in every if one.warned_at and one.cancelled_at is None and one.starts_at > work.now]
    short = [(one, roles) for one in near if (roles := short_roles(work.db, one.id))]
    return posting(work.db, every[0].opportunity_id), short


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
    facts, short = _short(work, first)
    name, session = work.db.get_one(Person, delivery.facts["by"]).name, work.db.get_one(Session, delivery.facts["of"])
    asked = shortfall.Asked(name, session.helped_at or work.now)
    return shortfall.helped(reader_voice(work, delivery), facts, short, asked, work.now)


def people_left(work: Work, delivery: Delivery) -> Said:
    """Of those who left, who has not come back since."""
    left = [work.db.get_one(Signup, one) for one in delivery.facts["signups"]]
    gone = [one for one in left if not _is_back(work, one)]
    opportunity = work.db.get_one(Opportunity, delivery.subject_id)
    if not gone or opportunity.state not in LIVE:
        return NOTHING
    people = [(about(work, one), work.db.get_one(Person, one.person_id)) for one in gone]
    return Said(leaving.left(reader_voice(work, delivery), opportunity, people))


def _is_back(work: Work, left: Signup) -> bool:
    role = work.db.get_one(Role, left.role_id)
    mine = current_signups_of_person(work.db, role.opportunity_id, left.person_id, work.now)
    return any(one.role_id == left.role_id and one.state is SignupState.IN for one in mine)


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
    "signup.left": people_left,
    "posting.replaced": author_replaced,
    "notice": notice,
}
