"""What a filled-in dialog may say, and every fault it can have."""

from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import Fault, Faults
from bot.marketplace.drafting import read_draft
from bot.marketplace.drafts import LONGEST, Dates, Draft
from bot.marketplace.kinds import HoursUnit, Kind, Place, WorkLanguage
from bot.marketplace.role_lines import RoleDraft
from bot.messages.form import Answer
from bot.messages.role_lines import role_line
from bot.messages.voice import Voice
from tests.bot.marketplace.village import UNDATED, answers
from tests.town import START

CALM = "America/Toronto"


def read(**changes: Answer) -> Draft:
    return read_draft(answers(**changes), START)


def faults(**changes: Answer) -> dict[str, Fault]:
    with pytest.raises(Faults) as caught:
        read(**changes)
    return caught.value.fields


def test_a_draft_says_what_was_filled_in() -> None:
    assert read(kind="event", place="hybrid", hours_unit="all", skills="  mapping,\n walking ") == Draft(
        title="Map the city's parks",
        organization="Parks Ottawa",
        summary="Walk a park and write down what is in it",
        description="We need benches, taps and shade on the map before summer.",
        roles=(RoleDraft("Designer", 1), RoleDraft("Developer", 2)),
        dates=Dates(datetime(2026, 12, 1, 18, 30), datetime(2026, 12, 1, 20, 30), CALM),  # noqa: DTZ001  (wall time)
        place=Place.HYBRID,
        where="https://meet.example.org/parks",
        hours=3,
        hours_unit=HoursUnit.ALL,
        hours_total=24,
        work_languages=(WorkLanguage.ENGLISH, WorkLanguage.FRENCH),
        kind=Kind.EVENT,
        skills="mapping, walking",
    )


def test_what_is_left_empty_has_its_usual_value() -> None:
    said = read(
        description=None, where=None, hours=None, hours_total=None, place=None, hours_unit=None, kind=None, **UNDATED
    )
    assert (said.description, said.where, said.hours, said.hours_total, said.dates) == ("", "", None, None, None)
    assert (said.place, said.hours_unit, said.kind) == (Place.REMOTE, HoursUnit.WEEK, Kind.VOLUNTEERING)


@pytest.mark.parametrize("field", ["title", "organization", "summary"])
@pytest.mark.parametrize("given", [None, "", "  \n\t "])
def test_what_every_posting_needs_is_missed(field: str, given: str | None) -> None:
    assert faults(**{field: given}) == {field: Fault("missing")}


@pytest.mark.parametrize("field", sorted(LONGEST))
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(field: str) -> None:
    longest, begins = LONGEST[field], "https://a.org/" if field == "links" else ""
    said = read(**{field: begins.ljust(longest, "a")})
    kept = said.other[field.removeprefix("other_")] if field.startswith("other_") else getattr(said, field)
    assert kept == begins.ljust(longest, "a")
    assert faults(**{field: begins.ljust(longest + 1, "a")}) == {
        field: Fault("too_long", {"longest": longest, "length": longest + 1})
    }


def test_a_title_of_three_thousand_characters_is_refused_with_its_length() -> None:
    assert faults(title="é" * 3000) == {"title": Fault("too_long", {"longest": 120, "length": 3000})}


@pytest.mark.parametrize(
    "hostile",
    [
        "<!channel> & <@U1> @here",
        "*bold* _it_ `code` ~no~",
        "مرحبا بالعالم",
        "👩‍👩‍👧‍👦 🇨🇦",
        "{title} %s \\n",
        "<script>",
    ],
)
def test_what_people_write_is_kept_as_they_wrote_it(hostile: str) -> None:
    said = read(title=hostile, summary=hostile, description=hostile, organization=hostile, roles=f"{hostile} 2")
    assert (said.title, said.summary, said.description, said.organization) == (hostile,) * 4
    assert said.roles == (RoleDraft(hostile, 2),)


def test_a_line_is_one_line_and_a_description_keeps_its_lines() -> None:
    said = read(title=" Map\nthe \u00a0 parks\u2028now ", description=" one\n\n two ")
    assert (said.title, said.description) == ("Map the parks now", "one\n\n two")


def test_marks_that_turn_or_pad_the_text_around_them_are_left_out() -> None:
    said = read(title="Map\u202e the\u2066 parks\u200b", roles="Desi\u00adgner\u202e 2")
    assert (said.title, said.roles) == ("Map the parks", (RoleDraft("Designer", 2),))
    assert faults(title="\u200b\u202e") == {"title": Fault("missing")}


def test_the_zero_character_is_left_out() -> None:
    """PostgreSQL refuses it in any text."""
    said = read(title="Map\x00 parks", description="a\x00b", roles="Desi\x00gner 2", organization="Parks\x00")
    assert (said.title, said.description, said.organization) == ("Map parks", "ab", "Parks")
    assert said.roles == (RoleDraft("Designer", 2),)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Designer 2", RoleDraft("Designer", 2)),
        ("Designer, 2", RoleDraft("Designer", 2)),
        ("Designer: 2", RoleDraft("Designer", 2)),
        ("Designer x2", RoleDraft("Designer", 2)),
        ("Designer x 2", RoleDraft("Designer", 2)),
        ("Designer ×2", RoleDraft("Designer", 2)),
        ("  Lead\t designer   2  ", RoleDraft("Lead designer", 2)),
        ("Designer", RoleDraft("Designer", None)),
        ("Web 2.0 designer", RoleDraft("Web 2.0 designer", None)),
        ("3D artist 2", RoleDraft("3D artist", 2)),
        ("R2D2", RoleDraft("R2D2", None)),
        ("Designer X2", RoleDraft("Designer", 2)),
        ("Designer (2)", RoleDraft("Designer", 2)),
        ("Designer(2 places)", RoleDraft("Designer", 2)),
        ("Designer - 2", RoleDraft("Designer", 2)),
        ("Designer – 2 seats", RoleDraft("Designer", 2)),
        ("2x Designer", RoleDraft("Designer", 2)),
        ("Guide 1\u00a0000", RoleDraft("Guide", 1000)),
        ("Host 18:30", RoleDraft("Host 18:30", None)),
        ("Web 2, 300", RoleDraft("Web 2", 300)),
        ("Tutor (grade 5)", RoleDraft("Tutor (grade 5)", None)),
        ("2026 census helper", RoleDraft("2026 census helper", None)),
        ("7 to 9 pm host 2", RoleDraft("7 to 9 pm host", 2)),
        ("2 x Designer", RoleDraft("Designer", 2)),
        (".NET developer 2", RoleDraft(".NET developer", 2)),
        (".NET developer", RoleDraft(".NET developer", None)),
        ("2× Designer", RoleDraft("Designer", 2)),
        ("COVID-19", RoleDraft("COVID-19", None)),
        ("Designer (lead)", RoleDraft("Designer (lead)", None)),
        ("Designer (lead) 2", RoleDraft("Designer (lead)", 2)),
        ("1st aid", RoleDraft("1st aid", None)),
        ("Designer ٣", RoleDraft("Designer", 3)),
        ("Designer ²", RoleDraft("Designer ²", None)),
        ("Designer 10000", RoleDraft("Designer", 10_000)),
    ],
)
def test_a_role_line_is_a_name_and_perhaps_seats(line: str, role: RoleDraft) -> None:
    assert read(roles=line).roles == (role,)


@given(st.text(st.sampled_from("ab 0123456789x×:;,()-–.é"), min_size=1, max_size=20))
@example("Web 2, 300")
@example("2 Team X 2")
def test_a_role_written_into_the_dialog_is_read_as_the_same_role(line: str) -> None:
    try:
        (role,) = read(roles=line).roles
    except Faults:
        return
    for language in ("en", "fr"):
        assert read(roles=role_line(Voice(language, CALM), role)).roles == (role,)


def test_empty_lines_between_roles_do_not_count() -> None:
    assert read(roles="\n Designer 1 \n\n\r\nDeveloper\n").roles == (
        RoleDraft("Designer", 1),
        RoleDraft("Developer", None),
    )


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (None, Fault("roles_missing")),
        (" \n ", Fault("roles_missing")),
        ("\n".join(f"Role {n}a" for n in range(21)), Fault("roles_too_many", {"most": 20})),
        ("Designer 2\n3", Fault("role_unnamed", {"given": "3"})),
        ("2 2", Fault("role_unnamed", {"given": "2"})),
        ("2 designers", Fault("seats_first", {"role": "2 designers"})),
        ("1 000 guides", Fault("seats_first", {"role": "1 000 guides"})),
        ("3 tutors (grade 5)", Fault("seats_first", {"role": "3 tutors (grade 5)"})),
        ("d" * 36, Fault("role_too_long", {"role": "d" * 35, "longest": 35})),
        ("Designer 0", Fault("seats_range", {"role": "Designer", "most": 10_000})),
        ("Designer 10001", Fault("seats_range", {"role": "Designer", "most": 10_000})),
        ("Designer 1000000000000", Fault("seats_range", {"role": "Designer", "most": 10_000})),
        (f"Designer {'9' * 5000}", Fault("seats_range", {"role": "Designer", "most": 10_000})),
        ("equipiere 1\nÉquipière 2", Fault("role_twice", {"role": "Équipière"})),
    ],
)
def test_roles_that_cannot_be_taken_are_named(given: str | None, fault: Fault) -> None:
    assert faults(roles=given) == {"roles": fault}


def test_twenty_roles_of_thirty_five_characters_are_the_most() -> None:
    lines = [f"{n:02d}{'d' * 33} 1" for n in range(20)]
    assert len(read(roles="\n".join(lines)).roles) == 20


@pytest.mark.parametrize("field", ["hours", "hours_total"])
@pytest.mark.parametrize("given", [-1, 0, 10_001])
def test_hours_out_of_range_are_refused(field: str, given: int) -> None:
    assert faults(**{field: given}) == {field: Fault("number_range", {"least": 1, "most": 10_000})}


@pytest.mark.parametrize("given", [1, 10_000])
def test_hours_at_their_bounds_are_taken(given: int) -> None:
    assert (read(hours=given).hours, read(hours_total=given).hours_total) == (given, given)


@pytest.mark.parametrize("given", [None, ()])
def test_a_language_of_work_is_needed(given: tuple[str, ...] | None) -> None:
    assert faults(work_languages=given) == {"work_languages": Fault("missing")}


def test_every_fault_is_named_at_once() -> None:
    found = faults(title="", roles="", hours=0, start=None, work_languages=(), skills="s" * 301)
    assert set(found) == {"title", "roles", "hours", "start", "work_languages", "skills"}


def test_what_is_searchable_has_neither_case_nor_accents() -> None:
    said = read(title="Été", organization="Parcs", summary="À pied", description="ÇA", skills="Vélo")
    assert said.searchable == "ete parcs a pied ca velo"
