"""What is said to who is signed up or waits: of their seat, and of what becomes of the posting."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.delivery.saying import (
    NOTHING,
    Said,
    Wording,
    about,
    live,
    place_of_reader,
    places_of_reader,
    reader,
    reader_voice,
)
from bot.messages import freshness, news, reminders
from bot.messages.about import About
from bot.work import Work
from db.models import Delivery, Opportunity, OpportunityState, Session, Signup, SignupState
from db.queries.seats import place_in_line
from db.queries.sessions import person_on


def promoted(work: Work, delivery: Delivery) -> Said:
    signup = work.db.get_one(Signup, delivery.subject_id)
    if signup.state is not SignupState.IN or not live(work, signup):
        return NOTHING
    return Said(news.promoted(reader_voice(work, delivery), about(work, signup), work.now))


def moved(work: Work, delivery: Delivery) -> Said:
    """One message for all of the reader's dates: the latest of these says it for those before it."""
    mine = [signup for signup in places_of_reader(work, delivery) if live(work, signup)]
    if not mine:
        return NOTHING
    unseated = delivery.facts.get("unseated", [])
    told = [_again(work, signup) if signup.id in unseated else about(work, signup) for signup in mine]
    return Said(news.moved(reader_voice(work, delivery), told, work.now, _what_moved(delivery, told)))


def _what_moved(delivery: Delivery, mine: Sequence[About]) -> news.What:
    """Whether it was the reader's time, the place, or both; either where that is not known."""
    at = any(one.session and one.session.id in delivery.facts.get("moved", []) for one in mine)
    return news.What((at, bool(delivery.facts.get("elsewhere"))))


def _again(work: Work, signup: Signup) -> About:
    """With the place in line of who waits again."""
    place = place_in_line(work.db, signup) if signup.state is SignupState.WAITING else 0
    return replace(about(work, signup), again=place)


def dates_cancelled(work: Work, delivery: Delivery) -> Said:
    """Nobody leaves what is called off, so whoever is owed this has been in it."""
    dates = [work.db.get_one(Session, one) for one in delivery.facts.get("sessions", [delivery.subject_id])]
    opportunity = work.db.get_one(Opportunity, dates[0].opportunity_id)
    return Said(news.dates_cancelled(reader_voice(work, delivery), opportunity, dates))


def unseated(work: Work, delivery: Delivery) -> Said:
    signup = work.db.get_one(Signup, delivery.subject_id)
    if signup.state is not SignupState.WAITING or not live(work, signup):
        return NOTHING
    place = place_in_line(work.db, signup)
    return Said(news.unseated(reader_voice(work, delivery), about(work, signup), place))


def edited(work: Work, delivery: Delivery) -> Said:
    signup = place_of_reader(work, delivery)
    if signup is None or not live(work, signup):
        return NOTHING
    return Said(news.edited(reader_voice(work, delivery), about(work, signup)))


def cancelled(work: Work, delivery: Delivery) -> Said:
    signup = place_of_reader(work, delivery)
    if signup is None:
        return NOTHING
    return Said(news.cancelled(reader_voice(work, delivery), about(work, signup)))


def expired(work: Work, delivery: Delivery) -> Said:
    signup = place_of_reader(work, delivery)
    if signup is None or about(work, signup).opportunity.state is not OpportunityState.EXPIRED:
        return NOTHING
    return Said(freshness.expired(reader_voice(work, delivery), about(work, signup)))


def closed(work: Work, delivery: Delivery) -> Said:
    signup = place_of_reader(work, delivery)
    if signup is None:
        return NOTHING
    return Said(news.closed(reader_voice(work, delivery), about(work, signup)))


def reminder(work: Work, delivery: Delivery) -> Said:
    """Of the date, whichever seat the reader has on it by now: the one it was planned for may have been left."""
    planned = about(work, work.db.get_one(Signup, delivery.subject_id)).session
    if planned is None or planned.starts_at != _planned_for(delivery):
        return NOTHING
    whose = reader(work, delivery)
    seats = [one for one in person_on(work.db, planned.id, whose.id) if one.state is SignupState.IN]
    if not seats or not live(work, seats[0]) or not whose.reminders:
        return NOTHING
    return Said(reminders.reminder(reader_voice(work, delivery), about(work, seats[0]), work.now))


def _planned_for(delivery: Delivery) -> datetime:
    return datetime.fromisoformat(delivery.facts["starts_at"])


WORDING: dict[str, Wording] = {
    "signup.promoted": promoted,
    "signup.moved": moved,
    "session.cancelled": dates_cancelled,
    "signup.unseated": unseated,
    "signup.edited": edited,
    "signup.cancelled": cancelled,
    "signup.closed": closed,
    "signup.expired": expired,
    "reminder.day": reminder,
    "reminder.hour": reminder,
}
