"""What is wrong with a field, and how to mend it: one sentence beside the field."""

from bot.errors import Fault
from bot.messages.voice import N_, Voice

SENTENCES = {
    "missing": N_("Please fill this in."),
    "too_long": N_("This is too long: {length} characters, {longest} at most."),
    "number_range": N_("Give a whole number from {least} to {most}."),
    "hours_unclear": N_("Write hours such as 2 or 2.5, in quarters of an hour, {most} at most."),
    "roles_missing": N_("Name at least one role, such as: Designer 2"),
    "roles_too_many": N_("At most {most} roles. Put some together."),
    "role_unnamed": N_("“{given}” names no role. Write its name, then its seats, such as: Designer 2"),
    "seats_first": N_("“{role}”: write the name first and then its seats, such as: Designer 2"),
    "role_unclear": N_(
        "“{role}” can be read in two ways. Write: Designer 2, experienced: Figma, research; a "
        "plus: HTML. The level is beginner, intermediate, experienced or any level. Put a name "
        "with such signs in quotes."
    ),
    "level_unknown": N_(
        "“{given}” is no level. The level is beginner, intermediate, experienced or any level, such as: Designer 2, "
        "experienced: Figma"
    ),
    "role_skills_too_long": N_("The skills of {role} are too long: {longest} characters at most."),
    "role_too_long": N_("The role “{role}” is too long: {longest} characters at most."),
    "role_twice": N_("The role “{role}” is there twice. Put them on one line, with all seats."),
    "seats_range": N_("{role}: give from 1 to {most} seats, or no number for no limit."),
    "seats_below_taken": N_(
        "{role}: {taken} are in. With {seats}, the last ones would go to the waiting list: "
        "{names}. Allow that below, or keep more seats."
    ),
    "role_in_use": N_(
        "{role}: people are in, wait or have applied, so it must stay. To stop sign-ups, pause the posting."
    ),
    "people_and_research": N_(
        "People are signed up. Research asks each for their consent and names nobody: post another one instead."
    ),
    "people_applied": N_("People wait for an answer. Answer them first, or post another one."),
    "people_in_line": N_("People wait for a seat. Give them one first, or post another one."),
    "date_incomplete": N_("Give the day, the start and the end, or leave all three empty."),
    "date_needed": N_("People count on this date, so it cannot be taken away. Change it, or cancel the posting."),
    "end_before_start": N_("The end is before the start, or more than 16 hours after it. Check both times."),
    "in_the_past": N_("This is in the past. Choose a later day or hour."),
    "before_chosen": N_("This is before the date chosen above. Choose that day or a later one, or leave it empty."),
    "day_in_the_past": N_("This day is in the past. Choose a later one."),
    "too_far": N_("This is more than five years away. Check the year."),
    "series_needs_day": N_("Give the first day, its start and its end: the others follow from it."),
    "series_too_long": N_("This is more than a year after the first day. Choose an earlier last day."),
    "series_too_short": N_("Nothing repeats by then. Choose a later last day, or no repetition."),
    "holiday": N_("This is a holiday. Choose another first day, or let it take place on holidays too."),
    "date_twice": N_("It already takes place on that day at that hour. Choose another."),
    "dates_too_many": N_("At most {most} dates to come. Add fewer."),
    "consent_needed": N_("To take part, tick this box. Without it nothing is kept."),
    "unknown_timezone": N_("This is not a time zone. Use a name such as America/Toronto."),
    "organization_not_theirs": N_(
        "This organization has organizers here, or is vetted. An admin has to open a posting of it from here first."
    ),
    "organization_not_yours": N_("You do not organize for this organization. Ask one of its organizers or an admin."),
    "nobody_there": N_("Nobody is signed up or waiting there. Choose others."),
    "nobody_to_ask": N_("Choose a channel or people to ask."),
    "links_too_many": N_("At most {most} addresses, one per line."),
    "not_a_link": N_("“{given}” is not a web address. Write whole addresses, one per line."),
    "questions_too_many": N_("At most {most} questions, one per line."),
    "questions_unasked": N_("Questions are asked only by application: choose that as the way in, or leave them out."),
    "limit_unasked": N_("This limits applications: choose “By application” as the way in, or leave it empty."),
    "slot_needed": N_("People choose a slot. Give the day, start and end of the first one, or keep it as a draft."),
    "total_too_small": N_("This is less than the {hours} hours of one week. Give the hours over the whole time."),
    "question_too_long": N_("A question may have {longest} characters at most. Make it shorter."),
    "publish_now_or_then": N_("You gave a day or an hour. Choose to publish then, or leave both empty."),
    "publish_incomplete": N_("Give the day and the hour to publish it."),
    "publish_range": N_("Choose a day within a year."),
    "publish_after_start": N_("It would be published after it has started. Choose an earlier day or hour."),
    "channel_not_announcing": N_(
        "Elan does not announce in one of these. Choose others, or none. Admins add channels."
    ),
    "not_a_person": N_("I cannot write to this account. Choose people, not apps."),
    "owners_too_many": N_("At most {most} people besides the author."),
    "not_json": N_("This is not a JSON object."),
    "not_csv": N_("This is not written as a table is: check its quotation marks."),
    "too_many_cells": N_("This line has more cells than the first line has names."),
    "unknown_field": N_("There is no field of this name."),
    "unknown_column": N_("There is no field of this name, so nothing in this table is taken in."),
    "column_twice": N_("This field is there twice, so nothing in this table is taken in."),
    "not_yours_to_say": N_("This cannot be set from outside: leave it out."),
    "not_text": N_("This must be text."),
    "not_lines": N_("This must be text, or a list of texts."),
    "not_dates": N_("This must be a list of dates, each with its day, start and end."),
    "not_a_choice": N_("Give one of these: {choices}."),
    "not_whole": N_("This must be a whole number."),
    "not_a_day": N_("Write the day like this: 2026-12-01"),
    "not_an_hour": N_("Write the hour like this: {example}"),
}


def fault(voice: Voice, found: Fault) -> str:
    """The sentence for one field's fault."""
    return voice.phrase(SENTENCES[found.name], **found.values)
