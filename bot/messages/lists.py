"""Lists, ten to a page, with previous and next; and the roster."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from math import ceil
from textwrap import shorten

from bot.marketplace.browsing import Listing
from bot.marketplace.kinds import Attendance, Entry
from bot.marketplace.rosters import Roster, Seated
from bot.marketplace.versions import version
from bot.messages.attendance import came_button
from bot.messages.cards import row
from bot.messages.message import (
    Button,
    Buttons,
    Code,
    Message,
    Note,
    Paragraph,
    Part,
    Strong,
    Text,
    joined,
    lines,
    paragraph,
)
from bot.messages.postings import file_button, named, seats
from bot.messages.slots import filled
from bot.messages.vocabulary import ATTENDANCES
from bot.messages.voice import N_, Voice
from db.models import Person, Role, Signup, SignupState
from db.queries.opportunities import Posting

ROSTER_ROWS = 50
FILLED_ROWS = 10
"""Of those who answered questions fewer fit on a page."""
ROSTER_SKILLS = 100
"""Characters of somebody's skills on a roster: a page of them must fit in one message."""


def open_list(voice: Voice, listing: Listing, now: datetime) -> Message:
    """What is open, newest first."""
    if not listing.total:
        return _nothing_open(voice, listing.words)
    if listing.words:
        head = voice.count(
            "{n} open opportunity for “{words}”",
            "{n} open opportunities for “{words}”",
            listing.total,
            words=listing.words,
        )
    else:
        head = voice.count("{n} open opportunity", "{n} open opportunities", listing.total)
    rows = tuple(row(voice, facts, now) for facts in listing.postings)
    signup, browse = Code(_joining(voice, listing.postings)), Code(voice.word("/volunteer browse design"))
    tip = Note(voice.say("To sign up, type {signup}; to search, {browse}", signup=signup, browse=browse))
    about = listing.words
    return Message(
        (Paragraph((Strong(_words(head)),)), *rows, *pager(voice, listing, "opportunities.page", about), tip)
    )


def _joining(voice: Voice, shown: Sequence[Posting]) -> str:
    """What is typed to come in, of the first of these where that is enough; else to apply to it."""
    at_once = [one for one in shown if one.opportunity.entry != Entry.APPLICATION]
    number = str((at_once or shown)[0].opportunity.number)
    command = N_("/volunteer signup {number}") if at_once else N_("/volunteer apply {number}")
    return voice.phrase(command, number=number)


def _words(text: Text) -> str:
    return "".join(str(span) for span in text)


def _nothing_open(voice: Voice, words: str) -> Message:
    if words:
        return paragraph(voice.say("Nothing open mentions “{words}”.", words=words)).with_button(
            Button(voice.word("See all that is open"), "opportunities.page", "1|")
        )
    return paragraph(
        voice.say(
            "Nothing is open at the moment. To post something, type {command}",
            command=Code(voice.word("/organize post")),
        )
    )


def turned_to(page: int, total: int, size: int) -> Listing:
    """Where one is in so many rows; a page past the end is the last."""
    pages = ceil(total / size)
    return Listing((), min(max(page, 1), pages), pages, total)


def pager(voice: Voice, listing: Listing, does: str, about: str) -> tuple[Part, ...]:
    """Previous and next, and where we are; nothing when there is one page."""
    if listing.pages == 1:
        return ()
    buttons = []
    if listing.page > 1:
        buttons.append(Button(voice.word("Previous page"), f"{does}", f"{listing.page - 1}|{about}"))
    if listing.page < listing.pages:
        buttons.append(Button(voice.word("Next page"), f"{does}", f"{listing.page + 1}|{about}"))
    place = voice.say(
        "Page {page} of {pages}. To go to another page, add for example {typed} to the command.",
        page=listing.page,
        pages=listing.pages,
        typed=Code("page 2"),
    )
    return (Buttons(tuple(buttons)), Note(place))


def post_button(voice: Voice) -> Button:
    return Button(voice.word("Post an opportunity"), "opportunity.post", style="primary")


def decide_buttons(voice: Voice, facts: Posting) -> tuple[Button, Button, Button]:
    """Approve what is shown here, edit it first, or decline it with a text."""
    number = facts.opportunity.number
    shown = f"{number}|{version(facts)}"
    says = {"number": str(number)}
    return (
        Button(
            voice.word("Approve"),
            "opportunity.approve",
            shown,
            says=voice.phrase("Approve #{number}", **says),
            style="primary",
        ),
        Button(
            voice.word("Edit and approve"),
            "review.edit",
            shown,
            says=voice.phrase("Edit and approve #{number}", **says),
        ),
        Button(voice.word("Decline"), "opportunity.decline", shown, says=voice.phrase("Decline #{number}", **says)),
    )


def review_list(voice: Voice, listing: Listing, now: datetime) -> Message:
    """What waits for review, oldest first."""
    if not listing.total:
        return paragraph(voice.say("Nothing is waiting for review."))
    parts: list[Part] = []
    for facts in listing.postings:
        parts.append(row(voice, facts, now))
        parts.append(Buttons(decide_buttons(voice, facts)))
    return Message((*parts, *pager(voice, listing, "review.page", "")))


def roster(voice: Voice, found: Roster, page: int = 1) -> Message:
    """Everyone in, and the waiting list in order, role by role, 50 to a page; of several dates, one at a time."""
    dates = _roster_dates(voice, found)
    posting = _roster_name(voice, found)
    if not found.people:
        return Message((Paragraph(voice.say("Nobody has signed up for {posting} yet.", posting=posting)), *dates))
    rows = FILLED_ROWS if found.filled else ROSTER_ROWS
    turn = turned_to(page, len(found.people), rows)
    parts: list[Part] = [Paragraph(voice.say("Who is in {posting}", posting=posting))]
    shown = list(_numbered(found.people))[(turn.page - 1) * rows : turn.page * rows]
    for role_id in dict.fromkeys(role.id for _number, role, _signup, _person in shown):
        of_role = [one for one in shown if one[1].id == role_id]
        head = joined(Strong(of_role[0][1].name), " ", seats(voice, of_role[0][1]))
        seated = [seated_line(voice, n, signup, who) for n, _role, signup, who in of_role]
        if found.filled:
            parts += [Paragraph(head), *_with_answers(voice, found, [one[2] for one in of_role], seated)]
        else:
            parts.append(Paragraph(lines(head, *seated)))
    number = str(found.opportunity.number)
    says = voice.phrase("Message everyone: #{number}", number=number)
    write = Button(voice.word("Message everyone"), "notice.start", number, says=says)
    came = [came_button(voice, found.opportunity, found.session)] if found.begun else []
    of = found.session.id if found.session and (found.before or found.after) else ""
    ways = Buttons((write, *came, file_button(voice, "roster.file", f"{number}|{of}", found.opportunity.number)))
    if found.session is None:
        return Message((*parts, *pager(voice, turn, "roster.page", number), ways))
    return Message((*parts, *pager(voice, turn, "roster.date", str(found.session.id)), *dates, ways))


def _with_answers(voice: Voice, found: Roster, signups: Sequence[Signup], seated: Sequence[Text]) -> Iterator[Part]:
    """Each person apart, with what they answered and need."""
    for signup, line in zip(signups, seated, strict=True):
        one = found.filled.get(signup.id)
        yield Paragraph(lines(line, *(filled(voice, one.answers, one.needs) if one else ())))


def _roster_name(voice: Voice, found: Roster) -> Text:
    """Number and title, and which date where there are several."""
    posting = named(voice, found.opportunity)
    if found.session is None or not (found.before or found.after):
        return posting
    return voice.say("{posting}, {when}", posting=posting, when=voice.when(found.session.starts_at))


def _roster_dates(voice: Voice, found: Roster) -> tuple[Part, ...]:
    """The way to the date before, and to the one after."""
    ways = ((found.before, voice.word("Previous date")), (found.after, voice.word("Next date")))
    buttons = tuple(Button(label, "roster.date", f"1|{session}") for session, label in ways if session)
    return (Buttons(buttons),) if buttons else ()


def _numbered(people: Sequence[Seated]) -> Iterator[tuple[int, Role, Signup, Person]]:
    """Each with their number within the role."""
    counted: Counter[int] = Counter()
    for role, signup, person in people:
        counted[role.id] += 1
        yield counted[role.id], role, signup, person


def seated_line(voice: Voice, number: int, signup: Signup, person: Person) -> Text:
    standing = voice.word("waiting") if signup.state is SignupState.WAITING else _stands(voice, signup)
    skills = shorten(person.skills, ROSTER_SKILLS, placeholder="…")
    return (f"{number}. {person.name} ({standing}){f' · {skills}' if skills else ''}",)


def _stands(voice: Voice, signup: Signup) -> str:
    """In; that they still come after it had moved; or, once it was noted, whether they came and for how long."""
    if signup.attendance is None:
        return voice.word("in, confirmed") if signup.coming_at else voice.word("in")
    noted = voice.word(ATTENDANCES[Attendance(signup.attendance)]).lower()
    return (
        voice.phrase("{noted}, {hours} h", noted=noted, hours=voice.hours(signup.minutes)) if signup.minutes else noted
    )
