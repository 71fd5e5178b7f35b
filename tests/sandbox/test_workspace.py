import threading
from datetime import UTC, datetime, timedelta

from sandbox.clock import FrozenClock
from sandbox.workspace import Member, Post, Workspace
from sandbox.workspace.people import Team
from sandbox.workspace.traffic import KEPT
from tests.sandbox.conftest import START


def workspace() -> Workspace:
    return Workspace(FrozenClock(START))


def test_message_ids_follow_the_clock_and_never_repeat() -> None:
    place = workspace()

    first, second = place.new_ts(), place.new_ts()
    place.clock.advance(timedelta(hours=1))

    assert (first, second) == (f"{int(START.timestamp())}.000000", f"{int(START.timestamp())}.000001")
    assert float(place.new_ts()) - float(first) == 3600


def test_message_ids_are_unique_across_threads() -> None:
    place = workspace()
    seen: list[str] = []

    def take() -> None:
        seen.extend(place.new_ts() for _ in range(200))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(seen)) == 800


def test_observer_is_told_until_it_stops() -> None:
    place, told = workspace(), []
    stop = place.observe(lambda: told.append(place.version))

    place.add_channel("general", "public", [])
    stop()
    place.add_channel("quay", "public", [])

    assert told == [1]


def test_wait_returns_when_the_truth_comes() -> None:
    place = workspace()
    threading.Timer(0.02, lambda: place.add_channel("general", "public", [])).start()

    assert place.wait(lambda: place.channel_named("general") is not None, 2)
    assert not place.wait(lambda: place.channel_named("quay") is not None, 0.01)


def test_direct_message_is_one_for_two() -> None:
    place = workspace()

    assert place.direct("U1", "U2").id == place.direct("U2", "U1").id


def test_offset_follows_daylight_saving() -> None:
    member = Member("U1", "ana", "Ana Silva", tz="America/Toronto")

    assert member.offset(datetime(2025, 1, 15, tzinfo=UTC)) == -5 * 3600
    assert member.offset(datetime(2025, 7, 15, tzinfo=UTC)) == -4 * 3600


def test_user_object_names_standing_and_zone() -> None:
    about = Member("U1", "ana", "Ana Silva", is_owner=True).describe("T1", START)

    assert (about["is_owner"], about["is_admin"], about["tz_label"]) == (True, True, "EST")
    assert about["profile"]["first_name"] == "Ana"


def test_edit_keeps_the_message_s_place() -> None:
    place = workspace()
    channel = place.add_channel("general", "public", ["U1"])
    first = place.post(Post(place.new_ts(), channel.id, "U1", "one"))
    place.post(Post(place.new_ts(), channel.id, "U1", "two"))

    place.edit(first, text="ONE")

    assert [post.text for post in place.visible(channel.id, "U1")] == ["ONE", "two"]


def test_traffic_is_bounded() -> None:
    place = workspace()
    for number in range(KEPT + 10):
        place.record("to app", "event", str(number), {})

    assert (len(place.traffic), place.traffic[-1].summary) == (KEPT, str(KEPT + 9))


def test_team_can_be_renamed() -> None:
    team = Team("T1", "Harbour", "harbour")
    team.name = "Quay"

    assert team.name == "Quay"
