"""A community on a desk, without any platform: what the tests of rules, deliveries and handlers are peopled with."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time
from typing import Any, TypedDict, TypeVar, Unpack

import pytest
from sqlalchemy import select

from bot.desk import Desk
from bot.errors import Refusal
from bot.marketplace import communities, leaving, opportunities, people, signups
from bot.marketplace.communities import Identity
from bot.marketplace.drafting import read_draft
from bot.marketplace.drafts import Draft
from bot.marketplace.kinds import Kind
from bot.marketplace.people import Profile
from bot.marketplace.signups import Outcome
from bot.messages.form import Answer
from bot.work import Work
from db.models import (
    Account,
    Community,
    Delivery,
    DeliveryState,
    Opportunity,
    OpportunityState,
    Person,
    Place,
    Role,
    Signup,
    SignupState,
)
from db.queries import people as known_people
from db.queries.communities import first_community
from db.queries.opportunities import Posting, opportunity_numbered, posting
from tests.town import EVENING, LATE, TUESDAY

T = TypeVar("T")
TEAM = "T0HARBOUR1"
ANSWERS: dict[str, Answer] = {
    "title": "Map the city's parks",
    "organization": "Parks Ottawa",
    "summary": "Walk a park and write down what is in it",
    "description": "We need benches, taps and shade on the map before summer.",
    "roles": "Designer 1\nDeveloper 2",
    "day": TUESDAY,
    "start": EVENING,
    "end": LATE,
    "where": "https://meet.example.org/parks",
    "hours": 3,
    "hours_total": 24,
    "work_languages": ("en", "fr"),
    "timezone": "America/Toronto",
}
UNDATED: dict[str, Answer] = {"day": None, "start": None, "end": None}


class About(TypedDict, total=False):
    """What a platform says of somebody. Their name is their user id unless said."""

    name: str
    admin: bool
    locale: str
    timezone: str


class Village:
    """People are known by their user ids, which are their names; postings by their numbers."""

    def __init__(self, desk: Desk, team: str = TEAM, known: tuple[int, int] | None = None) -> None:
        self.desk = desk
        self.team = team
        self.id, self.place = known or self._found(team)

    def at(self, desk: Desk) -> "Village":
        """The same village from another desk on its database."""
        return Village(desk, self.team, (self.id, self.place))

    def _found(self, team: str) -> tuple[int, int]:
        with self.desk.work() as work:
            another = first_community(work.db) is not None
            community = communities.home(work, "en", "America/Toronto")
            if another:
                community = _alike(community)
                work.db.add(community)
                work.db.flush()
            place = communities.meet(work, community, Identity("slack", team, team, "U0BOT", "B0BOT"), [])
            return community.id, place.id

    def person(self, user: str, /, **about: Unpack[About]) -> str:
        """Somebody new; English-speaking in Toronto and no admin unless said. Their user id."""
        self._meet({user: about})
        return user

    def people(self, *names: str) -> list[str]:
        """Several such at once."""
        self._meet({name: {} for name in names})
        return list(names)

    def _meet(self, known: Mapping[str, About]) -> None:
        with self.desk.work() as work:
            place = work.db.get_one(Place, self.place)
            for user, about in known.items():
                locale, timezone = about.get("locale", "en-CA"), about.get("timezone", "America/Toronto")
                name = about.get("name", user)
                people.recognise(work, place, user, Profile(name, locale, timezone, about.get("admin", False)))

    def channel(self, platform_id: str, *kinds: Kind) -> int:
        """A channel that announces; its id in the database."""
        with self.desk.work() as work:
            return communities.subscribe(work, self.place, platform_id, kinds).id

    @contextmanager
    def work(self, asker: str) -> Iterator[Work]:
        with self.desk.work() as work:
            found = known_people.asker(work.sql, "slack", self.team, asker, "")
            assert found is not None, f"nobody is called {asker}"
            work.asker = found.person
            yield work

    def known(self, work: Work, name: str) -> Person:
        """The person of that user id."""
        found = select(Person).join(Account).where(Account.platform_id == name, Account.place_id == self.place)
        return work.db.scalars(found).one()

    def does(self, asker: str, rule: Callable[[Work], T]) -> T:
        """What the rule answers, all its consequences written."""
        with self.work(asker) as work:
            return rule(work)

    def refused(self, asker: str, rule: Callable[[Work], object]) -> Refusal:
        """Why the rule would not."""
        with pytest.raises(Refusal) as caught:
            self.does(asker, rule)
        return caught.value

    def sees(self, rule: Callable[[Work], T]) -> T:
        """A look at the facts, asked by nobody."""
        with self.desk.reading() as work:
            return rule(work)

    # postings and sign-ups, the short way

    def posts(self, author: str, **changes: Answer) -> int:
        """The number of a new posting: the usual one, with these changes."""
        return self.does(author, lambda work: opportunities.publish(work, draft(work, **changes)).number)

    def edits(self, author: str, number: int, **changes: Answer) -> None:
        self.does(author, lambda work: opportunities.edit(work, number, draft(work, **changes)))

    def joins(self, who: str, number: int, role: str = "", *, or_wait: bool = True) -> Outcome:
        return self.does(who, joining(number, role, or_wait=or_wait))

    def leaves(self, who: str, number: int, role: str = "") -> list[str]:
        """The roles they left."""
        return self.does(who, lambda work: [seat.role for seat in leaving.leave(work, number, role)])

    # what is now true

    def signups(self, who: str) -> list[tuple[SignupState, int]]:
        """Everything they ever signed up for, oldest first: state and position."""
        with self.work(who) as work:
            mine = select(Signup).where(Signup.person_id == self.known(work, who).id).order_by(Signup.id)
            return [(one.state, one.position) for one in work.db.scalars(mine)]

    def state(self, number: int) -> OpportunityState:
        return self.facts(number).opportunity.state

    def facts(self, number: int) -> Posting:
        return self.sees(lambda work: posting(work.db, self.numbered(work, number).id))

    def numbered(self, work: Work, number: int) -> Opportunity:
        found = opportunity_numbered(work.db, self.id, number)
        assert found is not None, f"no opportunity #{number}"
        return found

    def taken(self, number: int) -> dict[str, int]:
        """Seats taken, by role."""
        return {one.role.name: one.role.taken for one in self.facts(number).roles}

    def role(self, number: int, name: str) -> Role:
        return next(one.role for one in self.facts(number).roles if one.role.name == name)

    def owed(self, *kinds: str, state: DeliveryState | None = DeliveryState.READY) -> list[Delivery]:
        """What is owed, in the order it was promised; of these kinds when any are named, in any state for none."""

        def look(work: Work) -> list[Delivery]:
            every = work.db.scalars(select(Delivery).order_by(Delivery.id)).all()
            return [one for one in every if (not kinds or one.kind in kinds) and state in (None, one.state)]

        return self.sees(look)

    def told(self, *kinds: str) -> list[str]:
        """Who is owed these kinds of message, by user id."""
        ids = [one.account_id for one in self.owed(*kinds)]
        return self.sees(lambda work: [work.db.get_one(Account, one).platform_id for one in ids if one is not None])


def _alike(community: Community) -> Community:
    """Another community with the same settings, its numbers its own."""
    names = [column.key for column in Community.__table__.columns if column.key != "id"]
    return Community(**{name: getattr(community, name) for name in names} | {"name": "", "next_number": 1})


def answers(**changes: Answer) -> dict[str, Answer]:
    """The usual posting as it is filled in, with these changes."""
    return {**ANSWERS, **changes}


def draft(work: Work, **changes: Answer) -> Draft:
    return read_draft(answers(**changes), work.now, past_allowed=True)


def joining(number: int, role: str = "", *, or_wait: bool = True) -> Callable[[Work], Outcome]:
    """The rule of signing up, for `does` and `refused`."""
    return lambda work: signups.sign_up(work, signups.find_seat(work, number, role), or_wait=or_wait)


def on(day: date, start: time, end: time, timezone: str = "America/Toronto") -> Mapping[str, Any]:
    """The answers that set a date."""
    return {"day": day, "start": start, "end": end, "timezone": timezone}


def put(village: Village, number: int, state: OpportunityState) -> None:
    """In that state, whatever the rules say."""
    with village.desk.work() as work:
        opportunity = village.numbered(work, number)
        opportunity.state = state
        if state in (OpportunityState.SUBMITTED, OpportunityState.DECLINED):
            opportunity.published_at = None
