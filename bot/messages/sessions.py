"""The dates of one posting: lists of them, their buttons, and what is said when one is called off or added."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.errors.signing_up import Opening
from bot.marketplace.dates import Coming, OnDate
from bot.marketplace.kinds import Entry, Kind
from bot.marketplace.life import LONGEST_REASON
from bot.marketplace.sessions import CallOff
from bot.marketplace.slots import MOST_AT_ONCE
from bot.messages.form import Ask, Day, Field, Form, Hour, OneOf, Remark, Words
from bot.messages.lists import pager
from bot.messages.message import Button, Buttons, Choice, Code, Message, Paragraph, Part, Text, joined, lines, paragraph
from bot.messages.postings import MOST_BUTTONS, details_button, is_full, join_button, named, seats, takes_signups
from bot.messages.repeating import SCOPES
from bot.messages.series import change_button
from bot.messages.voice import Voice
from db.models import Opportunity, Session
from db.queries.opportunities import RoleFacts


def coming(voice: Voice, found: Coming, now: datetime) -> Message:
    """The dates to come, each with its seats and what this reader can do there."""
    if not found.dates:
        return _no_dates(voice, found.opportunity)
    parts: list[Part] = [_head(voice, found)]
    for date in found.dates:
        parts.append(_row(voice, date))
        parts += _ways(voice, date, found.mine, now)
    return Message((*parts, *pager(voice, found.turn, "sessions.page", str(found.opportunity.number))))


def organized(voice: Voice, found: Coming) -> Message:
    """The same for organizers: who is in, change it, call it off."""
    if not found.dates:
        return _no_dates(voice, found.opportunity)
    parts: list[Part] = [_head(voice, found)]
    for date in found.dates:
        parts += [_row(voice, date), Buttons(_manage(voice, date.session))]
    number = found.opportunity.number
    add = Buttons((add_button(voice, number), change_button(voice, number)))
    return Message((*parts, add, *pager(voice, found.turn, "organized.sessions.page", str(found.opportunity.number))))


def _head(voice: Voice, found: Coming) -> Paragraph:
    total = voice.count("{n} date to come", "{n} dates to come", found.turn.total)
    return Paragraph(voice.say("{posting}: {dates}", posting=named(voice, found.opportunity), dates=total))


def _no_dates(voice: Voice, opportunity: Opportunity) -> Message:
    told = voice.say("{posting} has no date to come.", posting=named(voice, opportunity))
    return paragraph(told).with_button(details_button(voice, opportunity.number))


def _row(voice: Voice, date: OnDate) -> Paragraph:
    start, end = voice.when(date.session.starts_at), voice.hour_of(date.session.ends_at)
    seats_told = "; ".join(_role(voice, one) for one in date.facts.roles)
    return Paragraph(lines(voice.say("{when} to {end}", when=start, end=end), (seats_told,)))


def _role(voice: Voice, one: RoleFacts) -> str:
    told = f"{one.role.name} {seats(voice, one.role)}"
    if not one.waiting:
        return told
    waiting = "".join(str(span) for span in voice.count("{n} waiting", "{n} waiting", one.waiting))
    return f"{told} ({waiting})"


def day_and_hour(voice: Voice, session: Session) -> str:
    """As they were said, for buttons and lists to choose from."""
    return voice.phrase("{day}, {time}", day=voice.day(session.starts.date()), time=voice.hour(session.starts.time()))


def _ways(voice: Voice, date: OnDate, mine: frozenset[int], now: datetime) -> list[Part]:
    """Join, wait or leave; many roles are a list to choose from."""
    roles = date.facts.roles
    left = [one for one in roles if one.role.id not in mine] if takes_signups(date.facts, now) else []
    ways = [_join(voice, date, one, full=is_full(date.facts, one, now)) for one in left]
    leave = [leave_date_button(voice, date.session)] if any(one.role.id in mine for one in roles) else []
    if len(ways) > MOST_BUTTONS:
        options = tuple((way.label, f"{way.does}/{way.about}") for way in ways)
        choice = Choice(voice.word("Choose a role"), "signup.choose", options)
        return [choice, Buttons(tuple(leave))] if leave else [choice]
    return [Buttons((*ways, *leave))] if ways or leave else []


def _join(voice: Voice, date: OnDate, one: RoleFacts, *, full: bool) -> Button:
    """As on the card; by ear the same role is told apart by its day."""
    opportunity = date.facts.opportunity
    apply = opportunity.entry == Entry.APPLICATION
    opening = Opening(one.role.id, one.role.name, full and not apply, apply, opportunity.kind == Kind.RESEARCH)
    button = join_button(voice, opening, opportunity.number)
    return replace(button, says=said(button.label, day_and_hour(voice, date.session)), style="")


def said(label: str, day: str) -> str:
    """What a screen reader says of a button that stands beside others of the same words; 75 characters at most."""
    return f"{label} ({day})"[:75]


def leave_date_button(voice: Voice, session: Session) -> Button:
    """Leaves that date and no other; by ear it is told apart by its day."""
    label = voice.word("Leave")
    return Button(label, "signup.leave_session", str(session.id), says=said(label, day_and_hour(voice, session)))


def _manage(voice: Voice, session: Session) -> tuple[Button, ...]:
    labels = {
        "session.roster": voice.word("Who is in"),
        "session.edit": voice.word("Edit"),
        "session.call_off": voice.word("Cancel this date"),
    }
    day, about = day_and_hour(voice, session), str(session.id)
    return tuple(Button(label, does, about, says=said(label, day)) for does, label in labels.items())


def add_button(voice: Voice, number: int) -> Button:
    says = voice.phrase("Add dates to #{number}", number=str(number))
    return Button(voice.word("Add dates"), "sessions.add", str(number), says=says)


def call_off_form(voice: Voice, found: CallOff, people: tuple[int, int], reason: str) -> Form:
    """The date in full, and who would be told: sending it is what confirms it. `people`: how many are in that date, and
    with all after it. All dates that are left are not offered together: that is cancelling the posting."""
    opportunity, session = found.opportunity, found.session
    told = voice.count(
        "{n} person is signed up or waiting, and will be told.",
        "{n} people are signed up or waiting, and will be told.",
        people[0],
    )
    asked = voice.say(
        "Cancel {posting} on {when}?", posting=named(voice, opportunity), when=voice.when(session.starts_at)
    )
    several = _with_all_after(voice, found, people[1])
    choice = found.after and not found.whole
    why = Words("reason", voice.word("Why"), "", True, True, reason[:LONGEST_REASON], LONGEST_REASON)
    return Form(
        name="session.called_off",
        title=voice.word("Cancel a date"),
        close=voice.word("Keep it"),
        submit=voice.word("Cancel dates") if choice else voice.word("Cancel this date"),
        parts=(
            Remark(lines(joined(asked, " ", told), *several)),
            *((_which(voice),) if choice else ()),
            why,
        ),
        carried={"session": str(session.id)},
    )


def _with_all_after(voice: Voice, found: CallOff, people: int) -> list[Text]:
    """What it would be with all after it; where that is everything, how to cancel the posting."""
    if not found.after:
        return []
    if found.whole:
        typed = voice.phrase("/organize cancel {number}", number=str(found.opportunity.number))
        return [voice.say("To cancel all of its dates, cancel the posting: {command}", command=Code(typed))]
    return [
        voice.count(
            "This date and all after it are {dates} dates: {n} person will be told.",
            "This date and all after it are {dates} dates: {n} people will be told.",
            people,
            dates=len(found.after) + 1,
        )
    ]


def _which(voice: Voice) -> Field:
    options = tuple((name, voice.word(words)) for name, words in SCOPES.items())
    return OneOf("scope", voice.word("Which dates"), options=options, initial="one")


def called_off(voice: Voice, opportunity: Opportunity, off: Sequence[Session], people: int) -> Text:
    posting, when = named(voice, opportunity), voice.when(off[0].starts_at)
    if len(off) == 1:
        told = voice.say("{posting}: {when} is cancelled.", posting=posting, when=when)
    else:
        told = voice.count(
            "{posting}: {n} date is cancelled, from {when} on.",
            "{posting}: {n} dates are cancelled, from {when} on.",
            len(off),
            posting=posting,
            when=when,
        )
    return joined(told, " ", voice.count("{n} person will be told.", "{n} people will be told.", people))


def add_form(voice: Voice, opportunity: Opportunity, like: Session | None, carried: dict[str, str]) -> Form:
    """So many rows of day, start and end; the hours are those of the session they are like, if there is one."""
    rows = int(carried["rows"])
    start, end = (like.starts.time(), like.ends.time()) if like else (None, None)
    timezone = like.timezone if like else voice.timezone
    zone = voice.phrase("Times are in {timezone}.", timezone=voice.zone_name(timezone))
    about = voice.say(
        "Each new date of {posting} has the same roles, with seats of its own.", posting=named(voice, opportunity)
    )
    parts: list[Field | Remark | Ask] = [Remark(joined(about, " ", zone))]
    for row in range(1, rows + 1):
        parts += [
            Day(f"day{row}", voice.phrase("Day {n}", n=row), "", optional=row > 1),
            Hour(f"start{row}", voice.phrase("Start {n}", n=row), "", row > 1, start),
            Hour(f"end{row}", voice.phrase("End {n}", n=row), "", row > 1, end),
        ]
    if rows < MOST_AT_ONCE:
        parts.append(Ask((Button(voice.word("Add another"), "sessions.another", str(rows + 1)),)))
    return Form(
        name="sessions.added",
        title=voice.word("Add dates"),
        close=voice.word("Close"),
        submit=voice.word("Save"),
        parts=tuple(parts),
        carried=carried,
    )


def added(voice: Voice, opportunity: Opportunity, dates: Sequence[Session]) -> Text:
    """Each date in full, as it was understood."""
    head = voice.count(
        "{posting} has {n} new date:", "{posting} has {n} new dates:", len(dates), posting=named(voice, opportunity)
    )
    return lines(head, *[(voice.when(one.starts_at),) for one in dates])
