"""What follows for everyone who is in or waits: what they are told."""

from collections.abc import Sequence

from bot import events
from bot.delivery.outbox import Owed, owe_people, take_back_all
from bot.work import Work
from db.models import Notice, Signup
from db.queries.notices import people_of
from db.queries.sessions import signups_on
from db.queries.signups import APPLYING, SEATED, current_signups_to


def tell_moved(work: Work, event: events.Moved) -> None:
    """Who is in what moved; everyone when it is elsewhere. The latest of these messages says what is so now."""
    everyone = current_signups_to(work.db, event.opportunity_id, work.now)
    moved = everyone if event.everyone else signups_on(work.db, event.session_ids)
    _tell(work, event.opportunity_id, "signup.moved", moved, f":{work.now.isoformat()}")


def tell_edited(work: Work, event: events.EditTold) -> None:
    everyone = current_signups_to(work.db, event.opportunity_id, work.now)
    _tell(work, event.opportunity_id, "signup.edited", everyone, f":{work.now.isoformat()}")


def tell_expired(work: Work, event: events.Expired) -> None:
    everyone = current_signups_to(work.db, event.opportunity_id, work.now)
    _tell(work, event.opportunity_id, "signup.expired", everyone, f":{work.now.isoformat()}")


def tell_cancelled(work: Work, event: events.Cancelled) -> None:
    _tell(work, event.opportunity_id, "signup.cancelled", current_signups_to(work.db, event.opportunity_id, work.now))


def tell_of_date(work: Work, event: events.DateCancelled) -> None:
    people = sorted({signup.person_id for signup in signups_on(work.db, [event.session_id])})
    key = f"session:{event.session_id}:cancelled"
    owe_people(work, people, lambda one: Owed(f"{key}:{one}", "session.cancelled", event.session_id, work.now))


def tell_closed(work: Work, event: events.Closed) -> None:
    _tell(work, event.opportunity_id, "signup.closed", current_signups_to(work.db, event.opportunity_id, work.now))


def _tell(work: Work, opportunity_id: int, kind: str, of: Sequence[Signup], turn: str = "") -> None:
    """One message a person, whichever and however many of the roles they are in; the latest of its kind only."""
    people = sorted({signup.person_id for signup in of})
    take_back_all(work, kind, opportunity_id, people)
    owe_people(
        work,
        people,
        lambda one: Owed(
            f"opportunity:{opportunity_id}:{kind}:{one}{turn}",
            kind,
            opportunity_id,
            work.now,
            opportunity_id=opportunity_id,
        ),
    )


def send(work: Work, event: events.NoticeWritten) -> None:
    """To each of those who are there as it is written; who comes later is told other things."""
    notice = work.db.get_one(Notice, event.notice_id)
    states = APPLYING if event.applicants else SEATED
    people = [one.id for one in people_of(work.db, notice.opportunity_id, notice.role_id, work.now, states)]
    owe_people(work, people, lambda one: Owed(f"notice:{notice.id}:{one}", "notice", notice.id, work.now))
