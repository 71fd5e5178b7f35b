"""Who came: the dialog, what the absent are told, and what an organizer is told when they say otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.marketplace.attendance import Dates, Sheet
from bot.marketplace.kinds import Attendance
from bot.messages.form import Ask, Field, Form, OneOf, Remark, Words
from bot.messages.message import Button, Choice, Code, Message, Note, Paragraph, Part, Text, lines, paragraph
from bot.messages.postings import details_button, named
from bot.messages.vocabulary import ATTENDANCES
from bot.messages.voice import Voice
from db.models import Opportunity, Session, Signup
from db.queries.attendance import Seated

LONGEST_HOURS = 8
"""Characters of hours that are typed."""
MOST_PAGES, MOST_GIVEN = 5, 5
"""Buttons to pages of one message; postings that one's hours are told of, the rest being in the total."""


@dataclass(frozen=True, slots=True)
class Over:
    """What is over, and how many pages of people it has; `asked`: something is still to be noted."""

    opportunity: Opportunity
    session: Session | None
    pages: int
    asked: bool


def _name(voice: Voice, opportunity: Opportunity, session: Session | None) -> Text:
    """Number and title, and which date."""
    posting = named(voice, opportunity)
    if session is None:
        return posting
    return voice.say("{posting}, {when}", posting=posting, when=voice.when(session.starts_at))


def attendance_form(voice: Voice, sheet: Sheet) -> Form:
    """Everyone who had a seat; who is not marked otherwise came."""
    name = _name(voice, sheet.opportunity, sheet.session)
    parts: list[Field | Remark | Ask] = [Remark(voice.say("Who came to {posting}", posting=name))]
    for seated in sheet.people:
        parts += _person(voice, sheet, seated)
    parts.append(_hours(voice, "hours", voice.word("Hours for each person who came"), sheet.minutes))
    if not sheet.each:
        parts.append(Ask((Button(voice.word("Different hours for some"), "attendance.each", ""),)))
    if sheet.page < sheet.pages:
        command = Code(voice.phrase("/organize attendance {number}", number=str(sheet.opportunity.number)))
        page = {"page": sheet.page + 1, "pages": sheet.pages}
        parts.append(Remark(voice.say("Save, then open page {page} of {pages}: {command}", command=command, **page)))
    return Form(
        name="attendance.saved",
        title=voice.word("Who came"),
        close=voice.word("Close"),
        submit=voice.word("Save"),
        parts=tuple(parts),
        carried={
            "number": str(sheet.opportunity.number),
            "session": str(sheet.session.id) if sheet.session else "",
            "page": str(sheet.page),
        },
    )


def _person(voice: Voice, sheet: Sheet, seated: Seated) -> list[Field | Remark | Ask]:
    role, signup, person = seated
    label = f"{person.name} ({role.name})"
    options = tuple((one.value, voice.word(ATTENDANCES[one])) for one in Attendance)
    came: Field = OneOf(str(signup.id), label, options=options, initial=signup.attendance or Attendance.CAME)
    if not sheet.each:
        return [came]
    own = signup.minutes if signup.minutes != sheet.minutes else None
    hours = voice.phrase("Hours for {name}, if different", name=label)
    return [came, _hours(voice, f"hours_{signup.id}", hours, own)]


def _hours(voice: Voice, name: str, label: str, minutes: int | None) -> Field:
    """Hours as people write them: "2", "2.5" or "2,5"."""
    return Words(name, label, "", True, initial=voice.hours(minutes) if minutes else "", longest=LONGEST_HOURS)


def which(voice: Voice, dates: Dates) -> Message:
    """The sessions that have begun, to choose from; a long one page by page."""
    posting = named(voice, dates.opportunity)
    options = [
        (_date(voice, session, page, pages), f"attendance.date/{page}|{session.id}")
        for session, pages in dates.sessions
        for page in range(1, pages + 1)
    ]
    choice = Choice(voice.word("Choose a date"), "attendance.choose", tuple(options))
    return Message((Paragraph(voice.say("Who came to {posting}: which date?", posting=posting)), choice))


def _date(voice: Voice, session: Session, page: int, pages: int) -> str:
    when = voice.when(session.starts_at, session.timezone).words
    return voice.phrase("{when}, page {page}", when=when, page=page) if pages > 1 else when


def asked(voice: Voice, over: Over) -> Message:
    """To its organizers: who came? Once it is noted, that it is."""
    posting = _name(voice, over.opportunity, over.session)
    if not over.asked:
        told = voice.say("Attendance at {posting} is noted.", posting=posting)
        again = Button(voice.word("Look again"), *_sheet(over, 1))
        return paragraph(told).with_button(again, details_button(voice, over.opportunity.number))
    told = voice.say("{posting} is over. Who came?", posting=posting)
    note = voice.word("Note who came")
    buttons = [Button(note, *_sheet(over, 1), style="primary")]
    more = range(2, min(over.pages, MOST_PAGES) + 1)
    buttons += [Button(voice.phrase("Page {page}", page=page), *_sheet(over, page)) for page in more]
    return paragraph(told).with_button(*buttons, details_button(voice, over.opportunity.number))


def _sheet(over: Over, page: int) -> tuple[str, str]:
    """What a button to that page does, and to what."""
    if over.session is None:
        return "attendance.start", f"{page}|{over.opportunity.number}"
    return "attendance.date", f"{page}|{over.session.id}"


def came_button(voice: Voice, opportunity: Opportunity, session: Session | None) -> Button:
    number = str(opportunity.number)
    says = voice.phrase("Who came: #{number}", number=number)
    return Button(voice.word("Who came"), *_sheet(Over(opportunity, session, 1, asked=True), 1), says=says)


def hours(voice: Voice, opportunity: Opportunity, session: Session | None, given: int) -> Message:
    """To who came; to the one date that it was, if it was one."""
    told = voice.say(
        "Thank you for coming to {posting}. Hours noted for you: {hours}",
        posting=_name(voice, opportunity, session),
        hours=voice.hours(given),
    )
    return Message((Paragraph(told), Note(voice.say("All your hours: {command}", command=_mine(voice)))))


def _mine(voice: Voice) -> Code:
    return Code(voice.word("/volunteer mine"))


def given(voice: Voice, found: Sequence[tuple[Opportunity, int]]) -> tuple[Part, ...]:
    """What the reader has given so far: the total, and the latest of it."""
    if not found:
        return ()
    total = sum(minutes for _opportunity, minutes in found)
    head = voice.say("Hours you have given so far: {hours}", hours=voice.hours(total))
    rows = [
        voice.say("{posting}: {hours} h", posting=named(voice, one), hours=voice.hours(minutes))
        for one, minutes in found[:MOST_GIVEN]
    ]
    return (Paragraph(lines(head, *rows)),)


def saved(voice: Voice, came: int) -> Text:
    return voice.count(
        "Noted: {n} person came. Anyone who did not is told, and can say otherwise.",
        "Noted: {n} people came. Anyone who did not is told, and can say otherwise.",
        came,
    )


def missed(voice: Voice, opportunity: Opportunity, session: Session | None, signup: Signup) -> Message:
    """To who was said not to have come."""
    name = _name(voice, opportunity, session)
    text = voice.say("You are noted as absent from {posting}.", posting=name)
    there = Button(voice.word("I was there"), "attendance.contest", str(signup.id))
    return paragraph(text).with_button(there, details_button(voice, opportunity.number))


def contested_answer(voice: Voice, opportunity: Opportunity) -> Message:
    return paragraph(voice.say("The organizers of {posting} will look at it.", posting=named(voice, opportunity)))


def contested(voice: Voice, opportunity: Opportunity, session: Session | None, signup: Signup, name: str) -> Message:
    """To an organizer."""
    posting = _name(voice, opportunity, session)
    text = voice.say("{name} says they were at {posting}.", name=name, posting=posting)
    return paragraph(text).with_button(
        Button(voice.word("They came"), "attendance.agree", str(signup.id), style="primary"),
        details_button(voice, opportunity.number),
    )


def agreed(voice: Voice, opportunity: Opportunity, name: str) -> Message:
    return paragraph(voice.say("{name} came to {posting}.", name=name, posting=named(voice, opportunity)))
