"""What a role's line may ask for: read as people write it in either language, and asked about where it is doubtful."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import Fault
from bot.marketplace.kinds import Level
from bot.marketplace.role_lines import RoleDraft, read_role, read_roles
from bot.marketplace.role_needs import Needs, UnclearLine, separate
from bot.messages.role_lines import role_line, role_lines
from bot.messages.voice import Voice

FIGMA = Needs(Level.EXPERIENCED, ("Figma", "user research"), ("HTML", "French"))
DESIGNER = RoleDraft("Designer", 2, FIGMA)
VOICES = [pytest.param(Voice(language, "UTC"), id=language) for language in ("en", "fr")]


def asks(level: Level = Level.ANY, required: tuple[str, ...] = (), preferred: tuple[str, ...] = ()) -> Needs:
    return Needs(level, required, preferred)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Designer 2, experienced: Figma, user research; a plus: HTML, French", DESIGNER),
        ("Designer 2, expérimenté\u00a0: Figma, user research; un atout\u00a0: HTML, French", DESIGNER),
        ("Designer 2, niveau avancé\u00a0: Figma, user research; un atout\u00a0: HTML, French", DESIGNER),
        ("Designer 2 avancée : Figma, user research; un atout : HTML, French", DESIGNER),
        ("Designer, EXPERIENCED, 2: Figma,user research ;A plus:HTML,  French,", DESIGNER),
        ("Designer, experienced 2: Figma, user research; nice to have: HTML, French", DESIGNER),
        ("Designer (2), expérimenté·e : Figma, user research, figma; atouts : HTML, French", DESIGNER),
        ("Designer 2 experienced; required: Figma, user research; a plus: HTML, French", DESIGNER),
        ("Designer 2 places, experienced: Figma, user research; a plus: HTML, French", DESIGNER),
        ("2 x Designer, experienced; a plus: HTML, French; required: Figma, user research", DESIGNER),
        ("Designer: 2", RoleDraft("Designer", 2)),
        ("Designer 2: 3", RoleDraft("Designer 2", 3)),
        ("Designer 2: Figma", RoleDraft("Designer", 2, asks(required=("Figma",)))),
        ("Designer 2:Figma", RoleDraft("Designer", 2, asks(required=("Figma",)))),
        ("Designer 2: Web 2", RoleDraft("Designer", 2, asks(required=("Web 2",)))),
        ("Designer; a plus: HTML", RoleDraft("Designer", None, asks(preferred=("HTML",)))),
        ("Designer 2: a plus: HTML", RoleDraft("Designer", 2, asks(preferred=("HTML",)))),
        ("Designer, any level: Figma", RoleDraft("Designer", None, asks(required=("Figma",)))),
        ("Designer, niveau débutant", RoleDraft("Designer", None, asks(Level.BEGINNER))),
        ("Designer 3 (intermediate level)", RoleDraft("Designer", 3, asks(Level.INTERMEDIATE))),
        ("Host 18:30 2, beginner", RoleDraft("Host 18:30", 2, asks(Level.BEGINNER))),
        ("Experienced designer 2", RoleDraft("Experienced designer", 2)),
        ("Designer (experienced) 2", RoleDraft("Designer (experienced)", 2)),
        (":wave: Host :x 2", RoleDraft(":wave: Host :x", 2)),
        (":wave: Host 2: tea", RoleDraft(":wave: Host", 2, asks(required=("tea",)))),
        ("Host:evening", RoleDraft("Host:evening", None)),
        ("Cook; baker 2", RoleDraft("Cook; baker", 2)),
        ('"Host: evening" 2, beginner: tea', RoleDraft("Host: evening", 2, asks(Level.BEGINNER, ("tea",)))),
        ("«\u00a0Host: evening\u00a0» 2", RoleDraft("Host: evening", 2)),
        ('"Lead" designer 2', RoleDraft('"Lead" designer', 2)),
    ],
)
def test_a_line_may_ask_for_a_level_and_skills(line: str, role: RoleDraft) -> None:
    assert read_roles(line) == ((role,), None)


@pytest.mark.parametrize(
    "line",
    [
        "Designer: Figma",
        "Host: evening 2",
        "Designer 2, Figma",
        "Designer 2; Figma",
        "Designer 2, senior",
        "Designer 2: Figma; HTML",
        "Designer 2: Figma, a plus: HTML",
        "Designer 2: Figma; a plus: HTML; French",
        "Designer 2: Figma; required: HTML",
        "Designer 2: ",
        "Designer 2; a plus:",
        "Designer 2, experienced: ",
        "Designer 2, beginner, experienced",
        "Designer 2, experienced, 3",
        "Designer: ; a plus: HTML",
    ],
)
def test_a_doubtful_line_is_asked_about(line: str) -> None:
    assert read_roles(f"Developer 1\n{line}")[1] == Fault("role_unclear", {"role": line.strip()[:35]})


@pytest.mark.parametrize("line", ["Designer 2, wizard: Figma", "Designer 2, wizard : Figma; a plus: HTML"])
def test_a_word_where_the_level_stands_is_said_to_be_none(line: str) -> None:
    assert read_roles(f"Developer 1\n{line}")[1] == Fault("level_unknown", {"given": "wizard"})


def test_a_long_doubtful_line_is_named_by_its_beginning() -> None:
    assert read_roles("Designer: " + "f" * 3000)[1] == Fault("role_unclear", {"role": "Designer: " + "f" * 25})


@pytest.mark.parametrize("line", ["Designer" + ", any" * 50_000, '"a" ' * 50_000, "a 1, " * 50_000, "x: " * 50_000])
def test_a_line_of_any_length_is_refused_at_once(line: str) -> None:
    _roles, fault = read_roles(line)
    assert fault is not None
    assert fault.name in ("role_unclear", "role_too_long")


@pytest.mark.parametrize("sign", [", any", '"a" ', "a 1, ", "x: ", "; a plus: b"])
def test_a_line_of_signs_is_read_or_asked_about(sign: str) -> None:
    assert read_roles("Designer" + sign * (9_900 // len(sign)))[1] is not None


def test_skills_have_a_longest() -> None:
    assert read_roles(f"Designer 2: {'f' * 200}; a plus: {'g' * 200}")[1] is None
    for line in (f"Designer 2: {'f' * 201}", f"Designer 2; a plus: {'f' * 201}"):
        assert read_roles(line)[1] == Fault("role_skills_too_long", {"role": "Designer", "longest": 200})


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize(
    "name", ["Designer", "Host: evening", "Web 2", "Room 2, evening", "A, experienced", "Cook; a plus: tea", '"Lead"']
)
@pytest.mark.parametrize("capacity", [None, 2])
def test_a_role_is_written_as_it_is_read(voice: Voice, level: Level, name: str, capacity: int | None) -> None:
    for needs in (asks(level), asks(level, ("Figma", "C: 2")), asks(level, preferred=("HTML",)), asks(level, *FIGMA_)):
        role = RoleDraft(name, capacity, needs)
        assert read_role(role_line(voice, role)) == role


FIGMA_ = (FIGMA.required, FIGMA.preferred)


@pytest.mark.parametrize("voice", VOICES)
@given(st.lists(st.sampled_from([*'ab 012:;,()"«».é', " a plus: ", ", experienced"]), max_size=25).map("".join))
@example('"a": b')
@example("a;a plus: b;")
def test_whatever_is_read_is_written_back_as_the_same(voice: Voice, line: str) -> None:
    roles, fault = read_roles(line)
    if fault is None:
        assert read_roles(role_line(voice, roles[0])) == (roles, None)


def test_each_language_writes_its_own_words() -> None:
    assert role_lines(Voice("en", "UTC"), [DESIGNER]) == (
        "Designer 2, experienced: Figma, user research; a plus: HTML, French"
    )
    assert role_lines(Voice("fr", "UTC"), [DESIGNER]) == (
        "Designer 2, niveau avancé\u00a0: Figma, user research; un atout\u00a0: HTML, French"
    )


def test_a_mark_separates_no_roles() -> None:
    assert separate("Designer 2: Figma; a plus: HTML; Developer 3") == [
        "Designer 2: Figma; a plus: HTML",
        " Developer 3",
    ]


def test_an_unclear_line_is_no_role() -> None:
    with pytest.raises(UnclearLine):
        read_role("Designer: Figma")
