"""What somebody and a posting have in common, and what a role requires that they do not name."""

from bot.marketplace.matching import Match, match
from db.models import Opportunity, Person, Role

MAPS = Opportunity(work_languages=["en", "fr"], skills="maps, Figma")


def someone(skills: str) -> Person:
    return Person(skills=skills, work_languages=["fr"], hours_per_week=3)


def test_without_a_role_the_postings_skills_count() -> None:
    assert match(MAPS, someone("drawing maps")) == Match(("fr",), ("maps",), 3)


def test_what_the_role_requires_comes_first_and_what_is_missing_is_named() -> None:
    role = Role(required=["figma", "User research"], preferred=["HTML", "Rust"])
    found = match(MAPS, someone("html5, html, FIGMA; maps"), role)
    assert found == Match(("fr",), ("figma", "HTML", "maps"), 3, ("User research",))
