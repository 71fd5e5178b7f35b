"""Many who applied, with the longest and strangest there can be: pages, looks and dialogs hold Slack's limits."""

from typing import Any

import pytest

from bot.marketplace.communities import home
from db.models import Application, Opportunity, Person, Role, Signup, SignupState
from tests.stories.saying import french
from tests.stories.test_applying import COHORT, TITLE, posts
from tests.town import Town

MANY = 32
STRANGE = "<!channel> *all* `x` &amp; \u202e\u200b <@U1> https://a.org\n"


@pytest.fixture
def crowd(town: Town) -> Town:
    """Thirty-two applied to Rosa's #1."""
    posts(town, town.rosa, **COHORT)
    with town.bot.desk.work() as work:
        community = home(work, "en", "America/Toronto")
        role = work.db.query(Role).join(Opportunity).order_by(Role.position).first()
        assert role is not None
        for n in range(1, MANY + 1):
            about: dict[str, Any] = {
                "community_id": community.id, "locale": "en-CA", "timezone": "America/Toronto", "hours_per_week": 5,
                "work_languages": ["en", "fr"], "reminders": True, "admin": False, "created_at": work.now,
            }  # fmt: skip
            who = Person(name=f"{n} {STRANGE}"[:255], skills="k" * 300, **about)
            work.db.add(who)
            work.db.flush()
            signup = Signup(
                role_id=role.id, person_id=who.id, state=SignupState.APPLIED, position=0, signed_up_at=work.now
            )
            work.db.add(signup)
            work.db.flush()
            told = (STRANGE * 100)[:1000]
            said: dict[str, Any] = {"note": (STRANGE * 100)[:2000], "consent": "", "needs": "", "text": ""}
            answers = [["q" * 150, told]] * 5
            work.db.add(Application(signup_id=signup.id, answers=answers, created_at=work.now, **said))
    return town


def test_a_crowd_is_read_ten_at_a_time_by_buttons_and_typed(crowd: Town) -> None:
    first = crowd.answer(crowd.rosa, "/organize applicants 1")
    assert first.words.splitlines()[:2] == [f"Who applied to {TITLE}", "Waiting for an answer: 32"]
    assert "Page 1 of 4." in first.words
    assert "\n1 " in first.words
    assert "\n11 " not in first.words
    second = crowd.turn(crowd.rosa, first, "Next page")
    assert "\n11 " in second.words
    last = crowd.answer(crowd.rosa, "/organiser candidatures 1 page 9")
    assert "\n32 " in last.words


def test_the_longest_application_fits_into_its_dialog_with_its_buttons(crowd: Town) -> None:
    crowd.rosa.presses(crowd.answer(crowd.rosa, "/organize applicants 1"), "Look")
    dialog = crowd.rosa.sees_dialog()
    assert dialog.words.count("q" * 150) == 5
    dialog.press("Shortlist")
    crowd.rosa.sees_dialog().press("Next applicant")
    assert crowd.rosa.sees_dialog().words.startswith("2 ")
    crowd.rosa.sees_dialog().close()
    listed = crowd.answer(crowd.rosa, "/organize applicants 1 shortlisted")
    assert "Shortlisted: 1" in listed.words
    assert "\n1 " in crowd.turn(crowd.rosa, crowd.answer(crowd.rosa, "/organize applicants 1"), "Shortlisted (1)").words


def test_nobody_else_reads_who_applied(crowd: Town) -> None:
    told = crowd.answer(crowd.luc, "/benevole 1")
    assert [label for label in told.buttons if "andidatures" in label] == []
    refused = crowd.answer(crowd.luc, "/organiser candidatures 1")
    sentence = "Only the organizers of #{number} and the admins can do this. What you organize: {command}"
    assert refused.words == french(sentence, number="1", command="/organize mine")
