"""Closed lists of what a posting may say of itself. Their words are in `bot.messages.vocabulary`."""

from enum import StrEnum


class Kind(StrEnum):
    """Code for Canada's services and programmes, each one kind (see the design)."""

    TEAM = "team"
    ADVICE = "advice"
    RESEARCH = "research"
    VOLUNTEERING = "volunteering"
    EVENT = "event"
    COHORT = "cohort"


class Place(StrEnum):
    REMOTE = "remote"
    HYBRID = "hybrid"
    IN_PERSON = "in_person"


class Entry(StrEnum):
    """The way in: first come, first served; or an application that somebody decides on."""

    OPEN = "open"
    APPLICATION = "application"


class Attendance(StrEnum):
    CAME = "came"
    ABSENT = "absent"
    EXCUSED = "excused"


class HoursUnit(StrEnum):
    WEEK = "week"
    ALL = "all"


class Level(StrEnum):
    """How much of it somebody must have done before to take a role."""

    ANY = "any"
    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    EXPERIENCED = "experienced"


class WorkLanguage(StrEnum):
    ENGLISH = "en"
    FRENCH = "fr"
