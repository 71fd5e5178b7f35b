"""What the files say that organizers asked for: today's facts, to who still organizes the posting."""

from bot.delivery.saying import NOTHING, Said, Wording, reader, reader_voice
from bot.marketplace.kinds import Kind
from bot.marketplace.permissions import organizes
from bot.messages import files
from bot.messages.files import About
from bot.work import Work
from db.models import Community, Delivery, Opportunity
from db.queries.applications import applications_of
from db.queries.files import everyone_applied, everyone_seated


def _about(work: Work, delivery: Delivery) -> About | None:
    """None where the reader organizes it no longer."""
    opportunity = work.db.get_one(Opportunity, delivery.subject_id)
    if not organizes(work, reader(work, delivery), opportunity):
        return None
    return About(opportunity, work.now, work.db.get_one(Community, opportunity.community_id).timezone)


def roster(work: Work, delivery: Delivery) -> Said:
    about = _about(work, delivery)
    session = delivery.facts.get("session")
    rows = everyone_seated(work.db, delivery.subject_id, int(session) if session else None) if about else []
    if about is None or not rows:
        return NOTHING
    taking_part = [signup.id for _session, _role, signup, _who in rows] if _is_research(about) else []
    return Said(files.roster_file(reader_voice(work, delivery), about, rows, applications_of(work.db, taking_part)))


def _is_research(about: About) -> bool:
    return about.opportunity.kind == Kind.RESEARCH


def applicants(work: Work, delivery: Delivery) -> Said:
    about = _about(work, delivery)
    rows = everyone_applied(work.db, delivery.subject_id) if about else []
    return Said(files.applicants_file(reader_voice(work, delivery), about, rows)) if about and rows else NOTHING


def in_doubt(work: Work, delivery: Delivery) -> Said:
    about = _about(work, delivery)
    return Said(files.in_doubt(reader_voice(work, delivery), about.opportunity)) if about else NOTHING


WORDING: dict[str, Wording] = {
    "file.roster": roster,
    "file.applicants": applicants,
    "doubt.file": in_doubt,
}
