"""What follows for everyone who is in or waits: what they are told."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot import events
from bot.delivery.outbox import Owed, owe_people, take_back, take_back_all
from bot.work import Work
from db.models import Signup
from db.queries.delivery import owed_about
from db.queries.sessions import people_by_date, signups_on
from db.queries.signups import current_signups_to


def tell_moved(work: Work, event: events.Moved) -> None:
    """Who is in what moved; everyone when it is elsewhere. The latest of these messages says what is so now, also that
    a seat is gone, which is then told in no other; where it says so for an earlier one too, not which of both it was.
    """
    everyone = current_signups_to(work.db, event.opportunity_id, work.now)
    moved = everyone if event.everyone else signups_on(work.db, event.session_ids)
    unseated = list(owed_about(work.db, "signup.unseated", [one.id for one in moved]))
    take_back(work, ["signup.unseated"], signup_ids=unseated)
    people = sorted({signup.person_id for signup in moved})
    earlier = take_back_all(work, "signup.moved", event.opportunity_id, people)
    what = {} if earlier else {"moved": list(event.session_ids), "elsewhere": event.everyone}
    facts: dict[str, Any] = {"unseated": unseated, **what}
    _tell(work, moved, replace(_now(work, event.opportunity_id, "signup.moved"), facts=facts))


def tell_edited(work: Work, event: events.EditTold) -> None:
    """Everyone who is not told of a move."""
    told = {one.person_id for one in signups_on(work.db, event.moved)}
    everyone = current_signups_to(work.db, event.opportunity_id, work.now)
    others = [one for one in everyone if one.person_id not in told]
    _tell(work, others, _now(work, event.opportunity_id, "signup.edited"))


def tell_expired(work: Work, event: events.Expired) -> None:
    everyone = current_signups_to(work.db, event.opportunity_id, work.now)
    _tell(work, everyone, _now(work, event.opportunity_id, "signup.expired"))


def tell_cancelled(work: Work, event: events.Cancelled) -> None:
    everyone = current_signups_to(work.db, event.opportunity_id, work.now)
    _tell(work, everyone, _once(work, event.opportunity_id, "signup.cancelled"))


def tell_of_dates(work: Work, event: events.DatesCancelled) -> None:
    """One message a person, of those of the dates that they are in, wait for or applied to."""
    dates: dict[int, list[int]] = {}
    for person_id, session_id in people_by_date(work.db, event.session_ids):
        dates.setdefault(person_id, []).append(session_id)
    owe_people(work, sorted(dates), lambda one: _cancelled(work, one, dates[one]))


def _cancelled(work: Work, person_id: int, session_ids: list[int]) -> Owed:
    first, facts = session_ids[0], {"sessions": session_ids}
    return Owed(f"session:{first}:cancelled:{person_id}", "session.cancelled", first, work.now, facts=facts)


def tell_closed(work: Work, event: events.Closed) -> None:
    everyone = current_signups_to(work.db, event.opportunity_id, work.now)
    _tell(work, everyone, _once(work, event.opportunity_id, "signup.closed"))


def _once(work: Work, opportunity_id: int, kind: str) -> Owed:
    """What is owed to each, its key lacking who that is."""
    key = f"opportunity:{opportunity_id}:{kind}"
    return Owed(key, kind, opportunity_id, work.now, opportunity_id=opportunity_id)


def _now(work: Work, opportunity_id: int, kind: str) -> Owed:
    """The same for what may happen again."""
    owed = _once(work, opportunity_id, kind)
    return replace(owed, key=f"{owed.key}:{work.now.isoformat()}")


def _tell(work: Work, of: Sequence[Signup], owed: Owed) -> None:
    """One message a person, whichever and however many of the roles they are in; the latest of its kind only."""
    people = sorted({signup.person_id for signup in of})
    take_back_all(work, owed.kind, owed.subject_id, people)
    owe_people(work, people, lambda one: replace(owed, key=f"{owed.key}:{one}"))


def send(work: Work, event: events.NoticeWritten) -> None:
    key = f"notice:{event.notice_id}"
    owe_people(work, event.person_ids, lambda one: Owed(f"{key}:{one}", "notice", event.notice_id, work.now))
