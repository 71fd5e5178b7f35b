"""What organizers have the bot say: messages to everyone, and who is noted as not having come."""

from bot.delivery.saying import NOTHING, Said, Wording, reader_voice
from bot.marketplace.kinds import Attendance
from bot.messages import attendance, notices
from bot.work import Work
from db.models import Delivery, Notice, Opportunity, Person, Role, Signup


def missed(work: Work, delivery: Delivery) -> Said:
    signup = work.db.get_one(Signup, delivery.subject_id)
    if signup.attendance != Attendance.ABSENT:
        return NOTHING
    return Said(attendance.missed(reader_voice(work, delivery), _opportunity_of(work, signup), signup))


def contested(work: Work, delivery: Delivery) -> Said:
    signup = work.db.get_one(Signup, delivery.subject_id)
    if signup.contested_at is None:
        return NOTHING
    name = work.db.get_one(Person, signup.person_id).name
    return Said(attendance.contested(reader_voice(work, delivery), _opportunity_of(work, signup), signup, name))


def _opportunity_of(work: Work, signup: Signup) -> Opportunity:
    return work.db.get_one(Opportunity, work.db.get_one(Role, signup.role_id).opportunity_id)


def notice(work: Work, delivery: Delivery) -> Said:
    written = work.db.get_one(Notice, delivery.subject_id)
    opportunity = work.db.get_one(Opportunity, written.opportunity_id)
    author = work.db.get_one(Person, written.author_id).name
    return Said(notices.notice(reader_voice(work, delivery), opportunity, author, written))


ORGANIZING: dict[str, Wording] = {
    "notice": notice,
    "signup.missed": missed,
    "signup.contested": contested,
}
