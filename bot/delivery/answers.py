"""What deliveries about applications say: to who applied, and to who should answer."""

from bot.delivery.saying import NOTHING, ON_ITS_WAY, Said, Wording, about, live, reader_voice
from bot.messages import answers
from bot.work import Work
from db.models import Delivery, Opportunity, Signup, SignupState
from db.queries.applications import applicant, applying_counted


def counted(work: Work, delivery: Delivery) -> Said:
    """How many wait, once the first does."""
    opportunity = work.db.get_one(Opportunity, delivery.subject_id)
    count = applying_counted(work.db, opportunity.id)
    return Said(answers.counted(reader_voice(work, delivery), opportunity, count)) if count else NOTHING


def counted_anew(work: Work, delivery: Delivery) -> Said:
    """The same message as it should be now."""
    first = work.db.get_one(Delivery, delivery.subject_id)
    if first.message is None:
        return Said(None, later=first.state in ON_ITS_WAY)
    opportunity = work.db.get_one(Opportunity, first.subject_id)
    count = applying_counted(work.db, opportunity.id)
    return Said(answers.counted(reader_voice(work, delivery), opportunity, count), edits=first.message)


def accepted(work: Work, delivery: Delivery) -> Said:
    signup = work.db.get_one(Signup, delivery.subject_id)
    if signup.state is not SignupState.IN or not live(work, signup):
        return NOTHING
    return Said(answers.accepted(reader_voice(work, delivery), about(work, signup), work.now))


def declined(work: Work, delivery: Delivery) -> Said:
    found = applicant(work.db, delivery.subject_id)
    if found is None or found.signup.state is not SignupState.REFUSED:
        return NOTHING
    voice, text = reader_voice(work, delivery), found.application.text
    return Said(answers.declined(voice, about(work, found.signup), text))


ANSWERS: dict[str, Wording] = {
    "applicants.count": counted,
    "applicants.count.redraw": counted_anew,
    "application.accepted": accepted,
    "application.declined": declined,
}
"""A part of `bot.delivery.wording.WORDING`."""
