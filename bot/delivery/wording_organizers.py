"""What each kind of delivery to a posting's organizers says, worked out when it is sent."""

from bot.delivery.saying import NOTHING, Said, Wording, reader, reader_voice
from bot.marketplace import owners
from bot.messages import drafts
from bot.messages import owners as owner_words
from bot.work import Work
from db.models import Delivery, Opportunity, OpportunityState, Person
from db.queries.opportunities import posting


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


WORDING: dict[str, Wording] = {
    "posting.due": fell_due,
    "posting.owner": owner_added,
    "posting.passed": passed_on,
}
"""Joined with the others in `bot.delivery.wording`."""
