"""Looking around: what is open, what is mine, what waits; a page at a time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from bot.marketplace.naming import folded
from bot.marketplace.permissions import must_be_admin, person
from bot.marketplace.states import EDITABLE
from bot.work import Work
from db.models import Opportunity, OpportunityState, Role, Session, Signup, SignupState
from db.queries.attendance import minutes_given
from db.queries.listing import Page, open_opportunities, opportunities_in_state, opportunities_of
from db.queries.opportunities import Posting, postings
from db.queries.seats import place_in_line
from db.queries.signups import current_signups_of, current_signups_of_person

SIZE = 10
MOST_ORGANIZED = 5


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of postings. `words` is what was looked for."""

    postings: tuple[Posting, ...]
    page: int
    pages: int
    total: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Mine:
    """A current sign-up or application with all around it. `place` counts from 1 on the waiting list; 0 for a seat.

    `several`: the same person has other roles of this opportunity too; `dates`: on other dates.
    """

    signup: Signup
    role: Role
    opportunity: Opportunity
    session: Session | None
    place: int
    several: bool = False
    dates: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What somebody's own page shows: what they are in, the newest of what they organize and goes on, what is open."""

    mine: Sequence[Mine]
    organized: Listing
    open: Listing


def around(work: Work, page: int) -> Around:
    ids, total = opportunities_of(work.db, person(work).id, Page(1, MOST_ORGANIZED), states=EDITABLE)
    return Around(mine(work), _listing(work, ids, total, Page(1, MOST_ORGANIZED)), browse(work, "", page))


def browse(work: Work, words: str, page: int, size: int = SIZE) -> Listing:
    """A page of what is open and mentions all of the words. A page past the end is the last one."""
    wanted, asker = folded(words).split(), person(work)
    ids, total = open_opportunities(work.db, asker.community_id, wanted, work.now, Page(max(page, 1), size))
    if total and not ids:
        return browse(work, words, ceil(total / size), size)
    return _listing(work, ids, total, Page(max(page, 1), size), words)


def organized_by_me(work: Work, page: int) -> Listing:
    ids, total = opportunities_of(work.db, person(work).id, Page(max(page, 1), SIZE))
    if total and not ids:
        return organized_by_me(work, ceil(total / SIZE))
    return _listing(work, ids, total, Page(max(page, 1), SIZE))


def templates(work: Work, page: int) -> Listing:
    """The templates of what the asker organizes."""
    ids, total = opportunities_of(work.db, person(work).id, Page(max(page, 1), SIZE), template=True)
    if total and not ids:
        return templates(work, ceil(total / SIZE))
    return _listing(work, ids, total, Page(max(page, 1), SIZE))


def waiting_for_review(work: Work, page: int) -> Listing:
    """Raises AdminsOnly."""
    must_be_admin(work)
    wanted = Page(max(page, 1), SIZE)
    ids, total = opportunities_in_state(work.db, person(work).community_id, OpportunityState.SUBMITTED, wanted)
    if total and not ids:
        return waiting_for_review(work, ceil(total / SIZE))
    return _listing(work, ids, total, wanted)


def _listing(work: Work, ids: list[int], total: int, page: Page, words: str = "") -> Listing:
    pages = max(ceil(total / page.size), 1)
    return Listing(tuple(postings(work.db, ids)), min(page.number, pages), pages, total, words)


def mine(work: Work) -> list[Mine]:
    """What the asker is in, waits for or applied to, soonest first."""
    found = current_signups_of(work.db, person(work).id, work.now)
    roles = Counter(opportunity.id for _signup, _role, opportunity, _session in found)
    dates = Counter(session.opportunity_id for session in {session for *_rest, session in found if session})
    return [
        Mine(
            signup,
            role,
            opportunity,
            session,
            _place(work, signup),
            roles[opportunity.id] > 1,
            dates[opportunity.id] > 1,
        )
        for signup, role, opportunity, session in found
    ]


def my_hours(work: Work) -> Sequence[tuple[Opportunity, int]]:
    """The minutes noted for the asker, by posting, the latest first."""
    return minutes_given(work.db, person(work).id)


def _place(work: Work, signup: Signup) -> int:
    return place_in_line(work.db, signup) if signup.state is SignupState.WAITING else 0


def have_seat(work: Work, opportunity_id: int) -> bool:
    """Whether the asker is in, and does not only wait."""
    signups = current_signups_of_person(work.db, opportunity_id, person(work).id, work.now)
    return any(signup.state is SignupState.IN for signup in signups)


def my_roles(work: Work, opportunity_id: int) -> frozenset[int]:
    """The ids of the opportunity's roles that the asker is in or waits for."""
    signups = current_signups_of_person(work.db, opportunity_id, person(work).id, work.now)
    return frozenset(signup.role_id for signup in signups)
