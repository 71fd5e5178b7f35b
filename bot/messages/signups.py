"""The answers to signing up and leaving, and a person's own list."""

from collections.abc import Sequence
from datetime import datetime

from bot.marketplace.browsing import SIZE, Mine
from bot.marketplace.kinds import Entry, Kind
from bot.marketplace.leaving import After
from bot.marketplace.reminders import DAY_BEFORE, HOUR_BEFORE
from bot.marketplace.signups import Outcome
from bot.messages.attendance import given
from bot.messages.lists import pager, turned_to
from bot.messages.message import Button, Code, Message, Paragraph, Text, joined, lines, paragraph
from bot.messages.postings import details_button, leave_role_button, named, told, withdraw_label
from bot.messages.voice import Voice
from db.models import Opportunity, OpportunityState
from db.queries.seats import Seat
from db.queries.signups import APPLYING

STILL_NAMED = 5
"""Of what somebody is still in when they leave a part of it; the rest is counted."""
ONE_DATE = After()


def signed_up(voice: Voice, outcome: Outcome, now: datetime, *, reminded: bool = True) -> Message:
    """You are in, or where you are on the waiting list; what comes next; and the way out.

    `reminded`: whether this person wants reminders.
    """
    seat = outcome.seat
    if outcome.place:
        text = joined(_you_wait(voice, outcome), " ", _promise(voice, seat, now))
    else:
        text = joined(_you_are_in(voice, seat), _reminders(voice, seat, now) if reminded else ())
    leave = leave_role_button(voice, seat.number, seat.role_id)
    return paragraph(text).with_button(leave, details_button(voice, seat.number))


def _you_wait(voice: Voice, outcome: Outcome) -> Text:
    seat = outcome.seat
    if seat.starts_at is not None:
        return voice.say(
            "You are number {place} on the waiting list for {role} in {posting}, {when}.",
            place=outcome.place,
            role=seat.role,
            posting=_posting(voice, seat),
            when=voice.when(seat.starts_at),
        )
    return voice.say(
        "You are number {place} on the waiting list for {role} in {posting}.",
        place=outcome.place,
        role=seat.role,
        posting=_posting(voice, seat),
    )


def _posting(voice: Voice, seat: Seat) -> str:
    return f"#{seat.number} {told(voice, seat, 'title')}"


def _promise(voice: Voice, seat: Seat, now: datetime) -> Text:
    """What becomes of seats that are freed: once it has started, nobody is moved up."""
    if seat.starts_at is not None and seat.starts_at <= now:
        return voice.say("It has already started, so freed seats are no longer passed on.")
    return voice.say("If a seat is freed it is yours, and I will tell you.")


def _you_are_in(voice: Voice, seat: Seat) -> Text:
    posting = _posting(voice, seat)
    if seat.starts_at is None:
        return voice.say("You are in as {role} for {posting}.", role=seat.role, posting=posting)
    return voice.say(
        "You are in as {role} for {posting}, {when}.",
        role=seat.role,
        posting=posting,
        when=voice.when(seat.starts_at),
    )


def _reminders(voice: Voice, seat: Seat, now: datetime) -> Text:
    """What reminders are still to come."""
    if seat.starts_at is None:
        return ()
    left = seat.starts_at - now
    if left > DAY_BEFORE:
        return (" ", *voice.say("I will remind you a day and an hour before."))
    return (" ", *voice.say("I will remind you an hour before.")) if left > HOUR_BEFORE else ()


def left(voice: Voice, seats: Sequence[Seat], after: After = ONE_DATE) -> Message:
    """You are out, or your application is taken back; of which date where there are several; how to come back, and
    what you are still in."""
    ways = ([seat for seat in seats if not seat.applied], _left), ([seat for seat in seats if seat.applied], _withdrawn)
    told = [joined(say(voice, some, after), _back(voice, some[0], after)) for some, say in ways if some]
    still = [joined(standing(voice, one), " · ", _date(voice, one)) for one in after.still[:STILL_NAMED]]
    if still and after.several:
        told += [voice.say("You still have:"), *still]
        more = len(after.still) - STILL_NAMED
        told += [voice.count("and {n} more", "and {n} more", more)] if more > 0 else []
    return paragraph(lines(*told)).with_button(details_button(voice, seats[0].number))


def _left(voice: Voice, seats: Sequence[Seat], after: After) -> Text:
    roles, posting = voice.several([seat.role for seat in seats]), _posting(voice, seats[0])
    starts_at = seats[0].starts_at
    if after.several and starts_at is not None:
        when = voice.when(starts_at)
        return voice.say("You have left {posting} ({roles}), {when}.", posting=posting, roles=roles, when=when)
    return voice.say("You have left {posting} ({roles}).", posting=posting, roles=roles)


def _withdrawn(voice: Voice, seats: Sequence[Seat], after: After) -> Text:
    roles, posting = voice.several([seat.role for seat in seats]), _posting(voice, seats[0])
    starts_at = seats[0].starts_at
    if after.several and starts_at is not None:
        when = voice.when(starts_at)
        return voice.say(
            "Your application for {posting}, {when}, is taken back ({roles}).", posting=posting, roles=roles, when=when
        )
    return voice.say("Your application for {posting} is taken back ({roles}).", posting=posting, roles=roles)


def _back(voice: Voice, seat: Seat, after: After) -> Text:
    """The command that leads back; none where it would be refused."""
    number = str(seat.number)
    if seat.state is not OpportunityState.OPEN:
        return ()
    if after.several or seat.kind == Kind.RESEARCH:
        dates = Code(voice.phrase("/volunteer dates {number}", number=number))
        return (" ", *voice.say("To choose another date, type {command}", command=dates))
    if seat.entry == Entry.APPLICATION:
        apply = Code(voice.phrase("/volunteer apply {number}", number=number))
        return (" ", *voice.say("To apply again, type {command}", command=apply))
    signup = Code(voice.phrase("/volunteer signup {number}", number=number))
    return (" ", *voice.say("To come back, type {command}", command=signup))


def mine(
    voice: Voice, signups: Sequence[Mine], page: int = 1, hours: Sequence[tuple[Opportunity, int]] = ()
) -> Message:
    """What the reader is in or waits for, a page of it, with a way out of each, and the hours they have given. A page
    past the end is the last."""
    if not signups:
        return nothing_yet(voice) + Message(given(voice, hours))
    turn = turned_to(page, len(signups), SIZE)
    head = Paragraph(voice.count("You have {n} sign-up.", "You have {n} sign-ups.", len(signups)))
    rows = tuple(mine_row(voice, one) for one in signups[(turn.page - 1) * SIZE : turn.page * SIZE])
    return Message((head, *rows, *pager(voice, turn, "mine.page", ""), *given(voice, hours)))


def nothing_yet(voice: Voice) -> Message:
    return paragraph(
        voice.say(
            "You are not signed up for anything. See what is open: {command}", command=Code(voice.word("/volunteer"))
        )
    ).with_button(browse_button(voice))


def browse_button(voice: Voice) -> Button:
    return Button(voice.word("See what is open"), "opportunities.page", "1|")


def mine_row(voice: Voice, one: Mine) -> Paragraph:
    text = lines(named(voice, one.opportunity), joined(standing(voice, one), " · ", _date(voice, one)))
    return Paragraph(text, _leave_role_button(voice, one))


def standing(voice: Voice, one: Mine) -> Text:
    """In which role, and how."""
    if one.signup.state in APPLYING:
        return voice.say("{role}, your application is waiting for an answer", role=one.role.name)
    if one.place:
        return voice.say("{role}, number {place} on the waiting list", role=one.role.name, place=one.place)
    return voice.say("{role}, you are in", role=one.role.name)


def _date(voice: Voice, one: Mine) -> Text:
    return (voice.when(one.session.starts_at),) if one.session else voice.say("No fixed date")


def _leave_role_button(voice: Voice, one: Mine) -> Button:
    """Leaves this role and no other; by ear it is told from the same person's other roles."""
    number = str(one.opportunity.number)
    if one.signup.state in APPLYING:
        says = voice.phrase("Withdraw my application (#{number}, {role})", number=number, role=one.role.name)
        return Button(withdraw_label(voice), "signup.leave_role", str(one.role.id), says=says)
    if one.dates and one.session is not None:
        when = voice.when(one.session.starts_at).words
        says = voice.phrase("Leave #{number} ({role}, {when})", number=number, role=one.role.name, when=when)
    elif one.several:
        says = voice.phrase("Leave #{number} ({role})", number=number, role=one.role.name)
    else:
        says = voice.phrase("Leave #{number}", number=number)
    return Button(voice.word("Leave"), "signup.leave_role", str(one.role.id), says=says)


def confirmed(voice: Voice, opportunity: Opportunity) -> Message:
    return paragraph(
        voice.say("Noted: you are coming to {posting}. Its organizers see it.", posting=named(voice, opportunity))
    )
