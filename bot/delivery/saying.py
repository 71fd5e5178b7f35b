"""What every wording needs: what may be said, to whom, in whose language."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from bot.marketplace.people import voice_of
from bot.marketplace.states import LIVE
from bot.messages.about import About
from bot.messages.file import File
from bot.messages.message import Message
from bot.messages.voice import Voice
from bot.work import Work
from db.models import (
    Account,
    Community,
    Delivery,
    DeliveryState,
    Opportunity,
    Person,
    Role,
    Session,
    Signup,
    SignupState,
)
from db.queries.signups import current_signups_of_person


@dataclass(frozen=True, slots=True)
class Said:
    """The message or file, if there still is anything to say. `edits` is the message it rewrites, if it rewrites one;
    `later` asks to come back when the card it rewrites has been posted."""

    message: Message | File | None
    edits: str | None = None
    later: bool = False


NOTHING = Said(None)
FILES = "file."
"""What the kinds of deliveries that are files begin with. One in doubt is never sent again: see `sending`."""
ON_ITS_WAY = (DeliveryState.READY, DeliveryState.SENDING, DeliveryState.UNKNOWN)
Wording = Callable[[Work, Delivery], Said]
Redrawn = Callable[[Work, Delivery, Delivery], Message | None]


def redrawing(word: Redrawn) -> Wording:
    """Rewrites the message of an earlier delivery, `first`, in its place: `word` says what it reads now, if anything.
    While that message is on its way, it comes back later."""

    @wraps(word)
    def redrawn(work: Work, delivery: Delivery) -> Said:
        first = work.db.get_one(Delivery, delivery.subject_id)
        if first.message is None:
            return Said(None, later=first.state in ON_ITS_WAY)
        message = word(work, delivery, first)
        return Said(message, edits=first.message) if message else NOTHING

    return redrawn


def about(work: Work, signup: Signup) -> About:
    role = work.db.get_one(Role, signup.role_id)
    session = work.db.get(Session, role.session_id) if role.session_id else None
    opportunity = work.db.get_one(Opportunity, role.opportunity_id)
    return About(opportunity, role, session, contact(work, opportunity), signup.state)


def contact(work: Work, opportunity: Opportunity) -> str:
    """Whom to reach: the name of who posted it; empty for an imported one."""
    return work.db.get_one(Person, opportunity.author_id).name if opportunity.author_id else ""


def place_of_reader(work: Work, delivery: Delivery) -> Signup | None:
    """The reader's sign-up to the opportunity; of several the one with a seat."""
    return next(iter(places_of_reader(work, delivery)), None)


def places_of_reader(work: Work, delivery: Delivery) -> list[Signup]:
    """The reader's sign-ups to what is to come of the opportunity, those with a seat first."""
    mine = current_signups_of_person(work.db, delivery.subject_id, reader(work, delivery).id, work.now)
    return sorted(mine, key=lambda signup: signup.state is not SignupState.IN)


def live(work: Work, signup: Signup) -> bool:
    """Whether there is still something to come to."""
    role = work.db.get_one(Role, signup.role_id)
    session = work.db.get_one(Session, role.session_id) if role.session_id else None
    if session is not None and (session.cancelled_at is not None or session.ends_at <= work.now):
        return False
    return work.db.get_one(Opportunity, role.opportunity_id).state in LIVE


def reader(work: Work, delivery: Delivery) -> Person:
    account = work.db.get_one(Account, delivery.account_id)
    return work.db.get_one(Person, account.person_id)


def reader_voice(work: Work, delivery: Delivery) -> Voice:
    return voice_of(reader(work, delivery))


def community_voice(work: Work, community_id: int) -> Voice:
    community = work.db.get_one(Community, community_id)
    return Voice(community.language, community.timezone)
