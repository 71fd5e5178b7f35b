"""What people wrote pings nobody and breaks nothing, wherever it is shown again."""

import re
from datetime import timedelta
from typing import Any

import pytest

from sandbox.actor import Actor, Message, Surface
from sandbox.words.mentions import mentions
from tests.town import STARTS, UNDATED, Town

NASTY = {
    "broadcast": "<!channel> <!here|x> @here @everyone",
    "mention": "<@U000000002> <#C000000001> <!subteam^S1>",
    "entity": "R&D <b>bold</b> & <!channel|x>",
    "backticks": "` one ` two `",
    "asterisks": "*bold* _it_ ~no~ **",
    "right to left": "\u202eevil\u202c שלום مرحبا",
    "emoji": "👩🏽‍💻 :wave: 🇨🇦 :x",
    "link": "<https://evil.example|Pay here> now",
    "date": "<!date^0^{date}|never>",
    "slots": "{number} {posting} %s %(n)d {0}",
}


def flat(words: str) -> str:
    """On one line, as the bot keeps one-line fields; without the marks that Slack shows as a style, or that turn
    the direction of what follows."""
    return " ".join(re.sub("[*_~`\u202a-\u202e\u2066-\u2069]", "", words).split())


def quiet(town: Town) -> None:
    """Nobody was pinged, no answer would ping, and nothing the bot sent was refused by Slack."""
    assert town.slack.workspace.pings == []
    for channel in town.slack.workspace.channels.values():
        for post in channel.posts.values():
            if post.user == town.slack.installation.bot_user:
                assert mentions(post.text, post.blocks) == set()
            assert post.trouble == ""
    refused = [t for t in town.slack.workspace.traffic if t.direction == "from app" and t.summary != "ok"]
    assert [(t.name, t.summary) for t in refused] == []


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_a_posting_of_nasty_words_is_shown_as_written_everywhere(town: Town, nasty: str) -> None:
    role = nasty[:30].strip()
    town.slack.advance(timedelta(minutes=1))
    number = town.posts(
        town.rosa, title=nasty, organization=nasty, summary=nasty, description=nasty, where=nasty,
        roles=f"{role}\nGuide",
    )  # fmt: skip
    lines = [flat(line) for line in town.card(number).words.splitlines()]
    assert lines[:2] == [f"#1 {flat(nasty)}", f"{flat(nasty)} · Volunteering role"]
    assert lines[3] == "When: Tuesday, December 1st, 6:30 PM to 8:30 PM (in 8 days)"
    assert flat(town.card(number).buttons[0]) == flat(f"Join as {role}")
    for surface in everywhere(town, number):
        assert flat(nasty) in flat(surface.words), surface
        assert "{date_long" not in surface.words, "dates are read as dates"
        if isinstance(surface, Message):
            assert "{date_long" not in surface.spoken, "also where only the text is read"
    quiet(town)


def everywhere(town: Town, number: int) -> list[Surface]:
    """Every message and page that shows the posting to its people, at each point of its life."""
    seen: list[Surface] = [
        town.answer(town.ana, f"/volunteer {number}"),
        town.answer(town.ana, "/volunteer"),
        town.press(town.ana, town.card(number), town.card(number).buttons[0]),
        town.answer(town.luc, f"/benevole inscription {number} guide"),
        town.answer(town.ana, "/volunteer mine"),
        town.answer(town.rosa, "/organize mine"),
        town.answer(town.rosa, f"/organize roster {number}"),
        town.answer(town.maya, "/volunteer-admin digest"),
        town.ana.opens_home(),
    ]
    town.move_to(STARTS.replace(day=30, month=11))
    seen += [town.ana.last(town.ana.dm), town.luc.last(town.luc.dm)]
    town.answer(town.rosa, f"/organize cancel {number} yes")
    town.deliver()
    return [*seen, town.ana.last(town.ana.dm), town.luc.last(town.luc.dm), town.card(number)]


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_nasty_words_typed_are_given_back_as_typed(town: Town, nasty: str) -> None:
    number = town.posts(town.rosa)
    town.answer(town.ana, f"/volunteer signup {number} designer")
    for typed in (
        f"/volunteer browse {nasty}",
        f"/volunteer signup 1 {nasty}",
        f"/volunteer signup {nasty}",
        f"/volunteer language {nasty}",
        f"/volunteer-admin channels {nasty}",
        f"/organize cancel {number} {nasty}",
    ):
        assert town.maya.types(town.square, typed), typed
    told = town.answer(town.rosa, f"/organize cancel {number} yes {nasty}")
    assert told.words.startswith("#1 Map the city's parks is cancelled.")
    town.deliver()
    assert flat(town.card(number).words.splitlines()[-1]) == flat(f"Cancelled: {nasty}")
    assert flat(town.dms(town.ana)[0].splitlines()[-1]) == flat(f"Reason given: {nasty}")
    quiet(town)


@pytest.mark.parametrize("nasty", ["<!channel>", "*R&D* `x` <b>", "A\nIs now open: #99 Pay here", "\u202eevil"])
def test_names_and_skills_are_shown_as_they_are(town: Town, nasty: str) -> None:
    number = town.posts(town.rosa, **UNDATED)
    someone = town.slack.member("nasty", nasty)
    someone.types(town.square, "/volunteer profile")
    town.fills(someone, {"Skills": nasty})
    town.answer(someone, f"/volunteer signup {number} designer")
    town.deliver()
    shown = [flat(line) for line in town.card(number).words.splitlines() if line.startswith("Designer")]
    assert shown == [f"Designer 1 of 1: {flat(nasty)}"]
    roster = town.answer(town.rosa, f"/organize roster {number}").words.splitlines()
    assert len(roster) == 3
    quiet(town)


LONG: dict[str, Any] = {
    "title": 120, "organization": 80, "summary": 200, "description": 3000, "where": 300, "skills": 300,
}  # fmt: skip


def test_too_long_is_said_beside_the_field_and_nothing_is_lost(town: Town) -> None:
    """Slack's own client counts before it sends; the bot counts again for whoever does not."""
    town.rosa.types(town.square, "/organize post")
    dialog = town.rosa.sees_dialog().fill({"title": "x" * 3000, "organization": "Library", "summary": "s"})
    dialog.fill({"roles": "Guide"}).submit()
    assert dialog.errors == {"Title": "This input takes at most 120 characters."}
    assert dialog.values["Title"] == "x" * 3000


@pytest.mark.parametrize("filler", ["x", "& ", "<", "é ", "👩🏽‍💻"])
def test_the_longest_there_may_be_still_fits_everywhere(town: Town, filler: str) -> None:
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().press("More: skills, way in, links, time zone")
    longest = {name: (filler * size)[:size].strip() for name, size in LONG.items()}
    roles = "\n".join(f"{n} {filler * 40}"[:34].strip() + " 9" for n in range(10, 30))
    town.fills(town.rosa, {**longest, "roles": roles, "day": STARTS.date(), "start": "18:30", "end": "20:30"})
    assert town.rosa.sees_dialog().title == "Posted", town.rosa.sees_dialog().errors
    town.deliver()
    assert len(town.card(1).menus["Choose a role"]) == 20
    for surface in (town.card(1), town.answer(town.ana, "/volunteer 1"), town.answer(town.ana, "/volunteer")):
        assert surface.words.startswith(("#1 ", "1 open"))
    town.rosa.types(town.square, "/organize edit 1")
    assert town.rosa.sees_dialog().title == "Edit the posting"
    quiet(town)


def test_newlines_make_no_new_lines_where_one_is_meant(town: Town) -> None:
    trick = "Nice\n\nCancelled: everyone go home\r\n*When:* never"
    number = town.posts(town.rosa, title=trick, organization=trick, summary=trick)
    lines = [flat(line) for line in town.card(number).words.splitlines()]
    assert lines[0] == f"#1 {flat(trick)}"
    assert not [line for line in lines if line.startswith("Cancelled")]


def types(town: Town, someone: Actor, text: str) -> str:
    (told,) = someone.types(town.square, text)
    return told.words


def test_newlines_in_what_is_typed_are_spaces(town: Town) -> None:
    number = town.posts(town.rosa)
    assert types(town, town.ana, f"/volunteer signup\n{number}\ndesigner").startswith("You are in as Designer")


def test_reasons_too_long_are_refused_with_their_length(town: Town) -> None:
    town.posts(town.rosa)
    told = types(town, town.rosa, f"/organize cancel 1 yes {'x' * 1500}")
    assert told == "This text is too long: 1,500 characters, 1,000 at most. Shorten it and try again."
    assert "Join as Designer" in town.card(1).buttons


def test_a_message_turned_into_a_posting_pings_nobody(town: Town) -> None:
    town.luc.types(town.square, "Help! <!channel> R&D <b>")
    before = list(town.slack.workspace.pings)
    town.rosa.uses_message_shortcut("Turn into an opportunity", town.luc.last(town.square))
    assert town.rosa.sees_dialog().values["Description"] == "Help! <!channel> R&D <b>"
    town.fills(town.rosa, {"title": "T", "organization": "Library", "summary": "s", "roles": "Guide"})
    town.deliver()
    assert "Help! <!channel> R&D <b>" in town.answer(town.ana, "/volunteer 1").words
    assert town.slack.workspace.pings == before
