"""What must be true of a village after everything that can happen to it."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, select

from bot.messages.message import Heading, Message, Paragraph, Text
from bot.messages.postings import role_line
from bot.messages.voice import Voice
from db.models import Account, Card, Delivery, Opportunity, Role, Signup, SignupState
from db.models import DeliveryState as S
from tests.bot.marketplace.village import Village
from tests.faults.model import BEFORE, Posted
from tests.faults.post_office import CHANNELS, PostOffice

Lines = dict[tuple[int, str], list[str]]
SEATS = select(Opportunity.number, Opportunity.state, Role.name, Role.taken, Role.capacity).join_from(Role, Opportunity)
LINES = (
    select(Role.opportunity_id, Role.name, Account.platform_id)
    .join_from(Signup, Role)
    .join(Account, Account.person_id == Signup.person_id)
    .where(Signup.state == bindparam("state"))
    .order_by(Signup.position)
)
CARDS = select(Card.opportunity_id)
AHEAD = (
    select(Account.platform_id, Delivery.kind, Delivery.due_at)
    .join(Delivery, Delivery.account_id == Account.id)
    .where(Delivery.kind.in_(BEFORE), Delivery.state == S.READY, Delivery.due_at > bindparam("now"))
)
SETTLED = {S.SENT, S.CANCELLED, S.EXPIRED}


def check_seats(village: Village, model: Mapping[int, Posted], now: datetime) -> None:
    """Seats, waiting lists and states are the model's, and nobody waits before a free seat."""
    inside, waiting = _lines(village, SignupState.IN), _lines(village, SignupState.WAITING)
    for number, state, role, taken, capacity in village.sees(lambda work: work.sql.execute(SEATS).all()):
        posted = model[number]
        line = posted.lines[role]
        assert (state, taken, capacity) == (posted.state, len(line.inside), line.capacity)
        assert sorted(inside.get((number, role), [])) == sorted(line.inside)
        assert waiting.get((number, role), []) == line.waiting
        assert taken <= (capacity or taken)
        assert not line.waiting or line.full or posted.started(now) or not posted.live


def _lines(village: Village, state: SignupState) -> Lines:
    """Who is in that state, by posting and role, in the order of the waiting list."""
    found: Lines = {}
    for number, role, user in village.sees(lambda work: work.sql.execute(LINES, {"state": state}).all()):
        found.setdefault((number, role), []).append(user)
    return found


def check_deliveries(village: Village, office: PostOffice, model: Mapping[int, Posted], now: datetime) -> None:
    """No message is seen twice, every channel has one card, and the reminders ahead are those of who has a seat."""
    assert {one: posts for one, posts in office.messenger.posts.items() if len(posts) > 1} == {}
    cards = village.sees(lambda work: work.sql.execute(CARDS).scalars().all())
    assert Counter(cards) == dict.fromkeys(model, len(CHANNELS))
    ahead = [tuple(one) for one in village.sees(lambda work: work.sql.execute(AHEAD, {"now": now}).all())]
    assert Counter(ahead) == Counter(one for posted in model.values() for one in posted.reminders_ahead(now))


def check_end(village: Village, office: PostOffice) -> None:
    """All that was due has come to its end, was seen once if it was sent, and the cards show today's seats."""
    now = village.desk.now()
    for one in village.owed(state=None):
        assert one.state in SETTLED or (one.state is S.READY and one.due_at > now), (one.key, one.state)
        if one.coalesce is None:
            assert len(office.messenger.posts.get(one.id, ())) == (one.state is S.SENT), (one.key, one.state)
    for card in village.sees(lambda work: work.db.scalars(select(Card)).all()):
        if card.message is not None:
            check_card(village, office.messenger.shown[card.message], card.opportunity_id)


def check_card(village: Village, shown: Message, number: int) -> None:
    voice = Voice("en", "America/Toronto")
    told = words_of(shown)
    for one in village.facts(number).roles:
        assert _words(role_line(voice, one)) in told


def words_of(message: Message) -> str:
    """What is read in its headings and paragraphs, from its first word on."""
    read = [part for part in message.parts if isinstance(part, Heading | Paragraph)]
    return "\n".join(part.words if isinstance(part, Heading) else _words(part.text) for part in read)


def _words(text: Text) -> str:
    return "".join(span if isinstance(span, str) else getattr(span, "words", "") for span in text)
