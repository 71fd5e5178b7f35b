"""What an edit had for a consequence: who is told of it, who got a seat by it, and who lost theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import events
from bot.work import Work
from db.models import Opportunity, Person, Signup
from db.queries.sessions import signups_on
from db.queries.signups import current_signups_to


@dataclass(frozen=True, slots=True)
class Edited:
    """How many people there are, and how many of them are told that it moved, or that it was changed; the names of who
    moved up from the waiting list, and of who was moved there."""

    opportunity: Opportunity
    people: int
    moved: int
    told: int
    seated: Sequence[str]
    waiting: Sequence[str]


def edited(work: Work, opportunity: Opportunity) -> Edited:
    """After the edit, in the same work."""
    work.react()
    everyone = _people(current_signups_to(work.db, opportunity.id, work.now))
    moved: set[int] = set()
    for event in work.past:
        if isinstance(event, events.Moved):
            moved |= everyone if event.everyone else _people(signups_on(work.db, event.session_ids))
    told = everyone if any(isinstance(event, events.EditTold) for event in work.past) else set()
    return Edited(
        opportunity,
        people=len(everyone),
        moved=len(moved),
        told=len(told - moved),
        seated=_names(work, events.Promoted),
        waiting=_names(work, events.Unseated),
    )


def _people(signups: Sequence[Signup]) -> set[int]:
    return {signup.person_id for signup in signups}


def _names(work: Work, what: type[events.Promoted] | type[events.Unseated]) -> list[str]:
    """Whom it happened to, once each."""
    signups = [work.db.get_one(Signup, event.signup_id) for event in work.past if isinstance(event, what)]
    return [work.db.get_one(Person, one).name for one in dict.fromkeys(signup.person_id for signup in signups)]
