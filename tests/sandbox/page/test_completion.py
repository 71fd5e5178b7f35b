from sandbox.installation import Command
from sandbox.page.completion import Known, Suggestion, suggest
from sandbox.workspace import Channel, Member

KNOWN = Known(
    [Command("/crate", "Count", "[words]"), Command("/crew", "Crews")],
    [Member("U1", "ana", "Ana Silva"), Member("U2", "luc", "Luc Tremblay")],
    [Channel("C1", "general", "public", 0, topic="All"), Channel("D1", "", "im", 0)],
)


def test_commands_are_offered_from_the_slash_on() -> None:
    assert [one.label for one in suggest(KNOWN, "/")] == ["/crate", "/crew"]
    assert suggest(KNOWN, "/cra") == [Suggestion("/crate ", 0, "/crate", "[words]", "Count")]


def test_command_with_its_space_offers_nothing_more() -> None:
    assert suggest(KNOWN, "/crew ") == []


def test_slash_in_the_middle_is_no_command() -> None:
    assert suggest(KNOWN, "and/or") == []


def test_people_are_found_by_handle_and_by_name() -> None:
    assert [one.insert for one in suggest(KNOWN, "ask @lu")] == ["@luc "]
    assert [one.insert for one in suggest(KNOWN, "@Ana")] == ["@ana "]
    assert suggest(KNOWN, "ask @lu")[0].start == 4


def test_address_is_no_mention() -> None:
    assert suggest(KNOWN, "me@lu") == []


def test_channels_are_offered_and_direct_messages_are_not() -> None:
    assert [one.label for one in suggest(KNOWN, "#")] == ["#general"]
