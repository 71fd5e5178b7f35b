"""What deliveries about applications say: to who applied, and to who should answer."""

from bot.delivery.saying import NOTHING, Said, Wording, about, live, reader_voice, redrawing
from bot.marketplace.states import LIVE
from bot.messages import answers
from bot.messages.message import Message
from bot.work import Work
from db.models import Delivery, Opportunity, OpportunityState, Signup, SignupState
from db.queries.applications import applicant, applying_counted
from db.queries.signups import APPLYING


def counted(work: Work, delivery: Delivery) -> Said:
    """How many wait, once the first does."""
    opportunity = work.db.get_one(Opportunity, delivery.subject_id)
    count = applying_counted(work.db, opportunity.id)
    return Said(answers.counted(reader_voice(work, delivery), opportunity, count)) if count else NOTHING


@redrawing
def counted_anew(work: Work, delivery: Delivery, first: Delivery) -> Message:
    """The same message as it should be now."""
    opportunity = work.db.get_one(Opportunity, first.subject_id)
    count = applying_counted(work.db, opportunity.id)
    return answers.counted(reader_voice(work, delivery), opportunity, count)


def accepted(work: Work, delivery: Delivery) -> Said:
    signup = work.db.get_one(Signup, delivery.subject_id)
    if signup.state is not SignupState.IN or not live(work, signup):
        return NOTHING
    found = applicant(work.db, signup.id)
    text = found.application.text if found else ""
    return Said(answers.accepted(reader_voice(work, delivery), about(work, signup), work.now, text))


def declined(work: Work, delivery: Delivery) -> Said:
    found = applicant(work.db, delivery.subject_id)
    if found is None or found.signup.state is not SignupState.REFUSED:
        return NOTHING
    voice, text = reader_voice(work, delivery), found.application.text
    return Said(answers.declined(voice, about(work, found.signup), text))


def ended(work: Work, delivery: Delivery) -> Said:
    found = applicant(work.db, delivery.subject_id)
    if found is None or found.signup.state is not SignupState.REFUSED:
        return NOTHING
    return Said(answers.ended(reader_voice(work, delivery), about(work, found.signup), work.now))


def deadline_reached(work: Work, delivery: Delivery) -> Said:
    opportunity = work.db.get_one(Opportunity, delivery.subject_id)
    if opportunity.state not in LIVE:
        return NOTHING
    count = applying_counted(work.db, opportunity.id)
    return Said(answers.deadline_reached(reader_voice(work, delivery), opportunity, count))


def late(work: Work, delivery: Delivery) -> Said:
    """To who should answer; nothing where they have meanwhile."""
    opportunity = work.db.get_one(Opportunity, delivery.subject_id)
    count = applying_counted(work.db, opportunity.id)
    if not count or opportunity.state not in LIVE:
        return NOTHING
    last = bool(delivery.facts["last"]) and opportunity.state is OpportunityState.PAUSED
    return Said(answers.late(reader_voice(work, delivery), opportunity, count, last=last))


def still_waiting(work: Work, delivery: Delivery) -> Said:
    """To who waits; nothing where they were answered meanwhile."""
    signup = work.db.get_one(Signup, delivery.subject_id)
    if signup.state not in APPLYING or not live(work, signup):
        return NOTHING
    return Said(answers.still_waiting(reader_voice(work, delivery), about(work, signup)))


WORDING: dict[str, Wording] = {
    "applicants.count": counted,
    "applicants.count.redraw": counted_anew,
    "application.accepted": accepted,
    "application.declined": declined,
    "application.ended": ended,
    "application.late": still_waiting,
    "applicants.deadline": deadline_reached,
    "applicants.late": late,
}
