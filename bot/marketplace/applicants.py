"""Deciding on who applied: looked through a page at a time, shortlisted, accepted, declined."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from bot import events
from bot.errors.applications import NoApplication, NoLongerWaiting, NoSeatLeft
from bot.errors.dates import DateGone
from bot.errors.signing_up import AlreadyOver, NoSuchOpportunity
from bot.errors.typed import NoLongerThere
from bot.marketplace import filters
from bot.marketplace.filters import Filter, Mark
from bot.marketplace.given import carried, choice, whole
from bot.marketplace.life import reason_in
from bot.marketplace.naming import folded
from bot.marketplace.permissions import asker, organized
from bot.marketplace.states import LIVE
from bot.messages.form import Answer
from bot.work import Work
from db.models import Opportunity, Session, SignupState
from db.queries import applications as queries
from db.queries.applications import Applicant
from db.queries.seats import take_seat
from db.queries.sessions import next_session
from db.queries.signups import APPLYING

S = SignupState
SIZE = 10
STATES = (S.APPLIED, S.SHORTLISTED, S.IN, S.REFUSED)
"""An application's, in the order in which they are looked through."""
TYPED = {
    S.APPLIED: ("waiting", "attente"),
    S.SHORTLISTED: ("shortlisted", "preselection"),
    S.IN: ("accepted", "acceptees"),
    S.REFUSED: ("declined", "refusees"),
}
"""What is typed for each, in either language; the beginning will do."""


@dataclass(frozen=True, slots=True)
class Applicants:
    """One page of an opportunity's applicants in one state; `counts` are of every state that any is in. Both are of
    those that the filter takes."""

    opportunity: Opportunity
    state: SignupState
    counts: Mapping[SignupState, int]
    rows: tuple[Applicant, ...]
    page: int
    filter: Filter = field(default_factory=Filter)
    offered: tuple[Mark, ...] = ()
    """What can be filtered by."""


@dataclass(frozen=True, slots=True)
class Look:
    """One application; `following` is the next sign-up that nobody has looked at."""

    opportunity: Opportunity
    applicant: Applicant
    following: int | None

    @property
    def decidable(self) -> bool:
        return self.applicant.signup.state in APPLYING and self.opportunity.state in LIVE


def applicants(work: Work, number: int, words: str, page: int) -> Applicants:
    """A page of who applied. `words` may begin with a state, else it is the first that anybody is in; the rest is of a
    name. A page past the end is the last. Raises NoSuchOpportunity or NotYours."""
    state, name = _typed(words)
    return _page(work, organized(work, number), state, Filter(words=filters.cut(name)), page)


def turned(work: Work, about: str, page: int) -> Applicants:
    """The same, as a button names it: "12:applied:en,skills:words". Raises NoLongerThere as well."""
    number, state, marks, words = [*about.split(":", 3), "", "", ""][:4]
    wanted = choice(SignupState, state)
    if wanted not in STATES:
        raise NoLongerThere
    return _page(work, organized(work, whole(number)), wanted, filters.read(marks, words), page)


def _page(work: Work, opportunity: Opportunity, wanted: SignupState | None, sieve: Filter, page: int) -> Applicants:
    everyone = queries.everyone_applying(work.db, opportunity.id)
    shown = [(signup, state) for signup, state, who, role in everyone if sieve.takes(opportunity, who, role)]
    counts = Counter(state for _signup, state in shown)
    state = wanted or next((one for one in STATES if counts[one]), S.APPLIED)
    ids = [signup for signup, one in shown if one is state]
    turned_to = min(max(page, 1), max(ceil(len(ids) / SIZE), 1))
    rows = queries.applicants_with(work.db, ids[(turned_to - 1) * SIZE : turned_to * SIZE])
    marks = filters.offered(opportunity, {role.id: role for *_about, role in everyone}.values())
    return Applicants(opportunity, state, dict(counts), tuple(rows), turned_to, sieve, marks)


def _typed(words: str) -> tuple[SignupState | None, str]:
    """The state that the words begin with, if they do, and the rest of them."""
    first, _, rest = words.strip().partition(" ")
    wanted = folded(first)
    for one, said in TYPED.items():
        if wanted and any(word.startswith(wanted) for word in said):
            return one, rest.strip()
    return None, words.strip()


def look(work: Work, signup_id: int) -> Look:
    """Raises NoSuchOpportunity for what is gone or another community's, NotYours, or NoApplication."""
    opportunity = queries.opportunity_of_signup(work.db, signup_id)
    if opportunity is None or opportunity.community_id != asker(work).community_id:
        raise NoSuchOpportunity(None)
    organized(work, opportunity.number)
    found = queries.applicant(work.db, signup_id)
    if found is None:
        raise NoApplication(opportunity.number)
    return Look(opportunity, found, queries.next_applying(work.db, opportunity.id, signup_id))


def undecided(work: Work, signup_id: int) -> Look:
    """The same, where it can still be decided. Raises NoLongerWaiting as well."""
    found = look(work, signup_id)
    if not found.decidable:
        raise NoLongerWaiting(found.opportunity.number, found.applicant.person.name)
    return found


def shortlist(work: Work, signup_id: int) -> Look:
    """Sets it apart to be looked at again. The applicant is not told. Raises what `undecided` raises."""
    found = undecided(work, signup_id)
    found.applicant.signup.state = S.SHORTLISTED
    return found


def unlist(work: Work, signup_id: int) -> Look:
    """Puts it back among the others. Raises what `undecided` raises."""
    found = undecided(work, signup_id)
    found.applicant.signup.state = S.APPLIED
    return found


def accept(work: Work, signup_id: int, text: str = "") -> Look:
    """Gives the applicant a seat, and tells them so with that text. Raises what `undecided` raises, DateGone or
    AlreadyOver where the date is, or NoSeatLeft."""
    found = undecided(work, signup_id)
    one = found.applicant
    _must_take_place(work, found.opportunity, one.role.session_id)
    if not take_seat(work.sql, one.role.id):
        raise NoSeatLeft(found.opportunity.number, one.role.name, one.person.name)
    one.signup.state, one.signup.promoted_at = S.IN, work.now
    one.application.decided_at, one.application.decided_by = work.now, asker(work).id
    one.application.text = text
    work.db.flush()
    work.happened(events.Accepted(one.signup.id, found.opportunity.id))
    return found


def accept_with_text(work: Work, form: Mapping[str, str], answers: Mapping[str, Answer]) -> Look:
    """The same, as the dialog came back. Raises what `accept` raises, NoLongerThere or TextTooLong."""
    return accept(work, whole(carried(form, "application")), _text(answers))


def _must_take_place(work: Work, opportunity: Opportunity, session_id: int | None) -> None:
    """Raises DateGone for a date that was called off, or is over while others come; AlreadyOver when none does."""
    session = work.db.get_one(Session, session_id) if session_id else None
    if session is None or (session.cancelled_at is None and session.ends_at > work.now):
        return
    if session.cancelled_at is None and next_session(work.db, opportunity.id, work.now) is None:
        raise AlreadyOver(opportunity.number)
    raise DateGone(opportunity.number, cancelled=session.cancelled_at is not None)


def decline(work: Work, form: Mapping[str, str], answers: Mapping[str, Answer]) -> Look:
    """Tells one applicant no, with the text that was written. Raises what `undecided` raises, or TextTooLong."""
    found = undecided(work, whole(carried(form, "application")))
    _refuse(work, found.opportunity, [found.applicant.signup.id], _text(answers))
    return found


@dataclass(frozen=True, slots=True)
class Rest:
    """Everyone whose application waits in `state`: how many, and up to which sign-up, so that nobody who applies
    meanwhile is declined unseen."""

    opportunity: Opportunity
    state: SignupState
    count: int
    last: int


def start_rest(work: Work, number: int, state: str) -> Rest:
    """Whom declining all the rest would reach. Raises NoSuchOpportunity, NotYours or NoLongerThere."""
    opportunity, wanted = organized(work, number), _waiting(state)
    everyone = queries.applying_to(work.db, opportunity.id, (wanted,))
    return Rest(opportunity, wanted, len(everyone), everyone[-1].id if everyone else 0)


def decline_rest(work: Work, form: Mapping[str, str], answers: Mapping[str, Answer]) -> Rest:
    """Tells all of them no, with one text. Raises what `start_rest` raises, or TextTooLong."""
    opportunity = organized(work, whole(carried(form, "number")))
    state, last = _waiting(carried(form, "state")), whole(carried(form, "last"))
    everyone = [one.id for one in queries.applying_to(work.db, opportunity.id, (state,), last)]
    text = _text(answers)
    if everyone:
        _refuse(work, opportunity, everyone, text)
    return Rest(opportunity, state, len(everyone), last)


def _waiting(state: str) -> SignupState:
    wanted = choice(SignupState, state)
    if wanted not in APPLYING:
        raise NoLongerThere
    return wanted


def _text(answers: Mapping[str, Answer]) -> str:
    """The text that goes with it, which may be empty. Raises NoLongerThere where none was asked, TextTooLong."""
    if "text" not in answers:
        raise NoLongerThere
    return reason_in(str(answers["text"] or ""))


def _refuse(work: Work, opportunity: Opportunity, signup_ids: list[int], text: str) -> None:
    queries.refuse(work.db, signup_ids, work.now, asker(work).id, text)
    work.happened(events.Refused(opportunity.id, tuple(signup_ids)))
