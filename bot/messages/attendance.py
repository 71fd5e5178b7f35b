"""Who came: the dialog, what the absent are told, and what an organizer is told when they say otherwise."""

from bot.marketplace.attendance import MOST_HOURS, Seated, Sheet
from bot.marketplace.kinds import Attendance
from bot.messages.form import Ask, Field, Form, Number, OneOf, Remark
from bot.messages.message import Button, Message, Text, paragraph
from bot.messages.postings import details_button, named
from bot.messages.vocabulary import ATTENDANCES
from bot.messages.voice import Voice
from db.models import Opportunity, Signup


def attendance_form(voice: Voice, sheet: Sheet) -> Form:
    """Everyone who had a seat; who is not marked otherwise came."""
    number = str(sheet.opportunity.number)
    parts: list[Field | Remark | Ask] = [
        Remark(voice.say("Who came to {posting}", posting=named(voice, sheet.opportunity)))
    ]
    parts += [_person(voice, one) for one in sheet.people]
    hours = Number("hours", voice.word("Hours of each who came"), "", True, sheet.hours, 1, MOST_HOURS)
    parts.append(hours)
    if sheet.page < sheet.pages:
        more = voice.phrase("Save, then open page {page} of {pages}", page=sheet.page + 1, pages=sheet.pages)
        parts.append(Remark((more,)))
    return Form(
        name="attendance.saved",
        title=voice.word("Who came"),
        close=voice.word("Close"),
        submit=voice.word("Save"),
        parts=tuple(parts),
        carried={"number": number, "page": str(sheet.page)},
    )


def _person(voice: Voice, seated: Seated) -> Field:
    role, signup, person = seated
    options = tuple((one.value, voice.word(ATTENDANCES[one])) for one in Attendance)
    return OneOf(
        str(signup.id), f"{person.name} ({role.name})", options=options, initial=signup.attendance or Attendance.CAME
    )


def saved(voice: Voice, came: int) -> Text:
    return voice.count(
        "Noted: {n} person came. Who did not is told, and can say otherwise.",
        "Noted: {n} people came. Who did not is told, and can say otherwise.",
        came,
    )


def missed(voice: Voice, opportunity: Opportunity, signup: Signup) -> Message:
    """To who was said not to have come."""
    text = voice.say("You are noted as not having come to {posting}.", posting=named(voice, opportunity))
    there = Button(voice.word("I was there"), "attendance.contest", str(signup.id))
    return paragraph(text).with_button(there, details_button(voice, opportunity.number))


def contested_answer(voice: Voice, opportunity: Opportunity) -> Message:
    return paragraph(voice.say("The organizers of {posting} will look at it.", posting=named(voice, opportunity)))


def contested(voice: Voice, opportunity: Opportunity, signup: Signup, name: str) -> Message:
    """To an organizer."""
    text = voice.say("{name} says they were at {posting}.", name=name, posting=named(voice, opportunity))
    return paragraph(text).with_button(
        Button(voice.word("They came"), "attendance.agree", str(signup.id), style="primary"),
        details_button(voice, opportunity.number),
    )


def agreed(voice: Voice, opportunity: Opportunity, name: str) -> Message:
    return paragraph(voice.say("{name} came to {posting}.", name=name, posting=named(voice, opportunity)))
