"""The words for closed lists: kinds, places, states, languages, days."""

from collections.abc import Sequence

from bot.marketplace.kinds import Attendance, Entry, HoursUnit, Kind, Level, Place, WorkLanguage
from bot.messages.voice import N_, Voice
from db.models import OpportunityState

KINDS = {
    Kind.VOLUNTEERING: N_("Volunteering role"),
    Kind.TEAM: N_("Project team"),
    Kind.ADVICE: N_("Advice"),
    Kind.RESEARCH: N_("Research session"),
    Kind.EVENT: N_("Event or hack night"),
    Kind.COHORT: N_("Cohort"),
}
PLACES = {
    Place.REMOTE: N_("Remote"),
    Place.HYBRID: N_("Hybrid"),
    Place.IN_PERSON: N_("In person"),
}
ENTRIES = {Entry.OPEN: N_("First come, first served"), Entry.APPLICATION: N_("By application")}
ATTENDANCES = {
    Attendance.CAME: N_("Came"),
    Attendance.ABSENT: N_("Did not come"),
    Attendance.EXCUSED: N_("Excused"),
}
LEVELS = {
    Level.ANY: N_("any level"),
    Level.BEGINNER: N_("beginner"),
    Level.INTERMEDIATE: N_("intermediate"),
    Level.EXPERIENCED: N_("experienced"),
}
"""As a role's line names them, which is read again: `bot.marketplace.role_needs` knows these words."""
UNITS = {HoursUnit.WEEK: N_("hours a week"), HoursUnit.ALL: N_("hours in all")}
LANGUAGES = {WorkLanguage.ENGLISH: N_("English"), WorkLanguage.FRENCH: N_("French")}
STATES = {
    OpportunityState.DRAFT: N_("Draft"),
    OpportunityState.SUBMITTED: N_("Waiting for review"),
    OpportunityState.OPEN: N_("Open"),
    OpportunityState.PAUSED: N_("Paused: no sign-ups for now"),
    OpportunityState.FILLED: N_("Filled"),
    OpportunityState.IN_PROGRESS: N_("In progress"),
    OpportunityState.COMPLETED: N_("Completed"),
    OpportunityState.DECLINED: N_("Declined"),
    OpportunityState.CANCELLED: N_("Cancelled"),
    OpportunityState.EXPIRED: N_("Expired"),
}
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def kind_names(voice: Voice, kinds: Sequence[str]) -> str:
    """The kinds as a list in words; "everything" for none in particular."""
    return voice.several([voice.word(KINDS[Kind(kind)]) for kind in kinds]) if kinds else voice.word("everything")


def language_names(voice: Voice, languages: Sequence[str]) -> str:
    return voice.several([voice.word(LANGUAGES[WorkLanguage(one)]) for one in languages])
