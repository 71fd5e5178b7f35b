"""Every message and dialog about applications, as long as they can be."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.errors.applications import ByApplication
from bot.marketplace.applicants import STATES, Applicants, Look, Rest
from bot.marketplace.applications import Asked
from bot.marketplace.filters import LONGEST, Filter, Mark
from bot.messages import applicants, applications
from bot.messages.form import Form
from bot.messages.message import Message
from bot.messages.refusals import refusal
from bot.messages.voice import Voice
from db.models import Application, OpportunityState, Person, Role, Signup, SignupState
from db.queries.applications import Applicant
from db.queries.opportunities import Posting
from db.queries.seats import Seat

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
ROLE, NUMBER = "m" * 35, 99_999


def _applicant(state: SignupState) -> Applicant:
    who = Person(id=2, name="n" * 255, skills="k" * 300, hours_per_week=5, work_languages=["en", "fr"])
    told = Application(note="n" * 2000, answers=[["q" * 150, "a" * 1000]], text="t" * 1000, created_at=NOW)
    return Applicant(
        Signup(id=1, state=state),
        Role(id=1, name=ROLE, required=["r" * 200], preferred=["p" * 200]),
        who,
        told,
    )


def messages(voice: Voice, facts: Posting) -> Iterator[Message]:
    for state in STATES:
        counts = dict.fromkeys(STATES, NUMBER)
        yield applicants.listed(voice, Applicants(facts.opportunity, state, counts, (_applicant(state),), 2), NOW)
        some = Filter(frozenset(Mark), "n" * LONGEST)
        yield applicants.listed(voice, Applicants(facts.opportunity, state, counts, (), 1, some), NOW)
    yield refusal(voice, ByApplication(NUMBER, ROLE, 1))


def dialogs(voice: Voice, facts: Posting) -> Iterator[Form]:
    opportunity = facts.opportunity
    seat = Seat(
        1, 1, NUMBER, OpportunityState.OPEN, "t" * 120, "en", {}, "application", "cohort",
        1, ROLE, "m", 1, 0, None, None, None,
        None, None, None,
    )  # fmt: skip
    yield applications.apply_form(voice, Asked(seat, opportunity, facts.organization))
    for state in STATES:
        yield applicants.look_form(voice, Look(opportunity, _applicant(state), 2))
    yield applicants.accept_form(voice, Look(opportunity, _applicant(SignupState.APPLIED), 2))
    yield applicants.decline_form(voice, Look(opportunity, _applicant(SignupState.APPLIED), 2))
    yield applicants.rest_form(voice, Rest(opportunity, SignupState.APPLIED, NUMBER, 1))
