"""Roles that ask for a level and skills: posted, shown, looked for, edited and copied; in both languages."""

from datetime import date
from typing import Any

from db.models import Role
from tests.stories.saying import french
from tests.stories.test_applying import COHORT, applies, posts
from tests.town import Town

ASKING = "Designer 2, experienced: Figma, user research; a plus: HTML\nDeveloper 1"
ASKING_FR = "Designer 2, niveau avancé\u00a0: Figma, user research; un atout\u00a0: HTML\nDeveloper 1"
LINE = "Designer 0 of 2 · experienced level; Figma, user research"
ROLES = "Roles and seats"


def test_what_a_role_asks_for_is_on_the_card_and_in_the_details(town: Town) -> None:
    town.posts(town.rosa, roles=ASKING)
    assert [line for line in town.card(1).words.splitlines() if "Designer 0" in line] == [LINE]
    assert "Designer: experienced level; required: Figma, user research; a plus: HTML" in (
        town.answer(town.ana, "/volunteer 1").words.splitlines()
    )
    told = town.answer(town.luc, "/benevole 1").words
    assert "Designer\u00a0: niveau avancé; exigé\u00a0: Figma, user research; un atout\u00a0: HTML" in told
    assert "Developer\u00a0:" not in told
    assert "Designer 0 sur 2" in told.splitlines()  # what it asks for is said once, in full


def test_a_posting_is_found_by_what_a_role_asks_for(town: Town) -> None:
    town.posts(town.rosa, roles=ASKING)
    for words in ("user research", "HTML"):
        assert "#1" in town.answer(town.luc, f"/benevole parcourir {words}").words
    assert "#1" not in town.answer(town.luc, "/benevole parcourir rust").words


def test_each_reader_edits_it_in_their_language_and_nobody_loses_a_seat(town: Town) -> None:
    town.posts(town.rosa, roles=ASKING)
    town.press(town.ana, town.card(1), "Join as Designer")
    town.rosa.types(town.square, "/organize edit 1")
    assert town.rosa.sees_dialog().values[ROLES] == ASKING
    town.rosa.sees_dialog().close()
    town.answer(town.maya, "/benevole langue français")
    town.maya.types(town.square, "/organiser modifier 1")
    assert town.maya.sees_dialog().values[french(ROLES)] == ASKING_FR
    changed = ASKING_FR.replace("niveau avancé", "débutante").replace("HTML", "CSS")
    town.fills(town.maya, {"roles": changed})
    town.deliver()
    assert "Designer 1 of 2: Ana Silva · beginner level; Figma, user research" in town.card(1).words
    assert "#1" in town.answer(town.luc, "/benevole parcourir css").words
    assert "#1" not in town.answer(town.luc, "/benevole parcourir html").words


def test_two_who_change_what_a_role_asks_for_do_not_overwrite_each_other(town: Town) -> None:
    town.posts(town.rosa, roles=ASKING)
    town.rosa.types(town.square, "/organize edit 1")
    town.maya.types(town.square, "/organize edit 1")
    town.fills(town.maya, {"roles": ASKING.replace("Figma", "Penpot")})
    town.fills(town.rosa, {"roles": ASKING.replace("HTML", "CSS")})
    town.deliver()
    assert "Penpot" in town.card(1).words


def test_a_doubtful_line_is_asked_about_in_ones_language(town: Town) -> None:
    for who, command in ((town.rosa, "/organize post"), (town.jean, "/organiser publier")):
        who.types(town.square, command)
        town.fills(who, {"title": "Maps", "organization": "Parks", "summary": "s", "roles": "Designer: Figma"})
        told = who.sees_dialog().errors[ROLES if who is town.rosa else french(ROLES)]
        assert ("can be read in two ways" in told) == (who is town.rosa)
        assert ("peut se lire de deux façons" in told) == (who is town.jean)
        who.sees_dialog().close()


def test_a_copy_and_a_template_ask_for_the_same(town: Town) -> None:
    town.posts(town.rosa, roles=ASKING)
    town.rosa.types(town.square, "/organize duplicate 1")
    assert town.rosa.sees_dialog().values[ROLES] == ASKING
    town.rosa.sees_dialog().close()
    town.answer(town.rosa, "/organize template 1")
    town.rosa.types(town.square, "/organize duplicate 2")
    assert town.rosa.sees_dialog().values[ROLES] == ASKING


def test_added_dates_ask_for_the_same(town: Town) -> None:
    town.posts(town.rosa, roles=ASKING)
    town.rosa.types(town.square, "/organize add-dates 1")
    town.fills(town.rosa, {"day1": date(2026, 12, 8)})
    asked = {tuple(role.required) for role in _roles(town) if role.name == "Designer"}
    assert asked == {("Figma", "user research")}
    assert len([role for role in _roles(town) if role.name == "Designer"]) == 2


def test_an_applicants_facts_say_what_is_met_and_what_is_missing(town: Town) -> None:
    posts(town, town.rosa, **{**COHORT, "roles": ASKING})
    town.ana.types(town.square, "/volunteer profile")
    town.fills(town.ana, {"skills": "figma, css"})
    applies(town, town.ana, "Apply as Designer")
    listed = town.answer(town.rosa, "/organize applicants 1").words
    assert "in common: Figma · required, not mentioned: user research" in listed
    town.answer(town.rosa, "/benevole langue français")
    told = town.answer(town.rosa, "/organiser candidatures 1").words
    assert "en commun\u00a0: Figma · exigé, non mentionné\u00a0: user research" in told


def test_hostile_skills_do_nothing_but_stand_there(town: Town) -> None:
    hostile = "<!channel> & @here <@U1>"
    town.posts(town.rosa, roles=f"Designer 2: {hostile}; a plus: {hostile}")
    told = town.answer(town.ana, "/volunteer 1")
    assert f"Designer: required: {hostile}; a plus: {hostile}" in told.words
    assert hostile in town.card(1).words


def _roles(town: Town) -> list[Any]:
    with town.bot.desk.reading() as work:
        found = list(work.db.query(Role).order_by(Role.id))
        work.db.expunge_all()
    return found
