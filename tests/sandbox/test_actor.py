import threading

import pytest
from slack_sdk import WebClient

from sandbox.actor import Actor, NotThere
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.sandbox.crew import Crew


def test_channel_is_found_by_name_and_id(slack: Sandbox, ana: Actor, general: Channel) -> None:
    assert ana.place("#general") is ana.place("general") is ana.place(general.id) is general


def test_private_channel_is_unknown_to_outsiders(slack: Sandbox, ana: Actor, luc: Actor) -> None:
    slack.channel("board", private=True, members=[ana])

    assert ana.place("board").name == "board"
    with pytest.raises(NotThere, match="luc knows no channel 'board'"):
        luc.place("board")


def test_everybody_reads_dates_in_their_own_way(client: WebClient, ana: Actor, luc: Actor, general: Channel) -> None:
    client.chat_postMessage(channel=general.id, text="<!date^1741215600^{date_long} {time}|then>")

    assert ana.last(general).words == "Wednesday, March 5th 6:00 PM"
    assert luc.last(general).words == "jeudi 6 mars 00:00"


def test_spoken_is_the_top_level_text(client: WebClient, ana: Actor, general: Channel) -> None:
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "Shown"}}]
    client.chat_postMessage(channel=general.id, text="*Spoken*", blocks=blocks)

    message = ana.last(general)
    assert (message.words, message.spoken, message.text) == ("Shown", "Spoken", "*Spoken*")


def test_message_stays_as_it_was_looked_at(client: WebClient, ana: Actor, general: Channel) -> None:
    ts = client.chat_postMessage(channel=general.id, text="before")["ts"]
    message = ana.last(general)

    client.chat_update(channel=general.id, ts=ts, text="after")

    assert (message.words, ana.again(message).words) == ("before", "after")


def test_waiting_finds_what_comes_later(client: WebClient, ana: Actor) -> None:
    later = threading.Timer(0.05, lambda: client.chat_postMessage(channel=ana.id, text="A reminder"))
    later.start()

    assert ana.waits_for(ana.dm, "reminder").words == "A reminder"
    later.join()


def test_waiting_in_vain_tells_what_there_is(client: WebClient, ana: Actor) -> None:
    client.chat_postMessage(channel=ana.id, text="Something else")

    with pytest.raises(NotThere, match="Something else"):
        ana.waits_for(ana.dm, "reminder", seconds=0.05)


def test_looking_where_nothing_is(ana: Actor, general: Channel) -> None:
    with pytest.raises(NotThere, match="no message"):
        ana.last(general)
    with pytest.raises(NotThere, match="no dialog"):
        ana.sees_dialog()
    with pytest.raises(NotThere, match="nothing is published"):
        ana.opens_home()


def test_many_hands_at_once(slack: Sandbox, crew: Crew, general: Channel) -> None:
    crew.app.command("/crew")(lambda ack, command: ack(f"for {command['user_name']}"))
    crew.connect()
    people = [slack.member(f"rower{number}") for number in range(12)]

    threads = [threading.Thread(target=person.types, args=(general, "/crew")) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [person.last(general).words for person in people] == [f"for {person.name}" for person in people]
