"""Posting an opportunity: the dialog, "more", faults beside the fields, and the shortcuts."""

from datetime import date, time

from tests.stories.saying import french
from tests.town import POSTING, UNDATED, Town

FIELDS = [
    "Kind", "Title", "Organization", "Summary, in one line", "Description", "Roles and seats", "Day", "Start", "End",
    "Place", "Link or address", "Time asked, in hours", "Unit", "Total hours, over the whole time",
    "Languages of work",
]  # fmt: skip
REST = [
    "Repeats", "Skills that help", "Way in", "Deadline", "Questions", "Most applicants waiting at once",
    "How to join", "Accessibility", "Honorarium", "What you will learn", "About the team", "Links",
    "Language of this text", "Title in the other language",
    "Summary in the other language", "Description in the other language", "Time zone",
    "When to publish", "Day to publish", "Hour to publish", "Channels to announce it in",
]  # fmt: skip
MORE = "More: skills, way in, links, time zone"


def test_posting_with_everything_shows_everything(town: Town) -> None:
    town.rosa.types(town.square, "/organize post")
    assert town.rosa.sees_dialog().fields == FIELDS
    town.rosa.sees_dialog().press(MORE)
    assert town.rosa.sees_dialog().fields == [*FIELDS, *REST]
    everything = {
        "skills": "Patience",
        "timezone": "america/st johns",
        "place": "hybrid",
        "where": "Hall",
    }
    town.fills(town.rosa, {**POSTING, **everything, "roles": "Designer 2\nGuide"})
    assert town.rosa.sees_dialog().words.splitlines() == [
        "#1 Map the city's parks is open. It shows in #volunteering.",
        "Who is in: /organize roster 1",
    ]
    town.deliver()
    assert town.card(1).words.splitlines() == [
        "#1 Map the city's parks",
        "Parks Ottawa · Volunteering role",
        "Walk a park and write down what is in it",
        "When: Tuesday, December 1st, 5:00 PM to 7:00 PM (in 8 days)",
        "Where: Hybrid, Hall",
        "Time asked: 3 h a week for 8 weeks, 24 h in all",
        "Languages of work: English and French",
        "Designer 0 of 2",
        "Guide 0 in, no limit",
        "Open. Press a button, or type /volunteer signup 1",
    ]
    assert "Skills: Patience" in town.answer(town.ana, "/volunteer 1").words


def test_posting_the_least_asks_for_no_date_and_no_hours(town: Town) -> None:
    asked = ("title", "organization", "summary", "roles", "work_languages")
    town.jean.types(town.square, "/organiser publier")
    town.fills(town.jean, {name: POSTING[name] for name in asked})
    assert town.jean.sees_dialog().title == french("Posted")
    town.deliver()
    lines = town.card(1).words.splitlines()
    assert lines[3:6] == ["When: No fixed date", "Where: Remote", "Languages of work: English and French"]


def test_more_keeps_what_was_typed(town: Town) -> None:
    town.jean.types(town.square, "/organiser publier")
    typed = {"title": "Vélos", "roles": "Mécano 2", "day": date(2026, 12, 1), "start": time(18, 30), "hours": 3}
    dialog = town.jean.sees_dialog().fill({**typed, "place": "in_person", "work_languages": ["fr"]})
    before = dialog.values
    dialog.press(french(MORE))
    after = town.jean.sees_dialog().values
    assert {label: after[label] for label in before if label != french(MORE)} == {
        label: value for label, value in before.items() if label != french(MORE)
    }
    assert after[french("Title")] == "Vélos"
    assert after[french("Time zone")] == "America/Toronto"


def test_faults_stand_beside_their_fields_and_nothing_is_lost(town: Town) -> None:
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().press(MORE)
    wrong = {
        "roles": "Designer 2\ndesigner 3",
        "day": date(2026, 11, 1),
        "timezone": "Nowhere/At all",
    }
    typed = town.rosa.sees_dialog().fill({**POSTING, **wrong}).values
    town.rosa.sees_dialog().submit()
    assert town.rosa.sees_dialog().errors == {
        "Time zone": "This is not a time zone. Use a name such as America/Toronto.",
        "Roles and seats": "The role “designer” is there twice. Put them on one line, with all seats.",
        "Day": "This is in the past. Choose a later day or hour.",
    }
    assert town.rosa.sees_dialog().values == typed
    town.fills(town.rosa, {"roles": "Designer 5", "day": date(2026, 12, 1), "timezone": "America/Toronto"})
    assert town.rosa.sees_dialog().title == "Posted"


def test_faults_are_told_in_french(town: Town) -> None:
    town.jean.types(town.square, "/organiser publier")
    town.fills(town.jean, {**POSTING, "roles": "0", "end": None})
    town.fills(town.jean, {"roles": "Guide 0", "end": time(18, 0), "day": date(2026, 11, 20)})
    assert town.jean.sees_dialog().errors == {
        french("Roles and seats"): french(
            "{role}: give from 1 to {most} seats, or no number for no limit.", role="Guide", most=10_000
        ),
        french("Day"): french("This is in the past. Choose a later day or hour."),
        french("End"): french("The end is before the start, or more than 16 hours after it. Check both times."),
    }


def test_a_half_given_date_is_asked_for_whole(town: Town) -> None:
    town.rosa.types(town.square, "/organize post")
    town.fills(town.rosa, {**POSTING, **UNDATED, "day": date(2026, 12, 1)})
    assert town.rosa.sees_dialog().errors == {"Start": "Give the day, the start and the end, or leave all three empty."}


def test_an_evening_past_midnight_ends_the_next_day(town: Town) -> None:
    number = town.posts(town.rosa, start=time(22, 0), end=time(1, 0))
    assert "When: Tuesday, December 1st, 10:00 PM to 1:00 AM" in town.card(number).words


def test_the_global_shortcut_opens_the_same_dialog(town: Town) -> None:
    dialog = town.rosa.uses_shortcut("Post an opportunity")
    assert dialog is not None
    assert dialog.fields == FIELDS
    town.fills(town.rosa, POSTING)
    town.deliver()
    assert town.card(1).buttons == ["Join as Designer", "Join as Developer", "Details", "Leave"]
    in_french = town.jean.uses_shortcut("Publier une offre")
    assert in_french is not None
    same = {"Description"}
    assert in_french.fields == [field if field in same else french(field) for field in FIELDS]


def test_the_message_shortcut_takes_its_message_as_description(town: Town) -> None:
    town.luc.types(town.square, "Qui peut nous aider <samedi>? Voir https://exemple.org & appeler Ana")
    dialog = town.jean.uses_message_shortcut("En faire une offre", town.luc.last(town.square))
    assert dialog is not None
    assert dialog.values["Description"] == "Qui peut nous aider <samedi>? Voir https://exemple.org & appeler Ana"
    town.fills(town.jean, {**POSTING, "description": None})
    town.deliver()
    assert "Qui peut nous aider <samedi>?" in town.answer(town.ana, "/volunteer 1").words


def test_an_organization_others_run_is_not_spoken_for_unseen(town: Town) -> None:
    town.posts(town.rosa)
    town.jean.types(town.square, "/organiser publier")
    town.fills(town.jean, {**POSTING, "organization": "parks  OTTAWA"})
    sentence = "{posting} is waiting for an admin to review it. I will tell you what they decide."
    assert town.jean.sees_dialog().words == french(sentence, posting="#2 Map the city's parks")


def test_no_channel_yet_says_who_can_choose_one(town: Town) -> None:
    town.answer(town.maya, "/volunteer-admin channels #volunteering off")
    town.rosa.types(town.square, "/organize post")
    town.fills(town.rosa, POSTING)
    assert town.rosa.sees_dialog().words.splitlines()[0] == (
        "#1 Map the city's parks is open. "
        "No channel announces it yet; an admin can choose one with /volunteer-admin channels"
    )
