"""Every message and dialog by which people are asked something, as long as they can be."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.marketplace.questions import Where
from bot.marketplace.shortfall import Help
from bot.messages import invitations, questions, shortfall
from bot.messages.form import Form
from bot.messages.message import Message
from bot.messages.voice import Voice
from db.models import Channel
from db.queries.opportunities import Posting

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


def messages(voice: Voice, facts: Posting) -> Iterator[Message]:
    roles = [one.role for one in facts.roles]
    yield invitations.invitation(voice, invitations.Asked(1, facts, roles[0], facts.session, "n" * 80), NOW)
    if facts.session is not None:
        yield shortfall.wanted_of(voice, shortfall.Wanted(facts, facts.session, roles), ["s" * 80], NOW)


def dialogs(voice: Voice, facts: Posting) -> Iterator[Form]:
    channel = Channel(platform_id="C1")
    yield from (questions.question_form(voice, Where(facts.opportunity, None, one, "C1")) for one in (channel, None))
    if facts.session is not None:
        yield shortfall.help_form(voice, Help(facts.opportunity, facts.session, [], [channel], [1, 2]), NOW)
