"""The other dialogs: profile, settings, channels, declining, and pages to read."""

from datetime import time

from bot.marketplace.communities import Settings
from bot.marketplace.kinds import Kind, WorkLanguage
from bot.marketplace.people import LONGEST_SKILLS, MOST_HOURS
from bot.messages.form import ChannelChoice, Form, Hour, Number, OneOf, Remark, SomeOf, Words
from bot.messages.message import Text
from bot.messages.plan_fields import Known
from bot.messages.posting_fields import work_languages
from bot.messages.postings import named
from bot.messages.vocabulary import KINDS, LANGUAGES, WEEKDAYS
from bot.messages.voice import N_, Voice
from db.models import Opportunity, OpportunityState, Person


def profile_form(voice: Voice, of: Person) -> Form:
    known: Known = {"work_languages": of.work_languages}
    return Form(
        name="profile.saved",
        title=voice.word("Your profile"),
        close=voice.word("Close"),
        submit=voice.word("Save"),
        parts=(
            Remark(voice.say("Organizers see your skills when you sign up. Everything here is optional.")),
            Words(
                "skills",
                voice.word("Skills"),
                voice.word("For example: service design, Python, facilitation"),
                optional=True,
                several_lines=True,
                initial=of.skills,
                longest=LONGEST_SKILLS,
            ),
            Number(
                "hours_per_week", voice.word("Hours a week you can give"), "", True, of.hours_per_week, 1, MOST_HOURS
            ),
            work_languages(voice, known, voice.word("Languages you can work in"), optional=True),
            SomeOf(
                "asked",
                voice.word("Requests for help"),
                optional=True,
                options=(("yes", voice.word("Ask me when people with my skills are missing")),),
                initial=("yes",) if of.may_be_asked else (),
            ),
        ),
    )


def decline_form(voice: Voice, opportunity: Opportunity, seen: str) -> Form:
    """`seen` is the version that was shown to who declines."""
    return Form(
        name="opportunity.declined",
        title=voice.word("Decline"),
        close=voice.word("Close"),
        submit=voice.word("Decline"),
        parts=(
            Remark(voice.say("The author of {posting} will read this.", posting=named(voice, opportunity))),
            Words("reason", voice.word("Why, and what to change"), several_lines=True, longest=1000),
        ),
        carried={"number": str(opportunity.number), "seen": seen},
    )


def settings_form(voice: Voice, now: Settings) -> Form:
    return Form(
        name="settings.saved",
        title=voice.word("Settings"),
        close=voice.word("Close"),
        submit=voice.word("Save"),
        parts=(
            *_review_fields(voice, now),
            OneOf(
                "language",
                voice.word("Language of cards in channels"),
                options=tuple((one.value, voice.word(LANGUAGES[one])) for one in WorkLanguage),
                initial=now.language,
            ),
            Words(
                "timezone",
                voice.word("Time zone"),
                voice.word("A name such as America/Toronto."),
                initial=now.timezone,
                longest=64,
            ),
            *_digest_fields(voice, now),
        ),
    )


def _review_fields(voice: Voice, now: Settings) -> tuple[OneOf, ...]:
    return (
        OneOf(
            "moderation",
            voice.word("Review postings before they open"),
            options=_on_off(voice),
            initial=_flag(now.moderation),
        ),
        OneOf(
            "trust_vetted",
            voice.word("Postings of vetted organizations skip review"),
            options=_on_off(voice),
            initial=_flag(now.trust_vetted),
        ),
    )


def _digest_fields(voice: Voice, now: Settings) -> tuple[OneOf | Hour, ...]:
    return (
        OneOf("digest", voice.word("Weekly digest for admins"), options=_on_off(voice), initial=_flag(now.digest_on)),
        OneOf(
            "weekday",
            voice.word("Day of the digest"),
            options=tuple((str(n), voice.word(day)) for n, day in enumerate(WEEKDAYS)),
            initial=str(now.weekday),
        ),
        Hour("hour", voice.word("Hour of the digest"), initial=time(now.minute // 60, now.minute % 60)),
    )


def _on_off(voice: Voice) -> tuple[tuple[str, str], ...]:
    return (("on", voice.word("On")), ("off", voice.word("Off")))


def _flag(on: bool) -> str:
    return "on" if on else "off"


def channel_form(voice: Voice) -> Form:
    return Form(
        name="channels.saved",
        title=voice.word("Announce in a channel"),
        close=voice.word("Close"),
        submit=voice.word("Save"),
        parts=(
            ChannelChoice("channel", voice.word("Channel")),
            SomeOf(
                "kinds",
                voice.word("What it announces"),
                voice.word("Choose none to announce everything."),
                optional=True,
                options=tuple((one.value, voice.word(KINDS[one])) for one in Kind),
            ),
        ),
    )


SAVED, POSTED, DECLINED, SENT = N_("Saved"), N_("Posted"), N_("Declined"), N_("Sent")
APPROVED, FOR_REVIEW = N_("Approved"), N_("Sent for review")
"""Titles of the pages that dialogs turn into."""


def became(opportunity: Opportunity) -> str:
    """The title for what was just posted: kept as a draft, waiting for an admin, or open."""
    by_state = {OpportunityState.DRAFT: SAVED, OpportunityState.SUBMITTED: FOR_REVIEW}
    return by_state.get(opportunity.state, POSTED)


def page_form(voice: Voice, title: str, text: Text) -> Form:
    """A page to read and close: what a dialog turns into when it was taken."""
    return Form(name="", title=voice.word(title), close=voice.word("Close"), parts=(Remark(text),))
