"""The files organizers ask for: tables for a spreadsheet, and what is said beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.marketplace.files import Promised
from bot.marketplace.kinds import Attendance, Kind
from bot.marketplace.matching import match
from bot.marketplace.naming import folded
from bot.marketplace.tables import line, shielded
from bot.messages.applicants import STANDS
from bot.messages.file import File
from bot.messages.message import Code, Message, Text, lines, paragraph
from bot.messages.postings import named
from bot.messages.vocabulary import ATTENDANCES, language_names
from bot.messages.voice import N_, Voice
from db.models import Application, Opportunity, Signup, SignupState
from db.queries.applications import Applicant
from db.queries.files import Row

BOM = "\ufeff"
"""Without it spreadsheets take accents for something else."""
SEPARATORS = {"en": ",", "fr": ";"}
"""What a spreadsheet in that language expects between two cells, where the comma is for decimals or is not."""
SEATED = {SignupState.IN: N_("in"), SignupState.WAITING: N_("waiting")}


@dataclass(frozen=True, slots=True)
class About:
    """What a file is about: the posting, the moment, and the zone its times are told in."""

    opportunity: Opportunity
    now: datetime
    timezone: str

    def time(self, at: datetime | None) -> str:
        """As spreadsheets read it in any language."""
        return f"{at.astimezone(ZoneInfo(self.timezone)):%Y-%m-%d %H:%M}" if at else ""


def roster_file(voice: Voice, about: About, rows: Sequence[Row], filled: Mapping[int, Application]) -> File:
    """Everyone in or waiting, a line each; who takes part in research with their answers and needs."""
    research = about.opportunity.kind == Kind.RESEARCH
    asked = questions(about.opportunity, filled.values()) if research else []
    table = [_roster_heads(voice, about) + ([*asked, voice.word("Needs")] if research else [])]
    for row in rows:
        one = filled.get(row[2].id)
        more = [*_answers(asked, one), one.needs if one else ""] if research else []
        table.append(_roster_row(voice, about, row) + more)
    told = voice.say("Who is in {posting}", posting=named(voice, about.opportunity))
    return _file(voice, about, voice.word("roster"), told, table)


def _roster_heads(voice: Voice, about: About) -> list[str]:
    return [
        voice.phrase("Date ({timezone})", timezone=about.timezone),
        voice.word("Role"),
        voice.word("Name"),
        voice.word("State"),
        voice.phrase("Signed up ({timezone})", timezone=about.timezone),
        voice.word("Skills"),
        voice.word("Who came"),
        voice.word("Hours"),
    ]


def _roster_row(voice: Voice, about: About, row: Row) -> list[str]:
    session, role, signup, person = row
    return [
        about.time(session.starts_at if session else None),
        role.name,
        person.name,
        voice.word(SEATED[signup.state]),
        about.time(signup.signed_up_at),
        person.skills,
        _attended(voice, signup),
        voice.hours(signup.minutes) if signup.minutes else "",
    ]


def _attended(voice: Voice, signup: Signup) -> str:
    return voice.word(ATTENDANCES[Attendance(signup.attendance)]) if signup.attendance else ""


def applicants_file(voice: Voice, about: About, rows: Sequence[Applicant]) -> File:
    """Everyone who applied, a line each, with what matches and what they wrote."""
    asked = questions(about.opportunity, [one.application for one in rows])
    heads = [
        voice.word("Name"),
        voice.word("Role"),
        voice.word("State"),
        voice.phrase("Applied ({timezone})", timezone=about.timezone),
        voice.word("Languages of work"),
        voice.word("Hours a week"),
        voice.word("Skills"),
        voice.word("Skills in common"),
        voice.word("Note"),
        *asked,
        voice.phrase("Answered ({timezone})", timezone=about.timezone),
        voice.word("Your answer"),
    ]
    table = [heads, *(_applicant(voice, about, asked, one) for one in rows)]
    told = voice.say("Who applied to {posting}", posting=named(voice, about.opportunity))
    return _file(voice, about, voice.word("applicants"), told, table)


def _applicant(voice: Voice, about: About, asked: Sequence[str], one: Applicant) -> list[str]:
    return [
        one.person.name,
        one.role.name,
        voice.word(STANDS[one.signup.state]),
        about.time(one.application.created_at),
        language_names(voice, one.person.work_languages),
        str(one.person.hours_per_week or ""),
        one.person.skills,
        ", ".join(match(about.opportunity, one.person, one.role).skills),
        one.application.note,
        *_answers(asked, one.application),
        about.time(one.application.decided_at),
        one.application.text,
    ]


def questions(opportunity: Opportunity, given: Iterable[Application]) -> list[str]:
    """Every question that anybody answered, a column each: those asked now first, then those asked before."""
    answered = [asked for one in given for asked, _told in one.answers]
    return list(dict.fromkeys([*opportunity.questions, *answered]))


def _answers(asked: Sequence[str], one: Application | None) -> list[str]:
    told: dict[str, str] = dict(one.answers) if one else {}
    return [told.get(question, "") for question in asked]


def _file(voice: Voice, about: About, what: str, told: Text, table: Sequence[Sequence[str]]) -> File:
    """`what` is a part of its name, which bears nothing that people wrote."""
    separator = SEPARATORS[voice.language]
    content = BOM + "".join(line([shielded(cell) for cell in cells], separator) for cells in table)
    day = about.now.astimezone(ZoneInfo(about.timezone)).date().isoformat()
    name = f"{about.opportunity.number}-{folded(what)}-{day}.csv"
    note = voice.say("It holds what people told you: keep it to yourself, and delete it when you are done.")
    return File(name, name, lines(told, note), content.encode())


def promised(voice: Voice, asked: Promised) -> Message:
    """That it comes, and where."""
    posting = named(voice, asked.opportunity)
    if asked.roster and asked.applicants:
        told = voice.say(
            "The roster and the applicants of {posting} come as files, in direct messages.", posting=posting
        )
    elif asked.roster:
        told = voice.say("The roster of {posting} comes as a file, in a direct message.", posting=posting)
    else:
        told = voice.say("The applicants of {posting} come as a file, in a direct message.", posting=posting)
    return paragraph(told)


def in_doubt(voice: Voice, opportunity: Opportunity) -> Message:
    """To who asked for a file of which nobody knows whether it came."""
    command = Code(voice.phrase("/organize export {number}", number=str(opportunity.number)))
    return paragraph(
        voice.say(
            "I do not know whether the file about {posting} arrived. If you do not see it, ask again: {command}",
            posting=named(voice, opportunity),
            command=command,
        )
    )
