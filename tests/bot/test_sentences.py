"""Nothing the bot may have to say is without words, and in both languages the words fit where they stand."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from bot.delivery.wording import WORDING
from bot.errors import Fault, Refusal
from bot.errors.signing_up import NotOpen, Opening, RoleFull, RoleNeeded
from bot.errors.typed import ChoiceNeeded, NumberNeeded, UnknownCommand
from bot.marketplace.browsing import Around, Listing, Mine
from bot.marketplace.communities import Settings
from bot.marketplace.dates import Coming, OnDate
from bot.marketplace.drafts import Dates
from bot.marketplace.life import EndAsked
from bot.marketplace.owners import Owners, Stays
from bot.marketplace.repeating import Every, Province, Repeat
from bot.marketplace.research import Asked
from bot.marketplace.series import FIELDS, Change
from bot.marketplace.series import Asked as Repeating
from bot.marketplace.sessions import CallOff
from bot.messages import cards, forms, home, life, lists, organized, people, research, series, sessions
from bot.messages.faults import SENTENCES as FAULTS
from bot.messages.form import Ask, Field, Form, Words
from bot.messages.message import Button, Choice, Confirm, Message, plain
from bot.messages.owners import owners_form
from bot.messages.posting_form import post_form
from bot.messages.refusals import SENTENCES, refusal
from bot.messages.refusals.typed import CHOICES, NUMBERED
from bot.messages.voice import LANGUAGES, SLOT, Voice
from db.models import Channel, Opportunity, OpportunityState, Organization, Person, Role, Session, Signup, SignupState
from db.queries.opportunities import Posting, RoleFacts
from db.queries.seats import Seat
from tests.bot import applied, asked

BOT = Path(__file__).parents[2] / "bot"
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
VOICES = [pytest.param(Voice(language, "America/Toronto"), id=language) for language in LANGUAGES]
TITLE, LABEL, PLACEHOLDER, VALUE = 24, 75, 150, 150
CONFIRM = {"title": 100, "text": 300, "yes": 30, "no": 30}
ASKED: dict[str, Any] = {"level": "experienced", "required": ["r" * 200], "preferred": ["p" * 200]}
LONG_ROLE = "m" * 35
NUMBER = 99_999


def below(refused: type[Refusal]) -> set[type[Refusal]]:
    """Every kind of refusal there is."""
    children = set(refused.__subclasses__())
    return children.union(*(below(child) for child in children))


REFUSALS = sorted(below(Refusal), key=lambda one: one.__name__)
SAMPLES: dict[str, list[Any]] = {
    "state": [state.value for state in OpportunityState],
    "wanted": [state.value for state in OpportunityState],
    "nearest": [None, "browse"],
    "given": ["", "{role} <!channel>"],
    "ahead": [0, 1, 2],
    "waiting": [True, False],
    "started": [True, False],
    "cancelled": [True, False],
    "full": [True, False],
    "number": [0, 12],
    "deadline": [NOW.date()],
    "fields": [{"title": Fault("missing")}],
}
"""What a refusal's field may hold, by its name; else something of its type."""
BY_TYPE: dict[Any, list[Any]] = {
    str: ["Mapper"],
    int: [3],
    bool: [True, False],
    datetime: [NOW],
    tuple[str, ...]: [("Mapper", "Driver")],
    tuple[datetime, ...]: [(), (NOW, NOW)],
    tuple[Opening, ...]: [(Opening(1, "Mapper", full=False), Opening(2, "Driver", full=True))],
}
OF_ONE: dict[tuple[type[Refusal], str], list[Any]] = {
    (UnknownCommand, "command"): ["/volunteer", "/benevole"],
    (NumberNeeded, "command"): list(NUMBERED),
    (ChoiceNeeded, "command"): list(CHOICES),
    (NotOpen, "state"): [state for state in SAMPLES["state"] if state != OpportunityState.OPEN],
}


def samples(kind: type[Refusal]) -> list[Refusal]:
    """The refusal with each value that may change its words, one changed at a time."""
    hints = get_type_hints(kind)
    may: dict[str, list[Any]] = {
        one.name: OF_ONE.get((kind, one.name)) or SAMPLES.get(one.name) or BY_TYPE[hints[one.name]]
        for one in fields(kind)
    }
    first = {name: values[0] for name, values in may.items()}
    return [kind(**first)] + [kind(**{**first, name: value}) for name, values in may.items() for value in values[1:]]


def words(message: Message) -> str:
    return plain(tuple(span for part in message.parts for span in getattr(part, "text", ())))


def test_refusals_all_have_a_sentence() -> None:
    assert set(SENTENCES) == set(REFUSALS)


@pytest.mark.parametrize("kind", REFUSALS, ids=lambda kind: kind.__name__)
def test_refusals_are_told_in_each_language(kind: type[Refusal]) -> None:
    for error in samples(kind):
        english, french = (words(refusal(Voice(language, "America/Toronto"), error)) for language in LANGUAGES)
        assert english != french
        assert SLOT.findall((english + french).replace("{role} <!channel>", "")) == []


def syntax(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def test_faults_all_have_a_sentence_and_no_sentence_is_left_over() -> None:
    calls = [node for path in BOT.rglob("*.py") for node in syntax(path) if isinstance(node, ast.Call)]
    found = {ast.literal_eval(call.args[0]) for call in calls if getattr(call.func, "id", "") == "Fault"}
    assert found == set(FAULTS)


def test_deliveries_all_have_a_wording_and_no_wording_is_left_over() -> None:
    """Kinds are written "reminder.day" or as one word of the table, wherever something is owed."""
    owing = [
        *(BOT / "reactions").glob("*.py"),
        *(BOT / "marketplace").glob("*.py"),
        BOT.parent / "db/queries/delivery.py",
    ]
    dotted = re.compile("(card|signup|reminder|posting|import)[.][a-z]+")
    found = {str(node.value) for path in owing for node in syntax(path) if isinstance(node, ast.Constant)}
    assert {one for one in found if dotted.fullmatch(one) or one in WORDING} == set(WORDING)


@cache
def somebody() -> Person:
    return Person(id=1, name="Ana", skills="", hours_per_week=None, work_languages=[], timezone="America/Toronto")


@cache
def posting(state: OpportunityState, roles: int = 2) -> Posting:
    """A posting with the longest names there can be, its first role full."""
    opportunity = Opportunity(
        id=1, number=NUMBER, state=state, title="t" * 120, summary="s", description="d", place="remote", where="w",
        kind="team", hours=3, hours_unit="week", hours_total=24, work_languages=["en", "fr"], skills="k", reason="r",
        question="q", honorarium="h", accessibility="a", learning="l", team="t", links="https://a.org", joining="j",
        entry="application", questions=["q"], consent="c", deadline=NOW.date(),
        language="en", other={"title": "o" * 120}, template=False, publish_at=None,
    )  # fmt: skip
    seats = [Role(id=n, name=LONG_ROLE, capacity=1, taken=1 if n == 0 else 0, **ASKED) for n in range(roles)]
    session = Session(
        id=3, starts=NOW, ends=NOW, timezone="UTC", starts_at=NOW.replace(hour=20), ends_at=NOW.replace(hour=22)
    )
    return Posting(
        opportunity, Organization(name="o" * 80, vetted=True), session, tuple(RoleFacts(r, (), 0) for r in seats)
    )


def messages(voice: Voice) -> Iterator[Message]:
    """Messages with every button there is."""
    one, many = posting(OpportunityState.OPEN), posting(OpportunityState.OPEN, 20)
    closed, role = posting(OpportunityState.PAUSED), one.roles[0].role
    listing = Listing((one, closed), 2, 3, 30)
    reader = cards.Standing(mine=frozenset({1}), organizes=True)
    signup = Signup(state=SignupState.IN)
    yield from (cards.card(voice, facts, NOW) for facts in (one, many, closed))
    yield from (cards.details(voice, facts, NOW, reader) for facts in (one, many, closed))
    yield lists.open_list(voice, listing, NOW)
    yield lists.open_list(voice, Listing((), 1, 1, 0, "words"), NOW)
    yield organized.organized_list(voice, listing, NOW)
    yield lists.review_list(voice, listing, NOW)
    own = Mine(signup, role, one.opportunity, one.session, 0, several=True)
    yield home.home(voice, Around([own], listing, listing), None, NOW)
    for to in (OpportunityState.CANCELLED, OpportunityState.COMPLETED):
        yield life.confirm_end(voice, EndAsked(one.opportunity, to, 2, "reason", confirmed=False))
    yield from (life.moved(voice, posting(state).opportunity) for state in life.MOVED)
    yield from applied.messages(voice, one)
    yield from asked.messages(voice, one)
    if one.session is not None:
        dates = Coming(one.opportunity, (OnDate(one.session, one), OnDate(one.session, many)), listing, frozenset({1}))
        yield sessions.coming(voice, dates, NOW)
        yield sessions.organized(voice, dates)
    yield people.channel_list(voice, [Channel(platform_id="C1", kinds=[])])
    yield people.settings(voice, settings())
    yield refusal(voice, RoleFull(NUMBER, LONG_ROLE, 1, 0))
    yield refusal(voice, RoleNeeded(NUMBER, (Opening(1, LONG_ROLE, full=False),)))


def settings() -> Settings:
    return Settings(moderation=True, language="en", timezone="UTC", digest_on=True, weekday=0, minute=540)


def rules(voice: Voice, opportunity: Opportunity, session: Session) -> Iterator[Form]:
    """A changed rule, with as many dates of each kind as there can be."""
    every, rule = [session] * 60, Repeat(Every.WEEK, NOW.date(), Province.ON)
    yield series.change_form(voice, Repeating(opportunity, every, rule))
    moved, people = [(session, session)] * 60, [(session, NUMBER)] * 60
    dates = Dates(session.starts, session.ends, session.timezone)
    answers = dict.fromkeys(FIELDS, "2026-12-01")
    yield series.preview_form(
        voice,
        Change(
            opportunity=opportunity,
            begins=session,
            dates=dates,
            repeat=rule,
            answers=answers,
            added=every,
            stays=every,
            moved=moved,
            replaced=every,
            joined=people,
        ),
    )


def dialogs(voice: Voice) -> Iterator[Form]:
    known = {"timezone": "America/Toronto"}
    for name in ("opportunity.posted", "opportunity.edited"):
        yield from (post_form(voice, name, known, {}, more=more) for more in (True, False))
    one = posting(OpportunityState.OPEN)
    seat = Seat(*range(len(fields(Seat))))
    for full in (True, False):
        yield research.form(voice, Asked(seat, one.opportunity, one.session, full))
    if one.session is not None:
        for after, whole in (([], False), ([one.session], False), ([one.session], True)):
            found = CallOff(one.opportunity, one.session, after, whole=whole)
            yield sessions.call_off_form(voice, found, (2, 3), "reason")
        yield sessions.add_form(voice, one.opportunity, one.session, {"rows": "2"})
        yield from rules(voice, one.opportunity, one.session)
    yield forms.profile_form(voice, somebody())
    yield forms.decline_form(voice, posting(OpportunityState.SUBMITTED).opportunity, "")
    yield forms.settings_form(voice, settings())
    yield forms.channel_form(voice)
    opportunity = posting(OpportunityState.OPEN).opportunity
    for stays in Stays:
        yield owners_form(voice, Owners(opportunity, ("U1",), "Parks Ottawa", ["Rosa"] * 11, stays))
    yield from applied.dialogs(voice, posting(OpportunityState.OPEN))
    yield from asked.dialogs(voice, posting(OpportunityState.OPEN))
    yield from (forms.page_form(voice, title, ()) for title in (forms.SAVED, forms.POSTED, forms.DECLINED))


def within(thing: Any, kind: type[Any]) -> Iterator[Any]:
    """Everything of that kind inside a message or a dialog."""
    if isinstance(thing, kind):
        yield thing
    inside = [getattr(thing, one.name) for one in fields(thing)] if is_dataclass(thing) else []
    for one in thing if isinstance(thing, tuple) else inside:
        yield from within(one, kind)


@pytest.mark.parametrize("voice", VOICES)
def test_titles_and_buttons_of_dialogs_fit(voice: Voice) -> None:
    shown = [told for form in dialogs(voice) for told in (form.title, form.close, form.submit)]
    assert [told for told in shown if len(told) > TITLE] == []


@pytest.mark.parametrize("voice", VOICES)
def test_fields_of_dialogs_fit(voice: Voice) -> None:
    found = [one for form in dialogs(voice) for one in within(form.parts, Field)]
    labels = [label for one in found for _value, label in getattr(one, "options", ())]
    assert [label for label in labels if len(label) > LABEL] == []
    assert [one.name for one in found if isinstance(one, Words) and len(one.example) > PLACEHOLDER] == []
    assert [
        button.label
        for form in dialogs(voice)
        for ask in within(form.parts, Ask)
        for button in ask.buttons
        if len(button.label) > LABEL
    ] == []


@pytest.mark.parametrize("voice", VOICES)
def test_buttons_fit_with_the_longest_role(voice: Voice) -> None:
    found = [one for message in messages(voice) for one in within(message, Button)]
    assert {one.does for one in found} >= {"signup.join", "signup.wait", "opportunity.cancel", "channels.stop"}
    assert [one.label for one in found if len(one.label) > LABEL] == []
    assert [one.says for one in found if len(one.says) > LABEL] == []
    assert [one.says for one in found if one.says and not one.says.startswith(one.label)] == []


@pytest.mark.parametrize("voice", VOICES)
def test_choices_fit_with_the_longest_role(voice: Voice) -> None:
    found = [one for message in messages(voice) for one in within(message, Choice)]
    assert [len(one.options) for one in found if one.does != "applicants.choose"] == [20, 19, 19], "not one's own role"
    assert [value for one in found for _label, value in one.options if len(value) > VALUE] == []
    assert [one.prompt for one in found if len(one.prompt) > PLACEHOLDER] == []
    assert [label for one in found for label, _about in one.options if len(label) > LABEL] == []


@pytest.mark.parametrize("voice", VOICES)
def test_confirmations_fit(voice: Voice) -> None:
    found = [one for message in messages(voice) for one in within(message, Confirm)]
    assert len({one.title for one in found}) == 3
    assert [name for one in found for name, longest in CONFIRM.items() if len(getattr(one, name)) > longest] == []
