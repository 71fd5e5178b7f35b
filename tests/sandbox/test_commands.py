import time
from typing import Any

from sandbox.actor import Actor
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.sandbox.crew import Crew


def test_command_answer_is_seen_by_who_typed_it_only(
    slack: Sandbox, crew: Crew, ana: Actor, luc: Actor, general: Channel
) -> None:
    crew.app.command("/crew")(lambda ack: ack("Only you see this."))
    crew.connect()

    seen = ana.types(general, "/crew")

    assert [message.words for message in seen] == ["Only you see this."]
    assert seen[0].is_ephemeral
    assert luc.sees(general) == []


def test_command_answer_in_channel_is_seen_by_everybody(crew: Crew, ana: Actor, luc: Actor, general: Channel) -> None:
    crew.app.command("/crew")(lambda ack: ack("For all.", response_type="in_channel"))
    crew.connect()

    ana.types(general, "/crew")

    assert luc.last(general).words == "For all."


def test_command_answer_may_be_blocks(crew: Crew, ana: Actor, general: Channel) -> None:
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "Boats"}}]
    crew.app.command("/crew")(lambda ack: ack(text="Boats", blocks=blocks))
    crew.connect()

    assert ana.types(general, "/crew")[0].words == "Boats"


def test_command_payload_has_the_documented_fields(slack: Sandbox, crew: Crew, ana: Actor, general: Channel) -> None:
    crew.app.command("/crew")(lambda ack: ack())
    crew.connect()

    ana.types(general, "/crew  join 12 ")

    body = crew.bodies[0]
    assert body["text"] == "join 12"
    assert (body["command"], body["user_id"], body["user_name"]) == ("/crew", ana.id, "ana")
    assert (body["channel_id"], body["channel_name"]) == (general.id, "general")
    assert (body["team_id"], body["is_enterprise_install"]) == (slack.workspace.team.id, "false")
    assert body["response_url"].startswith(slack.url)
    assert body["trigger_id"]


def test_command_in_a_dm_names_it_directmessage(crew: Crew, ana: Actor) -> None:
    crew.app.command("/crew")(lambda ack: ack())
    crew.connect()

    ana.types(ana.dm, "/crew")

    assert crew.bodies[0]["channel_name"] == "directmessage"


def test_command_mentions_are_escaped_where_the_manifest_says_so(
    crew: Crew, ana: Actor, luc: Actor, general: Channel
) -> None:
    crew.app.command("/crew")(lambda ack: ack())
    crew.app.command("/plain")(lambda ack: ack())
    crew.connect()

    ana.types(general, "/crew with @luc in #general, @nobody & https://a.org")
    ana.types(general, "/plain with @luc & https://a.org")

    named = f"with <@{luc.id}|luc> in <#{general.id}|general>"
    assert crew.bodies[0]["text"] == f"{named}, @nobody &amp; <https://a.org>"
    assert crew.bodies[1]["text"] == "with @luc & https://a.org"


def test_unknown_command_is_not_delivered(crew: Crew, ana: Actor, general: Channel) -> None:
    crew.connect()

    seen = ana.types(general, "/nonsense now")

    assert "/nonsense is not a valid command" in seen[0].words
    assert crew.bodies == []


def test_command_in_a_thread_is_refused_by_the_platform(crew: Crew, ana: Actor, general: Channel) -> None:
    crew.connect()
    parent = ana.types(general, "A thread starts")[0]

    seen = ana.types(general, "/crew", thread=parent)

    assert seen[0].words == "/crew is not supported in threads. Sorry!"


def test_command_nobody_is_connected_for_fails_visibly(ana: Actor, general: Channel) -> None:
    assert ana.types(general, "/crew")[0].words == '/crew failed with the error "dispatch_failed"'


def test_late_command_fails_visibly_and_its_answer_is_dropped(
    slack: Sandbox, crew: Crew, ana: Actor, general: Channel
) -> None:
    slack.link.patience = 0.05

    @crew.app.command("/crew")
    def late(ack: Any) -> None:
        time.sleep(0.2)
        ack("Too late.")

    crew.connect()

    seen = ana.types(general, "/crew")
    time.sleep(0.3)

    assert [message.words for message in seen] == ['/crew failed with the error "operation_timeout"']
    assert len(ana.sees(general)) == 1


def test_command_answer_over_a_limit_fails_visibly(crew: Crew, ana: Actor, general: Channel) -> None:
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    crew.app.command("/crew")(lambda ack: ack(text="x", blocks=blocks))
    crew.connect()

    assert ana.types(general, "/crew")[0].words == '/crew failed with the error "invalid_blocks"'


def test_repeated_command_has_the_same_trigger_and_is_shown_to_nobody(
    slack: Sandbox, crew: Crew, ana: Actor, general: Channel
) -> None:
    crew.app.command("/crew")(lambda ack: ack("Once."))
    crew.connect()
    ana.types(general, "/crew")

    answers = slack.repeat_last(times=2)

    assert [answer.payload["text"] for answer in answers] == ["Once.", "Once."]
    assert len({body["trigger_id"] for body in crew.bodies}) == 1
    assert len(ana.sees(general)) == 1
