"""Postings that wait for their hour, or for somebody to finish them; channels chosen; copies and templates."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from sandbox.workspace import Channel
from tests.stories.saying import french
from tests.town import POSTING, START, STARTS, UNDATED, Town

TITLE = "#1 Map the city's parks"
MORE = "More: skills, way in, links, time zone"
NINE = datetime(2026, 11, 25, 14, tzinfo=UTC)
"""Wednesday, 9:00 in Toronto."""
AT_NINE: dict[str, Any] = {"publish": "at", "publish_day": date(2026, 11, 25), "publish_hour": time(9)}


def fills_in(town: Town, who: Any, **changes: Any) -> Any:
    """The posting dialog with all its fields, sent; the dialog as it then is."""
    who.types(town.square, "/organize post")
    town.dialog_of(who).press(MORE if who is not town.jean else french(MORE))
    town.fills(who, {**POSTING, **changes})
    town.deliver()
    return town.dialog_of(who)


def cards(town: Town, channel: Channel | None = None) -> list[str]:
    """The first line of each of the bot's public messages there."""
    return [m.words.splitlines()[0] for m in town.ana.sees(channel or town.square) if not m.is_ephemeral]


def test_a_draft_is_seen_by_its_organizers_only_until_it_is_published(town: Town) -> None:
    kept = fills_in(town, town.jean, publish="draft")
    assert kept.words.splitlines()[0] == french("{posting} is kept as a draft.", posting=TITLE)
    kept.close()
    assert cards(town) == []
    assert town.answer(town.ana, "/volunteer 1").words == "There is no opportunity #1."
    mine = town.answer(town.jean, "/organiser mes-offres")
    assert mine.words.splitlines()[1].startswith("Brouillon")
    assert mine.buttons == [french(label) for label in ("Publish", "Edit", "Discard")]
    town.jean.presses(mine, french("Edit"))
    town.fills(town.jean, {"summary": "Count the benches"})
    town.dialog_of(town.jean).close()
    assert cards(town) == [], "an edit keeps it a draft"
    told = town.press(town.jean, mine, french("Publish"))
    assert told.words.startswith(french("{posting} is open.", posting=TITLE))
    town.deliver()
    assert town.card(1).words.splitlines()[2] == "Count the benches"
    again = town.press(town.jean, mine, french("Publish"))
    assert again.words == french("#{number} is already in that state: {state}. There is nothing to change.", number="1",
                                 state=french("Open"))  # fmt: skip
    town.deliver()
    assert cards(town) == [TITLE]


def test_a_draft_thrown_away_is_gone_from_the_list(town: Town) -> None:
    fills_in(town, town.rosa, publish="draft").close()
    mine = town.answer(town.rosa, "/organize mine")
    town.rosa.presses(mine, "Discard", confirm=False)
    assert town.press(town.rosa, mine, "Discard", confirm=True).words == f"{TITLE} is thrown away."
    assert town.answer(town.rosa, "/organize mine").words == "You have posted nothing yet."
    assert town.answer(town.rosa, "/organize publish 1").words.startswith("#1 has ended for good: Cancelled.")


@pytest.mark.parametrize("stopped", [False, True], ids=["awake", "after a stop"])
def test_the_clock_publishes_at_the_hour_once(town: Town, *, stopped: bool) -> None:
    kept = fills_in(town, town.jean, **AT_NINE)
    when = "mercredi 25 novembre, 09:00"
    assert kept.words.splitlines()[0].endswith(f"{when}.")
    kept.close()
    assert when in town.answer(town.jean, "/organize mine").words
    town.move_to(NINE - timedelta(minutes=1))
    assert cards(town) == []
    if stopped:
        town.close()
        town.slack.clock.move_to(NINE + timedelta(hours=5))
        town.bot = town.opens()
    town.move_to(NINE + timedelta(hours=5, minutes=1) if stopped else NINE)
    town.move_to(NINE + timedelta(hours=6))
    assert cards(town) == [TITLE]
    assert town.dms(town.jean) == [french("{posting} is published, as you planned.", posting=TITLE)]


def test_what_falls_due_is_reviewed_where_the_community_wants_that(town: Town) -> None:
    town.answer(town.maya, "/volunteer-admin settings moderation on")
    fills_in(town, town.rosa, **AT_NINE).close()
    assert town.answer(town.maya, "/volunteer-admin review").words == "Nothing is waiting for review."
    town.move_to(NINE)
    assert cards(town) == []
    assert town.dms(town.rosa) == [f"{TITLE} is waiting for an admin to review it. I will tell you what they decide."]
    assert town.maya.last(town.maya.dm).words.startswith(f"{TITLE} from Parks Ottawa is waiting for your review.")


def test_a_draft_whose_date_went_by_is_not_published_and_its_author_is_told(town: Town) -> None:
    fills_in(town, town.rosa, **AT_NINE).close()
    fills_in(town, town.rosa, title="Second", publish="draft").close()
    town.close()
    town.slack.clock.move_to(STARTS + timedelta(days=1))
    town.bot = town.opens()
    for minutes in (1, 2):
        town.move_to(STARTS + timedelta(days=1, minutes=minutes))
    assert cards(town) == []
    (told,) = town.rosa.sees(town.rosa.dm)
    assert told.words == f"{TITLE} was not published: its date has passed. Give it another."
    refused = town.answer(town.rosa, "/organize publish 2")
    assert refused.words == "The date of #2 has passed. Give it another, then publish it."
    town.rosa.presses(refused, "Edit")
    town.fills(town.rosa, {"day": date(2026, 12, 9), "publish": "now"})
    assert town.dialog_of(town.rosa).words.startswith("#2 Second is open.")
    town.deliver()
    assert cards(town) == ["#2 Second"]


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"publish": "at"}, "Day to publish", "Give the day and the hour to publish it."),
    ({**AT_NINE, "publish_hour": None}, "Hour to publish", "Give the day and the hour to publish it."),
    ({**AT_NINE, "publish_day": START.date()}, "Day to publish", "This is in the past. Choose a later day or hour."),
    (
        {**AT_NINE, "publish_day": date(2026, 12, 2)},
        "Day to publish",
        "It would be published after it has started. Choose an earlier day or hour.",
    ),
    (
        {**AT_NINE, "publish_day": date(2025, 1, 1)},
        "Day to publish",
        "This is in the past. Choose a later day or hour.",
    ),
    ({**AT_NINE, "publish_day": date(2028, 1, 1)}, "Day to publish", "Choose a day within a year."),
    (
        {**AT_NINE, "publish": "now"},
        "When to publish",
        "You gave a day or an hour. Choose to publish then, or leave both empty.",
    ),
]


@pytest.mark.parametrize(("answers", "field", "sentence"), WRONG)
def test_a_plan_that_cannot_be_is_said_beside_its_field(
    town: Town, answers: dict[str, Any], field: str, sentence: str
) -> None:
    assert fills_in(town, town.rosa, **answers).errors == {field: sentence}


def test_chosen_channels_alone_announce_it(town: Town) -> None:
    lounge = town.slack.channel("lounge")
    town.slack.invite_bot(lounge)
    elsewhere = town.slack.channel("elsewhere")
    town.answer(town.maya, "/volunteer-admin channels #lounge event")
    wrong = fills_in(town, town.rosa, channels=[elsewhere, lounge])
    assert wrong.errors == {
        "Channels to announce it in": (
            "Elan does not announce in one of these. Choose others, or none. Admins add channels."
        )
    }
    town.fills(town.rosa, {"channels": [lounge]})
    assert town.dialog_of(town.rosa).words.splitlines()[0] == f"{TITLE} is open. It shows in #lounge."
    town.dialog_of(town.rosa).close()
    town.deliver()
    assert (cards(town, lounge), cards(town)) == ([TITLE], [])


def test_a_copy_has_everything_but_dates(town: Town) -> None:
    town.posts(town.rosa)
    town.rosa.types(town.square, "/organize duplicate 1")
    copied = town.rosa.sees_dialog()
    assert (copied.title, copied.values["Roles and seats"]) == ("Post an opportunity", "Designer 1\nDeveloper 2")
    assert (copied.values["Day"], copied.values["Link or address"]) == (None, POSTING["where"])
    copied.submit()
    assert town.rosa.sees_dialog().words.startswith("#2 Map the city's parks is open.")
    assert town.answer(town.ana, "/organize duplicate 1").words.startswith("Only the organizers of #1")


def test_a_template_is_kept_listed_and_started_from(town: Town) -> None:
    assert town.answer(town.jean, "/organiser modele").words == french(
        "There is no template yet. To make one of #12, type {example}", example="/organize template 12"
    )
    town.posts(town.jean)
    kept = town.answer(town.jean, "/organiser modele 1")
    assert kept.words == french(
        "#{number} is kept as the template {posting}. It has no dates. Your templates: {command}",
        number="1", posting="#2 Map the city's parks", command="/organiser modele",
    )  # fmt: skip
    town.answer(town.jean, "/organiser annuler 1")
    listed = town.answer(town.jean, "/organiser modele")
    assert listed.words.splitlines() == ["#2 Map the city's parks", "Parks Ottawa"]
    assert "#2" not in town.answer(town.jean, "/organiser mes-offres").words
    assert town.answer(town.jean, "/organiser diffuser 2").words == french(
        "#{number} cannot be changed that way. Its state: {state}.", number="2", state=french("Draft")
    )
    town.jean.presses(listed, french("Start from"))
    town.fills(town.jean, {"title": "Map them again"})
    assert town.dialog_of(town.jean).words.startswith(french("{posting} is open.", posting="#3 Map them again"))
    town.dialog_of(town.jean).close()
    town.deliver()
    assert cards(town)[-1] == "#3 Map them again"
    town.press(town.jean, listed, french("Discard"), confirm=True)
    assert town.answer(town.jean, "/organiser modele").words.startswith("Il n'y a pas encore de modèle.")


def test_an_undated_draft_may_wait_for_ever(town: Town) -> None:
    fills_in(town, town.rosa, **UNDATED, publish="draft").close()
    town.move_to(START + timedelta(days=400))
    assert (cards(town), town.dms(town.rosa)) == ([], [])
