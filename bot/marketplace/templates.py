"""Templates: drafts without dates that others are started from."""

from bot.marketplace import posting
from bot.marketplace.drafting import read_draft
from bot.marketplace.opportunities import write
from bot.marketplace.permissions import organized, person
from bot.work import Work
from db.models import Opportunity, OpportunityState, Organization


def keep(work: Work, number: int) -> Opportunity:
    """Keeps a copy of the posting as a template, which later changes to it leave as it is.

    Raises NoSuchOpportunity, NotYours, or Faults for an old posting that could not be posted today.
    """
    organization = work.db.get_one(Organization, organized(work, number).organization_id)
    known, _carries = posting.start_duplicate(work, number)
    draft = read_draft(known, work.now)  # type: ignore[arg-type]
    template = write(work, draft, organization, OpportunityState.DRAFT)
    template.template, template.author_id = True, person(work).id
    return template
